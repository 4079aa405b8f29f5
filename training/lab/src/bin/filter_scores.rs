//! Scores of every filter on files of good pairs, for choosing the thresholds of `presets.tsv`.
//!
//! Usage: `filter_scores GOOD.tsv...`, files with lines `English<TAB>French`. Prints quantiles of each
//! score on the first 3,000 pairs, from the bad end, and the time a pair. With `SHOW=FILTER` the 25
//! worst pairs of a filter too.
#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]
use calque_harvest::filter::{ALL, Accept, FilterContext};
use calque_harvest::{Pair, PairFeatures};
use calque_model::Model;
use calque_text::Lang;
use std::time::Instant;

fn main() {
    let context = FilterContext::default();
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).unwrap();
        let mut pairs: Vec<(&str, &str)> = text.lines().filter_map(|l| l.split_once('\t')).collect();
        pairs.truncate(3000);
        println!("{path}: {} pairs", pairs.len());
        let mut pairs_features: Vec<PairFeatures<'_>> = pairs
            .iter()
            .map(|(s, t)| {
                PairFeatures::new(Pair { source: s, target: t, langs: (Lang::EN, Lang::FR) }, Some(Model::embedded()))
            })
            .collect();
        let start = Instant::now();
        pairs_features.iter_mut().for_each(|r| _ = (r.source.words().len(), r.target.words().len()));
        println!("  {:12} {:6.2} µs", "tokens", start.elapsed().as_secs_f64() * 1e6 / pairs.len() as f64);
        let start = Instant::now();
        pairs_features.iter_mut().for_each(|r| _ = r.lexical_support().is_some());
        println!("  {:12} {:6.2} µs", "support", start.elapsed().as_secs_f64() * 1e6 / pairs.len() as f64);
        for filter in ALL {
            let start = Instant::now();
            let mut scores: Vec<(f32, usize)> =
                pairs_features.iter().enumerate().filter_map(|(i, r)| Some((filter.score(r, &context)?, i))).collect();
            let spent = start.elapsed().as_secs_f64() * 1e6 / pairs.len() as f64;
            scores.sort_by(|a, b| a.0.total_cmp(&b.0));
            if filter.accept() == Accept::AtMost {
                scores.reverse();
            }
            if scores.is_empty() {
                continue;
            }
            let q = |share: f64| scores[((scores.len() as f64 * share) as usize).min(scores.len() - 1)].0;
            println!(
                "  {:12} {spent:6.2} µs  worst {:.3}  0.2% {:.3}  0.5% {:.3}  1% {:.3}  2% {:.3}  5% {:.3}  half {:.3}",
                filter.id(),
                q(0.0),
                q(0.002),
                q(0.005),
                q(0.01),
                q(0.02),
                q(0.05),
                q(0.5)
            );
            if std::env::var("SHOW").is_ok_and(|v| v == filter.id()) {
                for (s, i) in scores.iter().take(25) {
                    println!("    {s:.3} {}\n          {}", pairs[*i].0, pairs[*i].1);
                }
            }
        }
    }
}
