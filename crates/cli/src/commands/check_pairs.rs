//! `calque check --pairs`: pairs in, records out, in the same order.
//!
//! Pairs are read in chunks, each chunk is checked on all cores, and its records
//! are written before the next is read: memory does not grow with the file, and
//! the output does not depend on the number of cores.

use super::shared::bar;
use super::suppression::Dismissed;
use super::web;
use crate::args::check::CheckArgs;
use crate::failure::Failure;
use crate::output::Output;
use calque::{FindingContext, PairCheck, Settings, check_records, record_languages};
use calque_formats::pairs::{PairReader, PairRecord, keys};
use calque_report::{PairOutcome, PairStream, RenderOptions, ReportFormat};
use calque_text::Lang;
use rayon::prelude::*;
use serde_json::Value;
use std::process::ExitCode;

/// Pairs checked at a time.
const CHUNK: usize = 512;
/// And at most this many bytes of text, so that long pairs do not pile up.
const CHUNK_BYTES: usize = 4 << 20;

/// Runs it.
pub(crate) fn run(
    args: &CheckArgs,
    (format, options): (Option<ReportFormat>, RenderOptions),
    settings: &Settings,
    dismissed: &Dismissed,
    mut out: Output,
    mut known: Option<Output>,
) -> Result<ExitCode, Failure> {
    let Some(path) = &args.pairs else {
        return Err(Failure::new("SOURCE and TARGET, or --pairs, are missing", "see `calque check --help`"));
    };
    let [source] = web::inputs([path], &args.read.web, settings.read.max_size)?;
    let bar = bar(source.len_hint());
    let mut reader = PairReader::open(&source)?;
    let format = format.unwrap_or(ReportFormat::Jsonl);
    let mut stream = PairStream::new(format, &source.name(), options, calque_diff::catalogue()).ok_or_else(|| {
        let names = PairStream::FORMATS.map(ReportFormat::as_str).join(", ");
        Failure::new(format!("--pairs does not write {format}"), format!("choose one of {names}"))
    })?;
    let (mut fails, mut number, mut languages, mut unknown) = (false, 0, None, UnknownLanguages::default());
    while !out.is_closed() {
        // What came before a bad line is still written, then the line is named.
        let (mut records, mut error) = next_chunk(&mut reader);
        if languages.is_none() {
            let first = records.first().map_or((Lang::EN, Lang::FR), |r| record_languages(r, settings));
            out.text(&stream.head(first))?;
            languages = Some(first);
        }
        if let (ReportFormat::Xliff, Some(first)) = (format, languages)
            && let Some(at) = records.iter().position(|r| !fits(r, first))
        {
            error = Some(of_other_languages(&source.name(), &records[at], first));
            records.truncate(at);
        }
        let checks = check_records(&records, settings);
        unknown.note(&records, &checks, settings);
        let write = |(i, (r, c)): (usize, (&PairRecord, PairCheck))| {
            checked(r, c, number + 1 + i as u64, settings, dismissed, &stream)
        };
        let checked: Vec<Checked> = records.par_iter().zip(checks).enumerate().map(write).collect();
        number += records.len() as u64;
        for c in &checked {
            out.text(stream.between(&c.text))?;
            out.text(&c.text)?;
            if let Some(known) = &mut known {
                known.text(&c.known)?;
            }
            fails |= c.fails;
        }
        bar.set_position(reader.bytes_read());
        if let Some(error) = error {
            bar.finish_and_clear();
            if args.output.is_none() {
                out.finish()?;
            }
            return Err(error);
        }
        if records.is_empty() {
            break;
        }
    }
    bar.finish_and_clear();
    unknown.warn();
    dismissed.log_stale();
    out.text(&stream.tail())?;
    out.finish()?;
    fails &= known.is_none();
    known.map_or(Ok(()), Output::finish)?;
    Ok(ExitCode::from(u8::from(fails)))
}

