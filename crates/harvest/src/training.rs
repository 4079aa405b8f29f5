//! What `training/filters` needs of the networks of the filters: signals and their names.
//! Only with the feature `training`, which the crate of the lab turns on.

use crate::filter::filters::{alignment, truncation};
use crate::pair::PairFeatures;
use calque_text::Side;

/// Names of the signals of the filter `alignment`.
pub const ALIGNMENT_SIGNALS: &[&str] = &alignment::NAMES;
/// Names of the signals of the filter `truncation`.
pub const TRUNCATION_SIGNALS: &[&str] = &truncation::NAMES;

/// The input of the network of `alignment`; `None` where the filter has no score.
pub fn alignment_signals(pair: &PairFeatures<'_>) -> Option<Vec<f32>> {
    alignment::signals(pair).map(Vec::from)
}

/// The input of the network of `truncation` for the question whether `truncated` is the side that lost its end.
pub fn truncation_signals(pair: &PairFeatures<'_>, truncated: Side) -> Option<Vec<f32>> {
    truncation::signals(pair, truncated).map(Vec::from)
}
