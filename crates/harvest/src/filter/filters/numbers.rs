//! Figures, dates and times that differ between the sides.
//!
//! They are compared by value, as the drift rules do: `32.7` is `32,7`, `2,000` is `2000`,
//! *three* is `3`, `2011/2012` is `2011-2012`, 80 °F is 27 °C. Where the figures of both
//! sides are spelt alike and no number is in words, that is not needed. The score is the
//! severity of the worst difference, in [0, 1]: 1 for a figure that became another, less for
//! one that only one side has, little for what translators change freely. Severities were
//! chosen by hand.

use crate::filter::base::{Accept, Filter, FilterContext};
use crate::pair::hash::{HashSet64, hash};
use crate::pair::{PairFeatures, SideFeatures};
use calque_text::TokenKind;
use calque_text::facts::{
    DateTimeDifference, FactChange, Facts, NumberFact, NumberKind, QuantityMatch, TimeFact, compare_dates,
    compare_numbers, compare_times, extract_numeric, match_numbers,
};
use std::sync::LazyLock;

/// See the module.
pub(crate) struct Numbers;

impl Filter for Numbers {
    filter!("numbers", Accept::AtMost, "Gravest difference between the figures of both sides");

    fn score(&self, pair: &PairFeatures<'_>, _: &FilterContext) -> Option<f32> {
        if same_figures(pair) {
            return Some(0.0);
        }
        let facts = |side: &SideFeatures<'_>| extract_numeric(side.text, side.lang, &side.words().tokens);
        let worst = worst_difference(&facts(&pair.source), &facts(&pair.target), one_as_article(pair));
        let worst = worst.max(score_difference(pair));
        // The same digits in the same order were read differently: *negative 1,2* and *(-1, 2)*.
        Some(if worst > SAME_DIGITS && same_digits(pair) { SAME_DIGITS } else { worst })
    }
}

/// Words that are numbers and that a translation must keep.
static NUMBER_WORDS: LazyLock<HashSet64> = LazyLock::new(|| {
    let words = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen \
                 eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands \
                 million millions billion billions trillion trillions dozen dozens half third quarter \
                 deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante \
                 cinquante soixante septante huitante nonante cent cents mille milliard milliards billions dizaine \
                 dizaines vingtaine centaine centaines millier milliers douzaine quinzaine demi demie tiers quart";
    words.split_whitespace().map(|w| hash(w.as_bytes())).collect()
});

/// The severity of a difference where both sides have the same digits. Set by hand.
const SAME_DIGITS: f32 = 0.5;

/// Whether both sides have the same runs of digits, in the same order, two at least.
fn same_digits(pair: &PairFeatures<'_>) -> bool {
    let runs = |text: &'_ str| -> Vec<String> {
        text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).map(str::to_owned).collect()
    };
    let source = runs(pair.source.text);
    source.len() > 1 && source == runs(pair.target.text)
}

/// Whether a side has an article where the other may have the figure 1: *1 column*, *une colonne*.
fn one_as_article(pair: &PairFeatures<'_>) -> bool {
    static ARTICLES: LazyLock<HashSet64> =
        LazyLock::new(|| "one a an un une".split(' ').map(|w| hash(w.as_bytes())).collect());
    [&pair.source, &pair.target].into_iter().any(|side| side.words().keys.iter().any(|key| ARTICLES.contains(key)))
}

/// Whether a number of one side is the time of day that the other has: *half past six*, *six heures et demie*.
fn is_time(number: &NumberFact, times: &[TimeFact]) -> bool {
    times.iter().any(|time| {
        let hour = f64::from(time.hour % 12);
        let value = number.value % 12.0;
        value == hour || value == hour + f64::from(time.minute) / 60.0
    })
}

/// Whether both sides have the same figures, spelt alike, and no number in words.
fn same_figures(pair: &PairFeatures<'_>) -> bool {
    let figures = |side: &SideFeatures<'_>| -> Option<Vec<u64>> {
        let words = side.words();
        let mut out = Vec::new();
        for (i, key) in words.keys.iter().enumerate() {
            let token = words.token(i)?;
            let number =
                token.kind == TokenKind::Number || token.span.of(side.text).bytes().any(|b| b.is_ascii_digit());
            if number {
                out.push(*key);
            } else if NUMBER_WORDS.contains(key) {
                return None;
            }
        }
        out.sort_unstable();
        Some(out)
    };
    match (figures(&pair.source), figures(&pair.target)) {
        (Some(s), Some(t)) => s == t,
        _ => false,
    }
}

