//! One word of the original rendered by several, or one rendering for several words.
//!
//! A note on consistency, never an error: good writers vary. So it speaks only
//! of nouns that are informative and frequent, where one rendering is plainly the
//! usual one and another stands once in a while, and of renderings that the
//! model does not know for a second word.

use crate::drift::cues::stem::stem_key;
use crate::drift::draft::Draft;
use crate::drift::reading::PairReading;
use crate::drift::reading::lexicon;
use crate::drift::rule::{DocumentRule, Scope, rule};
use crate::drift::side::{PairView, SideReading};
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::{Lang, Side, Span};
use std::collections::BTreeMap;

/// Words with less information, in nats, are not terms. Set by hand, as the rest.
const TERM_INFORMATION: f32 = 8.5;
/// How often the usual rendering must stand.
const USUAL: usize = 3;
/// How many times rarer the other one must be.
const RARER: usize = 3;
/// A rendering that the model knows better than this needs no note.
const KNOWN: f32 = 0.6;
/// One that stands for a second word must be known less than this.
const UNKNOWN: f32 = 0.05;

/// A noun and the noun that renders it, once.
struct Use {
    pair: usize,
    source: (String, Span),
    target: (String, Span),
    /// How well the model knows the rendering, both directions agreeing.
    known: f32,
    /// What the model would have said, if that is another word and it is sure.
    other: Option<String>,
}

/// Uses by one of their two words.
type ByWord<'u> = BTreeMap<&'u str, Vec<&'u Use>>;

/// See the module.
pub(crate) struct Terms;

impl DocumentRule for Terms {
    rule! {
        id: "terms",
        category: Inconsistency,
        summary: "One word of the original rendered by several words, or one rendering for several words; a note, never an error.",
        rank: 320,
        scope: Scope::Document,
    }

    fn check(&self, pairs: &[PairView<'_>]) -> Vec<(usize, Draft)> {
        let uses: Vec<Use> = pairs.iter().enumerate().flat_map(|(p, pair)| uses(p, &PairReading::new(pair))).collect();
        let (mut by_source, mut by_target) = (ByWord::new(), ByWord::new());
        for u in &uses {
            by_source.entry(&u.source.0).or_default().push(u);
            by_target.entry(&u.target.0).or_default().push(u);
        }
        let mut out = Vec::new();
        for list in by_source.values() {
            let ranked = ranked(list, |u| &u.target.0);
            let Some((usual, often)) = ranked.first().filter(|(_, l)| l.len() >= USUAL) else { continue };
            for (rare, few) in ranked.iter().skip(1).filter(|(_, l)| l.len() * RARER <= often.len()) {
                if !akin(usual, rare) && few.iter().all(|u| u.known < KNOWN) {
                    out.push((few[0].pair, several_renderings(pairs, few, often)));
                }
            }
        }
        for list in by_target.values() {
            let ranked = ranked(list, |u| &u.source.0);
            let Some((_, often)) = ranked.first().filter(|(_, l)| l.len() >= USUAL) else { continue };
            for (word, few) in ranked.iter().skip(1).filter(|(_, l)| l.len() >= 2) {
                let always = by_source.get(word.as_str()).is_some_and(|all| all.len() == few.len());
                if always && few.iter().all(|u| u.known < UNKNOWN && u.other.is_some()) {
                    out.push((few[0].pair, one_rendering(pairs, few, often)));
                }
            }
        }
        out
    }
}

/// The uses by one of their words, the commonest first.
fn ranked<'u>(list: &[&'u Use], word: impl Fn(&Use) -> &String) -> Vec<(String, Vec<&'u Use>)> {
    let mut groups: BTreeMap<String, Vec<&Use>> = BTreeMap::new();
    for &u in list {
        groups.entry(word(u).clone()).or_default().push(u);
    }
    let mut ranked: Vec<_> = groups.into_iter().collect();
    ranked.sort_by_key(|(_, l)| std::cmp::Reverse(l.len()));
    ranked
}

