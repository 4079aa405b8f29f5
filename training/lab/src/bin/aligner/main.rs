//! Learns the weights of the aligner's features, and measures how well kinds of text teach each other.
//!
//!     aligner weights ROUNDS FOLDER[=WEIGHT]...            prints a new weights.tsv
//!     aligner held-out[-SET] ROUNDS FOLDER[=WEIGHT]...     leaves out each kind of text in turn, and scores it
//!     aligner SET=FILE 0 FOLDER...                         scores weights of a set, one a line in a file
//!
//! `training/aligner/learn` runs it; [`folder`] says what a folder holds. A set is `bare`, `learnt`, `model` or
//! `vectors`, a column of the table.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod folder;
mod optimiser;

use calque_aligner::training::{DecodedBeads, GoldText, PreparedPair, WeightSet, feature_names, shipped_weights};
use calque_aligner::{Segment, Text};
use calque_model::Model;
use folder::Folder;
use optimiser::{Example, learn};
use std::collections::BTreeSet;
use std::io;

/// Rounds where none are given.
const ROUNDS: usize = 60;

fn main() -> io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let rounds = args.get(1).and_then(|r| r.parse().ok()).unwrap_or(ROUNDS);
    let folders: Vec<Folder> = args.iter().skip(2).map(|a| Folder::read(a)).collect::<io::Result<_>>()?;
    let command = args.first().map_or("weights", String::as_str);
    if let Some(name) = command.strip_prefix("held-out") {
        held_out(set_named(name.trim_start_matches('-')), &folders, rounds);
    } else if let Some((name, file)) = command.split_once('=') {
        let weights: Vec<f32> = std::fs::read_to_string(file)?.lines().filter_map(|l| l.trim().parse().ok()).collect();
        let mut examples = prepare(&folders, set_named(name));
        for kind in kinds(&folders) {
            println!("{kind}\tF1 {:.4}", f1(score(&mut examples, kind, &weights)));
        }
    } else {
        print_table(&folders, rounds);
    }
    Ok(())
}

/// Learns every set from all folders, and prints the table.
fn print_table(folders: &[Folder], rounds: usize) {
    let mut columns = Vec::new();
    for set in WeightSet::ALL {
        eprintln!("set {}", set.name());
        let mut examples = prepare(folders, set);
        columns.push(learn(&mut examples.iter_mut().collect::<Vec<_>>(), &shipped_weights(set), rounds));
    }
    println!("feature\t{}", WeightSet::ALL.map(WeightSet::name).join("\t"));
    for (k, name) in feature_names().enumerate() {
        let row: Vec<String> = columns.iter().map(|c| format!("{:.3}", c[k])).collect();
        println!("{name}\t{}", row.join("\t"));
    }
}

/// Scores each kind of text with weights learnt from all, and with weights learnt from the others.
fn held_out(set: WeightSet, folders: &[Folder], rounds: usize) {
    let mut examples = prepare(folders, set);
    let start = shipped_weights(set);
    let all = learn(&mut examples.iter_mut().collect::<Vec<_>>(), &start, rounds);
    for kind in kinds(folders) {
        let mut others: Vec<&mut Example> = examples.iter_mut().filter(|e| e.kind != kind).collect();
        let without = learn(&mut others, &start, rounds);
        let (with, without) = (score(&mut examples, kind, &all), score(&mut examples, kind, &without));
        println!("{kind}\tF1 {:.4} learnt with it, {:.4} without", f1(with), f1(without));
    }
}

/// The set of a name; `model` where there is none of that name.
fn set_named(name: &str) -> WeightSet {
    WeightSet::ALL.into_iter().find(|s| s.name() == name).unwrap_or(WeightSet::Model)
}

fn kinds(folders: &[Folder]) -> BTreeSet<&str> {
    folders.iter().map(|f| f.kind.as_str()).collect()
}

/// Prepares the folders that serve a set. Copies with cut segments do not serve `model`, whose words tell better
/// whether a sentence goes on.
fn prepare(folders: &[Folder], set: WeightSet) -> Vec<Example> {
    let mut examples = Vec::new();
    for folder in folders.iter().filter(|f| !f.is_cut || set != WeightSet::Model) {
        let sides = [0, 1].map(|k| segments(&folder.texts[k], &folder.blocks[k]));
        let vectors = folder.vectors.as_ref().map(|[s, t]| [s, t]);
        let text = |k: usize| Text { segments: &sides[k], lang: folder.langs[k], vectors: vectors.map(|v| v[k]) };
        let gold = GoldText { source: text(0), target: text(1), beads: folder.gold.clone() };
        if let Some(pair) = PreparedPair::new(&gold, Some(Model::embedded()), set) {
            let kind = folder.kind.clone();
            examples.push(Example { pair, kind, weight: folder.weight, is_cut: folder.is_cut });
        }
    }
    let outside: usize = examples.iter().map(|e| e.pair.outside_band()).sum();
    eprintln!("{} texts, {outside} gold beads outside the band", examples.len());
    examples
}

fn segments<'a>(texts: &'a [String], blocks: &[u32]) -> Vec<Segment<'a>> {
    texts.iter().zip(blocks).map(|(text, &block)| Segment { text, block, ..Segment::default() }).collect()
}

/// The beads that the texts of one kind decode to; cut copies are not scored.
fn score(examples: &mut [Example], kind: &str, weights: &[f32]) -> DecodedBeads {
    let mut out = DecodedBeads::default();
    for example in examples.iter_mut().filter(|e| !e.is_cut && e.kind == kind) {
        let beads = example.pair.decode(weights);
        out.right += beads.right;
        out.found += beads.found;
        out.gold += beads.gold;
    }
    out
}

/// The harmonic mean of precision and recall.
fn f1(beads: DecodedBeads) -> f32 {
    2.0 * beads.right as f32 / ((beads.found + beads.gold) as f32).max(1.0)
}
