//! `calque corpus filter`: a screen run over a stream of pairs.
//!
//! Each pair is repaired, then screened, on all cores. Where near copies are dropped too,
//! the pairs that pass wait in a temporary file until all are read; then the best copy of
//! each goes out, in the order of the input.

use super::preset::DUPLICATE;
use super::report::FilterReport;
use super::screen::Screen;
use super::spool::{DedupSpool, Fate};
use super::verdict::FilterVerdict;
use crate::dedup::{ComparedTexts, CopyCriterion, DedupKey};
use crate::pair::Pair;
use crate::repair::{Fix, Fixes, repair_record};
use crate::score::rounded;
use crate::stream::{Progress, RunError, StreamItem, for_each_pair};
use calque::{LanguageFallback, languages_of};
use calque_formats::pairs::{BadRecord, PairReader, PairRecord};

/// The name under which a dropped pair carries its reasons, in [`PairRecord::extra`].
pub const REJECTED_BY: &str = "rejected_by";

/// How to filter.
#[derive(Clone, Debug)]
pub struct FilterSettings {
    /// The filters and their thresholds.
    pub screen: Screen,
    /// Whether to repair texts first.
    pub repair: bool,
    /// Whether to keep every pair and only add scores and reasons.
    pub annotate: bool,
    /// Bytes of memory that deduplication may take for sorting.
    pub memory: usize,
    /// How many pairs to report near each threshold; none if 0.
    pub explain: usize,
}

/// Where the pairs go.
pub trait FilterOutput {
    /// A pair that is kept.
    fn kept(&mut self, pair: &PairRecord) -> Result<(), RunError>;
    /// A pair that is dropped; its reasons are in [`REJECTED_BY`].
    fn rejected(&mut self, pair: &PairRecord) -> Result<(), RunError>;
    /// A record that could not be read.
    fn bad(&mut self, file: &str, record: &BadRecord) -> Result<(), RunError>;
}

/// A pair, repaired and screened.
struct ScreenedPair {
    record: PairRecord,
    verdict: FilterVerdict,
    fixes: Fixes,
    /// Where copies are dropped and the pair passes.
    key: Option<DedupKey>,
}

/// Filters all pairs of `readers`. Errors: an input that cannot be read on, an output or a temporary file
/// that cannot be written.
pub fn filter(
    readers: Vec<PairReader>,
    settings: &FilterSettings,
    progress: &Progress,
    output: &mut impl FilterOutput,
) -> Result<FilterReport, RunError> {
    let screen = &settings.screen;
    let mut report = FilterReport::new(screen);
    let mut spool = match screen.duplicate {
        Some(similarity) => Some(DedupSpool::new(CopyCriterion::of_threshold(similarity), settings.memory)?),
        None => None,
    };
    for_each_pair(
        readers,
        progress,
        |record| ScreenedPair::new(std::mem::take(record), settings),
        |item| match item {
            StreamItem::Bad(file, bad) => {
                report.bad_records += 1;
                output.bad(file, bad)
            }
            StreamItem::Pair(_, mut pair) => {
                report.count(&pair.verdict, pair.fixes);
                if settings.explain > 0 {
                    let texts = [pair.record.source.as_str(), &pair.record.target];
                    report.keep_near(texts, &pair.verdict, screen, settings.explain);
                }
                let kept = pair.verdict.keeps();
                if !kept || settings.annotate {
                    pair.add_reasons(settings.annotate);
                }
                match (&mut spool, kept, pair.key.take()) {
                    (Some(spool), true, Some(key)) => spool.push(&pair.record, key, pair.rank()),
                    (Some(spool), _, _) if settings.annotate => spool.push_rejected(&pair.record),
                    _ if kept || settings.annotate => {
                        report.kept += u64::from(kept);
                        output.kept(&pair.record)
                    }
                    _ => output.rejected(&pair.record),
                }
            }
        },
    )?;
    if let Some(spool) = spool {
        spool.finish(|record, fate| {
            report.kept += u64::from(fate == Fate::Kept);
            if fate == Fate::Copy {
                report.count_rejection(DUPLICATE);
                record.extra.insert(REJECTED_BY.to_owned(), DUPLICATE.into());
            }
            if fate == Fate::Copy && !settings.annotate { output.rejected(record) } else { output.kept(record) }
        })?;
    }
    report.dropped = report.read - report.kept;
    Ok(report)
}

impl ScreenedPair {
    fn new(mut record: PairRecord, settings: &FilterSettings) -> Self {
        let screen = &settings.screen;
        let fixes = if settings.repair { repair_record(&mut record) } else { Fixes::default() };
        let langs = languages_of(&record, &screen.context.settings, LanguageFallback::ModelPair);
        let pair = Pair { source: &record.source, target: &record.target, langs };
        let with_scores = settings.annotate || settings.explain > 0;
        let verdict = if with_scores { screen.annotate(pair) } else { screen.first_rejection(pair) };
        let similarity = screen.duplicate.filter(|_| verdict.keeps());
        let key = similarity.map(|similarity| {
            let criterion = CopyCriterion::of_threshold(similarity);
            DedupKey::of(criterion, ComparedTexts::Pair, &record.source, &record.target)
        });
        Self { record, verdict, fixes, key }
    }

    /// By what the best of several copies is chosen: the score that the file gives, and of equal ones
    /// those whose letters were not broken. The scores of the filters are left aside: they differ by a
    /// hair between copies, which is no reason to prefer the later one.
    fn rank(&self) -> f32 {
        let score = self.record.score().map_or(0.0, |s| s as f32);
        let broken = self.fixes.contains(Fix::Mojibake) || self.fixes.contains(Fix::Entities);
        if broken { score.next_down() } else { score }
    }

    /// Adds the reasons, and if wanted the scores, to the record.
    fn add_reasons(&mut self, scores: bool) {
        let extra = &mut self.record.extra;
        if scores {
            for (id, score) in self.verdict.named_scores() {
                extra.insert(format!("filter_{id}"), rounded(score));
            }
        }
        let reasons = self.verdict.reasons().collect::<Vec<_>>().join(" ");
        extra.insert(REJECTED_BY.to_owned(), reasons.into());
    }
}
