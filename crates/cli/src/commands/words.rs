//! `calque words`: the words of pairs to links.

use super::shared::settings;
use super::web;
use crate::args::Cli;
use crate::args::words::{LinkFormat, WordsArgs};
use crate::failure::Failure;
use crate::output::Output;
use calque::stream::{Pace, PairSource, Progress, StreamItem, for_each_pair};
use calque::{LinkedPair, link_line, link_record};
use calque_formats::pairs::{PairReader, PairRecord};
use std::fmt::Write as _;
use std::process::ExitCode;

/// How the pairs are read.
const PACE: Pace = Pace { items: 1024, bytes: 8 << 20, grain: 1, read_ahead: true };

/// Runs it.
pub(crate) fn run(cli: &Cli, args: &WordsArgs) -> Result<ExitCode, Failure> {
    let mut settings = settings(cli)?;
    args.langs.apply(&mut settings);
    args.encoder.apply(&mut settings);
    let mut out = Output::open(args.output.as_deref())?;
    let [pairs] = web::inputs([&args.pairs], &args.web, settings.read.max_size)?;
    let reader = PairReader::open(&pairs)?.keeping_blank_lines();
    let link = |record: &mut PairRecord, _| {
        let linked = link_record(record, args.tokenized, &settings);
        match args.format {
            LinkFormat::Pharaoh => pharaoh(&linked),
            LinkFormat::Json => link_line(record, &linked),
        }
    };
    let progress = Progress::default();
    for_each_pair(&mut PairSource::strict(vec![reader], &progress), PACE, link, |item| {
        if let StreamItem::Pair(_, line) = item {
            out.text(&line)?;
        }
        Ok::<_, Failure>(out.go_on())
    })?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// `0-0 1-2`, one line a pair.
fn pharaoh(linked: &LinkedPair) -> String {
    let mut line = String::new();
    for link in &linked.words.links {
        let space = if line.is_empty() { "" } else { " " };
        // Writing to a string cannot fail.
        let _ = write!(line, "{space}{}-{}", link.source, link.target);
    }
    line.push('\n');
    line
}
