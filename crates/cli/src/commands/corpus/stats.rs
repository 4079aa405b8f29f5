//! `calque corpus stats`: from its options to a page.

use super::shared::{self, Errors};
use crate::args::corpus::stats::{StatsArgs, StatsFormat};
use crate::args::reading::input;
use crate::commands::shared::{bar, known_ending, with_bar};
use crate::failure::Failure;
use crate::output::Output;
use crate::terminal::width;
use calque::Settings;
use calque_harvest::filter::FilterReport;
use calque_harvest::stats::{StatsSettings, gather, html, terminal};
use calque_harvest::stream::Progress;
use std::path::Path;
use std::process::ExitCode;

/// Runs it.
pub(crate) fn run(args: &StatsArgs, mut settings: Settings) -> Result<ExitCode, Failure> {
    args.read.langs.apply(&mut settings);
    if args.format.is_none() {
        known_ending(args.output.as_deref(), &["txt", "html", "htm", "json"])?;
    }
    let format = args.format.unwrap_or_else(|| format_of(args.output.as_deref()));
    let report = args.filter_report.as_deref().map(filter_report).transpose()?;
    let how = StatsSettings { score: !args.no_scores, model: Some(calque::chosen_model(&settings)?), settings };
    let readers = shared::readers(&args.inputs, &args.read)?;
    let mut out = Output::open(args.output.as_deref())?;
    let mut errors = Errors::open(None)?;
    let progress = Progress::default();
    let mut stats = with_bar(&bar(shared::size(&args.inputs)), &progress, || {
        gather(readers, &how, &progress, |file, bad| errors.add(file, bad))
    })?;
    errors.finish()?;
    if let Some(report) = &report {
        stats.with_report(report);
    }
    let names: Vec<String> = args.inputs.iter().map(|p| p.display().to_string()).collect();
    let title = names.join(", ");
    out.text(&match format {
        StatsFormat::Terminal => terminal(&stats, &title, width()),
        StatsFormat::Html => html(&stats, &title),
        // Names are the only keys.
        StatsFormat::Json => serde_json::to_string_pretty(&stats).unwrap_or_default() + "\n",
    })?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

fn format_of(output: Option<&Path>) -> StatsFormat {
    match output.and_then(Path::extension).and_then(|e| e.to_str()) {
        Some("html" | "htm") => StatsFormat::Html,
        Some("json") => StatsFormat::Json,
        _ => StatsFormat::Terminal,
    }
}

/// The report that `calque corpus filter --report` wrote.
fn filter_report(path: &Path) -> Result<FilterReport, Failure> {
    let bytes = input(path).bytes(64 << 20)?;
    serde_json::from_slice(&bytes).map_err(|e| {
        let help = "give the file that `calque corpus filter --report` wrote";
        Failure::new(format!("{}: is no filter report: {e}", path.display()), help)
    })
}
