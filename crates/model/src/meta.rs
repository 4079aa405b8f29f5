//! The description that a model contains of itself.

use calque_text::Lang;
use serde::{Deserialize, Serialize};

/// One file the model learnt from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DataSource {
    /// File name.
    pub name: String,
    /// Pairs used.
    pub pairs: u64,
    /// How often each was counted.
    pub weight: f32,
    /// Licence, as the user gave it.
    #[serde(default)]
    pub licence: String,
    /// xxh3 of the file's bytes, in hexadecimal.
    #[serde(default)]
    pub checksum: String,
}

/// Parameters of word alignment that training learns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WordParams {
    /// Probability of NULL in the HMM.
    pub null: f32,
    /// Jump weights for side 0 as states: jumps of -8 or less, -7, ..., 7, 8 or more.
    pub jumps: [Vec<f32>; 2],
    /// Expected share of words of each side that have no counterpart.
    #[serde(default = "quarter")]
    pub null_mass: [f32; 2],
}

fn quarter() -> [f32; 2] {
    [0.25; 2]
}

impl Default for WordParams {
    fn default() -> Self {
        let jumps: Vec<f32> = (-8i32..=8).map(|d| (-0.6 * (d - 1).unsigned_abs() as f32).exp()).collect();
        Self { null: 0.15, jumps: [jumps.clone(), jumps], null_mass: quarter() }
    }
}

/// The model's own description, kept as JSON in the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    /// The two languages.
    pub langs: (Lang, Lang),
    /// Name and version.
    pub name: String,
    /// Length of a vector.
    pub dim: usize,
    /// What it learnt from.
    #[serde(default)]
    pub data: Vec<DataSource>,
    /// Word alignment.
    #[serde(default)]
    pub words: WordParams,
    /// Measured quality: what was measured, and the figure.
    #[serde(default)]
    pub measured: Vec<(String, String)>,
}
