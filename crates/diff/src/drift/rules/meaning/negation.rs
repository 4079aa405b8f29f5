//! Negation lost or added: *did not sign* for *a signé*.
//!
//! Every strong negation of one side wants a counterpart near by on the other,
//! strong or weak (*ignorent* for *don't know*). `ne ... que`, expletive `ne`,
//! `sans doute` and `not only` are no negations. An even count of negations
//! that stand apart is still an error: what counts is the place.

use crate::drift::cues::negations::Negation;
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::matching::{concepts, scales};
use crate::drift::reading::PairReading;
use crate::drift::reading::gaps::CONTENT_INFORMATION;
use crate::drift::reading::scope;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use crate::drift::signals::{flag, signals};
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::Side;
use std::ops::Range;

signals! {
    /// Signals of a negation that the other side lacks.
    pub(crate) struct NegationSignals {
        /// 1 if it negates a verb, 0 for a word such as *no* or *never*.
        verbal,
        /// 1 if it stands in the source.
        in_source,
        /// Nearness of the nearest negation of the other side.
        nearest_negation,
        /// Nearness of the nearest word of the other side that may stand for a negation.
        nearest_weak_word,
        /// How many negations more its side has than the other, within -2 and 2.
        surplus,
        /// How many words of the other side may stand for it, at most 3.
        free_weak_words,
        /// Nearness of the weak word that was taken for its counterpart; 0 without one.
        substitute,
        /// The best rendered content word of the negation and the two words after it.
        negated_word_rendered,
        /// The best rendered of the three tokens after it: the verb, however common.
        following_word_rendered,
        /// How well the token before it is rendered: mostly the auxiliary.
        preceding_word_rendered,
        /// The best rendered word within the negation.
        own_word_rendered,
        /// How many negations the other side has, at most 3.
        other_side_negations,
    }
}

/// See the module.
pub(crate) struct NegationRule;

impl PairRule for NegationRule {
    rule! {
        id: "negation",
        category: Negation,
        summary: "A negation that the other side lacks",
        languages: Languages::WITH_LISTS,
        rank: 60,
        least_confidence: Some(0.4),
        signals: NegationSignals::NAMES,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let (source, target) = (r.negations(Side::Source), r.negations(Side::Target));
        let (lost, added) = (
            without_counterpart(r, Side::Source, source, target),
            without_counterpart(r, Side::Target, target, source),
        );
        // *not cheap* / *cher*, *not uncommon* / *souvent*: said otherwise.
        let otherwise = |side, n: &Negation| {
            scales::says_the_contrary(r, side, n) || scope::is_explained(r, side, n) || is_negated_there(r, side, n)
        };
        for &(i, strength, substitute) in lost.iter().filter(|x| !otherwise(Side::Source, &source[x.0])) {
            let signals = signals(r, Side::Source, (&source[i], substitute), source, target);
            out.push_with_signals(finding(r, Side::Source, &source[i], strength), &signals);
        }
        for &(j, strength, substitute) in added.iter().filter(|x| !otherwise(Side::Target, &target[x.0])) {
            let signals = signals(r, Side::Target, (&target[j], substitute), target, source);
            out.push_with_signals(finding(r, Side::Target, &target[j], strength), &signals);
        }
    }
}

/// Whether the words in the place of a negation are negated too, however far its own links are: *Don't you
/// think* / `Ne penses-tu pas`.
fn is_negated_there(r: &PairReading<'_>, side: Side, n: &Negation) -> bool {
    let there = r.side(side.other());
    let place = r.counterpart_span(side, n.tokens.clone());
    let strong = || r.negations(side.other()).iter().filter(|m| m.strong);
    place.is_some_and(|place| {
        strong().any(|m| there.span_of(m.tokens.clone()).is_some_and(|span| span.overlaps(&place)))
    })
}

fn finding(r: &PairReading<'_>, side: Side, cue: &Negation, strength: f32) -> Draft {
    let here = r.side(side);
    let words = here.words(cue.tokens.clone());
    let (span, place) = (here.span_of(cue.tokens.clone()), r.counterpart_span(side, cue.tokens.clone()));
    let base = Draft::new("negation", Category::Negation, Severity::Critical, strength);
    match side {
        Side::Source => base.at(span, place).says(message!("negation-lost", words = words)),
        Side::Target => base.at(place, span).says(message!("negation-added", words = words)),
    }
}

