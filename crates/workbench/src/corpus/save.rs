//! The settings of the filters as `calque.toml`, which the next `calque corpus build` reads.

use super::Corpus;
use crate::answer::{Answer, ApiError};
use calque::Settings;
use calque_harvest::filter::ALL;
use calque_messages::message;
use serde_json::json;
use std::path::{Path, PathBuf};

/// Writes the preset and what differs from it into `[corpus]` of a settings file; the rest of the file stays.
pub(crate) fn save_settings(corpus: &Corpus, path: Option<PathBuf>, replace: bool) -> Answer {
    let path = path.unwrap_or_else(|| PathBuf::from("calque.toml"));
    if path.extension().is_none_or(|e| e != "toml") {
        return Err(ApiError::bad_request("settings are written into a file that ends in .toml"));
    }
    let name = path.display().to_string();
    if path.exists() && !replace {
        let what = message!("corpus-settings-exist", name = name);
        return Err(ApiError::refused("exists", what, message!("corpus-settings-exist-help")));
    }
    let old = if path.exists() { std::fs::read_to_string(&path).map_err(ApiError::internal)? } else { String::new() };
    let changes = ALL.iter().enumerate().filter_map(|(i, filter)| {
        let (now, preset) = (corpus.thresholds[i], corpus.preset.threshold(filter.id()));
        let value = now.map_or_else(|| "off".to_owned(), |t| crate::json::round(t).to_string());
        (now != preset).then(|| format!("{}={value}", filter.id()))
    });
    let filters = changes.collect::<Vec<_>>();
    let text = with_filters(&old, corpus.preset.as_str(), &filters);
    // What would not be read is not written.
    Settings::parse(&name, &text).map_err(|e| ApiError::of(&e, "settings"))?;
    write(&path, &text).map_err(ApiError::internal)?;
    let path = path.canonicalize().unwrap_or(path);
    Ok(json!({ "path": path.display().to_string(), "preset": corpus.preset.as_str(), "filters": filters }))
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let beside = path.with_extension("toml.new");
    std::fs::write(&beside, text)?;
    std::fs::rename(beside, path)
}

/// The text of a settings file with other filters; every other line stays as it is.
fn with_filters(old: &str, preset: &str, filters: &[String]) -> String {
    let list: Vec<String> = filters.iter().map(|f| format!("{f:?}")).collect();
    let lines = [format!("preset = {preset:?}"), format!("filters = [{}]", list.join(", "))];
    let mut out: Vec<String> = Vec::new();
    let (mut inside, mut written, mut open_list) = (false, false, false);
    for line in old.lines() {
        let bare = line.trim();
        if open_list {
            open_list = !bare.ends_with(']');
            continue;
        }
        if bare.starts_with('[') {
            inside = bare == "[corpus]";
            out.push(line.to_owned());
            if inside {
                out.extend(lines.iter().cloned());
                written = true;
            }
            continue;
        }
        let key = bare.split('=').next().unwrap_or_default().trim();
        if inside && (key == "preset" || key == "filters") {
            open_list = key == "filters" && bare.contains('[') && !bare.contains(']');
            continue;
        }
        out.push(line.to_owned());
    }
    if !written {
        if !out.is_empty() {
            out.push(String::new());
        }
        out.push("[corpus]".to_owned());
        out.extend(lines);
    }
    out.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::with_filters;

    #[test]
    fn the_rest_of_a_settings_file_stays() {
        let filters = ["ratio=2.5".to_owned()];
        assert_eq!(with_filters("", "normal", &filters), "[corpus]\npreset = \"normal\"\nfilters = [\"ratio=2.5\"]\n");
        let old = "# ours\nsource-lang = \"en\"\n\n[corpus]\n# why\nfilters = [\n  \"a=1\",\n]\npreset = \"strict\"\nname = \"x\"\n\n[check]\npreset = \"form\"\n";
        let new = "# ours\nsource-lang = \"en\"\n\n[corpus]\npreset = \"loose\"\nfilters = []\n# why\nname = \"x\"\n\n[check]\npreset = \"form\"\n";
        assert_eq!(with_filters(old, "loose", &[]), new);
        assert_eq!(with_filters(new, "loose", &[]), new);
    }
}
