//! Where the bytes of a document are, by its name: a path, a URL that was fetched, or the URL
//! of a page of a web archive.

use crate::corpus::error::{BuildError, io_error};
use crate::corpus::error_entry::{ErrorEntry, Step};
use crate::corpus::storage::atomic;
use crate::corpus::storage::content_hash::{self, ContentHash};
use calque::Input;
use calque_formats::FetchedFile;
use calque_formats::warc::{DEFAULT_MAX_RECORD, Pages};
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

/// Where the bytes of documents are.
#[derive(Clone, Debug, Default)]
pub struct DocumentSources {
    /// Fetched documents, by their URLs as the plan names them.
    pub fetched: BTreeMap<String, FetchedFile>,
    /// URLs that could not be fetched: why, and what to do about it.
    pub failed: BTreeMap<String, (String, String)>,
    /// Records of web archives that cannot be read.
    pub damaged: Vec<ErrorEntry>,
}

impl DocumentSources {
    /// The bytes of a document; an entry of the error report if it was not fetched.
    pub(crate) fn find(&self, name: &str) -> Result<Input, ErrorEntry> {
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
        Err(ErrorEntry { file: without_credentials(name), line: None, step: Step::Fetch, why, remedy })
    }

    /// Unpacks the pages of a web archive into a folder, under hashes of their content; of each URL only the
    /// first. Pages unpacked before are left as they are.
    pub fn add_archive(&mut self, archive: &Path, folder: &Path) -> Result<(), BuildError> {
        std::fs::create_dir_all(folder).map_err(io_error(folder, "cannot be made"))?;
        let mut empty = true;
        for page in Pages::open(&Input::Path(archive.to_path_buf()), DEFAULT_MAX_RECORD).map_err(calque::Error::from)? {
            empty = false;
            match page {
                Ok(page) if page.is_text() && !self.fetched.contains_key(&page.url) => {
                    let path = folder.join(ContentHash::new("page").add(&page.body).hex());
                    if !path.exists() {
                        atomic::write(&path, |out| out.write_all(&page.body))?;
                    }
                    let format = page.media_type.as_deref().and_then(calque::InputFormat::of_media_type);
                    let fetched = FetchedFile { url: page.url.clone(), path, format, charset: page.charset };
                    self.fetched.insert(page.url, fetched);
                }
                Ok(_) => {}
                Err(e) => self.damaged.push(ErrorEntry::of_input(&e.into(), Step::Read)),
            }
        }
        if empty {
            self.damaged.push(ErrorEntry {
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
pub(crate) fn hash(input: &Input) -> Result<String, BuildError> {
    match input {
        Input::Path(path) => content_hash::of_file(path),
        Input::Fetched(fetched) => content_hash::of_file(&fetched.path),
        Input::Stdin => Err(io_error(Path::new("-"), "cannot be read twice")(ErrorKind::Unsupported.into())),
    }
}

/// Whether a name is a URL.
pub(crate) fn is_url(name: &str) -> bool {
    let starts = |scheme: &str| name.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme));
    starts("http://") || starts("https://")
}

/// A URL without user and password.
fn without_credentials(url: &str) -> String {
    let parts = url.split_once("://").and_then(|(scheme, rest)| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        host.rsplit_once('@').map(|(secret, _)| format!("{scheme}://{}", &rest[secret.len() + 1..]))
    });
    parts.unwrap_or_else(|| url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_of_a_url_are_left_out() {
        for (url, expected) in [
            ("https://ann:secret@example.org/a@b", "https://example.org/a@b"),
            ("https://example.org/?mail=ann@example.org", "https://example.org/?mail=ann@example.org"),
            ("https://example.org", "https://example.org"),
        ] {
            let entry = DocumentSources::default().find(url).expect_err("not fetched");
            assert_eq!(entry.file, expected);
        }
    }
}
