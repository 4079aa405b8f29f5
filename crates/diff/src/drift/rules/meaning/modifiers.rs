//! Words that qualify, lost or added: *potential*, *alleged*, *former*, *illegal*.
//!
//! `data/modifiers.tsv` groups them by what they say in both languages. One
//! whose group has no word near its place on the other side, and that nothing
//! else renders, is lost.

use crate::drift::confidence::trees::Found;
use crate::drift::confidence::trees::flag;
use crate::drift::cues::table::{CueTable, Hit};
use crate::drift::matching::concepts::{self, Matched};
use crate::drift::reading::Reading;
use crate::drift::rule::Rule;
use calque_bitext::{Category, Finding, Severity};
use calque_text::{Lang, Side};
use std::sync::LazyLock;

static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("modifiers.tsv")));

/// See the module.
pub(crate) struct Modifiers;

impl Rule for Modifiers {
    rule!("modifiers", UnderTranslation, "A word that qualifies is lost or added: potential, alleged, former");

    fn check(&self, r: &Reading<'_>, out: &mut Found) {
        if !r.has_links() {
            return;
        }
        let (source, target) = concepts::both(&CUES, r);
        let Matched { source, target } = concepts::matched(r, source, target, |a, b| a.cue.field(0) == b.cue.field(0));
        for (side, hits) in [(Side::Source, source), (Side::Target, target)] {
            for (hit, _) in hits.iter().filter(|(_, partner)| partner.is_none()) {
                if let Some((found, known)) = finding(r, side, hit) {
                    out.tell(found, &known);
                }
            }
        }
    }
}

fn finding(r: &Reading<'_>, side: Side, hit: &Hit<'_>) -> Option<(Finding, [f32; 12])> {
    let here = r.side(side);
    let rendered = hit.tokens.clone().filter_map(|i| here.rendered.get(i)).copied().fold(0.0_f32, f32::max);
    if rendered > 0.4 {
        return None;
    }
    let words = here.words(hit.tokens.clone());
    // A neighbour that stands alone on the other side may be the free rendering of it.
    let rival = concepts::open_near(r, side, hit.tokens.clone());
    let strength = 0.8 * (1.0 - rendered) / (1.0 + rival);
    let (span, place) = (here.span_of(hit.tokens.clone()), r.place(side, hit.tokens.clone()));
    let there = r.side(side.other());
    let (near, nearer) = here.vectors.without(hit.tokens.clone(), &there.vectors);
    let beside = |i: Option<usize>| i.filter(|&i| i < here.len()).map_or(0.0, |i| here.rendered[i]);
    let at = r.projected(side, hit.tokens.start);
    let around = at - 5.0..at + 5.0;
    let free = (0..there.len()).filter(|&j| around.contains(&(j as f32)) && there.rendered[j] < 0.5);
    let like = here.vectors.alike(hit.tokens.clone(), &there.vectors, free);
    let same = (0..there.len()).map(|j| here.vectors.likeness(hit.tokens.start, &there.vectors, j)).fold(0.0, f32::max);
    let own = [
        rival,
        rendered,
        flag(side == Side::Source),
        near,
        (nearer * 20.0).clamp(-4.0, 4.0),
        like,
        same,
        beside(hit.tokens.start.checked_sub(1)),
        beside(Some(hit.tokens.end)),
        flag(here.lang() == Lang::FR),
        hit.cue.field(1).parse().unwrap_or(0.0),
        flag(here.is_mark(hit.tokens.end) || hit.tokens.end >= here.len()),
    ];
    let told = match side {
        Side::Source => Finding::new("modifiers", Category::UnderTranslation, Severity::Major, strength)
            .at(span, place)
            .says(format!("“{words}” is lost: the translation says it without reserve.")),
        Side::Target => Finding::new("modifiers", Category::OverTranslation, Severity::Major, strength)
            .at(place, span)
            .says(format!("“{words}” is added: the original says it without.")),
    };
    Some((told, own))
}
