//! `calque corpus stats`: what is in a corpus, gathered in one pass and bounded memory.
//!
//! Lengths, proportions and scores become histograms; words are counted exactly
//! while fewer than a quarter of a million differ, and estimated beyond. Scores are those
//! of the file, or where it has none those of the filter `alignment`.

mod html;
mod terminal;
mod words;

pub use html::html;
pub use terminal::terminal;
pub use words::Vocabulary;

use crate::Shape;
use crate::filtering::{FilterReport, REJECTED_BY};
use crate::filters::{Context, Filter, alignment};
use crate::reading::{Pair, Reading};
use crate::stream::{Item, Progress, RunError, each};
use calque::{LanguageFallback, languages_of};
use calque_formats::pairs::{BadRecord, PairReader, PairRecord, keys};
use calque_model::Model;
use serde::Serialize;
use std::collections::BTreeMap;

/// What is in a corpus.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Stats {
    /// Pairs.
    pub pairs: u64,
    /// Of these, pairs with a side without words.
    pub empty: u64,
    /// Records that could not be read.
    pub bad_records: u64,
    /// The originals.
    pub source: SideStats,
    /// The translations.
    pub target: SideStats,
    /// Words of the target per word of the source.
    pub ratios: Histogram,
    /// Scores.
    pub scores: Histogram,
    /// Whether scores were made by the filter `alignment`, for want of any in the file.
    pub scored_here: u64,
    /// Pairs of each shape of bead, where the file says.
    pub beads: BTreeMap<String, u64>,
    /// Pairs of each pair of languages.
    pub languages: BTreeMap<String, u64>,
    /// Reasons for which pairs were dropped: of the file's records, or of a filter report.
    pub reasons: BTreeMap<String, u64>,
}

/// One side of a corpus.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SideStats {
    /// Characters but white space.
    pub characters: u64,
    /// Words.
    pub words: u64,
    /// Pairs by the number of words of the side.
    pub lengths: Histogram,
    /// Its words.
    pub vocabulary: Vocabulary,
}

/// Counts between edges.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Histogram {
    /// The lower edge of each bin; the last bin is open.
    pub from: Vec<f32>,
    /// How many values are in each bin.
    pub counts: Vec<u64>,
}

impl Histogram {
    fn new(from: &[f32]) -> Self {
        Self { from: from.to_vec(), counts: vec![0; from.len()] }
    }

    fn add(&mut self, value: f32) {
        let bin = self.from.partition_point(|&edge| edge <= value).saturating_sub(1);
        if let Some(count) = self.counts.get_mut(bin) {
            *count += 1;
        }
    }

    /// How many values there are.
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }
}

const LENGTHS: [f32; 14] = [0.0, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 16.0, 20.0, 25.0, 30.0, 40.0, 60.0, 100.0];
const RATIOS: [f32; 12] = [0.0, 0.33, 0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0, 3.0];
const SCORES: [f32; 10] = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/// How to gather.
#[derive(Clone, Debug)]
pub struct Gathering {
    /// Whether to score pairs that have no score.
    pub score: bool,
    /// Languages and model.
    pub settings: calque::Settings,
    /// The model.
    pub model: Option<&'static Model>,
}

/// A pair, looked at.
struct Seen {
    record: PairRecord,
    languages: String,
    shapes: [Shape; 2],
    words: [Vec<words::Word>; 2],
    score: Option<f32>,
    here: bool,
}

/// Gathers what is in all pairs of `readers`.
pub fn gather(
    readers: Vec<PairReader>,
    how: &Gathering,
    progress: &Progress,
    mut bad: impl FnMut(&str, &BadRecord),
) -> Result<Stats, RunError> {
    let mut stats = Stats { ratios: Histogram::new(&RATIOS), scores: Histogram::new(&SCORES), ..Stats::default() };
    stats.source.lengths = Histogram::new(&LENGTHS);
    stats.target.lengths = Histogram::new(&LENGTHS);
    each(
        readers,
        progress,
        |record| seen(record, how),
        |item| {
            match item {
                Item::Pair(seen) => stats.add(&seen),
                Item::Bad(file, record) => {
                    stats.bad_records += 1;
                    bad(&file, &record);
                }
            }
            Ok(())
        },
    )?;
    stats.source.vocabulary.settle();
    stats.target.vocabulary.settle();
    Ok(stats)
}

fn seen(record: PairRecord, how: &Gathering) -> Seen {
    let langs = languages_of(&record, &how.settings, LanguageFallback::ModelPair);
    let shapes = [Shape::of(&record.source), Shape::of(&record.target)];
    let words = [words::of(&record.source), words::of(&record.target)];
    let given = record.score().map(|s| s as f32);
    let score = given.or_else(|| {
        let pair = Pair { source: &record.source, target: &record.target, langs };
        if how.score { alignment::Alignment.score(&Reading::new(pair, how.model), &Context::default()) } else { None }
    });
    Seen { languages: format!("{} → {}", langs.0, langs.1), shapes, words, score, here: given.is_none(), record }
}

