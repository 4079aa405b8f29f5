//! The result of word alignment over the corpus, as rows of the model file.

use super::candidates::{self, Candidates};
use super::em::{self, Lexicon};
use crate::corpus::ids::Corpus;
use crate::error::TrainError;
use crate::settings::TrainSettings;
use crate::state::{State, numbers};
use bytemuck::cast_slice;
use calque_model::{LexiconRows, SideRows, WordParams, as_stored};

/// Minimum probability of a translation in the model.
const MIN_PROBABILITY: f32 = 0.004;
/// Maximum number of translations per word.
const MAX_TRANSLATIONS: usize = 14;
/// Name of the stage.
const STAGE: &str = "words";

/// The tables of a model that come from word alignment.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) sides: [SideRows; 2],
    pub(crate) lexicons: [LexiconRows; 2],
    pub(crate) params: WordParams,
}

impl Words {
    /// The saved result of an earlier run on this corpus.
    pub(crate) fn load(state: &State, key: u64, corpus: &Corpus) -> Option<Self> {
        let mut parts = state.load(STAGE, key)?.into_iter();
        let mut next = || parts.next();
        let params = serde_json::from_slice(&next()?).ok()?;
        let mut sides: [SideRows; 2] = Default::default();
        let mut lexicons: [LexiconRows; 2] = Default::default();
        for s in 0..2 {
            let mut column = || next().map(|p| numbers::<f32>(&p));
            let (freq, null, fertility, probs) = (column()?, column()?, column()?, column()?);
            let (ids, lengths) = (numbers::<u32>(&next()?), numbers::<u32>(&next()?));
            let mut entries = ids.into_iter().zip(probs);
            lexicons[s] = lengths.iter().map(|&n| entries.by_ref().take(n as usize).collect()).collect();
            if freq.len() != corpus.words[s].len() || lexicons[s].len() != freq.len() {
                return None;
            }
            sides[s] = SideRows { words: corpus.words[s].clone(), freq, null, fertility, vectors: Vec::new() };
        }
        Some(Self { sides, lexicons, params })
    }

    /// Saves the result for a later run.
    pub(crate) fn save(&self, state: &State, key: u64) -> Result<(), TrainError> {
        let params = serde_json::to_vec(&self.params).unwrap_or_default();
        let lexicon = |s: usize| {
            let (ids, probs): (Vec<u32>, Vec<f32>) = self.lexicons[s].iter().flatten().copied().unzip();
            (ids, probs, self.lexicons[s].iter().map(|r| r.len() as u32).collect::<Vec<u32>>())
        };
        let lexicons = [lexicon(0), lexicon(1)];
        let mut parts: Vec<&[u8]> = vec![&params];
        for (side, (ids, probs, lengths)) in self.sides.iter().zip(&lexicons) {
            parts.extend([&side.freq, &side.null, &side.fertility, probs].map(|c| cast_slice::<f32, u8>(c)));
            parts.extend([ids, lengths].map(|c| cast_slice::<u32, u8>(c)));
        }
        state.save(STAGE, key, &parts)
    }
}

/// Aligns the words of the corpus.
pub(crate) fn learn(corpus: &Corpus, settings: &TrainSettings, progress: &dyn Fn(&str)) -> Result<Words, TrainError> {
    let candidates = candidates::find(corpus, settings.candidates);
    progress(&format!("{} candidate word pairs", candidates.len()));
    let lexicon = em::learn(corpus, &candidates, settings.rounds, settings.memory, progress)?;
    let mut lexicons = lexicon_rows(&candidates, &lexicon);
    lexicons.iter_mut().for_each(as_stored);
    Ok(Words {
        params: WordParams { null: em::P0, jumps: lexicon.jumps.clone(), null_mass: null_mass(corpus, &lexicon) },
        sides: [0, 1].map(|s| side_rows(corpus, &lexicon, s)),
        lexicons,
    })
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
        for index in candidates.start(row as u32)..candidates.ends[row] as usize {
            let column = candidates.columns[index];
            let (forward, backward) = (lexicon.second_given_first[index], lexicon.first_given_second[index]);
            if forward >= MIN_PROBABILITY {
                out[0][row].push((column, forward));
            }
            if backward >= MIN_PROBABILITY {
                out[1][column as usize].push((row as u32, backward));
            }
        }
    }
    for side in &mut out {
        for row in side.iter_mut() {
            row.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            row.truncate(MAX_TRANSLATIONS);
        }
    }
    out
}
