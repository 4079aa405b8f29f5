//! Certainty changed: *could fall* for *tombera*, *aurait tué* for *killed*.
//!
//! Each side's hedges (modals, probability words, words of hearsay, and French
//! conditionals) are paired by place, whatever their wording: *reportedly* is
//! rendered by *aurait*, *would* by any conditional. A plain hedge left alone
//! is an assertion on the other side.

use crate::drift::confidence::trees::Found;
use crate::drift::confidence::trees::flag;
use crate::drift::cues::conditional;
use crate::drift::cues::table::{Cue, CueTable, Hit};
use crate::drift::matching::concepts::{self, Matched};
use crate::drift::reading::Reading;
use crate::drift::rule::Rule;
use crate::drift::side::SideReading;
use calque_bitext::{Category, Finding, Severity};
use calque_text::{Lang, Side};
use std::sync::LazyLock;

static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("hedges.tsv")));

static CONDITIONAL: LazyLock<Cue> = LazyLock::new(|| Cue::made(&["conditional", "2"]));

/// See the module.
pub(crate) struct Hedging;

impl Rule for Hedging {
    rule!("hedging", Hedge, "More or less certain than the original: a hedge lost or added");

    fn check(&self, r: &Reading<'_>, out: &mut Found) {
        let Matched { source, target } =
            concepts::matched(r, hedges(&r.source), hedges(&r.target), |a, b| may_answer(r, a, b));
        for (a, partner) in &source {
            if let Some((b, _)) = partner.and_then(|j| target.get(j))
                && let Some(finding) = surer(r, a, b)
            {
                let kind = if finding.confidence > 0.35 { 1.5 } else { 1.2 };
                let near = concepts::nearness(r, a, b);
                out.tell(
                    finding,
                    &[
                        kind,
                        0.0,
                        0.5,
                        near,
                        -1.0,
                        reported(&r.target),
                        0.0,
                        0.0,
                        0.0,
                        0.0,
                        0.0,
                        self::kind(r.source.norm(a.tokens.start)),
                    ],
                );
            }
        }
        for (side, hits, others) in [(Side::Source, &source, &target), (Side::Target, &target, &source)] {
            for (hit, partner) in hits {
                if partner.is_none() && level(hit) >= 2 && !sheltered(r, side, hit, others) {
                    out.tell(finding(r, side, hit), &signals(r, side, hit, others));
                }
            }
        }
    }
}

/// Whether the one may answer the other: a weak hedge that is rendered by something else
/// (*said* by *déclaré*) answers nothing.
fn may_answer(r: &Reading<'_>, a: &Hit<'_>, b: &Hit<'_>) -> bool {
    let busy = |side, hit: &Hit<'_>, other: &Hit<'_>| {
        level(hit) == 1 && concepts::elsewhere(r, side, hit.tokens.clone(), &other.tokens)
    };
    !busy(Side::Source, a, b) && !busy(Side::Target, b, a)
}

/// Whether the words that the hedge is linked to hold a verb without a modal before it: 1 =
/// plainly asserted, -1 = there is a modal, 0 = no link to tell by.
fn plainly_asserted(r: &Reading<'_>, side: Side, hit: &Hit<'_>) -> f32 {
    const MODALS: [&str; 14] = [
        "would", "could", "should", "might", "may", "'d", "will", "if", "can", "must", "pourrait", "peut", "si", "doit",
    ];
    let (here, there) = (r.side(side), r.side(side.other()));
    let next = (hit.tokens.start..(hit.tokens.end + 2).min(here.len())).filter_map(|k| here.best_link(k)).map(|l| l.0);
    let Some(at) = next.min() else { return 0.0 };
    let modal = (at.saturating_sub(3)..(at + 1).min(there.len())).any(|k| MODALS.contains(&there.norm(k)));
    if modal { -1.0 } else { 1.0 }
}

/// Whether a side reports somebody's words or thoughts.
fn reported(side: &SideReading<'_>) -> f32 {
    const SAYING: [&str; 12] = [
        "said",
        "says",
        "told",
        "claimed",
        "alleged",
        "allegations",
        "believed",
        "thought",
        "reported",
        "selon",
        "dit",
        "déclaré",
    ];
    if (0..side.len()).any(|i| SAYING.contains(&side.norm(i))) { 1.0 } else { 0.0 }
}

