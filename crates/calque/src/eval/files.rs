//! The formats in which gold is kept: beads as vecalign writes them, and JSON
//! Lines for all else. `docs/eval.md` describes them for users.

use super::beads::{Beads, Linked};
use super::drift::Judgement;
use calque_formats::pairs::MAX_TEXT;
use calque_text::Lang;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::fmt;
use std::ops::Range;

/// A line that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: String,
}

impl fmt::Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.what)
    }
}

impl std::error::Error for BadLine {}

/// Lines with something on them, and their numbers.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.lines().enumerate().map(|(i, l)| (i + 1, l.trim())).filter(|(_, l)| !l.is_empty())
}

/// Reads beads, one a line: `[0, 1]:[0]`, and a cost or anything else after a second colon.
/// Lines that begin with `#` are comments.
pub fn beads(text: &str) -> Result<Beads, BadLine> {
    Ok(numbered_beads(text)?.into_iter().map(|(_, bead)| bead).collect())
}

/// As [`beads`], in the order of the file, each with its line.
pub fn numbered_beads(text: &str) -> Result<Vec<(usize, Linked)>, BadLine> {
    lines(text)
        .filter(|(_, l)| !l.starts_with('#'))
        .map(|(line, l)| {
            let mut parts = l.split(':');
            let mut side = || list(parts.next()?);
            match (side(), side()) {
                (Some(source), Some(target)) => Ok((line, Linked::new(source, target))),
                _ => Err(BadLine { line, what: "is no bead such as [0, 1]:[0]".to_owned() }),
            }
        })
        .collect()
}

/// `[3, 4]`; `[]` is an empty side.
fn list(text: &str) -> Option<Vec<usize>> {
    let inner = text.trim().strip_prefix('[')?.strip_suffix(']')?.trim();
    if inner.is_empty() {
        return Some(Vec::new());
    }
    inner.split(',').map(|n| n.trim().parse().ok()).collect()
}

/// Reads JSON Lines.
pub fn rows<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, BadLine> {
    lines(text)
        .map(|(line, l)| {
            serde_json::from_str(l).map_err(|e| {
                let what = e.to_string();
                BadLine { line, what: what.split(" at line ").next().unwrap_or(&what).to_owned() }
            })
        })
        .collect()
}

/// A paragraph and its sentences.
#[derive(Clone, Debug, Deserialize)]
pub struct Paragraph {
    /// Its name.
    #[serde(default)]
    pub id: serde_json::Value,
    /// Its language.
    #[serde(default)]
    pub lang: Option<Lang>,
    /// Its sentences; joined by single spaces they are the paragraph.
    pub sentences: Vec<String>,
}

/// A pair of sentences with the links between their words.
#[derive(Clone, Debug, Deserialize)]
pub struct LinkedWords {
    /// Language of the source.
    #[serde(default, alias = "source_lang")]
    pub src_lang: Option<Lang>,
    /// Language of the target.
    #[serde(default, alias = "target_lang")]
    pub tgt_lang: Option<Lang>,
    /// Words of the source.
    #[serde(alias = "source_tokens")]
    pub src_tokens: Vec<String>,
    /// Words of the target.
    #[serde(alias = "target_tokens")]
    pub tgt_tokens: Vec<String>,
    /// Links that belong there.
    pub sure: Vec<(usize, usize)>,
    /// Links that may be there.
    #[serde(default)]
    pub possible: Vec<(usize, usize)>,
}

/// A line of a set for drift, whichever of the three kinds.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct DriftRow {
    /// Language of the source.
    #[serde(default, alias = "source_lang")]
    pub src_lang: Option<Lang>,
    /// Language of the target.
    #[serde(default, alias = "target_lang")]
    pub tgt_lang: Option<Lang>,
    /// The original.
    pub source: String,
    /// Its translation, in clean and judged sets.
    #[serde(default)]
    pub target: Option<String>,
    /// A good translation.
    #[serde(default)]
    pub good: Option<String>,
    /// The same with an error.
    #[serde(default)]
    pub bad: Option<String>,
    /// What kind of error.
    #[serde(default)]
    pub phenomenon: Option<String>,
    /// How grave.
    #[serde(default)]
    pub severity: Option<String>,
    /// The characters of `bad` that were changed: start and end.
    #[serde(default)]
    pub span_bad: Option<(usize, usize)>,
    /// What people say: `no_meaning_difference`, `some_meaning_difference`, `unrelated`.
    #[serde(default, alias = "label")]
    pub label3: Option<String>,
    /// What people say, as a grade; from 2 on the pair differs.
    #[serde(default)]
    pub worst_accuracy: Option<f64>,
}

/// The kinds of sets for drift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DriftKind {
    /// Good translations.
    Clean,
    /// A good and a bad translation of each source.
    Contrast,
    /// Pairs that people judged.
    Judged,
}

