//! Findings that somebody names by their ids, to dismiss them: from a report, or from one that was written as
//! JSON; and the entry of a list that is written for each.

use super::context::FindingContext;
use super::file::Entry;
use super::report::context;
use crate::settings::error::SettingsError;
use calque_report::Report;
use serde_json::Value;

/// A finding that can be named by its id.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedFinding {
    entry: Entry,
    dismissed: Option<String>,
}

impl NamedFinding {
    /// A finding with its texts; `file` is the name of the translation.
    pub fn of(context: &FindingContext<'_>, file: Option<String>) -> Self {
        Self { entry: Entry { file, ..Entry::of(context) }, dismissed: None }
    }

    /// The whole id.
    pub fn id(&self) -> &str {
        self.entry.id.as_deref().unwrap_or_default()
    }

    /// What it is about: `numbers “4,200” → “2 400”`.
    pub fn about(&self) -> String {
        self.entry.about()
    }

    /// Where it is dismissed already, if it is: `known.jsonl:3: the agency corrected it`.
    pub fn dismissed(&self) -> Option<&str> {
        self.dismissed.as_deref()
    }

    /// The entry that dismisses it, as text to be added to a list in TOML, or as a line of JSON.
    pub fn entry(&self, reason: &str, who: Option<&str>, date: &str, json: bool) -> String {
        let entry = Entry {
            reason: Some(reason.to_owned()),
            who: who.map(str::to_owned),
            date: Some(date.to_owned()),
            ..self.entry.clone()
        };
        if json { entry.json() } else { entry.toml() }
    }
}

/// The findings of a report, and those that are dismissed in it.
pub fn named_findings(report: &Report) -> Vec<NamedFinding> {
    let named = |placed, dismissed| {
        let file = Some(report.target.name.clone());
        NamedFinding { entry: Entry { file, ..Entry::of(&context(report, placed)) }, dismissed }
    };
    let open = report.findings.iter().map(|placed| named(placed, None));
    open.chain(report.suppressed.iter().map(|s| named(&s.placed, Some(s.by.in_words())))).collect()
}

/// The findings of a report as `calque check` wrote it, as JSON or as a JSON object a line; `name` is for errors.
pub fn named_findings_of_json(name: &str, text: &str) -> Result<Vec<NamedFinding>, SettingsError> {
    if let Ok(report) = serde_json::from_str::<Value>(text)
        && report["beads"].is_array()
    {
        let file = report["target"]["name"].as_str();
        let bead = |finding: &Value| &report["beads"][finding["bead"].as_u64().map_or(usize::MAX, |b| b as usize)];
        return Ok(all_of(&report, |finding| named(finding, bead(finding), file)).collect());
    }
    let mut all = Vec::new();
    for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let bead: Value = serde_json::from_str(line)
            .ok()
            .filter(|bead: &Value| bead["findings"].is_array())
            .ok_or_else(|| SettingsError::at(name, n + 1, "is no line of a report".to_owned(), HELP))?;
        all.extend(all_of(&bead, |finding| named(finding, &bead, None)));
    }
    Ok(all)
}

const HELP: &str = "`calque check SOURCE TARGET -o report.json` writes a report that can be read here";

/// The open and the dismissed findings of a report or of one of its lines.
fn all_of<'a>(
    holder: &'a Value,
    named: impl Fn(&Value) -> Option<NamedFinding> + 'a,
) -> impl Iterator<Item = NamedFinding> + 'a {
    let lists = ["findings", "suppressed"].into_iter().filter_map(|key| holder[key].as_array());
    lists.flatten().filter_map(named)
}

/// A finding of a report, in the bead that it stands in.
fn named(finding: &Value, bead: &Value, file: Option<&str>) -> Option<NamedFinding> {
    let text = |holder: &Value, key: &str| holder[key]["text"].as_str().unwrap_or_default().to_owned();
    let string = |value: &Value| value.as_str().map(str::to_owned);
    let entry = Entry {
        id: Some(finding["id"].as_str()?.to_owned()),
        rule: string(&finding["rule"]),
        source: Some(text(finding, "source")),
        target: Some(text(finding, "target")),
        source_text: Some(text(bead, "source")),
        target_text: Some(text(bead, "target")),
        message: string(&finding["message"]),
        file: file.map(str::to_owned),
        ..Entry::default()
    };
    Some(NamedFinding { entry, dismissed: string(&finding["suppression"]["place"]) })
}

