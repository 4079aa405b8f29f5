//! The whole pipeline on the news articles of `corpus/`, against hand-made gold.
//!
//! For each article: are its sentences paired as a person would, is the planted
//! drift found where it is and called by its name, and is little else flagged?
//! A bar that is not met prints the whole table. How the gold is written is in
//! `corpus/README.md`.

mod gold;
mod verdict;

use calque::{Input, Settings, check, revise};
use gold::{Gold, verdicts};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use verdict::Scores;

/// What must hold of one article.
struct Bar {
    /// File name in `corpus/news`, without language and extension.
    name: &'static str,
    /// Languages of source and target.
    langs: (&'static str, &'static str),
    /// Least strict F1 of the beads.
    beads: f64,
    /// Least number of `must` differences found, on the right words and with a fitting category.
    found: usize,
    /// Most findings of minor severity and above that the gold knows nothing of.
    others: usize,
    /// Most remarks (severity `info`) that the gold knows nothing of.
    remarks: usize,
}

fn news() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/news")
}

fn meets(bar: &Bar) {
    let (source_lang, target_lang) = bar.langs;
    let folder = news();
    let file = |lang: &str| Input::from_arg(folder.join(format!("{}.{lang}.txt", bar.name)));
    let report = check(&file(source_lang), &file(target_lang), &Settings::default()).expect("the corpus is readable");
    let texts = (report.source.document.text.as_str(), report.target.document.text.as_str());
    let gold = Gold::read(&folder, bar.name, bar.langs, texts);
    let scores = Scores::of(&report, &gold);

    let found = scores.found_of(&gold);

    let mut failures = Vec::new();
    if scores.beads_f1 < bar.beads {
        failures.push(format!("strict F1 of beads is {:.3}, the bar is {:.3}", scores.beads_f1, bar.beads));
    }
    if found < bar.found {
        failures.push(format!("{} planted differences found, the bar is {}", found, bar.found));
    }
    if scores.others.len() > bar.others {
        failures.push(format!("{} other findings, the bar is {}", scores.others.len(), bar.others));
    }
    if scores.remarks.len() > bar.remarks {
        failures.push(format!("{} other remarks, the bar is {}", scores.remarks.len(), bar.remarks));
    }
    let table = scores.table(bar.name, &report, &gold);
    assert!(failures.is_empty(), "{table}\n{}\n", failures.join("\n"));
    // Shown by `cargo test -p calque --test golden -- --nocapture`.
    show(&table);
}

#[expect(clippy::print_stdout, reason = "a test's own report")]
fn show(table: &str) {
    println!("{table}");
}

#[test]
fn a_story_with_the_mess_of_the_web_and_planted_drift() {
    meets(&Bar { name: "dam", langs: ("en", "fr"), beads: 0.95, found: 15, others: 1, remarks: 1 });
}

#[test]
fn a_careful_free_translation() {
    meets(&Bar { name: "observatory", langs: ("en", "fr"), beads: 0.95, found: 0, others: 1, remarks: 1 });
}

#[test]
fn a_story_from_french_to_english() {
    meets(&Bar { name: "ferry", langs: ("fr", "en"), beads: 0.95, found: 3, others: 1, remarks: 1 });
}

#[test]
fn a_guide_with_planted_drift() {
    meets(&Bar { name: "walk", langs: ("en", "fr"), beads: 0.95, found: 12, others: 0, remarks: 1 });
}

#[test]
fn a_contract_with_planted_drift() {
    meets(&Bar { name: "hire", langs: ("en", "fr"), beads: 0.95, found: 15, others: 4, remarks: 1 });
}

#[test]
fn a_report_with_errors_of_many_kinds() {
    meets(&Bar { name: "harbour", langs: ("en", "fr"), beads: 0.95, found: 14, others: 1, remarks: 1 });
}

#[test]
fn a_tale_with_errors_of_many_kinds() {
    meets(&Bar { name: "lodger", langs: ("en", "fr"), beads: 0.95, found: 13, others: 0, remarks: 1 });
}

/// Most of the changes of a revision must be judged as a person judges them.
#[test]
fn a_revision_is_judged_by_the_original() {
    const AT_LEAST: usize = 13;
    let file = |name: &str| Input::from_arg(news().join(name));
    let (old, new, original) = (file("dam.fr.txt"), file("dam.revised.fr.txt"), file("dam.en.txt"));
    let revised = revise(&old, &new, Some(&original), &Settings::default()).expect("the corpus is readable");
    let version = revised.versions().1;
    let mut table = String::new();
    let mut right = 0;
    let gold = verdicts(&news(), "dam.revised", &revised.new.document.text);
    for (words, place, wanted) in &gold {
        let change = revised.revision.changes.iter().find(|c| version.span(&c.new).overlaps(place));
        let got = change.and_then(|c| c.verdict.as_ref()).map_or("no verdict", |v| v.direction.as_str());
        right += usize::from(got == wanted);
        let _ = writeln!(table, "  {} {wanted:8} {got:10} {words}", if got == wanted { "right" } else { "WRONG" });
    }
    assert!(right >= AT_LEAST, "\n{right} of {} right, the bar is {AT_LEAST}\n{table}", gold.len());
    show(&format!("\ndam.revised: {right} of {} verdicts right\n{table}", gold.len()));
}
