//! `calque eval check`: flags and scores against gold.

use super::gold::{gold, name, write};
use super::table::{Table, figure};
use crate::args::eval::EvalCheckArgs;
use crate::failure::Failure;
use calque::eval::drift::{self, Checked, CleanScores, Contrast, ContrastScores, ContrastSet, JudgedScores};
use calque::eval::files::{self, DriftKind, DriftRow};
use calque::{Settings, check_record};
use calque_formats::pairs::PairRecord;
use rayon::prelude::*;
use serde::Serialize;
use std::fmt::Write as _;
use std::process::ExitCode;

const SHAPE: &str = "a pair is a line such as {\"source\": \"...\", \"target\": \"...\"}, with good, bad and phenomenon in place of target in a set of contrasts";

#[derive(Serialize)]
struct Record {
    /// Flags allowed per 100 clean pairs.
    budget: f64,
    /// The confidence that keeps to the budget.
    threshold: f64,
    sets: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    name: String,
    #[serde(flatten)]
    scores: SetScores,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum SetScores {
    Clean(CleanScores),
    Contrast(ContrastSet),
    Judged(JudgedScores),
}

/// A set after the check: of contrasts, the good ones and then the bad ones.
struct Set {
    name: String,
    kind: DriftKind,
    rows: Vec<DriftRow>,
    checked: Vec<Checked>,
}

/// Runs it.
pub(super) fn run(args: &EvalCheckArgs, settings: &Settings) -> Result<ExitCode, Failure> {
    let mut sets = Vec::new();
    for path in &args.files {
        let (kind, rows) = gold(path, settings, SHAPE, files::drift)?;
        sets.push(Set { name: name(path), kind, checked: checked(&rows, settings), rows });
    }
    let clean = sets.iter().find(|s| s.kind == DriftKind::Clean);
    let threshold = clean.map_or(0.0, |s| drift::threshold(&s.checked, args.budget));
    if clean.is_none() && sets.iter().any(|s| s.kind == DriftKind::Contrast) {
        tracing::info!("no file of clean pairs: all flags are within the budget");
    }
    let sets = sets.into_iter().map(|s| score(s, threshold)).collect();
    let record = Record { budget: args.budget, threshold, sets };
    write(&args.scores, &record, || table(&record))
}

/// Checks every target, or every good one and then every bad one.
fn checked(rows: &[DriftRow], settings: &Settings) -> Vec<Checked> {
    let side = |text: fn(&DriftRow) -> Option<&String>| rows.iter().filter_map(move |r| Some((r, text(r)?)));
    let targets: Vec<(&DriftRow, &String)> = side(|r| r.target.as_ref().filter(|_| r.good.is_none()))
        .chain(side(|r| r.good.as_ref()))
        .chain(side(|r| r.bad.as_ref()))
        .collect();
    let check = |(row, target): &(&DriftRow, &String)| {
        let record = PairRecord {
            source: row.source.clone(),
            target: (*target).clone(),
            source_lang: row.src_lang,
            target_lang: row.tgt_lang,
            ..PairRecord::default()
        };
        Checked::new(&check_record(&record, settings), target)
    };
    targets.par_iter().map(check).collect()
}

fn score(set: Set, threshold: f64) -> Line {
    let Set { name, kind, rows, mut checked } = set;
    let scores = match kind {
        DriftKind::Clean => SetScores::Clean(drift::clean(&checked)),
        DriftKind::Judged => {
            let judged: Vec<_> = rows.iter().zip(&checked).map(|(r, c)| (c.score, r.judgement())).collect();
            SetScores::Judged(drift::judged(&judged))
        }
        DriftKind::Contrast => {
            let bad = checked.split_off(rows.len().min(checked.len()));
            let contrasts: Vec<_> =
                rows.iter().zip(checked).zip(bad).map(|((row, good), bad)| contrast(row, good, bad)).collect();
            SetScores::Contrast(drift::contrasts(&contrasts, threshold))
        }
    };
    Line { name, scores }
}

fn contrast(row: &DriftRow, good: Checked, bad: Checked) -> Contrast<'_> {
    let severity = row.severity.as_deref().unwrap_or("any");
    Contrast { phenomenon: row.phenomenon(), severity, changed: row.changed(), good, bad }
}

fn table(record: &Record) -> String {
    let mut out = String::new();
    for set in &record.sets {
        // Writing to a string cannot fail.
        let _ = match &set.scores {
            SetScores::Clean(s) => {
                let by: Vec<String> =
                    s.by_category.iter().take(6).map(|c| format!("{} {}", c.category, c.flags)).collect();
                writeln!(
                    out,
                    "{}: clean, {} pairs\n  flags per 100  {:.2}\n  most           {}\n",
                    set.name,
                    s.pairs,
                    s.flags_per_100,
                    by.join(", ")
                )
            }
            SetScores::Contrast(s) => writeln!(out, "{}: contrasts\n{}", set.name, contrasts(s, record)),
            SetScores::Judged(s) => {
                let auc = |x: Option<f64>| x.map_or_else(|| "-".to_owned(), figure);
                writeln!(
                    out,
                    "{}: judged, {} pairs\n  AUC                      {}\n  AUC, unrelated left out  {}\n",
                    set.name,
                    s.pairs,
                    auc(s.auc),
                    auc(s.auc_some)
                )
            }
        };
    }
    let _ = writeln!(out, "confidence for {} flags per 100 clean pairs: {:.4}", record.budget, record.threshold);
    out
}

fn contrasts(set: &ContrastSet, record: &Record) -> String {
    let mut table = Table::new(&["  phenomenon", "n", "pairwise", &format!("recall@{}", record.budget), "recall"]);
    let mut add = |name: String, s: &ContrastScores| {
        let figures = [s.pairwise, s.recall_at_budget, s.recall].map(figure);
        table.row([name, s.n.to_string()].into_iter().chain(figures));
    };
    set.phenomena.iter().for_each(|s| add(format!("  {}", s.name), s));
    set.severities.iter().for_each(|s| add(format!("  mean of {}", s.name), s));
    let mut out = table.text();
    if let Some(span) = set.span {
        let _ = writeln!(out, "  span  P {:.3}  R {:.3}  F1 {:.3}", span.precision, span.recall, span.f1);
    }
    out
}
