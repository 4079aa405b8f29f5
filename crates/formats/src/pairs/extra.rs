//! Keeping what a file says of a pair besides its texts, under names that are the same in every format.

use super::cells;
use super::record::keys;
use serde_json::{Map, Value};

/// Names of ours, which stand in properties with `x-` before them.
pub(crate) const OURS: [&str; 5] = [keys::SCORE, keys::BEAD, keys::STATE, keys::CONTEXT, keys::DRIFT];
/// Keeps a value under its common name; what comes twice becomes a list, notes are one always.
pub(crate) fn add(extra: &mut Map<String, Value>, key: &str, value: &str) {
    let ours = key.strip_prefix("x-").filter(|k| OURS.contains(k));
    let notes = key.rsplit('.').next() == Some(keys::NOTES);
    let parsed = if notes { value.into() } else { cells::value(value) };
    match extra.get_mut(ours.unwrap_or(key)) {
        None => {
            let parsed = if notes { Value::Array(vec![parsed]) } else { parsed };
            extra.insert(ours.unwrap_or(key).to_owned(), parsed);
        }
        Some(Value::Array(list)) => list.push(parsed),
        Some(one) => {
            let first = one.take();
            *one = Value::Array(vec![first, parsed]);
        }
    }
}
