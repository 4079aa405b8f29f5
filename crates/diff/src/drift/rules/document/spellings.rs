//! One name spelt in several ways in the same translation: *Kiev* and *Kyiv*.
//!
//! A note on consistency, never an error: each spelling may be right. Two
//! spellings are of one name where the name table says so, or where they
//! render the same name of the original and are written alike.

use crate::drift::cues::names;
use crate::drift::draft::Draft;
use crate::drift::reading::PairReading;
use crate::drift::rule::{DocumentRule, Scope, rule};
use crate::drift::side::PairView;
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::Span;
use std::collections::BTreeMap;

/// A name of the translation, once.
struct Use {
    pair: usize,
    spelling: String,
    source: Option<Span>,
    target: Span,
}

/// See the module.
pub(crate) struct Spellings;

impl DocumentRule for Spellings {
    rule! {
        id: "spellings",
        category: Inconsistency,
        summary: "One name spelt in several ways in the same translation, as a note.",
        rank: 300,
        scope: Scope::Document,
    }

    fn check(&self, pairs: &[PairView<'_>]) -> Vec<(usize, Draft)> {
        let mut names: BTreeMap<String, Vec<Use>> = BTreeMap::new();
        for (p, pair) in pairs.iter().enumerate() {
            for (key, found) in uses(p, &PairReading::new(pair)) {
                names.entry(key).or_default().push(found);
            }
        }
        let mut out = Vec::new();
        let mut reported: Vec<(String, String)> = Vec::new();
        for found in names.values() {
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for u in found {
                *counts.entry(&u.spelling).or_default() += 1;
            }
            let mut ranked: Vec<(&str, usize)> = counts.into_iter().collect();
            ranked.sort_by_key(|&(name, n)| (std::cmp::Reverse(n), name));
            let Some(&(usual, often)) = ranked.first() else { continue };
            for &(rare, n) in ranked.iter().skip(1).filter(|(rare, _)| one_name(usual, rare)) {
                let both = (usual.to_owned(), rare.to_owned());
                let same = |u: &&Use| {
                    u.spelling == rare && found.iter().any(|v| v.spelling == usual && same_name(pairs, u, v))
                };
                if let Some(first) = found.iter().find(same).filter(|_| !reported.contains(&both)) {
                    out.push((first.pair, finding(first, usual, often, n)));
                    reported.push(both);
                }
            }
        }
        out
    }
}

fn finding(first: &Use, usual: &str, often: usize, n: usize) -> Draft {
    let rare = &first.spelling;
    Draft::new("spellings", Category::Inconsistency, Severity::Info, 0.9)
        .at(first.source, Some(first.target))
        .says(message!("two-spellings", rare = rare, usual = usual))
        .because(message!("counts", usual = usual, often = often, rare = rare, seldom = n))
        .suggests(usual)
}

/// Whether two uses render the same words of the original, as far as it is known: a people
/// is not its country.
fn same_name(pairs: &[PairView<'_>], a: &Use, b: &Use) -> bool {
    let words = |u: &Use| u.source.map(|s| s.of(pairs[u.pair].source.text).to_lowercase()).filter(|w| !w.is_empty());
    match (words(a), words(b)) {
        (Some(x), Some(y)) => x == y,
        _ => true,
    }
}

/// Alike enough to be spellings of one name, and not a plural or another case of it.
fn one_name(a: &str, b: &str) -> bool {
    let (x, y) = (a.to_lowercase(), b.to_lowercase());
    let inflected = x.trim_end_matches('s') == y.trim_end_matches('s') || x.contains(&y) || y.contains(&x);
    x != y && !inflected && names::likeness(a, b) >= 0.6
}

/// The names of a pair's translation, each under what it stands for: its group in the
/// table, and the name of the original that it renders.
fn uses(p: usize, r: &PairReading<'_>) -> Vec<(String, Use)> {
    let mut out = Vec::new();
    let mut push = |key: String, source: Option<Span>, target: Span| {
        let spelling = title_case(target.of(r.target.view.text));
        out.push((key, Use { pair: p, spelling, source, target }));
    };
    for hit in names::find(&r.target) {
        let capital = r.target.is_capital(hit.tokens.start);
        if let Some(span) = r.target.span_of(hit.tokens.clone()).filter(|_| capital) {
            push(
                format!("group {}", hit.cue.field(0)),
                r.counterpart_span(calque_text::Side::Target, hit.tokens),
                span,
            );
        }
    }
    for name in &r.target.facts.names {
        // A common noun of two languages (*Agency*, *Agence*) is no name.
        let rare = |j: usize| r.target.ids[j].is_none() || r.target.information[j] >= 12.0;
        for j in name.tokens.range().filter(|&j| r.target.is_word(j) && rare(j)) {
            if let (Some((i, _)), Some(span)) = (r.target.best_link(j).filter(|l| l.1 > 0.5), r.target.span(j)) {
                push(format!("name {}", r.source.norm(i)), r.source.span(i), span);
            }
        }
    }
    out
}

/// `KIEV` and `Kiev` are one spelling.
fn title_case(name: &str) -> String {
    let shouts = name.chars().filter(|c| c.is_alphabetic()).count() > 3 && !name.chars().any(char::is_lowercase);
    if !shouts {
        return name.to_owned();
    }
    let mut opens = true;
    name.chars()
        .flat_map(|c| {
            let lower = !opens;
            opens = !c.is_alphabetic();
            if lower { c.to_lowercase().collect::<Vec<_>>() } else { vec![c] }
        })
        .collect()
}
