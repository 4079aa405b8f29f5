//! Changing a list of dismissed findings: an entry more, an entry less. What else stands in it, comments too,
//! stays as it is.

use super::named::NamedFinding;

/// Whether a list is kept as a JSON object a line; else it is TOML.
fn is_json(name: &str, list: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|e| e == "jsonl")
        || list.trim_start_matches('\u{feff}').trim_start().starts_with('{')
}

/// The list `list`, of that file name, with the entry of a finding at its end.
pub fn with_entry(
    name: &str,
    list: &str,
    finding: &NamedFinding,
    (reason, who, date): (&str, Option<&str>, &str),
) -> String {
    let json = is_json(name, list);
    let mut text = list.to_owned();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    if !json && !text.is_empty() {
        text.push('\n');
    }
    text.push_str(&finding.entry(reason, who, date, json));
    text
}

/// The list without the entries of a finding.
pub fn without_entry(name: &str, list: &str, id: &str) -> String {
    if is_json(name, list) {
        let of_id = |line: &&str| {
            let entry: Option<serde_json::Value> = serde_json::from_str(line).ok();
            entry.is_some_and(|e| e["id"] == id)
        };
        return list.split_inclusive('\n').filter(|line| !of_id(line)).collect();
    }
    let mut out = String::with_capacity(list.len());
    for part in tables(list) {
        let table: Option<toml::Table> = part.is_entry.then(|| toml::from_str(part.text).ok()).flatten();
        let entry = table.as_ref().and_then(|t| t.get("suppress")?.as_array()?.first()?.as_table());
        let is_it = entry.is_some_and(|e| e.get("id").and_then(toml::Value::as_str) == Some(id));
        if is_it {
            // Comments after the entry belong to what follows.
            out.push_str(part.comments);
        } else {
            out.push_str(part.text);
            out.push_str(part.comments);
        }
    }
    out
}

/// A stretch of a list: one entry, or what stands before the first.
struct Part<'a> {
    text: &'a str,
    comments: &'a str,
    is_entry: bool,
}

/// The entries of a list in TOML, each with the comments behind it, and what stands before the first.
fn tables(list: &str) -> Vec<Part<'_>> {
    let mut starts = vec![0];
    let mut at = 0;
    // A header inside a string of several lines cuts it: then the part is no TOML, and stays.
    for line in list.split_inclusive('\n') {
        if line.trim_start().starts_with('[') && at > 0 {
            starts.push(at);
        }
        at += line.len();
    }
    starts.push(list.len());
    let part = |window: &[usize]| {
        let text = &list[window[0]..window[1]];
        let is_entry = text.trim_start().starts_with('[');
        let kept = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
        let last = text.split_inclusive('\n').scan(0, |end, line| {
            *end += line.len();
            Some((*end, kept(line)))
        });
        let end = last.filter(|(_, kept)| *kept).map(|(end, _)| end).last().unwrap_or(0);
        let comments = &text[end..];
        // An empty line behind an entry goes with it.
        let blank = comments.len() - comments.trim_start_matches(['\n', '\r', ' ']).len();
        let end = if is_entry { end + blank } else { text.len() };
        Part { text: &text[..end], comments: &text[end..], is_entry }
    };
    starts.windows(2).map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suppress::{FindingContext, Suppressions};
    use calque_diff::{Category, Finding, Severity};

    fn finding(id: &str) -> NamedFinding {
        let mut f = Finding::new("numbers", Category::Number, Severity::Major, 0.9);
        f.id = id.to_owned();
        let context = FindingContext { finding: &f, texts: ("a [b]", "c"), segments: ("a\n[b]", "c") };
        NamedFinding::of(&context, Some("a.fr.txt".to_owned()))
    }

    #[test]
    fn what_was_added_is_taken_away_again_and_the_rest_stays() {
        let by_hand = "# ours\n\n[[suppress]] # kept\nrule = \"names\"\ntarget = \"Velm\"\n# the end\n";
        let said = ("why \"so\"", Some("desk"), "2026-11-29");
        for (name, list) in
            [("d.toml", by_hand), ("d.toml", ""), ("d.jsonl", "{\"id\":\"x1\"}\n"), ("d", "{\"id\":\"x1\"}")]
        {
            let one = with_entry(name, list, &finding("abc"), said);
            let two = with_entry(name, &one, &finding("def"), said);
            let mut read = Suppressions::default();
            read.add(name, &two).expect(&two);
            assert!(two.starts_with(list));
            assert_eq!(without_entry(name, &two, "nobody"), two);
            let left = without_entry(name, &without_entry(name, &two, "abc"), "def");
            assert_eq!(left.trim_end(), list.trim_end(), "{name}");
            let kept = without_entry(name, &two, "abc");
            assert!(kept.contains("def") && !kept.contains("abc"), "{kept}");
            Suppressions::default().add(name, &kept).expect(&kept);
        }
    }

    #[test]
    fn comments_between_entries_are_kept() {
        let list = "[[suppress]]\nid = \"a\"\n\n# about b\n[[suppress]]\nid = \"b\"\n";
        assert_eq!(without_entry("d.toml", list, "a"), "# about b\n[[suppress]]\nid = \"b\"\n");
        assert_eq!(without_entry("d.toml", list, "b"), "[[suppress]]\nid = \"a\"\n\n# about b\n");
    }
}
