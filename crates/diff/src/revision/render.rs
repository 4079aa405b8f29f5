//! A revision as text for people and as JSON for programs.
//!
//! The text shows each change on the words of the new version, with the old
//! ones before what took their place:
//!
//! ```text
//! 1 change, 36 sentences unchanged; 1 nearer to the reference, 0 farther, 0 neutral
//!
//! sentence 10, edited, nearer to the reference (0.41 → 0.83)
//!   Elle a demandé à environ [-2 400-]{+4 200+} habitants de gagner les hauteurs.
//! ```
//!
//! In JSON, offsets count Unicode code points and sentences count from 0.

use super::change::{Change, ChangeKind, Direction, Revision, Verdict};
use super::version::Version;
use calque_text::{CodePoints, Span};
use serde::Serialize;
use std::fmt::Write as _;
use std::ops::Range;

/// How removed and added words are marked in text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Marks {
    /// `[-removed-]{+added+}`, as in a word diff of Git.
    #[default]
    Brackets,
    /// Red and struck through, green and underlined, by ANSI escapes.
    Colour,
}

impl Marks {
    fn removed(self) -> (&'static str, &'static str) {
        match self {
            Self::Brackets => ("[-", "-]"),
            Self::Colour => ("\u{1b}[31;9m", "\u{1b}[0m"),
        }
    }

    fn added(self) -> (&'static str, &'static str) {
        match self {
            Self::Brackets => ("{+", "+}"),
            Self::Colour => ("\u{1b}[32;4m", "\u{1b}[0m"),
        }
    }
}

/// The revision for a reader.
pub fn text(revision: &Revision, old: Version<'_>, new: Version<'_>, marks: Marks) -> String {
    let mut out = summary(revision);
    out.push('\n');
    for change in &revision.changes {
        let _ = write!(out, "\n{}, {}", place(change), change.kind.as_str());
        if let Some(verdict) = &change.verdict {
            let _ = write!(out, ", {}", shown_verdict(verdict));
        }
        out.push_str("\n  ");
        inline(&mut out, change, old, new, marks);
        out.push('\n');
    }
    out
}

/// The revision in one line.
pub fn summary(revision: &Revision) -> String {
    let n = revision.changes.len();
    let mut out = match (n, revision.unchanged) {
        (0, u) => format!("no changes, {u} {} the same", plural(u, "sentence")),
        (n, u) => format!("{n} {}, {u} {} unchanged", plural(n, "change"), plural(u, "sentence")),
    };
    if revision.changes.iter().any(|c| c.verdict.is_some()) {
        let [nearer, farther, neutral] =
            [Direction::Nearer, Direction::Farther, Direction::Neutral].map(|d| revision.count(d));
        let _ = write!(out, "; {nearer} nearer to the reference, {farther} farther, {neutral} neutral");
    }
    out
}

fn plural(n: usize, noun: &str) -> String {
    if n == 1 { noun.to_owned() } else { format!("{noun}s") }
}

/// Where the change is, counting sentences from 1, by the new version where it has it.
fn place(change: &Change) -> String {
    let named = |range: &Range<usize>| match range.len() {
        1 => format!("sentence {}", range.end),
        _ => format!("sentences {} to {}", range.start + 1, range.end),
    };
    if change.new.is_empty() {
        return format!("{} of the old version", named(&change.old));
    }
    if change.old.is_empty() || change.old == change.new {
        return named(&change.new);
    }
    format!("{} (was {})", named(&change.new), named(&change.old))
}

fn shown_verdict(verdict: &Verdict) -> String {
    let direction = match verdict.direction {
        Direction::Nearer => "nearer to the reference",
        Direction::Farther => "farther from the reference",
        Direction::Neutral => "neutral",
    };
    let without = if verdict.reference.is_empty() { "; the reference has nothing of the kind" } else { "" };
    format!("{direction} ({:.2} → {:.2}{without})", verdict.old, verdict.new)
}

