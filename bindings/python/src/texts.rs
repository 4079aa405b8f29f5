//! Reading: files, pages from the web, bytes and strings to documents; documents to segments.

use crate::errors;
use crate::pool::detached;
use crate::settings::Settings;
use calque::{FetchedFile, Input, InputDocument, InputError, InputFormat, SegmentUnit, read_options};
use calque_formats::{ReadOptions, document_from_bytes, lines_from_bytes, read, read_lines};
use calque_service::{FetchSettings, fetch_all};
use calque_text::CodePoints;
use pyo3::prelude::*;
use std::path::PathBuf;

/// A document as it was read.
#[pyclass(frozen, module = "calque._native")]
pub struct Text {
    pub(crate) inner: InputDocument,
    /// Whether each line is a segment.
    pub(crate) lines: bool,
}

/// What a document is read from: the first part says which it is, for whoever reads the Python.
#[allow(dead_code)]
#[derive(FromPyObject)]
pub enum Origin {
    /// `("path", PATH)`, `("url", URL)`
    Named(String, PathBuf),
    /// `("text", NAME, TEXT)`
    Text(String, String, String),
    /// `("bytes", NAME, BYTES)`
    Bytes(String, String, Vec<u8>),
}

#[pymethods]
impl Text {
    /// Reads a document.
    #[staticmethod]
    fn read(py: Python<'_>, origin: Origin, lines: bool, settings: &Settings) -> PyResult<Self> {
        let options = read_options(&settings.inner);
        let inner = detached(py, || match &origin {
            Origin::Named(kind, path) => of_input(
                kind,
                path,
                |input| {
                    if lines { read_lines(input, &options) } else { read(input, &options) }
                },
                &options,
            ),
            Origin::Text(_, name, text) => Ok(of_bytes(name, text.as_bytes(), lines, &options)?),
            Origin::Bytes(_, name, bytes) => Ok(of_bytes(name, bytes, lines, &options)?),
        })?;
        Ok(Self { inner: inner.map_err(|e| e.raise(py))?, lines })
    }

    /// Its name: a path, a URL, or what it was called.
    #[getter]
    fn name(&self) -> &str {
        &self.inner.name
    }

    /// Its text.
    #[getter]
    fn text(&self) -> &str {
        &self.inner.document.text
    }

    /// The language that it declares; `und` where it declares none.
    #[getter]
    fn lang(&self) -> String {
        self.inner.document.lang.to_string()
    }

    /// Its format.
    #[getter]
    fn format(&self) -> &'static str {
        self.inner.format.as_str()
    }

    /// Its encoding.
    #[getter]
    fn encoding(&self) -> &'static str {
        self.inner.encoding
    }

    /// What was guessed or replaced.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.inner.warnings.clone()
    }

    /// Start, end and kind of each block, in code points.
    fn blocks(&self) -> Vec<(usize, usize, &'static str)> {
        let points = CodePoints::new(&self.inner.document.text);
        let block = |b: &calque_text::Block| {
            let span = points.span(b.span);
            (span.start, span.end, b.kind.name())
        };
        self.inner.document.blocks.iter().map(block).collect()
    }
}

impl Text {
    /// The unit in which it was read.
    pub(crate) fn unit(&self) -> SegmentUnit {
        if self.lines { SegmentUnit::Lines } else { SegmentUnit::Sentences }
    }
}

/// The segments of a text, one line of JSON each, then the text as read, its language and the warnings.
#[pyfunction]
pub fn segment(
    py: Python<'_>,
    origin: Origin,
    settings: &Settings,
) -> PyResult<(Vec<String>, String, String, Vec<String>)> {
    let options = read_options(&settings.inner);
    let found = detached(py, || {
        let (side, warnings) = match &origin {
            Origin::Named(kind, path) => {
                of_input(kind, path, |input| Ok(calque::segment(input, &settings.inner)), &options)??
            }
            Origin::Text(_, name, text) => calque::segment_text(name, text, &settings.inner)?,
            Origin::Bytes(_, name, bytes) => {
                let text = of_bytes(name, bytes, false, &ReadOptions { normalize: false, ..options })?;
                calque::segment_text("text.txt", &text.document.text, &settings.inner)?
            }
        };
        let lines = calque::segment_lines(&side).collect();
        Ok::<_, Unread>((lines, side.document.text, side.document.lang.to_string(), warnings))
    })?;
    found.map_err(|e| e.raise(py))
}

/// Why a document could not be read.
enum Unread {
    Engine(calque::Error),
    Fetch(calque_service::FetchError),
}

impl Unread {
    fn raise(self, py: Python<'_>) -> PyErr {
        match self {
            Self::Engine(e) => errors::of(py, &e),
            Self::Fetch(e) => errors::of_input(py, &e),
        }
    }
}

impl From<InputError> for Unread {
    fn from(e: InputError) -> Self {
        Self::Engine(e.into())
    }
}

impl From<calque::Error> for Unread {
    fn from(e: calque::Error) -> Self {
        Self::Engine(e)
    }
}

impl From<calque_service::FetchError> for Unread {
    fn from(e: calque_service::FetchError) -> Self {
        Self::Fetch(e)
    }
}

/// Reads a file, or what a URL stands for.
fn of_input<T>(
    kind: &str,
    path: &std::path::Path,
    read: impl FnOnce(&Input) -> Result<T, InputError>,
    options: &ReadOptions,
) -> Result<T, Unread> {
    if kind != "url" {
        return Ok(read(&Input::Path(path.to_path_buf()))?);
    }
    let how = FetchSettings { max_bytes: options.max_bytes, ..FetchSettings::default() };
    let url = path.to_string_lossy().into_owned();
    let Some(page) = fetch_all(&[url], &how, &|_| ())?.pop() else {
        return Ok(read(&Input::Path(path.to_path_buf()))?);
    };
    let page = page?;
    let format = page.media_type.as_deref().and_then(InputFormat::of_media_type);
    let file = FetchedFile { url: page.url, path: page.path, format, charset: page.charset };
    Ok(read(&Input::Fetched(Box::new(file)))?)
}

fn of_bytes(name: &str, bytes: &[u8], lines: bool, options: &ReadOptions) -> Result<InputDocument, InputError> {
    if lines { lines_from_bytes(name, bytes, options) } else { document_from_bytes(name, bytes, options) }
}
