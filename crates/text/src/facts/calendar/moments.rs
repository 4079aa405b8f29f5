//! Times said by where they lie: *yesterday*, *next month*, *in spring*, *44 BC*, *the late 1980s*.
//!
//! They take no tokens: *last May* is a month as well, *the 1980s* a decade.

use super::months::month_at;
use crate::facts::lexicon::{Role, word};
use crate::facts::types::{MomentFact, MomentKind, TokenRange};
use crate::facts::unit::Dimension;
use crate::facts::units;
use crate::facts::view::View;

/// The unit of a time that is said by the name of a day or month.
const NAMED: &str = "weekday";
/// The unit of a season.
const SEASON: &str = "season";
/// The most words between *early* and the time that it is a part of.
const WORDS_BETWEEN: usize = 3;

/// A moment read: kind, value, unit and the token after it.
type Read = (MomentKind, i8, Option<&'static str>, usize);

/// Finds the moments.
pub(crate) fn moments(view: &View) -> Vec<MomentFact> {
    let mut out = Vec::new();
    for i in 0..view.len() {
        for read in [relative, season, era, part_of_time] {
            let Some((kind, value, unit, end)) = read(view, i) else { continue };
            let end = end.min(view.len());
            // *la semaine prochaine* is not *semaine prochaine* once more.
            let inside = |m: &MomentFact| m.kind == kind && (m.tokens.end as usize) > i;
            if !out.iter().rev().take(4).any(inside) {
                let (span, tokens) = (view.span(i, end), TokenRange::new(i, end));
                out.push(MomentFact { span, tokens, kind, value, unit });
            }
        }
    }
    out
}

/// *yesterday*, *last night*, *next month*, *lundi prochain*, *cette année*.
fn relative(view: &View, i: usize) -> Option<Read> {
    // *the day before* **yesterday**
    if let Some((days, end)) = view.phrase_value(i, Role::RelativeDay)
        && !view.is(end, Role::RelativeDay)
        && !view.phrase_before(end, Role::NoRelativeDay)
    {
        return Some((MomentKind::Relative, days as i8, Some("day"), end));
    }
    if let Some(value) = view.value(i, Role::RelativeBefore)
        && !view.after(i, Role::Definite)
    {
        // *cette nuit* may be the last or the next, *ce jour* any.
        let (unit, end) = spoken_of(view, i + 1).filter(|&(unit, _)| unit != "day" || value != 0.0)?;
        return Some((MomentKind::Relative, value as i8, Some(unit), end));
    }
    let (unit, end) = spoken_of(view, i)?;
    let value = view.value(end, Role::RelativeAfter)?;
    Some((MomentKind::Relative, value as i8, Some(unit), end + 1))
}

/// The unit, day, month or season at token `i` that a word like *next* may stand beside.
fn spoken_of(view: &View, i: usize) -> Option<(&'static str, usize)> {
    if view.value(i, Role::Weekday).is_some() || month_at(view, i).is_some() {
        return Some((NAMED, i + 1));
    }
    if view.value(i, Role::Season).or_else(|| view.value(i, Role::SeasonOrWord)).is_some() {
        return Some((SEASON, i + 1));
    }
    let (unit, end) = units::unit_at(view, i, false)?;
    let spans = unit.dimension == Dimension::Duration && unit.factor >= 80_000.0;
    let plural = view.norm(i).ends_with('s') && !view.is(i, Role::OwnPlural);
    (spans && !plural).then_some((if unit.symbol == "night" { "day" } else { unit.symbol }, end))
}

/// *summer*; *in the fall*, *cet été*.
fn season(view: &View, i: usize) -> Option<Read> {
    let sure = view.value(i, Role::Season);
    let led = || {
        let at = i - usize::from(view.after(i, Role::Definite));
        // *printemps et été*
        let listed = i > 1 && view.is_any(i - 1, Role::ListJoint) && view.is(i - 2, Role::Season);
        listed
            || view.after(at, Role::BeforeSeason)
            || view.is(i + 1, Role::RelativeAfter)
            || view.plain(i + 1).is_some_and(|y| y > 1000)
    };
    let value = sure.or_else(|| view.value(i, Role::SeasonOrWord).filter(|_| led()))?;
    Some((MomentKind::Season, value as i8, None, i + 1))
}

/// *BC*, *A.D.*, *av. J.-C.*, *avant notre ère*.
fn era(view: &View, i: usize) -> Option<Read> {
    let numbered = || (i > 0 && (view.is_digits(i - 1) || view.after(i, Role::Century))) || view.is_digits(i + 1);
    if let Some(value) = word(view.raw(i)).value(Role::Era, view.language()).filter(|_| numbered()) {
        return Some((MomentKind::Era, value as i8, None, i + 1));
    }
    if let Some((value, end)) = view.phrase_value(i, Role::EraName) {
        return Some((MomentKind::Era, value as i8, None, end));
    }
    let value = view.value(i, Role::BeforeChrist)?;
    let at = i + 1 + usize::from(view.norm(i + 1) == ".");
    if view.is(at, Role::Christ) {
        return Some((MomentKind::Era, value as i8, None, at + 1));
    }
    // *J.-C.*
    let letters: Vec<usize> = (at..at + 6).filter(|&k| !matches!(view.norm(k), "." | "-" | "‑")).take(2).collect();
    let [first, second] = letters.as_slice() else { return None };
    let initials = view.raw(*first) == "J" && view.raw(*second) == "C"
        || view.norm(*first) == "jésus" && view.is(*second, Role::Christ);
    initials.then_some((MomentKind::Era, value as i8, None, second + 1 + usize::from(view.norm(second + 1) == ".")))
}

/// *early 2020*, *the late 1980s*, *mid-June*, *fin du mois*, *début des années 90*.
fn part_of_time(view: &View, i: usize) -> Option<Read> {
    let value = view.value(i, Role::PartOfTime)?;
    let mut at = i + 1;
    while at < i + 1 + WORDS_BETWEEN && !is_time(view, at) && (view.hyphen(at) || view.is(at, Role::BeforeTimeNoun)) {
        at += 1;
    }
    is_time(view, at).then_some((MomentKind::Part, value as i8, None, at + 1))
}

/// Whether token `i` begins a year, a decade, a century, a month, or a unit of time of a week or more.
fn is_time(view: &View, i: usize) -> bool {
    let raw = view.raw(i);
    let year =
        raw.len() >= 4 && raw.as_bytes()[..4].iter().all(u8::is_ascii_digit) && matches!(raw.get(4..), Some("" | "s"));
    let ranked = view.number(i).is_some_and(|w| w.ordinal) || view.is_digits(i) || raw.starts_with(['X', 'V', 'I']);
    let century = ranked && view.is(i + 1, Role::Century);
    let unit = || {
        units::unit_at(view, i, false).is_some_and(|(u, _)| u.dimension == Dimension::Duration && u.factor > 500_000.0)
    };
    (year && raw < "2100") || century || view.is(i, Role::Decades) || month_at(view, i).is_some() || unit()
}
