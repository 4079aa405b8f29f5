//! The columns of such a file: their types, and what reader and writer must agree on.

use serde_json::Value;

/// Rows read or written at a time.
pub(super) const BATCH: usize = 4096;
/// The key of the schema under which the direction is kept.
pub(super) const DIRECTION: &str = "calque";

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Truth,
}

impl Kind {
    /// Its name in `datasets`.
    pub(super) const fn dtype(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Number => "float64",
            Self::Truth => "bool",
        }
    }

    /// Of all values of a column that have been seen.
    pub(super) fn of<'a>(mut values: impl Iterator<Item = &'a Value> + Clone) -> Self {
        if values.clone().all(Value::is_number) {
            Self::Number
        } else if values.all(Value::is_boolean) {
            Self::Truth
        } else {
            Self::Text
        }
    }
}
