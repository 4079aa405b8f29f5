//! Whether one side lost its end.
//!
//! The last words of the complete side have no translation while the first ones do; the
//! truncated side is too short, ends inside a word, on a word that ends few sentences
//! (`truncation_last.txt`), or without the full stop that the other side has. None of these
//! is proof; the network in `truncation.tsv` combines them. `training/filters/learn` learns it.

use super::network::Network;
use super::ratio::log_ratio;
use crate::filter::base::{Accept, Filter, FilterContext};
use crate::pair::bytes::{any_one, one_of};
use crate::pair::hash::{IdentityHasher, hash};
use crate::pair::{PairFeatures, SideFeatures, SideSupport};
use calque_text::{Lang, Side};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// See the module.
pub(crate) struct Truncation;

impl Filter for Truncation {
    filter!("truncation", Accept::AtMost, "Probability that a side lost its end");

    fn score(&self, pair: &PairFeatures<'_>, _: &FilterContext) -> Option<f32> {
        static NETWORK: LazyLock<Network> = LazyLock::new(|| Network::parse(include_str!("truncation.tsv")));
        let probability = |side| {
            let probability = NETWORK.probability(&signals(pair, side)?);
            Some(if keeps_its_end(pair, side) { probability.min(END_KEPT) } else { probability })
        };
        Some(probability(Side::Source)?.max(probability(Side::Target)?))
    }
}

/// The highest probability where nothing of length is missing and the end is rendered. Set by hand.
const END_KEPT: f32 = 0.5;
/// A side that lost its end is shorter than this share of what it should be. Set by hand.
const WHOLE: f32 = 0.85;
/// Information, in nats, of the words at the end that may lack a translation: one rare word.
const ONE_WORD: f32 = 9.0;
/// The same for a side that introduces a list where the other has a formula: *in each of the following cases*. Set by
/// hand, as those below.
const WITH_A_FORMULA: f32 = 0.55;
const FORMULA: f32 = 30.0;
/// The same where the last words of both sides are rendered: of neither end anything is missing.
const MOST: f32 = 0.6;
const NOTHING: f32 = 0.5;

/// Whether a side keeps its end in spite of what the network finds: it is as long as the other lets expect, and the
/// other's end is rendered in it (an item of a list without the stop that the other side has is not cut off); or it
/// introduces a list with a word where the other side has a formula and a colon (*The carrier shall* / *Le transporteur
/// prend les mesures suivantes :*); or the last words of both sides render each other.
fn keeps_its_end(pair: &PairFeatures<'_>, truncated: Side) -> bool {
    let Some(support) = pair.lexical_support() else { return false };
    let (shorter, cut, complete) = match truncated {
        Side::Source => (log_ratio(pair), &support.source, &support.target),
        Side::Target => (-log_ratio(pair), &support.target, &support.source),
    };
    let (share, lost) = ((-shorter).exp(), untranslated_end(complete));
    if share >= WHOLE && lost < ONE_WORD {
        return true;
    }
    let text = |side| if side == Side::Source { pair.source.text } else { pair.target.text };
    let (cut_text, whole_text) = (text(truncated), text(truncated.other()));
    if share >= MOST && end_alike(cut_text, whole_text) {
        return true;
    }
    if share >= WITH_A_FORMULA && lost < FORMULA && both_go_on(cut_text, whole_text) {
        return true;
    }
    let introduces = whole_text.trim_end().ends_with(':') && Ending::of(cut_text) == Ending::Word;
    if introduces && share >= WITH_A_FORMULA && lost < FORMULA {
        return true;
    }
    share >= MOST && lost < NOTHING && untranslated_end(cut) < NOTHING
}

