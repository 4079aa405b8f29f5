//! `calque corpus filter`: from its options to its outputs.

use super::shared::{self, Errors, Pairs};
use crate::args::corpus::filter::{FilterArgs, ScreenArgs};
use crate::args::reading::input;
use crate::commands::shared::{bar, preset, with_bar};
use crate::failure::Failure;
use crate::output::Output;
use calque::Settings;
use calque_formats::pairs::{BadRecord, PairReader, PairRecord};
use calque_harvest::filter::{
    ALL, DUPLICATE, FilterContext, FilterOutput, FilterReport, FilterSettings, Screen, ScreenError, TestSentences,
    WordList, filter,
};
use calque_harvest::stream::{Progress, RunError};
use std::fmt::Write as _;
use std::process::ExitCode;
use std::time::Instant;

/// Runs it.
pub(crate) fn run(args: &FilterArgs, mut settings: Settings) -> Result<ExitCode, Failure> {
    args.read.langs.apply(&mut settings);
    let how = FilterSettings {
        screen: screen(&args.screen, settings)?,
        repair: !args.screen.no_repair,
        annotate: args.annotate,
        memory: args.memory as usize,
        explain: if args.explain { args.explain_pairs } else { 0 },
    };
    let readers = shared::readers(&args.files.inputs, &args.read)?;
    let langs = &args.read.langs;
    let mut sinks = Files {
        kept: if args.explain {
            None
        } else {
            Some(Pairs::open(args.files.output.as_deref(), args.files.format, &args.write, langs)?)
        },
        rejected: args
            .outcome
            .rejected
            .as_deref()
            .map(|p| Pairs::open(Some(p), None, &args.write, langs))
            .transpose()?,
        errors: Errors::open(args.outcome.errors.as_deref())?,
    };
    // Opened first, so that an output that cannot be written is reported before the work is done.
    let written = args.outcome.report.as_deref().map(|path| Output::open(Some(path))).transpose()?;
    let (start, progress) = (Instant::now(), Progress::default());
    let done =
        with_bar(&bar(shared::size(&args.files.inputs)), &progress, || filter(readers, &how, &progress, &mut sinks));
    let report = match done {
        Err(e) if e.is_closed_pipe() => return Ok(ExitCode::SUCCESS),
        other => other?,
    };
    sinks.finish()?;
    if args.explain {
        let mut out = Output::open(None)?;
        out.text(&explained(&report))?;
        out.finish()?;
    }
    if let Some(out) = written {
        shared::write_json(out, &report)?;
    }
    let seconds = start.elapsed().as_secs_f64();
    tracing::info!("{} pairs a second", (report.read as f64 / seconds.max(1e-9)).round());
    shared::say(&summary(&report, args));
    Ok(ExitCode::SUCCESS)
}

/// The screen that the options ask for.
pub(crate) fn screen(args: &ScreenArgs, settings: Settings) -> Result<Screen, Failure> {
    let profanity = match &args.profanity {
        Some(path) => {
            let bytes = input(path).bytes(64 << 20)?;
            Some(WordList::parse(&String::from_utf8_lossy(&bytes)))
        }
        None => None,
    };
    let mut test_set = TestSentences::default();
    for path in &args.test_set {
        add_test_set(&mut test_set, path)?;
    }
    let model = calque::chosen_model(&settings)?;
    let test_set = Some(test_set).filter(|t| !t.is_empty());
    let asked = preset(&args.preset)?;
    let context = FilterContext { profanity, test_set, settings };
    let mut screen = Screen::new(asked.unwrap_or_default(), context, Some(model));
    let all = ALL.iter().map(|f| f.id()).chain([DUPLICATE]);
    let off = all.filter(|_| asked.is_none()).map(|id| format!("{id}=off"));
    for change in off.chain(args.set.iter().cloned()) {
        screen.set(&change).map_err(|e| unknown(&e))?;
    }
    Ok(screen)
}

/// Adds the texts of a file: both sides of pairs, or whole lines where they are none.
fn add_test_set(set: &mut TestSentences, path: &std::path::Path) -> Result<(), Failure> {
    use calque_formats::pairs::Entry;
    let mut reader = PairReader::open(&input(path))?;
    while let Some(entry) = reader.next_entry()? {
        match entry {
            Entry::Pair(pair) => {
                set.add(&pair.source);
                set.add(&pair.target);
            }
            Entry::Bad(line) => set.add(&line.raw),
        }
    }
    Ok(())
}

fn unknown(error: &ScreenError) -> Failure {
    let names: Vec<&str> = ALL.iter().map(|f| f.id()).chain([DUPLICATE]).collect();
    let help = match error {
        ScreenError::NoFilter(id) => calque::nearest(id, &names),
        ScreenError::NoSetting(_) => Some("write it as ratio.threshold=2.5 or ratio=off".to_owned()),
    };
    Failure::new(error, help.unwrap_or_else(|| format!("there are: {}", names.join(", "))))
}

/// The files that pairs go to.
struct Files {
    kept: Option<Pairs>,
    rejected: Option<Pairs>,
    errors: Errors,
}

impl Files {
    fn finish(self) -> Result<(), Failure> {
        for pairs in [self.kept, self.rejected].into_iter().flatten() {
            pairs.finish()?;
        }
        self.errors.finish()
    }
}

impl FilterOutput for Files {
    fn kept(&mut self, pair: &PairRecord) -> Result<(), RunError> {
        self.kept.as_mut().map_or(Ok(()), |p| p.write(pair))
    }

    fn rejected(&mut self, pair: &PairRecord) -> Result<(), RunError> {
        self.rejected.as_mut().map_or(Ok(()), |p| p.write(pair))
    }

    fn bad(&mut self, file: &str, record: &BadRecord) -> Result<(), RunError> {
        self.errors.add(file, record);
        Ok(())
    }
}

/// What a person wants to know when it is done.
fn summary(report: &FilterReport, args: &FilterArgs) -> String {
    let mut text = String::new();
    let share = |n: u64| 100.0 * n as f64 / report.read.max(1) as f64;
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "{} pairs read, {} kept ({:.1} %), {} dropped, {} mended, {} unreadable (preset {})",
        report.read,
        report.kept,
        share(report.kept),
        report.dropped,
        report.repaired,
        report.bad_records,
        args.screen.preset,
    );
    let mut reasons: Vec<_> = report.filters.iter().filter(|(_, c)| c.dropped > 0).collect();
    reasons.sort_by_key(|(id, c)| (std::cmp::Reverse(c.dropped), id.as_str()));
    for (id, count) in reasons {
        let _ = writeln!(text, "  {:9} {:5.1} %  {id}", count.dropped, share(count.dropped));
    }
    text
}

/// The pairs near each threshold, as a page.
fn explained(report: &FilterReport) -> String {
    let mut text = String::new();
    for filter in ALL {
        let (Some(count), Some(near)) = (report.filters.get(filter.id()), report.near.get(filter.id())) else {
            continue;
        };
        let _ = writeln!(text, "{}: {}", filter.id(), filter.summary());
        let _ = writeln!(
            text,
            "  threshold {}, {} of {} pairs dropped first by it\n",
            count.threshold, count.dropped, report.read
        );
        for pair in near {
            let what = if pair.passes { "keeps" } else { "drops" };
            let _ = writeln!(text, "  {what} {:8.3}  {}\n                  {}", pair.score, pair.source, pair.target);
        }
        text.push('\n');
    }
    text
}
