//! Whether one side lost its end.
//!
//! The last words of the whole side are rendered nowhere while the first ones
//! are; the cut side is too short, ends in the middle of a word, on a word that
//! wants another after it, or without the full stop that the other has. No one
//! of these is proof; `truncation.tsv` weighs them, learnt by
//! `examples/learn_filters.rs`.

use super::{Accept, Context, Filter, weights};
use crate::links::Support;
use crate::reading::{Reading, Side};
use std::sync::LazyLock;

/// See the module.
pub(super) struct Truncation;

impl Filter for Truncation {
    filter!("truncation", Accept::AtMost, "Probability that a side lost its end");

    fn score(&self, pair: &Reading<'_>, _: &Context) -> Option<f32> {
        static WEIGHTS: LazyLock<Vec<f32>> = LazyLock::new(|| weights(include_str!("truncation.tsv")));
        let cut = |which| Some(super::logistic(&WEIGHTS, &signals(pair, which)?));
        Some(cut(0)?.max(cut(1)?))
    }
}

/// What the score is made of, if side `cut` (0 the source, 1 the target) is the one that lost its end.
pub fn signals(pair: &Reading<'_>, cut: usize) -> Option<[f32; 18]> {
    let links = pair.links()?;
    let (short, long, short_links, rest) = match cut {
        0 => (&pair.source, &pair.target, &links.source, &links.target),
        _ => (&pair.target, &pair.source, &links.target, &links.source),
    };
    let n = rest.support.len();
    if n == 0 || short_links.support.is_empty() {
        return None;
    }
    let ratio = super::ratio::stretch(pair) * if cut == 0 { 1.0 } else { -1.0 };
    let (end_short, end_long) = (ending(short.text), ending(long.text));
    let last = Last::of(short, short_links);
    let half = n / 2;
    let quarter = n - n.div_ceil(4);
    let flag = |b: bool| f32::from(u8::from(b));
    let lost_mark = end_long == End::Stop && end_short != End::Stop;
    let head = rest.coverage_of(0..half.max(1));
    let tail = rest.coverage_of(half.min(n - 1)..n);
    let (lost, size) = (lost(rest).ln_1p(), (n as f32).min(40.0).ln());
    let shorter = ratio.max(0.0);
    let open_end = 1.0 - rest.coverage_of(quarter.min(n - 1)..n);
    Some([
        lost,
        head - tail,
        open_end,
        1.0 - rest.coverage(),
        1.0 - short_links.coverage(),
        flag(lost_mark),
        flag(end_short == End::Open && end_long != End::Open),
        flag(end_short == End::Dots && end_long != End::Dots),
        shorter,
        (-ratio).max(0.0),
        flag(last.unknown),
        flag(last.wants_more),
        size,
        shorter * size,
        flag(unclosed(short.text) && !unclosed(long.text)),
        lost * shorter,
        open_end * shorter,
        lost * flag(lost_mark),
    ])
}

/// The information at the end of a side that nothing renders: the last run, let go where two
/// telling words together are rendered.
fn lost(side: &Support) -> f32 {
    let (mut sum, mut rendered) = (0.0, 0.0);
    for (support, information) in side.support.iter().zip(&side.information).rev() {
        if *information < 4.5 {
            continue;
        }
        if *support > 0.5 {
            rendered += support;
            if rendered > 1.2 {
                break;
            }
        } else {
            sum += (1.0 - support) * information;
            rendered = (rendered - 0.5).max(0.0);
        }
    }
    sum
}

/// Whether a bracket or quotation is opened and not closed.
fn unclosed(text: &str) -> bool {
    let count = |marks: &[char]| text.matches(marks).count();
    count(&['(', '[']) > count(&[')', ']']) || count(&['«', '“']) > count(&['»', '”']) || count(&['"']) % 2 == 1
}

/// How a text ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// With a full stop or the like, perhaps inside quotation marks or brackets.
    Stop,
    /// With an ellipsis.
    Dots,
    /// With a comma, a dash, an opening mark.
    Open,
    /// With a word or figure.
    Word,
}

fn ending(text: &str) -> End {
    let inner = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '”' | '»' | '’' | '\'' | ')' | ']' | '›' | '*')
    });
    if inner.ends_with("...") || inner.ends_with('…') {
        return End::Dots;
    }
    match inner.chars().next_back() {
        Some('.' | '!' | '?' | ';' | ':') | None => End::Stop,
        Some(c) if c.is_alphanumeric() || matches!(c, '%' | '€' | '$' | '°' | '²') => End::Word,
        Some(_) => End::Open,
    }
}

/// The last word of a side.
struct Last {
    /// The model does not know it, nor does the other side have it.
    unknown: bool,
    /// An article, a preposition: more must follow.
    wants_more: bool,
}

impl Last {
    fn of(side: &Side<'_>, links: &Support) -> Self {
        let words = side.words();
        let Some(i) = words.len().checked_sub(1) else { return Self { unknown: false, wants_more: false } };
        let ends = ending(side.text) == End::Word;
        let (support, information) = (links.support[i], links.information[i]);
        Self { unknown: words.ids[i].is_none() && support < 0.3, wants_more: ends && information < 5.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings() {
        for (text, end) in [
            ("He left.", End::Stop),
            ("« Il part. »", End::Stop),
            ("He left (early).", End::Stop),
            ("He left the", End::Word),
            ("He left…", End::Dots),
            ("He left, ", End::Open),
            ("up 4 %", End::Word),
        ] {
            assert_eq!(ending(text), end, "{text}");
        }
    }
}
