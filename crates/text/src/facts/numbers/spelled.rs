//! Numbers in words: *two hundred and five*, *quatre-vingt-dix-sept*, *tens of thousands*.
//!
//! One pass over the words with the sum so far and the group below a thousand;
//! each word says whether it may follow. Fractions of words (*two thirds*, *la
//! moitié*) are read here too; whether a lone *un* counts is decided by its
//! neighbours.

use super::accumulator::Run;
use crate::facts::lexicon::{Class, NumberWord, number_word};
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
    let first = number_word(view.norm(i), view.lang);
    if first.is_none() {
        return article_group(view, i).or_else(|| half(view, i));
    }
    let mut run = Run::default();
    let mut at = i;
    let mut end = i;
    while let Some(word) = number_word(view.norm(at), view.lang) {
        if !run.accepts(word, view.french()) || (at > i && doubtful_tail(view, at, word)) {
            break;
        }
        run.add(word, view.french());
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
    if view.english() && !run.ordinal {
        year_pair(view, &mut spelled);
    }
    decimals(view, &mut spelled);
    multiply(view, &mut spelled);
    and_a_half(view, &mut spelled);
    denominator(view, &mut spelled);
    Some(spelled)
}

/// A word after the first that may belong to something else: *seventy seconds* is time.
fn doubtful_tail(view: &View, at: usize, word: NumberWord) -> bool {
    word.ordinal && view.french() && matches!(view.norm(at), "second" | "seconde" | "secondes" | "seconds")
        || (word.ordinal && word.value <= 2.0 && view.french() && !view.norm(at).ends_with("ième"))
}

/// *a dozen*, *une dizaine*, *a hundred*, *a million*: the article counts one.
fn article_group(view: &View, i: usize) -> Option<Spelled> {
    if !(view.english() && matches!(view.norm(i), "a" | "an")) {
        return None;
    }
    let word = number_word(view.norm(i + 1), view.lang)?;
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
    let at = match (view.norm(i), view.norm(i + 1)) {
        ("half", "a") if view.english() => i + 2,
        ("half", "-") if view.english() && view.hyphen(i + 1) => i + 2,
        ("half", "million" | "billion" | "dozen") if view.english() => i + 1,
        // A *demi-mille* is half a mile.
        ("demi", "-") if view.norm(i + 2) == "mille" => return None,
        ("demi", "-") if view.french() && view.hyphen(i + 1) => i + 2,
        ("demi", _) if view.french() => i + 1,
        _ => return None,
    };
    let word = number_word(view.norm(at), view.lang).filter(|w| matches!(w.class, Class::Scale | Class::Group))?;
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
        return Some(if view.norm(next) == "et" && view.hyphen(next + 1) { next + 2 } else { next });
    }
    let next = number_word(view.norm(end + 1), view.lang);
    match view.norm(end) {
        "et" if view.french() => {
            let fits = next.is_some_and(|w| w.class == Class::Small && (w.value == 1.0 || w.value == 11.0));
            (fits && run.tens_open()).then_some(end + 1)
        }
        "and" if view.english() => {
            let fits = next.is_some_and(|w| matches!(w.class, Class::Small | Class::Tens));
            (fits && run.hundred_open()).then_some(end + 1)
        }
        _ => Some(end),
    }
}

/// *nineteen eighty-four*, *twenty eighteen*.
fn year_pair(view: &View, spelled: &mut Spelled) {
    if !(13.0..=20.0).contains(&spelled.value) || view.norm(spelled.end) == "-" {
        return;
    }
    let mut run = Run::default();
    let mut at = spelled.end;
    while let Some(word) = number_word(view.norm(at), view.lang) {
        if word.ordinal || !matches!(word.class, Class::Small | Class::Tens) || !run.accepts(word, false) {
            break;
        }
        run.add(word, false);
        at += 1;
        if view.hyphen(at) && number_word(view.norm(at + 1), view.lang).is_some() {
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
    let mark = if view.french() { "virgule" } else { "point" };
    if spelled.ordinal || view.norm(spelled.end) != mark {
        return;
    }
    let (mut at, mut place) = (spelled.end + 1, 0.1);
    while let Some(word) = number_word(view.norm(at), view.lang).filter(|w| w.class == Class::Small && !w.ordinal) {
        // *virgule douze*: two places at once.
        place /= if word.value >= 10.0 { 10.0 } else { 1.0 };
        spelled.value += word.value * place;
        place /= 10.0;
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
        let at = match view.norm(spelled.end) {
            "of" | "de" | "d'" if spelled.magnitude || spelled.approximate => spelled.end + 1,
            _ => spelled.end,
        };
        let Some(word) = number_word(view.norm(at), view.lang) else { return };
        let after_of = at > spelled.end;
        let multiplies = !word.ordinal
            && matches!(word.class, Class::Scale | Class::Group)
            && (word.plural || after_of || word.class == Class::Group || spelled.approximate);
        if !multiplies {
            return;
        }
        spelled.value *= word.value;
        spelled.end = at + 1;
        spelled.approximate |= word.class == Class::Group && word.value != 12.0;
    }
}

/// *two and a half (million)*, *deux millions et demi*, *un et demi*.
pub(crate) fn half_after(view: &View, at: usize) -> Option<usize> {
    match (view.norm(at), view.norm(at + 1), view.norm(at + 2)) {
        ("and", "a", "half") if view.english() => Some(at + 3),
        ("and", "half", _) if view.english() && view.norm(at + 2) != "of" => Some(at + 2),
        ("et", "demi" | "demie", _) if view.french() => Some(at + 2),
        _ => None,
    }
}

fn and_a_half(view: &View, spelled: &mut Spelled) {
    if spelled.ordinal || spelled.magnitude {
        return;
    }
    let Some(after) = half_after(view, spelled.end) else { return };
    // *deux millions et demi* adds half a million, *two and a half million* multiplies afterwards.
    let last = number_word(view.before(spelled.end), view.lang);
    let step = last.map_or(1.0, |w| if matches!(w.class, Class::Scale | Class::Group) { w.value } else { 1.0 });
    spelled.value += step / 2.0;
    spelled.end = after;
    if let Some(word) = number_word(view.norm(after), view.lang).filter(|w| w.class == Class::Scale && !w.ordinal) {
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
    let Some(parts) = parts_of(view, at, spelled.value > 1.0) else { return };
    spelled.value /= parts;
    spelled.fraction = true;
    spelled.end = at + 1;
}

/// The number of parts that token `i` names as a denominator.
pub(crate) fn parts_of(view: &View, i: usize, many: bool) -> Option<f64> {
    let norm = view.norm(i);
    let next = view.norm(i + 1);
    if view.french() {
        return match norm {
            "tiers" => Some(3.0),
            "quart" | "quarts" if !(next == "de" && view.norm(i + 2).starts_with("final")) => Some(4.0),
            _ if many => {
                let word = number_word(norm.strip_suffix('s')?, view.lang)?;
                (word.ordinal && word.value > 4.0).then_some(word.value)
            }
            _ => None,
        };
    }
    if !view.english() {
        return None;
    }
    match norm {
        "half" => Some(2.0),
        "thirds" if many => Some(3.0),
        "quarters" if many => Some(4.0),
        "third" if next == "of" => Some(3.0),
        "quarter" if next == "of" => Some(4.0),
        _ if many || next == "of" => {
            let word = norm.strip_suffix('s').unwrap_or(norm);
            (many == norm.ends_with('s'))
                .then(|| number_word(word, view.lang).filter(|w| w.ordinal && w.value > 3.0))
                .flatten()
                .map(|w| w.value)
        }
        _ => None,
    }
}
