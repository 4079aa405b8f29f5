//! Where bytes come from: a file, standard input, or a page fetched from the web; with a limit on the size.

use super::format::InputFormat;
use crate::{InputError, InputProblem};
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

/// Inputs larger than this are refused unless the caller raises the limit: 1 GiB.
pub const DEFAULT_MAX_BYTES: u64 = 1 << 30;

/// A named source of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file.
    Path(PathBuf),
    /// Standard input, written `-`.
    Stdin,
    /// A page or file from the web.
    Fetched(Box<FetchedFile>),
}

/// A file fetched from the web, with its URL and the declarations of the server. Format and encoding
/// given by the user override them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchedFile {
    /// Its URL without credentials; its name in messages.
    pub url: String,
    /// The file that holds its bytes.
    pub path: PathBuf,
    /// The format of its media type.
    pub format: Option<InputFormat>,
    /// The encoding in the HTTP header.
    pub charset: Option<String>,
}

impl Input {
    /// The input of a command-line argument: `-` is standard input, anything else a path.
    pub fn from_arg(arg: impl Into<PathBuf>) -> Self {
        let path = arg.into();
        if path == Path::new("-") { Self::Stdin } else { Self::Path(path) }
    }

    /// Its name in messages.
    pub fn name(&self) -> String {
        match self {
            Self::Path(path) => path.display().to_string(),
            Self::Stdin => "standard input".to_owned(),
            Self::Fetched(fetched) => fetched.url.clone(),
        }
    }

    /// The fetched file, if it is one.
    pub fn fetched(&self) -> Option<&FetchedFile> {
        match self {
            Self::Fetched(fetched) => Some(fetched),
            Self::Path(_) | Self::Stdin => None,
        }
    }

    /// The file that holds it; none for standard input.
    fn path(&self) -> Option<&Path> {
        match self {
            Self::Stdin => None,
            Self::Path(path) => Some(path),
            Self::Fetched(fetched) => Some(&fetched.path),
        }
    }

    /// Opens it for streaming. Errors: the file is missing, a directory, or unreadable.
    pub fn open(&self) -> Result<Box<dyn Read + Send>, InputError> {
        match self.path() {
            None => Ok(Box::new(io::stdin())),
            Some(path) => Ok(Box::new(open_file(path).map_err(|problem| InputError::new(self.name(), problem))?)),
        }
    }

    /// Its size in bytes, if it is a regular file.
    pub fn len_hint(&self) -> Option<u64> {
        self.path()?.metadata().ok().filter(std::fs::Metadata::is_file).map(|m| m.len())
    }

    /// All its bytes; [`InputProblem::TooLarge`] if there are more than `max`.
    pub fn bytes(&self, max: u64) -> Result<Vec<u8>, InputError> {
        let fail = |problem| InputError::new(self.name(), problem);
        let hint = self.len_hint();
        let reader = self.open()?;
        if hint.is_some_and(|n| n > max) {
            return Err(fail(InputProblem::TooLarge(max)));
        }
        let mut bytes = Vec::with_capacity(hint.unwrap_or(0) as usize);
        reader.take(max.saturating_add(1)).read_to_end(&mut bytes).map_err(|e| fail(InputProblem::Io(e)))?;
        if bytes.len() as u64 > max {
            return Err(fail(InputProblem::TooLarge(max)));
        }
        Ok(bytes)
    }
}

fn open_file(path: &Path) -> Result<File, InputProblem> {
    let file = File::open(path).map_err(|e| match e.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => InputProblem::Missing,
        ErrorKind::IsADirectory => InputProblem::Directory,
        _ => InputProblem::Io(e),
    })?;
    // On Unix a directory opens and fails only when it is read.
    if file.metadata().is_ok_and(|m| m.is_dir()) {
        return Err(InputProblem::Directory);
    }
    Ok(file)
}
