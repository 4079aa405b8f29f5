//! The types of columns, and constants shared by reader and writer.

use serde_json::Value;

/// Rows read or written at a time.
pub(super) const BATCH: usize = 4096;
/// The key of the schema metadata for the direction, such as `en-fr`.
pub(super) const DIRECTION: &str = "calque";

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ColumnKind {
    Text,
    Number,
    Boolean,
}

impl ColumnKind {
    /// Its name in `datasets`.
    pub(super) const fn dtype(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Number => "float64",
            Self::Boolean => "bool",
        }
    }

    /// The type that fits all given values of a column.
    pub(super) fn of<'a>(mut values: impl Iterator<Item = &'a Value> + Clone) -> Self {
        if values.clone().all(Value::is_number) {
            Self::Number
        } else if values.all(Value::is_boolean) {
            Self::Boolean
        } else {
            Self::Text
        }
    }
}
