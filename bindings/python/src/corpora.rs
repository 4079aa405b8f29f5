//! Corpora: files paired, pairs filtered, copies found.

use crate::errors::{Class, of, of_build, raised};
use crate::pool::detached;
use crate::settings::Settings;
use calque::{Input, PairBy, PairedFiles, file_pair_lines, line, pair_folders as folders, pair_mixed};
use calque_harvest::answer::{Answerer, DocumentAnswerer, PairAnswerer};
use calque_harvest::corpus::CleaningSettings;
use calque_harvest::dedup::{ComparedTexts, CopyCriterion, DedupKey};
use calque_harvest::filter::{ALL, Accept, FilterContext, Preset, Screen as FilterScreen};
use pyo3::prelude::*;
use rayon::prelude::*;
use std::path::PathBuf;

/// What answers records: pairs, or pairs of documents.
pub(crate) enum Answers {
    Pairs(Box<PairAnswerer>),
    Documents(Box<DocumentAnswerer>),
}

/// A set of filters with thresholds, and what else is asked of a pair.
#[pyclass(frozen, module = "calque._native")]
pub struct Screen {
    pub(crate) answers: Answers,
}

#[pymethods]
impl Screen {
    /// `changes` are thresholds, such as `ratio=2.5`; `documents`: whole texts are aligned first.
    #[new]
    #[pyo3(signature = (settings, preset, changes, *, repair, annotate, fidelity, documents))]
    fn new(
        py: Python<'_>,
        settings: &Settings,
        preset: &str,
        changes: Vec<String>,
        repair: bool,
        annotate: bool,
        fidelity: bool,
        documents: bool,
    ) -> PyResult<Self> {
        let asked = Preset::ALL.into_iter().find(|p| p.as_str() == preset);
        if asked.is_none() && preset != "none" {
            let what = format!("`{preset}` is not a preset of filters");
            return Err(raised(py, Class::Settings, what, "choose one of strict, normal, loose, none"));
        }
        let settings = settings.inner.clone();
        if documents {
            let cleaning = CleaningSettings { preset: asked, changes, repair };
            let answerer = DocumentAnswerer::new(&settings, &cleaning, fidelity).map_err(|e| of_build(py, &e))?;
            return Ok(Self { answers: Answers::Documents(Box::new(answerer)) });
        }
        let model = calque::chosen_model(&settings).map_err(|e| of(py, &e))?;
        let context = FilterContext { settings, ..FilterContext::default() };
        let mut screen = FilterScreen::new(asked.unwrap_or_default(), context, Some(model));
        let off = ALL.iter().filter(|_| asked.is_none()).map(|f| format!("{}=off", f.id()));
        for change in off.chain(changes) {
            screen
                .set(&change)
                .map_err(|e| raised(py, Class::Settings, e, "calque.filter_names() lists the filters"))?;
        }
        let answerer = PairAnswerer { screen, repair, annotate, check: fidelity };
        Ok(Self { answers: Answers::Pairs(Box::new(answerer)) })
    }

    /// Answers records, one object of JSON each, as `calque pipe` does.
    fn answer(&self, py: Python<'_>, records: Vec<String>) -> PyResult<Vec<String>> {
        let answer = |record: &String| match &self.answers {
            Answers::Pairs(answerer) => answerer.answer_line(record.as_bytes()),
            Answers::Documents(answerer) => answerer.answer_line(record.as_bytes()),
        };
        detached(py, || records.par_iter().map(answer).collect())
    }

    /// Answers the rows of an Arrow stream; gives a stream.
    fn answer_table<'py>(&self, py: Python<'py>, stream: Vec<u8>) -> PyResult<Bound<'py, pyo3::types::PyBytes>> {
        crate::tables::answer(py, stream, &self.answers)
    }
}

/// Name, summary, which side of a threshold is good (`at-least`, `at-most`), and the threshold of a preset.
#[pyfunction]
pub fn filters(preset: &str) -> Vec<(&'static str, &'static str, &'static str, Option<f32>)> {
    let preset = Preset::ALL.into_iter().find(|p| p.as_str() == preset);
    let accept = |accept| if accept == Accept::AtLeast { "at-least" } else { "at-most" };
    let one = |f: &&'static dyn calque_harvest::filter::Filter| {
        (f.id(), f.summary(), accept(f.accept()), preset.and_then(|p| p.threshold(f.id())))
    };
    ALL.iter().map(one).collect()
}

/// Finds copies among pairs, handed over in pieces.
#[pyclass(module = "calque._native")]
pub struct Deduper {
    inner: Option<calque_harvest::dedup::Deduper>,
    criterion: CopyCriterion,
    compared: ComparedTexts,
    count: u32,
}

