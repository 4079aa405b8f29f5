//! Words that qualify, lost or added: *potential*, *alleged*, *former*, *illegal*.
//!
//! `data/modifiers.tsv` groups them by what they say in both languages. One
//! whose group has no word near its place on the other side, and that nothing
//! else renders, is lost.

use crate::drift::cues::table::{CueTable, Hit};
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::matching::concepts::{self, Matched};
use crate::drift::reading::PairReading;
use crate::drift::reading::gaps;
use crate::drift::rule::{PairRule, rule};
use crate::drift::signals::{flag, signals};
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::{Lang, Side};
use std::sync::LazyLock;

static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("modifiers.tsv")));

signals! {
    /// Signals of a modifier without a counterpart.
    pub(crate) struct ModifierSignals {
        /// Unrendered content words of the other side near its place, discounted by distance.
        open_words_nearby,
        /// The best rendered of its words.
        rendered,
        /// 1 if it stands in the source.
        in_source,
        /// Cosine of its words and the whole other side.
        cosine_to_other_side,
        /// Twenty times the rise of the cosine of both sides without it.
        cosine_gain_without,
        /// Cosine of its words and the poorly rendered words of the other side near its place.
        cosine_to_open_words,
        /// The best cosine of its first word to a word of the other side.
        best_word_cosine,
        /// How well the token before it is rendered.
        preceding_rendered,
        /// How well the token after it is rendered.
        following_rendered,
        /// 1 if it is French.
        in_french,
        /// Its force as the list has it, 1 to 3; 0 where there is no scale.
        force,
        /// 1 if a mark or the end of the text follows it.
        at_mark,
    }
}

/// See the module.
pub(crate) struct Modifiers;

impl PairRule for Modifiers {
    rule! {
        id: "modifiers",
        category: UnderTranslation,
        summary: "A word that qualifies is lost or added: potential, alleged, former",
        rank: 110,
        signals: ModifierSignals::NAMES,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        if !r.has_links() {
            return;
        }
        let (source, target) = concepts::both(&CUES, r);
        let Matched { source, target } = concepts::matched(r, source, target, |a, b| a.cue.field(0) == b.cue.field(0));
        for (side, hits) in [(Side::Source, source), (Side::Target, target)] {
            for (hit, _) in hits.iter().filter(|(_, partner)| partner.is_none()) {
                if let Some((finding, signals)) = finding(r, side, hit) {
                    out.push_with_signals(finding, &signals);
                }
            }
        }
    }
}

fn finding(r: &PairReading<'_>, side: Side, hit: &Hit<'_>) -> Option<(Draft, ModifierSignals)> {
    let here = r.side(side);
    let rendered = hit.tokens.clone().filter_map(|i| here.rendered.get(i)).copied().fold(0.0_f32, f32::max);
    if rendered > 0.4 {
        return None;
    }
    let words = here.words(hit.tokens.clone());
    // An unrendered word near its place on the other side may render it freely.
    let open_words_nearby = gaps::open_words_nearby(r, side, &hit.tokens);
    let strength = 0.8 * (1.0 - rendered) / (1.0 + open_words_nearby);
    let (span, place) = (here.span_of(hit.tokens.clone()), r.counterpart_span(side, hit.tokens.clone()));
    let there = r.side(side.other());
    let (cosine_to_other_side, gain) = here.vectors.without(hit.tokens.clone(), &there.vectors);
    let rendered_at = |i: Option<usize>| i.filter(|&i| i < here.len()).map_or(0.0, |i| here.rendered[i]);
    let position = r.projected(side, hit.tokens.start);
    let around = position - 5.0..position + 5.0;
    let poorly_rendered = (0..there.len()).filter(|&j| around.contains(&(j as f32)) && there.rendered[j] < 0.5);
    let word_cosines = (0..there.len()).map(|j| here.vectors.cosine_of_tokens(hit.tokens.start, &there.vectors, j));
    let signals = ModifierSignals {
        open_words_nearby,
        rendered,
        in_source: flag(side == Side::Source),
        cosine_to_other_side,
        cosine_gain_without: (gain * 20.0).clamp(-4.0, 4.0),
        cosine_to_open_words: here.vectors.cosine_of_parts(hit.tokens.clone(), &there.vectors, poorly_rendered),
        best_word_cosine: word_cosines.fold(0.0, f32::max),
        preceding_rendered: rendered_at(hit.tokens.start.checked_sub(1)),
        following_rendered: rendered_at(Some(hit.tokens.end)),
        in_french: flag(here.lang() == Lang::FR),
        force: hit.cue.field(1).parse().unwrap_or(0.0),
        at_mark: flag(here.is_mark(hit.tokens.end) || hit.tokens.end >= here.len()),
    };
    let finding = match side {
        Side::Source => Draft::new("modifiers", Category::UnderTranslation, Severity::Major, strength)
            .at(span, place)
            .says(message!("qualifier-lost", words = words)),
        Side::Target => Draft::new("modifiers", Category::OverTranslation, Severity::Major, strength)
            .at(place, span)
            .says(message!("qualifier-added", words = words)),
    };
    Some((finding, signals))
}
