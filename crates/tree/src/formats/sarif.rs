//! `sarif`: a result for each part without a counterpart and each finding, at its line of the translation; for a page
//! without one at the original.

use super::words::{item, path, remarks};
use crate::item::{ItemChange, PageItem};
use crate::page::{LanguageStatus, PageState, PageStatus, TreeStatus};
use calque_messages::UiLang;
use serde_json::{Value, json};

pub(super) fn emit(tree: &TreeStatus, lang: UiLang) -> String {
    let mut results = Vec::new();
    for language in &tree.languages {
        for page in &language.pages {
            of_page(&mut results, tree, language, page, lang);
        }
    }
    let rules: Vec<Value> = rules()
        .into_iter()
        .map(|(id, text)| {
            json!({
                "id": id,
                "shortDescription": { "text": text },
                "helpUri": "https://example.invalid/calque/docs/status.md",
            })
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "calque status",
                "informationUri": "https://example.invalid/calque",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    // Strings and numbers always serialise.
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

/// The rules that results can name.
fn rules() -> [(&'static str, &'static str); 10] {
    [
        ("page-unreadable", "A file of the page cannot be read"),
        ("page-missing", "The page has no translation"),
        ("page-untranslated", "The page is still in the language of the original"),
        ("page-unrelated", "The translation is of another text"),
        ("page-orphan", "The translation has no original"),
        ("part-missing", "A part of the original has no counterpart"),
        ("part-rewritten", "Original and translation have something else in one place"),
        ("part-new", "A part of the translation has no counterpart"),
        ("part-changed", "The original changed after the translation"),
        ("meaning", "The translation says something else"),
    ]
}

fn of_page(results: &mut Vec<Value>, tree: &TreeStatus, language: &LanguageStatus, page: &PageStatus, lang: UiLang) {
    let source = page.source.as_ref().map(|name| path(&tree.folder, name));
    let target = page.target.as_ref().map(|name| path(&language.folder, name));
    let whole = match page.state {
        PageState::Unreadable => Some(("page-unreadable", "error")),
        PageState::Missing => Some(("page-missing", "warning")),
        PageState::Untranslated => Some(("page-untranslated", "warning")),
        PageState::Unrelated => Some(("page-unrelated", "error")),
        PageState::Orphan => Some(("page-orphan", "note")),
        _ => None,
    };
    let main = target.as_ref().or(source.as_ref());
    if let (Some((rule, level)), Some(at)) = (whole, main) {
        let said = remarks(page, lang);
        let said =
            if said.is_empty() { page.state.in_words(lang) } else { format!("{}: {said}", page.state.in_words(lang)) };
        // Two languages may lack one page: the folder is part of what tells results apart.
        let id = format!("{}/{}", language.folder, page.state.as_str());
        results.push(result(rule, level, &format!("{} ({})", said, language.folder), at, None, None, &id));
    }
    let (Some(source), Some(target)) = (source.or(target.clone()), target) else { return };
    for part in &page.items {
        let (rule, level) = rule_of(part);
        let related = part.source_line.map(|line| (source.as_str(), line));
        results.push(result(rule, level, &item(part, lang), &target, part.target_line, related, &part.id));
    }
    for finding in &page.findings {
        let related = finding.source_line.map(|line| (source.as_str(), line));
        let level = if finding.severity == "minor" { "warning" } else { "error" };
        results.push(result("meaning", level, &finding.message, &target, finding.target_line, related, &finding.id));
    }
}

fn rule_of(part: &PageItem) -> (&'static str, &'static str) {
    match part.change {
        ItemChange::Missing => ("part-missing", "warning"),
        ItemChange::Rewritten => ("part-rewritten", "warning"),
        ItemChange::New => ("part-new", "note"),
        ItemChange::Changed => ("part-changed", "warning"),
    }
}

fn result(
    rule: &str,
    level: &str,
    said: &str,
    file: &str,
    line: Option<usize>,
    related: Option<(&str, usize)>,
    id: &str,
) -> Value {
    let place = |file: &str, line: Option<usize>| {
        json!({ "physicalLocation": {
            "artifactLocation": { "uri": uri(file) },
            "region": { "startLine": line.unwrap_or(1).max(1) },
        }})
    };
    let mut result = json!({
        "ruleId": rule,
        "level": level,
        "message": { "text": said },
        "locations": [place(file, line)],
        "partialFingerprints": { "calqueStatus/v1": format!("{file}/{id}") },
    });
    if let Some((file, line)) = related {
        result["relatedLocations"] = json!([place(file, Some(line))]);
    }
    result
}

/// A path as the reference of a URI.
fn uri(path: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&b);
    let path = path.trim_start_matches("./");
    path.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}