/// The severity of the worst difference between figures, dates and times.
fn worst_difference(source: &Facts, target: &Facts, article: bool) -> f32 {
    let numbers = compare_numbers(source, target).into_iter().map(|d| {
        let (a, b) = (d.source.map(|i| &source.numbers[i]), d.target.map(|j| &target.numbers[j]));
        match (a, b) {
            (Some(a), Some(b)) => changed(a, b, d.weak, d.change),
            (Some(one), None) if is_time(one, &target.times) => 0.0,
            (None, Some(one)) if is_time(one, &source.times) => 0.0,
            (Some(one), None) | (None, Some(one)) => unmatched(one, d.weak || article && one.value == 1.0),
            (None, None) => 0.0,
        }
    });
    let has_number = |d: &DateTimeDifference| match (d.source, d.target) {
        (Some(i), None) => target.numbers.iter().any(|n| is_time(n, &source.times[i..=i])),
        (None, Some(j)) => source.numbers.iter().any(|n| is_time(n, &target.times[j..=j])),
        _ => false,
    };
    let times = compare_times(source, target).into_iter().filter(|d| !has_number(d));
    let moments = compare_dates(source, target).into_iter().chain(times);
    let moments = moments.map(|d| match (d.change, d.weak) {
        (FactChange::Changed, false) => 0.9,
        (FactChange::Changed, true) => 0.4,
        (_, false) => 0.5,
        (_, true) => 0.1,
    });
    let approximate = match_numbers(source, target).into_iter().map(|(i, j, how)| {
        let (a, b) = (&source.numbers[i], &target.numbers[j]);
        if how == QuantityMatch::Approx && not_rounded(a, b) { 0.9 } else { 0.0 }
    });
    numbers.chain(moments).chain(approximate).fold(0.0, f32::max)
}

/// Whether two close figures differ although neither is a rounding of the other: 9.3 and 9.4, but not
/// 12,498 and 12,500.
fn not_rounded(a: &NumberFact, b: &NumberFact) -> bool {
    let exact = |n: &NumberFact| !n.spelled && !n.approximate;
    let same_unit = a.unit.map(|u| u.symbol) == b.unit.map(|u| u.symbol);
    exact(a) && exact(b) && same_unit && significant(a.value) == significant(b.value)
}

/// Significant digits of a number, without zeros at its end.
fn significant(value: f64) -> usize {
    let digits: String = format!("{:.6}", value.abs()).chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}

/// The severity of a difference between results of games (`1:0`, `3x1`), which are no quantities.
fn score_difference(pair: &PairFeatures<'_>) -> f32 {
    let of = |side: &SideFeatures<'_>| -> Vec<(u32, u32)> {
        let tokens = side.words().tokens.iter().filter(|t| t.kind == TokenKind::Number);
        let both = tokens.filter_map(|t| t.span.of(side.text).split_once([':', 'x']));
        both.filter_map(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?))).collect()
    };
    let (mut s, t) = (of(&pair.source), of(&pair.target));
    if s.is_empty() || s.len() != t.len() {
        return 0.0;
    }
    // It may be a time of day, on a clock of twelve hours or of twenty-four.
    let same = |a: (u32, u32), b: (u32, u32)| a.1 == b.1 && a.0 % 12 == b.0 % 12;
    for result in t {
        let Some(at) = s.iter().position(|other| same(*other, result)) else { return 0.8 };
        s.swap_remove(at);
    }
    0.0
}

/// The severity of `a` having become `b`.
fn changed(a: &NumberFact, b: &NumberFact, weak: bool, change: FactChange) -> f32 {
    let digits = !a.spelled && !b.spelled;
    let loose = is_loose(a.kind) || is_loose(b.kind);
    match (weak, change, digits) {
        (true, ..) => 0.2,
        (_, FactChange::UnitChanged, _) => 0.4,
        (_, _, true) if loose => 0.75,
        (_, _, true) => 1.0,
        _ if loose => 0.3,
        _ if a.approximate || b.approximate => 0.5,
        _ => 0.8,
    }
}

/// The severity of a number that only one side has.
fn unmatched(one: &NumberFact, weak: bool) -> f32 {
    match (weak, one.spelled) {
        (true, _) => 0.1,
        (_, true) => 0.3,
        _ if is_loose(one.kind) => 0.45,
        _ => 0.6,
    }
}

/// Whether a number is of a kind that translators change freely: identifiers, magnitudes, ordinals.
fn is_loose(kind: NumberKind) -> bool {
    matches!(kind, NumberKind::Identifier | NumberKind::Magnitude | NumberKind::Ordinal)
}
