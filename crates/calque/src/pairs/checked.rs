//! What the check of one record says.

use calque_diff::Finding;

/// The result of checking a record.
#[derive(Clone, Debug)]
pub struct PairCheck {
    /// Fidelity in [0, 1]: 1 = surely faithful; `None` where no model knows the languages, so that nothing
    /// can be said of it.
    pub score: Option<f32>,
    /// The findings; spans are byte ranges of the record's texts.
    pub findings: Vec<Finding>,
}
