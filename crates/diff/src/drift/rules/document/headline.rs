//! A headline that says more than the text below it.
//!
//! Many readers see only the headline. Where it gives another figure for the same
//! thing than the text, asserts what the text only reports, or says what the text denies, it misleads,
//! whoever is to blame: where the original does so too, the finding is a remark.
//!
//! The headline is the first pair, where it ends like one: without a full stop.

use crate::drift::cues::stem::stem_key;
use crate::drift::cues::{hedges, negations};
use crate::drift::draft::Draft;
use crate::drift::reading::PairReading;
use crate::drift::rule::{DocumentRule, Scope, rule};
use crate::drift::side::{PairView, SideReading};
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::Side;
use calque_text::facts::{NumberFact, NumberKind, QuantityMatch, same_quantity};
use std::collections::BTreeSet;
use std::ops::Range;

/// How many pairs after the headline are compared with it. Set by hand, as the rest.
const COMPARED: usize = 12;
/// The share of the headline's words that a sentence must repeat to be its own.
const REPEATS: f32 = 0.6;
/// The same where the sentence must say the contrary.
const DENIES: f32 = 0.75;
/// Words with less information than this, in nats, are no content words.
const CONTENT: f32 = 6.5;

/// See the module.
pub(crate) struct Headline;

impl DocumentRule for Headline {
    rule! {
        id: "headline",
        category: Inconsistency,
        summary: "A headline of the translation that says more than the text below it: another figure for the same thing, a plain assertion of what the text only reports, or the contrary of what the text says.",
        rank: 330,
        scope: Scope::Document,
    }

    fn check(&self, pairs: &[PairView<'_>]) -> Vec<(usize, Draft)> {
        let Some(at) = headline(pairs) else { return Vec::new() };
        let head = PairReading::new(&pairs[at]);
        let body: Vec<PairReading<'_>> = pairs[at + 1..].iter().take(COMPARED).map(PairReading::new).collect();
        let mut out: Vec<(usize, Draft)> = Vec::new();
        let original = figures(&head, &body, Side::Source);
        for (own, others) in figures(&head, &body, Side::Target) {
            out.push((at, figure(&head, own, &others, !original.is_empty())));
        }
        let likewise = unhedged(&head, &body, Side::Source).is_some();
        if let Some((words, sentence)) = unhedged(&head, &body, Side::Target) {
            out.push((at, assertion(&head, words, &sentence, likewise)));
        }
        let likewise = contrary(&head, &body, Side::Source).is_some();
        if let Some((words, cue)) = contrary(&head, &body, Side::Target) {
            out.push((at, denial(&head, words, &cue, likewise)));
        }
        out
    }
}

/// The pair that is the headline: the first of three words or more, if no full stop ends it.
fn headline(pairs: &[PairView<'_>]) -> Option<usize> {
    let long = |p: &PairView<'_>| p.target.tokens.iter().filter(|t| t.is_content()).count() >= 3;
    let at = pairs.iter().take(3).position(long)?;
    let bare = |text: &str| !text.trim_end().ends_with(['.', '…', '!', '?', ':', '»', '”', '"']);
    (pairs.len() > at + 2 && bare(pairs[at].target.words()) && bare(pairs[at].source.words())).then_some(at)
}

/// Figures of the headline for which the text has only others of the same thing, as written.
fn figures<'r>(head: &'r PairReading<'_>, body: &[PairReading<'_>], side: Side) -> Vec<(&'r NumberFact, Vec<String>)> {
    let h = head.side(side);
    let mut out = Vec::new();
    for own in h.facts.numbers.iter().filter(|n| plain(n)) {
        let Some(thing) = thing(h, own) else { continue };
        let same: Vec<(&SideReading<'_>, &NumberFact)> = body
            .iter()
            .flat_map(|b| b.side(side).facts.numbers.iter().map(move |n| (b.side(side), n)))
            .filter(|(b, n)| plain(n) && self::thing(b, n).as_ref() == Some(&thing))
            .collect();
        let anywhere = body
            .iter()
            .any(|b| b.side(side).facts.numbers.iter().any(|n| same_quantity(own, n) != QuantityMatch::Different));
        if !same.is_empty() && !anywhere && !own.approximate {
            out.push((own, same.iter().map(|(b, n)| n.span.of(b.view.text).to_owned()).collect()));
        }
    }
    out
}

fn plain(n: &NumberFact) -> bool {
    !n.weak && n.value > 2.0 && matches!(n.kind, NumberKind::Cardinal | NumberKind::Percent)
}

/// What is counted: the unit, or the key of the next word of content.
fn thing(side: &SideReading<'_>, n: &NumberFact) -> Option<String> {
    if n.kind == NumberKind::Percent || n.unit.is_some() {
        return None;
    }
    let after = n.tokens.range().end..(n.tokens.range().end + 3).min(side.len());
    let noun = after.into_iter().take_while(|&i| side.is_word(i)).find(|&i| side.information[i] >= CONTENT - 1.5)?;
    Some(stem_key(side.norm(noun), side.lang()))
}

fn figure(head: &PairReading<'_>, own: &NumberFact, others: &[String], likewise: bool) -> Draft {
    let words = own.span.of(head.target.view.text);
    let severity = if likewise { Severity::Info } else { Severity::Minor };
    let f = Draft::new("headline", Category::Number, severity, 0.55)
        .at(head.counterpart_span(Side::Target, own.tokens.range()), Some(own.span))
        .says(message!("headline-figure", words = words, other = &others[0]));
    if likewise { f.because(message!("headline-likewise")) } else { f }
}

/// The words of the headline that a sentence of the text repeats with a hedge, and the hedge.
fn unhedged(head: &PairReading<'_>, body: &[PairReading<'_>], side: Side) -> Option<(Range<usize>, String)> {
    let h = head.side(side);
    if hedges::hedges(h).iter().any(|x| hedges::level(x) >= 1) || !h.facts.quotes.is_empty() {
        return None;
    }
    let cues = |b: &PairReading<'_>| {
        hedges::hedges(b.side(side)).into_iter().filter(|x| hedges::level(x) >= 2).map(|x| x.tokens).collect()
    };
    repeated(h, body, side, REPEATS, cues)
}

