//! What each measure of content is worth in log-odds, from `weights.tsv`.
//!
//! The columns are three logistic regressions: `vectors`, where both documents have
//! vectors; `no_vectors`, where they have none; `lead`, over the log-odds of the first
//! (`content`) and the lead over other partners. `training/pairing/learn` fits them
//! again; [training/pairing](../../../../training/pairing/README.md) says on what.

use std::sync::OnceLock;

static TABLE: &str = include_str!("weights.tsv");

/// The names of the rows, in order.
const ROWS: [&str; 7] = ["constant", "whole", "parts", "facts", "length", "content", "lead"];

/// The columns of the table.
#[derive(Clone, Copy, Debug)]
pub(super) struct PairingWeights {
    pub(super) vectors: [f32; ROWS.len()],
    pub(super) no_vectors: [f32; ROWS.len()],
    pub(super) lead: [f32; ROWS.len()],
}

/// The weights.
pub(super) fn weights() -> &'static PairingWeights {
    static WEIGHTS: OnceLock<PairingWeights> = OnceLock::new();
    WEIGHTS.get_or_init(|| PairingWeights { vectors: column(1), no_vectors: column(2), lead: column(3) })
}

/// A column of the table. A test holds its rows against [`ROWS`].
fn column(column: usize) -> [f32; ROWS.len()] {
    let mut out = [0.0; ROWS.len()];
    for (line, weight) in TABLE.lines().skip(1).zip(&mut out) {
        *weight = line.split('\t').nth(column).and_then(|w| w.trim().parse().ok()).unwrap_or(0.0);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_row_and_column() {
        let rows: Vec<Vec<&str>> = TABLE.lines().map(|l| l.split('\t').collect()).collect();
        assert_eq!(rows[0], ["feature", "vectors", "no_vectors", "lead"]);
        assert_eq!(rows[1..].iter().map(|r| r[0]).collect::<Vec<_>>(), ROWS);
        assert!(rows[1..].iter().all(|r| r.len() == 4 && r[1..].iter().all(|w| w.parse::<f32>().is_ok())));
    }
}
