//! Certainty changed: *could fall* for *tombera*, *aurait tué* for *killed*.
//!
//! Each side's hedges (modals, probability words, words of hearsay, and French
//! conditionals) are paired by place, whatever their wording: *reportedly* is
//! rendered by *aurait*, *would* by any conditional. A plain hedge without a
//! counterpart is an assertion on the other side.

use crate::drift::cues::hedges::{hedges, level};
use crate::drift::cues::table::Hit;
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::matching::concepts::{self, Matched};
use crate::drift::reading::PairReading;
use crate::drift::reading::slot::slot;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use crate::drift::signals::{flag, signals};
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::Side;

signals! {
    /// Signals of a hedge without a counterpart, or with a plainer one.
    pub(crate) struct HedgeSignals {
        /// How plainly it takes the assertion back, 1 to 3; 1.2 or 1.5 if its counterpart is less
        /// or more sure.
        level,
        /// 1 if it is a French conditional.
        conditional,
        /// 1 if it stands in the source; 0.5 if both sides have a hedge.
        in_source,
        /// Nearness of the nearest hedge of the other side.
        nearest_hedge,
        /// 1 if the words that it is linked to hold no modal, -1 if they do, 0 without a link.
        plainly_asserted,
        /// 1 if the other side reports somebody's words or thoughts.
        reported_speech,
        /// Nearness of the nearest verb form that asserts to where the hedge belongs.
        plain_verb_in_place,
        /// Nearness of the nearest word that makes no assertion of its own.
        other_verb_in_place,
        /// Hedges of level 2 or more on the other side without a counterpart, at most 3.
        unmatched_hedges,
        /// Hedges of level 1 on the other side without a counterpart, at most 3.
        unmatched_weak_hedges,
        /// Whether its side (1) and the other side (2) name a condition, as a sum.
        conditions,
        /// Which modal it is, as a number (see [`modal`]).
        modal,
    }
}

/// See the module.
pub(crate) struct Hedging;

impl PairRule for Hedging {
    rule! {
        id: "hedging",
        category: Hedge,
        summary: "More or less certain than the original: a hedge lost or added",
        rank: 100,
        signals: HedgeSignals::NAMES,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let Matched { source, target } =
            concepts::matched(r, hedges(&r.source), hedges(&r.target), |a, b| may_answer(r, a, b));
        for (a, partner) in &source {
            if let Some((b, _)) = partner.and_then(|j| target.get(j))
                && let Some(finding) = changed_certainty(r, a, b)
            {
                let signals = HedgeSignals {
                    level: if finding.finding.confidence > 0.35 { 1.5 } else { 1.2 },
                    in_source: 0.5,
                    nearest_hedge: concepts::nearness(r, a, b),
                    plainly_asserted: -1.0,
                    reported_speech: reports_speech(&r.target),
                    modal: modal(r.source.norm(a.tokens.start)),
                    ..HedgeSignals::default()
                };
                out.push_with_signals(finding, &signals);
            }
        }
        for (side, hits, others) in [(Side::Source, &source, &target), (Side::Target, &target, &source)] {
            for (hit, partner) in hits {
                if partner.is_none() && level(hit) >= 2 && !sheltered(r, side, hit, others) {
                    if let Some(draft) = plainly(r, side, hit, others) {
                        out.push(draft);
                        continue;
                    }
                    out.push_with_signals(finding(r, side, hit), &signals(r, side, hit, others));
                }
            }
        }
    }
}

/// Whether the one may answer the other: a weak hedge that is rendered by something else
/// (*said* by *déclaré*) answers nothing.
fn may_answer(r: &PairReading<'_>, a: &Hit<'_>, b: &Hit<'_>) -> bool {
    let busy = |side, hit: &Hit<'_>, other: &Hit<'_>| {
        level(hit) == 1 && concepts::renders_something_else(r, side, hit.tokens.clone(), &other.tokens)
    };
    !busy(Side::Source, a, b) && !busy(Side::Target, b, a)
}

