//! Files of dismissed findings: JSONL as Calque writes it, TOML as people do.
//!
//! ```toml
//! [[suppress]]
//! id = "3f61c09ab2d4"
//! reason = "the agency corrected its figure"
//! who = "night desk"
//! date = 2026-11-25
//!
//! [[suppress]]          # every finding of this rule about these words
//! rule = "names"
//! target = "Velm"
//! ```
//!
//! Either may have the two segments (`source_text`, `target_text`), by which an
//! entry still holds after an edit. A line of JSONL has the same keys. An entry must
//! name an id, a rule or words; unknown keys of a JSONL line are let pass.

use super::context::FindingContext;
use crate::settings::error::SettingsError;
use calque_report::Dismissal;
use serde::{Deserialize, Serialize};

/// One dismissed finding, or a kind of findings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) rule: Option<String>,
    /// The words on each side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) target: Option<String>,
    /// The segments they stand in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) source_text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) target_text: Option<String>,
    /// What Calque said, for those who read the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<String>,
    /// The name of the translation: no other check tells that the entry matches nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) who: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) date: Option<String>,
    /// Where the entry stands.
    #[serde(skip)]
    pub(crate) place: String,
}

impl Entry {
    /// The entry of a finding, without a reason.
    pub(super) fn of(context: &FindingContext<'_>) -> Self {
        let (source, target) = context.words();
        Self {
            id: Some(context.finding.id.clone()),
            rule: Some(context.finding.rule.clone()),
            source: Some(source.to_owned()),
            target: Some(target.to_owned()),
            source_text: Some(context.segments.0.to_owned()),
            target_text: Some(context.segments.1.to_owned()),
            message: Some(context.finding.message.clone()),
            ..Self::default()
        }
    }

    /// As a line of JSON.
    pub(super) fn json(&self) -> String {
        let mut line = serde_json::to_string(self).expect("strings always serialise");
        line.push('\n');
        line
    }

    /// As a table of TOML.
    pub(super) fn toml(&self) -> String {
        let keys = [
            ("id", &self.id),
            ("rule", &self.rule),
            ("source", &self.source),
            ("target", &self.target),
            ("source_text", &self.source_text),
            ("target_text", &self.target_text),
            ("message", &self.message),
            ("file", &self.file),
            ("reason", &self.reason),
            ("who", &self.who),
            ("date", &self.date),
        ];
        let mut table = "[[suppress]]\n".to_owned();
        for (key, value) in keys.into_iter().filter_map(|(key, value)| Some((key, value.as_deref()?))) {
            // A string of JSON is one of TOML, but for one control character.
            let value = serde_json::to_string(value).expect("strings always serialise").replace('\u{7f}', "\\u007f");
            table.extend([key, " = ", &value, "\n"]);
        }
        table
    }

    pub(crate) fn dismissal(&self) -> Dismissal {
        Dismissal {
            in_text: false,
            by_judge: false,
            place: self.place.clone(),
            reason: self.reason.clone(),
            who: self.who.clone(),
            date: self.date.clone(),
        }
    }

    /// What it is about: `numbers “4,200” → “2 400”`.
    pub(crate) fn about(&self) -> String {
        let rule = self.rule.as_deref().unwrap_or("any rule");
        let quoted = |w: &Option<String>| w.as_deref().filter(|w| !w.is_empty()).map(|w| format!("“{w}”"));
        match (quoted(&self.source), quoted(&self.target), &self.id) {
            (Some(s), Some(t), _) => format!("{rule} {s} → {t}"),
            (Some(w), None, _) | (None, Some(w), _) => format!("{rule} {w}"),
            (None, None, Some(id)) => format!("{rule} {id}"),
            (None, None, None) => rule.to_owned(),
        }
    }

    fn is_specific(&self) -> bool {
        self.id.is_some() || self.rule.is_some() || self.source.is_some() || self.target.is_some()
    }
}

