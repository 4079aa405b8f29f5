//! People, places, organisations: another name, or none.
//!
//! A name counts as rendered where the same letters stand, a spelling of
//! another alphabet's name, an exonym, an adjective or an acronym of the same
//! group, or a word that the lexicon knows. A name that nothing renders, while
//! an equally unaccounted name stands in its place, was changed.

use crate::lexical;
use crate::nametable;
use crate::reading::{Reading, Side, SideReading};
use crate::{Category, Finding, Found, Rule, Severity};
use std::ops::Range;

/// See the module.
pub(crate) struct Names;

impl Rule for Names {
    rule!("names", Entity, "People, places and organisations: changed, lost or added");

    fn check(&self, r: &Reading<'_>, out: &mut Found) {
        if r.pair.model.is_none() {
            return;
        }
        let (source, target) = (unrendered(r, Side::Source), unrendered(r, Side::Target));
        let mut taken = vec![false; target.len()];
        let mut lost = Vec::new();
        for &i in &source {
            let rival = target
                .iter()
                .enumerate()
                .filter(|(k, _)| !taken[*k])
                .map(|(k, &j)| (k, j, r.nearness(Side::Source, i, j)))
                .filter(|x| x.2 >= 0.35)
                .max_by(|x, y| x.2.total_cmp(&y.2));
            match rival {
                Some((k, j, near)) => {
                    taken[k] = true;
                    out.tell(changed(r, i, j, near), &known(r, Some(i), Some(j), near));
                }
                None => lost.push(i),
            }
        }
        for words in runs(&lost) {
            let mut told = known(r, Some(words.start), None, 0.0);
            told[2] = (words.len() as f32).ln();
            out.tell(alone(r, Side::Source, words), &told);
        }
        let added: Vec<usize> = target.iter().zip(&taken).filter(|(_, t)| !**t).map(|(&j, _)| j).collect();
        for words in runs(&added) {
            let mut told = known(r, None, Some(words.start), 0.0);
            told[2] = (words.len() as f32).ln();
            out.tell(alone(r, Side::Target, words), &told);
        }
    }
}

/// Neighbouring words as one: a first name and its surname.
fn runs(words: &[usize]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for &i in words {
        match out.last_mut() {
            Some(run) if i <= run.end + 1 => run.end = i + 1,
            _ => out.push(i..i + 1),
        }
    }
    out
}

/// The words of names on `side` that nothing on the other side renders.
fn unrendered(r: &Reading<'_>, side: Side) -> Vec<usize> {
    let here = r.side(side);
    let mut out = Vec::new();
    for name in &here.facts.names {
        let tokens = name.tokens.range();
        for i in tokens.clone().filter(|&i| here.is_word(i) && here.is_capital(i)) {
            let opens = name.initial && i == tokens.start;
            if here.rendered[i] < 0.3 && here.written(i).chars().count() >= 3 && !(opens && common(here, i)) {
                out.push(i);
            }
        }
    }
    out
}

/// Whether the word is so common that it is hardly a name.
fn common(side: &SideReading<'_>, i: usize) -> bool {
    side.ids[i].is_some() && side.information[i] < 13.0
}

/// What the judge should know: whether there is a pair, how near and how alike the two are,
/// which side alone has a name, and how surely the words are names rather than common nouns.
fn known(r: &Reading<'_>, i: Option<usize>, j: Option<usize>, near: f32) -> [f32; 6] {
    let (was, is) = (i.map_or("", |i| r.source.written(i)), j.map_or("", |j| r.target.written(j)));
    let both = i.is_some() && j.is_some();
    let side = f32::from(u8::from(i.is_some())) - f32::from(u8::from(j.is_some()));
    let (a, b) = (i.map(|i| nameness(r, Side::Source, i)), j.map(|j| nameness(r, Side::Target, j)));
    let least = a.unwrap_or(1.0).min(b.unwrap_or(1.0));
    let most = a.unwrap_or(0.0).max(b.unwrap_or(0.0));
    let both = if both { least } else { 0.0 };
    [both, both * near, nametable::likeness(was, is), side, least, most]
}

/// How surely a word is a name: one that the lexicon leaves as it is, or does not know.
fn nameness(r: &Reading<'_>, side: Side, i: usize) -> f32 {
    let here = r.side(side);
    let acronym = if here.is_acronym(i) { 0.5 } else { 1.0 };
    let Some((other, p)) = lexical::best_translation(r, side, i) else { return 0.8 * acronym };
    let alike = nametable::likeness(here.norm(i), other);
    acronym * if alike >= 0.7 { 1.0 } else { (0.6 - p).max(0.0) }
}

fn changed(r: &Reading<'_>, i: usize, j: usize, near: f32) -> Finding {
    let (was, is) = (r.source.written(i), r.target.written(j));
    let alike = nametable::likeness(was, is);
    // Words of the general vocabulary may be a translated title or the name of an office.
    let plain = [common(&r.source, i), common(&r.target, j)].iter().filter(|c| **c).count();
    let another_spelling = if alike >= 0.5 { 0.35 } else { 1.0 };
    // Each language has its own acronyms, and spells out those of the other.
    let acronym = match (r.source.is_acronym(i), r.target.is_acronym(j)) {
        (false, false) => 1.0,
        (true, true) => 0.55,
        _ => 0.4,
    };
    let strength = (0.5 + 0.4 * near) * [1.0, 0.6, 0.35][plain] * another_spelling * acronym;
    Finding::new("names", Category::Entity, Severity::Critical, strength)
        .at(r.source.span(i), r.target.span(j))
        .says(format!("“{was}” became “{is}”."))
}

fn alone(r: &Reading<'_>, side: Side, words: Range<usize>) -> Finding {
    let here = r.side(side);
    let name = here.words(words.clone());
    let i = words.start;
    let strength = if common(here, i) { 0.1 } else { 0.4 } * (1.0 - here.rendered[i]);
    let base = Finding::new("names", Category::Entity, Severity::Major, strength);
    let (span, place) = (here.span_of(words.clone()), r.place(side, words));
    match side {
        Side::Source => base.at(span, place).says(format!("The name “{name}” is not in the translation.")),
        Side::Target => base.at(place, span).says(format!("The name “{name}” is not in the original.")),
    }
}
