//! Stores further fields of a pair under their common names.

use super::cells;
use super::record::keys;
use serde_json::{Map, Value};

/// Keys of Calque, which TMX properties carry with the prefix `x-`.
pub(crate) const CALQUE_KEYS: [&str; 5] = [keys::SCORE, keys::BEAD, keys::STATE, keys::CONTEXT, keys::DRIFT];
/// Stores a value under its common name. A repeated key becomes a list; notes always are one.
pub(crate) fn add(extra: &mut Map<String, Value>, key: &str, value: &str) {
    let ours = key.strip_prefix("x-").filter(|k| CALQUE_KEYS.contains(k));
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
