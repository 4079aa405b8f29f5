//! What a judge answered: JSON as it was asked for, or JSON somewhere in prose.

use super::question::CATEGORIES;
use calque_bitext::{Category, JudgeVerdict, Severity};
use serde_json::{Map, Value};

/// Characters of a reason that are kept.
const LONGEST: usize = 300;

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ruling {
    pub(super) verdict: JudgeVerdict,
    pub(super) severity: Severity,
    pub(super) category: Category,
    pub(super) source_words: String,
    pub(super) target_words: String,
    pub(super) reason: String,
}

/// Understands the body of a chat response; `None` where it says nothing that was asked for.
pub(super) fn ruling(body: &Value) -> Option<Ruling> {
    let message = &body.get("choices")?.get(0)?["message"];
    let content = match &message["content"] {
        Value::String(text) => text.clone(),
        // Some servers give the parts of a text.
        Value::Array(parts) => parts.iter().filter_map(|p| p["text"].as_str()).collect(),
        _ => return None,
    };
    objects(&content).iter().rev().find_map(of_object)
}

fn of_object(object: &Map<String, Value>) -> Option<Ruling> {
    let text = |name: &str| object.get(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let verdict = match text("verdict").to_ascii_lowercase().replace(['_', ' '], "-").as_str() {
        "error" | "wrong" | "yes" => JudgeVerdict::Error,
        "no-error" | "correct" | "no" | "ok" => JudgeVerdict::NoError,
        "unsure" | "unknown" => JudgeVerdict::Unsure,
        _ => return None,
    };
    let severity = Severity::ALL.into_iter().find(|s| s.as_str() == text("severity")).unwrap_or(Severity::Minor);
    let category = CATEGORIES.into_iter().find(|c| c.as_str() == text("category")).unwrap_or(Category::Mistranslation);
    let reason = text("reason");
    let clean: String = reason.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect();
    Some(Ruling {
        verdict,
        severity: severity.max(Severity::Minor),
        category,
        source_words: text("source_words"),
        target_words: text("target_words"),
        reason: clean,
    })
}

/// The objects that stand in a text, the whole of it or between other words. A model that thinks aloud writes its
/// answer last.
fn objects(text: &str) -> Vec<Map<String, Value>> {
    if let Ok(Value::Object(object)) = serde_json::from_str(text.trim()) {
        return vec![object];
    }
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        let mut values = serde_json::Deserializer::from_str(&rest[at..]).into_iter::<Value>();
        match values.next() {
            Some(Ok(Value::Object(object))) => {
                out.push(object);
                rest = &rest[at + values.byte_offset()..];
            }
            _ => rest = &rest[at + 1..],
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn said(content: &str) -> Option<Ruling> {
        ruling(&json!({ "choices": [{ "message": { "content": content } }] }))
    }

    #[test]
    fn answers_are_found_in_prose() {
        for content in [
            r#"{"verdict": "no-error", "reason": "a free rendering"}"#,
            "```json\n{\"verdict\": \"no_error\", \"reason\": \"a free rendering\"}\n```",
            "<think>{\"verdict\": \"error\"} perhaps, or {not}…</think>\nSo: {\"verdict\":\"No-Error\",\"reason\":\"a free rendering\"} I hope that helps.",
        ] {
            let ruling = said(content).expect(content);
            assert_eq!((ruling.verdict, ruling.reason.as_str()), (JudgeVerdict::NoError, "a free rendering"));
        }
    }

    #[test]
    fn what_is_no_answer_is_none() {
        for content in [
            "",
            "It is wrong.",
            "{\"verdict\": \"maybe\"}",
            "{\"verdict\": 3}",
            "[1]",
            "{",
            "{\"a\":{\"verdict\":\"error\"}",
        ] {
            // An answer inside another object is one: the last of these.
            assert_eq!(said(content).is_some(), content.contains("\"a\""), "{content}");
        }
        for body in [json!({}), json!({"choices": []}), json!({"choices": [{}]}), json!(3), json!({"error": "x"})] {
            assert_eq!(ruling(&body), None);
        }
        let parts = json!({ "choices": [{ "message": { "content": [{ "type": "text", "text": "{\"verdict\":\"error\"}" }] } }] });
        assert_eq!(ruling(&parts).map(|r| (r.verdict, r.severity)), Some((JudgeVerdict::Error, Severity::Minor)));
    }

    proptest! {
        #[test]
        fn no_answer_is_too_odd(content in "\\PC{0,60}[{}\"\\[\\]]{0,8}\\PC{0,20}") {
            let _ = said(&content);
        }
    }
}
