//! Where bytes come from: a file or standard input, never more than a limit.

use crate::{InputError, Problem};
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
}

impl Input {
    /// `-` is standard input, all else a path.
    pub fn from_arg(arg: impl Into<PathBuf>) -> Self {
        let path = arg.into();
        if path == Path::new("-") { Self::Stdin } else { Self::Path(path) }
    }

    /// What to call it in messages.
    pub fn name(&self) -> String {
        match self {
            Self::Path(path) => path.display().to_string(),
            Self::Stdin => "standard input".to_owned(),
        }
    }

    /// Opens it for streaming; says whether it is missing or a directory.
    pub fn open(&self) -> Result<Box<dyn Read + Send>, InputError> {
        match self {
            Self::Stdin => Ok(Box::new(io::stdin())),
            Self::Path(path) => Ok(Box::new(open_file(path)?)),
        }
    }

    /// Its size where it is known beforehand.
    pub fn len_hint(&self) -> Option<u64> {
        match self {
            Self::Stdin => None,
            Self::Path(path) => path.metadata().ok().filter(std::fs::Metadata::is_file).map(|m| m.len()),
        }
    }

    /// All its bytes, or an error if there are more than `max`.
    pub fn bytes(&self, max: u64) -> Result<Vec<u8>, InputError> {
        let fail = |problem| InputError::new(self.name(), problem);
        let hint = self.len_hint();
        let reader = self.open()?;
        if hint.is_some_and(|n| n > max) {
            return Err(fail(Problem::TooLarge(max)));
        }
        let mut bytes = Vec::with_capacity(hint.unwrap_or(0) as usize);
        reader.take(max.saturating_add(1)).read_to_end(&mut bytes).map_err(|e| fail(Problem::Io(e)))?;
        if bytes.len() as u64 > max {
            return Err(fail(Problem::TooLarge(max)));
        }
        Ok(bytes)
    }
}

fn open_file(path: &Path) -> Result<File, InputError> {
    let fail = |problem| InputError::new(path.display().to_string(), problem);
    let file = File::open(path).map_err(|e| match e.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => fail(Problem::Missing),
        ErrorKind::IsADirectory => fail(Problem::Directory),
        _ => fail(Problem::Io(e)),
    })?;
    // On Unix a directory opens and fails only when it is read.
    if file.metadata().is_ok_and(|m| m.is_dir()) {
        return Err(fail(Problem::Directory));
    }
    Ok(file)
}