/// Whether the words that the hedge is linked to hold a verb without a modal before it: 1 =
/// plainly asserted, -1 = there is a modal, 0 = no link.
fn plainly_asserted(r: &PairReading<'_>, side: Side, hit: &Hit<'_>) -> f32 {
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
fn reports_speech(side: &SideReading<'_>) -> f32 {
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
fn changed_certainty(r: &PairReading<'_>, a: &Hit<'_>, b: &Hit<'_>) -> Option<Draft> {
    const UNSURE: [&str; 2] = ["could", "might"];
    const PLAIN: [&str; 4] = ["peut", "peuvent", "can", "will"];
    let (was, is) = (r.source.norm(a.tokens.start), r.target.norm(b.tokens.start));
    let french = |w: &str| w.starts_with("pourrai");
    let less = (UNSURE.contains(&was) || french(was)) && PLAIN.contains(&is);
    let more = (UNSURE.contains(&is) || french(is)) && PLAIN.contains(&was);
    let message = if less {
        message!("surer", is = r.target.words(b.tokens.clone()), was = r.source.words(a.tokens.clone()))
    } else if more {
        message!("less-sure", is = r.target.words(b.tokens.clone()), was = r.source.words(a.tokens.clone()))
    } else {
        return None;
    };
    Some(
        Draft::new("hedging", Category::Hedge, Severity::Minor, if less { 0.4 } else { 0.3 })
            .at(r.source.span_of(a.tokens.clone()), r.target.span_of(b.tokens.clone()))
            .says(message),
    )
}

fn signals(r: &PairReading<'_>, side: Side, hit: &Hit<'_>, others: &[(Hit<'_>, Option<usize>)]) -> HedgeSignals {
    let (here, there) = (r.side(side), r.side(side.other()));
    let nearest_hedge = others.iter().map(|(other, _)| nearness(r, side, hit, other)).fold(0.0, f32::max);
    let unmatched = |weak: bool| {
        let free = others.iter().filter(|(_, partner)| partner.is_none());
        free.filter(|(other, _)| (level(other) == 1) == weak && level(other) >= 1).count() as f32
    };
    let has_condition = |side: &SideReading<'_>| flag((0..side.len()).any(|i| IF.contains(&side.norm(i))));
    HedgeSignals {
        level: level(hit) as f32,
        conditional: flag(hit.cue.field(0) == "conditional"),
        in_source: flag(side == Side::Source),
        nearest_hedge,
        plainly_asserted: plainly_asserted(r, side, hit),
        reported_speech: reports_speech(there),
        plain_verb_in_place: in_place(r, side, hit, PLAIN_VERBS),
        other_verb_in_place: in_place(r, side, hit, NOT_ASSERTING),
        unmatched_hedges: unmatched(false).min(3.0),
        unmatched_weak_hedges: unmatched(true).min(3.0),
        conditions: has_condition(here) + 2.0 * has_condition(there),
        modal: modal(here.norm(hit.tokens.start)),
    }
}

/// How near two hedges are, the first standing on `side`.
fn nearness(r: &PairReading<'_>, side: Side, hit: &Hit<'_>, other: &Hit<'_>) -> f32 {
    match side {
        Side::Source => concepts::nearness(r, hit, other),
        Side::Target => concepts::nearness(r, other, hit),
    }
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
const NOT_ASSERTING: &[&str] = &[
    "to", "would", "could", "should", "might", "may", "'d", "if", "whether", "unless", "until", "anyone", "who",
    "allait", "allaient",
];

/// How near the nearest of `forms` stands to where the hedge belongs.
fn in_place(r: &PairReading<'_>, side: Side, hit: &Hit<'_>, forms: &[&str]) -> f32 {
    let there = r.side(side.other());
    let wide = hit.tokens.start..(hit.tokens.end + 1).min(r.side(side).len());
    let nearness = |j: usize| wide.clone().map(|i| r.nearness(side, i, j)).fold(0.0, f32::max);
    (0..there.len()).filter(|&j| forms.contains(&there.norm(j))).map(nearness).fold(0.0, f32::max)
}

/// Modals by what they mostly mean: of the past's future and of habit, of ability, of chance.
fn modal(word: &str) -> f32 {
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

/// A finding that is sure: nothing at all on the other side takes the assertion back, no condition is named, and in
/// the place of the hedge stands nothing that could render it freely.
fn plainly(r: &PairReading<'_>, side: Side, hit: &Hit<'_>, others: &[(Hit<'_>, Option<usize>)]) -> Option<Draft> {
    let (here, there) = (r.side(side), r.side(side.other()));
    // Of ability and habit, of the past's future, of what is possible rather than supposed.
    let participle = |w: &str| w.len() > 3 && ["ed", "en", "wn", "ne"].iter().any(|e| w.ends_with(e));
    let modal = matches!(here.norm(hit.tokens.start), "may" | "might")
        && here.norm(hit.tokens.end) == "have"
        && participle(here.norm(hit.tokens.end + 1));
    let possible = ["possib", "potenti", "éventuel"].iter().any(|w| here.norm(hit.tokens.start).starts_with(w));
    let supposed = level(hit) == 3 && matches!(hit.cue.field(0), "evidential" | "epistemic") && !possible;
    let sure = modal || supposed;
    // A word of saying that both sides have answers nothing.
    let near = |o: &Hit<'_>| nearness(r, side, hit, o) >= NEAR;
    let answers = others.iter().any(|(o, partner)| near(o) && (partner.is_none() || level(o) >= 2));
    let rendered = hit.tokens.clone().any(|k| here.information[k] >= 5.0 && here.rendered[k] >= 0.5);
    let asks = |s: &SideReading<'_>| (0..s.len()).any(|k| s.norm(k) == "?" || IF.contains(&s.norm(k)));
    let place = slot(r, side, &hit.tokens);
    let open = place.unrendered > 4.0 || place.words > 5.0;
    if !sure || rendered || answers || asks(here) || asks(there) || open || there.len() > LONGEST {
        return None;
    }
    let mut draft = finding(r, side, hit).certain();
    draft.finding.confidence = 0.68;
    Some(draft)
}

/// Least nearness of a hedge that answers another. Set by hand.
const NEAR: f32 = 0.12;
/// Longer sentences say the same in too many ways, in tokens. Set by hand.
const LONGEST: usize = 45;

/// Whether a hedge of the other side, matched or not, stands right where this one belongs:
/// *could potentially* is one hedge in two words.
fn sheltered(r: &PairReading<'_>, side: Side, hit: &Hit<'_>, others: &[(Hit<'_>, Option<usize>)]) -> bool {
    others.iter().filter(|(other, _)| level(other) >= 2).any(|(other, _)| nearness(r, side, hit, other) >= 0.45)
}

fn finding(r: &PairReading<'_>, side: Side, hit: &Hit<'_>) -> Draft {
    let here = r.side(side);
    let words = here.words(hit.tokens.clone());
    let (span, place) = (here.span_of(hit.tokens.clone()), r.counterpart_span(side, hit.tokens.clone()));
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
    let base = Draft::new("hedging", Category::Hedge, Severity::Major, strength);
    let kind = if conditional { "conditional" } else { "hedge" };
    match side {
        Side::Source => base.at(span, place).says(message!("hedge-lost", kind = kind, words = words)),
        Side::Target => base.at(place, span).says(message!("hedge-added", kind = kind, words = words)),
    }
}

/// Whether `qui` stands just before.
fn relative(side: &SideReading<'_>, i: usize) -> bool {
    (1..=2).filter_map(|k| i.checked_sub(k)).any(|k| side.norm(k) == "qui")
}