/// The words of a change, with what went and what came marked.
fn inline(out: &mut String, change: &Change, old: Version<'_>, new: Version<'_>, marks: Marks) {
    let marked = |out: &mut String, (open, close): (&str, &str), words: &str| {
        if !words.is_empty() {
            out.push_str(open);
            shown(out, words);
            out.push_str(close);
        }
    };
    match change.kind {
        ChangeKind::Inserted => return marked(out, marks.added(), new.of(&change.new)),
        ChangeKind::Deleted => return marked(out, marks.removed(), old.of(&change.old)),
        _ => {}
    }
    let whole = new.span(&change.new);
    let mut at = whole.start;
    for words in &change.words {
        let before = Span::new(at, words.new.start).of(new.text);
        let (removed, added) = (with_space(old.text, words.old), with_space(new.text, words.new));
        // A space before both stays outside the marks; a space before one belongs to it.
        if removed.starts_with(char::is_whitespace) == added.starts_with(char::is_whitespace) {
            shown(out, before);
            marked(out, marks.removed(), removed.trim_start());
            marked(out, marks.added(), added.trim_start());
        } else {
            shown(out, before.strip_suffix(char::is_whitespace).unwrap_or(before));
            marked(out, marks.removed(), removed);
            marked(out, marks.added(), added);
        }
        at = words.new.end;
    }
    shown(out, Span::new(at, whole.end).of(new.text));
}

/// Words with the one space before them; no words, no space.
fn with_space(text: &str, words: Span) -> &str {
    let before = text.get(..words.start).and_then(|t| t.chars().next_back()).filter(|c| c.is_whitespace());
    match before {
        Some(space) if !words.is_empty() => Span::new(words.start - space.len_utf8(), words.end).of(text),
        _ => words.of(text),
    }
}

/// Text made fit for a terminal: one line, and no control character that could steer it.
fn shown(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' if out.ends_with(' ') => {}
            '\n' | '\r' | '\t' => out.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

#[derive(Serialize)]
struct JsonRevision<'a> {
    unchanged: usize,
    changes: Vec<JsonChange<'a>>,
}

#[derive(Serialize)]
struct JsonChange<'a> {
    kind: ChangeKind,
    old: JsonSide<'a>,
    new: JsonSide<'a>,
    words: Vec<JsonWords<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<JsonVerdict>,
}

#[derive(Serialize)]
struct JsonSide<'a> {
    sentences: [usize; 2],
    span: [usize; 2],
    text: &'a str,
}

#[derive(Serialize)]
struct JsonWords<'a> {
    old: [usize; 2],
    new: [usize; 2],
    old_text: &'a str,
    new_text: &'a str,
}

#[derive(Serialize)]
struct JsonVerdict {
    direction: Direction,
    old: f32,
    new: f32,
    reference_sentences: [usize; 2],
}

/// The revision as one JSON object, on several lines.
pub fn json(revision: &Revision, old: Version<'_>, new: Version<'_>) -> Result<String, serde_json::Error> {
    let (old_points, new_points) = (CodePoints::new(old.text), CodePoints::new(new.text));
    let pair = |points: &CodePoints<'_>, span: Span| {
        let span = points.span(span);
        [span.start, span.end]
    };
    let changes = revision
        .changes
        .iter()
        .map(|c| JsonChange {
            kind: c.kind,
            old: JsonSide {
                sentences: [c.old.start, c.old.end],
                span: pair(&old_points, old.span(&c.old)),
                text: old.of(&c.old),
            },
            new: JsonSide {
                sentences: [c.new.start, c.new.end],
                span: pair(&new_points, new.span(&c.new)),
                text: new.of(&c.new),
            },
            words: c
                .words
                .iter()
                .map(|w| JsonWords {
                    old: pair(&old_points, w.old),
                    new: pair(&new_points, w.new),
                    old_text: w.old.of(old.text),
                    new_text: w.new.of(new.text),
                })
                .collect(),
            verdict: c.verdict.as_ref().map(|v| JsonVerdict {
                direction: v.direction,
                old: v.old,
                new: v.new,
                reference_sentences: [v.reference.start, v.reference.end],
            }),
        })
        .collect();
    serde_json::to_string_pretty(&JsonRevision { unchanged: revision.unchanged, changes })
}