/// Names of the signals, as in the header of `truncation.tsv`.
pub(crate) const NAMES: [&str; 25] = [
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

/// The input of the network that decides whether `truncated` is the side that lost its end, in the order of
/// [`NAMES`]; `None` without a model or where a side has no words. *Cut* in the names is the truncated
/// side, *open* is not translated.
pub(crate) fn signals(pair: &PairFeatures<'_>, truncated: Side) -> Option<[f32; NAMES.len()]> {
    let support = pair.lexical_support()?;
    let (cut, complete, cut_support, support) = match truncated {
        Side::Source => (&pair.source, &pair.target, &support.source, &support.target),
        Side::Target => (&pair.target, &pair.source, &support.target, &support.source),
    };
    let n = support.support.len();
    if n == 0 || cut_support.support.is_empty() {
        return None;
    }
    // Positive where the cut side is the shorter.
    let ratio = log_ratio(pair) * if truncated == Side::Source { 1.0 } else { -1.0 };
    let (cut_ending, ending) = (Ending::of(cut.text), Ending::of(complete.text));
    let mut last = LastWord::of(cut, cut_support);
    let goes_on = cut_ending == Ending::Word && goes_on(complete.text);
    if goes_on {
        last.rarity_at_end = 0.0;
    }
    let half = n / 2;
    let last_quarter = (n - n.div_ceil(4)).min(n - 1);
    let flag = |b: bool| f32::from(u8::from(b));
    let head = support.coverage_of(0..half.max(1));
    let tail = support.coverage_of(half.min(n - 1)..n);
    let ln = |n: usize| (n as f32).min(40.0).ln();
    let commas = |side: &SideFeatures<'_>| side.text.bytes().filter(|b| *b == b',').count() as f32;
    let (cut_unclosed, unclosed) = (is_unclosed(cut.text), is_unclosed(complete.text));
    Some([
        untranslated_end(support).ln_1p(),
        head - tail,
        1.0 - support.coverage_of(last_quarter..n),
        1.0 - support.coverage(),
        1.0 - cut_support.coverage(),
        untranslated_end(cut_support).ln_1p(),
        flag(cut_ending == Ending::Word),
        flag(cut_ending == Ending::Comma),
        flag(cut_ending == Ending::Ellipsis),
        flag(ending == Ending::Stop && !goes_on),
        flag(ending == Ending::Word),
        ratio.max(0.0),
        (-ratio).max(0.0),
        flag(last.unknown),
        last.rarity_at_end,
        cut_support.support.last().copied().unwrap_or(0.0),
        ln(n),
        ln(cut_support.support.len()),
        flag(cut_unclosed && !unclosed),
        flag(unclosed),
        share_after_last_translated(support),
        share_after_last_translated(cut_support),
        (commas(complete) - commas(cut)).clamp(-3.0, 3.0),
        untranslated_last_words(support).ln_1p(),
        tail,
    ])
}

/// Whether a text ends in a mark after which it goes on: an item of a list, the words before one. The other language may
/// have a word there: *if*, *and*, *means*.
fn goes_on(text: &str) -> bool {
    text.trim_end().ends_with([':', ';', ','])
}

/// Whether both texts end in the same mark after which they go on, a semicolon or a colon: an item of a list may have
/// the word that joins the next one, *and* or *or*, on one side alone.
fn both_go_on(a: &str, b: &str) -> bool {
    let (a, b) = (without_joining_word(a), without_joining_word(b));
    [';', ':'].into_iter().any(|mark| a.ends_with(mark) && b.ends_with(mark))
}

/// A text without the word behind its last semicolon that joins the next item of a list.
fn without_joining_word(text: &str) -> &str {
    const JOINING: [&str; 6] = ["and", "or", "and/or", "et", "ou", "et/ou"];
    let text = text.trim_end();
    let words = text.trim_end_matches(',').trim_end();
    let Some((before, last)) = words.rsplit_once(char::is_whitespace) else { return text };
    let before = before.trim_end();
    if before.ends_with(';') && JOINING.contains(&last.to_lowercase().as_str()) { before } else { text }
}

/// Whether the last words of both texts are the same address, name or figure, something with a capital, a figure or a
/// mark inside; or both texts end in initials in brackets, which are translated (*(WHO)*, *(OMS)*).
fn end_alike(a: &str, b: &str) -> bool {
    if ends_in_initials(a) && ends_in_initials(b) {
        return true;
    }
    let last = |text: &str| -> Option<String> {
        let word = text.split_whitespace().rfind(|word| word.contains(char::is_alphanumeric))?;
        Some(word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
    };
    let (Some(a), Some(b)) = (last(a), last(b)) else { return false };
    a == b && a.chars().count() > 2 && a.contains(|c: char| !c.is_lowercase())
}

/// Whether a text ends in two or more capitals in brackets.
fn ends_in_initials(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ';' | ':' | ','));
    let inside = text.strip_suffix(')').and_then(|text| Some(text.rsplit_once('(')?.1));
    inside.is_some_and(|word| word.chars().count() > 1 && word.chars().all(char::is_uppercase))
}

