//! What all answerers have in common.

use calque_formats::arrow::ColumnType;
use serde_json::{Map, Value, json};

/// Answers records, independently of each other.
pub trait Answerer: Sync {
    /// What to do about a record that cannot be used.
    const REMEDY: &'static str;

    /// The answer to a record. Whatever is wrong with it is part of the answer.
    fn answer_value(&self, record: Value) -> Map<String, Value>;

    /// The fields that answers have and records need not have, with their types: the columns of tables are
    /// fixed beforehand.
    fn columns(&self) -> Vec<(String, ColumnType)>;

    /// The answer to a line of JSON, without line breaks.
    fn answer_line(&self, line: &[u8]) -> String {
        let answer = match serde_json::from_slice::<Value>(line) {
            Ok(value) => self.answer_value(value),
            Err(e) => error_answer(&Value::Null, &format!("is not JSON: {e}"), Self::REMEDY),
        };
        Value::Object(answer).to_string()
    }
}

/// The type of the field `error`.
pub(super) fn error_type() -> ColumnType {
    ColumnType::Record(vec![("why", ColumnType::Text), ("remedy", ColumnType::Text)])
}

/// The answer to a record that cannot be used.
pub(super) fn error_answer(id: &Value, why: &str, remedy: &str) -> Map<String, Value> {
    let mut answer = Map::new();
    answer.insert("id".to_owned(), id.clone());
    answer.insert("error".to_owned(), json!({ "why": why, "remedy": remedy }));
    answer
}
