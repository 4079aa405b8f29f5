//! The revision diff: the cases of `revision_cases.md`, the verdicts, the JSON,
//! and the laws that hold for any two texts.

use calque_aligner::{Alignment, Bead, Evidence};
use calque_diff::revision::{Direction, Reference, Revision, Version, add_verdicts, render, revise};
use calque_text::{Document, Lang, Sentence};
use proptest::prelude::*;
use std::fmt::Write as _;

/// A text of one sentence a line.
struct Text(Document, Vec<Sentence>);

impl Text {
    fn new(text: &str) -> Self {
        let document = Document::from_lines(text, Lang::FR);
        let sentences =
            document.blocks.iter().enumerate().map(|(i, b)| Sentence { span: b.span, block: i as u32 }).collect();
        Self(document, sentences)
    }

    fn version(&self) -> Version<'_> {
        Version::new(&self.0, &self.1)
    }
}

#[test]
fn the_cases_show_what_they_say() {
    let page = include_str!("revision_cases.md").replace('‗', "\u{202f}").replace('_', "\u{a0}");
    let mut failures = String::new();
    let mut cases = 0;
    for case in page.split("\n## ").skip(1) {
        let part = |from: &str, to: &str| {
            let rest = case.split_once(from).expect(from).1;
            rest.split_once(to).map_or(rest, |(part, _)| part).trim_end().to_owned()
        };
        let name = case.lines().next().unwrap_or_default();
        let (old, new, shows) =
            (part("\nold:\n", "\nnew:\n"), part("\nnew:\n", "\nshows:\n"), part("\nshows:\n", "\n## "));
        let (old, new) = (Text::new(&old), Text::new(&new));
        let revision = revise(old.version(), new.version());
        // The page sets changes closer than the report does.
        let got = render::text(&revision, old.version(), new.version(), render::Marks::Brackets);
        let lines = |s: &str| s.lines().filter(|l| !l.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        if lines(&got) != lines(&shows) {
            let _ = write!(failures, "## {name}\nexpected:\n{shows}\n\ngot:\n{got}\n\n");
        }
        cases += 1;
    }
    assert!(cases >= 10, "the page was not read: {cases} cases");
    assert!(failures.is_empty(), "{failures}");
}

/// Beads given as sentences on either side.
fn alignment(beads: &[(std::ops::Range<usize>, std::ops::Range<usize>)]) -> Alignment {
    let bead = |(s, t): &(std::ops::Range<usize>, std::ops::Range<usize>)| Bead {
        source: s.clone(),
        target: t.clone(),
        score: 1.0,
        evidence: Evidence::default(),
    };
    Alignment { beads: beads.iter().map(bead).collect() }
}

/// A score that knows only the digits: the share of those of the reference that the text has.
fn digits_in_common(reference: &str, text: &str) -> f32 {
    let wanted: Vec<char> = reference.chars().filter(char::is_ascii_digit).collect();
    let found = wanted.iter().filter(|&&d| text.contains(d)).count();
    if wanted.is_empty() { 1.0 } else { found as f32 / wanted.len() as f32 }
}

#[test]
fn verdicts_compare_whole_beads_of_the_reference() {
    let reference = Text::new("It is 12.\nWe met 345 people.\nNothing else.\nThe end is 6.");
    let old = Text::new("Il est 17.\nRencontre avec 345.\nEn plus.\nRien.\nFin 6.");
    let new = Text::new("Il est 12.\nRencontre avec 3.\nRien.\nRien de plus.");
    let mut revision = revise(old.version(), new.version());
    let (to_old, to_new) = (
        alignment(&[(0..1, 0..1), (1..2, 1..2), (2..2, 2..3), (2..3, 3..4), (3..4, 4..5)]),
        alignment(&[(0..1, 0..1), (1..2, 1..2), (2..3, 2..4), (3..4, 4..4)]),
    );
    let reference = Reference { text: reference.version(), old: &to_old, new: &to_new };
    add_verdicts(&mut revision, old.version(), new.version(), reference, digits_in_common);
    let verdict = |revision: &Revision, old: usize| {
        let change = revision.changes.iter().find(|c| c.old.contains(&old)).expect("a change there");
        let v = change.verdict.clone().expect("a verdict");
        (v.direction, v.old, v.new, v.reference)
    };
    assert_eq!(verdict(&revision, 0), (Direction::Nearer, 0.5, 1.0, 0..1));
    assert_eq!(verdict(&revision, 1).0, Direction::Farther);
    assert_eq!(verdict(&revision, 2).0, Direction::Nearer, "what the reference lacks went away");
    // The last sentence of the old version was rewritten into one that renders another stretch.
    let (direction, .., stretch) = verdict(&revision, 4);
    assert_eq!((direction, stretch), (Direction::Farther, 2..4));
    let text = render::text(&revision, old.version(), new.version(), render::Marks::Brackets);
    assert!(
        text.starts_with("4 changes, 1 sentence unchanged; 2 nearer to the reference, 2 farther, 0 neutral\n"),
        "{text}"
    );
    assert!(text.contains("sentence 1, edited, nearer to the reference (0.50 → 1.00)\n"), "{text}");
    assert!(text.contains("the reference has nothing of the kind"), "{text}");
}

#[test]
fn json_counts_code_points() {
    let (old, new) = (Text::new("Été.\nIl était né hier."), Text::new("Été.\nIl était né jeudi."));
    let revision = revise(old.version(), new.version());
    let json = render::json(&revision, old.version(), new.version()).expect("serialisable");
    let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(value["unchanged"], 1);
    let change = &value["changes"][0];
    assert_eq!(change["kind"], "edited");
    assert_eq!(change["new"]["span"], serde_json::json!([5, 23]));
    assert_eq!(change["words"][0]["old"], serde_json::json!([17, 21]));
    assert_eq!(change["words"][0]["new_text"], "jeudi");
    assert_eq!(change.get("verdict"), None);
}

#[test]
fn text_cannot_steer_the_terminal() {
    let (old, new) = (Text::new("Un."), Text::new("Un \u{1b}[31mdeux\u{7}."));
    let revision = revise(old.version(), new.version());
    let shown = render::text(&revision, old.version(), new.version(), render::Marks::Brackets);
    assert!(!shown.contains(['\u{1b}', '\u{7}']), "{shown:?}");
    let coloured = render::text(&revision, old.version(), new.version(), render::Marks::Colour);
    assert!(coloured.contains("\u{1b}[32;4m") && !coloured.contains('\u{7}'), "{coloured:?}");
}

#[test]
fn long_unlike_texts_are_compared_in_little_time() {
    for n in [20_000, 70_000] {
        compare_unlike(n);
    }
}

fn compare_unlike(n: usize) {
    let text = |word: &str| (0..n).map(|i| format!("{word} {i} {word}{i}")).collect::<Vec<_>>().join("\n");
    let (old, new) = (Text::new(&text("alpha")), Text::new(&text("beta")));
    let revision = revise(old.version(), new.version());
    let olds: usize = revision.changes.iter().map(|c| c.old.len()).sum();
    assert_eq!((olds, revision.unchanged), (n, 0));
}

/// Texts from few words, so that sentences come back, split and join.
fn texts() -> impl Strategy<Value = String> {
    let sentence = prop::collection::vec(
        prop::sample::select(vec!["a", "é", "«\u{a0}b\u{a0}»", "c’", "1 000", ".", "d\u{202f}!"]),
        0..6,
    );
    prop::collection::vec(sentence.prop_map(|w| w.join(" ")), 0..12).prop_map(|s| s.join("\n"))
}

proptest! {
    #[test]
    fn changes_and_unchanged_sentences_cover_both_texts(a in texts(), b in texts()) {
        let (old, new) = (Text::new(&a), Text::new(&b));
        let (x, y) = (old.version(), new.version());
        let revision = revise(x, y);
        let same = |i: usize, j: usize| x.sentence(i).split_whitespace().eq(y.sentence(j).split_whitespace());
        let (mut i, mut j, mut unchanged) = (0, 0, 0);
        let mut ends = revision.changes.iter().map(|c| (c.old.clone(), c.new.clone())).collect::<Vec<_>>();
        ends.push((x.sentences.len()..x.sentences.len(), y.sentences.len()..y.sentences.len()));
        for (olds, news) in ends {
            prop_assert!(i <= olds.start && j <= news.start);
            prop_assert_eq!(olds.start - i, news.start - j);
            while i < olds.start {
                prop_assert!(same(i, j));
                (i, j, unchanged) = (i + 1, j + 1, unchanged + 1);
            }
            (i, j) = (olds.end, news.end);
        }
        prop_assert_eq!(unchanged, revision.unchanged);
    }

    #[test]
    fn what_the_word_changes_leave_is_the_same_on_both_sides(a in texts(), b in texts()) {
        let (old, new) = (Text::new(&a), Text::new(&b));
        let (x, y) = (old.version(), new.version());
        for change in revise(x, y).changes.iter().filter(|c| !c.words.is_empty()) {
            let kept = |text: &str, whole: calque_text::Span, cut: Vec<calque_text::Span>| {
                let mut out = String::new();
                let mut at = whole.start;
                for span in cut {
                    assert!(at <= span.start && span.end <= whole.end, "{span:?} in {whole:?}");
                    out += &text[at..span.start];
                    at = span.end;
                }
                out += &text[at..whole.end];
                out.split_whitespace().collect::<String>()
            };
            let left = kept(x.text, x.span(&change.old), change.words.iter().map(|w| w.old).collect());
            let right = kept(y.text, y.span(&change.new), change.words.iter().map(|w| w.new).collect());
            prop_assert_eq!(left, right);
        }
    }

    #[test]
    fn a_text_is_the_same_as_itself(a in texts()) {
        let text = Text::new(&a);
        prop_assert!(revise(text.version(), text.version()).changes.is_empty());
    }
}
