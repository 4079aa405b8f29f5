//! `calque eval words`: word links against gold.

use super::gold::{gold, name, write};
use super::table::Table;
use crate::args::eval::EvalWordsArgs;
use crate::failure::Failure;
use calque::eval::files::{self, LinkedWords};
use calque::eval::links::{LinkCounts, LinkScores};
use calque::{Settings, link_record};
use calque_formats::pairs::PairRecord;
use rayon::prelude::*;
use serde::Serialize;
use std::process::ExitCode;

const SHAPE: &str = "a pair is a line such as {\"src_tokens\": [\"oh\"], \"tgt_tokens\": [\"oh\"], \"sure\": [[0, 0]], \"possible\": []}";

#[derive(Serialize)]
struct Record {
    sets: Vec<Line>,
    all: LinkScores,
}

#[derive(Serialize)]
struct Line {
    name: String,
    pairs: usize,
    #[serde(flatten)]
    scores: LinkScores,
}

/// Runs it.
pub(super) fn run(args: &EvalWordsArgs, settings: &Settings) -> Result<ExitCode, Failure> {
    let mut all = LinkCounts::default();
    let mut sets = Vec::new();
    for path in &args.files {
        let pairs: Vec<LinkedWords> = gold(path, settings, SHAPE, files::rows)?;
        let counts: Vec<LinkCounts> = pairs.par_iter().map(|p| score(p, settings)).collect();
        let mut sum = LinkCounts::default();
        counts.iter().for_each(|c| sum.add(c));
        all.add(&sum);
        sets.push(Line { name: name(path), pairs: pairs.len(), scores: sum.scores() });
    }
    let record = Record { sets, all: all.scores() };
    write(&args.scores, &record, || table(&record))
}

fn score(pair: &LinkedWords, settings: &Settings) -> LinkCounts {
    // A space inside a token would make two of it.
    let text = |tokens: &[String]| tokens.iter().map(|t| t.replace(' ', "\u{a0}")).collect::<Vec<_>>().join(" ");
    let record = PairRecord {
        source: text(&pair.src_tokens),
        target: text(&pair.tgt_tokens),
        source_lang: pair.src_lang,
        target_lang: pair.tgt_lang,
        ..PairRecord::default()
    };
    let linked = link_record(&record, true, settings);
    let links = linked.words.links.iter().map(|l| (l.source as usize, l.target as usize));
    LinkCounts::new(&pair.sure, &pair.possible, links)
}

fn table(record: &Record) -> String {
    let mut table = Table::new(&["set", "pairs", "links", "precision", "recall", "AER"]);
    let mut add = |name: &str, pairs: usize, s: &LinkScores| {
        let figures = [s.precision, s.recall, s.aer].map(|x| format!("{x:.4}"));
        table.row([name.to_owned(), pairs.to_string(), s.links.to_string()].into_iter().chain(figures));
    };
    record.sets.iter().for_each(|l| add(&l.name, l.pairs, &l.scores));
    if record.sets.len() > 1 {
        add("all", record.sets.iter().map(|l| l.pairs).sum(), &record.all);
    }
    table.text()
}
