//! What rules push: findings before calibration and merging, with the signals of their rule.

use crate::drift::draft::Draft;
use crate::drift::signals::Signals;

/// The most signals that a rule may declare.
pub(crate) const MAX_RULE_SIGNALS: usize = 14;

/// A finding as its rule made it.
#[derive(Clone, Debug)]
pub(crate) struct RawFinding {
    /// The finding; its `confidence` is the strength of the rule's own evidence, in [0, 1].
    pub(crate) draft: Draft,
    /// Names of the signals that were pushed; empty for a rule without signals.
    pub(crate) names: &'static [&'static str],
    /// Values of the signals, in the order of `names`; 0 beyond them.
    pub(crate) values: [f32; MAX_RULE_SIGNALS],
}

/// What the rules found in a pair.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// In the order in which they were pushed.
    pub(crate) list: Vec<RawFinding>,
    /// Whether a finding says all that there is to say of the pair.
    settled: bool,
}

impl Findings {
    /// Pushes a finding of which the rule knows no more than its strength.
    pub(crate) fn push(&mut self, draft: Draft) {
        self.list.push(RawFinding { draft, names: &[], values: [0.0; MAX_RULE_SIGNALS] });
    }

    /// Pushes a finding on the pair as a whole: its sides do not belong together, or one is missing.
    /// What other rules find in such a pair is noise, so it stays the only one.
    pub(crate) fn settle(&mut self, draft: Draft) {
        self.list.clear();
        self.push(draft);
        self.settled = true;
    }

    /// Whether [`Self::settle`] was called: no other rule need look.
    pub(crate) fn is_settled(&self) -> bool {
        self.settled
    }

    /// Pushes a finding with the signals that its rule declares.
    pub(crate) fn push_with_signals<S: Signals>(&mut self, draft: Draft, signals: &S) {
        let mut values = [0.0; MAX_RULE_SIGNALS];
        values.iter_mut().zip(signals.values()).for_each(|(to, from)| *to = from);
        self.list.push(RawFinding { draft, names: S::NAMES, values });
    }
}

impl Extend<Draft> for Findings {
    fn extend<T: IntoIterator<Item = Draft>>(&mut self, findings: T) {
        findings.into_iter().for_each(|f| self.push(f));
    }
}