/// How many words in a row at the end of a side have no translation.
fn untranslated_last_words(side: &SideSupport) -> f32 {
    side.support.iter().rev().take_while(|support| **support < 0.5).count() as f32
}

/// Surprisal in nats from which on a word is a content word. Chosen by hand.
const CONTENT_WORD: f32 = 4.5;

/// The information, in nats, of the content words at the end of a side that have no translation. Two
/// translated content words close together end the stretch; a single one does not, since chance may
/// have translated it.
fn untranslated_end(side: &SideSupport) -> f32 {
    let (mut sum, mut translated) = (0.0, 0.0);
    for (support, surprisal) in side.support.iter().zip(&side.surprisal).rev() {
        if *surprisal < CONTENT_WORD {
            continue;
        }
        if *support > 0.5 {
            translated += support;
            if translated > 1.2 {
                break;
            }
        } else {
            sum += (1.0 - support) * surprisal;
            translated = (translated - 0.5).max(0.0);
        }
    }
    sum
}

/// The share of a side's words behind the last content word that is translated.
fn share_after_last_translated(side: &SideSupport) -> f32 {
    let translated = |i: &usize| side.surprisal[*i] >= CONTENT_WORD && side.support[*i] > 0.5;
    let after = (0..side.support.len()).rev().position(|i| translated(&i)).unwrap_or(side.support.len());
    after as f32 / side.support.len().max(1) as f32
}

/// Whether a bracket or quotation is opened and not closed.
fn is_unclosed(text: &str) -> bool {
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
    brackets > 0 || quotations > 0 || has_open_straight_quote(text)
}

/// Whether there is an odd number of straight quotation marks and the last one opens: a letter follows it
/// and none is before it. One that closes a quotation of a sentence before is no trace of truncation.
fn has_open_straight_quote(text: &str) -> bool {
    let Some(at) = text.rfind('"') else { return false };
    let touches = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '['));
    text.matches('"').count() % 2 == 1
        && !touches(text[..at].chars().next_back())
        && text[at + 1..].chars().next().is_some_and(|c| !c.is_whitespace())
}

/// How much rarer words are at the end of a sentence than elsewhere, in nats, by a hash of their normal form.
type RarityAtEnd = HashMap<u64, f32, BuildHasherDefault<IdentityHasher>>;

/// `truncation_last.txt`, by language.
static RARITY_AT_END: LazyLock<HashMap<Lang, RarityAtEnd>> = LazyLock::new(|| {
    let mut all: HashMap<Lang, RarityAtEnd> = HashMap::new();
    for line in include_str!("truncation_last.txt").lines().filter(|l| !l.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(lang), Some(nats)) = (cells.next(), cells.next()) else { continue };
        if let (Ok(lang), Ok(nats)) = (lang.parse::<Lang>(), nats.parse::<f32>()) {
            let words = cells.flat_map(str::split_whitespace).map(|word| (hash(word.as_bytes()), nats));
            all.entry(lang).or_default().extend(words);
        }
    }
    all
});

/// How a text ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// With a full stop or the like, perhaps inside quotation marks or brackets.
    Stop,
    /// With an ellipsis.
    Ellipsis,
    /// With a comma, a dash, an opening mark.
    Comma,
    /// With a word or figure.
    Word,
}

