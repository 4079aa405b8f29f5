//! A reply of a language model in place of a translation, or around one: a refusal, a phrase that
//! introduces the translation, a note on it, a label.

use crate::drift::cues::table::CueTable;
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::Side;
use std::ops::Range;
use std::sync::LazyLock;

/// See the module.
pub(crate) struct Reply;

static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("replies.tsv")));

/// A refusal begins within so many tokens.
const EARLY: usize = 8;
/// A colon that ends a lead or a label stands within so many tokens of it.
const COLON: usize = 4;
/// Words of which this share is rendered translate something of the original. Set by hand.
const RENDERED: f32 = 0.5;

impl PairRule for Reply {
    rule! {
        id: "reply",
        category: Addition,
        summary: "A reply of a language model in place of a translation, or around it",
        rank: 3,
        merging_weight: 1.6,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let hits = CUES.find_every(&r.target);
        if hits.is_empty() {
            return;
        }
        let original = CUES.find_every(&r.source);
        for hit in hits {
            let kind = hit.cue.field(0);
            let Some(tokens) = extent(&r.target, kind, &hit.tokens) else { continue };
            let answered =
                original.iter().any(|h| h.cue.field(0) == kind && extent(&r.source, kind, &h.tokens).is_some());
            if answered || rendered(&r.target, &hit.tokens) >= RENDERED {
                continue;
            }
            let made = Draft::new(self.description().id, Category::Addition, Severity::Critical, 0.95);
            if kind == "refusal" {
                out.settle(made.at(Some(r.pair.source.span), Some(r.pair.target.span)).says(message!("reply-refusal")));
                return;
            }
            let words = r.target.words(tokens.clone());
            let says = message!("reply-words", words = words);
            let made = made.of(Severity::Major);
            out.push(made.at(r.counterpart_span(Side::Target, tokens.clone()), r.target.span_of(tokens)).says(says));
            return;
        }
    }
}

/// The tokens of a reply of some kind around a cue; `None` where the cue stands in a place in which
/// it is part of a text.
fn extent(side: &SideReading<'_>, kind: &str, cue: &Range<usize>) -> Option<Range<usize>> {
    let colon = (cue.end..(cue.end + COLON).min(side.len())).find(|&i| side.norm(i) == ":");
    match kind {
        "refusal" => (cue.start <= EARLY).then(|| cue.clone()),
        "lead" | "label" => {
            let opens = (0..cue.start).all(|i| !side.is_word(i));
            let follows = colon.is_some_and(|c| (c + 1..side.len()).any(|i| side.is_word(i)));
            (opens && follows).then(|| cue.start..colon.unwrap_or(cue.end) + 1)
        }
        _ => {
            let bracket = cue.start.checked_sub(1).filter(|&i| matches!(side.norm(i), "(" | "["))?;
            let before = (0..bracket).any(|i| side.is_word(i));
            let close = (cue.end..side.len()).rev().find(|&i| matches!(side.norm(i), ")" | "]"))?;
            (before && (colon.is_some() || cue.len() > 1)).then(|| bracket..close + 1)
        }
    }
}

/// Mean probability that the words of `tokens` are rendered, weighted by squared information.
fn rendered(side: &SideReading<'_>, tokens: &Range<usize>) -> f32 {
    let (mut all, mut rendered) = (0.0, 0.0);
    for i in tokens.clone().filter(|&i| side.is_word(i)) {
        let weight = side.information[i].powi(2);
        all += weight;
        rendered += weight * side.rendered[i];
    }
    if all > 0.0 { rendered / all } else { 0.0 }
}
