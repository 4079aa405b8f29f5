//! The card (`README.md`) of a data set, as the Hugging Face hub displays it.

#[cfg(feature = "parquet")]
use crate::output::{OutputError, OutputFile};
use calque_text::Lang;
use std::fmt::Write as _;
#[cfg(feature = "parquet")]
use std::path::Path;

/// The contents of the card of a data set of pairs.
#[derive(Clone, Debug)]
pub struct DatasetCard<'a> {
    /// The name of the data set.
    pub name: &'a str,
    /// The languages of sources and targets.
    pub langs: (Lang, Lang),
    /// The number of pairs.
    pub pairs: u64,
    /// The size of their texts in bytes.
    pub bytes: u64,
    /// The glob of its files, such as `data/train-*`.
    pub files: &'a str,
    /// The layout of the texts.
    pub layout: DatasetLayout,
    /// Further columns, with their types.
    pub columns: &'a [(&'a str, &'a str)],
    /// Its licence, if it is known.
    pub licence: Option<&'a str>,
    /// Further text, in Markdown.
    pub more: &'a str,
}

/// The layout of the texts of a pair in a data set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatasetLayout {
    /// One column `translation` with a text per language.
    Translation,
    /// Two columns of texts and two of languages.
    Columns,
}

impl DatasetCard<'_> {
    /// The card: YAML metadata, then a page in Markdown.
    pub fn text(&self) -> String {
        let (a, b) = (self.langs.0.min(self.langs.1), self.langs.0.max(self.langs.1));
        let licence = self.licence.map_or_else(|| "unknown # fill in before you share it".to_owned(), quoted);
        let mut out = format!(
            "---\npretty_name: {}\nlanguage:\n- {a}\n- {b}\nlicense: {licence}\nmultilinguality:\n- translation\ntask_categories:\n- translation\n\
             size_categories:\n- {}\nconfigs:\n- config_name: {a}-{b}\n  data_files:\n  - split: train\n    path: {}\n\
             dataset_info:\n  config_name: {a}-{b}\n  features:\n",
            quoted(self.name),
            size(self.pairs),
            self.files,
        );
        match self.layout {
            DatasetLayout::Translation => {
                let _ = write!(
                    out,
                    "  - name: id\n    dtype: string\n  - name: translation\n    dtype:\n      translation:\n        languages:\n        - {a}\n        - {b}\n"
                );
            }
            DatasetLayout::Columns => {
                out.push_str("  - name: id\n    dtype: int64\n");
                for name in ["source", "target", "source_lang", "target_lang"] {
                    let _ = write!(out, "  - name: {name}\n    dtype: string\n");
                }
            }
        }
        // Writing to a string cannot fail.
        for (column, dtype) in self.columns {
            let _ = writeln!(out, "  - name: {}\n    dtype: {dtype}", quoted(column));
        }
        let _ = write!(
            out,
            "  splits:\n  - name: train\n    num_bytes: {}\n    num_examples: {}\n---\n",
            self.bytes, self.pairs
        );
        self.page(&mut out, (a, b));
        out
    }

    /// Writes the page.
    fn page(&self, out: &mut String, (a, b): (Lang, Lang)) {
        let _ = write!(
            out,
            "\n# {}\n\n{} pairs in {} and {}, written by Calque {}. The texts are translated from {} to {}.\n\n| column | holds |\n|---|---|\n| `id` | the id of the pair |\n",
            self.name,
            self.pairs,
            a.name(),
            b.name(),
            env!("CARGO_PKG_VERSION"),
            self.langs.0.name(),
            self.langs.1.name(),
        );
        out.push_str(match self.layout {
            DatasetLayout::Translation => "| `translation` | the texts, by language |\n",
            DatasetLayout::Columns => {
                "| `source`, `target` | the texts |\n| `source_lang`, `target_lang` | their languages |\n"
            }
        });
        for (column, dtype) in self.columns {
            let _ = writeln!(out, "| `{column}` | {} |", about(column, dtype));
        }
        let known = self.licence.unwrap_or("not known: find out before you share them");
        let _ = writeln!(
            out,
            "{}\n## Known limits\n\nThe pairs were made or converted by a program; nobody has read them all. The licence is {known}.",
            self.more,
        );
    }
}

fn about(column: &str, dtype: &str) -> String {
    match column {
        "score" => "how surely the two texts belong together".into(),
        "bead" => "how many segments stand on each side".into(),
        "quality" => "the least of what the filters say of the pair, from 0 to 1".into(),
        "fidelity" => "how faithful the translation is, from 0 to 1".into(),
        "source_doc" | "target_doc" => "the document of that side".into(),
        _ => format!("as the input had it ({dtype})"),
    }
}

/// A text as a YAML scalar, quoted where necessary.
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

/// Writes a card to a file.
#[cfg(feature = "parquet")]
pub(crate) fn write(path: &Path, text: &str) -> Result<(), OutputError> {
    let mut place = OutputFile::open(Some(path))?;
    place.put(text.as_bytes())?;
    place.finish()
}