/// Reads a file of either kind.
pub(crate) fn parse(name: &str, text: &str) -> Result<Vec<Entry>, SettingsError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim_start().starts_with('{') { json_lines(name, text) } else { tables(name, text) }
}

fn json_lines(name: &str, text: &str) -> Result<Vec<Entry>, SettingsError> {
    let mut entries = Vec::new();
    for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let fail = |what: String| SettingsError::at(name, n + 1, what, HELP);
        let mut entry: Entry = serde_json::from_str(line).map_err(|e| fail(format!("not an entry: {e}")))?;
        entry.place = format!("{name}:{}", n + 1);
        if !entry.is_specific() {
            return Err(fail("an entry names no id, rule or words".to_owned()));
        }
        entries.push(entry);
    }
    Ok(entries)
}

const HELP: &str = "a line is a JSON object with \"id\", or with \"rule\", \"source\" or \"target\"; `--write-baseline FILE` writes such a file";

/// A list kept by hand.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tables {
    #[serde(default)]
    suppress: Vec<toml::Spanned<Table>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    id: Option<String>,
    rule: Option<String>,
    source: Option<String>,
    target: Option<String>,
    source_text: Option<String>,
    target_text: Option<String>,
    message: Option<String>,
    file: Option<String>,
    reason: Option<String>,
    who: Option<String>,
    date: Option<Date>,
}

/// `2026-11-25` or `"25 November"`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Date {
    Real(toml::value::Datetime),
    Words(String),
}

fn tables(name: &str, text: &str) -> Result<Vec<Entry>, SettingsError> {
    let tables: Tables = toml::from_str(text).map_err(|e| SettingsError::from_toml(name, text, &e))?;
    let mut entries = Vec::new();
    for spanned in tables.suppress {
        let line = 1 + text.bytes().take(spanned.span().start).filter(|&b| b == b'\n').count();
        let t = spanned.into_inner();
        let date = t.date.map(|d| match d {
            Date::Real(d) => d.to_string(),
            Date::Words(w) => w,
        });
        let entry = Entry {
            id: t.id,
            rule: t.rule,
            source: t.source,
            target: t.target,
            source_text: t.source_text,
            target_text: t.target_text,
            message: t.message,
            file: t.file,
            reason: t.reason,
            who: t.who,
            date,
            place: format!("{name}:{line}"),
        };
        if !entry.is_specific() {
            let what = "an entry names no id, rule or words".to_owned();
            return Err(SettingsError::at(name, line, what, "give it an `id`, a `rule`, a `source` or a `target`"));
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// A finding as a line of a baseline.
pub(crate) fn line(context: &FindingContext<'_>, by: Option<&Dismissal>) -> String {
    let entry = Entry {
        reason: by.and_then(|b| b.reason.clone()),
        who: by.and_then(|b| b.who.clone()),
        date: by.and_then(|b| b.date.clone()),
        ..Entry::of(context)
    };
    entry.json()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_line() {
        for (text, said) in [
            ("{\"id\":\"a\"}\n{\"id\":7}", "f:2: not an entry"),
            ("{\"reason\":\"why\"}", "f:1: an entry names no id"),
            ("\n[[suppress]]\nreason = \"x\"", "f:2: an entry names no id"),
            ("[[suppress]]\nid = \"a\"\nreson = \"x\"", "f:3: there is no setting `reson` here"),
            ("[[supress]]\nid = \"a\"", "f:1: there is no setting `supress` here"),
        ] {
            let error = parse("f", text).expect_err(text);
            assert!(error.to_string().starts_with(said), "{error}");
        }
    }

    #[test]
    fn entries_say_what_they_are_about() {
        let all = parse("f", "[[suppress]]\nrule = \"names\"\ntarget = \"Velm\"\n[[suppress]]\nid = \"abc\"\n")
            .expect("a list");
        assert_eq!(all[0].about(), "names “Velm”");
        assert_eq!((all[1].about().as_str(), all[1].place.as_str()), ("any rule abc", "f:4"));
        assert_eq!(parse("f", "").expect("empty"), []);
    }
}
