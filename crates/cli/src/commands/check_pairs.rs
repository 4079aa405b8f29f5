//! `calque check --pairs`: pairs in, records out, in the same order.
//!
//! Memory does not grow with the file, and the output does not depend on the number of cores.

use super::shared::{bar, with_bar};
use super::suppression::Dismissed;
use super::web;
use crate::args::check::CheckArgs;
use crate::failure::Failure;
use crate::output::Output;
use calque::stream::{Pace, PairSource, Progress, StreamItem, for_each_pair};
use calque::{FindingContext, Settings, check_record, record_languages};
use calque_formats::pairs::{PairReader, PairRecord, keys};
use calque_report::{PairOutcome, PairStream, RenderOptions, ReportFormat};
use calque_text::Lang;
use serde_json::Value;
use std::process::ExitCode;

/// How the pairs are read.
const PACE: Pace = Pace { items: 512, bytes: 4 << 20, grain: 1, read_ahead: true };

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
    let reader = PairReader::open(&source)?;
    let format = format.unwrap_or(ReportFormat::Jsonl);
    let mut stream = PairStream::new(format, &source.name(), options, calque_diff::catalogue()).ok_or_else(|| {
        let names = PairStream::FORMATS.map(ReportFormat::as_str).join(", ");
        Failure::new(format!("--pairs does not write {format}"), format!("choose one of {names}"))
    })?;
    let (mut fails, mut languages) = (false, None);
    let progress = Progress::default();
    let mut pairs = PairSource::strict(vec![reader], &progress);
    // The text of a pair depends on the pair alone: it is made by any core, from a copy that stays as it is.
    let renderer = stream.clone();
    let check = |record: &mut PairRecord, number| check(record, number, settings, dismissed, &renderer);
    let done = with_bar(&bar(source.len_hint()), &progress, || {
        for_each_pair(&mut pairs, PACE, check, |item| {
            let StreamItem::Pair(record, checked) = item else { return Ok(out.go_on()) };
            let first = if let Some(first) = languages {
                first
            } else {
                let first = record_languages(record, settings);
                out.text(&stream.head(first))?;
                *languages.insert(first)
            };
            if format == ReportFormat::Xliff && !fits(record, first) {
                return Err(of_other_languages(&source.name(), record, first));
            }
            out.text(stream.between(&checked.text))?;
            out.text(&checked.text)?;
            if let Some(known) = &mut known {
                known.text(&checked.known)?;
            }
            fails |= checked.fails;
            Ok(out.go_on())
        })
    });
    if languages.is_none() {
        out.text(&stream.head((Lang::EN, Lang::FR)))?;
    }
    if let Err(error) = done {
        // What came before the error is still written.
        if args.output.is_none() {
            out.finish()?;
        }
        return Err(error);
    }
    dismissed.log_stale();
    out.text(&stream.tail())?;
    out.finish()?;
    fails &= known.is_none();
    known.map_or(Ok(()), Output::finish)?;
    Ok(ExitCode::from(u8::from(fails)))
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

/// One record, checked.
struct Checked {
    /// As it is written.
    text: String,
    /// Its lines of the baseline.
    known: String,
    fails: bool,
}

fn check(record: &PairRecord, number: u64, settings: &Settings, dismissed: &Dismissed, stream: &PairStream) -> Checked {
    let check = check_record(record, settings);
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
