//! Reading a corpus, beside the page: pairs are scored in lots on all cores, and seen as they come.

use super::labels::Labels;
use super::texts::{PairText, Texts};
use super::{Corpus, documents};
use crate::answer::ApiError;
use crate::app::App;
use calque::{LanguageFallback, languages_of};
use calque_formats::Input;
use calque_formats::pairs::{Entry, PairReader, PairRecord, keys};
use calque_harvest::Pair;
use calque_harvest::corpus::aligned_pairs;
use calque_harvest::filter::{ALL, COUNT, FilterContext, Preset, Screen};
use calque_harvest::repair::repair_record;
use calque_messages::message;
use calque_text::{Lang, fold, hash::Fnv1a};
use rayon::prelude::*;
use std::collections::HashSet;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// Pairs that are scored at a time.
const LOT: usize = 2048;
/// The most pairs: more take gigabytes of memory.
const MOST: usize = 20_000_000;

/// Opens a corpus in place of the one that is open; it is read on in a thread of its own.
pub(crate) fn open(app: &App, path: &Path) -> Result<(), ApiError> {
    let is_folder = path.is_dir();
    let looks_built = path.join("report.json").is_file() || path.join("documents.jsonl").is_file();
    if !path.exists() || (is_folder && !looks_built) {
        let name = path.display().to_string();
        let what = message!("corpus-no-corpus", name = name);
        return Err(ApiError::refused("no-corpus", what, message!("corpus-no-corpus-help")));
    }
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let settings = &app.settings.corpus;
    let preset = Preset::ALL.into_iter().find(|p| p.as_str() == settings.preset).unwrap_or_default();
    let mut thresholds: [Option<f32>; COUNT] = std::array::from_fn(|i| preset.threshold(ALL[i].id()));
    let model = calque::chosen_model(&app.settings)?;
    let context = FilterContext { settings: app.settings.clone(), ..FilterContext::default() };
    let mut screen = Screen::new(preset, context, Some(model));
    for change in &settings.filters {
        screen.set(change).map_err(|e| ApiError::bad_request(&e.to_string()))?;
    }
    for (i, threshold) in thresholds.iter_mut().enumerate() {
        *threshold = screen.threshold(i);
    }
    let found = if is_folder { documents::of_folder(&path) } else { documents::Found::default() };
    let name = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let corpus = Corpus {
        name,
        labels: Labels::load(&app.data, &path),
        is_folder,
        preset,
        thresholds,
        scores: Vec::new(),
        copies: Vec::new(),
        keys: Vec::new(),
        texts: Texts::new().map_err(ApiError::internal)?,
        langs: None,
        bad: 0,
        complete: false,
        failed: None,
        report: found.report,
        documents: found.documents,
        orphans: found.orphans,
        path: path.clone(),
    };
    let corpus = Arc::new(Mutex::new(corpus));
    let reading = Arc::downgrade(&corpus);
    *app.corpus() = Some(corpus);
    let repair = settings.repair;
    std::thread::spawn(move || Reading { corpus: reading, screen, repair, seen: HashSet::new() }.run(&path, is_folder));
    Ok(())
}

/// What the thread that reads holds; it ends when the corpus is closed.
struct Reading {
    corpus: Weak<Mutex<Corpus>>,
    screen: Screen,
    repair: bool,
    seen: HashSet<u64>,
}

/// A pair with what the filters say.
struct Scored {
    text: PairText,
    scores: [f32; COUNT],
    key: u64,
    langs: (Lang, Lang),
}

impl Reading {
    fn run(mut self, path: &Path, is_folder: bool) {
        let failed = if is_folder { self.read_folder(path) } else { self.read_file(path) };
        if let Some(corpus) = self.corpus.upgrade() {
            let mut corpus = corpus.lock().unwrap_or_else(PoisonError::into_inner);
            corpus.failed = failed.err();
            corpus.complete = true;
        }
    }

    fn read_folder(&mut self, path: &Path) -> Result<(), String> {
        let mut lot = Vec::with_capacity(LOT);
        let mut open = true;
        aligned_pairs(path, |record| {
            lot.push(record);
            if lot.len() == LOT {
                open = self.add(std::mem::take(&mut lot), 0);
            }
            open
        })
        .map_err(|e| e.to_string())?;
        self.add(lot, 0);
        Ok(())
    }

    fn read_file(&mut self, path: &Path) -> Result<(), String> {
        let mut reader = PairReader::open(&Input::from_arg(path)).map_err(|e| e.to_string())?;
        let (mut lot, mut bad) = (Vec::with_capacity(LOT), 0);
        while let Some(entry) = reader.next_entry().map_err(|e| e.to_string())? {
            match entry {
                Entry::Pair(record) => lot.push(record),
                Entry::Bad(_) => bad += 1,
            }
            if lot.len() == LOT && !self.add(std::mem::take(&mut lot), std::mem::take(&mut bad)) {
                return Ok(());
            }
        }
        self.add(lot, bad);
        Ok(())
    }

    /// Scores a lot and adds it; false where nobody looks any more.
    fn add(&mut self, lot: Vec<PairRecord>, bad: usize) -> bool {
        let scored: Vec<Scored> = lot.into_par_iter().map(|record| self.scored(record)).collect();
        let Some(corpus) = self.corpus.upgrade() else { return false };
        let mut corpus = corpus.lock().unwrap_or_else(PoisonError::into_inner);
        corpus.bad += bad;
        let texts: Vec<PairText> = scored.iter().map(|s| s.text.clone()).collect();
        if let Err(e) = corpus.texts.add(&texts) {
            corpus.failed = Some(e.to_string());
            return false;
        }
        for pair in scored {
            corpus.langs.get_or_insert(pair.langs);
            corpus.scores.push(pair.scores);
            corpus.copies.push(!self.seen.insert(pair.key));
            corpus.keys.push(pair.key);
        }
        corpus.scores.len() < MOST
    }

    fn scored(&self, mut record: PairRecord) -> Scored {
        if self.repair {
            repair_record(&mut record);
        }
        let langs = languages_of(&record, &self.screen.context.settings, LanguageFallback::ModelPair);
        let verdict = self.screen.annotate(Pair { source: &record.source, target: &record.target, langs });
        let scores = verdict.scores.map(|s| s.unwrap_or(f32::NAN));
        let mut key = Fnv1a::default();
        for text in [&record.source, &record.target] {
            key.byte(0);
            key.bytes(fold(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>().as_bytes());
        }
        let document = record.extra_str(keys::TARGET_DOC).map(str::to_owned);
        let text = PairText { source: record.source, target: record.target, document };
        Scored { text, scores, key: key.finish(), langs }
    }
}
