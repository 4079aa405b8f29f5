//! `calque check --pairs`: pairs in, records out, in the same order.
//!
//! Memory does not grow with the file, and the output does not depend on the number of cores. Pairs whose two
//! sides seem unrelated are held back until their run ends, because a run may be shifted as a whole.

use super::check::log_left_out;
use super::shared::{bar, warn, with_bar};
use super::suppression::Dismissed;
use super::{others, web};
use crate::args::check::CheckArgs;
use crate::failure::Failure;
use crate::output::Output;
use calque::stream::{Pace, PairSource, Progress, StreamItem, for_each_pair};
use calque::{FindingContext, Held, PairCheck, Settings, SuspectRun, check_record, is_suspect, record_languages};
use calque_diff::Finding;
use calque_formats::pairs::{PairReader, PairRecord, keys};
use calque_others::{Admission, PairFindings};
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
    (dismissed, foreign): (&Dismissed, &(PairFindings, Admission)),
    out: Output,
    known: Option<Output>,
) -> Result<ExitCode, Failure> {
    let Some(path) = &args.pairs else {
        return Err(Failure::new("SOURCE and TARGET, or --pairs, are missing", "see `calque check --help`"));
    };
    let [source] = web::inputs([path], &args.read.web, settings.read.max_size)?;
    let reader = PairReader::open(&source)?;
    let format = format.unwrap_or(ReportFormat::Jsonl);
    let stream = PairStream::new(format, &source.name(), options, others::all_rules()).ok_or_else(|| {
        let names = PairStream::FORMATS.map(ReportFormat::as_str).join(", ");
        Failure::new(format!("--pairs does not write {format}"), format!("choose one of {names}"))
    })?;
    let stream = stream.with_others(foreign.0.contributors());
    let progress = Progress::default();
    let mut pairs = PairSource::strict(vec![reader], &progress);
    // The text of a pair depends on the pair alone: it is made by any core, from a copy that stays as it is.
    let renderer = stream.clone();
    let render = |record: &PairRecord, mut check: PairCheck, number| {
        foreign.0.merge(&record.source, &record.target, &mut check.findings, &foreign.1);
        checked(record, check, number, (settings, dismissed, &renderer))
    };
    let work = |record: &mut PairRecord, number| {
        let check = check_record(record, settings);
        if is_suspect(&check) { Worked::Suspect(check, number) } else { Worked::Checked(render(record, check, number)) }
    };
    let mut writer =
        Writer { name: source.name(), format, settings, stream, out, known, first: None, fails: false, unknown: 0 };
    let mut run = SuspectRun::default();
    let done = with_bar(&bar(source.len_hint()), &progress, || {
        for_each_pair(&mut pairs, PACE, work, |item| {
            let StreamItem::Pair(record, worked) = item else { return Ok(writer.out.go_on()) };
            match worked {
                Worked::Suspect(check, number) => {
                    writer.held(run.hold(record.clone(), check, number, settings), render)?;
                }
                Worked::Checked(checked) => {
                    writer.held(run.end(settings), render)?;
                    writer.pair(record, &checked)?;
                }
            }
            Ok(writer.out.go_on())
        })
    });
    // What came before an error is still written.
    let last = writer.held(run.end(settings), render);
    if let Err(error) = done.and(last) {
        if args.output.is_none() {
            writer.head((Lang::EN, Lang::FR))?;
            writer.out.finish()?;
        }
        return Err(error);
    }
    dismissed.log_stale(&[&source.name()]);
    if !writer.out.is_closed() {
        warn(&foreign.0.warnings());
    }
    writer.finish()
}

/// A pair on which the cores are done.
enum Worked {
    /// As it is written.
    Checked(Checked),
    /// Its sides seem unrelated: its run decides.
    Suspect(PairCheck, u64),
}

/// Where the pairs are written, in order.
struct Writer<'a> {
    name: String,
    format: ReportFormat,
    settings: &'a Settings,
    stream: PairStream,
    out: Output,
    known: Option<Output>,
    /// The languages of the first pair, once the head is written.
    first: Option<(Lang, Lang)>,
    fails: bool,
    /// Pairs without a score.
    unknown: usize,
}

impl Writer<'_> {
    /// Writes what stands before the first pair, once.
    fn head(&mut self, languages: (Lang, Lang)) -> Result<(Lang, Lang), Failure> {
        if let Some(first) = self.first {
            return Ok(first);
        }
        log_left_out(languages, self.settings);
        self.out.text(&self.stream.head(languages))?;
        Ok(*self.first.insert(languages))
    }

    /// Writes pairs that were held back.
    fn held(&mut self, run: Vec<Held>, render: impl Fn(&PairRecord, PairCheck, u64) -> Checked) -> Result<(), Failure> {
        run.into_iter().try_for_each(|held| self.pair(&held.record, &render(&held.record, held.check, held.number)))
    }

    fn pair(&mut self, record: &PairRecord, checked: &Checked) -> Result<(), Failure> {
        let first = self.head(record_languages(record, self.settings))?;
        if self.format == ReportFormat::Xliff && !fits(record, first) {
            return Err(of_other_languages(&self.name, record, first));
        }
        self.out.text(self.stream.between(&checked.text))?;
        self.out.text(&checked.text)?;
        if let Some(known) = &mut self.known {
            known.text(&checked.known)?;
        }
        self.fails |= checked.fails;
        self.unknown += usize::from(checked.unknown);
        Ok(())
    }

    fn finish(mut self) -> Result<ExitCode, Failure> {
        self.head((Lang::EN, Lang::FR))?;
        if self.unknown > 0 {
            let pairs = if self.unknown == 1 { "1 pair is".to_owned() } else { format!("{} pairs are", self.unknown) };
            tracing::warn!(
                "{pairs} not scored: no model knows the languages, and only the rules that need none were run"
            );
        }
        self.out.text(&self.stream.tail())?;
        self.out.finish()?;
        let fails = self.fails && self.known.is_none();
        self.known.map_or(Ok(()), Output::finish)?;
        Ok(ExitCode::from(u8::from(fails)))
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

/// One record, checked.
struct Checked {
    /// As it is written.
    text: String,
    /// Its lines of the baseline.
    known: String,
    fails: bool,
    /// Whether no model knows its languages.
    unknown: bool,
}

/// A record and what was found in it, as it is written.
fn checked(
    record: &PairRecord,
    check: PairCheck,
    number: u64,
    (settings, dismissed, stream): (&Settings, &Dismissed, &PairStream),
) -> Checked {
    let texts = (record.source.as_str(), record.target.as_str());
    let (mut findings, mut suppressed, mut known) = (Vec::new(), Vec::new(), String::new());
    let mut all = check.findings;
    all.sort_by(Finding::by_weight);
    for finding in all {
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
    Checked { text, known, fails, unknown: check.score.is_none() }
}

/// What people noted beside a pair.
fn notes(record: &PairRecord) -> Vec<&str> {
    match record.extra.get(keys::NOTES) {
        Some(Value::Array(notes)) => notes.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(note)) => vec![note],
        _ => Vec::new(),
    }
}