impl Stats {
    fn add(&mut self, seen: &Seen) {
        self.pairs += 1;
        let [source, target] = seen.shapes;
        self.empty += u64::from(source.words == 0 || target.words == 0);
        let sides = [&mut self.source, &mut self.target].into_iter().zip([&seen.record.source, &seen.record.target]);
        for (i, (side, text)) in sides.enumerate() {
            side.characters += u64::from(seen.shapes[i].chars);
            side.words += u64::from(seen.shapes[i].words);
            side.lengths.add(seen.shapes[i].words as f32);
            side.vocabulary.add(text, &seen.words[i]);
        }
        if source.words > 0 && target.words > 0 {
            self.ratios.add(target.words as f32 / source.words as f32);
        }
        if let Some(score) = seen.score {
            self.scores.add(score);
            self.scored_here += u64::from(seen.here);
        }
        *self.languages.entry(seen.languages.clone()).or_default() += 1;
        if let Some(bead) = seen.record.extra_str(keys::BEAD) {
            *self.beads.entry(bead.to_owned()).or_default() += 1;
        }
        for reason in seen.record.extra_str(REJECTED_BY).into_iter().flat_map(str::split_whitespace) {
            *self.reasons.entry(reason.to_owned()).or_default() += 1;
        }
    }

    /// Adds the reasons of a filter report, in place of those that the records carry.
    pub fn with_report(&mut self, report: &FilterReport) {
        let dropped = report.filters.iter().filter(|(_, c)| c.dropped > 0);
        self.reasons = dropped.map(|(id, c)| (id.clone(), c.dropped)).collect();
    }
}

/// `1234567` as `1,234,567`.
pub(crate) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// The bins of a histogram by name and count: `5–7` or `≥ 100`, `0.3–0.4`.
fn bins(histogram: &Histogram, whole: bool) -> Vec<(String, u64)> {
    let edge = |x: f32| if whole { format!("{x:.0}") } else { format!("{x}") };
    let name = |i: usize| match (histogram.from[i], histogram.from.get(i + 1)) {
        (from, Some(to)) if whole && *to - from <= 1.0 => edge(from),
        (from, Some(to)) if whole => format!("{}–{}", edge(from), edge(to - 1.0)),
        (from, Some(to)) => format!("{}–{}", edge(from), edge(*to)),
        (from, None) => format!("≥ {}", edge(from)),
    };
    (0..histogram.counts.len()).map(|i| (name(i), histogram.counts[i])).collect()
}

/// Counts by name, the greatest first, at most `most`.
fn greatest(counts: &BTreeMap<String, u64>, most: usize) -> Vec<(String, u64)> {
    let mut list: Vec<_> = counts.iter().map(|(k, n)| (k.clone(), *n)).collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    list.truncate(most);
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stats_of(text: &str) -> Stats {
        let reader = PairReader::from_reader("p", Box::new(std::io::Cursor::new(text.as_bytes().to_vec())), None);
        let how = Gathering { score: true, settings: calque::Settings::default(), model: Some(Model::embedded()) };
        gather(vec![reader], &how, &Progress::default(), |_, _| {}).expect("statistics")
    }

    #[test]
    fn counts() {
        let stats = stats_of(
            "source\ttarget\tscore\tbead\trejected_by\nThe dam is old.\tLe barrage est vieux.\t0.95\t1-1\t\nThe dam.\t\t0.1\t2-1\tshort ratio\n<b>\tx\t\t\t\n",
        );
        assert_eq!((stats.pairs, stats.empty), (3, 1));
        assert_eq!((stats.source.words, stats.target.words), (7, 5));
        assert_eq!(stats.source.vocabulary.distinct(), 5);
        assert_eq!(stats.beads["2-1"], 1);
        assert_eq!(stats.reasons["ratio"], 1);
        // Two scores from the file; the third is the model's.
        assert!(stats.scores.counts[9] >= 1 && stats.scores.counts[1] >= 1);
        assert_eq!(stats.scores.counts.iter().sum::<u64>(), 3);
        let page = html(&stats, "a <corpus>");
        assert!(page.contains("a &lt;corpus&gt;") && !page.contains("<corpus>"));
        assert!(terminal(&stats, "c", 80).lines().all(|l| l.chars().count() <= 80));
    }

    #[test]
    fn names_of_bins() {
        let names: Vec<String> = bins(&Histogram::new(&LENGTHS), true).into_iter().map(|b| b.0).collect();
        assert_eq!(names[3..6], ["3–4", "5–7", "8–11"]);
        assert_eq!(names[13], "≥ 100");
        assert_eq!(grouped(1234567), "1,234,567");
    }
}
