//! The card of a data set, as the Hugging Face hub shows it.

use super::WritePairs;
use super::place::{OutputError, Place};
use calque_text::Lang;
use std::fmt::Write as _;
use std::path::Path;

/// The card of a data set of pairs with further columns.
pub(crate) fn card(
    name: &str,
    langs: (Lang, Lang),
    (pairs, bytes): (u64, u64),
    columns: &[(&str, &str)],
    options: &WritePairs,
) -> String {
    let (a, b) = (langs.0.min(langs.1), langs.0.max(langs.1));
    let licence = options.licence.as_deref().unwrap_or("unknown");
    let mut out = format!(
        "---\npretty_name: {}\nlanguage:\n- {a}\n- {b}\nlicense: {}\nmultilinguality:\n- translation\ntask_categories:\n- translation\n\
         size_categories:\n- {}\nconfigs:\n- config_name: {a}-{b}\n  data_files:\n  - split: train\n    path: {a}-{b}/train-*\n\
         dataset_info:\n  config_name: {a}-{b}\n  features:\n  - name: id\n    dtype: string\n  - name: translation\n    dtype:\n      translation:\n        languages:\n        - {a}\n        - {b}\n",
        quoted(name),
        quoted(licence),
        size(pairs),
    );
    // Writing to a string cannot fail.
    for (column, dtype) in columns {
        let _ = writeln!(out, "  - name: {}\n    dtype: {dtype}", quoted(column));
    }
    let _ = write!(
        out,
        "  splits:\n  - name: train\n    num_bytes: {bytes}\n    num_examples: {pairs}\n---\n\n# {name}\n\n{pairs} pairs in {} and {}, written by Calque {}. The texts are translated from {} to {}.\n\n\
         | column | holds |\n|---|---|\n| `id` | the id of the pair |\n| `translation` | the texts, by language |\n",
        a.name(),
        b.name(),
        env!("CARGO_PKG_VERSION"),
        langs.0.name(),
        langs.1.name(),
    );
    for (column, dtype) in columns {
        let _ = writeln!(out, "| `{column}` | {} |", about(column, dtype));
    }
    let limits = "\n## Known limits\n\nThe pairs were made or converted by a program; nobody has read them all.";
    let _ = writeln!(
        out,
        "{}{limits} The licence is {}.",
        options.card,
        if options.licence.is_some() { licence } else { "not known: find out before you share them" }
    );
    out
}

fn about(column: &str, dtype: &str) -> String {
    match column {
        "score" => "how surely the two texts belong together".into(),
        "bead" => "how many segments stand on each side".into(),
        "source_doc" | "target_doc" => "the document of that side".into(),
        _ => format!("as the input had it ({dtype})"),
    }
}

/// A text as YAML is sure to read it.
fn quoted(text: &str) -> String {
    let plain = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    if plain && text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        text.to_owned()
    } else {
        serde_json::Value::from(text).to_string()
    }
}

fn size(n: u64) -> &'static str {
    match n {
        0..1_000 => "n<1K",
        1_000..10_000 => "1K<n<10K",
        10_000..100_000 => "10K<n<100K",
        100_000..1_000_000 => "100K<n<1M",
        1_000_000..10_000_000 => "1M<n<10M",
        10_000_000..100_000_000 => "10M<n<100M",
        _ => "100M<n<1B",
    }
}

/// Writes a card; it appears whole or not at all.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), OutputError> {
    let mut place = Place::open(Some(path))?;
    place.put(text.as_bytes())?;
    place.finish()
}