#[pymethods]
impl Deduper {
    /// `near`: the least similarity of copies; `None` compares texts `exact`ly, or but for case, accents and
    /// punctuation. `compared` is `pair`, `source` or `target`; `memory` is for sorting, in bytes.
    #[new]
    fn new(py: Python<'_>, near: Option<f32>, exact: bool, compared: &str, memory: usize) -> PyResult<Self> {
        let criterion = match near {
            Some(near) if (0.0..=1.0).contains(&near) => CopyCriterion::Near(near),
            Some(near) => {
                let what = format!("a similarity of {near} is not possible");
                return Err(raised(py, Class::Settings, what, "give near= a number from 0 to 1, such as 0.8"));
            }
            None if exact => CopyCriterion::Exact,
            None => CopyCriterion::Folded,
        };
        let compared = match compared {
            "pair" => ComparedTexts::Pair,
            "source" => ComparedTexts::Source,
            "target" => ComparedTexts::Target,
            _ => {
                let what = format!("`{compared}` is no part of a pair");
                return Err(raised(py, Class::Settings, what, "choose one of pair, source, target"));
            }
        };
        let inner = calque_harvest::dedup::Deduper::new(criterion, memory, &std::env::temp_dir())
            .map_err(|e| no_room(py, &e))?;
        Ok(Self { inner: Some(inner), criterion, compared, count: 0 })
    }

    /// Adds pairs with their scores.
    fn push(&mut self, py: Python<'_>, pairs: Vec<(String, String, f32)>) -> PyResult<()> {
        let (criterion, compared) = (self.criterion, self.compared);
        let key = |(s, t, score): &(String, String, f32)| (DedupKey::of(criterion, compared, s, t), *score);
        let keys: Vec<(DedupKey, f32)> = detached(py, || pairs.par_iter().map(key).collect())?;
        let Some(inner) = &mut self.inner else { return Ok(()) };
        self.count += keys.len() as u32;
        keys.into_iter().try_for_each(|(key, score)| inner.push(key, score)).map_err(|e| no_room(py, &e))
    }

    /// The numbers of the pairs that stay, counted from 0.
    fn finish(&mut self, py: Python<'_>) -> PyResult<Vec<u32>> {
        let Some(inner) = self.inner.take() else { return Ok(Vec::new()) };
        let copies = detached(py, || inner.finish())?.map_err(|e| no_room(py, &e))?;
        Ok((0..self.count).filter(|i| !copies.contains(*i)).collect())
    }
}

fn no_room(py: Python<'_>, error: &std::io::Error) -> PyErr {
    let what = format!("temporary files cannot be written: {error}");
    raised(py, Class::Input, what, "free the disk, or set TMPDIR to a folder with room")
}

/// Pairs the files of two folders; gives the lines of `calque pair -f jsonl` and the warnings.
#[pyfunction]
pub fn pair_folders(
    py: Python<'_>,
    source: PathBuf,
    target: PathBuf,
    by: &str,
    min_score: f32,
    settings: &Settings,
) -> PyResult<(Vec<String>, Vec<String>)> {
    let by = pair_by(py, by)?;
    let found = detached(py, || folders(&source, &target, by, min_score, &settings.inner))?;
    Ok(lines(&found.map_err(|e| of(py, &e))?))
}

/// Pairs a mixed list of files, likewise.
#[pyfunction]
pub fn pair_files(
    py: Python<'_>,
    files: Vec<PathBuf>,
    by: &str,
    min_score: f32,
    settings: &Settings,
) -> PyResult<(Vec<String>, Vec<String>)> {
    let by = pair_by(py, by)?;
    let inputs: Vec<Input> = files.into_iter().map(Input::Path).collect();
    let found = detached(py, || pair_mixed(&inputs, by, min_score, &settings.inner))?;
    Ok(lines(&found.map_err(|e| of(py, &e))?))
}

fn pair_by(py: Python<'_>, by: &str) -> PyResult<PairBy> {
    match by {
        "both" => Ok(PairBy::Both),
        "names" => Ok(PairBy::Names),
        "content" => Ok(PairBy::Content),
        _ => Err(raised(
            py,
            Class::Settings,
            format!("`{by}` says not how to pair"),
            "choose one of both, names, content",
        )),
    }
}

fn lines(found: &PairedFiles) -> (Vec<String>, Vec<String>) {
    let unread = found.unread.iter().map(|e| format!("{e}; left out"));
    (file_pair_lines(found).iter().map(line).collect(), unread.chain(found.warnings.iter().cloned()).collect())
}
