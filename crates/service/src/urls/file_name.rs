//! What a fetched page is called on the disk: its host and path, so that people
//! find it and `calque pair` can tell languages by folders and names.
//!
//! `https://example.org/fr/page?id=7` becomes `example.org/fr/page_id=7.html`. A
//! URL is hostile: a name never leads out of its folder, has no characters that
//! some system forbids, and no folder is called like a file. Where something had
//! to be changed for that, eight digits of a hash tell the name from others.

use crate::hex::hex;
use sha2::{Digest, Sha256};
use url::Url;

/// Extensions that are kept, all of files that Calque reads.
const EXTENSIONS: &[&str] = &[
    "html", "htm", "xhtml", "txt", "md", "markdown", "pdf", "epub", "docx", "odt", "srt", "vtt", "po", "pot", "xlf",
    "xliff", "tmx", "tsv", "csv", "json", "jsonl", "xml", "parquet", "warc", "gz", "zst", "zip", "bin",
];
/// The extension for a media type, where the URL has none.
const BY_TYPE: &[(&str, &str)] = &[
    ("text/html", "html"),
    ("application/xhtml+xml", "html"),
    ("text/plain", "txt"),
    ("text/markdown", "md"),
    ("text/vtt", "vtt"),
    ("text/tab-separated-values", "tsv"),
    ("text/xml", "xml"),
    ("application/xml", "xml"),
    ("application/json", "json"),
    ("application/jsonl", "jsonl"),
    ("application/x-ndjson", "jsonl"),
    ("application/pdf", "pdf"),
    ("application/epub+zip", "epub"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ("application/vnd.oasis.opendocument.text", "odt"),
    ("application/x-subrip", "srt"),
    ("application/x-gettext", "po"),
    ("application/x-tmx+xml", "tmx"),
    ("application/xliff+xml", "xlf"),
    ("application/x-xliff+xml", "xlf"),
    ("application/vnd.apache.parquet", "parquet"),
    ("application/warc", "warc"),
    ("application/gzip", "gz"),
    ("application/x-gzip", "gz"),
    ("application/zstd", "zst"),
];
/// Names that some systems keep for devices.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];
/// The longest part of a name, in bytes: there must be room for a hash and an extension.
const LONGEST: usize = 120;
/// Folders inside folders, at most.
const DEEPEST: usize = 20;

/// The path of a page inside a folder, with `/`. `unique` adds the hash in any case, where
/// two URLs of a list would have one name.
pub fn file_name(url: &str, media_type: Option<&str>, unique: bool) -> String {
    let Name { folders, stem, extension, changed } = name(url);
    let by_type = |m: &str| BY_TYPE.iter().find(|(t, _)| *t == m).map(|(_, e)| (*e).to_owned());
    let extension = extension.or_else(|| media_type.and_then(by_type)).unwrap_or_else(|| "bin".to_owned());
    let hash = if changed || unique { format!("-{}", digits(url)) } else { String::new() };
    let file = format!("{stem}{hash}.{extension}");
    folders.into_iter().chain([file]).collect::<Vec<_>>().join("/")
}

/// The key that two URLs share whose file names may be the same, also on systems that fold case.
pub(crate) fn collision_key(url: &str) -> String {
    let Name { folders, stem, .. } = name(url);
    folders.into_iter().chain([stem]).collect::<Vec<_>>().join("/").to_lowercase()
}

struct Name {
    folders: Vec<String>,
    stem: String,
    extension: Option<String>,
    /// Whether the URL cannot be read off the name any more.
    changed: bool,
}

fn name(url: &str) -> Name {
    let Ok(url) = Url::parse(url.trim()) else {
        return Name { folders: Vec::new(), stem: "page".to_owned(), extension: None, changed: true };
    };
    let mut changed = false;
    let port = url.port().map(|p| format!("_{p}")).unwrap_or_default();
    let mut folders = vec![part(&format!("{}{port}", url.host_str().unwrap_or_default()), &mut changed)];
    let path = decoded(url.path());
    let mut parts: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).collect();
    let last = if path.ends_with('/') { "index" } else { parts.pop().unwrap_or("index") };
    if parts.len() > DEEPEST {
        parts.truncate(DEEPEST);
        changed = true;
    }
    for folder in parts {
        let mut folder = part(folder, &mut changed);
        // A folder called like a file would be in the way of that file.
        if split(&folder).1.is_some() {
            folder.push('_');
            changed = true;
        }
        folders.push(folder);
    }
    let (stem, extension) = split(last);
    let query = url.query().filter(|q| !q.is_empty()).map(|q| format!("_{}", decoded(q))).unwrap_or_default();
    let stem = part(&format!("{stem}{query}"), &mut changed);
    Name { folders, stem, extension, changed }
}

/// A file name without its extension, and that, if it is one to be kept.
fn split(name: &str) -> (&str, Option<String>) {
    match name.rsplit_once('.') {
        Some((stem, end)) if !stem.is_empty() && EXTENSIONS.contains(&end.to_ascii_lowercase().as_str()) => {
            (stem, Some(end.to_ascii_lowercase()))
        }
        _ => (name, None),
    }
}

