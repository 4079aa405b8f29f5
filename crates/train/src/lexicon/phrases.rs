//! Idioms and names of several words: neighbours that stand together far more
//! often than chance, and what stands across from them.
//!
//! The partner of a phrase is the word or phrase of the other side with which it
//! shares most sentences, by Dice's coefficient (Smadja, McKeown and
//! Hatzivassiloglou 1996). What the lexicon says word by word is left out:
//! *tout de suite*, right away, is kept, *Union européenne* is not.

use crate::corpus::ids::{Corpus, OOV_BASE};
use calque_model::{LexiconRows, PhraseRow};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Most words of a phrase.
const LONGEST: usize = calque_model::LONGEST_PHRASE;
/// Least sentences of a phrase.
const LEAST: u32 = 20;
/// How many times more often than chance its parts stand side by side.
const LIFT: f64 = 20.0;
/// Least Dice coefficient of a phrase and its partner.
const DICE: f32 = 0.5;
/// Most pairs kept.
const MOST: usize = 20_000;
/// Words of a lower rank are function words, which translation drops and adds at will.
const FUNCTION: u32 = 100;
/// A word counts as rendered by one that the lexicon gives at least this probability.
const RENDERS: f32 = 0.1;

/// The phrases of one side, and where they stand.
struct Units {
    phrases: Vec<Vec<u32>>,
    /// Phrases of each sentence, each once, end to end.
    ids: Vec<u32>,
    ends: Vec<usize>,
    /// Sentences of each word, then of each phrase.
    seen: Vec<u32>,
}

impl Units {
    fn of(&self, n: usize) -> &[u32] {
        &self.ids[if n == 0 { 0 } else { self.ends[n - 1] }..self.ends[n]]
    }
}

/// Learns the phrases of a corpus; `dictionaries` are ranges of pairs that are entries, not sentences.
pub(crate) fn learn(
    corpus: &Corpus,
    lexicons: &[LexiconRows; 2],
    dictionaries: &[std::ops::Range<usize>],
    progress: &dyn Fn(&str),
) -> Vec<PhraseRow> {
    let (first, second) = rayon::join(|| units(corpus, 0), || units(corpus, 1));
    progress(&format!("{} + {} phrases", first.phrases.len(), second.phrases.len()));
    let units = [first, second];
    let mut found: Vec<(f32, PhraseRow)> = partners(corpus, &units, 0);
    found.extend(partners(corpus, &units, 1));
    found.retain(|(_, row)| is_phrase(row, lexicons));
    found.sort_by(|a, b| {
        b.0.total_cmp(&a.0).then_with(|| a.1.first.cmp(&b.1.first)).then_with(|| a.1.second.cmp(&b.1.second))
    });
    found.truncate(MOST);
    let mut rows: Vec<PhraseRow> = found.into_iter().map(|f| f.1).collect();
    rows.extend(dictionaries.iter().flat_map(|range| range.clone().filter_map(|n| entry(corpus, n))));
    rows.sort_by(|a, b| (&a.first, &a.second).cmp(&(&b.first, &b.second)).then(b.probs[0].total_cmp(&a.probs[0])));
    rows.dedup_by(|a, b| a.first == b.first && a.second == b.second);
    progress(&format!("{} phrases with a counterpart", rows.len()));
    rows
}

/// An entry of a dictionary with several words on a side.
fn entry(corpus: &Corpus, n: usize) -> Option<PhraseRow> {
    let [first, second] = [0, 1].map(|s| corpus.sentence(s, n).to_vec());
    let fits = |ids: &[u32]| ids.len() <= LONGEST && ids.iter().all(|&w| w < OOV_BASE);
    (fits(&first) && fits(&second) && first.len() + second.len() > 2).then_some(PhraseRow {
        first,
        second,
        probs: [0.5; 2],
    })
}

