//! From the name of a document to its bytes: a path, a URL that was fetched, or the
//! URL of a page of a web archive.

use super::BuildError;
use super::atomic;
use super::error::io_at;
use super::fault::{Fault, Step};
use super::keys::{self, Key};
use super::manifest::Manifest;
use super::plan::{Batches, Item, Plan};
use super::settings::Shard;
use calque::Input;
use calque_formats::FetchedFile;
use calque_formats::warc::{DEFAULT_MAX_RECORD, Pages};
use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::Path;

/// Where documents are found.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// What was fetched, by its URL as the plan names it.
    pub fetched: BTreeMap<String, FetchedFile>,
    /// What could not be fetched: why, and what to do about it.
    pub failed: BTreeMap<String, (String, String)>,
    /// Records of web archives that cannot be read.
    pub damaged: Vec<Fault>,
}

impl Places {
    /// Finds a document.
    pub(super) fn find(&self, name: &str) -> Result<Input, Fault> {
        if !is_url(name) {
            return Ok(Input::Path(name.into()));
        }
        if let Some(fetched) = self.fetched.get(name) {
            return Ok(Input::Fetched(Box::new(fetched.clone())));
        }
        let (why, remedy) = self.failed.get(name).cloned().unwrap_or_else(|| {
            let remedy = "fetch it first with `calque fetch`, and name the file";
            ("is on the web, and was not fetched".to_owned(), remedy.to_owned())
        });
        Err(Fault { file: shown(name), line: None, step: Step::Fetch, why, remedy })
    }

    /// Unpacks the pages of a web archive into a folder, by their content, of each URL the first.
    /// Pages unpacked before are left as they are.
    pub fn add_archive(&mut self, archive: &Path, folder: &Path) -> Result<(), BuildError> {
        std::fs::create_dir_all(folder).map_err(io_at(folder, "cannot be made"))?;
        let mut empty = true;
        for page in Pages::open(&Input::Path(archive.to_path_buf()), DEFAULT_MAX_RECORD).map_err(calque::Error::from)? {
            empty = false;
            match page {
                Ok(page) if page.is_text() && !self.fetched.contains_key(&page.url) => {
                    let path = folder.join(Key::new("page").add(&page.body).hex());
                    if !path.exists() {
                        atomic::write(&path, |out| out.write_all(&page.body))?;
                    }
                    let format = page.media_type.as_deref().and_then(calque::InputFormat::of_media_type);
                    let fetched = FetchedFile { url: page.url.clone(), path, format, charset: page.charset };
                    self.fetched.insert(page.url, fetched);
                }
                Ok(_) => {}
                Err(e) => self.damaged.push(Fault::of_input(&e.into(), Step::Read)),
            }
        }
        if empty {
            self.damaged.push(Fault {
                file: archive.display().to_string(),
                line: None,
                step: Step::Read,
                why: "is an archive without a page".to_owned(),
                remedy: "check that the crawl has ended well, and fetch the archive again".to_owned(),
            });
        }
        Ok(())
    }
}

/// The hash of the bytes of a document.
pub(super) fn hash(input: &Input) -> Result<String, BuildError> {
    match input {
        Input::Path(path) => keys::of_file(path),
        Input::Fetched(fetched) => keys::of_file(&fetched.path),
        Input::Stdin => Err(io_at(Path::new("-"), "cannot be read twice")(ErrorKind::Unsupported.into())),
    }
}

/// Whether a name is one on the web.
pub(super) fn is_url(name: &str) -> bool {
    let starts = |scheme: &str| name.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme));
    starts("http://") || starts("https://")
}

/// A URL without user and password.
fn shown(url: &str) -> String {
    let parts = url.split_once("://").and_then(|(scheme, rest)| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        host.rsplit_once('@').map(|(secret, _)| format!("{scheme}://{}", &rest[secret.len() + 1..]))
    });
    parts.unwrap_or_else(|| url.to_owned())
}

/// The URLs among the documents of a manifest, each once; of a shard, those that it works on.
pub fn urls_of(manifest: &Path, shard: Option<Shard>) -> Result<Vec<String>, BuildError> {
    let mut batches = Batches::new(Plan::Manifest(Manifest::open(manifest)?));
    let mut urls = BTreeSet::new();
    while let Some(batch) = batches.next_batch()? {
        if shard.is_none_or(|shard| shard.has(batch.index)) {
            let pairs =
                batch.items.into_iter().filter_map(|item| if let Item::Pair(pair) = item { Some(pair) } else { None });
            urls.extend(pairs.flat_map(|pair| [pair.source, pair.target]).filter(|name| is_url(name)));
        }
    }
    Ok(urls.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_of_a_url_are_not_shown() {
        for (url, said) in [
            ("https://ann:secret@example.org/a@b", "https://example.org/a@b"),
            ("https://example.org/?mail=ann@example.org", "https://example.org/?mail=ann@example.org"),
            ("https://example.org", "https://example.org"),
        ] {
            let fault = Places::default().find(url).expect_err("not fetched");
            assert_eq!(fault.file, said);
        }
    }
}
