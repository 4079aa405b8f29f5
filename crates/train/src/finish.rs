//! The whole of training, from files to the bytes of a model.

use crate::TrainError;
use crate::candidates::{self, Candidates};
use crate::corpus::{self, Corpus, Source};
use crate::em::{self, Lexicon};
use crate::vectors::{self, Random, VectorSettings, Vectors};
use calque_model::{DataSource, LexiconRows, Meta, Model, ModelBuilder, SideRows, WordParams, as_stored};
use calque_text::Lang;

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
        }
    }
}

/// Translations less probable than this are not kept.
const LEAST: f32 = 0.004;
/// Most translations kept for a word.
const MOST: usize = 14;

/// Trains a model. With `resume`, a model that an earlier run on the same data left behind, the
/// lexicon is taken from it. `after_epoch` is given the model as it stands after each pass over the vectors.
pub fn train(
    sources: &[Source],
    settings: &TrainSettings,
    resume: Option<&Model>,
    progress: &dyn Fn(&str),
    mut after_epoch: impl FnMut(usize, &[u8]),
) -> Result<Vec<u8>, TrainError> {
    let langs = [settings.langs.0, settings.langs.1];
    let corpus = corpus::read(sources, langs, settings.vocabulary, settings.min_count, progress)?;
    progress(&format!(
        "{} pairs, {} + {} words, {} rare words",
        corpus.len(),
        corpus.words[0].len(),
        corpus.words[1].len(),
        corpus.rare.len()
    ));
    let words = match resume.and_then(|m| earlier_words(m, &corpus, settings)) {
        Some(words) => {
            progress("word alignment: taken from the earlier run");
            words
        }
        None => learn_words(&corpus, settings, progress),
    };
    let mut builder = ModelBuilder {
        meta: Meta {
            langs: settings.langs,
            name: settings.name.clone(),
            dim: settings.vectors.dim,
            data: describe(sources, &corpus),
            words: words.params,
            measured: Vec::new(),
        },
        sides: words.sides,
        lexicons: words.lexicons,
        grams: Vec::new(),
    };
    let initial = initial_vectors(&corpus, &builder.lexicons, &settings.vectors);
    let fill = |builder: &mut ModelBuilder, v: &Vectors| {
        builder.sides[0].vectors.clone_from(&v.words[0]);
        builder.sides[1].vectors.clone_from(&v.words[1]);
        builder.grams.clone_from(&v.grams);
    };
    let vectors = vectors::train(&corpus, initial, &settings.vectors, progress, |epoch, v| {
        fill(&mut builder, v);
        if let Ok(bytes) = builder.to_bytes() {
            after_epoch(epoch, &bytes);
        }
    });
    fill(&mut builder, &vectors);
    Ok(builder.to_bytes()?)
}

/// What word alignment gives to a model.
struct Words {
    sides: [SideRows; 2],
    lexicons: [LexiconRows; 2],
    params: WordParams,
}

fn learn_words(corpus: &Corpus, settings: &TrainSettings, progress: &dyn Fn(&str)) -> Words {
    let candidates = candidates::find(corpus, settings.candidates);
    progress(&format!("{} candidate word pairs", candidates.len()));
    let lexicon = em::learn(corpus, &candidates, settings.rounds.0, settings.rounds.1, progress);
    let mut lexicons = lexicon_rows(&candidates, &lexicon);
    lexicons.iter_mut().for_each(as_stored);
    Words {
        params: WordParams { null: em::P0, jumps: lexicon.jumps.clone(), null_mass: null_mass(corpus, &lexicon) },
        sides: [0, 1].map(|s| side_rows(corpus, &lexicon, s)),
        lexicons,
    }
}

/// The lexicon of a model that an earlier run on the same data left behind.
fn earlier_words(model: &Model, corpus: &Corpus, settings: &TrainSettings) -> Option<Words> {
    if model.langs() != settings.langs {
        return None;
    }
    let langs = [settings.langs.0, settings.langs.1];
    let mut sides: [SideRows; 2] = Default::default();
    let mut lexicons: [LexiconRows; 2] = Default::default();
    for s in 0..2 {
        let side = model.side(langs[s])?;
        let lexicon = model.lexicon(langs[s], langs[1 - s])?;
        let same = side.len() == corpus.words[s].len()
            && corpus.words[s].iter().enumerate().all(|(i, w)| side.word(i as u32) == w);
        if !same {
            return None;
        }
        let ids = 0..side.len() as u32;
        sides[s] = SideRows {
            words: corpus.words[s].clone(),
            freq: ids.clone().map(|i| side.frequency(Some(i))).collect(),
            null: ids.clone().map(|i| side.null_prob(Some(i))).collect(),
            fertility: ids.clone().map(|i| side.fertility(Some(i))).collect(),
            vectors: Vec::new(),
        };
        lexicons[s] = ids.map(|i| lexicon.translations(i).collect()).collect();
    }
    Some(Words { sides, lexicons, params: model.meta().words.clone() })
}