/// Finds the phrases of a side, longer ones from shorter ones.
fn units(corpus: &Corpus, side: usize) -> Units {
    let words = corpus.words[side].len();
    let usable: Vec<bool> = corpus.words[side].iter().map(|w| w.chars().any(char::is_alphabetic)).collect();
    let usable = |w: u32| usable.get(w as usize).copied().unwrap_or(false);
    let mut single = vec![0u32; words];
    let mut total = 0f64;
    for &w in corpus.ids[side].iter().filter(|&&w| w < OOV_BASE) {
        single[w as usize] += 1;
        total += 1.0;
    }
    // Of each length: the place of a phrase by its beginning's place and its last word; and its count.
    let mut levels: Vec<Level> = Vec::new();
    for _ in 2..=LONGEST {
        let mut counts: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        for n in 0..corpus.len() {
            let ids = corpus.sentence(side, n);
            let before = places(ids, &levels, &usable);
            for (i, &beginning) in before.iter().enumerate() {
                let Some(&last) = ids.get(i + levels.len() + 1) else { break };
                // Both the beginning and the end of a phrase are phrases themselves.
                let end = before.get(i + 1).copied().unwrap_or(NOWHERE);
                if beginning != NOWHERE && usable(last) && (levels.is_empty() || end != NOWHERE) {
                    *counts.entry((beginning, last)).or_insert(0) += 1;
                }
            }
        }
        let mut kept: Vec<((u32, u32), u32)> = counts.into_iter().filter(|e| e.1 >= LEAST).collect();
        kept.sort_unstable();
        let table = kept.iter().enumerate().map(|(i, e)| (e.0, i as u32)).collect();
        let phrase = |&((b, last), _): &((u32, u32), u32)| {
            let mut ids = levels.last().map_or_else(|| vec![b], |l| l.2[b as usize].clone());
            ids.push(last);
            ids
        };
        let phrases = kept.iter().map(phrase).collect();
        levels.push((table, kept.iter().map(|e| e.1).collect(), phrases));
    }
    // Only those whose parts seldom stand side by side by chance.
    let mut phrases = Vec::new();
    let mut place: FxHashMap<Vec<u32>, u32> = FxHashMap::default();
    for (k, level) in levels.iter().enumerate() {
        for (&(b, last), &i) in sorted(&level.0) {
            let beginning = f64::from(if k == 0 { single[b as usize] } else { levels[k - 1].1[b as usize] });
            let lift = f64::from(level.1[i as usize]) * total / (beginning * f64::from(single[last as usize]));
            if lift >= LIFT {
                place.insert(level.2[i as usize].clone(), phrases.len() as u32);
                phrases.push(level.2[i as usize].clone());
            }
        }
    }
    let (ids, ends) = occurrences(corpus, side, &levels, &place, &usable);
    let mut seen = vec![0u32; words + phrases.len()];
    let mut once: Vec<u32> = Vec::new();
    for n in 0..corpus.len() {
        once.clear();
        once.extend(corpus.sentence(side, n).iter().filter(|&&w| w < OOV_BASE));
        once.sort_unstable();
        once.dedup();
        once.iter().for_each(|&w| seen[w as usize] += 1);
    }
    ids.iter().for_each(|&p| seen[words + p as usize] += 1);
    Units { phrases, ids, ends, seen }
}

const NOWHERE: u32 = u32::MAX;
/// Phrases of one length: the place of each by its beginning's place and its last word; counts; words.
type Level = (FxHashMap<(u32, u32), u32>, Vec<u32>, Vec<Vec<u32>>);

fn sorted(table: &FxHashMap<(u32, u32), u32>) -> Vec<(&(u32, u32), &u32)> {
    let mut all: Vec<_> = table.iter().collect();
    all.sort_unstable();
    all
}

/// The place of the longest phrases known so far that begin at each word.
fn places(ids: &[u32], levels: &[Level], usable: &impl Fn(u32) -> bool) -> Vec<u32> {
    let mut now: Vec<u32> = ids.iter().map(|&w| if usable(w) { w } else { NOWHERE }).collect();
    for (k, level) in levels.iter().enumerate() {
        for i in 0..now.len() {
            let last = ids.get(i + k + 1).copied().unwrap_or(NOWHERE);
            now[i] = if now[i] == NOWHERE { NOWHERE } else { level.0.get(&(now[i], last)).copied().unwrap_or(NOWHERE) };
        }
    }
    now
}

/// The phrases of each sentence, each once.
fn occurrences(
    corpus: &Corpus,
    side: usize,
    levels: &[Level],
    place: &FxHashMap<Vec<u32>, u32>,
    usable: &(impl Fn(u32) -> bool + Sync),
) -> (Vec<u32>, Vec<usize>) {
    let of = |n: usize| {
        let ids = corpus.sentence(side, n);
        let mut found: Vec<u32> = Vec::new();
        for k in 1..=levels.len() {
            let starts = places(ids, &levels[..k], usable);
            let here = starts.iter().enumerate().filter(|s| *s.1 != NOWHERE);
            found.extend(here.filter_map(|(i, _)| place.get(&ids[i..=i + k])));
        }
        found.sort_unstable();
        found.dedup();
        found
    };
    let all: Vec<Vec<u32>> = (0..corpus.len()).into_par_iter().map(of).collect();
    let ends = all.iter().scan(0, |end, f| {
        *end += f.len();
        Some(*end)
    });
    let ends = ends.collect();
    (all.concat(), ends)
}

