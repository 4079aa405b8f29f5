//! Words of one scale in each other's place at another rank: *rarely* / *souvent*, *slight* / *graves*,
//! *unable* / *capable*.
//!
//! `data/scales.tsv` gives words of both languages a rank on a scale. On scales of contraries a negation
//! turns the rank round, so that *not able* stands where *unable* stands. Words whose ranks agree are
//! partners; what is left on both sides is compared, if nothing else on the other side renders it.

use crate::drift::cues::grammar::GRAMMAR;
use crate::drift::cues::negations::Negation;
use crate::drift::cues::table::{CueTable, Hit};
use crate::drift::reading::PairReading;
use crate::drift::reading::lexicon;
use crate::drift::reading::scope;
use calque_bitext::{Category, Severity};
use calque_text::Side;
use std::ops::Range;
use std::sync::LazyLock;

static SCALES: LazyLock<Option<Scales>> = LazyLock::new(|| Scales::parse(list!("scales.tsv")));

/// The scales of `data/scales.tsv`.
pub(crate) fn scales() -> Option<&'static Scales> {
    SCALES.as_ref()
}

/// Least nearness of two words that stand in each other's place. Set by hand.
const LEAST_NEARNESS: f32 = 0.6;
/// From this probability on the lexicon knows a word for a rendering of another. Set by hand.
const KNOWN: f32 = 0.1;
/// A word with a link of this probability renders another. Set by hand.
const BUSY: f32 = 0.75;
/// From this relative probability on a link is one of words that render each other. Set by hand.
const RENDERS: f32 = 0.03;
/// Words whose relative probability is above this translate each other. Set by hand.
const TRANSLATES: f32 = 0.15;

/// One scale.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scale {
    /// Its name in the file.
    pub(crate) name: &'static str,
    /// Whether its words are words of grammar, which word links often miss.
    pub(crate) of_grammar: bool,
    /// Whether nothing is said where a side has a negation: *unless it is* / *s'il n'est pas*.
    pub(crate) plain: bool,
    /// Whether a negation turns its ranks round.
    pub(crate) flips: bool,
    /// From this difference of ranks on it is an error.
    pub(crate) least: i32,
    /// How grave the error is.
    pub(crate) severity: Severity,
    /// Its category.
    pub(crate) category: Category,
}

/// The scales and their words.
pub(crate) struct Scales {
    cues: CueTable,
    scales: Vec<Scale>,
}

/// A word at its rank.
struct Placed {
    tokens: Range<usize>,
    scale: usize,
    rank: i32,
    negated: bool,
}

/// Two words in each other's place at ranks that are far apart.
pub(crate) struct Apart<'t> {
    /// The tokens of the source.
    pub(crate) source: Range<usize>,
    /// The tokens of the target.
    pub(crate) target: Range<usize>,
    /// Their scale.
    pub(crate) scale: &'t Scale,
    /// In (0, 1]; 1 = linked.
    pub(crate) nearness: f32,
}

