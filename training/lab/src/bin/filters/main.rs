//! Learns the networks of the filters `alignment` and `truncation` from good pairs; the
//! command is `training/filters/learn`.
//!
//! Usage: `filters OUT GOOD.tsv...`. The files have lines `English<TAB>French` in the order
//! of their texts. Every second pair is used as it is, the others are corrupted: the target of
//! a neighbour or of a random pair (alignment), a side without its end (truncation). Every
//! fifth example is held out; what is printed at the end is measured on those. Writes
//! `alignment.tsv` and `truncation.tsv` into the folder OUT.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::missing_docs_in_private_items, missing_docs)]

use calque_harvest::training::{ALIGNMENT_SIGNALS, TRUNCATION_SIGNALS, alignment_signals, truncation_signals};
use calque_harvest::{Pair, PairFeatures};
use calque_model::Model;
use calque_text::hash::SplitMix64;
use calque_text::{Lang, Side};
use network::TrainedNetwork;
use std::path::Path;

mod network;

/// Signals, and 1 if the example is of the class that the filter detects, else 0.
pub(crate) type Example = (Vec<f32>, f32);

/// Pseudo-random numbers.
pub(crate) struct Random(SplitMix64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(SplitMix64(seed))
    }
    fn below(&mut self, n: usize) -> usize {
        self.0.below(n)
    }
    /// In [0, 1).
    fn unit(&mut self) -> f64 {
        (self.0.bits() >> 11) as f64 / (1u64 << 53) as f64
    }
}

fn main() {
    let mut args = std::env::args().skip(1);
    let out = args.next().expect("usage: filters OUT GOOD.tsv...");
    let mut random = Random::new(7);
    let (mut alignment, mut truncation): (Vec<Example>, Vec<Example>) = (Vec::new(), Vec::new());
    for path in args {
        let text = std::fs::read_to_string(&path).unwrap();
        let pairs: Vec<(&str, &str)> = text.lines().filter_map(|l| l.split_once('\t')).collect();
        for i in 0..pairs.len() {
            // Either language may be the source.
            let swap = random.unit() < 0.5;
            add_alignment(&pairs, i, swap, &mut random, &mut alignment);
            add_truncation(pairs[i], swap, &mut random, &mut truncation);
        }
    }
    learn(Path::new(&out), "alignment", &alignment, ALIGNMENT_SIGNALS);
    learn(Path::new(&out), "truncation", &truncation, TRUNCATION_SIGNALS);
}

/// Adds a pair as it is, or with the target of a neighbour or of a random pair.
fn add_alignment(pairs: &[(&str, &str)], i: usize, swap: bool, random: &mut Random, examples: &mut Vec<Example>) {
    let (en, fr) = pairs[i];
    let good = random.unit() < 0.5;
    let target = if good {
        fr
    } else {
        let step = 1 + random.below(3);
        let j = if random.unit() < 0.5 { i.saturating_sub(step) } else { (i + step).min(pairs.len() - 1) };
        let j = if random.unit() < 0.5 { j } else { random.below(pairs.len()) };
        pairs[j].1
    };
    if good || target != fr {
        let signals = alignment_signals(&features(en, target, swap));
        examples.extend(signals.map(|signals| (signals, f32::from(u8::from(good)))));
    }
}

/// Adds a pair as it is, or with one side truncated.
fn add_truncation((en, fr): (&str, &str), swap: bool, random: &mut Random, examples: &mut Vec<Example>) {
    let mut sides = [en.to_owned(), fr.to_owned()];
    // Headlines and captions have no full stop, now and then only on one side.
    let without_stop = random.unit();
    if without_stop < 0.2 {
        sides.iter_mut().for_each(strip_stop);
    } else if without_stop < 0.23 {
        strip_stop(&mut sides[random.below(2)]);
    }
    let which = random.below(2);
    let truncated = random.unit() < 0.5 && truncate(&mut sides[which], random);
    let features = features(&sides[0], &sides[1], swap);
    for (i, side) in [Side::Source, Side::Target].into_iter().enumerate() {
        let is_truncated = truncated && i == (which ^ usize::from(swap));
        // The complete side of a truncated pair teaches nothing about complete pairs.
        if is_truncated || !truncated {
            let signals = truncation_signals(&features, side);
            examples.extend(signals.map(|signals| (signals, f32::from(u8::from(is_truncated)))));
        }
    }
}

fn features<'a>(en: &'a str, fr: &'a str, swap: bool) -> PairFeatures<'a> {
    let pair = if swap {
        Pair { source: fr, target: en, langs: (Lang::FR, Lang::EN) }
    } else {
        Pair { source: en, target: fr, langs: (Lang::EN, Lang::FR) }
    };
    PairFeatures::new(pair, Some(Model::embedded()))
}

/// Removes the full stop.
fn strip_stop(text: &mut String) {
    text.truncate(text.trim_end_matches(['.', '!', ' ', '\u{a0}', '\u{202f}']).len());
}

/// Truncates a text somewhere in its middle, as broken pipes, column limits and bad splitters do; returns
/// false for a text that is too short.
fn truncate(text: &mut String, random: &mut Random) -> bool {
    let spaces: Vec<usize> = text.match_indices(' ').map(|(i, _)| i).collect();
    if spaces.len() < 6 {
        return false;
    }
    let at = (spaces.len() as f64 * (0.2 + 0.6 * random.unit())) as usize;
    let mut end = spaces[at];
    if random.unit() < 0.25 {
        end = (end + 2 + random.below(3)).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
    }
    text.truncate(end);
    if random.unit() < 0.25 {
        text.push_str(["...", ".", "…", ","][random.below(4)]);
    }
    true
}

/// Trains a network, writes its file, and prints what thresholds lose and catch of the examples held out.
fn learn(out: &Path, filter: &str, examples: &[Example], names: &[&str]) {
    let network = TrainedNetwork::train(examples);
    std::fs::write(out.join(format!("{filter}.tsv")), network.tsv(filter, names)).unwrap();
    let held_out = examples.iter().step_by(5).map(|(x, y)| (network.probability(x), *y > 0.5));
    let detects_bad = filter == "truncation";
    let (good, bad): (Vec<_>, Vec<_>) = held_out.partition(|(_, detected)| *detected != detects_bad);
    let mut good: Vec<f64> = good.into_iter().map(|h| h.0).collect();
    good.sort_by(f64::total_cmp);
    if detects_bad {
        good.reverse();
    }
    println!("{filter}: {} good, {} bad held out", good.len(), bad.len());
    for lost in [0.001, 0.002, 0.005, 0.01, 0.02] {
        let threshold = good[(good.len() as f64 * lost) as usize];
        let caught = bad.iter().filter(|(p, _)| if detects_bad { *p > threshold } else { *p < threshold }).count();
        println!(
            "  threshold {threshold:.4}: loses {:.1} % of the good, catches {:.2} % of the bad",
            lost * 100.0,
            100.0 * caught as f64 / bad.len() as f64
        );
    }
}
