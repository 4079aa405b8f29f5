//! Numbers in words: *two hundred and five*, *quatre-vingt-dix-sept*, *tens of thousands*.
//!
//! One pass over the words with an accumulator ([`Run`]), then what follows the
//! sum: decimals, *of thousands*, *and a half*, the denominator of a fraction
//! (*two thirds*, *trois quarts*).

use super::accumulator::{DOZEN, Run};
use super::one_word;
use crate::facts::lexicon::{Class, Role};
use crate::facts::view::View;

/// A number in words, read.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "four independent properties of one number")]
pub(crate) struct Spelled {
    pub(crate) value: f64,
    /// The token after it.
    pub(crate) end: usize,
    pub(crate) ordinal: bool,
    /// *une dizaine*: rounded.
    pub(crate) approximate: bool,
    /// *thousands*: only an order of size.
    pub(crate) magnitude: bool,
    pub(crate) fraction: bool,
}

/// The number in words that begins at token `i`.
pub(crate) fn read(view: &View, i: usize) -> Option<Spelled> {
    let first = view.number(i);
    if first.is_none() {
        if let Some((value, ordinal)) = one_word::read(view, i) {
            let one = Spelled { value, end: i + 1, ordinal, approximate: false, magnitude: false, fraction: false };
            return Some(multiplied_behind(view, one));
        }
        return article_group(view, i).or_else(|| half(view, i));
    }
    if let Some(spelled) = units_before_tens(view, i) {
        return Some(spelled);
    }
    let mut run = Run::default();
    let mut at = i;
    let mut end = i;
    while let Some(word) = view.number(at) {
        if !run.accepts(word, view.traits.vigesimal) || (at > i && view.is(at, Role::NeverLast)) {
            break;
        }
        run.add(word, view.traits.vigesimal);
        end = at + 1;
        if run.done {
            break;
        }
        at = match joint(view, end, &run) {
            Some(next) => next,
            None => break,
        };
    }
    if end == i {
        return None;
    }
    let mut spelled = Spelled {
        value: run.value(),
        end,
        ordinal: run.ordinal,
        approximate: run.groups,
        magnitude: run.magnitude,
        fraction: false,
    };
    if view.traits.year_pairs && !run.ordinal {
        year_pair(view, &mut spelled);
    }
    decimals(view, &mut spelled);
    multiply(view, &mut spelled);
    and_a_half(view, &mut spelled);
    denominator(view, &mut spelled);
    Some(spelled)
}

/// *dreiundzwanzig Millionen*: a number in one word, and the scales and decimals behind it.
fn multiplied_behind(view: &View, mut spelled: Spelled) -> Spelled {
    if spelled.ordinal {
        return spelled;
    }
    decimals(view, &mut spelled);
    while let Some(word) = view.number(spelled.end).filter(|w| w.class == Class::Scale && !w.ordinal) {
        spelled.value *= word.value;
        spelled.end += 1;
    }
    spelled
}

/// *four and twenty*, as people wrote it long ago; *between four and twenty* is no such number.
fn units_before_tens(view: &View, i: usize) -> Option<Spelled> {
    let class = |at: usize, class: Class| view.number(at).filter(|w| w.class == class && !w.ordinal && !w.plural);
    let (units, tens) = (class(i, Class::Small)?, class(i + 2, Class::Tens)?);
    let joined = view.is(i + 1, Role::AndAfterHundred) && (1.0..10.0).contains(&units.value);
    let alone = view.number(i + 3).is_none() && !view.hyphen(i + 3);
    let in_range = i > 0 && matches!(view.norm(i - 1), "between" | "entre" | "from" | "de");
    (joined && alone && !in_range).then_some(Spelled {
        value: units.value + tens.value,
        end: i + 3,
        ordinal: false,
        approximate: false,
        magnitude: false,
        fraction: false,
    })
}

