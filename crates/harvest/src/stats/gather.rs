//! Collects the figures of a corpus.
//!
//! Lengths, ratios and scores become histograms. Words are counted exactly while fewer than
//! a quarter of a million are distinct, and estimated beyond. Scores are those of the file,
//! or where it has none those of the filter `alignment`.

use super::histogram::Histogram;
use super::vocabulary::{self, Vocabulary};
use crate::filter::{ALL, FilterContext, FilterReport, REJECTED_BY};
use crate::pair::{CharCounts, Pair, PairFeatures};
use crate::stream::{Progress, RunError, StreamItem, for_each_pair};
use calque::{LanguageFallback, languages_of};
use calque_formats::pairs::{BadRecord, PairReader, PairRecord, keys};
use calque_model::Model;
use serde::Serialize;
use std::collections::BTreeMap;

/// What is in a corpus.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CorpusStats {
    /// Pairs.
    pub pairs: u64,
    /// Of these, pairs with a side without words.
    pub empty: u64,
    /// Records that could not be read.
    pub bad_records: u64,
    /// The source side.
    pub source: SideStats,
    /// The target side.
    pub target: SideStats,
    /// Words of the target per word of the source.
    pub ratios: Histogram,
    /// Scores, in [0, 1].
    pub scores: Histogram,
    /// Pairs without a score in the file, scored by the filter `alignment`.
    pub scored_here: u64,
    /// Pairs by the shape of the bead, such as `1-1`, where the file has it.
    pub beads: BTreeMap<String, u64>,
    /// Pairs by their languages.
    pub languages: BTreeMap<String, u64>,
    /// Pairs by the reason for which they were dropped: of the file's records, or of a filter report.
    pub reasons: BTreeMap<String, u64>,
}

/// One side of a corpus.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SideStats {
    /// Characters without white space.
    pub characters: u64,
    /// Words.
    pub words: u64,
    /// Pairs by the number of words of the side.
    pub lengths: Histogram,
    /// Its distinct words.
    pub vocabulary: Vocabulary,
}

/// How to collect figures.
#[derive(Clone, Debug)]
pub struct StatsSettings {
    /// Whether to score pairs that have no score.
    pub score: bool,
    /// The languages of records that name none.
    pub settings: calque::Settings,
    /// The model.
    pub model: Option<&'static Model>,
}

/// The figures of one pair.
struct PairStats {
    record: PairRecord,
    languages: String,
    counts: [CharCounts; 2],
    words: [Vec<vocabulary::Word>; 2],
    score: Option<f32>,
    /// Whether the score is not of the file.
    scored_here: bool,
}

/// Collects the figures of all pairs of `readers`; records that cannot be read go to `bad`.
pub fn gather(
    readers: Vec<PairReader>,
    settings: &StatsSettings,
    progress: &Progress,
    mut bad: impl FnMut(&str, &BadRecord),
) -> Result<CorpusStats, RunError> {
    let mut stats =
        CorpusStats { ratios: Histogram::new(&RATIOS), scores: Histogram::new(&SCORES), ..CorpusStats::default() };
    stats.source.lengths = Histogram::new(&LENGTHS);
    stats.target.lengths = Histogram::new(&LENGTHS);
    for_each_pair(
        readers,
        progress,
        |record| PairStats::new(std::mem::take(record), settings),
        |item| {
            match item {
                StreamItem::Pair(_, pair) => stats.add(&pair),
                StreamItem::Bad(file, record) => {
                    stats.bad_records += 1;
                    bad(file, record);
                }
            }
            Ok(())
        },
    )?;
    stats.source.vocabulary.finish();
    stats.target.vocabulary.finish();
    Ok(stats)
}

impl PairStats {
    fn new(record: PairRecord, settings: &StatsSettings) -> Self {
        let langs = languages_of(&record, &settings.settings, LanguageFallback::ModelPair);
        let counts = [CharCounts::of(&record.source), CharCounts::of(&record.target)];
        let words = [vocabulary::words_of(&record.source), vocabulary::words_of(&record.target)];
        let given = record.score().map(|s| s as f32);
        let score = given.or_else(|| {
            let pair = Pair { source: &record.source, target: &record.target, langs };
            if settings.score { alignment_score(pair, settings.model) } else { None }
        });
        Self {
            languages: format!("{} → {}", langs.0, langs.1),
            counts,
            words,
            score,
            scored_here: given.is_none(),
            record,
        }
    }
}

