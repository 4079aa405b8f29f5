//! Digits that name and do not count: `F-16`, `COVID-19`, `RD192`, telephone numbers.

use super::digits;
use super::ranks::part_of_year;
use super::reading::{Reading, blank, finish};
use crate::facts::lexicon::Role;
use crate::facts::types::NumberKind;
use crate::facts::view::View;

/// Letters with digits: *RD192*, *F-16*, *COVID-19*, *A320neo*.
pub(crate) fn identifier(view: &View, i: usize) -> Option<Reading> {
    if let Some(part) = part_of_year(view, i) {
        return Some(part);
    }
    let raw = view.raw(i);
    if raw.bytes().any(|b| b.is_ascii_digit()) {
        let digits: String = raw.chars().filter(char::is_ascii_digit).take(15).collect();
        let value = digits.parse().unwrap_or(0.0);
        return Some(finish(view, blank(i, i + 1, value, NumberKind::Identifier), 1.0, true));
    }
    if view.is_any(i, Role::OpenPrefix) || !view.is_capital(i) || !view.hyphen(i + 1) || !view.is_digits(i + 2) {
        return None;
    }
    let d = digits::read(view.raw(i + 2), view.traits.decimal_comma)?;
    let followed = view.hyphen(i + 3) && view.is_digits(i + 4);
    (!followed && d.plain < 4 && d.plain > 0)
        .then(|| finish(view, blank(i, i + 3, d.value, NumberKind::Identifier), 1.0, true))
}

/// Groups of digits joined by hyphens, or French telephone groups: one identifier.
pub(crate) fn joined_identifier(view: &View, i: usize, out: &mut Vec<Reading>) -> bool {
    if let Some(end) = telephone(view, i).or_else(|| american_telephone(view, i)) {
        let digits: String = (i..end).flat_map(|k| view.raw(k).chars()).filter(char::is_ascii_digit).take(15).collect();
        let mut fact = blank(i, end, digits.parse().unwrap_or(0.0), NumberKind::Identifier);
        if i > 0 && view.raw(i - 1) == "+" {
            // Without the code of the country.
            fact.alternatives = (1..=3).filter_map(|n| digits.get(n..)?.parse().ok()).collect();
        }
        out.push(finish(view, fact, 1.0, true));
        return true;
    }
    let digits_of = |k: usize| view.plain(k).map(|_| view.raw(k).len());
    let mut end = i + 1;
    let Some(mut total) = digits_of(i) else { return false };
    let mut longest = total;
    let mut groups = 1;
    while view.hyphen(end) {
        let Some(n) = digits_of(end + 1) else { break };
        total += n;
        longest = longest.max(n);
        groups += 1;
        end += 2;
    }
    if groups == 1 {
        while digits_of(end) == Some(2) && !view.glued(end - 1) && groups < 12 {
            total += 2;
            groups += 1;
            end += 1;
        }
        if groups < 4 || digits_of(i).is_some_and(|n| n > 2) {
            return false;
        }
    }
    let years = groups == 2 && longest == 4 && (digits_of(i) == Some(4));
    if total < 7 || longest > 9 || years {
        return false;
    }
    let value = (i..end).filter_map(|k| view.plain(k)).fold(0.0, |sum: f64, v| sum * 31.0 + f64::from(v));
    out.push(finish(view, blank(i, end, value, NumberKind::Identifier), 1.0, true));
    true
}

/// *(514) 555-0199*, *514 555-0199*, *514-555-0199*, *555-0199*; returns the token after.
fn american_telephone(view: &View, i: usize) -> Option<usize> {
    let mark = |k: usize| matches!(view.raw(k), "(" | ")" | "-" | "." | "‑" | "–");
    let mut groups: Vec<usize> = Vec::new();
    let mut k = i;
    while k < view.len() && groups.len() < 6 {
        if mark(k) {
            k += 1;
            continue;
        }
        let raw = view.raw(k);
        if !raw.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '.')) {
            break;
        }
        groups.extend(raw.split(|c: char| !c.is_ascii_digit()).filter(|g| !g.is_empty()).map(str::len));
        k += 1;
        if matches!(groups.as_slice(), [3, 3, 4] | [1, 3, 3, 4]) {
            return (!view.is_digits(k) || view.norm(k).is_empty()).then_some(k);
        }
    }
    None
}

/// Groups of digits after a leading zero or plus: *0800 555 111*; returns the token after.
fn telephone(view: &View, i: usize) -> Option<usize> {
    let first = view.raw(i);
    let plus = i > 0 && view.glued(i - 1) && view.raw(i - 1) == "+";
    if !(first.starts_with('0') && first.len() > 1 || plus) || first.len() > 12 {
        return None;
    }
    let only_digits = |k: usize| {
        let raw = view.raw(k);
        !raw.is_empty() && raw.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '\u{202f}'))
    };
    let mut end = i;
    let mark = |k: usize| matches!(view.raw(k), "(" | ")" | "-" | ".") && only_digits(k + 1);
    while (only_digits(end) || plus && end > i && (mark(end) || view.raw(end) == ")" && only_digits(end + 1)))
        && end - i < 12
    {
        end += 1;
    }
    let count: usize = (i..end).map(|k| view.raw(k).bytes().filter(u8::is_ascii_digit).count()).sum();
    (count >= 7 && end > i).then_some(end)
}
