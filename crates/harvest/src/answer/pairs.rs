//! Answers to pairs.
//!
//! A record is `{"id", "source", "target"}` with any other fields; its answer is the same
//! object, texts repaired, with `keep`, `quality`, `rejected_by` and `repaired`.
//!
//! ```
//! use calque_harvest::answer::{Answerer, PairAnswerer};
//! use calque_harvest::filter::{FilterContext, Preset, Screen};
//! let screen = Screen::new(Preset::Normal, FilterContext::default(), None);
//! let answerer = PairAnswerer { screen, repair: true, annotate: false, check: false };
//! assert_eq!(answerer.answer_line(br#"{"id":7,"source":"The dam.","target":"","x":1}"#),
//!     r#"{"id":7,"source":"The dam.","target":"","x":1,"keep":false,"quality":0.5,"rejected_by":["short"],"repaired":[]}"#);
//! assert!(answerer.answer_line(b"{").starts_with(r#"{"id":null,"error":{"#));
//! ```

use super::answerer::{Answerer, error_answer, error_type};
use crate::filter::{ALL, Screen};
use crate::pair::Pair;
use crate::repair::{Fix, Fixes, repair_record};
use crate::score::rounded;
use calque::{LanguageFallback, check_record, languages_of};
use calque_formats::arrow::ColumnType;
use calque_formats::pairs::{MAX_TEXT, PairRecord};
use calque_text::{Lang, Span};
use serde_json::{Map, Value, json};

/// Repairs and filters pairs.
#[derive(Clone, Debug)]
pub struct PairAnswerer {
    /// The filters and their thresholds. Copies are not looked for: no record knows another.
    pub screen: Screen,
    /// Whether to repair texts.
    pub repair: bool,
    /// Whether to run all filters and add their scores, as `filter_NAME`.
    pub annotate: bool,
    /// Whether to add what the drift rules find, as `fidelity` and `findings`.
    pub check: bool,
}

impl Answerer for PairAnswerer {
    const REMEDY: &'static str = "write one object a line: {\"id\": 1, \"source\": \"…\", \"target\": \"…\"}";

    fn answer_value(&self, value: Value) -> Map<String, Value> {
        let Value::Object(mut fields) = value else {
            return error_answer(&Value::Null, "is no JSON object", Self::REMEDY);
        };
        match record(&fields) {
            Ok(record) => {
                self.add_answer(record, &mut fields);
                fields
            }
            Err(why) => error_answer(&fields.remove("id").unwrap_or_default(), &why, Self::REMEDY),
        }
    }

    fn columns(&self) -> Vec<(String, ColumnType)> {
        let list = |of| ColumnType::List(Box::new(of));
        let mut columns = vec![
            ("source".to_owned(), ColumnType::Text),
            ("target".to_owned(), ColumnType::Text),
            ("keep".to_owned(), ColumnType::Truth),
            ("quality".to_owned(), ColumnType::Number),
            ("rejected_by".to_owned(), list(ColumnType::Text)),
            ("repaired".to_owned(), list(ColumnType::Text)),
        ];
        if self.annotate {
            columns.extend(ALL.iter().map(|filter| (format!("filter_{}", filter.id()), ColumnType::Number)));
        }
        if self.check {
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
        columns.push(("error".to_owned(), error_type()));
        columns
    }
}

impl PairAnswerer {
    /// Adds the results of repair, filters and drift rules to the fields of a record.
    fn add_answer(&self, mut record: PairRecord, fields: &mut Map<String, Value>) {
        let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
        let fixes = if self.repair { repair_record(&mut record) } else { Fixes::default() };
        let settings = &self.screen.context.settings;
        let langs = languages_of(&record, settings, LanguageFallback::ModelPair);
        let pair = Pair { source: &record.source, target: &record.target, langs };
        let verdict = if self.annotate { self.screen.annotate(pair) } else { self.screen.check(pair) };
        let fixes = Fix::ALL.into_iter().filter(|f| fixes.contains(*f)).map(Fix::as_str);
        put("keep", verdict.keeps().into());
        put("quality", rounded(verdict.quality()));
        put("rejected_by", verdict.reasons().collect::<Vec<_>>().into());
        put("repaired", fixes.collect::<Vec<_>>().into());
        if self.annotate {
            for (id, score) in verdict.named_scores() {
                put(&format!("filter_{id}"), rounded(score));
            }
        }
        if self.check {
            let check = check_record(&record, settings);
            put("fidelity", check.score.map_or(Value::Null, rounded));
            put("findings", findings(&record, &check.findings));
        }
        put("source", record.source.into());
        put("target", record.target.into());
    }
}

/// The pair of a record, or what is wrong with it.
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

/// The findings as JSON. Offsets count code points, as in all machine-readable output.
fn findings(record: &PairRecord, findings: &[calque_diff::Finding]) -> Value {
    let code_points = |text: &str, at: usize| text.get(..at).unwrap_or(text).chars().count();
    let range =
        |span: Option<Span>, text: &str| span.map(|s| json!([code_points(text, s.start), code_points(text, s.end)]));
    let finding = |f: &calque_diff::Finding| {
        json!({
            "rule": f.rule,
            "category": f.category.as_str(),
            "severity": f.severity.as_str(),
            "confidence": rounded(f.confidence),
            "source": range(f.source, &record.source),
            "target": range(f.target, &record.target),
            "message": f.message,
        })
    };
    findings.iter().map(finding).collect()
}
