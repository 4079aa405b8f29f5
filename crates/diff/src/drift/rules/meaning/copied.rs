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
use calque_text::{Lang, TokenKind, language};

/// See the module.
pub(crate) struct Copied;

/// Fewer words in small letters are no prose.
const WORDS: usize = 3;
/// How much more at home the words must be in the language of the original, in [0, 1]: the mean of
/// [`foreignness`]. Set by hand.
const FOREIGN: f32 = 0.35;
/// Frequencies below this, in words per million, are alike. Set by hand.
const RARE: f32 = 1.0;
/// As much suffices where the text as a whole is plainly in that language. Set by hand.
const FOREIGN_IN_TEXT: f32 = 0.15;

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
        if words.len() < WORDS {
            return;
        }
        let foreign = words.iter().map(|&i| foreignness(r, i)).sum::<f32>() / words.len() as f32;
        let plain = language(source) == Some(r.source.lang());
        if foreign >= FOREIGN || (plain && foreign >= FOREIGN_IN_TEXT) {
            let strength = (0.6 + 0.5 * foreign).min(0.97);
            let finding = Finding::new(self.description().id, Category::Untranslated, Severity::Critical, strength)
                .at(Some(r.pair.source.span), Some(r.pair.target.span))
                .says("The segment is not translated.");
            out.settle(finding);
        }
    }
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
