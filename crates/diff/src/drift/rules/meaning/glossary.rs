//! Terms of a glossary: one that is missing, a forbidden one that is used, a name that should have
//! stayed.
//!
//! Fires only where a glossary is given. Whether a term of the original is
//! rendered is asked of the whole pair, not of the linked words: a term that
//! stands anywhere in the translation is believed to stand for it.

use crate::drift::cues::glossary::{Glossary as Terms, TermHit};
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use calque_bitext::{Category, Concept, Severity, Term, TermStanding};
use calque_messages::{Message, message};
use calque_text::{Side, Span};

/// See the module.
pub(crate) struct Glossary;

impl PairRule for Glossary {
    rule! {
        id: "glossary",
        category: Terminology,
        summary: "Terms of a glossary that are missing, forbidden, or not to be translated",
        languages: Languages::Any,
        rank: 10,
        flags_identical: true,
        // A wrong term does as much harm as the errors about the same words that are merged into it.
        takes_worst_severity: true,
        // The reader's own word on the matter is told before any other.
        merging_weight: 4.0,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let Some(terms) = r.glossary else { return };
        let hits = terms.find(&r.source, false);
        for hit in &hits {
            if terms.concept(hit.concept).terms[hit.term].standing != TermStanding::Forbidden {
                out.extend(checked(r, terms, hit));
            }
        }
        out.extend(forbidden(r, terms, &hits));
    }
}

/// A term of the original: is it rendered as the glossary has it?
fn checked(r: &PairReading<'_>, terms: &Terms, hit: &TermHit) -> Option<Draft> {
    let concept = terms.concept(hit.concept);
    let words = r.source.words(hit.tokens.clone());
    if concept.keep {
        let stays = terms.stands(hit.concept, hit.term, &r.target).is_some();
        let message = message!("glossary-keep", words = words);
        return (!stays).then(|| finding(r, concept, hit, Severity::Major, message, words));
    }
    let mut due = wanted(concept, r).peekable();
    let (_, first) = due.peek()?;
    let first = first.text.clone();
    if due.any(|(t, _)| terms.stands(hit.concept, t, &r.target).is_some()) {
        return None;
    }
    let named = wanted(concept, r).map(|(_, t)| message!("quoted", words = &t.text));
    let all = named.reduce(|one, other| message!("either", one = one, other = other))?;
    let there = r.counterpart_span(Side::Source, hit.tokens.clone()).map_or("", |s| s.of(r.target.view.text));
    let message = if there.is_empty() {
        message!("glossary-due", due = all, words = words)
    } else {
        message!("glossary-due-instead", due = all, words = words, is = there)
    };
    Some(finding(r, concept, hit, Severity::Minor, message, &first))
}

/// The terms of a concept that may be used in the translation, the preferred first.
fn wanted<'a>(concept: &'a Concept, r: &PairReading<'_>) -> impl Iterator<Item = (usize, &'a Term)> + use<'a> {
    let lang = r.target.lang();
    let of = move |standing| {
        let here = move |(_, t): &(usize, &Term)| t.lang == lang && t.standing == standing;
        concept.terms.iter().enumerate().filter(here)
    };
    of(TermStanding::Preferred).chain(of(TermStanding::Admitted))
}

/// How sure: a word that stands for the term is plainer than none, which may be a pronoun.
fn strength(r: &PairReading<'_>, hit: &TermHit) -> f32 {
    let linked = hit.tokens.clone().filter_map(|i| r.source.best_link(i)).any(|(j, p)| p > 0.4 && r.target.is_word(j));
    if linked { 0.85 } else { 0.6 }
}

fn finding(
    r: &PairReading<'_>,
    concept: &Concept,
    hit: &TermHit,
    severity: Severity,
    message: Message,
    due: &str,
) -> Draft {
    let draft = Draft::new("glossary", Category::Terminology, severity, strength(r, hit))
        .at(r.source.span_of(hit.tokens.clone()), r.counterpart_span(Side::Source, hit.tokens.clone()))
        .says(message)
        .suggests(due);
    noted(draft, concept)
}

/// The finding with what the glossary notes on the concept.
fn noted(draft: Draft, concept: &Concept) -> Draft {
    match &concept.note {
        Some(note) => draft.because(message!("glossary-note", note = note)),
        None => draft,
    }
}

/// Forbidden terms of the translation whose concept the original names, or that have no term
/// in its language.
fn forbidden(r: &PairReading<'_>, terms: &Terms, hits: &[TermHit]) -> Vec<Draft> {
    let named = |concept: usize| hits.iter().find(|h| h.concept == concept);
    let found = terms.find(&r.target, false);
    let allowed = |hit: &TermHit| terms.concept(hit.concept).terms[hit.term].standing != TermStanding::Forbidden;
    let mut out = Vec::new();
    for hit in found.iter().filter(|h| !allowed(h)) {
        let concept = terms.concept(hit.concept);
        let source = named(hit.concept);
        let foreign = concept.terms.iter().any(|t| t.lang == r.source.lang());
        let free = found.iter().any(|h| allowed(h) && h.tokens == hit.tokens && named(h.concept).is_some());
        if (foreign && source.is_none()) || free {
            continue;
        }
        let words = r.target.words(hit.tokens.clone());
        let due = wanted(concept, r).next().map(|(_, t)| t.text.clone());
        let message = match &due {
            Some(due) => message!("glossary-forbids-has", words = words, due = due),
            None => message!("glossary-forbids", words = words),
        };
        let there: Option<Span> = source.map_or_else(
            || r.counterpart_span(Side::Target, hit.tokens.clone()),
            |s| r.source.span_of(s.tokens.clone()),
        );
        let draft = Draft::new("glossary", Category::Terminology, Severity::Major, 0.9)
            .at(there, r.target.span_of(hit.tokens.clone()))
            .says(message)
            .suggests_if(due);
        out.push(noted(draft, concept));
    }
    out
}
