//! Quantity or degree changed: *most* for *tous*, *nearly* for *exactement*.
//!
//! Words of quantity are grouped by what they say. A quantifier that finds no
//! counterpart of its group, while one of another group stands in its place,
//! was changed; one that simply vanished is reported more mildly.

use crate::drift::confidence::trees::Found;
use crate::drift::confidence::trees::flag;
use crate::drift::cues::table::{CueTable, Hit};
use crate::drift::matching::concepts::{self, Matched};
use crate::drift::reading::Reading;
use crate::drift::rule::Rule;
use calque_bitext::{Category, Finding, Severity};
use calque_text::Side;
use std::sync::LazyLock;

static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("quantifiers.tsv")));

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

impl Rule for Quantifiers {
    rule!("quantifiers", Quantifier, "How much, how many, how often: changed or lost");

    fn check(&self, r: &Reading<'_>, out: &mut Found) {
        let (mut source, mut target) = concepts::both(&CUES, r);
        source.retain(|hit| !before_a_figure(r, Side::Source, hit));
        target.retain(|hit| !before_a_figure(r, Side::Target, hit));
        let Matched { source, target } = concepts::matched(r, source, target, alike);
        let mut gone = vec![false; target.len()];
        for (a, _) in source.iter().filter(|(_, partner)| partner.is_none()) {
            let rival = target
                .iter()
                .enumerate()
                .filter(|(j, (b, partner))| {
                    partner.is_none() && !gone[*j] && (strong(b) || (strong(a) && what(b) == "all"))
                })
                .map(|(j, (b, _))| (j, concepts::nearness(r, a, b)))
                .filter(|&(_, near)| near >= 0.25)
                .max_by(|x, y| x.1.total_cmp(&y.1));
            if let Some((j, near)) = rival {
                let b = &target[j].0;
                gone[j] = true;
                let busy = concepts::elsewhere(r, Side::Target, b.tokens.clone(), &a.tokens);
                let told = known(r, Side::Target, b, &source);
                let own =
                    [1.0, near, 0.0, flag(strong(b)), flag(busy), flag(strong(a)), told[0], told[1], told[2], told[3]];
                out.tell(changed(r, a, b, near), &own);
            } else if strong(a) {
                out.tell(alone(r, Side::Source, a), &single(r, Side::Source, a, &target));
            }
        }
        for (j, (b, partner)) in target.iter().enumerate() {
            if partner.is_none() && strong(b) && !gone[j] {
                out.tell(alone(r, Side::Target, b), &single(r, Side::Target, b, &source));
            }
        }
    }
}

/// *Some* 26 million is about 26 million, and *all* four are the four: the figure says how many.
fn before_a_figure(r: &Reading<'_>, side: Side, hit: &Hit<'_>) -> bool {
    matches!(what(hit), "some" | "all")
        && r.side(side).facts.numbers.iter().any(|n| n.tokens.range().start == hit.tokens.end)
}

/// What the judge should know of a quantity without a counterpart: which side, how near the
/// nearest word of quantity on the other side is, free or not, and what is known of it alone.
fn single(r: &Reading<'_>, side: Side, hit: &Hit<'_>, others: &[(Hit<'_>, Option<usize>)]) -> [f32; 10] {
    let near = |o: &Hit<'_>| match side {
        Side::Source => concepts::nearness(r, hit, o),
        Side::Target => concepts::nearness(r, o, hit),
    };
    let nearest = |free: bool| {
        let some = others.iter().filter(|(_, partner)| partner.is_none() == free);
        some.map(|(o, _)| near(o)).fold(0.0, f32::max)
    };
    let told = known(r, side, hit, others);
    let way = if side == Side::Source { 1.0 } else { -1.0 };
    [0.0, nearest(true), way, nearest(false), 0.0, 0.0, told[0], told[1], told[2], told[3]]
}

/// Of a word of quantity: how well it is rendered, and the word after it; whether a figure
/// follows; and what it says: all or none, exactly so, or more or less.
fn known(r: &Reading<'_>, side: Side, hit: &Hit<'_>, others: &[(Hit<'_>, Option<usize>)]) -> [f32; 4] {
    let here = r.side(side);
    let rendered = |i: usize| here.rendered.get(i).copied().unwrap_or(0.0);
    let own = hit.tokens.clone().map(rendered).fold(0.0, f32::max);
    let figure =
        here.facts.numbers.iter().any(|n| (hit.tokens.end..hit.tokens.end + 2).contains(&n.tokens.range().start));
    let sort = match what(hit) {
        "all" => 1.0,
        "none" => 2.0,
        "exactly" => 3.0,
        "several" | "many" | "some" | "few" => 4.0,
        _ => 5.0,
    };
    [own, rendered(hit.tokens.end), flag(figure), sort + 0.1 * (others.len() as f32).min(5.0)]
}

fn changed(r: &Reading<'_>, a: &Hit<'_>, b: &Hit<'_>, near: f32) -> Finding {
    let (was, is) = (r.source.words(a.tokens.clone()), r.target.words(b.tokens.clone()));
    Finding::new("quantifiers", Category::Quantifier, Severity::Major, 0.5 + 0.3 * near)
        .at(r.source.span_of(a.tokens.clone()), r.target.span_of(b.tokens.clone()))
        .says(format!("“{was}” ({}) became “{is}” ({}).", what(a), what(b)))
}

fn alone(r: &Reading<'_>, side: Side, hit: &Hit<'_>) -> Finding {
    let here = r.side(side);
    let words = here.words(hit.tokens.clone());
    let (span, place) = (here.span_of(hit.tokens.clone()), r.place(side, hit.tokens.clone()));
    // Whether the links say that the word is rendered all the same.
    let support = hit.tokens.clone().filter_map(|i| here.support.get(i)).copied().fold(0.0_f32, f32::max);
    let strength = 0.45 * (1.0 - support);
    let base = Finding::new("quantifiers", Category::Quantifier, Severity::Minor, strength);
    match side {
        Side::Source => base.at(span, place).says(format!("“{words}” ({}) is not said in the translation.", what(hit))),
        Side::Target => base.at(place, span).says(format!("“{words}” ({}) is not in the original.", what(hit))),
    }
}
