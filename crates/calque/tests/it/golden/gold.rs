//! Reads the gold of an article: beads as blocks of full segments, drift as
//! words in square brackets. Both become spans of the texts as read.

use calque_text::Span;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

/// What a person says of an article and its translation.
pub(crate) struct Gold {
    pub(crate) beads: Vec<GoldBead>,
    pub(crate) drift: Vec<GoldDrift>,
}

/// Stretches of both texts that belong together; `None`: unaligned.
#[derive(Debug)]
pub(crate) struct GoldBead {
    pub(crate) source: Option<Span>,
    pub(crate) target: Option<Span>,
}

/// One difference.
pub(crate) struct GoldDrift {
    pub(crate) id: String,
    pub(crate) must: bool,
    pub(crate) categories: BTreeSet<String>,
    pub(crate) severity: String,
    /// Places any of which will do; none: the side does not matter.
    pub(crate) source: Vec<Span>,
    pub(crate) target: Vec<Span>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: String,
    expect: Expect,
    categories: BTreeSet<String>,
    severity: String,
    source: Places,
    target: Places,
    /// For the reader of the file.
    #[serde(rename = "why")]
    _why: String,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Expect {
    Must,
    May,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Places {
    Nowhere,
    One(String),
    Any(Vec<String>),
}

impl Gold {
    /// Reads `NAME.beads.txt` and `NAME.drift.jsonl`; panics, saying where, if they do not fit the texts.
    pub(crate) fn read(folder: &Path, name: &str, langs: (&str, &str), texts: (&str, &str)) -> Self {
        let read = |file: String| {
            let path = folder.join(file);
            std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
        };
        let beads = beads(&read(format!("{name}.beads.txt")), langs, texts);
        let drift = read(format!("{name}.drift.jsonl")).lines().map(|line| drift(line, texts)).collect();
        Self { beads, drift }
    }
}

fn beads(page: &str, langs: (&str, &str), texts: (&str, &str)) -> Vec<GoldBead> {
    let mut at = (0, 0);
    let mut out = Vec::new();
    let page: String = page.lines().filter(|l| !l.starts_with('#')).flat_map(|l| [l, "\n"]).collect();
    for block in page.split("\n\n").map(str::trim).filter(|b| !b.is_empty()) {
        let mut bead = GoldBead { source: None, target: None };
        for line in block.lines() {
            let (lang, segment) = line.split_once(": ").unwrap_or_else(|| panic!("no language in `{line}`"));
            let (text, at, side) = if lang == langs.0 {
                (texts.0, &mut at.0, &mut bead.source)
            } else if lang == langs.1 {
                (texts.1, &mut at.1, &mut bead.target)
            } else {
                panic!("`{lang}` is neither language of this article: {line}");
            };
            let start = *at + text[*at..].find(segment).unwrap_or_else(|| panic!("not found in order: {line}"));
            let skipped = text[*at..start].trim();
            assert!(skipped.is_empty(), "the gold forgets `{skipped}`, before: {line}");
            let span = Span::new(start, start + segment.len());
            *at = span.end;
            *side = Some(side.map_or(span, |s| s.cover(&span)));
        }
        out.push(bead);
    }
    for (text, at) in [(texts.0, at.0), (texts.1, at.1)] {
        assert!(text[at..].trim().is_empty(), "the gold forgets `{}`", text[at..].trim());
    }
    out
}

fn drift(line: &str, texts: (&str, &str)) -> GoldDrift {
    let line: Line = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
    let places = |places: Places, text: &str| match places {
        Places::Nowhere => Vec::new(),
        Places::One(words) => vec![place(&words, text)],
        Places::Any(list) => list.iter().map(|words| place(words, text)).collect(),
    };
    GoldDrift {
        id: line.id,
        must: line.expect == Expect::Must,
        categories: line.categories,
        severity: line.severity,
        source: places(line.source, texts.0),
        target: places(line.target, texts.1),
    }
}

/// `on [October 3, 2023]` in a text: the span of what the brackets hold.
fn place(words: &str, text: &str) -> Span {
    let open = words.find('[').unwrap_or_else(|| panic!("no brackets in `{words}`"));
    let close = words.find(']').unwrap_or_else(|| panic!("no brackets in `{words}`"));
    let plain = words.replace(['[', ']'], "");
    let mut found = text.match_indices(&plain);
    let start = found.next().unwrap_or_else(|| panic!("not in the text: `{plain}`")).0;
    assert!(found.next().is_none(), "more than once in the text: `{plain}`");
    Span::new(start + open, start + close - 1)
}

/// Reads `NAME.jsonl`: the words of a new version in brackets, where they stand,
/// and whether they came nearer to the original.
pub(crate) fn verdicts(folder: &Path, name: &str, text: &str) -> Vec<(String, Span, String)> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Line {
        new: String,
        direction: String,
    }
    let path = folder.join(format!("{name}.jsonl"));
    let lines = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let read = |line: &str| {
        let Line { new, direction } = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
        let place = place(&new, text);
        (new, place, direction)
    };
    lines.lines().map(read).collect()
}