/// Why an id names no finding.
#[derive(Clone, Debug, PartialEq)]
pub enum NamingError<'a> {
    /// No id begins so.
    Unknown,
    /// Several do.
    Ambiguous(Vec<&'a NamedFinding>),
}

/// The hash of an id, and its number among equal findings.
fn parts(id: &str) -> (&str, Option<&str>) {
    id.split_once('-').map_or((id, None), |(hash, count)| (hash, Some(count)))
}

/// The finding whose id is `id`, or the only one whose id begins so; of `617dc1a29ffe-2`, the second of equal
/// findings, the beginning is `617d-2`.
pub fn named_by<'a>(findings: &'a [NamedFinding], id: &str) -> Result<&'a NamedFinding, NamingError<'a>> {
    let (wanted, count) = parts(id);
    let is_meant = |f: &&NamedFinding| {
        let (hash, which) = parts(f.id());
        hash.starts_with(wanted) && which == count
    };
    let found: Vec<&NamedFinding> = findings.iter().filter(is_meant).collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(NamingError::Unknown),
        _ => Err(NamingError::Ambiguous(found)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suppress::Suppressions;

    const REPORT: &str = r#"{
        "target": {"name": "b.txt"},
        "beads": [{"source": {"text": "Over 12 left."}, "target": {"text": "Plus de 13 sont partis."}}],
        "findings": [
            {"id": "a1b2c3", "rule": "numbers", "bead": 0, "message": "They differ.",
             "source": {"text": "12"}, "target": {"text": "13"}},
            {"id": "a1ffff", "rule": "dates", "bead": 0},
            {"id": "a1b2c3-2", "rule": "numbers", "bead": null, "message": "\"So\" \\ said.", "source": null, "target": null}
        ],
        "suppressed": [{"id": "ffff00", "rule": "names", "bead": 0, "suppression": {"place": "known.jsonl:1"}}]
    }"#;

    #[test]
    fn an_id_or_its_beginning_names_a_finding() {
        let all = named_findings_of_json("r.json", REPORT).expect("a report");
        assert_eq!(all.len(), 4);
        assert_eq!(named_by(&all, "a1b2c3").map(NamedFinding::about), Ok("numbers “12” → “13”".to_owned()));
        assert_eq!(named_by(&all, "a1-2").map(NamedFinding::id), Ok("a1b2c3-2"));
        assert_eq!(named_by(&all, "ff").map(NamedFinding::dismissed), Ok(Some("known.jsonl:1")));
        assert!(matches!(named_by(&all, "a1"), Err(NamingError::Ambiguous(both)) if both.len() == 2));
        assert_eq!(named_by(&all, "0"), Err(NamingError::Unknown));
    }

    #[test]
    fn lines_of_a_report_are_read_too() {
        let line =
            r#"{"id":"1","source":{"text":"x 12"},"target":{"text":"y 13"},"findings":[{"id":"ab","rule":"numbers"}]}"#;
        let all = named_findings_of_json("r.jsonl", &format!("{line}\n\n")).expect("lines");
        assert_eq!(all[0].entry.source_text.as_deref(), Some("x 12"));
        let error = named_findings_of_json("r", "# a page").expect_err("no report");
        assert_eq!(error.to_string(), "r:1: is no line of a report");
    }

    /// What is written is read again as the same entry, whatever its words.
    #[test]
    fn entries_are_read_back() {
        let reason = "a \"reason\" \\ of\ntwo lines\u{7f}, été";
        for named in named_findings_of_json("r.json", REPORT).expect("a report") {
            for json in [false, true] {
                let text = named.entry(reason, Some("desk"), "2026-11-29", json);
                let read = super::super::file::parse("f", &text).expect(&text);
                let place = read[0].place.clone();
                let wanted = Entry {
                    reason: Some(reason.to_owned()),
                    who: Some("desk".to_owned()),
                    date: Some("2026-11-29".to_owned()),
                    place,
                    ..named.entry.clone()
                };
                assert_eq!(read, [wanted], "{text}");
                let mut list = Suppressions::default();
                list.add("f", &text).expect("a list");
                assert_eq!(list.stale(&["b.txt"]).len(), 1);
                assert!(named.entry.file.is_none() || list.stale(&["c.txt"]).is_empty(), "of another text");
            }
        }
    }
}
