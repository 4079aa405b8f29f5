//! The lines of a text: where a block closes, which title a name belongs to, and what goes on with a paragraph.

use super::lines::{self, Line};
use std::collections::HashMap;

/// The lines of a text, and where each line of marks stands.
pub(super) struct Lines<'a> {
    pub(super) all: Vec<&'a str>,
    fences: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(source: &'a str) -> Self {
        let all: Vec<&str> = source.lines().map(str::trim_end).collect();
        let mut fences: HashMap<&str, Vec<usize>> = HashMap::new();
        for (i, line) in all.iter().enumerate() {
            if matches!(lines::read(line), Line::Fence(_)) {
                fences.entry(closing(line)).or_default().push(i);
            }
        }
        Self { all, fences }
    }

    /// The titles of sections that have a name (`[[name]]`, `[#name]`) in the line before.
    pub(super) fn titles(&self) -> HashMap<String, String> {
        const LONGEST: usize = 200;
        let named = |pair: &[&str]| {
            let name = pair[0].strip_prefix("[[").and_then(|l| l.strip_suffix("]]"));
            let name = name.or_else(|| pair[0].strip_prefix("[#").and_then(|l| l.strip_suffix(']')))?;
            let Line::Heading(_, title) = lines::read(pair[1]) else { return None };
            (title.len() <= LONGEST).then(|| (name.split(',').next().unwrap_or(name).to_owned(), title.to_owned()))
        };
        self.all.windows(2).filter_map(named).collect()
    }

    /// The line that closes the block opened by line `at`.
    pub(super) fn close(&self, at: usize, end: usize) -> Option<usize> {
        let places = self.fences.get(closing(self.all[at]))?;
        places.get(places.partition_point(|&p| p <= at)).copied().filter(|&p| p < end)
    }
}

/// The line that closes a block with this first line; a fence of Markdown names a language only where it opens.
fn closing(line: &str) -> &str {
    if line.starts_with("```") { "```" } else { line }
}

/// The text from `first` on that goes on in the lines from `at`; an item ends where the next one begins.
pub(super) fn running(lines: &Lines<'_>, mut at: usize, end: usize, first: &str, item: bool) -> (String, usize) {
    let mut text = first.to_owned();
    while at < end {
        let line = lines.all[at];
        match lines::read(line) {
            Line::Empty | Line::Fence(_) | Line::BlockAttributes(_) | Line::Continuation => break,
            Line::Item(_) | Line::Term(..) | Line::Attribute(..) | Line::Macro(..) if item => break,
            Line::Macro("ifdef" | "ifndef", _, words) if !words.is_empty() => break,
            Line::Comment(_) | Line::Macro("ifdef" | "ifndef" | "ifeval" | "endif", ..) => {}
            _ => {
                text.push('\n');
                text.push_str(if item { line.trim_start() } else { line });
            }
        }
        at += 1;
    }
    (text, at)
}

/// The level of a title that a line of marks underlines.
pub(super) fn underlined(title: &str, under: &str) -> Option<u8> {
    let mark = under.chars().next()?;
    let level = "=-~^+".find(mark)? as u8 + 1;
    let (marks, width) = (under.chars().count(), title.chars().count());
    let fits = marks >= 3 && marks.abs_diff(width) <= 1 && under.chars().all(|c| c == mark);
    (fits && title.contains(char::is_alphanumeric) && !title.starts_with(' ')).then_some(level)
}