impl DriftRow {
    /// Which kind of set it is from.
    pub fn kind(&self) -> DriftKind {
        if self.good.is_some() || self.bad.is_some() {
            DriftKind::Contrast
        } else if self.label3.is_some() || self.worst_accuracy.is_some() {
            DriftKind::Judged
        } else {
            DriftKind::Clean
        }
    }

    /// What people say of it.
    pub fn judgement(&self) -> Judgement {
        let label = self.label3.as_deref().map(str::to_lowercase);
        match label.as_deref() {
            Some(l) if l.starts_with("unrel") => Judgement::Unrelated,
            Some(l) if l.starts_with("no") || l.starts_with("equi") => Judgement::Same,
            Some(_) => Judgement::Differs,
            None if self.worst_accuracy.is_some_and(|w| w >= 2.0) => Judgement::Differs,
            None => Judgement::Same,
        }
    }

    /// What kind of error the bad one has.
    pub fn phenomenon(&self) -> &str {
        self.phenomenon.as_deref().unwrap_or_default()
    }

    /// The changed characters.
    pub fn changed(&self) -> Option<Range<usize>> {
        self.span_bad.map(|(start, end)| start..end)
    }
}

/// Reads a set for drift, whose lines are all of one kind.
pub fn drift(text: &str) -> Result<(DriftKind, Vec<DriftRow>), BadLine> {
    let rows: Vec<DriftRow> = rows(text)?;
    let kind = rows.first().map_or(DriftKind::Clean, DriftRow::kind);
    let numbers = lines(text).map(|(line, _)| line);
    for (line, row) in numbers.zip(&rows) {
        let missing = match kind {
            DriftKind::Contrast if row.good.is_none() => Some("good"),
            DriftKind::Contrast if row.bad.is_none() => Some("bad"),
            DriftKind::Contrast if row.phenomenon.is_none() => Some("phenomenon"),
            DriftKind::Clean | DriftKind::Judged if row.target.is_none() => Some("target"),
            DriftKind::Judged if row.kind() != kind => Some("label"),
            _ => None,
        };
        if let Some(field) = missing {
            return Err(BadLine { line, what: format!("has no field `{field}`") });
        }
        let texts = [Some(&row.source), row.target.as_ref(), row.good.as_ref(), row.bad.as_ref()];
        if texts.into_iter().flatten().any(|text| text.len() > MAX_TEXT) {
            return Err(BadLine { line, what: format!("has a text of more than {MAX_TEXT} bytes, which is no pair") });
        }
    }
    Ok((kind, rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beads_are_read_as_vecalign_writes_them() {
        let read = beads("\u{feff}# a comment\n[0, 1]:[0]:0.25\r\n\n[2]:[]\n []:[1,2] \n").expect("beads");
        let gold = [(vec![0, 1], vec![0]), (vec![2], vec![]), (vec![], vec![1, 2])];
        assert_eq!(read, gold.into_iter().map(|(s, t)| Linked::new(s, t)).collect());
    }

    #[test]
    fn bad_lines_are_named() {
        for (text, said) in [
            ("[0]:[0]\n[1]", "2: is no bead such as [0, 1]:[0]"),
            ("[0]:[a]", "1: is no bead"),
            ("0:0", "1: is no bead"),
            ("[-1]:[0]", "1: is no bead"),
        ] {
            let error = beads(text).expect_err(text).to_string();
            assert!(error.starts_with(said), "{error}");
        }
        for (text, said) in [
            ("{\"source\":\"a\",\"target\":\"b\"}\n\n{\"source\":\"a\"}", "3: has no field `target`"),
            ("{\"source\":\"a\",\"good\":\"b\",\"phenomenon\":\"x\"}", "1: has no field `bad`"),
            (
                "{\"source\":\"a\",\"target\":\"b\",\"label\":\"x\"}\n{\"source\":\"a\",\"target\":\"b\"}",
                "2: has no field `label`",
            ),
            ("{\"target\":\"b\"}", "1: missing field `source`"),
            ("nonsense", "1: expected"),
        ] {
            let error = drift(text).expect_err(text).to_string();
            assert!(error.starts_with(said), "{error}");
        }
    }

    #[test]
    fn kinds_and_judgements_are_told_by_the_fields() {
        let (kind, rows) =
            drift("{\"source\":\"a\",\"target\":\"b\",\"label3\":\"No_meaning_difference\"}").expect("a row");
        assert_eq!((kind, rows[0].judgement()), (DriftKind::Judged, Judgement::Same));
        for (label, judgement) in [("unrelated", Judgement::Unrelated), ("some_meaning_difference", Judgement::Differs)]
        {
            let row = DriftRow { label3: Some(label.to_owned()), ..DriftRow::default() };
            assert_eq!(row.judgement(), judgement);
        }
        let graded = DriftRow { worst_accuracy: Some(3.0), ..DriftRow::default() };
        assert_eq!((graded.kind(), graded.judgement()), (DriftKind::Judged, Judgement::Differs));
    }
}
