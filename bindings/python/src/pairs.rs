//! Pairs of sentences, many at a time: checked, or their words linked.

use crate::errors::{Class, raised};
use crate::pool::detached;
use crate::settings::Settings;
use calque::{FindingContext, Held, PairCheck, SuspectRun, check_record, is_suspect, link_line, link_record};
use calque_diff::Finding;
use calque_formats::pairs::PairRecord;
use calque_report::{PairOutcome, PairStream, RenderOptions, ReportFormat};
use calque_text::Lang;
use pyo3::prelude::*;
use rayon::prelude::*;
use serde_json::Value;

/// The id as JSON, both texts, both languages where they are known.
pub(crate) type PairTuple = (String, String, String, Option<String>, Option<String>);

/// Pairs as readers of files make them; `first` is the number of the first.
fn records(py: Python<'_>, pairs: Vec<PairTuple>, first: u64) -> PyResult<Vec<PairRecord>> {
    let lang = |code: Option<String>| {
        let parse = |code: String| {
            let help = "give a code such as en or fr";
            code.parse::<Lang>().map_err(|e| raised(py, Class::Settings, format!("`{code}`: {e}"), help))
        };
        code.map(parse).transpose()
    };
    let record = |(i, (id, source, target, source_lang, target_lang)): (usize, PairTuple)| {
        Ok(PairRecord {
            line: first + i as u64,
            id: serde_json::from_str(&id).unwrap_or(Value::String(id)),
            source,
            target,
            source_lang: lang(source_lang)?,
            target_lang: lang(target_lang)?,
            ..PairRecord::default()
        })
    };
    pairs.into_iter().enumerate().map(record).collect()
}

/// Checks a stream of pairs, handed over in pieces.
#[pyclass(module = "calque._native")]
pub struct PairChecker {
    settings: Py<Settings>,
    run: SuspectRun,
    read: u64,
}

#[pymethods]
impl PairChecker {
    #[new]
    fn new(settings: Py<Settings>) -> Self {
        Self { settings, run: SuspectRun::default(), read: 0 }
    }

    /// Checks some pairs. Gives the lines of `calque check --pairs` of those that are done, in order: the last few
    /// may be held back, until it is known whether their run is shifted.
    fn push(&mut self, py: Python<'_>, pairs: Vec<PairTuple>) -> PyResult<Vec<String>> {
        let first = self.read + 1;
        let records = records(py, pairs, first)?;
        self.read += records.len() as u64;
        let settings = self.settings.get();
        let work = |record: &PairRecord| {
            let check = check_record(record, &settings.inner);
            if is_suspect(&check) { Err(check) } else { Ok(line(record, check, settings)) }
        };
        let run = &mut self.run;
        detached(py, move || {
            let done: Vec<Result<String, PairCheck>> = records.par_iter().map(work).collect();
            let mut lines = Vec::with_capacity(done.len());
            for (record, done) in records.into_iter().zip(done) {
                match done {
                    Ok(text) => {
                        lines.extend(held(run.end(&settings.inner), settings));
                        lines.push(text);
                    }
                    Err(check) => {
                        let number = record.line;
                        lines.extend(held(run.hold(record, check, number, &settings.inner), settings));
                    }
                }
            }
            lines
        })
    }

    /// The lines of the pairs that were held back.
    fn finish(&mut self, py: Python<'_>) -> PyResult<Vec<String>> {
        let settings = self.settings.get();
        let run = &mut self.run;
        detached(py, move || held(run.end(&settings.inner), settings))
    }
}

fn held(run: Vec<Held>, settings: &Settings) -> Vec<String> {
    run.into_iter().map(|held| line(&held.record, held.check, settings)).collect()
}

/// The line of one pair.
fn line(record: &PairRecord, check: PairCheck, settings: &Settings) -> String {
    let texts = (record.source.as_str(), record.target.as_str());
    let (mut findings, mut suppressed) = (Vec::new(), Vec::new());
    let mut all = check.findings;
    all.sort_by(Finding::by_weight);
    for finding in all {
        let seen = FindingContext { finding: &finding, texts, segments: texts };
        match settings.lists().iter().find_map(|list| list.find(&seen)) {
            Some(by) => suppressed.push((finding, by)),
            None => findings.push(finding),
        }
    }
    let outcome = PairOutcome {
        number: record.line,
        line: record.line,
        id: &record.id,
        source: texts.0,
        target: texts.1,
        score: check.score,
        findings: &findings,
        suppressed: &suppressed,
    };
    // JSONL is a format of pairs.
    PairStream::new(ReportFormat::Jsonl, "", RenderOptions::default(), &[])
        .map_or_else(String::new, |s| s.pair(&outcome))
}

/// Links the words of pairs; gives the lines of `calque words -f json`.
#[pyfunction]
pub fn words(py: Python<'_>, pairs: Vec<PairTuple>, tokenized: bool, settings: &Settings) -> PyResult<Vec<String>> {
    let records = records(py, pairs, 1)?;
    let link = |record: &PairRecord| link_line(record, &link_record(record, tokenized, &settings.inner));
    detached(py, || records.par_iter().map(link).collect())
}