impl Scales {
    /// Reads the file; `None` where a line cannot be read.
    pub(crate) fn parse(tsv: &'static str) -> Option<Self> {
        let (mut scales, mut words): (Vec<Scale>, Vec<String>) = (Vec::new(), Vec::new());
        for line in tsv.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
            match line.split('\t').collect::<Vec<_>>().as_slice() {
                ["scale", name, turns, least, severity, category] => scales.push(Scale {
                    name,
                    of_grammar: matches!(*turns, "grammar" | "plain"),
                    plain: *turns == "plain",
                    flips: *turns == "flip",
                    least: least.parse().ok()?,
                    severity: if *severity == "critical" { Severity::Critical } else { Severity::Major },
                    category: category_named(category)?,
                }),
                [lang, forms, name, rank] => {
                    let scale = scales.iter().position(|s| s.name == *name)?;
                    words.push(format!("{lang}\t{forms}\t{scale}\t{}\n", rank.parse::<i32>().ok()?));
                }
                _ => return None,
            }
        }
        Some(Self { cues: CueTable::parse(&words.concat()), scales })
    }

    /// The words of a side with their ranks.
    fn placed(&self, r: &PairReading<'_>, side: Side) -> Vec<Placed> {
        let place = |h: Hit<'_>| {
            let (scale, rank) = (h.cue.field(0).parse().ok()?, h.cue.field(1).parse::<i32>().ok()?);
            let negated = scope::is_negated(r, side, &h.tokens);
            Some(Placed { tokens: h.tokens, scale, rank, negated })
        };
        self.cues.find_every(r.side(side)).into_iter().filter_map(place).collect()
    }

    /// Whether two words of one scale may render each other; words of which one is negated are only compared
    /// on scales that a negation turns round.
    fn agree(&self, a: &Placed, b: &Placed) -> bool {
        let scale = &self.scales[a.scale];
        let turned = |p: &Placed| if scale.flips && p.negated { -p.rank } else { p.rank };
        (!scale.flips && a.negated != b.negated) || (turned(a) - turned(b)).abs() < scale.least
    }

    /// The words that stand in each other's place and are far apart on their scale.
    pub(crate) fn apart(&self, r: &PairReading<'_>) -> Vec<Apart<'_>> {
        let source = self.placed(r, Side::Source);
        // A question may be put the other way round.
        let asks = |side: Side| (0..r.side(side).len()).any(|k| r.side(side).norm(k) == "?");
        if source.is_empty() || asks(Side::Source) || asks(Side::Target) {
            return Vec::new();
        }
        let target = self.placed(r, Side::Target);
        let (mut here, mut there) = (vec![false; source.len()], vec![false; target.len()]);
        let mut options = Vec::new();
        for (i, a) in source.iter().enumerate() {
            for (j, b) in target.iter().enumerate().filter(|(_, b)| b.scale == a.scale) {
                options.push((nearness(r, a, b), i, j));
            }
        }
        options.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        for &(_, i, j) in &options {
            if !here[i] && !there[j] && self.agree(&source[i], &target[j]) {
                (here[i], there[j]) = (true, true);
            }
        }
        let mut out = Vec::new();
        let negates =
            |side: Side| r.negations(side).iter().any(|n| n.strong || r.side(side).norm(n.tokens.start) == "ne");
        let negated = negates(Side::Source) || negates(Side::Target);
        for (nearness, i, j) in options {
            let (a, b) = (&source[i], &target[j]);
            // Words of grammar are seldom linked; words of content that are linked elsewhere are rendered there.
            let free =
                self.scales[a.scale].of_grammar || (unlinked(r, Side::Source, a) && unlinked(r, Side::Target, b));
            let least = if free { LEAST_NEARNESS } else { 1.0 };
            // Of the same word with and without a negation the rules on negation speak.
            if nearness < least || here[i] || there[j] || a.rank == b.rank || (negated && self.scales[a.scale].plain) {
                continue;
            }
            // Of contraries the lexicon has learnt that the one renders the negation of the other.
            let contrary = self.scales[a.scale].flips || self.scales[a.scale].plain;
            if !(self.scales[a.scale].flips && (far_negated(r, Side::Source, a) || far_negated(r, Side::Target, b)))
                && unexplained(r, Side::Source, a, b)
                && unexplained(r, Side::Target, b, a)
                && (contrary || !translate(r, a, b))
            {
                (here[i], there[j]) = (true, true);
                out.push(Apart {
                    source: a.tokens.clone(),
                    target: b.tokens.clone(),
                    scale: &self.scales[a.scale],
                    nearness,
                });
            }
        }
        out
    }
}

/// Whether the other side says with a contrary what the negation of `side` that reaches a word says: *not
/// cheap* / *cher*, *not guilty* / *innocent*.
pub(crate) fn says_the_contrary(r: &PairReading<'_>, side: Side, negation: &Negation) -> bool {
    let Some(scales) = scales() else { return false };
    let here = r.side(side);
    let all = scales.placed(r, side);
    let mine = all.iter().filter(|p| scales.scales[p.scale].flips && scope::reaches(here, negation, &p.tokens));
    let mine: Vec<&Placed> = mine.collect();
    if mine.is_empty() {
        return false;
    }
    let theirs = scales.placed(r, side.other());
    // A contrary that renders a word of its own end of the scale says nothing of this one: *allowed ..., which is
    // forbidden* / `pas autorisé ..., ce qui est interdit`.
    let there = r.side(side.other());
    let busy = |b: &Placed| {
        let linked = |k: usize| b.tokens.clone().any(|t| there.best_link(t).is_some_and(|(j, p)| j == k && p >= BUSY));
        all.iter().any(|c| c.scale == b.scale && c.rank * b.rank > 0 && c.tokens.clone().any(linked))
    };
    mine.iter().any(|a| theirs.iter().any(|b| a.scale == b.scale && a.rank * b.rank < 0 && !b.negated && !busy(b)))
}