/// The words of the headline that a sentence of the text repeats with a negation, or without
/// that of the headline; and the words that negate.
fn contrary(head: &PairReading<'_>, body: &[PairReading<'_>], side: Side) -> Option<(Range<usize>, String)> {
    let h = head.side(side);
    let own = negations::strong(h, head.pair.model);
    if let Some(first) = own.first() {
        // Nobody repeats a headline without its *not*, unless he means it.
        let nowhere = std::iter::once(0..0);
        let cues = |b: &PairReading<'_>| {
            nowhere.clone().filter(|_| negations::strong(b.side(side), b.pair.model).is_empty()).collect()
        };
        let words = h.words(first.clone()).to_owned();
        return repeated(h, body, side, DENIES, cues).map(|(range, _)| (range, words));
    }
    repeated(h, body, side, DENIES, |b| negations::strong(b.side(side), b.pair.model))
}

/// The words of the headline if a sentence of the text repeats most of them, and the first of
/// the sentence's `cues` that stands among them; an empty cue stands anywhere.
fn repeated(
    h: &SideReading<'_>,
    body: &[PairReading<'_>],
    side: Side,
    least: f32,
    cues: impl Fn(&PairReading<'_>) -> Vec<Range<usize>>,
) -> Option<(Range<usize>, String)> {
    let content: Vec<usize> = (0..h.len()).filter(|&i| is_content(h, i)).collect();
    if content.len() < 3 {
        return None;
    }
    let wanted: BTreeSet<String> = content.iter().map(|&i| stem_key(h.norm(i), h.lang())).collect();
    body.iter().find_map(|b| {
        let s = b.side(side);
        let hits: Vec<usize> = (0..s.len()).filter(|&i| wanted.contains(&stem_key(s.norm(i), s.lang()))).collect();
        let found: BTreeSet<String> = hits.iter().map(|&i| stem_key(s.norm(i), s.lang())).collect();
        let (Some(first), Some(last)) = (hits.first(), hits.last()) else { return None };
        if found.len() < 3 || (found.len() as f32) < least * wanted.len() as f32 {
            return None;
        }
        let within = first.saturating_sub(3)..last + 1;
        let cue = cues(b).into_iter().find(|c| c.is_empty() || within.contains(&c.start))?;
        Some((content[0]..content[content.len() - 1] + 1, s.words(cue).to_owned()))
    })
}

fn is_content(side: &SideReading<'_>, i: usize) -> bool {
    side.is_word(i) && side.information.get(i).is_some_and(|x| *x >= CONTENT) && side.norm(i).chars().count() > 2
}

fn assertion(head: &PairReading<'_>, words: Range<usize>, hedge: &str, likewise: bool) -> Draft {
    let severity = if likewise { Severity::Info } else { Severity::Minor };
    let f = Draft::new("headline", Category::Hedge, severity, if likewise { 0.4 } else { 0.45 })
        .at(head.counterpart_span(Side::Target, words.clone()), head.target.span_of(words))
        .says(message!("headline-asserts", hedge = hedge));
    if likewise { f.because(message!("headline-likewise")) } else { f }
}

fn denial(head: &PairReading<'_>, words: Range<usize>, cue: &str, likewise: bool) -> Draft {
    let severity = if likewise { Severity::Info } else { Severity::Major };
    let f = Draft::new("headline", Category::Negation, severity, if likewise { 0.4 } else { 0.5 })
        .at(head.counterpart_span(Side::Target, words.clone()), head.target.span_of(words))
        .says(message!("headline-contrary", words = cue));
    if likewise { f.because(message!("headline-likewise")) } else { f }
}
