//! The probability that a word is rendered on the other side: the greatest that any source gives.
//!
//! The word links give a first value. They miss what a lexicon cannot know
//! (names, figures) and words moved across the sentence. So a word also counts as rendered where
//! its number or date matches, where a name of its group or a likely spelling of it stands, or
//! where the lexicon knows any word of the other side as its translation. The
//! probabilities of the single sources were set by hand.

use crate::drift::cues::idioms;
use crate::drift::cues::{classes, names};
use crate::drift::reading::PairReading;
use crate::drift::reading::lexicon;
use crate::drift::side::SideReading;
use calque_text::Side;
use calque_text::facts::{compare_dates, compare_times, match_numbers};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// For each token of both sides, the probability that the other side renders it.
pub(crate) fn rendered(r: &PairReading<'_>) -> (Vec<f32>, Vec<f32>) {
    let mut source = r.source.support.to_vec();
    let mut target = r.target.support.to_vec();
    source.resize(r.source.len(), 0.0);
    target.resize(r.target.len(), 0.0);
    by_lexicon(r, &mut source, &mut target);
    by_stem(r, &mut source, &mut target);
    by_facts(r, &mut source, &mut target);
    by_names(r, &mut source, &mut target);
    by_idioms(r, &mut source, &mut target);
    (source, target)
}

fn raise(list: &mut [f32], i: usize, to: f32) {
    if let Some(x) = list.get_mut(i) {
        *x = x.max(to);
    }
}

/// Words that the lexicon joins, wherever they stand; and words spelt alike.
fn by_lexicon(r: &PairReading<'_>, source: &mut [f32], target: &mut [f32]) {
    let (from, to) = (r.source.lang(), r.target.lang());
    let lexicons = r.pair.model.and_then(|m| Some((m.lexicon(from, to)?, m.lexicon(to, from)?)));
    let (sources, targets) = (Words::of(&r.source), Words::of(&r.target));
    for &i in &sources.looked_at {
        for &j in &targets.looked_at {
            if source[i] > 0.9 && target[j] > 0.9 {
                continue;
            }
            let mut prob = 0.0_f32;
            if let (Some((there, back)), Some(word), Some(other)) = (lexicons, r.source.ids[i], r.target.ids[j]) {
                prob = there.prob(word, other).max(back.prob(other, word));
            }
            // A word that plainly renders another is no weak rendering of this one as well.
            if prob < 0.15 && (renders_another(r, Side::Source, i, j) || renders_another(r, Side::Target, j, i)) {
                prob = 0.0;
            }
            let mut rendered = 0.85 * (1.0 - (-prob / 0.03).exp());
            if rendered < 0.8 && alike(r, i, j) {
                rendered = 0.9;
            }
            raise(source, i, rendered);
            raise(target, j, rendered);
        }
    }
    sources.repeat(source);
    targets.repeat(target);
}

/// The words of a side that are compared with those of the other. Where they have links, that is all; in a segment
/// that is too long for links nothing hangs on the place of a word, and each form is looked at once.
struct Words {
    looked_at: Vec<usize>,
    /// Words not looked at, each with the one that is looked at in its place.
    others: Vec<(usize, usize)>,
}

impl Words {
    fn of(side: &SideReading<'_>) -> Self {
        let words = (0..side.len()).filter(|&k| side.is_word(k));
        if side.links.iter().any(|links| !links.is_empty()) {
            return Self { looked_at: words.collect(), others: Vec::new() };
        }
        let mut first = HashMap::new();
        let mut out = Self { looked_at: Vec::new(), others: Vec::new() };
        for k in words {
            match first.entry(side.written(k)) {
                Entry::Occupied(seen) => out.others.push((k, *seen.get())),
                Entry::Vacant(new) => {
                    new.insert(k);
                    out.looked_at.push(k);
                }
            }
        }
        out
    }

    /// Gives the other words what those looked at have.
    fn repeat(&self, rendered: &mut [f32]) {
        self.others.iter().for_each(|&(k, first)| raise(rendered, k, rendered[first]));
    }
}

