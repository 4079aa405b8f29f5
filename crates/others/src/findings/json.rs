//! Rows of JSON, as several checkers and annotation tools write them:
//!
//! - xCOMET: `src`, `mt`, a list of spans with `start`, `end`, `text`, `severity`, `confidence`;
//! - MetricX: `source`, `hypothesis`, and `prediction`, an error score up to 25;
//! - error span annotation (ESA): `src`, `tgt`, `esa_spans` with `start_i` and `end_i`, the last character
//!   included, or `missing`;
//! - Pearmut: `item` and `annotation`, a list of segments each, with a text and spans for every system;
//! - spans as words: `{"span": "…", "is_source_error": false}`;
//! - one span a line: the fields of a span beside the texts, or alone, in offsets of the whole text.

use super::row::{MarkedPlace, MarkedSpan, RawScore, Row, category, severity};
use calque_text::Side;
use serde_json::{Map, Value};

type Object = Map<String, Value>;

const SOURCES: [&str; 4] = ["source", "src", "source_segment", "src_text"];
const TARGETS: [&str; 8] =
    ["target", "mt", "hypothesis", "tgt", "translation", "target_segment", "hypothesis_segment", "tgt_text"];
const SPANS: [&str; 5] = ["spans", "errors", "error_spans", "esa_spans", "mqm"];
const RATERS: [&str; 5] = ["rater", "annotator", "user_id", "system", "system_id"];

/// The rows that one value of JSON stands for; none where it is of no known shape.
pub(super) fn rows(value: &Value, line: u64) -> Option<Vec<Row>> {
    let object = value.as_object()?;
    if let Some(annotation) = object.get("annotation") {
        return Some(pearmut(object, annotation, line));
    }
    let row = Row {
        line,
        source: text(object, &SOURCES),
        rater: text(object, &RATERS),
        score: score(object),
        ..Row::default()
    };
    // A translation of each of several systems, with spans for each.
    let of_systems = TARGETS.iter().find_map(|name| object.get(*name)?.as_object());
    if let Some(targets) = of_systems {
        let spans = SPANS.iter().find_map(|name| object.get(*name)?.as_object());
        let of = |(system, target): (&String, &Value)| {
            let found = spans.and_then(|s| s.get(system)).map_or_else(Vec::new, list);
            Some(Row { target: Some(target.as_str()?.to_owned()), spans: found, ..row.clone() })
        };
        return Some(targets.iter().filter_map(of).collect());
    }
    let spans = SPANS.iter().find_map(|name| object.get(*name));
    let row = Row { target: text(object, &TARGETS), ..row };
    match spans {
        Some(spans) => Some(vec![Row { spans: list(spans), ..row }]),
        // The line is a span itself.
        None if is_span(object) => Some(vec![Row { spans: span(object).into_iter().collect(), ..row }]),
        None if row.target.is_some() => Some(vec![row]),
        None => None,
    }
}

/// A line of Pearmut: what a person said of the segments of a document, one or several systems side by side.
fn pearmut(object: &Object, annotation: &Value, line: u64) -> Vec<Row> {
    let each = |value: &Value| match value {
        Value::Array(list) => list.clone(),
        other => vec![other.clone()],
    };
    let (items, answers) = (object.get("item").map_or_else(Vec::new, each), each(annotation));
    let mut rows = Vec::new();
    for (i, answer) in answers.iter().enumerate() {
        let item = items.get(i).and_then(Value::as_object);
        for (system, said) in answer.as_object().into_iter().flatten() {
            let Some(said) = said.as_object() else { continue };
            let target = item.and_then(|item| item.get("tgt")?.get(system)?.as_str());
            rows.push(Row {
                line,
                source: item.and_then(|item| text(item, &SOURCES)),
                target: target.map(str::to_owned),
                rater: text(object, &RATERS),
                score: score(said),
                spans: said.get("error_spans").map_or_else(Vec::new, list),
            });
        }
    }
    rows
}

