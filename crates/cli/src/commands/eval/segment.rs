//! `calque eval segment`: sentence boundaries against gold.

use super::gold::{gold, name, write};
use super::table::Table;
use crate::args::eval::EvalSegmentArgs;
use crate::failure::Failure;
use calque::eval::boundaries::{BoundaryCounts, BoundaryScores, WrongCut};
use calque::eval::files::{self, Paragraph};
use calque::{Settings, segment_text};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

const SHAPE: &str = "a paragraph is a line such as {\"lang\": \"fr\", \"sentences\": [\"Un.\", \"Deux.\"]}";

#[derive(Serialize)]
struct Record {
    sets: Vec<Line>,
    all: BoundaryScores,
}

#[derive(Serialize)]
struct Line {
    name: String,
    paragraphs: usize,
    #[serde(flatten)]
    scores: BoundaryScores,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Error>,
}

/// A paragraph that was cut otherwise.
#[derive(Serialize)]
struct Error {
    id: serde_json::Value,
    /// With `|` where the gold has a boundary that was not found, `#` where it has none that was.
    text: String,
}

/// Runs it.
pub(super) fn run(args: &EvalSegmentArgs, settings: &Settings) -> Result<ExitCode, Failure> {
    let mut sum = BoundaryCounts::default();
    let mut sets = Vec::new();
    for path in &args.files {
        let paragraphs: Vec<Paragraph> = gold(path, settings, SHAPE, files::rows)?;
        let (counts, wrong) = score(path, &paragraphs, settings)?;
        sum.add(&counts);
        let errors = wrong.iter().take(args.errors).map(|w| error(&paragraphs, w)).collect();
        sets.push(Line { name: name(path), paragraphs: paragraphs.len(), scores: counts.scores(), errors });
    }
    let record = Record { sets, all: sum.scores() };
    write(&args.scores, &record, || table(&record))
}

/// Cuts runs of paragraphs in one language as one text, an empty line between them.
fn score(
    path: &Path,
    paragraphs: &[Paragraph],
    settings: &Settings,
) -> Result<(BoundaryCounts, Vec<WrongCut>), Failure> {
    let mut sum = BoundaryCounts::default();
    let mut all = Vec::new();
    let mut before = 0;
    for run in paragraphs.chunk_by(|a, b| a.lang == b.lang) {
        let text = run.iter().map(|p| p.sentences.join(" ")).collect::<Vec<_>>().join("\n\n");
        let settings =
            Settings { source_lang: run.first().and_then(|p| p.lang).or(settings.source_lang), ..settings.clone() };
        let (side, warnings) = segment_text("paragraphs.txt", &text, &settings)?;
        crate::commands::shared::warn(&warnings);
        let found: Vec<&str> = side.sentences.iter().map(|s| s.span.of(&side.document.text)).collect();
        let sentences: Vec<Vec<String>> = run.iter().map(|p| p.sentences.clone()).collect();
        let (counts, wrong) = BoundaryCounts::new(&sentences, &found).map_err(|e| {
            let what = format!("{} characters went in and {} came out", e.gold, e.found);
            Failure::new(
                format!("{}: {what}", path.display()),
                "look for markup and control characters in the paragraphs",
            )
        })?;
        sum.add(&counts);
        all.extend(wrong.into_iter().map(|w| WrongCut { paragraph: w.paragraph + before, ..w }));
        before += run.len();
    }
    Ok((sum, all))
}

fn error(paragraphs: &[Paragraph], wrong: &WrongCut) -> Error {
    let Some(paragraph) = paragraphs.get(wrong.paragraph) else {
        return Error { id: serde_json::Value::Null, text: String::new() };
    };
    let mut text = String::new();
    let mut at = 0;
    for c in paragraph.sentences.join(" ").chars() {
        text.push(c);
        if !c.is_whitespace() {
            at += 1;
            if wrong.missing.contains(&at) {
                text.push('|');
            } else if wrong.extra.contains(&at) {
                text.push('#');
            }
        }
    }
    Error { id: paragraph.id.clone(), text }
}

fn table(record: &Record) -> String {
    let mut table = Table::new(&["set", "paragraphs", "boundaries", "P", "R", "F1"]);
    let mut add = |name: &str, paragraphs: usize, s: &BoundaryScores| {
        let figures = [s.scores.precision, s.scores.recall, s.scores.f1].map(|x| format!("{x:.4}"));
        table.row([name.to_owned(), paragraphs.to_string(), s.boundaries.to_string()].into_iter().chain(figures));
    };
    record.sets.iter().for_each(|l| add(&l.name, l.paragraphs, &l.scores));
    if record.sets.len() > 1 {
        add("all", record.sets.iter().map(|l| l.paragraphs).sum(), &record.all);
    }
    let mut out = table.text();
    for set in record.sets.iter().filter(|s| !s.errors.is_empty()) {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "\n{}: | is missing, # is one too many", set.name);
        for error in &set.errors {
            let _ = writeln!(out, "  {}  {}", error.id, error.text);
        }
    }
    out
}
