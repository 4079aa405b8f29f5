//! What limits a statement, lost or added: *only*, *almost*, *even*, *barely*.
//!
//! `data/restrictions.tsv` lists the words, and all that may stand for them on the other side. One is
//! lost where nothing of that kind stands anywhere on the other side, and the words beside it are rendered
//! with nothing else between them.

use crate::drift::cues::table::{CueTable, Hit};
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::matching::concepts;
use crate::drift::reading::PairReading;
use crate::drift::reading::slot::slot;
use crate::drift::rule::{PairRule, rule};
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::Side;
use std::sync::LazyLock;

static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("restrictions.tsv")));

/// See the module.
pub(crate) struct Restriction;

/// Least nearness of a weak word that answers. Set by hand.
const NEAR: f32 = 0.15;
/// More unrendered information than this in its place may render it freely, in nats. Set by hand.
const OPEN: f32 = 3.0;

impl PairRule for Restriction {
    rule! {
        id: "restriction",
        category: Quantifier,
        summary: "A word that limits is lost or added: only, almost, even, barely",
        rank: 95,
        // It says what is wrong, where others see only that something is.
        merging_weight: 1.5,
        certain: true,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        if !r.has_links() {
            return;
        }
        for side in [Side::Source, Side::Target] {
            let own = CUES.find(r.side(side));
            if !own.iter().any(|h| h.cue.field(1) == "strong") {
                continue;
            }
            let other = CUES.find_every(r.side(side.other()));
            for hit in own.iter().filter(|h| h.cue.field(1) == "strong") {
                // A weak word answers where it stands near.
                let near = |o: &Hit<'_>| match side {
                    Side::Source => concepts::nearness(r, hit, o),
                    Side::Target => concepts::nearness(r, o, hit),
                };
                let may = |o: &&Hit<'static>| match o.cue.field(1) {
                    "strong" => true,
                    "weak" => near(o) >= NEAR,
                    _ => false,
                };
                let answered = other.iter().filter(|o| o.cue.field(0) == hit.cue.field(0)).any(|o| may(&o));
                if !answered && is_lost(r, side, hit) {
                    out.push(finding(r, side, hit));
                }
            }
        }
    }
}

/// Whether the words around it are rendered, and nothing stands between them that could render it.
fn is_lost(r: &PairReading<'_>, side: Side, hit: &Hit<'_>) -> bool {
    let here = r.side(side);
    let hyphen = |k: usize| matches!(here.norm(k), "-" | "‑" | "–");
    if hyphen(hit.tokens.end) || hit.tokens.start.checked_sub(1).is_some_and(hyphen) {
        return false;
    }
    let place = slot(r, side, &hit.tokens);
    // Of `seul le` the first word.
    let rendered = here.rendered[hit.tokens.start];
    place.words >= 0.0 && place.unrendered <= OPEN && place.words <= 4.0 && rendered < 0.6
}

fn finding(r: &PairReading<'_>, side: Side, hit: &Hit<'_>) -> Draft {
    let here = r.side(side);
    let words = here.words(hit.tokens.clone());
    let (span, place) = (here.span_of(hit.tokens.clone()), r.counterpart_span(side, hit.tokens.clone()));
    let base = Draft::new("restriction", Category::Quantifier, Severity::Major, 0.75);
    match side {
        Side::Source => base.at(span, place).says(message!("limit-lost", words = words)),
        Side::Target => base.at(place, span).says(message!("limit-added", words = words)),
    }
}
