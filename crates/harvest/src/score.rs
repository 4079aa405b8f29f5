//! Scores as reports and records write them.

use serde_json::{Number, Value};

/// A score with four decimals; null for what is no number.
pub(crate) fn rounded(score: f32) -> Value {
    let short = (f64::from(score) * 1e4).round() / 1e4;
    Number::from_f64(short).map_or(Value::Null, Value::Number)
}
