//! From the name of a document to its bytes: a path, or a URL that was fetched.

use super::BuildError;
use super::error::io_at;
use super::fault::{Fault, Step};
use super::keys;
use calque::Input;
use calque_formats::Fetched;
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

/// Where documents are found.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// What was fetched, by its URL as the plan names it.
    pub fetched: BTreeMap<String, Fetched>,
}

impl Places {
    /// Finds a document.
    pub(super) fn find(&self, name: &str) -> Result<Input, Fault> {
        if !is_url(name) {
            return Ok(Input::Path(name.into()));
        }
        match self.fetched.get(name) {
            Some(fetched) => Ok(Input::Fetched(Box::new(fetched.clone()))),
            None => Err(Fault {
                file: name.to_owned(),
                line: None,
                step: Step::Fetch,
                why: "is on the web, and was not fetched".into(),
                remedy: "fetch it first with `calque fetch`, and name the file".into(),
            }),
        }
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