/// Whether two stems are of one family: *région*, *régional*.
fn akin(a: &str, b: &str) -> bool {
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    shared >= 4 || shared >= a.chars().count().min(b.chars().count())
}

fn words<'a>(pairs: &[PairView<'a>], u: &Use, side: Side) -> &'a str {
    match side {
        Side::Source => u.source.1.of(pairs[u.pair].source.text),
        Side::Target => u.target.1.of(pairs[u.pair].target.text),
    }
}

fn several_renderings(pairs: &[PairView<'_>], few: &[&Use], often: &[&Use]) -> Draft {
    let (term, rare, usual) =
        (words(pairs, few[0], Side::Source), words(pairs, few[0], Side::Target), words(pairs, often[0], Side::Target));
    Draft::new("terms", Category::Inconsistency, Severity::Info, 0.5)
        .at(Some(few[0].source.1), Some(few[0].target.1))
        .says(message!("two-terms", term = term, rare = rare, usual = usual))
        .because(message!("counts", usual = usual, often = often.len(), rare = rare, seldom = few.len()))
        .suggests(usual)
}

fn one_rendering(pairs: &[PairView<'_>], few: &[&Use], often: &[&Use]) -> Draft {
    let (word, other, shared) =
        (words(pairs, few[0], Side::Source), words(pairs, often[0], Side::Source), words(pairs, few[0], Side::Target));
    Draft::new("terms", Category::Inconsistency, Severity::Info, 0.45)
        .at(Some(few[0].source.1), Some(few[0].target.1))
        .says(message!("one-term", shared = shared, word = word, other = other))
        .because(message!("counts-for", usual = other, often = often.len(), rare = word, seldom = few.len()))
        .suggests_if(few[0].other.clone())
}

/// The nouns of a pair that render each other, each the other's best link.
fn uses(p: usize, r: &PairReading<'_>) -> Vec<Use> {
    let (a, b) = (&r.source, &r.target);
    let mut out = Vec::new();
    for i in (0..a.len()).filter(|&i| may_be_term(a, i)) {
        let Some((j, prob)) = a.best_link(i) else { continue };
        let mutual = b.best_link(j).is_some_and(|(k, _)| k == i) && a.links[i].len() == 1 && b.links[j].len() == 1;
        let nouns = may_be_term(b, j) && is_noun(a, i) && is_noun(b, j);
        if prob < 0.6 || !mutual || !nouns {
            continue;
        }
        let (Some(source), Some(target)) = (a.span(i), b.span(j)) else { continue };
        let best = lexicon::best_translation(r, Side::Source, i);
        let other = best.filter(|(w, p)| *p > 0.3 && stem_key(w, b.lang()) != stem_key(b.norm(j), b.lang()));
        out.push(Use {
            pair: p,
            source: (stem_key(a.norm(i), a.lang()), source),
            target: (stem_key(b.norm(j), b.lang()), target),
            known: lexicon::prob(r, i, j).unwrap_or(0.0),
            other: other.map(|(w, _)| w.to_owned()),
        });
    }
    out
}

/// Whether a word is informative and no name, number or acronym.
fn may_be_term(side: &SideReading<'_>, i: usize) -> bool {
    let norm = side.norm(i);
    let long = norm.chars().count() >= 3 && norm.chars().all(char::is_alphabetic);
    let informative = side.information.get(i).is_some_and(|x| *x >= TERM_INFORMATION);
    let common = !side.is_acronym(i) && (side.opens_sentence(i) || !side.is_capital(i));
    side.is_word(i) && long && informative && common
}

/// Whether a word stands where French has its nouns: right after an article or the like.
/// In other languages every word may be one.
fn is_noun(side: &SideReading<'_>, i: usize) -> bool {
    const BEFORE: [&str; 25] = [
        "le", "la", "les", "l'", "un", "une", "des", "du", "au", "aux", "ce", "cet", "cette", "ces", "son", "sa",
        "ses", "leur", "leurs", "notre", "nos", "mon", "ma", "mes", "quelques",
    ];
    side.lang() != Lang::FR || i.checked_sub(1).is_some_and(|k| BEFORE.contains(&side.norm(k)))
}