/// *could* rendered by *peut*: still a hedge, and a weaker one.
fn surer(r: &Reading<'_>, a: &Hit<'_>, b: &Hit<'_>) -> Option<Finding> {
    const UNSURE: [&str; 2] = ["could", "might"];
    const PLAIN: [&str; 4] = ["peut", "peuvent", "can", "will"];
    let (was, is) = (r.source.norm(a.tokens.start), r.target.norm(b.tokens.start));
    let french = |w: &str| w.starts_with("pourrai");
    let less = (UNSURE.contains(&was) || french(was)) && PLAIN.contains(&is);
    let more = (UNSURE.contains(&is) || french(is)) && PLAIN.contains(&was);
    let (category, how) = if less {
        (Category::Hedge, "surer")
    } else if more {
        (Category::Hedge, "less sure")
    } else {
        return None;
    };
    Some(
        Finding::new("hedging", category, Severity::Minor, if less { 0.4 } else { 0.3 })
            .at(r.source.span_of(a.tokens.clone()), r.target.span_of(b.tokens.clone()))
            .says(format!("“{is}” is {how} than “{was}”.")),
    )
}

/// What the judge should know: how plain the hedge is, whether it is a conditional, which
/// side it stands on, how near the nearest hedge of the other side is, whether the verb of
/// the other side plainly asserts, and whether that side reports somebody's words; whether a
/// plain verb form stands in its place, how many hedges the other side has to spare and in
/// all, whether it asks under which condition, and whether the word is a modal.
fn signals(r: &Reading<'_>, side: Side, hit: &Hit<'_>, others: &[(Hit<'_>, Option<usize>)]) -> [f32; 12] {
    let near = |other: &Hit<'_>| match side {
        Side::Source => concepts::nearness(r, hit, other),
        Side::Target => concepts::nearness(r, other, hit),
    };
    let (here, there) = (r.side(side), r.side(side.other()));
    let nearest = others.iter().map(|(other, _)| near(other)).fold(0.0, f32::max);
    let (plain, reported) = (plainly_asserted(r, side, hit), reported(there));
    let spare = others.iter().filter(|(o, partner)| partner.is_none() && level(o) >= 2).count() as f32;
    let weak = others.iter().filter(|(o, partner)| partner.is_none() && level(o) == 1).count() as f32;
    let asks = |side: &SideReading<'_>| flag((0..side.len()).any(|i| IF.contains(&side.norm(i))));
    [
        level(hit) as f32,
        flag(hit.cue.field(0) == "conditional"),
        flag(side == Side::Source),
        nearest,
        plain,
        reported,
        in_place(r, side, hit, PLAIN_VERBS),
        in_place(r, side, hit, INFINITE),
        spare.min(3.0),
        weak.min(3.0),
        asks(here) + 2.0 * asks(there),
        kind(here.norm(hit.tokens.start)),
    ]
}

/// What asks under which condition.
const IF: [&str; 6] = ["if", "unless", "whether", "wish", "si", "s'"];

/// Verbs that assert, in the forms that stand most often where a hedge was lost or added.
const PLAIN_VERBS: &[&str] = &[
    "is", "are", "was", "were", "has", "have", "had", "'s", "'re", "'ve", "est", "sont", "a", "ont", "était",
    "étaient", "avait", "avaient", "va", "vont", "peut", "peuvent", "doit", "doivent", "sera", "seront", "aura",
    "auront", "fait", "font", "does", "do", "did", "can", "will",
];
/// What makes no assertion of its own, so that a French conditional may render it.
const INFINITE: &[&str] = &[
    "to", "would", "could", "should", "might", "may", "'d", "if", "whether", "unless", "until", "anyone", "who",
    "allait", "allaient",
];

/// How near the nearest of `forms` stands to where the hedge belongs.
fn in_place(r: &Reading<'_>, side: Side, hit: &Hit<'_>, forms: &[&str]) -> f32 {
    let there = r.side(side.other());
    let wide = hit.tokens.start..(hit.tokens.end + 1).min(r.side(side).len());
    let near = |j: usize| wide.clone().map(|i| r.nearness(side, i, j)).fold(0.0, f32::max);
    (0..there.len()).filter(|&j| forms.contains(&there.norm(j))).map(near).fold(0.0, f32::max)
}

/// Modals by what they mostly mean: of the past's future and of habit, of ability, of chance.
fn kind(word: &str) -> f32 {
    match word {
        "would" | "'d" => 1.0,
        "could" => 2.0,
        "may" | "might" => 3.0,
        "serait" | "seraient" => 4.0,
        "aurait" | "auraient" => 5.0,
        _ if word.starts_with("pourrai") => 6.0,
        _ if word.starts_with("devrai") => 7.0,
        _ => 0.0,
    }
}

/// How plainly the cue takes the assertion back.
pub(crate) fn level(hit: &Hit<'_>) -> u32 {
    hit.cue.field(1).parse().unwrap_or(1)
}

/// Whether a cue of the other side that already has a partner stands right where this one
/// belongs: *could potentially* is one hedge in two words.
fn sheltered(r: &Reading<'_>, side: Side, hit: &Hit<'_>, others: &[(Hit<'_>, Option<usize>)]) -> bool {
    others.iter().filter(|(other, _)| level(other) >= 2).any(|(other, _)| {
        let near = match side {
            Side::Source => concepts::nearness(r, hit, other),
            Side::Target => concepts::nearness(r, other, hit),
        };
        near >= 0.45
    })
}

fn finding(r: &Reading<'_>, side: Side, hit: &Hit<'_>) -> Finding {
    let here = r.side(side);
    let words = here.words(hit.tokens.clone());
    let (span, place) = (here.span_of(hit.tokens.clone()), r.place(side, hit.tokens.clone()));
    let conditional = hit.cue.field(0) == "conditional";
    let strength = match (conditional, level(hit)) {
        // `quiconque aurait vu`: anybody who saw.
        (true, _) if relative(here, hit.tokens.start) => 0.4,
        (true, _) => 0.65,
        (_, 3) => 0.7,
        // Of habit, of the past's future, of politeness: often rendered without a trace.
        _ if here.norm(hit.tokens.start) == "would" => 0.4,
        (_, _) if hit.cue.field(0) == "modal" => 0.6,
        _ => 0.45,
    };
    let base = Finding::new("hedging", Category::Hedge, Severity::Major, strength);
    let what = if conditional { "the conditional" } else { "the hedge" };
    match side {
        Side::Source => base.at(span, place).says(format!(
            "The translation asserts what the original only reports or supposes: {what} “{words}” is lost."
        )),
        Side::Target => base.at(place, span).says(format!(
            "The translation only reports or supposes what the original asserts: {what} “{words}” is added."
        )),
    }
}

/// Whether `qui` stands just before.
fn relative(side: &SideReading<'_>, i: usize) -> bool {
    (1..=2).filter_map(|k| i.checked_sub(k)).any(|k| side.norm(k) == "qui")
}

/// A name, such as *May* or *Sirait*, in a text that does not capitalise everything.
fn name_like(side: &SideReading<'_>, i: usize) -> bool {
    side.is_capital(i) && !side.opens_sentence(i)
}

/// The hedges of a side: listed cues, and in French the conditional of any verb.
pub(crate) fn hedges(side: &SideReading<'_>) -> Vec<Hit<'static>> {
    let mut hits = CUES.find(side);
    if side.lang() == Lang::FR {
        for i in (0..side.len()).filter(|&i| side.is_word(i) && conditional::is_conditional(side.norm(i))) {
            if !hits.iter().any(|h| h.tokens.contains(&i)) {
                hits.push(Hit { tokens: i..i + 1, cue: &CONDITIONAL });
            }
        }
        hits.sort_by_key(|h| h.tokens.start);
    }
    hits.retain(|h| !name_like(side, h.tokens.start));
    hits
}