/// The signals of `cue`, a negation of `side`, given all of its side and all of the other;
/// `substitute` is the nearness of the weak word that was taken for its counterpart.
fn signals(
    r: &PairReading<'_>,
    side: Side,
    (cue, substitute): (&Negation, f32),
    mine: &[Negation],
    theirs: &[Negation],
) -> NegationSignals {
    let here = r.side(side);
    let nearest = |strong: bool| {
        let of_kind = theirs.iter().filter(|c| c.strong == strong);
        of_kind.map(|c| nearness(r, side, cue, c)).fold(0.0, f32::max)
    };
    let strong = |cues: &[Negation]| cues.iter().filter(|c| c.strong).count() as f32;
    let free = theirs.iter().filter(|b| !b.strong && !renders_another(r, side, cue, b, mine)).count() as f32;
    let best = |tokens: Range<usize>, counts: &dyn Fn(usize) -> bool| {
        tokens.filter(|&i| counts(i)).map(|i| here.rendered[i]).fold(0.0, f32::max)
    };
    let (start, end) = (cue.tokens.start, cue.tokens.end);
    let content = |i: usize| here.information[i] >= CONTENT_INFORMATION;
    NegationSignals {
        verbal: flag(cue.verbal),
        in_source: flag(side == Side::Source),
        nearest_negation: nearest(true),
        nearest_weak_word: nearest(false),
        surplus: (strong(mine) - strong(theirs)).clamp(-2.0, 2.0),
        free_weak_words: free.min(3.0),
        substitute,
        negated_word_rendered: best(start..(end + 2).min(here.len()), &content),
        following_word_rendered: best(end..(end + 3).min(here.len()), &|i| here.is_word(i)),
        preceding_word_rendered: start.checked_sub(1).map_or(0.0, |i| here.rendered[i]),
        own_word_rendered: best(cue.tokens.clone(), &|i| here.information[i] >= 4.0),
        other_side_negations: strong(theirs).min(3.0),
    }
}

/// The strong negations of one side without a counterpart, or with a weak word for one: index,
/// strength of the finding, nearness of the weak word (0 without one).
fn without_counterpart(
    r: &PairReading<'_>,
    side: Side,
    mine: &[Negation],
    theirs: &[Negation],
) -> Vec<(usize, f32, f32)> {
    let mut options = Vec::new();
    for (i, a) in mine.iter().enumerate().filter(|(_, c)| c.strong) {
        for (j, b) in theirs.iter().enumerate() {
            if !b.strong && renders_another(r, side, a, b, mine) {
                continue;
            }
            let nearness = nearness(r, side, a, b);
            // A weak word must stand closer to be the counterpart.
            let enough = if b.strong { 0.1 } else { 0.35 };
            if nearness >= enough {
                options.push((nearness * if b.strong { 1.0 } else { 0.6 }, i, j));
            }
        }
    }
    options.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let (mut matched, mut taken) = (vec![None; mine.len()], vec![false; theirs.len()]);
    for (nearness, i, j) in options {
        if matched[i].is_none() && !taken[j] {
            matched[i] = Some(if theirs[j].strong { 1.0 } else { nearness.min(0.99) });
            taken[j] = true;
        }
    }
    let spare = theirs.iter().zip(&taken).filter(|(_, t)| !**t).count();
    mine.iter()
        .enumerate()
        .map(|(i, c)| (i, c, matched[i].unwrap_or(0.0)))
        .filter(|(_, c, substitute)| c.strong && *substitute < 1.0)
        .filter(|&(i, ..)| !repeats(r.side(side), mine, i, &matched))
        .map(|(i, c, substitute)| (i, strength(c, spare, r.has_links()) * (1.0 - substitute).powi(2), substitute))
        .collect()
}

/// Whether a negation only repeats the one before it, which has its counterpart, after *or* or
/// *and*: French says it again where English lets one negation hold for both verbs (*do not follow
/// or enforce*, `ne suivent pas ou ne font pas respecter`).
fn repeats(side: &SideReading<'_>, mine: &[Negation], i: usize, matched: &[Option<f32>]) -> bool {
    const NEAR: usize = 12;
    let before = (0..i).rev().find(|&k| mine[k].strong);
    before.is_some_and(|k| {
        let between = mine[k].tokens.end..mine[i].tokens.start;
        matched[k].is_some()
            && between.len() <= NEAR
            && between.clone().any(|t| matches!(side.norm(t), "or" | "and" | "nor" | "ou" | "et" | "ni"))
            && !between.clone().any(|t| matches!(side.norm(t), "." | ";" | "!" | "?"))
    })
}

/// Whether the weak word `b` renders something else than the negation `a` and what it
/// negates: *missing* is *disparu*, which is weak itself; *ignorent* is the *know* of *don't know*.
fn renders_another(r: &PairReading<'_>, side: Side, a: &Negation, b: &Negation, mine: &[Negation]) -> bool {
    let scope = a.tokens.start..a.tokens.end + 3;
    let weak_too = |j: usize| mine.iter().any(|c| !c.strong && c.tokens.contains(&j));
    let there = r.side(side.other());
    concepts::renders_something_else(r, side.other(), b.tokens.clone(), &scope)
        || b.tokens.clone().any(|i| there.best_link(i).is_some_and(|(j, p)| p >= 0.5 && weak_too(j)))
}

fn nearness(r: &PairReading<'_>, side: Side, a: &Negation, b: &Negation) -> f32 {
    // The negated words of both lie between and just after their marks.
    let widen = |c: &Negation| c.tokens.start..c.tokens.end + 1;
    let mut best = 0.0_f32;
    for i in widen(a) {
        for j in widen(b) {
            best = best.max(r.nearness(side, i, j));
        }
    }
    best
}

fn strength(cue: &Negation, spare: usize, links: bool) -> f32 {
    let base: f32 = if cue.verbal { 0.8 } else { 0.55 };
    let unsure = if spare > 0 { 0.75 } else { 1.0 };
    base * unsure * if links { 1.0 } else { 0.8 }
}