/// Pairs in languages that no model knows: they are not scored.
#[derive(Default)]
struct UnknownLanguages {
    pairs: usize,
    first: Option<(Lang, Lang)>,
}

impl UnknownLanguages {
    fn note(&mut self, records: &[PairRecord], checks: &[PairCheck], settings: &Settings) {
        for (record, _) in records.iter().zip(checks).filter(|(_, c)| c.score.is_none()) {
            self.pairs += 1;
            self.first.get_or_insert_with(|| record_languages(record, settings));
        }
    }

    fn warn(&self) {
        if let Some((source, target)) = self.first {
            tracing::warn!(
                "{} not scored, since there is no model for {source}-{target}: only rules that need none were run",
                if self.pairs == 1 { "1 pair was".to_owned() } else { format!("{} pairs were", self.pairs) },
            );
        }
    }
}

/// Whether a record says of itself that it is from the first language to the second.
fn fits(record: &PairRecord, (source, target): (Lang, Lang)) -> bool {
    record.source_lang.is_none_or(|l| l == source) && record.target_lang.is_none_or(|l| l == target)
}

/// XLIFF names its two languages once, before the first unit.
fn of_other_languages(name: &str, record: &PairRecord, (source, target): (Lang, Lang)) -> Failure {
    let side = |lang: Option<Lang>, usual: Lang| lang.unwrap_or(usual);
    let (s, t) = (side(record.source_lang, source), side(record.target_lang, target));
    Failure::new(
        format!("{name}:{}: a pair from {s} to {t} among pairs from {source} to {target}", record.line),
        "XLIFF holds one pair of languages: choose --format jsonl, or check each pair of languages on its own",
    )
}

/// The next pairs, and the error that ended them early.
fn next_chunk(reader: &mut PairReader) -> (Vec<PairRecord>, Option<Failure>) {
    let mut records = Vec::with_capacity(CHUNK);
    let mut bytes = 0;
    while records.len() < CHUNK && bytes < CHUNK_BYTES {
        match reader.next_pair() {
            Ok(Some(record)) => {
                bytes += record.source.len() + record.target.len();
                records.push(record);
            }
            Ok(None) => break,
            Err(error) => return (records, Some(error.into())),
        }
    }
    (records, None)
}

/// One record, checked.
struct Checked {
    /// As it is written.
    text: String,
    /// Its lines of the baseline.
    known: String,
    fails: bool,
}

/// A record and what was found in it, as it is written.
fn checked(
    record: &PairRecord,
    check: PairCheck,
    number: u64,
    settings: &Settings,
    dismissed: &Dismissed,
    stream: &PairStream,
) -> Checked {
    let texts = (record.source.as_str(), record.target.as_str());
    let (mut findings, mut suppressed, mut known) = (Vec::new(), Vec::new(), String::new());
    for finding in check.findings {
        let seen = FindingContext { finding: &finding, texts, segments: texts };
        let noted = calque::by_note(&notes(record), &format!("line {}", record.line), &finding);
        let by = noted.or_else(|| dismissed.all().iter().find_map(|d| d.find(&seen)));
        if by.as_ref().is_none_or(|b| !b.in_text) {
            known.push_str(&calque::baseline_line(&seen, by.as_ref()));
        }
        match by {
            Some(by) => suppressed.push((finding, by)),
            None => findings.push(finding),
        }
    }
    let fails = findings.iter().any(|f| settings.fail_on.fails(f.severity));
    let text = stream.pair(&PairOutcome {
        number,
        line: record.line,
        id: &record.id,
        source: texts.0,
        target: texts.1,
        score: check.score,
        findings: &findings,
        suppressed: &suppressed,
    });
    Checked { text, known, fails }
}

/// What people noted beside a pair.
fn notes(record: &PairRecord) -> Vec<&str> {
    match record.extra.get(keys::NOTES) {
        Some(Value::Array(notes)) => notes.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(note)) => vec![note],
        _ => Vec::new(),
    }
}
