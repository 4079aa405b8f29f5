//! `calque pipe`: one line of JSON in, one line of JSON out.
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
use crate::repair::Fix;
use crate::{Pair, Screen, filtering, languages};
use calque::check_record;
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
    let mut fields = match serde_json::from_slice::<Value>(line) {
        Ok(Value::Object(fields)) => fields,
        Ok(_) => return error(&Value::Null, "is no JSON object", WRITE),
        Err(e) => return error(&Value::Null, &format!("is not JSON: {e}"), WRITE),
    };
    let id = fields.get("id").cloned().unwrap_or_default();
    match record(&fields) {
        Ok(record) => {
            judge(record, &mut fields, how);
            Value::Object(fields).to_string()
        }
        Err(why) => error(&id, &why, WRITE),
    }
}

fn error(id: &Value, why: &str, remedy: &str) -> String {
    json!({ "id": id, "error": { "why": why, "remedy": remedy } }).to_string()
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
    let langs = languages::of(&record, settings);
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
