//! `calque check`: a translation against its original.

use super::{only_one_stdin, pairs, settings, warn};
use crate::args::{CheckArgs, Cli, input};
use crate::failure::Failure;
use crate::output::{Output, colour_of_output, width};
use calque::Settings;
use calque_report::{Format, RenderOptions, render};
use std::process::ExitCode;

/// Runs it.
pub(crate) fn run(cli: &Cli, args: &CheckArgs) -> Result<ExitCode, Failure> {
    let mut settings = settings(cli)?;
    apply(args, &mut settings);
    let mut out = Output::open(args.output.as_deref())?;
    let (Some(source), Some(target)) = (&args.source, &args.target) else {
        return pairs::run(args, &settings, out);
    };
    only_one_stdin(&[source, target])?;
    let report = calque::check(&input(source), &input(target), &settings)?;
    warn(&report.warnings);
    let by_name = args.output.as_deref().and_then(|p| p.extension()).and_then(|e| e.to_str()?.parse().ok());
    let format = args.format.or(by_name).unwrap_or(Format::Terminal);
    let color = colour_of_output(cli.color, args.output.is_some());
    out.text(&render(&report, format, &RenderOptions { width: width(), color, all: args.all }))?;
    out.finish()?;
    let fails = report.findings.iter().any(|f| settings.fail_on.fails(f.finding.severity));
    Ok(ExitCode::from(u8::from(fails)))
}

/// Lets the options win over the settings file.
fn apply(args: &CheckArgs, settings: &mut Settings) {
    args.langs.apply(settings);
    args.read.apply(settings);
    settings.fail_on = args.fail_on.unwrap_or(settings.fail_on);
    settings.align.refuse_unrelated &= !args.allow_unrelated;
    settings.check.min_severity = args.min_severity.or(settings.check.min_severity);
    settings.check.min_confidence = args.min_confidence.or(settings.check.min_confidence);
}
