//! Training, from files to the bytes of a model: corpus, lexicon, phrases, vectors.

use crate::corpus::ids::{self, Corpus};
use crate::corpus::line_counts::LineCounts;
use crate::corpus::source::Source;
use crate::error::TrainError;
use crate::lexicon::phrases;
use crate::lexicon::rows::{self, Words};
use crate::settings::TrainSettings;
use crate::state::State;
use crate::vectors::contrastive::{self, Trainer};
use crate::vectors::initial::initial_vectors;
use calque_model::{DataSource, Meta, ModelBuilder};
use std::ops::Range;
use std::path::Path;
use xxhash_rust::xxh3::xxh3_64;

/// Trains a model and returns the bytes of its file. With `state`, the saved stages of an earlier run of the same
/// command are reused, and every stage and pass is saved. `after_pass` gets the number of each finished vector pass
/// and the model after it.
pub fn train(
    sources: &[Source],
    settings: &TrainSettings,
    state: Option<&State>,
    progress: &dyn Fn(&str),
    mut after_pass: impl FnMut(usize, &[u8]),
) -> Result<Vec<u8>, TrainError> {
    let langs = [settings.langs.0, settings.langs.1];
    let sums = sources.iter().map(|s| checksum(&s.path)).collect::<Result<Vec<_>, _>>()?;
    let corpus = ids::read(sources, langs, settings.vocabulary, settings.min_count, settings.memory, progress)?;
    progress(&format!(
        "{} pairs, {} + {} words, {} rare words",
        corpus.len(),
        corpus.words[0].len(),
        corpus.words[1].len(),
        corpus.rare.len()
    ));
    let key = words_key(sources, &sums, settings);
    let words = lexicon_stage(&corpus, settings, state, key, progress)?;
    let phrases = phrases::learn(&corpus, &words.lexicons, &entries(sources, &corpus), progress);
    let mut builder = ModelBuilder {
        meta: Meta {
            langs: settings.langs,
            name: settings.name.clone(),
            dim: settings.vectors.dim,
            data: describe(sources, &sums, &corpus),
            words: words.params,
            measured: Vec::new(),
        },
        sides: words.sides,
        lexicons: words.lexicons,
        grams: Vec::new(),
        phrases,
    };
    let key = xxh3_64(format!("{key:x} {:?}", settings.vectors).as_bytes());
    settings.memory.check("learning vectors", corpus.memory() + contrastive::memory(settings, &corpus))?;
    let start = match state.and_then(|s| Trainer::load(s, key)) {
        Some(trainer) => {
            progress(&format!("vectors: {} passes taken from the earlier run", trainer.passes()));
            trainer
        }
        None => Trainer::new(initial_vectors(&corpus, &builder.lexicons, &settings.vectors), &settings.vectors),
    };
    let mut trainer = start;
    while trainer.passes() < settings.vectors.epochs {
        trainer.pass(&corpus, &settings.vectors, progress);
        if let Some(state) = state {
            trainer.save(state, key)?;
        }
        fill(&mut builder, &trainer);
        after_pass(trainer.passes(), &builder.to_bytes()?);
    }
    fill(&mut builder, &trainer);
    Ok(builder.to_bytes()?)
}

/// The pairs that come from dictionaries.
fn entries(sources: &[Source], corpus: &Corpus) -> Vec<Range<usize>> {
    let ends = corpus.kept.iter().scan(0, |end, k| {
        *end += k.pairs as usize;
        Some(*end - k.pairs as usize..*end)
    });
    sources.iter().zip(ends).filter(|s| s.0.dictionary).map(|s| s.1).collect()
}

/// Factor of the n-gram vectors after training. Words without a vector of their own are rare in the training text
/// and get little weight; in new text many are names, which distinguish sentences. Factors from 2 to 3 work equally well.
const GRAM_FACTOR: f32 = 2.5;

fn fill(builder: &mut ModelBuilder, trainer: &Trainer) {
    let [first, second] = trainer.words();
    builder.sides[0].vectors = first.to_vec();
    builder.sides[1].vectors = second.to_vec();
    builder.grams = trainer.grams().iter().map(|x| GRAM_FACTOR * x).collect();
}

fn lexicon_stage(
    corpus: &Corpus,
    settings: &TrainSettings,
    state: Option<&State>,
    key: u64,
    progress: &dyn Fn(&str),
) -> Result<Words, TrainError> {
    if let Some(words) = state.and_then(|s| Words::load(s, key, corpus)) {
        progress("word alignment: taken from the earlier run");
        return Ok(words);
    }
    let words = rows::learn(corpus, settings, progress)?;
    if let Some(state) = state {
        words.save(state, key)?;
    }
    Ok(words)
}

/// A hash of everything that the lexicon depends on.
fn words_key(sources: &[Source], sums: &[u64], settings: &TrainSettings) -> u64 {
    let TrainSettings { langs, vocabulary, min_count, candidates, rounds, .. } = settings;
    let source =
        |(s, sum): (&Source, &u64)| format!(" {sum:x} {} {} {} {}", s.weight, s.min_words, s.max_words, s.limit);
    let data: String = sources.iter().zip(sums).map(source).collect();
    let text = format!("1 {langs:?} {vocabulary} {min_count} {candidates} {rounds:?}{data}");
    xxh3_64(text.as_bytes())
}

fn checksum(path: &Path) -> Result<u64, TrainError> {
    let read = std::fs::read(path);
    read.map(|b| xxh3_64(&b)).map_err(|source| TrainError::Io { path: path.display().to_string(), source })
}

fn describe(sources: &[Source], sums: &[u64], corpus: &Corpus) -> Vec<DataSource> {
    let describe = |((s, sum), k): ((&Source, &u64), &LineCounts)| DataSource {
        name: s.path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned()),
        pairs: k.pairs,
        weight: s.weight,
        licence: s.licence.clone(),
        checksum: format!("{sum:016x}"),
    };
    sources.iter().zip(sums).zip(&corpus.kept).map(describe).collect()
}
