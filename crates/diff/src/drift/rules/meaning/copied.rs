//! Pairs whose sides are the same, word for word: prose that was left in the language of the original.
//!
//! Between two sides that are the same nothing differs, so no other rule looks at them. Code, names,
//! figures and words that both languages spell alike are the same on purpose.

use crate::drift::findings::Findings;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use calque_bitext::{Category, Finding, Severity};
use calque_text::placeables::placeables;
use calque_text::{Lang, TokenKind};

/// See the module.
pub(crate) struct Copied;

/// Fewer words are no sentence.
const WORDS: usize = 3;
/// From so many words on, a sentence that was left is grave.
const LONG: usize = 8;
/// A word of grammar stands at least so often in a million words of its language. Set by hand.
const GRAMMAR: f32 = 1500.0;
/// And is so much more at home in it than in the other language, in [0, 1], see [`foreignness`]. Set by hand.
const FOREIGN: f32 = 0.4;
/// The mean of it over the words of a segment. Set by hand.
const MEAN_FOREIGN: f32 = 0.3;
/// Least share of the tokens that are words of prose: less is code, a table, the output of a program.
const PROSE: f32 = 0.6;
/// Frequencies below this, in words per million, are alike. Set by hand.
const RARE: f32 = 1.0;

impl PairRule for Copied {
    rule! {
        id: "copied",
        category: Untranslated,
        summary: "Prose that stands in the translation as it stands in the original",
        rank: 5,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let (source, target) = (r.pair.source.words().trim(), r.pair.target.words().trim());
        if source != target || source.is_empty() || r.source.lang() == r.target.lang() {
            return;
        }
        out.close();
        let words = prose(&r.source);
        let foreign: Vec<f32> = words.iter().map(|&i| foreignness(r, i)).collect();
        let mean = foreign.iter().sum::<f32>() / foreign.len().max(1) as f32;
        let grammar = words.iter().zip(&foreign).filter(|(i, f)| **f >= FOREIGN && is_common(r, **i)).count();
        // Sentences have words of grammar; what a program writes has few.
        let needed = if words.len() < LONG && !ends_sentence(source) { 2 } else { 1 };
        let share = words.len() as f32 / r.source.view.tokens.len().max(1) as f32;
        if words.len() < WORDS || share < PROSE || grammar < needed || mean < MEAN_FOREIGN || is_command(source) {
            return;
        }
        let severity = if words.len() >= LONG && grammar >= 2 { Severity::Critical } else { Severity::Major };
        let strength = (0.6 + 0.5 * mean).min(0.97);
        let finding = Finding::new(self.description().id, Category::Untranslated, severity, strength)
            .at(Some(r.pair.source.span), Some(r.pair.target.span))
            .says("The segment is not translated.");
        out.settle(finding);
    }
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '…']) && !text.ends_with("...")
}

/// Whether a line is the input of a shell, or begins with markup.
fn is_command(text: &str) -> bool {
    text.starts_with(['$', '>', '#', '{', '/', '%', '<', '|', '-', '+', '*', '@', '`'])
}

/// Whether token `i` is a common word of the source's language.
fn is_common(r: &PairReading<'_>, i: usize) -> bool {
    let words = r.pair.model.and_then(|m| m.side(r.source.lang()));
    words.is_some_and(|w| w.frequency(w.id(r.source.norm(i))) >= GRAMMAR)
}

/// The words in small letters outside of code, addresses and the like.
fn prose(side: &SideReading<'_>) -> Vec<usize> {
    let start = side.view.span.start;
    let taken = placeables(side.view.words());
    let free = |i: &usize| !taken.iter().any(|p| p.span.shifted(start).overlaps(&side.view.tokens[*i].span));
    let word = |i: &usize| {
        side.view.tokens[*i].kind == TokenKind::Word
            && side.norm(*i).chars().count() > 1
            && (side.written(*i).chars().all(|c| c.is_lowercase() || !c.is_alphabetic()) || side.opens_sentence(*i))
    };
    (0..side.len()).filter(word).filter(free).collect()
}

/// How much more a word is at home in the source's language than in the target's, in [0, 1].
fn foreignness(r: &PairReading<'_>, i: usize) -> f32 {
    let frequency = |lang: Lang| {
        let words = r.pair.model.and_then(|m| m.side(lang))?;
        Some(words.frequency(words.id(r.source.norm(i))))
    };
    let (Some(here), Some(there)) = (frequency(r.source.lang()), frequency(r.target.lang())) else { return 0.0 };
    (((here + RARE) / (there + RARE)).ln() / 5.0).clamp(0.0, 1.0)
}
