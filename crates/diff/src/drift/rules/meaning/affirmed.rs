//! What one side denies the other affirms, in the same words: *a signé le reçu* for *did not sign the
//! receipt*, *valable* for *invalid*, *après avoir payé* for *without paying*.
//!
//! The rule `negation` weighs every negation that lacks a counterpart. This one speaks only where it is
//! plain: the word that is negated is rendered by a word that the lexicon knows for it, and nothing on the
//! other side could stand for the negation.

use crate::drift::cues::grammar::GRAMMAR;
use crate::drift::cues::negations::{self, Negation};
use crate::drift::cues::table::{CueTable, Hit};
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::matching::{concepts, scales};
use crate::drift::reading::PairReading;
use crate::drift::reading::{gaps, lexicon, scope};
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
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
/// Longer sentences say too much otherwise, in tokens. Set by hand.
const LONGEST: usize = 70;
/// How far around the verbs everything must be rendered, in tokens. Set by hand.
const AROUND: usize = 5;
/// A word carries content from this much information on, in nats. Set by hand.
const CONTENT: f32 = 5.5;
/// Least probability of the link of the negated word. Set by hand.
const LINKED: f32 = 0.5;
/// Least relative probability of its rendering. Set by hand.
const LITERAL: f32 = 0.1;

impl PairRule for Affirmed {
    rule! {
        id: "affirmed",
        category: Negation,
        summary: "One side denies what the other affirms in the same words",
        rank: 55,
        // It says what is wrong, where others see only that something is.
        merging_weight: 1.5,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        if !r.has_links() || r.pair.model.is_none() {
            return;
        }
        // A question may be put either way: *Won't you ...?*
        let asks = |side: &SideReading<'_>| (0..side.len()).any(|k| side.norm(k) == "?");
        if asks(&r.source) || asks(&r.target) || r.source.len().max(r.target.len()) > LONGEST {
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
    // Words that negate in themselves: *refuse*, *cesser*, *impossible*.
    let lexical = |list: &[Negation]| list.iter().filter(|n| !n.strong && !n.faint).count();
    if spare_negator(r.side(side.other()), theirs) || lexical(theirs) > lexical(mine) {
        return out;
    }
    // *NO*, *NONE*: letters and names.
    let here = r.side(side);
    let letters = |n: &Negation| n.tokens.clone().any(|k| here.is_acronym(k) || here.is_placeable(k));
    for (k, n) in mine.iter().enumerate().filter(|(_, n)| n.strong && own > other && !letters(n)) {
        let otherwise = scales::says_the_contrary(r, side, n) || scope::is_explained(r, side, n);
        if !otherwise && theirs.iter().all(|m| !answers(r, side, n, m, mine)) && !joined(r, side, mine, k) {
            out.push(n.tokens.clone());
        }
    }
    if own == 0 && other == 0 {
        let there = r.side(side.other());
        // Rendered by a word that negates, or by its plain rendering.
        let negates = |j: usize| theirs.iter().any(|n| !n.faint && n.tokens.contains(&j));
        let known = |k: usize| {
            (0..there.len())
                .any(|j| there.is_word(j) && is_known(r, side, k, j) && (negates(j) || share(r, side, k, j) >= 0.3))
        };
        let unrendered = |h: &Hit<'_>| h.tokens.clone().all(|k| here.information[k] < 4.0 || !known(k));
        // `sans payer`, but *sans délai* is said in many ways.
        let verb = |h: &Hit<'_>| {
            let next = here.norm(h.tokens.end);
            !matches!(here.norm(h.tokens.start), "sans" | "without")
                || ["ing", "er", "ir", "re"].iter().any(|e| next.ends_with(e))
        };
        for hit in IMPLIED.find(here).into_iter().filter(|h| h.cue.field(0) != "void" && unrendered(h) && verb(h)) {
            let n = Negation { tokens: hit.tokens, strong: false, faint: false, verbal: false };
            if theirs.iter().all(|m| !answers(r, side, &n, m, mine)) {
                out.push(n.tokens);
            }
        }
    }
    out
}

/// Whether a side has a word that negates and belongs to none of its plain negations: *not just*, `n'oubliez
/// pas`, a lone `ne`.
fn spare_negator(side: &SideReading<'_>, negations: &[Negation]) -> bool {
    (0..side.len()).any(|k| {
        GRAMMAR.negators.contains(&side.norm(k)) && !negations.iter().any(|n| n.strong && n.tokens.contains(&k))
    })
}

/// Whether `m` of the other side may stand for the negation `n`: it is near, or nothing else on this side
/// explains it.
fn answers(r: &PairReading<'_>, side: Side, n: &Negation, m: &Negation, mine: &[Negation]) -> bool {
    let near = |n: &Negation| {
        let own = n.tokens.start..n.tokens.end + 1;
        own.flat_map(|i| m.tokens.clone().map(move |j| (i, j))).map(|(i, j)| r.nearness(side, i, j)).fold(0.0, f32::max)
    };
    if m.strong {
        // Each negation of the other side stands for the nearest one of this side.
        let nearest = mine.iter().filter(|x| x.strong).map(near).fold(0.0, f32::max);
        if near(n) > 0.25 && near(n) + 0.4 > nearest {
            return true;
        }
        return near(n) + 1e-4 >= nearest;
    }
    let scope = n.tokens.start.saturating_sub(2)..n.tokens.end + 4;
    let elsewhere = concepts::renders_something_else(r, side.other(), m.tokens.clone(), &scope);
    // `sans surveillance` is the *unattended* of *do not leave unattended*.
    let another = mine.iter().filter(|x| !x.strong && x.tokens.start != n.tokens.start).any(|x| near(x) >= near(n));
    // *quitté* is the *leave* of *did not leave*.
    let literal = |j: usize| r.side(side.other()).best_link(j).is_some_and(|(i, _)| is_literal(r, side, i, j));
    let elsewhere = elsewhere || (m.faint && m.tokens.clone().any(literal));
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
    // Between the halves of *n'a jamais ouvert*.
    let inside = negation.start + 1..negation.end.saturating_sub(1);
    let after = (negation.end..(negation.end + REACH).min(here.len())).take_while(|&k| !here.is_mark(k));
    let content = |k: &usize| here.is_word(*k) && here.information[*k] >= CONTENT && !GRAMMAR.helps(here.norm(*k));
    let found: Vec<usize> = inside.chain(after).filter(content).take(2).collect();
    // `ne doute pas`: the word itself negates.
    let negates = |s: Side, k: usize| r.negations(s).iter().any(|n| !n.strong && !n.faint && n.tokens.contains(&k));
    let answered = |k: usize| here.best_link(k).is_some_and(|(j, _)| negates(side.other(), j));
    if found.iter().take(1).any(|&k| negates(side, k) && !answered(k)) {
        return None;
    }
    let verbal = negation.len() > 1 || matches!(here.norm(negation.start), "not" | "n't" | "non");
    if here.norm(negation.start) == "non" && found.first() != Some(&negation.end) {
        return None;
    }
    let mut words = found.into_iter().take(if verbal { 1 } else { 2 });
    words.find_map(|i| {
        let (j, p) = here.best_link(i)?;
        let there = r.side(side.other());
        let literal = p >= LINKED && is_literal(r, side, i, j) && there.information[j] >= CONTENT;
        let prefixed = ["un", "in", "im", "ir", "dis", "non", "mal"].iter().any(|p| there.norm(j).starts_with(p));
        let turned = (prefixed && !here.norm(i).chars().take(2).eq(there.norm(j).chars().take(2)))
            || there.norm(j).ends_with("less");
        // Words left open on the other side may say it otherwise, unless as many are open here.
        let plain = open_around(there, j, &(j..j)) <= open_around(here, i, negation);
        (literal && plain && !turned && !scope::is_negated(r, side.other(), &(j..j + 1))).then_some(j)
    })
}

/// How many words of content beside token `k` are rendered by nothing. What takes the
/// place of a negation that is lost (*quelqu'un* for *nobody*) says nothing of the kind, nor does the
/// negation itself.
fn open_around(side: &SideReading<'_>, k: usize, negation: &Range<usize>) -> usize {
    let counts = |x: &usize| *x != k && !negation.contains(x) && !GRAMMAR.in_its_place.contains(&side.norm(*x));
    (k.saturating_sub(AROUND)..(k + AROUND + 1).min(side.len()))
        .filter(counts)
        .filter(|&x| gaps::is_open(side, x))
        .count()
}

/// The relative probability of `j` of the other side as a rendering of `i`.
fn share(r: &PairReading<'_>, side: Side, i: usize, j: usize) -> f32 {
    let (i, j) = if side == Side::Source { (i, j) } else { (j, i) };
    lexicon::relative_probability(r, i..i + 1, j..j + 1)
}

/// Whether the lexicon gives `j` of the other side any weight as a rendering of `i`.
fn is_known(r: &PairReading<'_>, side: Side, i: usize, j: usize) -> bool {
    let (i, j) = if side == Side::Source { (i, j) } else { (j, i) };
    lexicon::probs(r, i, j).is_some_and(|(p, q)| p.max(q) >= 0.05)
}

/// Whether the lexicon knows `j` of the other side for a rendering of `i`.
fn is_literal(r: &PairReading<'_>, side: Side, i: usize, j: usize) -> bool {
    let (i, j) = if side == Side::Source { (i, j) } else { (j, i) };
    let known = lexicon::probs(r, i, j).is_some();
    known && lexicon::relative_probability(r, i..i + 1, j..j + 1) >= LITERAL || lexicon::inflected(r, i, j)
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
        let Some(other) = there.ids[j] else { continue };
        let (with, without) = (here.ids[i].map_or(0.0, |own| lexicon.prob(own, other)), lexicon.prob(bare, other));
        // `mauvaise compréhension`, `erreurs de communication`.
        let spoils = |k: usize| GRAMMAR.spoiling.contains(&there.norm(k));
        let bad = there.norm(j + 1) == "mal" || (j.saturating_sub(2)..j).any(spoils);
        let contrary = without >= 0.05 && with < 0.1 * without && !bad;
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
