//! What a figure bounds: *plus d'un quart* for *less than a quarter*, *3 000* for *at least 3,000*.
//!
//! The rule `numbers` compares values. Where they agree, this one compares the words beside them, which
//! `data/bounds.tsv` lists: whether the figure is reached, passed, or not.

use crate::drift::cues::table::{CueTable, Hit};
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::facts::{NumberFact, NumberKind, QuantityMatch, match_numbers};
use calque_text::{Lang, Side};
use std::ops::Range;
use std::sync::LazyLock;

static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("bounds.tsv")));

/// How far from its figure a word may stand, in tokens. Set by hand.
const REACH: usize = 2;

/// See the module.
pub(crate) struct Bounds;

/// A word beside a figure.
struct Bound {
    tokens: Range<usize>,
    says: &'static str,
    /// What it says without the negation before it.
    bare: &'static str,
    /// Whether its loss is an error.
    missed: bool,
}

impl PairRule for Bounds {
    rule! {
        id: "bounds",
        category: Quantifier,
        summary: "The same figure with another bound: less than for more than, at least left out",
        languages: Languages::WITH_LISTS,
        rank: 88,
        // It says what is wrong, where others see only that something is.
        merging_weight: 1.5,
        certain: true,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let (source, target) = (&r.source.facts.numbers, &r.target.facts.numbers);
        if source.is_empty() || target.is_empty() {
            return;
        }
        let (here, there) = (CUES.find_every(&r.source), CUES.find_every(&r.target));
        let matches = match_numbers(&r.source.facts, &r.target.facts).into_iter().map(|(i, j, how)| {
            let bounds = (bound(&r.source, &source[i], &here), bound(&r.target, &target[j], &there));
            (&source[i], &target[j], how, bounds)
        });
        let matches: Vec<_> = matches.collect();
        // Words that bound a figure on both sides answer each other, and no bound of another figure.
        let both = matches.iter().filter_map(|(.., (was, is))| was.as_ref().zip(is.as_ref()));
        let (taken_here, taken_there): (Vec<_>, Vec<_>) =
            both.map(|(was, is)| (was.tokens.clone(), is.tokens.clone())).unzip();
        let free = |hits: &[Hit<'static>], taken: &[Range<usize>]| -> Vec<Hit<'static>> {
            let is_taken = |h: &Hit<'static>| taken.iter().any(|t| h.tokens.start < t.end && t.start < h.tokens.end);
            hits.iter().filter(|h| !is_taken(h)).cloned().collect()
        };
        let (free_here, free_there) = (free(&here, &taken_here), free(&there, &taken_there));
        for (a, b, how, bounds) in matches {
            // *One or more*.
            let one = |f: &NumberFact| f.value == 1.0 && f.unit.is_none();
            if one(a) || one(b) || how == QuantityMatch::Converted || !is_count(a) || !is_count(b) {
                continue;
            }
            match bounds {
                // The same words are no contraries, however far the negations before them reach.
                (Some(was), Some(is)) if excludes(was.says, is.says) && was.bare != is.bare => {
                    out.push(changed(r, &was, &is));
                }
                (Some(was), None) => out.extend(lost(r, Side::Source, &was, &free_there, &b.tokens.range())),
                (None, Some(is)) => out.extend(lost(r, Side::Target, &is, &free_here, &a.tokens.range())),
                _ => {}
            }
        }
    }
}

/// Whether a figure counts or measures.
fn is_count(fact: &NumberFact) -> bool {
    matches!(fact.kind, NumberKind::Cardinal | NumberKind::Fraction)
}

/// The word that bounds a figure: the nearest before it, else right after it.
fn bound(side: &SideReading<'_>, fact: &NumberFact, hits: &[Hit<'static>]) -> Option<Bound> {
    let own = fact.tokens.range();
    let small = |k: usize| side.is_mark(k) && side.norm(k) != "," || SMALL.contains(&side.norm(k));
    let reaches = |between: Range<usize>| between.len() <= REACH && between.clone().all(small);
    let bounds = |h: &&Hit<'static>| match h.cue.field(1) {
        // A word of the figure itself: *about ten*.
        "before" => {
            h.tokens.start >= own.start && h.tokens.end < own.end
                || h.tokens.end <= own.start && reaches(h.tokens.end..own.start)
        }
        "after" => {
            own.end <= h.tokens.start
                && h.tokens.start - own.end <= REACH
                && (own.end..h.tokens.start).all(|k| side.is_word(k))
        }
        _ => false,
    };
    let nearest = hits.iter().filter(bounds).max_by_key(|h| (h.tokens.end <= own.start, h.tokens.start));
    match nearest {
        Some(h) => Some(Bound {
            says: turned(side, h.tokens.start, h.cue.field(0)),
            bare: h.cue.field(0),
            missed: h.cue.field(2) != "mild",
            tokens: h.tokens.clone(),
        }),
        None => only(side, own.start),
    }
}

