//! Lists of word pairs: an English word, a French one, and what to say of them.
//!
//! A list is a TSV file under `data/`: English forms, French forms, further
//! columns. Forms are written as in cue lists. A pair of words is *met* where
//! both stand in a pair of sentences and the one renders the other.

use crate::drift::cues::table::{CueTable, Hit};
use crate::drift::matching::concepts;
use crate::drift::reading::PairReading;
use calque_text::Lang;
use std::fmt::Write as _;

/// A list of word pairs.
#[derive(Debug)]
pub(crate) struct WordPairs {
    cues: CueTable,
    rows: Vec<Vec<&'static str>>,
}

/// A pair of the list that stands in the text.
#[derive(Debug)]
pub(crate) struct Met<'t> {
    /// The source's word.
    pub(crate) source: Hit<'t>,
    /// The target's word.
    pub(crate) target: Hit<'t>,
    /// The line of the list.
    pub(crate) row: &'t [&'static str],
    /// Nearness of the two, in (0, 1]; 1 = linked.
    pub(crate) nearness: f32,
}

impl WordPairs {
    /// Reads a list, English first; lines that begin with `#` are skipped.
    pub(crate) fn parse(tsv: &'static str) -> Self {
        Self::parse_ordered(tsv, Lang::EN)
    }

    /// Reads a list whose first column is of the language `first`, the second of the other one.
    pub(crate) fn parse_ordered(tsv: &'static str, first: Lang) -> Self {
        let (first, second) = if first == Lang::FR { ("fr", "en") } else { ("en", "fr") };
        let lines = tsv.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty());
        let rows: Vec<Vec<&str>> = lines.map(|l| l.split('\t').collect()).collect();
        let mut cues = String::new();
        for (n, row) in rows.iter().enumerate() {
            if let [one, other, ..] = row.as_slice() {
                let _ = writeln!(cues, "{first}\t{one}\t{n}\n{second}\t{other}\t{n}");
            }
        }
        Self { cues: CueTable::parse(&cues), rows }
    }

    /// The pairs of the list whose two words stand in `r` with a nearness of at least `least`;
    /// every source word once, with its nearest target word.
    pub(crate) fn met(&self, r: &PairReading<'_>, least: f32) -> Vec<Met<'_>> {
        let mut out: Vec<Met<'_>> = Vec::new();
        let targets = self.cues.find_every(&r.target);
        if targets.is_empty() {
            return out;
        }
        for a in self.cues.find_every(&r.source) {
            let same = targets.iter().filter(|b| b.cue.field(0) == a.cue.field(0));
            let best = same.map(|b| (b, concepts::nearness(r, &a, b))).max_by(|x, y| x.1.total_cmp(&y.1));
            let row = a.cue.field(0).parse::<usize>().ok().and_then(|n| self.rows.get(n));
            if let (Some((b, at)), Some(row)) = (best.filter(|x| x.1 >= least), row) {
                out.push(Met { target: b.clone(), row, nearness: at, source: a });
            }
        }
        out
    }
}
