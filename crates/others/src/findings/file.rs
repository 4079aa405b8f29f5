//! A file of another checker: its format, its rows, its name and hash.

use super::row::{RawScore, Row};
use super::{json, marot};
use crate::sha256::sha256;
use calque_report::{Contributor, ContributorRole};
use calque_text::Remedy;
use serde_json::Value;
use std::borrow::Cow;

/// What another checker found, or people marked.
#[derive(Clone, Debug)]
pub struct ForeignFindings {
    /// The name by which reports tell who it was: the file's, without its ending.
    pub name: String,
    /// The file.
    pub place: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    pub(crate) rows: Vec<Row>,
    /// The score of a faultless pair, by which scores are divided.
    full: f32,
}

/// Why a file of another checker could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}{at}: {what}", at = if *.line > 0 { format!(":{line}") } else { String::new() })]
pub struct ForeignError {
    place: String,
    line: u64,
    what: String,
}

impl Remedy for ForeignError {
    fn help(&self) -> Cow<'_, str> {
        Cow::Borrowed(
            "give a line of JSON for each pair, such as {\"source\": \"…\", \"target\": \"…\", \"spans\": [{\"start\": 3, \
             \"end\": 9, \"severity\": \"major\"}]}, or a table of Marot; docs/models.md lists the formats",
        )
    }
}

impl ForeignFindings {
    /// Reads a file; `place` is its name.
    pub fn read(place: &str, bytes: &[u8]) -> Result<Self, ForeignError> {
        let fail = |line: u64, what: String| ForeignError { place: place.to_owned(), line, what };
        let text = std::str::from_utf8(bytes).map_err(|_| fail(0, "is not UTF-8".to_owned()))?;
        let text = text.trim_start_matches('\u{feff}');
        let rows = rows(text).map_err(|(line, what)| fail(line, what))?;
        if rows.is_empty() {
            return Err(fail(0, "holds no findings and no pairs".to_owned()));
        }
        let best = rows.iter().filter_map(|r| match r.score {
            Some(RawScore::Higher(score)) => Some(score),
            _ => None,
        });
        let full = if best.fold(0.0, f32::max) > 1.0 { 100.0 } else { 1.0 };
        Ok(Self { name: stem(place).to_owned(), place: place.to_owned(), sha256: sha256(bytes), rows, full })
    }

    /// The score of a row, 1 = faultless; from what is marked where the file has none.
    pub(crate) fn score(&self, row: &Row) -> f32 {
        let worst = 25.0;
        let score = match row.score {
            Some(RawScore::Higher(score)) => score / self.full,
            Some(RawScore::Lower(error)) => 1.0 - error / worst,
            None => 1.0 - row.spans.iter().map(|s| s.severity.penalty()).sum::<u32>() as f32 / worst,
        };
        score.clamp(0.0, 1.0)
    }

    /// How a report names it.
    pub(crate) fn contributor(&self) -> Contributor {
        Contributor {
            role: ContributorRole::Findings,
            name: self.name.clone(),
            place: self.place.clone(),
            sha256: Some(self.sha256.clone()),
            counts: Vec::new(),
        }
    }
}

/// `xcomet` of `out/xcomet.jsonl.gz`.
fn stem(place: &str) -> &str {
    let name = place.rsplit(['/', '\\']).next().unwrap_or(place);
    let stem = name.split('.').next().unwrap_or(name);
    if stem.is_empty() { name } else { stem }
}

/// The rows of a text, or the line that is wrong and why.
fn rows(text: &str) -> Result<Vec<Row>, (u64, String)> {
    let first = text.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
    if marot::is_line(first) {
        let each = numbered(text).map(|(n, line)| marot::row(line, n).map_err(|what| (n, what)));
        return each.filter_map(Result::transpose).collect();
    }
    // One value over several lines: a list of pairs, or lists by name as `comet-score --to_json` writes them.
    if serde_json::from_str::<Value>(first).is_err()
        && let Ok(whole) = serde_json::from_str::<Value>(text)
    {
        return of_whole(&whole).ok_or_else(|| (1, "is JSON of no shape that is known".to_owned()));
    }
    let mut out = Vec::new();
    for (n, line) in numbered(text) {
        let value: Value = serde_json::from_str(line).map_err(|e| (n, format!("is no JSON: {e}")))?;
        let found = json::rows(&value, n).or_else(|| of_whole(&value));
        out.extend(found.ok_or_else(|| (n, "has neither a translation nor a span".to_owned()))?);
    }
    Ok(out)
}

