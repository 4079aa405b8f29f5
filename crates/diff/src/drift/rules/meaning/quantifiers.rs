//! Quantity or degree changed: *most* for *tous*, *nearly* for *exactement*.
//!
//! Words of quantity are grouped by what they say. A quantifier that finds no
//! counterpart of its group, while one of another group stands in its place,
//! was changed; one that simply vanished is reported more mildly.

use crate::drift::cues::table::{CueTable, Hit};
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::matching::concepts::{self, Matched};
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use crate::drift::signals::{flag, signals};
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::Side;
use std::sync::LazyLock;

static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("quantifiers.tsv")));

signals! {
    /// Signals of a word of quantity that was changed, lost or added.
    pub(crate) struct QuantifierSignals {
        /// 1 if another word of quantity stands in its place.
        changed,
        /// Nearness of that word; without one, of the nearest unmatched word of quantity.
        nearness,
        /// 0 if changed, 1 if lost, -1 if added.
        side,
        /// If changed: 1 if the target's word is strong. If lost or added: nearness of the nearest
        /// matched word of quantity of the other side.
        target_strong_or_nearest_matched,
        /// If changed: 1 if the target's word plainly renders something else.
        target_rendered_elsewhere,
        /// If changed: 1 if the source's word is strong.
        source_strong,
        /// The best rendered of its words.
        rendered,
        /// How well the token after it is rendered.
        following_rendered,
        /// 1 if a figure follows.
        before_figure,
        /// What it says (1 all, 2 none, 3 exactly, 4 some or many, 5 other), plus a tenth of the number
        /// of words of quantity of the other side, at most five.
        sort_and_others,
    }
}

/// See the module.
pub(crate) struct Quantifiers;

/// Groups that translate each other often enough.
const NEIGHBOURS: &[&[&str]] = &[
    &["many", "several"],
    &["several", "some", "few"],
    &["nearly", "about"],
    &["at-least", "more-than"],
    &["at-most", "less-than", "nearly"],
    &["rarely", "few", "barely", "never"],
    &["often", "usually", "many"],
    &["most", "many"],
    &["most", "especially"],
    &["none", "never"],
    &["barely", "only", "nearly", "few"],
    &["exactly", "only"],
    &["sometimes", "some"],
];

fn what<'c>(hit: &Hit<'c>) -> &'c str {
    hit.cue.field(0)
}

fn alike(a: &Hit<'_>, b: &Hit<'_>) -> bool {
    what(a) == what(b) || NEIGHBOURS.iter().any(|g| g.contains(&what(a)) && g.contains(&what(b)))
}

fn strong(hit: &Hit<'_>) -> bool {
    hit.cue.field(1) == "strong"
}

impl PairRule for Quantifiers {
    rule! {
        id: "quantifiers",
        category: Quantifier,
        summary: "How much, how many, how often: changed or lost",
        languages: Languages::WITH_LISTS,
        rank: 90,
        signals: QuantifierSignals::NAMES,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let (mut source, mut target) = concepts::both(&CUES, r);
        source.retain(|hit| !before_a_figure(r, Side::Source, hit));
        target.retain(|hit| !before_a_figure(r, Side::Target, hit));
        let Matched { source, target } = concepts::matched(r, source, target, alike);
        let mut used = vec![false; target.len()];
        for (a, _) in source.iter().filter(|(_, partner)| partner.is_none()) {
            let nearest = target
                .iter()
                .enumerate()
                .filter(|(j, (b, partner))| {
                    partner.is_none() && !used[*j] && (strong(b) || (strong(a) && what(b) == "all"))
                })
                .map(|(j, (b, _))| (j, concepts::nearness(r, a, b)))
                .filter(|&(_, nearness)| nearness >= 0.25)
                .max_by(|x, y| x.1.total_cmp(&y.1));
            if let Some((j, nearness)) = nearest {
                let b = &target[j].0;
                used[j] = true;
                let busy = concepts::renders_something_else(r, Side::Target, b.tokens.clone(), &a.tokens);
                let signals = QuantifierSignals {
                    changed: 1.0,
                    nearness,
                    target_strong_or_nearest_matched: flag(strong(b)),
                    target_rendered_elsewhere: flag(busy),
                    source_strong: flag(strong(a)),
                    ..signals_of_word(r, Side::Target, b, &source)
                };
                out.push_with_signals(changed(r, a, b, nearness), &signals);
            } else if strong(a) {
                out.push_with_signals(
                    lost_or_added(r, Side::Source, a),
                    &signals_without_counterpart(r, Side::Source, a, &target),
                );
            }
        }
        for (j, (b, partner)) in target.iter().enumerate() {
            if partner.is_none() && strong(b) && !used[j] {
                out.push_with_signals(
                    lost_or_added(r, Side::Target, b),
                    &signals_without_counterpart(r, Side::Target, b, &source),
                );
            }
        }
    }
}

