//! Counts of the lines of a file: how many are pairs, and why the others were skipped.

use crate::error::TrainError;
use std::path::Path;

/// Why a line is no pair to learn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SkipReason {
    /// It has no second column.
    Unbalanced,
    /// One side has no words.
    Empty,
    /// It is not UTF-8.
    Encoding,
    /// It has fewer or more words than the source allows.
    Length,
}

impl SkipReason {
    const ALL: [Self; 4] = [Self::Unbalanced, Self::Empty, Self::Encoding, Self::Length];

    fn says(self) -> &'static str {
        match self {
            Self::Unbalanced => "without a second column",
            Self::Empty => "with a side without words",
            Self::Encoding => "not in UTF-8",
            Self::Length => "with fewer or more words than asked for",
        }
    }
}

/// The lines of a source: how many of a kind, and the number of the first.
#[derive(Clone, Debug, Default)]
pub(crate) struct LineCounts {
    /// Pairs used.
    pub pairs: u64,
    /// Pairs that could have been used.
    pub(crate) good: u64,
    left_out: [(u64, u64); SkipReason::ALL.len()],
    repeated: (u64, u64),
}

fn count(kind: &mut (u64, u64), line: u64) {
    if kind.0 == 0 {
        kind.1 = line;
    }
    kind.0 += 1;
}

impl LineCounts {
    /// Counts a line that is no pair.
    pub(crate) fn left_out(&mut self, why: SkipReason, line: u64) {
        count(&mut self.left_out[why as usize], line);
    }

    /// Counts a pair that was there before.
    pub(crate) fn repeated(&mut self, line: u64) {
        count(&mut self.repeated, line);
    }

    /// Messages for the user.
    pub(crate) fn messages(&self) -> Vec<String> {
        let lines = |n: u64| if n == 1 { "1 line".to_owned() } else { format!("{n} lines") };
        let mut out = Vec::new();
        for why in SkipReason::ALL {
            let (n, first) = self.left_out[why as usize];
            if n > 0 {
                out.push(format!("{} left out, {}, the first is line {first}", lines(n), why.says()));
            }
        }
        if self.repeated.0 > 0 {
            let verb = if self.repeated.0 == 1 { "repeats" } else { "repeat" };
            out.push(format!(
                "{} {verb} an earlier pair, the first is line {}",
                lines(self.repeated.0),
                self.repeated.1
            ));
        }
        out
    }

    /// An error if most lines of the file are not pairs: it probably has another format.
    pub(crate) fn check(&self, path: &Path) -> Result<(), TrainError> {
        let bad = [SkipReason::Unbalanced, SkipReason::Empty, SkipReason::Encoding];
        let of = |why: &SkipReason| self.left_out[*why as usize];
        let total: u64 = bad.iter().map(|w| of(w).0).sum();
        let seen = total + self.good + of(&SkipReason::Length).0;
        match bad.iter().max_by_key(|w| of(w).0) {
            Some(why) if total * 2 > seen => Err(TrainError::NotPairs {
                path: path.display().to_string(),
                bad: total,
                lines: seen,
                says: why.says(),
                first: of(why).1,
            }),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_lines_that_are_no_pairs_is_refused_with_the_first_of_them() {
        let mut report = LineCounts { good: 2, ..LineCounts::default() };
        report.left_out(SkipReason::Empty, 3);
        report.left_out(SkipReason::Unbalanced, 5);
        assert!(report.check(Path::new("a.tsv")).is_ok(), "two of four");
        report.left_out(SkipReason::Unbalanced, 9);
        let said = report.check(Path::new("a.tsv")).map_err(|e| e.to_string());
        let said = said.err().unwrap_or_default();
        assert!(said.contains("a.tsv: 3 of 5 lines") && said.contains("line 5 is without a second column"), "{said}");
        assert_eq!(report.messages()[0], "2 lines left out, without a second column, the first is line 5");
    }
}
