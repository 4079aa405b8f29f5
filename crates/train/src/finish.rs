//! The whole of training, from files to the bytes of a model.

use crate::TrainError;
use crate::corpus::{self, Corpus, Source};
use crate::initial::initial_vectors;
use crate::memory::{self, Memory};
use crate::phrases;
use crate::report::Kept;
use crate::state::State;
use crate::vectors::{Trainer, VectorSettings};
use crate::words::{self, Words};
use calque_model::{DataSource, Meta, ModelBuilder};
use calque_text::Lang;
use std::ops::Range;
use std::path::Path;
use xxhash_rust::xxh3::xxh3_64;

/// How to train.
#[derive(Clone, Debug)]
pub struct TrainSettings {
    /// The two languages, as the columns of the files have them.
    pub langs: (Lang, Lang),
    /// Name of the model.
    pub name: String,
    /// Most words in each vocabulary.
    pub vocabulary: usize,
    /// Least weighted count of a word in the vocabulary.
    pub min_count: f64,
    /// Candidates kept for each word.
    pub candidates: usize,
    /// Rounds of IBM Model 1 and of the HMM.
    pub rounds: (usize, usize),
    /// Vectors.
    pub vectors: VectorSettings,
    /// How much memory training may use.
    pub memory: Memory,
}

impl TrainSettings {
    /// Good settings for a pair.
    pub fn new(first: Lang, second: Lang) -> Self {
        Self {
            langs: (first, second),
            name: format!("{first}-{second}"),
            vocabulary: 60_000,
            min_count: 3.0,
            candidates: 48,
            rounds: (4, 4),
            vectors: VectorSettings::default(),
            memory: Memory::default(),
        }
    }
}

/// Trains a model. With `state`, what an earlier run of the same command left there is taken over, and every
/// stage and pass is left there. `after_pass` is given the model as it stands after each pass over the vectors.
pub fn train(
    sources: &[Source],
    settings: &TrainSettings,
    state: Option<&State>,
    progress: &dyn Fn(&str),
    mut after_pass: impl FnMut(usize, &[u8]),
) -> Result<Vec<u8>, TrainError> {
    let langs = [settings.langs.0, settings.langs.1];
    let sums = sources.iter().map(|s| checksum(&s.path)).collect::<Result<Vec<_>, _>>()?;
    let corpus = corpus::read(sources, langs, settings.vocabulary, settings.min_count, settings.memory, progress)?;
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
    settings.memory.check("learning vectors", memory::of_corpus(&corpus) + memory::of_vectors(settings, &corpus))?;
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

/// What the n-grams of words without a vector of their own are multiplied with in the end. In the text learnt
/// from they are scarce and count little; in new text they are names, which tell a sentence from its
/// neighbours. Any factor from 2 to 3 is as good.
const UNSEEN: f32 = 2.5;

fn fill(builder: &mut ModelBuilder, trainer: &Trainer) {
    let [first, second] = trainer.words();
    builder.sides[0].vectors = first.to_vec();
    builder.sides[1].vectors = second.to_vec();
    builder.grams = trainer.grams().iter().map(|x| UNSEEN * x).collect();
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
    let words = words::learn(corpus, settings, progress)?;
    if let Some(state) = state {
        words.save(state, key)?;
    }
    Ok(words)
}

/// Stands for all that the lexicon depends on.
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
    let describe = |((s, sum), k): ((&Source, &u64), &Kept)| DataSource {
        name: s.path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned()),
        pairs: k.pairs,
        weight: s.weight,
        licence: s.licence.clone(),
        checksum: format!("{sum:016x}"),
    };
    sources.iter().zip(sums).zip(&corpus.kept).map(describe).collect()
}