impl Ending {
    fn of(text: &str) -> Self {
        let inner = text.trim_end_matches(|c: char| {
            c.is_whitespace() || matches!(c, '"' | '”' | '»' | '’' | '\'' | ')' | ']' | '›' | '*')
        });
        if inner.ends_with("...") || inner.ends_with('…') {
            // Dots behind the mark that ends a sentence (*vers....*, *mort !…*) leave it whole.
            let sentence = inner.strip_suffix("...").or_else(|| inner.strip_suffix('…')).unwrap_or(inner).trim_end();
            return if sentence.ends_with(['.', '!', '?']) { Self::Stop } else { Self::Ellipsis };
        }
        match inner.chars().next_back() {
            Some('.' | '!' | '?' | ';' | ':') | None => Self::Stop,
            Some(c) if c.is_alphanumeric() || matches!(c, '%' | '€' | '$' | '°' | '²') => Self::Word,
            Some(_) => Self::Comma,
        }
    }
}

/// The last word of a side.
struct LastWord {
    /// Neither the model knows it nor has the other side the same word.
    unknown: bool,
    /// How much rarer it is at the end of a sentence than elsewhere, in nats; 0 for a word that is not
    /// in the list of articles, prepositions and the like.
    rarity_at_end: f32,
}

impl LastWord {
    fn of(side: &SideFeatures<'_>, support: &SideSupport) -> Self {
        let words = side.words();
        let Some(i) = words.len().checked_sub(1) else { return Self { unknown: false, rarity_at_end: 0.0 } };
        let rarity = RARITY_AT_END.get(&side.lang).and_then(|words_at_end| words_at_end.get(&words.keys[i]));
        let unknown = words.ids[i].is_none() && support.support[i] < 0.3;
        Self { unknown, rarity_at_end: rarity.copied().unwrap_or(0.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_that_closes_an_earlier_quotation_is_not_unclosed() {
        for text in ["He left (early", "« Il part", "He said \"no", "A \"b\" and \"c"] {
            assert!(is_unclosed(text), "{text}");
        }
        for text in [
            "that is all.\"",
            "fin », dit-il.",
            "early), he said.",
            "\"b\" (c)",
            "une pause”, dit « elle »",
            "5\" wide",
        ] {
            assert!(!is_unclosed(text), "{text}");
        }
    }

    #[test]
    fn endings() {
        for (text, end) in [
            ("He left.", Ending::Stop),
            ("« Il part. »", Ending::Stop),
            ("He left (early).", Ending::Stop),
            ("He left the", Ending::Word),
            ("He left…", Ending::Ellipsis),
            ("He left...", Ending::Ellipsis),
            ("He left....", Ending::Stop),
            ("« Quelle mort !… »", Ending::Stop),
            ("He left, ", Ending::Comma),
            ("up 4 %", Ending::Word),
        ] {
            assert_eq!(Ending::of(text), end, "{text}");
        }
    }

    #[test]
    fn items_of_lists_go_on_with_and_without_the_joining_word() {
        for (a, b) in
            [("the work; and", "l’œuvre ;"), ("the work; and,", "l’œuvre ; et"), ("by mail at:", "suivante :")]
        {
            assert!(both_go_on(a, b), "{a} / {b}");
        }
        for (a, b) in [
            ("the work, and", "l’œuvre ;"),
            ("the work and", "l’œuvre."),
            ("and", "et"),
            ("at:", "l’œuvre ;"),
            ("a,", "b,"),
        ] {
            assert!(!both_go_on(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn ends_that_are_the_same_address_are_alike() {
        assert!(end_alike("write to info@example.org.", "veuillez écrire à info@example.org."));
        assert!(end_alike("on page 312", "à la page 312"));
        assert!(end_alike("the World Health Organization (WHO).", "l’Organisation mondiale de la santé (OMS)."));
        for (a, b) in [
            ("on the table", "sur la table"),
            ("in 2011", "en 2012"),
            ("", "x"),
            ("of a", "de a"),
            ("an end (WHO)", "une fin"),
        ] {
            assert!(!end_alike(a, b), "{a} / {b}");
        }
    }
}