/// Words left open in the same place, one of which is a form of what the lexicon knows for
/// the other: *closes* is *ferme*, so *ferment* renders it.
fn by_stem(r: &PairReading<'_>, source: &mut [f32], target: &mut [f32]) {
    let open = |side: &SideReading<'_>, rendered: &[f32]| -> Vec<usize> {
        let name = |k: usize| side.is_capital(k) && !side.opens_sentence(k);
        (0..side.len())
            .filter(|&k| rendered[k] < 0.5 && side.information[k] >= 6.5 && side.norm(k).len() > 3 && !name(k))
            .collect()
    };
    let (here, there) = (open(&r.source, source), open(&r.target, target));
    for &i in &here {
        for &j in &there {
            if r.nearness(Side::Source, i, j) >= 0.3 && lexicon::inflected(r, i, j) {
                raise(source, i, 0.7);
                raise(target, j, 0.7);
            }
        }
    }
}

/// Whether token `i` of `side` is firmly linked to something other than `j`.
fn renders_another(r: &PairReading<'_>, side: Side, i: usize, j: usize) -> bool {
    let here = r.side(side);
    here.support.get(i).is_some_and(|s| *s >= 0.8) && here.best_link(i).is_some_and(|(k, p)| k != j && p >= 0.8)
}

/// Whether two words are spelt alike: the same name, or a cognate.
fn alike(r: &PairReading<'_>, i: usize, j: usize) -> bool {
    let (word, other) = (r.source.norm(i), r.target.norm(j));
    let long = word.len() >= 4 && other.len() >= 4;
    if word == other {
        return long || (r.source.is_capital(i) && r.target.is_capital(j));
    }
    if r.source.is_acronym(i) && r.target.is_acronym(j) && names::anagrams(word, other) {
        return true;
    }
    if names::share_capitals(r.source.written(i), r.target.written(j)) {
        return true;
    }
    let names = r.source.is_capital(i) && r.target.is_capital(j);
    let least = if names { 0.7 } else { 0.8 };
    long && names::one_initial(word, other) && names::likeness(word, other) >= least
}

/// Idioms of the original, by what is said for them.
fn by_idioms(r: &PairReading<'_>, source: &mut [f32], target: &mut [f32]) {
    for (idiom, words) in idioms::rendered(&r.source, &r.target) {
        idiom.for_each(|k| raise(source, k, 0.9));
        words.into_iter().for_each(|k| raise(target, k, 0.9));
    }
}

fn by_facts(r: &PairReading<'_>, source: &mut [f32], target: &mut [f32]) {
    let (a, b) = (&r.source.facts, &r.target.facts);
    for (i, j, _) in match_numbers(a, b) {
        a.numbers[i].tokens.range().for_each(|k| raise(source, k, 0.95));
        b.numbers[j].tokens.range().for_each(|k| raise(target, k, 0.95));
    }
    let dates = compare_dates(a, b);
    let times = compare_times(a, b);
    let matched = |differ: bool, tokens: std::ops::Range<usize>, side: &mut [f32]| {
        if !differ {
            tokens.for_each(|t| raise(side, t, 0.9));
        }
    };
    for (k, d) in a.dates.iter().enumerate() {
        matched(dates.iter().any(|x| x.source == Some(k)), d.tokens.range(), source);
    }
    for (k, d) in b.dates.iter().enumerate() {
        matched(dates.iter().any(|x| x.target == Some(k)), d.tokens.range(), target);
    }
    for (k, t) in a.times.iter().enumerate() {
        matched(times.iter().any(|x| x.source == Some(k)), t.tokens.range(), source);
    }
    for (k, t) in b.times.iter().enumerate() {
        matched(times.iter().any(|x| x.target == Some(k)), t.tokens.range(), target);
    }
}

/// The names that both sides have, and those that stand for one another: *Berlin* and *Germany*.
fn by_names(r: &PairReading<'_>, source: &mut [f32], target: &mut [f32]) {
    let named = |m: &&classes::Mention| m.members.iter().any(|&n| classes::member(n).is_name());
    for x in r.mentions(Side::Source).iter().filter(named) {
        for y in r.mentions(Side::Target).iter().filter(named).filter(|y| classes::meet(x, y)) {
            x.tokens.clone().for_each(|k| raise(source, k, 0.95));
            y.tokens.clone().for_each(|k| raise(target, k, 0.95));
        }
    }
}
