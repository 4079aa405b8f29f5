//! What the front matter of a page says about which page it translates: a key that both share, or the path of the
//! original.

/// Keys whose value is the same in both pages.
const SHARED: [&str; 9] = [
    "translationkey",
    "translation_key",
    "translation-key",
    "translation_id",
    "page_id",
    "lang_ref",
    "ref",
    "id",
    "slug",
];
/// Keys of the translation whose value is the path of the original.
const PATHS: [&str; 6] = ["translation_of", "translates", "original", "source", "source_path", "sourcepath"];
/// Lines that are looked at.
const MAX_LINES: usize = 200;

/// The values of a page by which it may be paired.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PageKeys {
    /// Key and value.
    pub(crate) shared: Vec<(&'static str, String)>,
    /// Paths of originals.
    pub(crate) originals: Vec<String>,
}

/// Reads the keys of the front matter (YAML between `---`, TOML between `+++`) of a text, as far as they are plain.
pub(crate) fn page_keys(text: &str) -> PageKeys {
    let mut keys = PageKeys::default();
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let mark = lines.next().map_or("", str::trim_end);
    if mark != "---" && mark != "+++" {
        return keys;
    }
    for line in lines.take(MAX_LINES).take_while(|line| line.trim_end() != mark) {
        // Keys inside of others are indented.
        let Some((key, value)) = line.split_once([':', '=']).filter(|_| !line.starts_with([' ', '\t', '#'])) else {
            continue;
        };
        let (key, value) = (key.trim().to_ascii_lowercase(), value.trim().trim_matches(['"', '\'']).trim());
        if value.is_empty() {
            continue;
        }
        if let Some(known) = SHARED.iter().find(|k| **k == key) {
            keys.shared.push((known, value.to_owned()));
        } else if PATHS.contains(&key.as_str()) {
            keys.originals.push(value.trim_start_matches("./").trim_start_matches('/').to_owned());
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_keys_are_read() {
        let keys =
            page_keys("---\ntitle: Été\nslug: \"summer\"\nnested:\n  id: no\ntranslation_of: ./a/b.md\n---\nid: no\n");
        assert_eq!(keys.shared, [("slug", "summer".to_owned())]);
        assert_eq!(keys.originals, ["a/b.md"]);
        assert_eq!(page_keys("+++\nid = 'x'\n+++\n").shared, [("id", "x".to_owned())]);
        assert_eq!(page_keys("# id: no\n"), PageKeys::default());
    }
}
