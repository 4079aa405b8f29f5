//! How far the lengths of the two sides are out of proportion.
//!
//! The score is the length of the longer side over that of the shorter, in characters, each
//! divided by the usual length of its language. A constant is added to both lengths: in
//! short sentences length varies more, as in the model of Gale and Church (1993), where the
//! variance grows with the length and the relative deviation falls.

use crate::filter::base::{Accept, Filter, FilterContext};
use crate::pair::{PairFeatures, SideFeatures};
use calque_text::Lang;

/// See the module.
pub(crate) struct Ratio;

impl Filter for Ratio {
    filter!("ratio", Accept::AtMost, "Length of the longer side over that of the shorter");

    fn score(&self, pair: &PairFeatures<'_>, _: &FilterContext) -> Option<f32> {
        Some(log_ratio(pair).abs().exp())
    }
}

/// Characters added to each side. Chosen by hand.
const SLACK: f32 = 12.0;

/// Logarithm of the target's length over the source's, 0 where they are in proportion.
pub(super) fn log_ratio(pair: &PairFeatures<'_>) -> f32 {
    let log_length =
        |side: &SideFeatures<'_>| (side.char_counts().chars as f32 / relative_length(side.lang) + SLACK).ln();
    log_length(&pair.target) - log_length(&pair.source)
}

/// Characters of a text in a language for each character of the same text in English. Chosen by hand.
fn relative_length(lang: Lang) -> f32 {
    match lang.code() {
        "fr" | "es" | "pt" | "it" | "de" | "nl" => 1.12,
        "ja" | "ko" => 0.6,
        "zh" => 0.4,
        _ => 1.0,
    }
}
