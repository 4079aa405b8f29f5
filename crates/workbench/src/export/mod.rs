//! What can be taken away: reports, pairs, the file as it came in, decisions.

mod difference;
mod gold;
mod mqm;
mod original;
mod pairs;
mod patch;
mod reports;

use crate::answer::ApiError;
use calque_messages::{UiLang, message};
use calque_project::Project;

/// A file to be taken away.
pub(crate) struct Download {
    pub(crate) name: String,
    pub(crate) media_type: &'static str,
    pub(crate) bytes: Vec<u8>,
}

/// A document in a format.
pub(crate) fn export(project: &Project, doc: i64, format: &str, lang: UiLang) -> Result<Download, ApiError> {
    let state = project.document(doc)?;
    let name = file_stem(&state.row.name);
    let text = |ending: &str, media_type, text: String| Download {
        name: format!("{name}.{ending}"),
        media_type,
        bytes: text.into_bytes(),
    };
    let jsonl = "application/x-ndjson";
    match format {
        "original" => original::original(project, doc),
        "html" | "json" | "sarif" | "csv" | "markdown" | "junit" | "report-jsonl" => {
            let (ending, media_type, words) = reports::render(state, format, lang)?;
            Ok(text(ending, media_type, words))
        }
        "tmx" | "xliff" | "xliff12" | "tsv" | "jsonl" | "xces" | "parquet" | "po" | "hub-jsonl" | "moses" => {
            pairs::pairs(state, &name, format)
        }
        "suppressions" => Ok(text("dismissed.toml", "application/toml; charset=utf-8", reports::suppressions(state)?)),
        "gold" => Ok(text("judged.jsonl", jsonl, gold::judged(state))),
        "gold-clean" => Ok(text("clean.jsonl", jsonl, gold::clean(state))),
        "gold-contrasts" => Ok(text("contrasts.jsonl", jsonl, gold::contrasts(state))),
        "gold-beads" => Ok(text("beads.txt", "text/plain; charset=utf-8", gold::beads(state))),
        "mqm" => Ok(text("mqm.tsv", "text/tab-separated-values; charset=utf-8", mqm::table(state))),
        _ => {
            let what = message!("export-no-format", format = format);
            Err(ApiError::refused("format", what, message!("export-no-format-help")))
        }
    }
}

/// A name that every file system takes.
pub(crate) fn file_stem(name: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    let name: String = name.chars().map(plain).take(80).collect();
    let name = name.trim_matches(['-', '.']);
    if name.is_empty() { "calque".to_owned() } else { name.to_owned() }
}