/// Whether a negation stands before a word, too far off to be sure that it reaches it: `ne détient pas au Canada des
/// actifs suffisants`.
fn far_negated(r: &PairReading<'_>, side: Side, p: &Placed) -> bool {
    let here = r.side(side);
    let before = (p.tokens.start.saturating_sub(FAR)..p.tokens.start).rev().take_while(|&k| !here.is_mark(k));
    !p.negated && before.into_iter().any(|k| GRAMMAR.negators.contains(&here.norm(k)))
}

/// How far before a word a negation may still reach it, in tokens. Set by hand.
const FAR: usize = 9;

fn category_named(name: &str) -> Option<Category> {
    const ALL: [Category; 5] =
        [Category::Negation, Category::Hedge, Category::Attribution, Category::Quantifier, Category::Mistranslation];
    ALL.into_iter().find(|c| c.as_str() == name)
}

fn nearness(r: &PairReading<'_>, a: &Placed, b: &Placed) -> f32 {
    let of_words = |i: usize| b.tokens.clone().map(move |j| r.nearness(Side::Source, i, j));
    a.tokens.clone().flat_map(of_words).fold(0.0, f32::max)
}

/// Whether the lexicon knows the two for renderings of each other.
fn translate(r: &PairReading<'_>, a: &Placed, b: &Placed) -> bool {
    r.pair.model.is_some() && {
        let (i, j) = (main_word(r, Side::Source, a), main_word(r, Side::Target, b));
        let known = lexicon::probs(r, i, j).is_some();
        known && lexicon::relative_probability(r, i..i + 1, j..j + 1) > TRANSLATES
    }
}

/// The most informative word of a cue.
fn main_word(r: &PairReading<'_>, side: Side, p: &Placed) -> usize {
    let here = r.side(side);
    p.tokens.clone().max_by(|&x, &y| here.information[x].total_cmp(&here.information[y])).unwrap_or(p.tokens.start)
}

/// Whether no word of a cue is firmly linked, or only to a word that the lexicon does not know for its rendering.
fn unlinked(r: &PairReading<'_>, side: Side, p: &Placed) -> bool {
    let known = |k: usize, j: usize| {
        let (i, j) = if side == Side::Source { (k, j) } else { (j, k) };
        lexicon::probs(r, i, j).is_none() || lexicon::relative_probability(r, i..i + 1, j..j + 1) >= RENDERS
    };
    p.tokens.clone().all(|k| r.side(side).best_link(k).is_none_or(|(j, q)| q < 0.4 || !known(k, j)))
}

/// Whether no word of the other side beside `partner` is known to render the word.
fn unexplained(r: &PairReading<'_>, side: Side, own: &Placed, partner: &Placed) -> bool {
    let i = main_word(r, side, own);
    let there = r.side(side.other());
    // A word that plainly renders another renders this one no more.
    let busy = |j: usize| there.best_link(j).is_some_and(|(k, p)| k != i && p >= BUSY);
    (0..there.len()).filter(|&j| !partner.tokens.contains(&j) && there.is_word(j) && !busy(j)).all(|j| {
        let probs = match side {
            Side::Source => lexicon::probs(r, i, j),
            Side::Target => lexicon::probs(r, j, i),
        };
        probs.is_none_or(|(p, q)| p.max(q) < KNOWN)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read_and_every_scale_has_ends_in_both_languages() {
        let file = list!("scales.tsv");
        let scales = Scales::parse(file).expect("scales.tsv");
        for scale in &scales.scales {
            for lang in ["en", "fr"] {
                let ranks: Vec<i32> = file
                    .lines()
                    .map(|l| l.split('\t').collect::<Vec<_>>())
                    .filter(|c| c.len() == 4 && c[0] == lang && c[2] == scale.name)
                    .filter_map(|c| c[3].parse().ok())
                    .collect();
                let span = ranks.iter().max().zip(ranks.iter().min()).map_or(0, |(a, b)| a - b);
                assert!(span >= scale.least, "{} in {lang}", scale.name);
            }
        }
    }
}