/// *Some* 26 million is about 26 million, and *all* four are the four: the figure says how many.
fn before_a_figure(r: &PairReading<'_>, side: Side, hit: &Hit<'_>) -> bool {
    matches!(what(hit), "some" | "all")
        && r.side(side).facts.numbers.iter().any(|n| n.tokens.range().start == hit.tokens.end)
}

/// The signals of a word of quantity of `side` without a counterpart.
fn signals_without_counterpart(
    r: &PairReading<'_>,
    side: Side,
    hit: &Hit<'_>,
    others: &[(Hit<'_>, Option<usize>)],
) -> QuantifierSignals {
    let nearness = |o: &Hit<'_>| match side {
        Side::Source => concepts::nearness(r, hit, o),
        Side::Target => concepts::nearness(r, o, hit),
    };
    let nearest = |unmatched: bool| {
        let some = others.iter().filter(|(_, partner)| partner.is_none() == unmatched);
        some.map(|(o, _)| nearness(o)).fold(0.0, f32::max)
    };
    QuantifierSignals {
        nearness: nearest(true),
        side: if side == Side::Source { 1.0 } else { -1.0 },
        target_strong_or_nearest_matched: nearest(false),
        ..signals_of_word(r, side, hit, others)
    }
}

/// The signals of a word of quantity by itself.
fn signals_of_word(
    r: &PairReading<'_>,
    side: Side,
    hit: &Hit<'_>,
    others: &[(Hit<'_>, Option<usize>)],
) -> QuantifierSignals {
    let here = r.side(side);
    let rendered = |i: usize| here.rendered.get(i).copied().unwrap_or(0.0);
    let figure =
        here.facts.numbers.iter().any(|n| (hit.tokens.end..hit.tokens.end + 2).contains(&n.tokens.range().start));
    let sort = match what(hit) {
        "all" => 1.0,
        "none" => 2.0,
        "exactly" => 3.0,
        "several" | "many" | "some" | "few" => 4.0,
        _ => 5.0,
    };
    QuantifierSignals {
        rendered: hit.tokens.clone().map(rendered).fold(0.0, f32::max),
        following_rendered: rendered(hit.tokens.end),
        before_figure: flag(figure),
        sort_and_others: sort + 0.1 * (others.len() as f32).min(5.0),
        ..QuantifierSignals::default()
    }
}

fn changed(r: &PairReading<'_>, a: &Hit<'_>, b: &Hit<'_>, nearness: f32) -> Draft {
    let (was, is) = (r.source.words(a.tokens.clone()), r.target.words(b.tokens.clone()));
    Draft::new("quantifiers", Category::Quantifier, Severity::Major, 0.5 + 0.3 * nearness)
        .at(r.source.span_of(a.tokens.clone()), r.target.span_of(b.tokens.clone()))
        .says(message!("quantity-changed", was = was, is = is))
}

fn lost_or_added(r: &PairReading<'_>, side: Side, hit: &Hit<'_>) -> Draft {
    let here = r.side(side);
    let words = here.words(hit.tokens.clone());
    let (span, place) = (here.span_of(hit.tokens.clone()), r.counterpart_span(side, hit.tokens.clone()));
    // Whether the links say that the word is rendered all the same.
    let support = hit.tokens.clone().filter_map(|i| here.support.get(i)).copied().fold(0.0_f32, f32::max);
    let strength = 0.45 * (1.0 - support);
    let base = Draft::new("quantifiers", Category::Quantifier, Severity::Minor, strength);
    match side {
        Side::Source => base.at(span, place).says(message!("quantity-lost", words = words)),
        Side::Target => base.at(place, span).says(message!("quantity-added", words = words)),
    }
}
