//! Sentence pairs in memory: read, cut into words, counted, turned into ids.
//!
//! Two passes over the [`crate::files`]: the first counts words, the second
//! keeps ids, so that text is never held. Lines that are no pair are counted
//! with their numbers, not fatal; columns in the wrong language are.

use crate::TrainError;
use crate::files::each_chunk;
use crate::memory::{self, Memory};
use crate::report::{Kept, Why};
use calque_model::key_into;
use calque_text::{Lang, Token, identify, tokenize_into};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::path::PathBuf;
use xxhash_rust::xxh3::xxh3_64;

/// A file to learn from.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Source {
    /// Where it is.
    pub path: PathBuf,
    /// How much each pair counts.
    #[serde(default = "one")]
    pub weight: f32,
    /// Pairs with fewer words on either side are left out.
    #[serde(default)]
    pub min_words: usize,
    /// Pairs with more words on either side are left out.
    #[serde(default = "most_words")]
    pub max_words: usize,
    /// At most so many pairs, evenly spread over the file; 0 for all.
    #[serde(default)]
    pub limit: usize,
    /// Whether the pairs are entries of a dictionary, not sentences.
    #[serde(default)]
    pub dictionary: bool,
    /// Licence, for the model's description.
    #[serde(default)]
    pub licence: String,
}

fn one() -> f32 {
    1.0
}

fn most_words() -> usize {
    100
}

impl Source {
    /// A file with weight 1 and no limits.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            weight: 1.0,
            min_words: 0,
            max_words: most_words(),
            limit: 0,
            dictionary: false,
            licence: String::new(),
        }
    }
}

/// Words of both languages as ids; `OOV` words carry their n-gram key in `rare`.
#[derive(Debug, Default)]
pub struct Corpus {
    /// Vocabulary of each side by falling frequency.
    pub words: [Vec<String>; 2],
    /// Occurrences of each word, weighted.
    pub counts: [Vec<f64>; 2],
    /// All ids of each side, sentence after sentence; see [`OOV_BASE`].
    pub ids: [Vec<u32>; 2],
    /// Where each sentence ends in `ids`.
    pub ends: [Vec<u64>; 2],
    /// Words outside the vocabulary, by id minus [`OOV_BASE`]; shared by the sides.
    pub rare: Vec<String>,
    /// Weight of each pair, by source file.
    pub weights: Vec<f32>,
    /// What became of the lines of each source.
    pub kept: Vec<Kept>,
}

/// Ids from here on are words outside the vocabulary.
pub const OOV_BASE: u32 = 1 << 24;

impl Corpus {
    /// Number of pairs.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// The ids of sentence `n` of a side.
    pub fn sentence(&self, side: usize, n: usize) -> &[u32] {
        let start = if n == 0 { 0 } else { self.ends[side][n - 1] as usize };
        &self.ids[side][start..self.ends[side][n] as usize]
    }
}

/// Deterministic, fast hashing of words.
#[derive(Default, Clone)]
pub struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = (self.0 ^ u64::from(b)).wrapping_mul(0x100000001b3);
        }
    }
}

pub(crate) type Table<K, V> = HashMap<K, V, BuildHasherDefault<Fnv>>;

/// The keys of both sides of a line, or why it is no pair to learn from.
fn cut(line: &str, langs: [Lang; 2], source: &Source) -> Result<[Vec<String>; 2], Why> {
    let mut columns = line.split('\t');
    let texts = [columns.next().unwrap_or_default(), columns.next().ok_or(Why::Unbalanced)?];
    if line.contains(char::REPLACEMENT_CHARACTER) {
        return Err(Why::Encoding);
    }
    let mut out = [Vec::new(), Vec::new()];
    let mut tokens: Vec<Token> = Vec::new();
    let mut key = String::new();
    for s in 0..2 {
        tokenize_into(texts[s], langs[s], &mut tokens);
        let words = tokens.iter().filter(|t| t.is_content()).count();
        if words == 0 {
            return Err(Why::Empty);
        }
        if words < source.min_words || words > source.max_words {
            return Err(Why::Length);
        }
        for t in &tokens {
            key_into(texts[s], t, langs[s], &mut key);
            if !key.is_empty() {
                out[s].push(key.clone());
            }
        }
    }
    Ok(out)
}

