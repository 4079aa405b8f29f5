//! Proportions in two numbers: *one in five*, *nine out of ten*, *un adulte sur cinq*, *50-50*.

use super::reading::Reading;
use crate::facts::lexicon::Role;
use crate::facts::types::{NumberFact, NumberKind};
use crate::facts::unit::Dimension;
use crate::facts::view::View;

/// The most words between the parts and what they are of: *une personne interrogée sur dix*.
const WORDS_BETWEEN: usize = 3;

/// Joins the two numbers of a proportion into one fraction; both numbers stay as other readings.
pub(crate) fn join_proportions(view: &View, found: &mut Vec<Reading>) {
    for reading in &mut *found {
        if let Some(start) = article_of(view, &reading.fact) {
            reading.fact = fraction(view, &reading.fact, 1.0, start);
        }
    }
    let mut k = 1;
    while k < found.len() {
        let joined = proportion(view, &found[k - 1].fact, &found[k].fact);
        if let Some(fact) = joined {
            found[k - 1].fact = fact;
            found.remove(k);
        } else {
            k += 1;
        }
    }
}

/// Drops the second number of *24 heures sur 24* and *seven days a week*.
pub(crate) fn drop_repeated(view: &View, found: &mut Vec<Reading>) {
    let mut k = 1;
    while k < found.len() {
        if is_whole_again(view, &found[k - 1].fact, &found[k].fact) {
            // *around the clock* says it without a number.
            let part = &mut found[k - 1].fact;
            (part.weak, part.droppable) = (true, true);
            found.remove(k);
        } else {
            k += 1;
        }
    }
}

/// The proportion that two numbers in a row make.
fn proportion(view: &View, part: &NumberFact, whole: &NumberFact) -> Option<NumberFact> {
    let (a, b) = (part.value, whole.value);
    let gap = part.tokens.end as usize..whole.tokens.start as usize;
    let even = part.kind == NumberKind::Score && whole.kind == NumberKind::Score && a == 50.0 && b == 50.0;
    let joined = even && gap.len() == 1 || counts(part) && counts(whole) && a < b && is_joined(view, gap);
    if !joined {
        return None;
    }
    let mut fact = part.clone();
    fact.kind = NumberKind::Fraction;
    fact.value = if even { 0.5 } else { a / b };
    fact.alternatives = if even || a == 1.0 { vec![b] } else { vec![b, a] };
    fact.tokens.end = whole.tokens.end;
    fact.span = view.span(part.tokens.start as usize, whole.tokens.end as usize);
    fact.weak = false;
    fact.droppable = false;
    Some(fact)
}

/// The fraction of which `part` is above and `whole` below, from token `start`.
fn fraction(view: &View, whole: &NumberFact, part: f64, start: usize) -> NumberFact {
    let mut fact = whole.clone();
    fact.kind = NumberKind::Fraction;
    fact.value = part / whole.value;
    fact.alternatives = vec![whole.value];
    fact.tokens.start = start as u32;
    fact.span = view.span(start, whole.tokens.end as usize);
    (fact.weak, fact.droppable) = (false, false);
    fact
}

/// *un adulte sur* before *cinq*: the article that counts one.
fn article_of(view: &View, whole: &NumberFact) -> Option<usize> {
    let joint = (whole.tokens.start as usize).checked_sub(1)?;
    if !counts(whole) || whole.value < 2.0 || !view.is(joint, Role::OutOfAfterNoun) {
        return None;
    }
    let words = |from: usize| (from..joint).all(|i| view.kind(i) == Some(crate::TokenKind::Word));
    (1..=WORDS_BETWEEN + 1)
        .filter_map(|back| joint.checked_sub(back))
        .find(|&i| view.is(i, Role::ArticleOrOne) && words(i))
}

/// *24 heures* **sur 24**, *seven days* **a week**: all of it, said twice.
fn is_whole_again(view: &View, part: &NumberFact, whole: &NumberFact) -> bool {
    let joint = part.tokens.end as usize;
    if let (Some(u), Some(v)) = (part.unit, whole.unit)
        && u.dimension == Dimension::Duration
        && v.dimension == Dimension::Duration
    {
        let once = whole.value == 1.0 && whole.spelled && whole.tokens.start as usize == joint;
        return once && u.to_si(part.value) == v.to_si(whole.value) && u.symbol != v.symbol;
    }
    part.unit.is_some()
        && part.value == whole.value
        && whole.tokens.start as usize == joint + 1
        && view.is(joint, Role::OutOfAfterNoun)
}

/// Whether a number may be a part or the whole of a proportion.
fn counts(fact: &NumberFact) -> bool {
    let plain = matches!(fact.kind, NumberKind::Cardinal | NumberKind::Range);
    plain && fact.unit.is_none() && fact.value % 1.0 == 0.0 && (1.0..=1e6).contains(&fact.value) && !fact.approximate
}

/// Whether the words between two numbers make a proportion of them.
fn is_joined(view: &View, gap: std::ops::Range<usize>) -> bool {
    if let Some((_, end)) = view.phrase(gap.start, Role::OutOf)
        && end == gap.end
    {
        return true;
    }
    let Some(last) = gap.end.checked_sub(1).filter(|&l| l >= gap.start) else { return false };
    // *un adulte sur cinq*
    let words = last - gap.start;
    let nouns = (1..=WORDS_BETWEEN).contains(&words)
        && (gap.start..last).all(|i| view.kind(i) == Some(crate::TokenKind::Word) && !view.is_digits(i));
    view.is(last, Role::OutOfAfterNoun) && nouns
}
