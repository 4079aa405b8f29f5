//! How grave the loss of some segments is.
//!
//! Buttons, bylines, captions, dates and bare figures around a text are seldom translated and seldom
//! missed: a remark. A few words without a predicate, such as a label, are a nuance; a sentence says
//! something that the reader of the other text does not learn. A warning, a prohibition, or a whole
//! long passage is grave, if the alignment is sure of the loss.

use crate::drift::cues::negations;
use crate::drift::cues::table::CueTable;
use crate::drift::document::UnalignedView;
use crate::drift::side::SideReading;
use calque_bitext::Severity;
use calque_messages::{Message, message};
use calque_text::placeables::placeables;
use calque_text::{BlockKind, TokenKind};
use std::sync::LazyLock;

/// Phrases around texts, and words that warn.
static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("losses.tsv")));

/// What some segments weigh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// What stands around a text: buttons, bylines, captions, dates, figures.
    Surroundings,
    /// A few words: a label, a heading.
    Label,
    /// A sentence or more.
    Sentence,
    /// A sentence that warns or forbids, or a long passage.
    Grave,
}

/// Words from which a passage is long. Set by hand.
const LONG: usize = 60;
/// Words that make a sentence even without a mark at its end. Set by hand.
const SENTENCE: usize = 9;
/// Words that make a sentence if it ends in a mark. Set by hand.
const MARKED_SENTENCE: usize = 3;
/// Share of the words in phrases of `losses.tsv` that makes boilerplate. Set by hand.
const BOILERPLATE: f32 = 0.6;
/// A longer text is prose in which such phrases are meant.
const BOILERPLATE_WORDS: usize = 24;
/// Probability of a loss from which it may be told as critical. Set by hand.
const SURE: f32 = 0.85;
/// And as major. Set by hand: below it translators join and part sentences.
const LIKELY: f32 = 0.55;

/// What unaligned segments weigh; `None` where they hold neither letters nor digits.
pub(super) fn of(lone: &UnalignedView<'_>) -> Option<Weight> {
    let view = lone.segments();
    let words = view.words();
    if !words.chars().any(char::is_alphanumeric) {
        return None;
    }
    let side = SideReading::new(view, &[], None);
    let count = prose_words(&side);
    let ends = words.trim_end_matches(['»', '"', '”', ')', ' ', '\u{a0}', '\u{202f}', '\n', '’', '\'']);
    let marked = ends.ends_with(['.', '!', '?', '…', ';', '。']);
    let around = matches!(lone.kind, BlockKind::Caption | BlockKind::Code)
        || count == 0
        || is_around(&side, count, marked)
        || is_dated(&side, count);
    if around {
        return Some(Weight::Surroundings);
    }
    let negates = !negations::strong(&side, None).is_empty();
    let sentence = count >= SENTENCE || (marked && (count >= MARKED_SENTENCE || negates));
    Some(match sentence {
        false => Weight::Label,
        true if count >= LONG || (negates && warns(&side)) => Weight::Grave,
        true => Weight::Sentence,
    })
}

/// The severity of the loss of what has `weight`, of which the alignment is sure with `probability`.
pub(super) fn severity(weight: Weight, probability: f32) -> Severity {
    match weight {
        Weight::Surroundings => Severity::Info,
        Weight::Grave if probability >= SURE => Severity::Critical,
        Weight::Sentence | Weight::Grave if probability >= LIKELY => Severity::Major,
        Weight::Label | Weight::Sentence | Weight::Grave => Severity::Minor,
    }
}

/// What to call unaligned segments in a message, with the article.
pub(super) fn called(lone: &UnalignedView<'_>) -> Message {
    match (of(lone), lone.kind) {
        (_, BlockKind::Heading(_)) => message!("what-heading"),
        (Some(Weight::Sentence | Weight::Grave), _) => message!("what-passage"),
        _ => message!("what-line"),
    }
}

/// How many words of prose there are: letters outside of code, addresses and the like.
fn prose_words(side: &SideReading<'_>) -> usize {
    let start = side.view.span.start;
    let taken = placeables(side.view.words());
    let words = side.view.tokens.iter().filter(|t| t.kind == TokenKind::Word);
    words.filter(|t| !taken.iter().any(|p| p.span.shifted(start).overlaps(&t.span))).count()
}

/// Whether most of the words belong to phrases that stand around texts, or a line without a mark at its
/// end begins with one: *Read also: ten lakes worth a visit*.
fn is_around(side: &SideReading<'_>, words: usize, marked: bool) -> bool {
    if words > BOILERPLATE_WORDS {
        return false;
    }
    let hits: Vec<_> = CUES.find(side).into_iter().filter(|h| h.cue.field(0) == "around").collect();
    let opens = hits.first().is_some_and(|h| (0..h.tokens.start).all(|i| !side.is_word(i)) && h.tokens.len() > 1);
    let covered: usize = hits.iter().map(|h| h.tokens.clone().filter(|&i| side.is_word(i)).count()).sum();
    covered as f32 >= BOILERPLATE * words as f32 || (opens && !marked)
}

/// Whether the words warn, forbid or oblige.
fn warns(side: &SideReading<'_>) -> bool {
    CUES.find(side).iter().any(|h| h.cue.field(0) == "warn")
}

/// Whether a text is a date, a time or figures with hardly a word besides.
fn is_dated(side: &SideReading<'_>, words: usize) -> bool {
    let facts = &side.facts;
    let dates = facts.dates.iter().map(|d| d.tokens.range()).chain(facts.times.iter().map(|t| t.tokens.range()));
    let dated: usize = dates.map(|tokens| tokens.filter(|&i| side.is_word(i)).count()).sum();
    dated > 0 && words <= dated + 3 && words <= 8
}