/// Refuses columns that are sure to be in another language: a model of mixed-up columns is worse than none.
fn check_languages(first: u64, lines: &[String], langs: [Lang; 2], source: &Source) -> Result<(), TrainError> {
    for (s, expected) in langs.into_iter().enumerate() {
        let text: Vec<&str> = lines.iter().take(200).filter_map(|l| l.split('\t').nth(s)).collect();
        let found = identify(&text.join("\n"));
        if let Some(&(found, confidence)) = found.first()
            && confidence > 0.95
            && found != expected
            && text.len() >= 20
        {
            let path = source.path.display().to_string();
            return Err(TrainError::Language { path, line: first, column: s + 1, expected, found });
        }
    }
    Ok(())
}

/// Reads all sources. `max_words` bounds each vocabulary, `min_count` is the least weighted count in it.
pub fn read(
    sources: &[Source],
    langs: [Lang; 2],
    max_vocabulary: usize,
    min_count: f64,
    memory: Memory,
    progress: &dyn Fn(&str),
) -> Result<Corpus, TrainError> {
    let mut corpus = Corpus::default();
    let mut counts: [Table<String, f64>; 2] = Default::default();
    let mut totals = Vec::new();
    for source in sources {
        progress(&format!("counting words: {}", source.path.display()));
        let mut total = 0u64;
        each_chunk(&source.path, langs, |first, lines| {
            check_languages(first, lines, langs, source)?;
            let cut: Vec<_> = lines.par_iter().map(|l| cut(l, langs, source)).collect();
            for pair in cut.into_iter().flatten() {
                total += 1;
                for (s, words) in pair.into_iter().enumerate() {
                    for w in words {
                        *counts[s].entry(w).or_insert(0.0) += f64::from(source.weight);
                    }
                }
            }
            memory.check("counting words", memory::of_counts(counts[0].len() + counts[1].len()))
        })?;
        totals.push(total);
    }
    let mut index: [Table<String, u32>; 2] = Default::default();
    for s in 0..2 {
        let mut all: Vec<(String, f64)> =
            std::mem::take(&mut counts[s]).into_iter().filter(|e| e.1 >= min_count).collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        all.truncate(max_vocabulary);
        index[s] = all.iter().enumerate().map(|(i, (w, _))| (w.clone(), i as u32)).collect();
        (corpus.words[s], corpus.counts[s]) = all.into_iter().unzip();
    }
    let mut rare: Table<String, u32> = Table::default();
    let mut known: HashSet<u64, BuildHasherDefault<Fnv>> = HashSet::default();
    for (source, &total) in sources.iter().zip(&totals) {
        progress(&format!("reading: {}", source.path.display()));
        let mut report = Kept::default();
        each_chunk(&source.path, langs, |first, lines| {
            let cut: Vec<_> = lines.par_iter().map(|l| (cut(l, langs, source), xxh3_64(l.as_bytes()))).collect();
            for (number, (pair, hash)) in (first..).zip(cut) {
                let pair = match pair {
                    Ok(pair) => pair,
                    Err(why) => {
                        report.left_out(why, number);
                        continue;
                    }
                };
                if !known.insert(hash) {
                    report.repeated(number);
                }
                report.good += 1;
                let seen = report.good;
                let limit = source.limit as u64;
                if limit > 0 && total > limit && seen * limit / total == (seen - 1) * limit / total {
                    continue;
                }
                report.pairs += 1;
                for (s, words) in pair.iter().enumerate() {
                    for w in words {
                        let known = index[s].get(w).or_else(|| rare.get(w)).copied();
                        let id = known.unwrap_or_else(|| {
                            let id = OOV_BASE + corpus.rare.len() as u32;
                            corpus.rare.push(w.clone());
                            rare.insert(w.clone(), id);
                            id
                        });
                        corpus.ids[s].push(id);
                    }
                    corpus.ends[s].push(corpus.ids[s].len() as u64);
                }
                corpus.weights.push(source.weight);
            }
            memory.check("holding the pairs", memory::of_corpus(&corpus))
        })?;
        for message in report.messages() {
            progress(&format!("{}: {message}", source.path.display()));
        }
        report.check(&source.path)?;
        corpus.kept.push(report);
    }
    if corpus.is_empty() {
        return Err(TrainError::NoPairs);
    }
    Ok(corpus)
}
