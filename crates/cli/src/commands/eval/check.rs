//! `calque eval check`: flags and scores against gold.

use super::gold::{gold, name, write};
use super::table::{Table, figure};
use crate::args::eval::EvalCheckArgs;
use crate::commands::judge::JudgeAtServer;
use crate::commands::others;
use crate::commands::shared::warn;
use crate::failure::Failure;
use calque::eval::drift::{self, Checked, CleanScores, Contrast, ContrastScores, ContrastSet, JudgedScores};
use calque::eval::files::{self, DriftKind, DriftRow};
use calque::{PairCheck, Settings, check_record, record_languages};
use calque_formats::pairs::PairRecord;
use calque_others::{Admission, ForeignFindings, PairBeforeJudge, PairFindings, judge_pairs};
use calque_report::Contributor;
use rayon::prelude::*;
use serde::Serialize;
use std::fmt::Write as _;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

const SHAPE: &str = "a pair is a line such as {\"source\": \"...\", \"target\": \"...\"}, with good, bad and phenomenon in place of target in a set of contrasts";

#[derive(Serialize)]
struct Record {
    /// Flags allowed per 100 clean pairs.
    budget: f64,
    /// The confidence that keeps to the budget.
    threshold: f64,
    /// Who was scored, where it is not Calque alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    others: Vec<Contributor>,
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

/// A set before it is scored, with what was found in its pairs.
struct RawSet {
    name: String,
    kind: DriftKind,
    rows: Vec<DriftRow>,
    pairs: Vec<PairBeforeJudge>,
}

/// Runs it.
pub(super) fn run(args: &EvalCheckArgs, settings: &Settings) -> Result<ExitCode, Failure> {
    let foreign = others::foreign(&args.findings, settings)?;
    let foreign = (!foreign.is_empty()).then(|| Foreign::new(foreign, settings));
    let judge = JudgeAtServer::open(&args.judge, settings)?;
    let mut sets = Vec::new();
    for path in &args.files {
        let (kind, rows) = gold(path, settings, SHAPE, files::drift)?;
        let pairs = checked(&rows, settings, foreign.as_ref());
        sets.push(RawSet { name: name(path), kind, rows, pairs });
    }
    foreign.iter().for_each(Foreign::warn);
    let mut others = foreign.map_or_else(Vec::new, |f| f.pairs.contributors());
    others.extend(judge.map(|judge| judged(&mut sets, &judge)));
    let sets: Vec<Set> = sets.into_iter().map(scored).collect();
    let clean = sets.iter().find(|s| s.kind == DriftKind::Clean);
    let threshold = clean.map_or(0.0, |s| drift::threshold(&s.checked, args.budget));
    if clean.is_none() && sets.iter().any(|s| s.kind == DriftKind::Contrast) {
        tracing::info!("no file of clean pairs: all flags are within the budget");
    }
    let sets = sets.into_iter().map(|s| score(s, threshold)).collect();
    let record = Record { budget: args.budget, threshold, others, sets };
    write(&args.scores, &record, || table(&record))
}

/// Checks every target, or every good one and then every bad one.
fn checked(rows: &[DriftRow], settings: &Settings, foreign: Option<&Foreign>) -> Vec<PairBeforeJudge> {
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
        let PairCheck { score, findings } = match foreign {
            Some(foreign) => foreign.check(&record.source, &record.target),
            None => check_record(&record, settings),
        };
        let languages = record_languages(&record, settings);
        PairBeforeJudge { source: record.source, target: record.target, languages, findings, fidelity: score }
    };
    targets.par_iter().map(check).collect()
}

/// Puts the pairs of all sets before the judge, within one budget.
fn judged(sets: &mut [RawSet], judge: &JudgeAtServer) -> Contributor {
    let lengths: Vec<usize> = sets.iter().map(|s| s.pairs.len()).collect();
    let mut all: Vec<PairBeforeJudge> = sets.iter_mut().flat_map(|s| s.pairs.drain(..)).collect();
    let counts = judge_pairs(&mut all, &judge.judge(), &|questions| judge.ask(questions));
    let mut all = all.into_iter();
    for (set, n) in sets.iter_mut().zip(lengths) {
        set.pairs = all.by_ref().take(n).collect();
    }
    warn(&counts.warnings(&judge.judge()));
    counts.contributor(&judge.judge())
}

fn scored(set: RawSet) -> Set {
    let one = |pair: PairBeforeJudge| {
        Checked::new(&PairCheck { score: pair.fidelity, findings: pair.findings }, &pair.target)
    };
    Set { name: set.name, kind: set.kind, rows: set.rows, checked: set.pairs.into_iter().map(one).collect() }
}

/// Another checker, scored in place of Calque.
struct Foreign {
    pairs: PairFindings,
    admission: Admission,
    asked: AtomicUsize,
    unknown: AtomicUsize,
}

impl Foreign {
    fn new(files: Vec<ForeignFindings>, settings: &Settings) -> Self {
        let (asked, unknown) = (AtomicUsize::new(0), AtomicUsize::new(0));
        Self { pairs: PairFindings::new(files), admission: others::admission(settings), asked, unknown }
    }

    /// What it says of a pair; a pair that it does not have is without flags and in the middle.
    fn check(&self, source: &str, target: &str) -> PairCheck {
        self.asked.fetch_add(1, Ordering::Relaxed);
        if let Some(said) = self.pairs.alone(source, target, &self.admission) {
            return PairCheck { score: Some(said.score), findings: said.findings };
        }
        self.unknown.fetch_add(1, Ordering::Relaxed);
        PairCheck { score: None, findings: Vec::new() }
    }

    fn warn(&self) {
        let (asked, unknown) = (self.asked.load(Ordering::Relaxed), self.unknown.load(Ordering::Relaxed));
        if unknown > 0 {
            tracing::warn!(
                "{unknown} of {asked} texts are not in the files of --findings: scored as 0.5 without flags"
            );
        }
        warn(&self.pairs.warnings());
    }
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
    for other in &record.others {
        let _ = writeln!(out, "{}", other.in_words());
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