fn describe(sources: &[Source], corpus: &Corpus) -> Vec<DataSource> {
    let describe = |(s, k): (&Source, &(u64, u64, Option<u64>))| DataSource {
        name: s.path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned()),
        pairs: k.0,
        weight: s.weight,
        licence: s.licence.clone(),
        checksum: std::fs::read(&s.path)
            .map_or_else(|_| String::new(), |b| format!("{:016x}", xxhash_rust::xxh3::xxh3_64(&b))),
    };
    sources.iter().zip(&corpus.kept).map(describe).collect()
}

fn null_mass(corpus: &Corpus, lexicon: &Lexicon) -> [f32; 2] {
    [0, 1].map(|s| {
        let total: f64 = corpus.counts[s].iter().sum::<f64>().max(1.0);
        let unlinked = corpus.counts[s].iter().zip(&lexicon.unlinked[s]).map(|(c, &u)| c * f64::from(u));
        (unlinked.sum::<f64>() / total) as f32
    })
}

fn side_rows(corpus: &Corpus, lexicon: &Lexicon, s: usize) -> SideRows {
    let total: f64 = corpus.counts[s].iter().sum::<f64>().max(1.0);
    SideRows {
        words: corpus.words[s].clone(),
        freq: corpus.counts[s].iter().map(|c| (1e6 * c / total) as f32).collect(),
        null: lexicon.unlinked[s].clone(),
        fertility: lexicon.fertility[s].clone(),
        vectors: Vec::new(),
    }
}

fn lexicon_rows(candidates: &Candidates, lexicon: &Lexicon) -> [LexiconRows; 2] {
    let rows = lexicon.unlinked[0].len();
    let columns = lexicon.unlinked[1].len();
    let mut out = [vec![Vec::new(); rows], vec![Vec::new(); columns]];
    for row in 0..rows {
        for place in candidates.start(row as u32)..candidates.ends[row] as usize {
            let column = candidates.columns[place];
            let (there, back) = (lexicon.second_given_first[place], lexicon.first_given_second[place]);
            if there >= LEAST {
                out[0][row].push((column, there));
            }
            if back >= LEAST {
                out[1][column as usize].push((row as u32, back));
            }
        }
    }
    for side in &mut out {
        for row in side.iter_mut() {
            row.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            row.truncate(MOST);
        }
    }
    out
}

/// Start vectors: random for one side, means of translations for the other, each as long as its word is informative.
fn initial_vectors(corpus: &Corpus, lexicons: &[LexiconRows; 2], settings: &VectorSettings) -> [Vec<f32>; 2] {
    let dim = settings.dim;
    let mut random = Random(settings.seed ^ 0x1234_5678);
    let words = [0, 1].map(|s| settings.words[s].min(corpus.words[s].len()));
    let mut second: Vec<f32> =
        (0..corpus.words[1].len() * dim).map(|_| random.unit() + random.unit() + random.unit() - 1.5).collect();
    let mut first = vec![0f32; corpus.words[0].len() * dim];
    // There and back: words that share translations come near each other.
    for _ in 0..2 {
        mix(&lexicons[0], &second, &mut first, dim);
        mix(&lexicons[1], &first, &mut second, dim);
    }
    mix(&lexicons[0], &second, &mut first, dim);
    let mut out = [first, second];
    for s in 0..2 {
        out[s].truncate(words[s] * dim);
        let total: f64 = corpus.counts[s].iter().sum();
        for (w, row) in out[s].chunks_exact_mut(dim).enumerate() {
            let p = corpus.counts[s][w] / total;
            let weight = (2e-4 / (2e-4 + p)) as f32;
            let norm = row.iter().map(|x| x * x).sum::<f32>().sqrt();
            if norm < 1e-6 {
                row.iter_mut().for_each(|x| *x = (random.unit() - 0.5) * 0.1);
            } else {
                row.iter_mut().for_each(|x| *x *= weight / norm);
            }
        }
    }
    out
}

fn mix(lexicon: &LexiconRows, from: &[f32], to: &mut [f32], dim: usize) {
    for (row, out) in lexicon.iter().zip(to.chunks_exact_mut(dim)) {
        // A quarter of what stood there before keeps unlinked words apart.
        out.iter_mut().for_each(|x| *x *= 0.25);
        for &(id, p) in row {
            let source = &from[id as usize * dim..(id as usize + 1) * dim];
            out.iter_mut().zip(source).for_each(|(o, x)| *o += p * x);
        }
        let norm = out.iter().map(|x| x * x).sum::<f32>().sqrt();
        if norm > 1e-6 {
            out.iter_mut().for_each(|x| *x /= norm);
        }
    }
}
