//! Words in each other's place that stand for different values of one scale: another degree
//! (*détruit* for *damaged*), the other pole (*avant* for *after*).
//!
//! A list gives each word an axis (field 0) and a value on it (field 1). Words of the same value
//! are matched first; a word of the source that stays unmatched is opposed to the nearest
//! unmatched word of its axis in the target.

use super::concepts::{self, Matched};
use crate::drift::cues::table::{CueTable, Hit};
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::reading::PairReading;
use crate::drift::reading::lexicon;
use crate::drift::side::SideReading;
use crate::drift::signals::signals;
use calque_bitext::{Category, Severity};
use calque_messages::Message;

/// Least nearness of two words that stand in each other's place. Set by hand.
const LEAST_NEARNESS: f32 = 0.4;

signals! {
    /// Signals of two opposed words.
    pub(crate) struct OpposedSignals {
        /// Nearness of the two words, in (0, 1]; 1 = linked.
        nearness,
        /// ln(relative_probability + 0.01).
        log_relative_probability,
        /// The lexicon's probability of this rendering as a share of that of the best one.
        relative_probability,
        /// Information of the commoner of the two words, in nats: little for a preposition.
        least_information,
    }
}

/// Two words of one axis with different values.
struct Opposed<'c> {
    source: Hit<'c>,
    target: Hit<'c>,
    /// In (0, 1]; 1 = linked.
    nearness: f32,
    /// See [`lexicon::relative_probability`].
    relative_probability: f32,
}

impl Opposed<'_> {
    /// How strong the evidence of an error is, in [0, 1]: the words are near and no known
    /// translations of each other.
    fn strength(&self) -> f32 {
        (0.3 + 0.5 * self.nearness) * (1.0 - (self.relative_probability * 2.0).min(1.0))
    }

    fn signals(&self, r: &PairReading<'_>) -> OpposedSignals {
        let most =
            |side: &SideReading<'_>, hit: &Hit<'_>| hit.tokens.clone().map(|i| side.information[i]).fold(0.0, f32::max);
        OpposedSignals {
            least_information: most(&r.source, &self.source).min(most(&r.target, &self.target)),
            nearness: self.nearness,
            log_relative_probability: (self.relative_probability + 0.01).ln(),
            relative_probability: self.relative_probability,
        }
    }
}

/// Pushes a finding of `rule` for every two opposed words of the list `cues`; `says` how the
/// word of the translation stands to that of the original.
pub(crate) fn check(
    r: &PairReading<'_>,
    cues: &CueTable,
    (rule, severity, says): (&str, Severity, fn(&str, &str) -> Message),
    out: &mut Findings,
) {
    for o in find(r, cues) {
        let (was, is) = (r.source.words(o.source.tokens.clone()), r.target.words(o.target.tokens.clone()));
        let finding = Draft::new(rule, Category::Mistranslation, severity, o.strength())
            .at(r.source.span_of(o.source.tokens.clone()), r.target.span_of(o.target.tokens.clone()))
            .says(says(is, was));
        out.push_with_signals(finding, &o.signals(r));
    }
}

/// The opposed words of a pair, in the order of the source.
fn find<'c>(r: &PairReading<'_>, cues: &'c CueTable) -> Vec<Opposed<'c>> {
    // A word may stand on several axes.
    let (source, target) = (cues.find_every(&r.source), cues.find_every(&r.target));
    let same = |a: &Hit<'_>, b: &Hit<'_>| a.cue.field(0) == b.cue.field(0) && a.cue.field(1) == b.cue.field(1);
    let Matched { source, target } = concepts::matched(r, source, target, same);
    let unmatched = source.iter().filter(|(_, partner)| partner.is_none());
    unmatched
        .filter_map(|(a, _)| {
            let (b, nearness) = target
                .iter()
                .filter(|(b, partner)| partner.is_none() && a.cue.field(0) == b.cue.field(0))
                .map(|(b, _)| (b, concepts::nearness(r, a, b)))
                .max_by(|x, y| x.1.total_cmp(&y.1))
                .filter(|&(_, nearness)| nearness >= LEAST_NEARNESS)?;
            let relative_probability = lexicon::relative_probability(r, a.tokens.clone(), b.tokens.clone());
            Some(Opposed { source: a.clone(), target: b.clone(), nearness, relative_probability })
        })
        .collect()
}
