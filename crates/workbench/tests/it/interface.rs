//! `/api/v1`: against its description, and against the command line's own words.

use crate::client::Server;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const ENGLISH: &str = "The dam was closed on Tuesday.\n\nSome 4,200 people left the valley.\n";
const FRENCH: &str = "Le barrage a été fermé mardi.\n\nQuelque 2 400 personnes ont quitté la vallée.\n";

/// Whether a value is as a schema of the description says; the path of what is not.
fn fits(value: &Value, schema: &Value, all: &Value, path: &str) -> Result<(), String> {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap_or_default();
        return fits(value, &all[name], all, path);
    }
    if let Some(any) = schema["oneOf"].as_array() {
        return if any.iter().any(|s| fits(value, s, all, path).is_ok()) {
            Ok(())
        } else {
            Err(format!("{path}: {value}"))
        };
    }
    let kinds: BTreeSet<&str> = match &schema["type"] {
        Value::String(kind) => [kind.as_str()].into(),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => return Ok(()),
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_u64() || n.is_i64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    if !(kinds.contains(kind) || (kind == "integer" && kinds.contains("number"))) {
        return Err(format!("{path}: {kind} is none of {kinds:?}"));
    }
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if kind == "object" && value.get(name).is_none() {
            return Err(format!("{path}.{name} is missing"));
        }
    }
    for (name, inner) in value.as_object().into_iter().flatten() {
        fits(inner, &schema["properties"][name], all, &format!("{path}.{name}"))?;
    }
    for (i, item) in value.as_array().into_iter().flatten().enumerate() {
        fits(item, &schema["items"], all, &format!("{path}[{i}]"))?;
    }
    Ok(())
}

#[test]
fn the_answers_are_as_described() {
    let server = Server::start();
    let api = server.ok("/api/v1/openapi.json");
    let schemas = &api["components"]["schemas"];
    let texts = json!({ "source": { "text": ENGLISH }, "target": { "text": FRENCH } });
    let pairs = json!({ "source_lang": "en", "target_lang": "fr", "pairs": [
        { "id": "a", "source": "Some 4,200 people left.", "target": "Quelque 2 400 personnes sont parties." },
        { "source": "The dam was closed.", "target": "Le barrage a été fermé." },
    ] });
    let requests = [("/api/v1/check", &texts), ("/api/v1/align", &texts), ("/api/v1/pairs", &pairs)];
    let described: Vec<&str> = api["paths"].as_object().expect("paths").keys().map(String::as_str).collect();
    assert_eq!(described, requests.map(|r| r.0));
    for (path, body) in requests {
        let operation = &api["paths"][path]["post"];
        let schema = |at: &Value| at["content"]["application/json"]["schema"].clone();
        assert_eq!(fits(body, &schema(&operation["requestBody"]), schemas, path), Ok(()));
        let answer = server.done(path, body);
        assert_eq!(fits(&answer, &schema(&operation["responses"]["200"]), schemas, path), Ok(()), "{answer}");
        let refused = server.post(path, &json!({ "nonsense": 1 }));
        assert_eq!(refused.status, 400);
        assert_eq!(fits(&refused.json(), &schema(&operation["responses"]["400"]), schemas, path), Ok(()));
    }
    let report = server.done("/api/v1/check", &texts);
    assert_eq!(report["meta"]["schema"], 1);
    assert_eq!(
        (&report["findings"][0]["rule"], &report["findings"][0]["target"]["text"]),
        (&json!("numbers"), &json!("2 400"))
    );
    let french =
        json!({ "source": { "text": ENGLISH }, "target": { "text": FRENCH }, "settings": { "ui_lang": "fr" } });
    let message = server.done("/api/v1/check", &french)["findings"][0]["message"].clone();
    assert_ne!(message, report["findings"][0]["message"]);
    let checked = server.done("/api/v1/pairs", &pairs);
    assert_eq!((&checked["pairs"][0]["id"], &checked["pairs"][1]["id"]), (&json!("a"), &json!(2)));
    // Nothing of it is kept.
    assert_eq!(server.ok("/app/state")["project"], Value::Null);
}