/// The score of the filter `alignment`; `None` where it has no evidence.
fn alignment_score(pair: Pair<'_>, model: Option<&'static Model>) -> Option<f32> {
    let filter = ALL.iter().find(|filter| filter.id() == "alignment")?;
    filter.score(&PairFeatures::new(pair, model), &FilterContext::default())
}

impl CorpusStats {
    fn add(&mut self, pair: &PairStats) {
        self.pairs += 1;
        let [source, target] = pair.counts;
        self.empty += u64::from(source.words == 0 || target.words == 0);
        let sides = [&mut self.source, &mut self.target].into_iter().zip([&pair.record.source, &pair.record.target]);
        for (i, (side, text)) in sides.enumerate() {
            side.characters += u64::from(pair.counts[i].chars);
            side.words += u64::from(pair.counts[i].words);
            side.lengths.add(pair.counts[i].words as f32);
            side.vocabulary.add(text, &pair.words[i]);
        }
        if source.words > 0 && target.words > 0 {
            self.ratios.add(target.words as f32 / source.words as f32);
        }
        if let Some(score) = pair.score {
            self.scores.add(score);
            self.scored_here += u64::from(pair.scored_here);
        }
        *self.languages.entry(pair.languages.clone()).or_default() += 1;
        if let Some(bead) = pair.record.extra_str(keys::BEAD) {
            *self.beads.entry(bead.to_owned()).or_default() += 1;
        }
        for reason in pair.record.extra_str(REJECTED_BY).into_iter().flat_map(str::split_whitespace) {
            *self.reasons.entry(reason.to_owned()).or_default() += 1;
        }
    }

    /// Adds the reasons of a filter report, in place of those that the records carry.
    pub fn with_report(&mut self, report: &FilterReport) {
        let dropped = report.filters.iter().filter(|(_, c)| c.dropped > 0);
        self.reasons = dropped.map(|(id, c)| (id.clone(), c.dropped)).collect();
    }
}

/// Lower edges of the histograms of lengths, in words.
const LENGTHS: [f32; 14] = [0.0, 1.0, 2.0, 3.0, 5.0, 8.0, 12.0, 16.0, 20.0, 25.0, 30.0, 40.0, 60.0, 100.0];
/// Of target words for each source word.
const RATIOS: [f32; 12] = [0.0, 0.33, 0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0, 3.0];
/// Of scores.
const SCORES: [f32; 10] = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

#[cfg(test)]
mod tests {
    use super::*;

    fn stats_of(text: &str) -> CorpusStats {
        let reader = PairReader::from_reader("p", Box::new(std::io::Cursor::new(text.as_bytes().to_vec())), None);
        let settings =
            StatsSettings { score: true, settings: calque::Settings::default(), model: Some(Model::embedded()) };
        gather(vec![reader], &settings, &Progress::default(), |_, _| {}).expect("statistics")
    }

    #[test]
    fn figures_of_a_small_corpus() {
        let stats = stats_of(
            "source\ttarget\tscore\tbead\trejected_by\nThe dam is old.\tLe barrage est vieux.\t0.95\t1-1\t\nThe dam.\t\t0.1\t2-1\tshort ratio\n<b>\tx\t\t\t\n",
        );
        assert_eq!((stats.pairs, stats.empty), (3, 1));
        assert_eq!((stats.source.words, stats.target.words), (7, 5));
        assert_eq!(stats.source.vocabulary.distinct(), 5);
        assert_eq!(stats.beads["2-1"], 1);
        assert_eq!(stats.reasons["ratio"], 1);
        // Two scores are of the file; the third is of the filter.
        assert!(stats.scores.counts[9] >= 1 && stats.scores.counts[1] >= 1);
        assert_eq!(stats.scores.counts.iter().sum::<u64>(), 3);
        let page = crate::stats::html(&stats, "a <corpus>");
        assert!(page.contains("a &lt;corpus&gt;") && !page.contains("<corpus>"));
        assert!(crate::stats::terminal(&stats, "c", 80).lines().all(|l| l.chars().count() <= 80));
    }
}
