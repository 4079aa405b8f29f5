//! What one side denies the other affirms, in the same words: *a signé le reçu* for *did not sign the
//! receipt*, *valable* for *invalid*, *après avoir payé* for *without paying*.
//!
//! The rule `negation` weighs every negation that lacks a counterpart. This one speaks only where it is
//! plain: the word that is negated is rendered by a word that the lexicon knows for it, and nothing on the
//! other side could stand for the negation.

use crate::drift::cues::negations::{self, Negation};
use crate::drift::cues::table::CueTable;
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::matching::concepts;
use crate::drift::reading::PairReading;
use crate::drift::reading::{lexicon, scope};
use crate::drift::rule::{PairRule, rule};
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::Side;
use std::ops::Range;
use std::sync::LazyLock;

/// Words that negate what follows without being a negation.
static IMPLIED: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("implied.tsv")));

/// See the module.
pub(crate) struct Affirmed;

/// How far after a negation the word that it negates may stand. Set by hand.
const REACH: usize = 4;
/// A word carries content from this much information on, in nats. Set by hand.
const CONTENT: f32 = 5.5;
/// Least probability of the link of the negated word. Set by hand.
const LINKED: f32 = 0.5;
/// Least relative probability of its rendering. Set by hand.
const LITERAL: f32 = 0.08;

impl PairRule for Affirmed {
    rule! {
        id: "affirmed",
        category: Negation,
        summary: "One side denies what the other affirms in the same words",
        rank: 55,
        // It says what is wrong, where others see only that something is.
        merging_weight: 1.5,
        certain: true,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        if !r.has_links() || r.pair.model.is_none() {
            return;
        }
        for side in [Side::Source, Side::Target] {
            for negation in lone(r, side) {
                push(r, side, &negation, out);
            }
            prefixes(r, side, out);
        }
    }
}

/// Pushes a finding on a negation of `side`, if what it negates is affirmed on the other.
fn push(r: &PairReading<'_>, side: Side, negation: &Range<usize>, out: &mut Findings) {
    let Some(j) = affirmed(r, side, negation) else { return };
    let (here, there) = (r.side(side), r.side(side.other()));
    let words = here.words(negation.clone());
    let base = Draft::new("affirmed", Category::Negation, Severity::Critical, 0.85);
    out.push(match side {
        Side::Source => {
            base.at(here.span_of(negation.clone()), there.span(j)).says(message!("negation-lost", words = words))
        }
        Side::Target => {
            base.at(there.span(j), here.span_of(negation.clone())).says(message!("negation-added", words = words))
        }
    });
}

/// The negations of a side for which nothing on the other can stand: those of which there are more here, and
/// what only implies a negation where the other side has none at all.
fn lone(r: &PairReading<'_>, side: Side) -> Vec<Range<usize>> {
    let (mine, theirs) = (r.negations(side), r.negations(side.other()));
    let mut out = Vec::new();
    let strong = |list: &[Negation]| list.iter().filter(|n| n.strong).count();
    let (own, other) = (strong(mine), strong(theirs));
    for (k, n) in mine.iter().enumerate().filter(|(_, n)| n.strong && own > other) {
        if theirs.iter().all(|m| !answers(r, side, n, m, mine)) && !joined(r, side, mine, k) {
            out.push(n.tokens.clone());
        }
    }
    if own == 0 && other == 0 {
        for hit in IMPLIED.find(r.side(side)) {
            let n = Negation { tokens: hit.tokens, strong: false, verbal: false };
            if theirs.iter().all(|m| !answers(r, side, &n, m, mine)) {
                out.push(n.tokens);
            }
        }
    }
    out
}

/// Whether `m` of the other side may stand for the negation `n`: it is near, or nothing else on this side
/// explains it.
fn answers(r: &PairReading<'_>, side: Side, n: &Negation, m: &Negation, mine: &[Negation]) -> bool {
    let near = |n: &Negation| {
        let own = n.tokens.start..n.tokens.end + 1;
        own.flat_map(|i| m.tokens.clone().map(move |j| (i, j)))
            .map(|(i, j)| r.nearness(side, i, j))
            .fold(0.0, f32::max)
    };
    if m.strong {
        // Each negation of the other side stands for the nearest one of this side.
        let nearest = mine.iter().filter(|x| x.strong).map(near).fold(0.0, f32::max);
        return near(n) + 1e-4 >= nearest;
    }
    let scope = n.tokens.start..n.tokens.end + 3;
    let elsewhere = concepts::renders_something_else(r, side.other(), m.tokens.clone(), &scope);
    // `sans surveillance` is the *unattended* of *do not leave unattended*.
    let another = mine.iter().filter(|x| !x.strong && x.tokens.start != n.tokens.start).any(|x| near(x) > near(n));
    !elsewhere && !another && near(n) > 0.12
}

