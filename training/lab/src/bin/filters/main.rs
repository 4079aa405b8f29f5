//! Learns the weights of the filters `alignment` and `truncation` from good pairs.
//!
//! ```sh
//! cargo run --release -p calque-lab --bin filters -- GOOD.tsv...
//! ```
//!
//! The released networks were learnt from the first 60,000 pairs of Europarl, 40,000 of novels,
//! 20,000 of Tatoeba and of Debian's news each, 15,000 of abstracts and of laws each, 8,000 of
//! PHP's manual, 6,000 of Canada's blogs, and the news of WMT 2011, in the order of the names
//! `books debnews europarl govcan laws matos news11 php tatoeba`.
//!
//! GOOD files hold `English<TAB>French` lines in the order of their texts. Every
//! second pair is used as it is, the others are spoilt: the target of a
//! neighbour or of a stranger (alignment), a side without its end (truncation).
//! Every fifth is held out; what is printed at the end is measured on those.
//! Writes `alignment.tsv` and `truncation.tsv` into the folder of the filters.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::missing_docs_in_private_items, missing_docs)]

use calque_harvest::filters::{alignment, truncation};
use calque_harvest::{Pair, Reading};
use calque_model::Model;
use calque_text::Lang;
use teach::Taught;

mod teach;

/// SplitMix64.
pub(crate) struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E3779B97F4A7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58476D1CE4E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D049BB133111EB);
        z ^ (z >> 31)
    }
    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Signals, and whether they are what the filter looks for.
pub(crate) type Example = (Vec<f32>, f32);

fn main() {
    let mut random = Random(7);
    let (mut align, mut cut): (Vec<Example>, Vec<Example>) = (Vec::new(), Vec::new());
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).unwrap();
        let pairs: Vec<(&str, &str)> = text.lines().filter_map(|l| l.split_once('\t')).collect();
        for i in 0..pairs.len() {
            // Either language may be the source.
            let swap = random.unit() < 0.5;
            let (en, fr) = pairs[i];
            let good = random.unit() < 0.5;
            let other = if good {
                fr
            } else {
                let step = 1 + random.below(3);
                let j = if random.unit() < 0.5 { i.saturating_sub(step) } else { (i + step).min(pairs.len() - 1) };
                let j = if random.unit() < 0.5 { j } else { random.below(pairs.len()) };
                pairs[j].1
            };
            if good || other != fr {
                with(en, other, swap, |r| {
                    if let Some(s) = alignment::signals(r) {
                        align.push((s.to_vec(), f32::from(u8::from(good))));
                    }
                });
            }
            let mut sides = [en.to_owned(), fr.to_owned()];
            // Headlines and captions have no full stop, now and then only on one side.
            let bare = random.unit();
            if bare < 0.2 {
                sides.iter_mut().for_each(strip);
            } else if bare < 0.23 {
                strip(&mut sides[random.below(2)]);
            }
            let which = random.below(2);
            let spoilt = random.unit() < 0.5 && truncate(&mut sides[which], &mut random);
            with(&sides[0], &sides[1], swap, |r| {
                for side in 0..2 {
                    let wrong = spoilt && side == (which ^ usize::from(swap));
                    if (wrong || !spoilt)
                        && let Some(s) = truncation::signals(r, side)
                    {
                        cut.push((s.to_vec(), f32::from(u8::from(wrong))));
                    }
                }
            });
        }
    }
    learn("alignment", &align, &alignment::NAMES);
    learn("truncation", &cut, &truncation::NAMES);
}

fn with(en: &str, fr: &str, swap: bool, mut see: impl FnMut(&Reading<'_>)) {
    let pair = if swap {
        Pair { source: fr, target: en, langs: (Lang::FR, Lang::EN) }
    } else {
        Pair { source: en, target: fr, langs: (Lang::EN, Lang::FR) }
    };
    see(&Reading::new(pair, Some(Model::embedded())));
}

/// Takes the full stop away.
fn strip(text: &mut String) {
    text.truncate(text.trim_end_matches(['.', '!', ' ', '\u{a0}', '\u{202f}']).len());
}

/// Cuts a side somewhere in its middle, as broken pipes, column limits and bad splitters do.
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

fn learn(name: &str, all: &[Example], names: &[&str]) {
    let taught = Taught::on(all);
    let path = format!("{}/../../crates/harvest/src/filters/{name}.tsv", env!("CARGO_MANIFEST_DIR"));
    std::fs::write(path, taught.tsv(name, names)).unwrap();
    let held: Vec<(f64, bool)> = all.iter().step_by(5).map(|(x, y)| (taught.probability(x), *y > 0.5)).collect();
    let mut good: Vec<f64> = held.iter().filter(|h| h.1 == (name == "alignment")).map(|h| h.0).collect();
    let bad: Vec<f64> = held.iter().filter(|h| h.1 != (name == "alignment")).map(|h| h.0).collect();
    good.sort_by(f64::total_cmp);
    if name == "truncation" {
        good.reverse();
    }
    println!("{name}: {} good, {} bad held out", good.len(), bad.len());
    for lost in [0.001, 0.002, 0.005, 0.01, 0.02] {
        let t = good[(good.len() as f64 * lost) as usize];
        let caught = bad.iter().filter(|&&p| if name == "truncation" { p > t } else { p < t }).count();
        println!(
            "  threshold {t:.4}: loses {:.1} % of the good, catches {:.2} % of the bad",
            lost * 100.0,
            100.0 * caught as f64 / bad.len() as f64
        );
    }
}