/// *a dozen*, *a hundred*, *a million*: the article counts one.
fn article_group(view: &View, i: usize) -> Option<Spelled> {
    if !view.is(i, Role::ArticleOne) {
        return None;
    }
    let word = view.number(i + 1)?;
    let counts = matches!(word.class, Class::Hundred | Class::Scale | Class::Group) && !word.ordinal && !word.plural;
    if !counts {
        return None;
    }
    let mut spelled = read(view, i + 1)?;
    spelled.magnitude = false;
    Some(spelled)
}

/// *half a million*, *un demi-million*, *half a dozen*.
fn half(view: &View, i: usize) -> Option<Spelled> {
    if !view.is(i, Role::HalfOf) {
        return None;
    }
    let at = if view.is(i + 1, Role::ArticleOne) || view.hyphen(i + 1) && !view.is(i + 2, Role::Unhalved) {
        i + 2
    } else if view.is(i + 1, Role::Halved) {
        i + 1
    } else {
        return None;
    };
    let word = view.number(at).filter(|w| matches!(w.class, Class::Scale | Class::Group))?;
    Some(Spelled {
        value: word.value / 2.0,
        end: at + 1,
        ordinal: false,
        approximate: true,
        magnitude: false,
        fraction: false,
    })
}

/// Where the number goes on after token `end - 1`: past a hyphen, *and* or *et*.
fn joint(view: &View, end: usize, run: &Run) -> Option<usize> {
    if view.hyphen(end) {
        // *vingt-et-un*
        let next = end + 1;
        return Some(if view.is(next, Role::AndAfterTens) && view.hyphen(next + 1) { next + 2 } else { next });
    }
    let next = view.number(end + 1);
    if view.is(end, Role::AndAfterTens) {
        let tens_and_units = view.traits.tens_and_units;
        let fits = next.is_some_and(|w| {
            w.class == Class::Small && (w.value == 1.0 || w.value == 11.0 || tens_and_units && w.value < 10.0)
        });
        return (fits && run.tens_open()).then_some(end + 1);
    }
    if view.is(end, Role::AndAfterHundred) {
        let fits = next.is_some_and(|w| matches!(w.class, Class::Small | Class::Tens));
        return (fits && run.hundred_open()).then_some(end + 1);
    }
    Some(end)
}

/// *nineteen eighty-four*, *twenty eighteen*.
fn year_pair(view: &View, spelled: &mut Spelled) {
    if !(13.0..=20.0).contains(&spelled.value) || view.norm(spelled.end) == "-" {
        return;
    }
    let mut run = Run::default();
    let mut at = spelled.end;
    while let Some(word) = view.number(at) {
        if word.ordinal || !matches!(word.class, Class::Small | Class::Tens) || !run.accepts(word, false) {
            break;
        }
        run.add(word, false);
        at += 1;
        if view.hyphen(at) && view.number(at + 1).is_some() {
            at += 1;
        }
    }
    let tail = run.value();
    if (10.0..100.0).contains(&tail) {
        spelled.value = spelled.value * 100.0 + tail;
        spelled.end = at;
    }
}

/// *neuf virgule cinq*, *nine point five*.
fn decimals(view: &View, spelled: &mut Spelled) {
    if spelled.ordinal || !view.is(spelled.end, Role::DecimalMark) {
        return;
    }
    let (mut at, mut weight) = (spelled.end + 1, 0.1);
    while let Some(word) = view.number(at).filter(|w| w.class == Class::Small && !w.ordinal) {
        // *virgule douze*: two decimals in one word.
        weight /= if word.value >= 10.0 { 10.0 } else { 1.0 };
        spelled.value += word.value * weight;
        weight /= 10.0;
        at += 1;
        spelled.end = at;
    }
}

/// *dizaines de milliers*, *tens of thousands*, *deux douzaines*, *hundreds of millions*.
fn multiply(view: &View, spelled: &mut Spelled) {
    if spelled.ordinal {
        return;
    }
    for _ in 0..3 {
        let of = view.is(spelled.end, Role::Of) && (spelled.magnitude || spelled.approximate);
        let at = spelled.end + usize::from(of);
        let Some(word) = view.number(at) else { return };
        let after_of = at > spelled.end;
        let multiplies = !word.ordinal
            && matches!(word.class, Class::Scale | Class::Group)
            && (word.plural || after_of || word.class == Class::Group || spelled.approximate);
        if !multiplies {
            return;
        }
        spelled.value *= word.value;
        spelled.end = at + 1;
        spelled.approximate |= word.class == Class::Group && word.value != DOZEN;
    }
}