/// One part of a path, made harmless.
fn part(text: &str, changed: &mut bool) -> String {
    let harmless = |c: char| match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '~' => '_',
        c if c.is_control() || c.is_whitespace() || "\u{feff}\u{200b}\u{200e}\u{200f}\u{202e}".contains(c) => '_',
        c => c,
    };
    let mut out: String = text.chars().map(harmless).collect();
    let trimmed = out.trim_end_matches('.').len();
    out.truncate(trimmed);
    if out.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|&i| out.is_char_boundary(i)).unwrap_or(0);
        out.truncate(end);
    }
    let device = out.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered = device.len() == 4 && (device.starts_with("com") || device.starts_with("lpt"));
    if out.is_empty() || out.starts_with(['.', '-']) || numbered || DEVICES.contains(&device.as_str()) {
        out.insert(0, '_');
    }
    *changed |= out != text;
    out
}

/// `%C3%A9` and the like as characters, where they are UTF-8.
fn decoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let digit = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
        let mut ahead = bytes.clone();
        match (byte, digit(ahead.next()), digit(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                bytes = ahead;
            }
            _ => out.push(byte),
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

fn digits(url: &str) -> String {
    hex(&Sha256::digest(url.trim())[..4])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::path::{Component, Path};

    #[test]
    fn names_are_those_of_the_urls() {
        for (url, media_type, name) in [
            ("https://example.org/", Some("text/html"), "example.org/index.html"),
            ("https://example.org", Some("text/html"), "example.org/index.html"),
            ("https://example.org/fr/page", Some("text/html"), "example.org/fr/page.html"),
            ("https://example.org/fr/", None, "example.org/fr/index.bin"),
            ("https://example.org:8080/a.php", Some("text/html"), "example.org_8080/a.php.html"),
            ("https://example.org/a.HTM", None, "example.org/a.htm"),
            ("https://example.org/a.tmx.gz", Some("application/gzip"), "example.org/a.tmx.gz"),
            ("https://example.org/p?id=7&lang=fr", Some("text/html"), "example.org/p_id=7&lang=fr.html"),
            ("https://example.org/caf%C3%A9", Some("text/plain"), "example.org/café.txt"),
        ] {
            assert_eq!(file_name(url, media_type, false), name, "{url}");
        }
    }

    #[test]
    fn hostile_urls_stay_in_the_folder_and_are_told_apart() {
        let mut names = Vec::new();
        for url in [
            "https://example.org/..%2F..%2Fetc/passwd",
            "https://example.org/a/..%2f..%2f..%2fx",
            "https://example.org/%2e%2e%2f%2e%2e%2fx",
            "https://example.org/C:%5Cwindows%5Cx",
            "https://example.org/.ssh/authorized_keys",
            "https://example.org/a.html/b",
            "https://example.org/nul",
            "https://example.org/NUL",
            "https://example.org/a%00b",
            "https://example.org/a%0Ab",
            "https://example.org/-rf",
            "https://example.org/~ann",
            "https://[::1]/x",
            "no url at all",
        ] {
            let name = file_name(url, Some("text/html"), false);
            let safe = Path::new(&name).components().all(|c| matches!(c, Component::Normal(_)));
            assert!(safe && !name.contains("/.") && !name.contains('\\') && !name.contains(char::is_control), "{name}");
            let end = Path::new(&name).extension().and_then(|e| e.to_str());
            assert!(name.len() > 13 && end == Some("html"), "{name}");
            names.push(name);
        }
        let n = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), n);
    }

    #[test]
    fn urls_that_might_share_a_name_are_alike() {
        let same = |a: &str, b: &str| collision_key(a) == collision_key(b);
        assert!(same("https://example.org/a", "https://example.org/a.html"));
        assert!(same("http://example.org/A", "https://example.org/a"));
        assert!(same("https://example.org/a/", "https://example.org/a/index.html"));
        assert!(!same("https://example.org/a", "https://example.org/b"));
        assert_ne!(file_name("https://e.org/a", None, true), file_name("http://e.org/a", None, true));
    }

    proptest! {
        /// Names lead nowhere else, fit every file system, and only alike URLs share one.
        #[test]
        fn names_are_harmless(a in "https?://[a-z.:0-9]{1,8}/[ -~é\u{202e}/.%]{0,300}", b in "https?://a/[a-b./?A%]{0,6}", c in "https?://a/[a-b./?A%]{0,6}") {
            let name = file_name(&a, Some("text/html"), false);
            for part in name.split('/') {
                prop_assert!(!part.is_empty() && part.len() < 200 && !part.starts_with('.'), "{}", name);
            }
            let parsed = |u: &str| Url::parse(u).map(|u| u.to_string()).ok();
            if let (Some(x), Some(y)) = (parsed(&b), parsed(&c))
                && x != y && collision_key(&x) != collision_key(&y)
            {
                prop_assert_ne!(file_name(&x, None, false).to_lowercase(), file_name(&y, None, false).to_lowercase());
            }
        }
    }
}