/// Lines that are not empty, with their numbers.
fn numbered(text: &str) -> impl Iterator<Item = (u64, &str)> {
    text.lines().zip(1u64..).filter(|(l, _)| !l.trim().is_empty()).map(|(l, n)| (n, l))
}

/// The rows of a list, or of lists by name.
fn of_whole(value: &Value) -> Option<Vec<Row>> {
    match value {
        Value::Array(list) => {
            Some(list.iter().zip(1..).map(|(v, n)| json::rows(v, n)).collect::<Option<Vec<_>>>()?.concat())
        }
        Value::Object(map) if !map.is_empty() && map.values().all(Value::is_array) => {
            Some(map.values().map(of_whole).collect::<Option<Vec<_>>>()?.concat())
        }
        other => json::rows(other, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<ForeignFindings, ForeignError> {
        ForeignFindings::read("out/xcomet.jsonl", text.as_bytes())
    }

    #[test]
    fn formats_are_recognised() {
        let lines = "{\"src\":\"A\",\"mt\":\"B\",\"score\":0.5}\n\n{\"src\":\"C\",\"mt\":\"D\",\"errors\":[]}\n";
        let found = read(lines).expect("read");
        assert_eq!((found.name.as_str(), found.rows.len(), found.rows[1].line), ("xcomet", 2, 3));
        assert_eq!((found.score(&found.rows[0]), found.score(&found.rows[1])), (0.5, 1.0));
        let comet = "{\n  \"hyp.txt\": [\n    {\"src\": \"A\", \"mt\": \"B\", \"COMET\": 0.7}\n  ]\n}\n";
        assert_eq!(read(comet).expect("read").rows.len(), 1);
        assert_eq!(read("[{\"src\": \"A\", \"tgt\": \"B\"}]").expect("read").rows.len(), 1);
        let esa = read("{\"src\":\"A\",\"tgt\":\"B\",\"score\":1}\n{\"src\":\"C\",\"tgt\":\"D\",\"score\":80}")
            .expect("read");
        assert_eq!((esa.score(&esa.rows[0]), esa.score(&esa.rows[1])), (0.01, 0.8));
        let metricx = read("{\"source\":\"A\",\"hypothesis\":\"B\",\"prediction\":5.0}").expect("read");
        assert_eq!(metricx.score(&metricx.rows[0]), 0.8);
        let table = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\n\
                     X\td\t1\t1\tr\tA\tB <v>C</v>\tAccuracy/Addition\tmajor\n";
        let marot = read(table).expect("read");
        assert_eq!((marot.rows.len(), marot.score(&marot.rows[0])), (1, 0.8));
    }

    #[test]
    fn errors_name_the_line() {
        for (text, said) in [
            ("{\"mt\":\"B\"}\n{\"mt\":", "out/xcomet.jsonl:2: is no JSON"),
            ("{\"mt\":\"B\"}\n{\"id\":4}", "out/xcomet.jsonl:2: has neither a translation nor a span"),
            ("", "out/xcomet.jsonl: holds no findings"),
            ("system\tdoc\nX\ty", "out/xcomet.jsonl:2: has 2 columns"),
            ("{\n\"a\": 3}", "out/xcomet.jsonl:1: is JSON of no shape"),
        ] {
            let error = read(text).expect_err(text);
            assert!(error.to_string().starts_with(said), "{error}");
        }
        assert!(ForeignFindings::read("x", &[0xff, 0xfe]).is_err());
    }
}
