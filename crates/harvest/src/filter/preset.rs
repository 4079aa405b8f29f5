//! Presets: named sets of thresholds, in `presets.tsv`.

use serde::Serialize;

/// A named set of thresholds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// Drops only what is surely noise.
    Loose,
    /// For training: drops what is probably noise.
    #[default]
    Normal,
    /// For fine-tuning and test sets: keeps only what is surely good; runs the drift rules too.
    Strict,
}

/// The name under which near copies are counted and thresholded like the rejects of a filter.
pub const DUPLICATE: &str = "duplicate";

impl Preset {
    /// All, mildest first: the order of the columns of `presets.tsv`.
    pub const ALL: [Self; 3] = [Self::Loose, Self::Normal, Self::Strict];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Loose => "loose",
            Self::Normal => "normal",
            Self::Strict => "strict",
        }
    }

    /// The threshold of a filter or of [`DUPLICATE`]; `None` where the preset leaves it out.
    pub fn threshold(self, id: &str) -> Option<f32> {
        let lines = include_str!("presets.tsv").lines();
        let cells = lines.map(|l| l.split('\t').collect::<Vec<_>>()).find(|c| c.first() == Some(&id))?;
        cells.get(1 + self as usize)?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::ALL;

    #[test]
    fn every_filter_has_its_line_of_presets() {
        let lines: Vec<&str> = include_str!("presets.tsv").lines().filter(|l| !l.starts_with('#')).collect();
        let ids: Vec<&str> = lines.iter().filter_map(|l| l.split('\t').next()).collect();
        let known: Vec<&str> = ALL.iter().map(|f| f.id()).chain([DUPLICATE]).collect();
        let sorted = |mut v: Vec<&'static str>| {
            v.sort_unstable();
            v
        };
        assert_eq!(sorted(ids), sorted(known));
        for line in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            assert!(cells.len() == 4 && cells[1..].iter().all(|c| *c == "-" || c.parse::<f32>().is_ok()), "{line}");
        }
    }
}