/// The best partner of each phrase of `side`, with a score.
fn partners(corpus: &Corpus, units: &[Units; 2], side: usize) -> Vec<(f32, PhraseRow)> {
    const LOOKED: usize = 20_000; // sentences looked at for one phrase
    let (own, other) = (&units[side], &units[1 - side]);
    let words = corpus.words[1 - side].len();
    let mut sentences: Vec<Vec<u32>> = vec![Vec::new(); own.phrases.len()];
    for n in 0..corpus.len() {
        own.of(n).iter().for_each(|&p| sentences[p as usize].push(n as u32));
    }
    let best = |(counts, touched): &mut (Vec<u32>, Vec<u32>), (p, list): (usize, &Vec<u32>)| {
        let step = list.len().div_ceil(LOOKED).max(1);
        for n in list.iter().step_by(step).map(|&n| n as usize) {
            let mut here: Vec<u32> = corpus.sentence(1 - side, n).iter().copied().filter(|&w| w < OOV_BASE).collect();
            here.extend(other.of(n).iter().map(|&q| words as u32 + q));
            here.sort_unstable();
            here.dedup();
            for u in here {
                if counts[u as usize] == 0 {
                    touched.push(u);
                }
                counts[u as usize] += 1;
            }
        }
        let seen = list.len() as f32;
        let scored = touched.iter().map(|&u| {
            let both = counts[u as usize] as f32 * step as f32;
            (2.0 * both / (seen + other.seen[u as usize] as f32), u, both)
        });
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        touched.iter().for_each(|&u| counts[u as usize] = 0);
        touched.clear();
        let (dice, u, both) = best.filter(|b| b.0 >= DICE)?;
        let counterpart = if (u as usize) < words { vec![u] } else { other.phrases[u as usize - words].clone() };
        let there = (both / seen).min(1.0);
        let back = (both / other.seen[u as usize] as f32).min(1.0);
        let phrase = own.phrases[p].clone();
        let row = if side == 0 {
            PhraseRow { first: phrase, second: counterpart, probs: [there, back] }
        } else {
            PhraseRow { first: counterpart, second: phrase, probs: [back, there] }
        };
        Some((dice * both.ln(), row))
    };
    let scratch = || (vec![0u32; words + other.phrases.len()], Vec::new());
    let found: Vec<Option<(f32, PhraseRow)>> =
        sentences.par_iter().enumerate().map_init(scratch, |s, item| best(s, item)).collect();
    found.into_iter().flatten().collect()
}

/// Whether a pair says more than the lexicon does word by word, and both sides are whole.
fn is_phrase(row: &PhraseRow, lexicons: &[LexiconRows; 2]) -> bool {
    let sides = [&row.first, &row.second];
    let renders = |s: usize, w: u32| {
        let others = sides[1 - s];
        lexicons[s][w as usize].iter().filter(|e| e.1 >= RENDERS && others.contains(&e.0)).map(|e| e.0).max()
    };
    // Content words that are not merely rendered by a function word.
    let content = [0, 1].map(|s| {
        let counts = |w: &u32| *w >= FUNCTION && renders(s, *w).is_none_or(|other| other >= FUNCTION);
        sides[s].iter().copied().filter(counts).collect::<Vec<u32>>()
    });
    let rendered = [0, 1].map(|s| content[s].iter().filter(|&&w| renders(s, w).is_some()).count());
    let literal = content[0].len() == content[1].len() && [0, 1].iter().all(|&s| rendered[s] == content[s].len());
    // A function word at the edge belongs to a phrase only in idioms: *d'accord*, all right.
    let whole = |s: usize| {
        let edge = [sides[s].first(), sides[s].last()].into_iter().flatten().any(|&w| w < FUNCTION);
        sides[s].len() == 1 || !edge || content[s].len() <= 1 && rendered[s] == 0
    };
    (!literal || content[0].is_empty()) && whole(0) && whole(1)
}
