//! Documents, beads and findings as the page takes them. Offsets are code points.

mod bead;
mod card;
mod finding;
mod outcome;

pub(crate) use bead::{bead, beads, is_doubtful};
pub(crate) use card::card;
pub(crate) use finding::{Shorts, counts, progress, readable};
pub(crate) use outcome::{outcome, preview};

use calque_text::{CodePoints, Span};
use serde_json::{Value, json};

/// A span of a text in code points.
pub(crate) fn points(text: &str, span: Option<Span>) -> Value {
    match span {
        Some(span) => {
            let at = CodePoints::new(text).span(span);
            json!({ "start": at.start, "end": at.end })
        }
        None => Value::Null,
    }
}

/// A number with four decimals.
pub(crate) fn round(x: f32) -> f64 {
    (f64::from(x) * 10_000.0).round() / 10_000.0
}
