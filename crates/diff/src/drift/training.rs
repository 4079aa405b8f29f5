//! What learning needs to know of the inside: raw findings with their signals, and the names and
//! weights that stand in the code. Only the developers' lab (`training/lab`) turns this on.

use crate::drift::check::{errors, raw_findings, read};
use crate::drift::confidence::context::{CONTEXT, ContextSignals};
use crate::drift::confidence::score::{ScoreSignals, score_signals as signals_of_score};
use crate::drift::confidence::signals::{PairSignals, SHARED, SharedSignals, signal_values};
use crate::drift::matching::relation;
use crate::drift::merge;
use crate::drift::reading::PairReading;
use crate::drift::settings::RuleSettings;
use crate::drift::side::PairView;
use crate::drift::signals::Signals;
use calque_bitext::Finding;
use calque_messages::UiLang;

/// A signal's name and value.
pub type NamedValue = (&'static str, f32);

/// A finding as its rule made it, neither predicted nor calibrated nor merged.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainingRow {
    /// The finding; its `confidence` is the strength of the rule's own evidence.
    pub finding: Finding,
    /// The shared signals, those of the encoder if it has read the pair, then those that the rule declares.
    pub signals: Vec<NamedValue>,
    /// Whether its strength is its confidence, so that nothing is learnt from it.
    pub certain: bool,
}

/// The raw findings of a pair with their signals, which the trees are learnt from.
pub fn training_rows(pair: &PairView<'_>, settings: &RuleSettings) -> Vec<TrainingRow> {
    let reading = read(pair, settings);
    let raw = raw_findings(&reading, settings);
    let of_pair = PairSignals::new(&reading, errors(&raw));
    raw.into_iter()
        .map(|raw| {
            let values = signal_values(&reading, &of_pair, &raw);
            let shared = SharedSignals::NAMES.iter().copied().zip(values);
            let context = ContextSignals::NAMES.iter().copied().zip(values[SHARED..].iter().copied());
            let context = context.filter(|_| pair.words.context.is_some());
            let own = raw.names.iter().copied().zip(values[SHARED + CONTEXT..].iter().copied());
            let certain = raw.draft.is_certain();
            TrainingRow {
                signals: shared.chain(context).chain(own).collect(),
                finding: raw.draft.worded(UiLang::En),
                certain,
            }
        })
        .collect()
}

/// The signals that the score of a pair is computed from, given its findings.
pub fn score_signals(pair: &PairView<'_>, findings: &[Finding]) -> Vec<NamedValue> {
    let signals = signals_of_score(&PairReading::new(pair), findings);
    ScoreSignals::NAMES.iter().copied().zip(signals.values()).collect()
}

/// The names of the signals that all rules share, in order.
pub fn shared_signals() -> &'static [&'static str] {
    SharedSignals::NAMES
}

/// The names of the signals that the encoder tells of each finding, in order.
pub fn context_signals() -> &'static [&'static str] {
    ContextSignals::NAMES
}

/// The names of the signals of the score, in order.
pub fn score_signal_names() -> &'static [&'static str] {
    ScoreSignals::NAMES
}

/// What a second rule adds to the confidence of a finding, see `merge.rs`.
pub const JOINT_EVIDENCE: f32 = merge::JOINT_EVIDENCE;

/// The signals by which the relation of the two sides of a pair is judged.
pub fn relation_signals(pair: &PairView<'_>) -> Vec<NamedValue> {
    let signals = relation::signals_of(&PairReading::new(pair));
    relation::RelationSignals::NAMES.iter().copied().zip(signals.values()).collect()
}
