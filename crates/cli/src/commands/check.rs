//! `calque check`: a translation against its original.

use super::judge::JudgeAtServer;
use super::shared::{known_ending, only_one_stdin, settings, warn};
use super::suppression::Dismissed;
use super::{check_pairs, others, web};
use crate::args::Cli;
use crate::args::check::CheckArgs;
use crate::args::suppression::Sort;
use crate::failure::Failure;
use crate::output::Output;
use crate::terminal::{colour_of_output, width};
use calque::Settings;
use calque_diff::Severity;
use calque_others::{PairFindings, judge_report, merge_into_report};
use calque_report::{RenderOptions, ReportFormat, render};
use calque_text::Lang;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Runs it.
pub(crate) fn run(cli: &Cli, args: &CheckArgs) -> Result<ExitCode, Failure> {
    let mut settings = settings(cli)?;
    apply(args, &mut settings);
    let texts: Vec<&Path> =
        [&args.source, &args.target, &args.pairs].into_iter().flatten().map(PathBuf::as_path).collect();
    let findings = args.others.findings.iter().map(PathBuf::as_path);
    only_one_stdin(&texts.iter().copied().chain(findings).collect::<Vec<_>>())?;
    calque::add_usual_files(&mut settings, &texts);
    calque::open_glossaries(&mut settings)?;
    let dismissed = Dismissed::read(&settings)?;
    let foreign = others::foreign(&args.others.findings, &settings)?;
    let judge = JudgeAtServer::open(&args.judge, &settings)?;
    let mut known = args.suppression.write_baseline.as_deref().map(|path| Output::open(Some(path))).transpose()?;
    if args.format.is_none() {
        known_ending(args.output.as_deref(), &ReportFormat::ALL.map(ReportFormat::extension))?;
    }
    let by_name = args.output.as_deref().and_then(|p| p.extension()).and_then(|e| e.to_str()?.parse().ok());
    let format = args.format.or(by_name);
    let mut out = Output::open(args.output.as_deref())?;
    let shown = options(cli, args, &settings, format.unwrap_or_default());
    let (Some(source), Some(target)) = (&args.source, &args.target) else {
        if judge.is_some() {
            let help = "give two texts; files of pairs with gold are put before a judge by `calque eval check --judge`";
            return Err(Failure::new("--judge does not work with --pairs", help));
        }
        let foreign = (PairFindings::new(foreign), others::admission(&settings));
        return check_pairs::run(args, (format, shown), &settings, (&dismissed, &foreign), out, known);
    };
    let [source, target] = web::inputs([source, target], &args.read.web, settings.read.max_size)?;
    let mut report = calque::check(&source, &target, &settings)?;
    for file in &foreign {
        report.rules = others::all_rules();
        merge_into_report(&mut report, file, &others::admission(&settings));
    }
    calque::suppress(&mut report, &dismissed.all());
    if let Some(judge) = &judge {
        report.rules = others::all_rules();
        judge_report(&mut report, &judge.judge(), &|questions| judge.ask(questions));
    }
    warn(&report.warnings);
    log_left_out((report.source.document.lang, report.target.document.lang), &settings);
    dismissed.log_stale(&[&report.source.name, &report.target.name]);
    out.text(&render(&report, format.unwrap_or_default(), &shown))?;
    if let Some(known) = &mut known {
        known.text(&calque::baseline(&report))?;
    }
    let fails = known.is_none() && report.findings.iter().any(|f| settings.fail_on.fails(f.finding.severity));
    out.finish()?;
    known.map_or(Ok(()), Output::finish)?;
    Ok(ExitCode::from(u8::from(fails)))
}

/// Logs which rules did not run, since they do not know the languages.
pub(super) fn log_left_out((source, target): (Lang, Lang), settings: &Settings) {
    let left_out = calque_diff::rules_left_out(source, target, &settings.rule_settings());
    if !left_out.is_empty() {
        let names = left_out.join(", ");
        tracing::info!("rules that do not know {} and {}, left out: {names}", source.name(), target.name());
    }
}

fn options(cli: &Cli, args: &CheckArgs, settings: &Settings, format: ReportFormat) -> RenderOptions {
    // A page of both texts is read from the top; a list of findings from the weightiest.
    let reads_on = args.all || format == ReportFormat::Html;
    let fails = Severity::ALL.into_iter().find(|&s| settings.fail_on.fails(s));
    RenderOptions {
        width: width(),
        color: colour_of_output(cli.color, args.output.is_some()),
        all: args.all,
        worst_first: args.suppression.sort.map_or(!reads_on, |s| s == Sort::Worst),
        lang: settings.ui_lang.unwrap_or_default(),
        fail_from: fails.unwrap_or(RenderOptions::default().fail_from),
    }
}

/// Lets the options win over the settings file.
fn apply(args: &CheckArgs, settings: &mut Settings) {
    args.langs.apply(settings);
    args.encoder.apply(settings);
    args.read.apply(settings);
    args.suppression.apply(settings);
    settings.fail_on = args.fail_on.unwrap_or(settings.fail_on);
    settings.align.crossings |= args.crossings;
    settings.align.refuse_unrelated &= !args.allow_unrelated;
    settings.check.min_severity = args.min_severity.or(settings.check.min_severity);
    settings.check.min_confidence = args.min_confidence.or(settings.check.min_confidence);
}
