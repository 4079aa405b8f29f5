//! Whether one side lost its end.
//!
//! The last words of the whole side are rendered nowhere while the first ones
//! are; the cut side is too short, ends in the middle of a word, on a word that
//! ends few sentences (`truncation_last.txt`), or without the full stop that the
//! other has. No one of these is proof; a small network (`truncation.tsv`) weighs
//! them together, learnt by `training/filters`.

use super::network::Network;
use super::{Accept, Context, Filter};
use crate::links::Support;
use crate::reading::{Hashed, Reading, Side, hash};
use crate::scan::{any_one, one_of};
use calque_text::Lang;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// See the module.
pub(super) struct Truncation;

impl Filter for Truncation {
    filter!("truncation", Accept::AtMost, "Probability that a side lost its end");

    fn score(&self, pair: &Reading<'_>, _: &Context) -> Option<f32> {
        static NETWORK: LazyLock<Network> = LazyLock::new(|| Network::parse(include_str!("truncation.tsv")));
        let cut = |which| Some(NETWORK.probability(&signals(pair, which)?));
        Some(cut(0)?.max(cut(1)?))
    }
}

/// What the signals are called.
pub const NAMES: [&str; 25] = [
    "lost end",
    "head less tail",
    "open quarter",
    "open",
    "open in the cut",
    "lost end of the cut",
    "cut ends in a word",
    "cut ends openly",
    "cut ends in dots",
    "other ends with a stop",
    "other ends in a word",
    "shorter",
    "longer",
    "last unknown",
    "last rare",
    "last rendered",
    "size",
    "size of the cut",
    "unclosed",
    "closed by the other",
    "gap",
    "gap in the cut",
    "commas more",
    "words open at the end",
    "rendered tail",
];

/// What the score is made of, if side `cut` (0 the source, 1 the target) is the one that lost its end.
pub fn signals(pair: &Reading<'_>, cut: usize) -> Option<[f32; NAMES.len()]> {
    let links = pair.links()?;
    let (short, long, own, rest) = match cut {
        0 => (&pair.source, &pair.target, &links.source, &links.target),
        _ => (&pair.target, &pair.source, &links.target, &links.source),
    };
    let n = rest.support.len();
    if n == 0 || own.support.is_empty() {
        return None;
    }
    let ratio = super::ratio::stretch(pair) * if cut == 0 { 1.0 } else { -1.0 };
    let (end_short, end_long) = (ending(short.text), ending(long.text));
    let last = Last::of(short, own);
    let half = n / 2;
    let quarter = (n - n.div_ceil(4)).min(n - 1);
    let flag = |b: bool| f32::from(u8::from(b));
    let head = rest.coverage_of(0..half.max(1));
    let tail = rest.coverage_of(half.min(n - 1)..n);
    let ln = |n: usize| (n as f32).min(40.0).ln();
    let commas = |side: &Side<'_>| side.text.bytes().filter(|b| *b == b',').count() as f32;
    let (open_short, open_long) = (unclosed(short.text), unclosed(long.text));
    Some([
        lost(rest).ln_1p(),
        head - tail,
        1.0 - rest.coverage_of(quarter..n),
        1.0 - rest.coverage(),
        1.0 - own.coverage(),
        lost(own).ln_1p(),
        flag(end_short == End::Word),
        flag(end_short == End::Open),
        flag(end_short == End::Dots),
        flag(end_long == End::Stop),
        flag(end_long == End::Word),
        ratio.max(0.0),
        (-ratio).max(0.0),
        flag(last.unknown),
        last.rare,
        own.support.last().copied().unwrap_or(0.0),
        ln(n),
        ln(own.support.len()),
        flag(open_short && !open_long),
        flag(open_long),
        gap(rest),
        gap(own),
        (commas(long) - commas(short)).clamp(-3.0, 3.0),
        open_end(rest).ln_1p(),
        tail,
    ])
}

/// How many words at the end of a side nothing renders, up to the first that is rendered.
fn open_end(side: &Support) -> f32 {
    side.support.iter().rev().take_while(|support| **support < 0.5).count() as f32
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

/// The share of a side's words that stand behind the last telling one that is rendered.
fn gap(side: &Support) -> f32 {
    let telling = |i: &usize| side.information[*i] >= 4.5 && side.support[*i] > 0.5;
    let after = (0..side.support.len()).rev().position(|i| telling(&i)).unwrap_or(side.support.len());
    after as f32 / side.support.len().max(1) as f32
}

/// Whether a bracket or quotation is opened and not closed.
fn unclosed(text: &str) -> bool {
    // Most texts have none of the bytes that opening marks begin with.
    if !any_one(text, |b| one_of(b, [b'(', b'[', b'"', 0xc2, 0xe2])) {
        return false;
    }
    let (mut brackets, mut quotations) = (0u32, 0u32);
    for c in text.chars() {
        match c {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets = brackets.saturating_sub(1),
            '«' | '“' => quotations += 1,
            '»' | '”' => quotations = quotations.saturating_sub(1),
            _ => {}
        }
    }
    brackets > 0 || quotations > 0 || straight_open(text)
}

/// Whether the last straight quotation mark of an odd number opens: a letter follows it and none
/// stands before. One that closes what began in a sentence before is no trace of a cut.
fn straight_open(text: &str) -> bool {
    let Some(at) = text.rfind('"') else { return false };
    let near = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '['));
    text.matches('"').count() % 2 == 1
        && !near(text[..at].chars().next_back())
        && text[at + 1..].chars().next().is_some_and(|c| !c.is_whitespace())
}

/// How rare words are at the end of a sentence, by a hash of their normal form.
type Rare = HashMap<u64, f32, BuildHasherDefault<Hashed>>;

static RARE: LazyLock<HashMap<Lang, Rare>> = LazyLock::new(|| {
    let mut rare: HashMap<Lang, Rare> = HashMap::new();
    for line in include_str!("truncation_last.txt").lines().filter(|l| !l.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(lang), Some(nats)) = (cells.next(), cells.next()) else { continue };
        if let (Ok(lang), Ok(nats)) = (lang.parse::<Lang>(), nats.parse::<f32>()) {
            let words = cells.flat_map(str::split_whitespace).map(|word| (hash(word.as_bytes()), nats));
            rare.entry(lang).or_default().extend(words);
        }
    }
    rare
});

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
    /// How much rarer it is at the end of a sentence than words are, in nats: articles, prepositions.
    rare: f32,
}

impl Last {
    fn of(side: &Side<'_>, links: &Support) -> Self {
        let words = side.words();
        let Some(i) = words.len().checked_sub(1) else { return Self { unknown: false, rare: 0.0 } };
        let key = words.keys[i];
        let rare = RARE.get(&side.lang).and_then(|words| words.get(&key));
        Self { unknown: words.ids[i].is_none() && links.support[i] < 0.3, rare: rare.copied().unwrap_or(0.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_closes_what_began_before_is_not_unclosed() {
        for text in ["He left (early", "« Il part", "He said \"no", "A \"b\" and \"c"] {
            assert!(unclosed(text), "{text}");
        }
        for text in [
            "that is all.\"",
            "fin », dit-il.",
            "early), he said.",
            "\"b\" (c)",
            "une pause”, dit « elle »",
            "5\" wide",
        ] {
            assert!(!unclosed(text), "{text}");
        }
    }

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
