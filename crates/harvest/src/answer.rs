//! `calque pipe`: one record in, one answer out, as lines of JSON or rows of a table.
//!
//! A record is a pair, `{"id", "source", "target"}` with anything else beside;
//! its answer is the same object, texts mended, with `keep`, `quality`,
//! `rejected_by` and `repaired`. A line that is no record is answered by
//! `{"id", "error": {"why", "remedy"}}`. Nothing is kept from one line to the next, so
//! that any line may be given to any process, any number of times.
//!
//! ```
//! use calque_harvest::{Answering, Preset, Screen, answer, filters::Context};
//! let how = Answering { screen: Screen::new(Preset::Normal, Context::default(), None), repair: true, annotate: false, check: false };
//! assert_eq!(answer(br#"{"id":7,"source":"The dam.","target":"","x":1}"#, &how),
//!     r#"{"id":7,"source":"The dam.","target":"","x":1,"keep":false,"quality":0.5,"rejected_by":["short"],"repaired":[]}"#);
//! assert!(answer(b"{", &how).starts_with(r#"{"id":null,"error":{"#));
//! ```

use crate::filtering::rounded;
use crate::filters::ALL;
use crate::repair::Fix;
use crate::{Pair, Screen, filtering};
use calque::{Unnamed, check_record, languages_of};
use calque_formats::arrow::ColumnType;
use calque_formats::pairs::{MAX_TEXT, PairRecord};
use calque_text::{Lang, Span};
use serde_json::{Map, Value, json};

/// How to answer.
#[derive(Clone, Debug)]
pub struct Answering {
    /// The filters and their thresholds. Copies are not looked for: no line knows another.
    pub screen: Screen,
    /// Whether to mend texts.
    pub repair: bool,
    /// Whether to run all filters and add their scores, as `filter_NAME`.
    pub annotate: bool,
    /// Whether to add what the drift rules find, as `fidelity` and `findings`.
    pub check: bool,
}

const WRITE: &str = "write one object a line: {\"id\": 1, \"source\": \"…\", \"target\": \"…\"}";

/// The answer to a line, without line breaks.
pub fn answer(line: &[u8], how: &Answering) -> String {
    let answer = match serde_json::from_slice::<Value>(line) {
        Ok(Value::Object(fields)) => answer_fields(fields, how),
        Ok(_) => error(&Value::Null, "is no JSON object", WRITE),
        Err(e) => error(&Value::Null, &format!("is not JSON: {e}"), WRITE),
    };
    Value::Object(answer).to_string()
}

/// The answer to a record.
pub fn answer_fields(mut fields: Map<String, Value>, how: &Answering) -> Map<String, Value> {
    match record(&fields) {
        Ok(record) => {
            judge(record, &mut fields, how);
            fields
        }
        Err(why) => error(&fields.remove("id").unwrap_or_default(), &why, WRITE),
    }
}

/// What answers have that records need not have, for tables, whose columns are settled beforehand.
pub fn answer_columns(how: &Answering) -> Vec<(String, ColumnType)> {
    let list = |of| ColumnType::List(Box::new(of));
    let mut columns = vec![
        ("source".to_owned(), ColumnType::Text),
        ("target".to_owned(), ColumnType::Text),
        ("keep".to_owned(), ColumnType::Truth),
        ("quality".to_owned(), ColumnType::Number),
        ("rejected_by".to_owned(), list(ColumnType::Text)),
        ("repaired".to_owned(), list(ColumnType::Text)),
    ];
    if how.annotate {
        columns.extend(ALL.iter().map(|filter| (format!("filter_{}", filter.id()), ColumnType::Number)));
    }
    if how.check {
        let finding = vec![
            ("rule", ColumnType::Text),
            ("category", ColumnType::Text),
            ("severity", ColumnType::Text),
            ("confidence", ColumnType::Number),
            ("source", list(ColumnType::Count)),
            ("target", list(ColumnType::Count)),
            ("message", ColumnType::Text),
        ];
        columns.push(("fidelity".to_owned(), ColumnType::Number));
        columns.push(("findings".to_owned(), list(ColumnType::Record(finding))));
    }
    columns.push(("error".to_owned(), error_shape()));
    columns
}

/// What is said of a record that cannot be used.
pub(crate) fn error_shape() -> ColumnType {
    ColumnType::Record(vec![("why", ColumnType::Text), ("remedy", ColumnType::Text)])
}

/// The answer to a record that cannot be used.
pub(crate) fn error(id: &Value, why: &str, remedy: &str) -> Map<String, Value> {
    let mut answer = Map::new();
    answer.insert("id".to_owned(), id.clone());
    answer.insert("error".to_owned(), json!({ "why": why, "remedy": remedy }));
    answer
}

fn record(fields: &Map<String, Value>) -> Result<PairRecord, String> {
    let text = |name: &str| match fields.get(name) {
        Some(Value::String(text)) if text.len() <= MAX_TEXT => Ok(text.clone()),
        Some(Value::String(text)) => {
            Err(format!("`{name}` has {} bytes; a pair has at most {MAX_TEXT} a side", text.len()))
        }
        Some(_) => Err(format!("`{name}` is not text")),
        None => Err(format!("`{name}` is missing")),
    };
    let lang = |name: &str| match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(code)) => {
            code.parse::<Lang>().map(Some).map_err(|_| format!("`{code}` is not a language code"))
        }
        Some(_) => Err(format!("`{name}` is not text")),
    };
    Ok(PairRecord {
        source: text("source")?,
        target: text("target")?,
        source_lang: lang("source_lang")?,
        target_lang: lang("target_lang")?,
        ..PairRecord::default()
    })
}

/// Adds what the filters and rules make of a pair.
fn judge(mut record: PairRecord, fields: &mut Map<String, Value>, how: &Answering) {
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    let fixes = if how.repair { filtering::mend(&mut record) } else { crate::repair::Fixes::default() };
    let settings = &how.screen.context.settings;
    let langs = languages_of(&record, settings, Unnamed::AsTheModel);
    let pair = Pair { source: &record.source, target: &record.target, langs };
    let verdict = if how.annotate { how.screen.annotate(pair) } else { how.screen.judge(pair) };
    put("keep", verdict.keeps().into());
    put("quality", rounded(verdict.quality()));
    put("rejected_by", verdict.reasons().collect::<Vec<_>>().into());
    put("repaired", Fix::ALL.into_iter().filter(|f| fixes.contains(*f)).map(Fix::as_str).collect::<Vec<_>>().into());
    if how.annotate {
        for (id, score) in verdict.named() {
            put(&format!("filter_{id}"), rounded(score));
        }
    }
    if how.check {
        let check = check_record(&record, settings);
        put("fidelity", rounded(check.score));
        put("findings", findings(&record, &check.findings));
    }
    put("source", record.source.into());
    put("target", record.target.into());
}

/// The findings; offsets count code points, as in all that machines read.
fn findings(record: &PairRecord, findings: &[calque_diff::Finding]) -> Value {
    let points = |text: &str, at: usize| text.get(..at).unwrap_or(text).chars().count();
    let place = |span: Option<Span>, text: &str| span.map(|s| json!([points(text, s.start), points(text, s.end)]));
    let each = |f: &calque_diff::Finding| {
        json!({
            "rule": f.rule,
            "category": f.category.as_str(),
            "severity": f.severity.as_str(),
            "confidence": rounded(f.confidence),
            "source": place(f.source, &record.source),
            "target": place(f.target, &record.target),
            "message": f.message,
        })
    };
    findings.iter().map(each).collect()
}
