//! Learns how the encoder and the lexicon are weighed in word links: `training/encoder/learn` runs it.
//!
//! ```text
//! links FILE.jsonl [STEPS]      {"src_lang","tgt_lang","src_tokens","tgt_tokens","sure","possible"} a pair
//! ```
//!
//! Climbs from the weights in the code by random steps, on the alignment error rate (Och and Ney 2003)
//! of all pairs; and, to see how much of that is luck, on each half, measured on the other.

#![allow(clippy::print_stdout, reason = "a program of the lab prints its figures")]

use calque_aligner::{Closeness, ContextWeights, WordAligner, WordSide, closeness};
use calque_encoder::Encoder;
use calque_model::Model;
use calque_text::{Lang, Span, Token, tokenize};
use serde_json::Value;
use std::collections::BTreeSet;
use std::error::Error;

/// A pair of the gold, with what does not depend on the weights.
struct Gold {
    texts: [String; 2],
    langs: [Lang; 2],
    tokens: [Vec<Token>; 2],
    sure: BTreeSet<(u32, u32)>,
    possible: BTreeSet<(u32, u32)>,
    closeness: Option<Closeness>,
}

impl Gold {
    fn read(line: &str) -> Result<Self, Box<dyn Error>> {
        let row: Value = serde_json::from_str(line)?;
        let langs = ["src_lang", "tgt_lang"].map(|k| row[k].as_str().unwrap_or("und").parse().unwrap_or(Lang::UND));
        let words = ["src_tokens", "tgt_tokens"].map(|k| {
            let words = row[k].as_array().into_iter().flatten().filter_map(Value::as_str);
            words.collect::<Vec<_>>().join(" ")
        });
        let links = |k: &str| {
            let number = |v: &Value| v.as_u64().unwrap_or_default() as u32;
            row[k].as_array().into_iter().flatten().map(|l| (number(&l[0]), number(&l[1]))).collect()
        };
        let sure: BTreeSet<(u32, u32)> = links("sure");
        let possible: BTreeSet<(u32, u32)> = links("possible");
        let possible = possible.union(&sure).copied().collect();
        let tokens = [0, 1].map(|s| at_spaces(&words[s], langs[s]));
        let mut gold = Self { texts: words, langs, tokens, sure, possible, closeness: None };
        gold.closeness = closeness(Encoder::embedded(), gold.side(0), gold.side(1));
        Ok(gold)
    }

    fn side(&self, s: usize) -> WordSide<'_> {
        WordSide { text: &self.texts[s], lang: self.langs[s], tokens: &self.tokens[s] }
    }
}

/// Tokens at single spaces.
fn at_spaces(text: &str, lang: Lang) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start = 0;
    for word in text.split(' ') {
        let span = Span::new(start, start + word.len());
        let first = tokenize(word, lang).into_iter().next();
        tokens.extend(first.map(|t| Token { span, ..t }));
        start = span.end + 1;
    }
    tokens
}

/// Precision, recall and alignment error rate.
fn rates<'g>(gold: impl Iterator<Item = &'g Gold>, weights: Option<ContextWeights>) -> [f64; 3] {
    let mut aligner = WordAligner::new(Model::embedded());
    let [mut links, mut sure, mut right, mut possible] = [0usize; 4];
    for g in gold {
        let context = weights.and(g.closeness.as_ref());
        let words = aligner.align_with(g.side(0), g.side(1), context, weights.unwrap_or(ContextWeights::LEARNT));
        let found = words.links.iter().map(|l| (l.source, l.target));
        links += words.links.len();
        sure += g.sure.len();
        for link in found {
            right += usize::from(g.sure.contains(&link));
            possible += usize::from(g.possible.contains(&link));
        }
    }
    let rate = 1.0 - (right + possible) as f64 / (links + sure).max(1) as f64;
    [possible as f64 / links.max(1) as f64, right as f64 / sure.max(1) as f64, rate]
}

/// A generator of numbers, the same every time (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 40) as f32 / (1u64 << 24) as f32
    }
}

/// Changes one or two weights.
fn step(w: ContextWeights, numbers: &mut Numbers) -> ContextWeights {
    let mut w = w;
    for _ in 0..2 {
        let size = numbers.next() * 2.0 - 1.0;
        match (numbers.next() * 9.0) as u32 {
            0 => w.lexicon = (w.lexicon + 0.2 * size).clamp(0.0, 1.5),
            1 => w.floor = (w.floor * (2.0 * size).exp()).clamp(1e-8, 1e-3),
            2 => w.cosine = (w.cosine + 4.0 * size).clamp(0.0, 30.0),
            3 => w.neutral = (w.neutral + 0.1 * size).clamp(0.0, 0.8),
            4 => w.share = (w.share + 0.3 * size).clamp(0.0, 2.0),
            5 => w.sharpness = (w.sharpness + 6.0 * size).clamp(2.0, 40.0),
            6 => w.jumps = (w.jumps + 0.3 * size).clamp(0.0, 1.5),
            7 => w.null *= (1.0 * size).exp(),
            _ => w.min_link = (w.min_link + 0.1 * size).clamp(0.1, 0.8),
        }
    }
    w
}

/// Climbs; among equals the later is taken, so that plateaus are crossed.
fn climb(gold: &[&Gold], steps: usize, seed: u64) -> ContextWeights {
    let mut numbers = Numbers(seed);
    let measure = |w: ContextWeights| rates(gold.iter().copied(), Some(w))[2];
    let mut best = (measure(ContextWeights::LEARNT), ContextWeights::LEARNT);
    for _ in 0..steps {
        let tried = step(best.1, &mut numbers);
        let rate = measure(tried);
        if rate <= best.0 {
            best = (rate, tried);
        }
    }
    best.1
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let file = args.first().ok_or("links FILE.jsonl [STEPS]")?;
    let steps: usize = args.get(1).map_or(Ok(400), |s| s.parse())?;
    let gold = std::fs::read_to_string(file)?.lines().map(Gold::read).collect::<Result<Vec<_>, _>>()?;
    let told = |name: &str, [p, r, aer]: [f64; 3]| println!("{name:24} precision {p:.4} recall {r:.4} AER {aer:.4}");
    told("lexicon alone", rates(gold.iter(), None));
    told("weights in the code", rates(gold.iter(), Some(ContextWeights::LEARNT)));
    if steps == 0 {
        return Ok(());
    }
    for half in 0..2 {
        let part = |keep: usize| gold.iter().enumerate().filter(move |(i, _)| i % 2 == keep).map(|(_, g)| g);
        let learnt = climb(&part(half).collect::<Vec<_>>(), steps, 7);
        told("learnt on this half", rates(part(half), Some(learnt)));
        told("measured on the other", rates(part(1 - half), Some(learnt)));
    }
    for seed in 1..=3 {
        let learnt = climb(&gold.iter().collect::<Vec<_>>(), steps, seed);
        told("learnt on all", rates(gold.iter(), Some(learnt)));
        println!("{learnt:?}");
    }
    Ok(())
}
