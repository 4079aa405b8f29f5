//! Fits the weights by which documents are paired: three logistic regressions, the columns of
//! `crates/aligner/src/pairing/weights.tsv`.
//!
//!     pairing FILE...     prints a new weights.tsv; scores on held-out collections go to standard error
//!
//! A file holds sentence pairs in the order of a text, `French<TAB>English` a line. Runs of lines are taken for
//! documents, and drawn into collections where some documents have no partner ([`sample`]). Two thirds of the
//! collections are learnt from. `training/pairing/learn` runs it.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod regression;
mod sample;

use calque_aligner::pairing::DocumentSimilarity;
use calque_aligner::training::{MAX_LEAD, find_leads, shipped_log_odds};
use regression::{Example, fit, log_loss};
use sample::{Compared, Shape, collections};
use std::io;

/// Collections of each file.
const COLLECTIONS: usize = 60;

fn main() -> io::Result<()> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let short = Shape { lines: 1..16, documents: 1..101, model: true };
    let long = Shape { lines: 20..151, documents: 1..21, model: false };
    let (train, test) = split(collections(&files, &short, COLLECTIONS)?);
    let vectors = fit(&content_examples(&train), 5);
    report("vectors", &content_examples(&test), &vectors, &test);
    let (mut train, mut test) = (train, test);
    let content = |s: &DocumentSimilarity| dot(&content_features(s), &vectors);
    train.iter_mut().chain(&mut test).for_each(|pairs| find_leads(&mut pairs.pairs, content));
    let lead = fit(&lead_examples(&train, content), 3);
    // The shipped weights take the lead that the shipped content weights give.
    let shipped = |s: &DocumentSimilarity| shipped_log_odds(&DocumentSimilarity { lead: None, ..*s });
    let examples = lead_examples(&test, content);
    test.iter_mut().for_each(|pairs| find_leads(&mut pairs.pairs, shipped));
    report("lead", &examples, &lead, &test);
    let (train, test) = split(collections(&files, &long, COLLECTIONS)?);
    let no_vectors = fit(&content_examples(&train), 5);
    report("no_vectors", &content_examples(&test), &no_vectors, &test);
    println!("feature\tvectors\tno_vectors\tlead");
    let row = |name: &str, a: f32, b: f32, c: f32| println!("{name}\t{a:.2}\t{b:.2}\t{c:.2}");
    row("constant", vectors[0], no_vectors[0], lead[0]);
    for (k, name) in ["whole", "parts", "facts", "length"].into_iter().enumerate() {
        row(name, vectors[k + 1], no_vectors[k + 1], 0.0);
    }
    row("content", 0.0, 0.0, lead[1]);
    row("lead", 0.0, 0.0, lead[2]);
    Ok(())
}

/// Two thirds to learn from, one to measure on.
fn split(all: Vec<Compared>) -> (Vec<Compared>, Vec<Compared>) {
    let (test, train): (Vec<_>, Vec<_>) = all.into_iter().enumerate().partition(|(k, _)| k % 3 == 2);
    let values = |list: Vec<(usize, Compared)>| list.into_iter().map(|(_, c)| c).collect();
    (values(train), values(test))
}

fn content_features(s: &DocumentSimilarity) -> Vec<f32> {
    vec![1.0, s.whole.unwrap_or(0.0), s.parts.unwrap_or(0.0), s.facts, s.length.abs()]
}

fn content_examples(collections: &[Compared]) -> Vec<Example> {
    let pairs = collections.iter().flat_map(Compared::pairs);
    pairs.map(|(s, is_pair)| Example { features: content_features(s), is_pair }).collect()
}

/// Of pairs that have a lead: the log-odds of the content, and the lead.
fn lead_examples(collections: &[Compared], content: impl Fn(&DocumentSimilarity) -> f32) -> Vec<Example> {
    let pairs = collections.iter().flat_map(Compared::pairs);
    pairs
        .filter_map(|(s, is_pair)| {
            let lead = s.lead?.clamp(-MAX_LEAD, MAX_LEAD);
            Some(Example { features: vec![1.0, content(s), lead], is_pair })
        })
        .collect()
}

/// Prints how probable new and shipped weights find the truth in held-out collections.
fn report(name: &str, examples: &[Example], weights: &[f32], collections: &[Compared]) {
    let new = log_loss(examples.iter().map(|e| (dot(&e.features, weights), e.is_pair)));
    let is_lead = name == "lead";
    let pairs = collections.iter().flat_map(Compared::pairs).filter(|(s, _)| !is_lead || s.lead.is_some());
    let shipped = log_loss(pairs.map(|(s, is_pair)| {
        let s = if is_lead { *s } else { DocumentSimilarity { lead: None, ..*s } };
        (shipped_log_odds(&s), is_pair)
    }));
    let right = examples.iter().filter(|e| e.is_pair).count();
    eprintln!(
        "{name}: {} pairs of documents held out, {right} of them translations; log loss {new:.4} nats, shipped weights {shipped:.4}",
        examples.len()
    );
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
