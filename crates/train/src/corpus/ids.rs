//! The training corpus in memory: sentence pairs as word ids.
//!
//! Two passes over the files: the first counts words, the second keeps ids, so that
//! text is never held. Lines that are no pair are counted
//! with their numbers, not fatal; columns in the wrong language are.

use super::files::each_chunk;
use super::line_counts::{LineCounts, SkipReason};
use super::source::Source;
use crate::error::TrainError;
use crate::memory_limit::{MemoryLimit, WORD};
use calque_model::key_into;
use calque_text::{Lang, Token, identify, tokenize_into};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use xxhash_rust::xxh3::xxh3_64;

/// Sentence pairs as word ids; `OOV` words carry their n-gram key in `rare`.
#[derive(Debug, Default)]
pub(crate) struct Corpus {
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
    /// Counts of the lines of each source.
    pub kept: Vec<LineCounts>,
}

/// Ids from here on are words outside the vocabulary.
pub(crate) const OOV_BASE: u32 = 1 << 24;

impl Corpus {
    /// Number of pairs.
    pub(crate) fn len(&self) -> usize {
        self.weights.len()
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// The ids of sentence `n` of a side.
    pub(crate) fn sentence(&self, side: usize, n: usize) -> &[u32] {
        let start = if n == 0 { 0 } else { self.ends[side][n - 1] as usize };
        &self.ids[side][start..self.ends[side][n] as usize]
    }

    /// Estimate of its size in memory, in bytes.
    pub(crate) fn memory(&self) -> u64 {
        let sides = (0..2).map(|s| 4 * self.ids[s].len() + 8 * self.ends[s].len()).sum::<usize>() as u64;
        // The texts of rare words stand in a list and in a table.
        sides + 4 * self.len() as u64 + 2 * WORD * self.rare.len() as u64
    }
}

/// Estimate of the tables of counted words, in bytes.
fn memory_of_counts(words: usize) -> u64 {
    words as u64 * WORD
}

/// The word keys of both sides of a line, or why the line is skipped.
fn words_of(line: &str, langs: [Lang; 2], source: &Source) -> Result<[Vec<String>; 2], SkipReason> {
    let mut columns = line.split('\t');
    let texts = [columns.next().unwrap_or_default(), columns.next().ok_or(SkipReason::Unbalanced)?];
    if line.contains(char::REPLACEMENT_CHARACTER) {
        return Err(SkipReason::Encoding);
    }
    let mut out = [Vec::new(), Vec::new()];
    let mut tokens: Vec<Token> = Vec::new();
    let mut key = String::new();
    for s in 0..2 {
        tokenize_into(texts[s], langs[s], &mut tokens);
        let words = tokens.iter().filter(|t| t.is_content()).count();
        if words == 0 {
            return Err(SkipReason::Empty);
        }
        if words < source.min_words || words > source.max_words {
            return Err(SkipReason::Length);
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

/// An error if a column is identified with confidence as another language than expected.
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

/// Reads all sources. `max_vocabulary` is the maximum size of each vocabulary, `min_count` the minimum weighted count of its words.
pub(crate) fn read(
    sources: &[Source],
    langs: [Lang; 2],
    max_vocabulary: usize,
    min_count: f64,
    memory: MemoryLimit,
    progress: &dyn Fn(&str),
) -> Result<Corpus, TrainError> {
    let mut corpus = Corpus::default();
    let mut counts: [FxHashMap<String, f64>; 2] = Default::default();
    let mut totals = Vec::new();
    for source in sources {
        progress(&format!("counting words: {}", source.path.display()));
        let mut total = 0u64;
        each_chunk(&source.path, langs, |first, lines| {
            check_languages(first, lines, langs, source)?;
            let pairs: Vec<_> = lines.par_iter().map(|l| words_of(l, langs, source)).collect();
            for pair in pairs.into_iter().flatten() {
                total += 1;
                for (s, words) in pair.into_iter().enumerate() {
                    for w in words {
                        *counts[s].entry(w).or_insert(0.0) += f64::from(source.weight);
                    }
                }
            }
            memory.check("counting words", memory_of_counts(counts[0].len() + counts[1].len()))
        })?;
        totals.push(total);
    }
    let mut index: [FxHashMap<String, u32>; 2] = Default::default();
    for s in 0..2 {
        let mut all: Vec<(String, f64)> =
            std::mem::take(&mut counts[s]).into_iter().filter(|e| e.1 >= min_count).collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        all.truncate(max_vocabulary);
        index[s] = all.iter().enumerate().map(|(i, (w, _))| (w.clone(), i as u32)).collect();
        (corpus.words[s], corpus.counts[s]) = all.into_iter().unzip();
    }
    let mut rare: FxHashMap<String, u32> = FxHashMap::default();
    let mut known: FxHashSet<u64> = FxHashSet::default();
    for (source, &total) in sources.iter().zip(&totals) {
        progress(&format!("reading: {}", source.path.display()));
        let mut report = LineCounts::default();
        each_chunk(&source.path, langs, |first, lines| {
            let pairs: Vec<_> = lines.par_iter().map(|l| (words_of(l, langs, source), xxh3_64(l.as_bytes()))).collect();
            for (number, (pair, hash)) in (first..).zip(pairs) {
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
            memory.check("holding the pairs", corpus.memory())
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