fn text(object: &Object, names: &[&str]) -> Option<String> {
    let of = |name: &&str| match object.get(*name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    names.iter().find_map(of)
}

fn score(object: &Object) -> Option<RawScore> {
    let number = |name: &str| Some(object.get(name)?.as_f64()? as f32);
    if let Some(error) = number("prediction") {
        return Some(RawScore::Lower(error));
    }
    ["score", "COMET", "esa_score"].iter().find_map(|name| number(name)).map(RawScore::Higher)
}

/// A list of spans, which may stand in a string.
fn list(value: &Value) -> Vec<MarkedSpan> {
    match value {
        Value::Array(list) => list.iter().filter_map(|s| span(s.as_object()?)).collect(),
        Value::String(text) => {
            serde_json::from_str::<Vec<Value>>(text).map_or_else(|_| Vec::new(), |l| list(&l.into()))
        }
        _ => Vec::new(),
    }
}

fn is_span(object: &Object) -> bool {
    ["start", "start_i", "span", "marked_text"].iter().any(|name| object.contains_key(*name))
}

/// A span; none where its words say that it is no error.
fn span(object: &Object) -> Option<MarkedSpan> {
    let is_text = |names: &[&str]| names.iter().find_map(|n| object.get(*n)?.as_str());
    let word = is_text(&["severity", "type_severity"]);
    let kind = is_text(&["category", "error_type", "error_category", "type"]);
    // Some write the severity as the kind: `{"type": "major"}`.
    let is_severity = |w: &str| ["minor", "major", "critical"].contains(&w.to_ascii_lowercase().as_str());
    let (word, kind) = match (word, kind) {
        (None, Some(kind)) if is_severity(kind) => (Some(kind), None),
        both => both,
    };
    let in_source = object.get("is_source_error").and_then(Value::as_bool).unwrap_or(false)
        || is_text(&["side", "location"]).is_some_and(|s| s.eq_ignore_ascii_case("source"));
    let words = is_text(&["text", "span", "marked_text"]).map(str::trim).filter(|w| !w.is_empty()).map(str::to_owned);
    let at = |name: &str| object.get(name).and_then(Value::as_u64).map(|n| n as usize);
    let place = match (at("start"), at("end"), at("start_i"), at("end_i")) {
        (Some(start), Some(end), ..) => MarkedPlace::Chars(start..end.max(start), words),
        // The index of the last character, not of the one after it.
        (_, _, Some(start), Some(last)) => MarkedPlace::Chars(start..last.max(start) + 1, words),
        _ => words.map_or(MarkedPlace::Whole, MarkedPlace::Words),
    };
    let missing = ["start", "start_i"].iter().any(|n| object.get(*n).and_then(Value::as_str) == Some("missing"));
    let kind = if missing && kind.is_none() { Some("omission") } else { kind };
    let confidence = object.get("confidence").and_then(Value::as_f64).map(|c| c.clamp(0.0, 1.0) as f32);
    let note = is_text(&["note", "message", "explanation", "comment", "reason", "description"]);
    Some(MarkedSpan {
        side: if in_source { Side::Source } else { Side::Target },
        place,
        severity: severity(word)?,
        category: category(kind)?,
        confidence,
        note: note.map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use calque_bitext::{Category, Severity};
    use serde_json::json;

    fn one(value: &Value) -> Row {
        let mut all = rows(value, 7).expect("a known shape");
        assert_eq!(all.len(), 1, "{value}");
        all.remove(0)
    }

    #[test]
    fn spans_of_xcomet() {
        let row = one(&json!({"src": "My food", "mt": "Ma nourriture", "score": 0.98,
            "error_spans": [{"text": "nourriture", "confidence": 0.41, "severity": "minor", "start": 2, "end": 13}]}));
        assert_eq!(
            (row.source.as_deref(), row.target.as_deref(), row.line),
            (Some("My food"), Some("Ma nourriture"), 7)
        );
        assert_eq!(row.score, Some(RawScore::Higher(0.98)));
        let span = &row.spans[0];
        assert_eq!(
            (span.severity, span.category, span.confidence),
            (Severity::Minor, Category::Mistranslation, Some(0.41))
        );
        assert_eq!(span.place, MarkedPlace::Chars(2..13, Some("nourriture".to_owned())));
    }

    #[test]
    fn a_score_alone_is_a_row_too() {
        let row = one(&json!({"source": "A", "hypothesis": "B", "reference": "", "prediction": 3.5}));
        assert_eq!((row.score, row.spans.len()), (Some(RawScore::Lower(3.5)), 0));
    }

    #[test]
    fn esa_counts_the_last_character() {
        let row =
            one(&json!({"langs": "en-fr", "src": "A", "tgt": "Un chat", "system": "X", "esa_score": 70, "esa_spans": [
            {"start_i": 3, "end_i": 6, "severity": "major", "error_type": null},
            {"start_i": "missing", "end_i": "missing", "severity": "minor", "error_type": null}]}));
        assert_eq!(row.spans[0].place, MarkedPlace::Chars(3..7, None));
        assert_eq!((&row.spans[1].place, row.spans[1].category), (&MarkedPlace::Whole, Category::Omission));
        assert_eq!(row.rater.as_deref(), Some("X"));
    }

    #[test]
    fn pearmut_has_segments_and_systems() {
        let line = json!({"user_id": "u1", "item_i": 0,
            "item": [{"src": "One.", "tgt": {"A": "Un.", "B": "Une."}}, {"src": "Two.", "tgt": {"A": "Deux."}}],
            "annotation": [
                {"A": {"score": 90, "error_spans": []},
                 "B": {"score": 40, "error_spans": [{"start_i": 0, "end_i": 2, "category": "Fluency/Grammar", "severity": "major"}]}},
                {"A": {"score": null, "error_spans": []}}]});
        let all = rows(&line, 1).expect("a known shape");
        let texts: Vec<_> = all.iter().filter_map(|r| r.target.as_deref()).collect();
        assert_eq!(texts, ["Un.", "Une.", "Deux."]);
        assert_eq!(all[1].spans[0].category, Category::Form);
        assert_eq!((all[1].score, all[2].score), (Some(RawScore::Higher(40.0)), None));
        // Older files have the answers without the texts.
        let bare =
            json!({"user_id": "u1", "annotation": {"A": {"score": 9, "error_spans": [{"start_i": 0, "end_i": 2}]}}});
        assert_eq!(rows(&bare, 1).expect("a known shape")[0].target, None);
    }

    #[test]
    fn spans_as_words_and_one_span_a_line() {
        let row = one(&json!({"source": "He left.", "target": "Il est.", "errors": [
            {"span": "left", "severity": "critical", "is_source_error": true, "explanation": "the verb is lost"}]}));
        let span = &row.spans[0];
        assert_eq!((span.side, span.severity), (Side::Source, Severity::Critical));
        assert_eq!(
            (&span.place, span.note.as_deref()),
            (&MarkedPlace::Words("left".to_owned()), Some("the verb is lost"))
        );
        let row = one(&json!({"start": 10, "end": 14, "severity": "major", "category": "accuracy/omission"}));
        assert_eq!((row.target, row.spans.len()), (None, 1));
        let row = one(&json!({"target": "Il est.", "start": 3, "end": 6, "type": "major"}));
        assert_eq!((row.target.as_deref(), row.spans[0].severity), (Some("Il est."), Severity::Major));
        assert_eq!(one(&json!({"target": "Il est.", "start": 3, "end": 6, "severity": "no-error"})).spans, []);
        assert_eq!(rows(&json!({"id": 3}), 1), None);
        assert_eq!(rows(&json!([1]), 1), None);
    }
}
