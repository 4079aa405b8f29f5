//! Documents, and the pairs they make.

use super::profile::DocumentProfile;
use super::similarity::DocumentSimilarity;
use serde::Serialize;

/// A document of either side.
#[derive(Clone, Copy, Debug)]
pub struct NamedDocument<'a> {
    /// Its path inside the collection, or its URL.
    pub name: &'a str,
    /// Its content; without it only names are compared.
    pub profile: Option<&'a DocumentProfile>,
}

/// Two documents that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DocumentPair {
    /// Index of the source document.
    pub source: usize,
    /// Index of the target document.
    pub target: usize,
    /// Probability in [0, 1] that one translates the other.
    pub score: f32,
    /// How far the names agree, in [0, 1]; 1: they are the same but for the language.
    pub name: f32,
    /// The probability by content alone, where both contents are known.
    pub content: Option<f32>,
    /// What the contents have in common.
    pub evidence: Option<DocumentSimilarity>,
}

/// Documents paired, in the order of the sources, and those left over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pairing {
    /// The pairs.
    pub pairs: Vec<DocumentPair>,
    /// Indices of the sources without a partner.
    pub sources: Vec<usize>,
    /// Indices of the targets without a partner.
    pub targets: Vec<usize>,
}

/// How to pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairingSettings {
    /// Whether names count.
    pub names: bool,
    /// Pairs with a lower score, in [0, 1], are not made.
    pub min_score: f32,
}

impl Default for PairingSettings {
    fn default() -> Self {
        Self { names: true, min_score: 0.5 }
    }
}
