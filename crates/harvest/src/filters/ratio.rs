//! How far the lengths of the two sides are out of proportion.
//!
//! The score is the longer side over the shorter, in characters, after allowing
//! for French being longer than English; a few characters are added to both,
//! so that *Oui* for *Yes, sir* is no scandal.

use super::{Accept, Context, Filter};
use crate::reading::Reading;
use calque_text::Lang;

/// See the module.
pub(super) struct Ratio;

impl Filter for Ratio {
    filter!("ratio", Accept::AtMost, "Length of the longer side over that of the shorter");

    fn score(&self, pair: &Reading<'_>, _: &Context) -> Option<f32> {
        Some(stretch(pair).abs().exp())
    }
}

/// Characters added to each side.
const SLACK: f32 = 12.0;

/// Logarithm of the target's length over the source's, 0 where they are in proportion.
pub(super) fn stretch(pair: &Reading<'_>) -> f32 {
    let length = |side: &crate::reading::Side<'_>| (side.shape().chars as f32 / size(side.lang) + SLACK).ln();
    length(&pair.target) - length(&pair.source)
}

/// How long texts of a language are, of the same content; English is 1.
fn size(lang: Lang) -> f32 {
    match lang.code() {
        "fr" | "es" | "pt" | "it" | "de" | "nl" => 1.12,
        "ja" | "ko" => 0.6,
        "zh" => 0.4,
        _ => 1.0,
    }
}