/// *two and a half (million)*, *deux millions et demi*, *un et demi*: the token after the half at `at`.
pub(crate) fn half_after(view: &View, at: usize) -> Option<usize> {
    if let Some((_, end)) = view.phrase(at, Role::AndAHalf) {
        return Some(end);
    }
    view.phrase(at, Role::AndHalf).map(|p| p.1).filter(|&end| !view.is(end, Role::Of))
}

fn and_a_half(view: &View, spelled: &mut Spelled) {
    if spelled.ordinal || spelled.magnitude {
        return;
    }
    let Some(after) = half_after(view, spelled.end) else { return };
    // *deux millions et demi* adds half a million, *two and a half million* multiplies afterwards.
    let last = spelled.end.checked_sub(1).and_then(|k| view.number(k));
    let step = last.map_or(1.0, |w| if matches!(w.class, Class::Scale | Class::Group) { w.value } else { 1.0 });
    spelled.value += step / 2.0;
    spelled.end = after;
    if let Some(word) = view.number(after).filter(|w| w.class == Class::Scale && !w.ordinal) {
        spelled.value *= word.value;
        spelled.end += 1;
    }
}

/// *two thirds*, *three quarters*, *trois quarts*, *deux cinquièmes*.
fn denominator(view: &View, spelled: &mut Spelled) {
    if spelled.ordinal || spelled.magnitude || !(1.0..20.0).contains(&spelled.value) {
        return;
    }
    let at = if view.hyphen(spelled.end) { spelled.end + 1 } else { spelled.end };
    if let Some((parts, end)) = compound_parts(view, at).filter(|p| spelled.value < p.0) {
        spelled.value /= parts;
        spelled.fraction = true;
        spelled.end = end;
        return;
    }
    let Some(parts) = parts_of(view, at, spelled.value > 1.0) else { return };
    spelled.value /= parts;
    spelled.fraction = true;
    spelled.end = at + 1;
}

/// *dix-septièmes*, *twenty-fifths*: a denominator of several words in the plural, and the token after it.
fn compound_parts(view: &View, i: usize) -> Option<(f64, usize)> {
    let mut run = Run::default();
    let mut at = i;
    while let Some(word) = view.number(at).filter(|&w| run.accepts(w, view.traits.vigesimal)) {
        run.add(word, view.traits.vigesimal);
        at += 1;
        if run.done {
            break;
        }
        if !view.hyphen(at) {
            return None;
        }
        at += 1;
    }
    // *twenty-thirds*: the plural of a rank is no rank in English.
    if let Some(unit) = view.value(at, Role::DenominatorPlural).filter(|&v| v < 10.0 && at > i && run.tens_open()) {
        return Some((run.value() + unit, at + 1));
    }
    let plural =
        at > i + 1 && (view.norm(at - 1).ends_with('s') || view.value(at - 1, Role::DenominatorPlural).is_some());
    (run.ordinal && plural && run.value() > 2.0).then_some((run.value(), at))
}

/// The number of parts that token `i` names as a denominator; `many`: behind a number above one.
fn parts_of(view: &View, i: usize, many: bool) -> Option<f64> {
    // *quart de finale*
    let round = view.is(i + 1, Role::OfRound) && view.norm(i + 2).starts_with("final");
    if let Some(parts) = view.value(i, Role::Denominator).filter(|_| !round) {
        return Some(parts);
    }
    if many && let Some(parts) = view.value(i, Role::DenominatorPlural) {
        return Some(parts);
    }
    let of = view.is(i + 1, Role::Of);
    view.value(i, Role::DenominatorBeforeOf).filter(|&parts| of && (!many || parts <= 4.0))
}