/// Whether a negation only continues the one before: *neither ... nor*, *do not follow or enforce*.
fn joined(r: &PairReading<'_>, side: Side, mine: &[Negation], k: usize) -> bool {
    let here = r.side(side);
    let before = (0..k).rev().find(|&p| mine[p].strong);
    before.is_some_and(|p| {
        let between = mine[p].tokens.end..mine[k].tokens.start;
        between.len() <= 12
            && (between.clone().any(|t| matches!(here.norm(t), "or" | "and" | "nor" | "ou" | "et" | "ni"))
                || matches!(here.norm(mine[k].tokens.start), "nor" | "ni"))
    })
}

/// The token of the other side that affirms what a negation of `side` negates.
fn affirmed(r: &PairReading<'_>, side: Side, negation: &Range<usize>) -> Option<usize> {
    let here = r.side(side);
    let inside = negation.clone().skip(1);
    let after = (negation.end..(negation.end + REACH).min(here.len())).take_while(|&k| !here.is_mark(k));
    let content = |k: &usize| here.is_word(*k) && here.information[*k] >= CONTENT;
    let found: Vec<usize> = inside.chain(after).filter(content).take(2).collect();
    let weak = |k: usize| r.negations(side).iter().any(|n| !n.strong && n.tokens.contains(&k));
    // *not uncommon*; *n'hésitez pas à écrire*, which is said otherwise.
    let model = r.pair.model?;
    if found.first().is_some_and(|&k| weak(k) && negations::has_prefix(here, model, k)) {
        return None;
    }
    let verbal = negation.len() > 1 || matches!(here.norm(negation.start), "not" | "n't");
    let mut words = found.into_iter().take(if verbal { 1 } else { 2 });
    words.find_map(|i| {
        let (j, p) = here.best_link(i)?;
        let there = r.side(side.other());
        let literal = p >= LINKED && is_literal(r, side, i, j) && there.information[j] >= CONTENT;
        (literal && !scope::is_negated(r, side.other(), &(j..j + 1))).then_some(j)
    })
}

/// Whether the lexicon knows `j` of the other side for a rendering of `i`.
fn is_literal(r: &PairReading<'_>, side: Side, i: usize, j: usize) -> bool {
    let (i, j) = if side == Side::Source { (i, j) } else { (j, i) };
    lexicon::probs(r, i, j).is_some() && lexicon::relative_probability(r, i..i + 1, j..j + 1) >= LITERAL
}

/// Words with a prefix that negates, rendered by what renders them without it: *invalid* / *valable*.
fn prefixes(r: &PairReading<'_>, side: Side, out: &mut Findings) {
    let (here, there) = (r.side(side), r.side(side.other()));
    let Some(model) = r.pair.model else { return };
    let (Some(vocabulary), Some(lexicon)) = (model.side(here.lang()), model.lexicon(here.lang(), there.lang())) else {
        return;
    };
    for i in (0..here.len()).filter(|&i| here.is_word(i)) {
        let Some(bare) = negations::without_prefix(here, model, i).and_then(|w| vocabulary.id(w)) else { continue };
        let Some((j, _)) = here.best_link(i).filter(|l| l.1 >= LINKED) else { continue };
        let (Some(own), Some(other)) = (here.ids[i], there.ids[j]) else { continue };
        let (with, without) = (lexicon.prob(own, other), lexicon.prob(bare, other));
        let contrary = without >= 0.05 && with < 0.1 * without;
        let turned = |s: Side, k: usize| scope::is_negated(r, s, &(k..k + 1));
        if contrary && turned(side, i) == turned(side.other(), j) && !negations::has_prefix(there, model, j) {
            let (source, target) = if side == Side::Source { (i, j) } else { (j, i) };
            let (was, is) = (r.source.written(source), r.target.written(target));
            out.push(
                Draft::new("affirmed", Category::Negation, Severity::Critical, 0.85)
                    .at(r.source.span(source), r.target.span(target))
                    .says(message!("contrary", is = is, was = was)),
            );
        }
    }
}