/// What a bound says after a negation: `not ... for more than three years` is a limit.
fn turned(side: &SideReading<'_>, start: usize, says: &'static str) -> &'static str {
    let negates = |k: usize| {
        matches!(side.norm(k), "not" | "n't" | "never" | "cannot" | "ne" | "n'" | "pas" | "nicht" | "kein" | "keine")
            || side.norm(k) == "no" && side.lang().code() == "es"
    };
    let near = (start.saturating_sub(NEGATED)..start).rev().take_while(|&k| {
        !side.is_mark(k)
            && !matches!(side.norm(k), "que" | "qu'" | "qui" | "that" | "who" | "but" | "mais" | "and" | "et")
    });
    match says {
        "over" if near.clone().any(negates) => "most",
        "under" if near.clone().any(negates) => "least",
        _ => says,
    }
}

/// How far after a negation it turns a bound round, in tokens. Set by hand.
const NEGATED: usize = 7;

/// `ne ... que` before a figure.
fn only(side: &SideReading<'_>, figure: usize) -> Option<Bound> {
    let que = (figure.saturating_sub(REACH + 1)..figure).rev().find(|&k| matches!(side.norm(k), "que" | "qu'"))?;
    let small = (que + 1..figure).all(|k| SMALL.contains(&side.norm(k)));
    let ne = (que.saturating_sub(NEGATED)..que).rev().find(|&k| matches!(side.norm(k), "ne" | "n'"))?;
    (small && side.lang() == Lang::FR).then(|| Bound { tokens: ne..que + 1, says: "only", bare: "only", missed: false })
}

/// How far from a figure a word may still bound it, in tokens. Set by hand.
const NEAR: usize = 8;

/// Words between a bound and its figure.
const SMALL: [&str; 14] = ["a", "an", "the", "un", "une", "le", "la", "les", "l'", "pour", "for", "of", "de", "d'"];

/// Whether two bounds exclude each other.
fn excludes(a: &str, b: &str) -> bool {
    const EXCLUSIVE: [(&str, &str); 5] =
        [("under", "over"), ("under", "least"), ("most", "over"), ("least", "most"), ("but", "only")];
    EXCLUSIVE.iter().any(|&(x, y)| (a, b) == (x, y) || (a, b) == (y, x))
}

fn changed(r: &PairReading<'_>, a: &Bound, b: &Bound) -> Draft {
    let (was, is) = (r.source.words(a.tokens.clone()), r.target.words(b.tokens.clone()));
    Draft::new("bounds", Category::Quantifier, Severity::Major, 0.85)
        .at(r.source.span_of(a.tokens.clone()), r.target.span_of(b.tokens.clone()))
        .says(message!("bound-changed", was = was, is = is))
}

/// A finding on a bound that nothing on the other side can stand for.
fn lost(
    r: &PairReading<'_>,
    side: Side,
    bound: &Bound,
    others: &[Hit<'static>],
    figure: &Range<usize>,
) -> Option<Draft> {
    let (here, there) = (r.side(side), r.side(side.other()));
    let near = |h: &Hit<'static>| h.tokens.start <= figure.end + NEAR && figure.start <= h.tokens.end + NEAR;
    // *150+*.
    let plus = (0..there.len()).any(|k| there.norm(k).contains('+'));
    if !matches!(bound.says, "least" | "most" | "under" | "over") || !bound.missed || others.iter().any(near) || plus {
        return None;
    }
    let words = here.words(bound.tokens.clone());
    let (span, place) = (here.span_of(bound.tokens.clone()), r.counterpart_span(side, bound.tokens.clone()));
    let base = Draft::new("bounds", Category::Quantifier, Severity::Major, 0.7);
    Some(match side {
        Side::Source => base.at(span, place).says(message!("bound-lost", words = words)),
        Side::Target => base.at(place, span).says(message!("bound-added", words = words)),
    })
}
