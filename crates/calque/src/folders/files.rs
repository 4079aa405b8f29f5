//! The files of a folder, or the pages of a web archive (WARC), with what pairing needs of each.

use crate::error::Error;
use crate::inputs::read::options;
use crate::settings::{PairBy, Settings};
use calque_aligner::pairing::DocumentProfile;
use calque_formats::warc::{self, Pages};
use calque_formats::{Input, InputDocument, InputError, InputProblem};
use calque_model::Model;
use calque_text::{Lang, language, split_sentences};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Number of pages of an archive that are read in parallel.
const PAGES: usize = 256;
/// Sentences of each stretch of a document that an encoder is asked about.
const SENTENCES: usize = 4;
/// Characters of such a sentence, at most.
const LONGEST: usize = 400;

/// A file or a page of an archive.
pub(super) struct TextFile {
    /// Its input; `None` for a page of an archive, which was read already.
    pub(super) input: Option<Input>,
    /// Its path; the URL of a page.
    pub(super) path: PathBuf,
    /// The path inside its folder, with `/`.
    pub(super) name: String,
    /// Its identified language.
    pub(super) identified: Lang,
    /// The profile of its content, if it was read.
    pub(super) profile: Option<DocumentProfile>,
    /// Its text, kept only while its language is unknown.
    pub(super) text: Option<String>,
    /// The sentences by which an encoder knows it, a list for each stretch of the text; empty without an encoder.
    pub(super) sentences: Vec<Vec<String>>,
}

impl TextFile {
    /// A file that nobody has read yet.
    pub(super) fn unread(input: Option<Input>, path: PathBuf, name: String) -> Self {
        Self { input, path, name, identified: Lang::UND, profile: None, text: None, sentences: Vec::new() }
    }
}

/// The files of a folder and of the folders in it, in order; hidden ones are skipped.
pub fn files_of(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    if is_archive(folder) {
        return Ok(vec![folder.to_path_buf()]);
    }
    let mut files = Vec::new();
    walk(folder, "", &mut files)?;
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files.into_iter().map(|f| f.path).collect())
}

/// Whether a path is that of a web archive, which counts as a folder.
pub fn is_archive(path: &Path) -> bool {
    path.is_file() && Pages::has_name(&path.to_string_lossy())
}

/// Finds the files of a folder and of the folders in it; hidden ones are skipped.
pub(super) fn walk(folder: &Path, inside: &str, files: &mut Vec<TextFile>) -> Result<(), Error> {
    let fail = |e| {
        let problem = if folder.exists() { InputProblem::Io(e) } else { InputProblem::Missing };
        Error::from(InputError::new(folder.display().to_string(), problem))
    };
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let (path, inner) = (entry.path(), format!("{inside}{name}"));
        // Links to folders are not followed, as they may form a cycle.
        if entry.file_type().is_ok_and(|t| t.is_dir()) {
            walk(&path, &format!("{inner}/"), files)?;
        } else if path.is_file() {
            let input = Some(Input::Path(path.clone()));
            files.push(TextFile::unread(input, path, inner));
        }
    }
    Ok(())
}

/// Reads files; those that cannot be read go to `unread`. A file whose language is neither given nor identified
/// keeps its text, and its profile is made once the language of its side is known.
pub(super) fn read(
    files: Vec<TextFile>,
    lang: Option<Lang>,
    (model, encoded): (&Model, bool),
    settings: &Settings,
    unread: &mut Vec<InputError>,
) -> Vec<TextFile> {
    let options = options(settings);
    let one = |file: TextFile| match &file.input {
        Some(input) => {
            calque_formats::read(input, &options).map(|reading| described(file, reading, lang, (model, encoded)))
        }
        None => Ok(file),
    };
    let all: Vec<Result<TextFile, InputError>> = files.into_par_iter().map(one).collect();
    let mut kept = Vec::with_capacity(all.len());
    for file in all {
        match file {
            Ok(file) => kept.push(file),
            Err(e) => unread.push(e),
        }
    }
    kept
}

/// A file with its identified language and its profile.
fn described(file: TextFile, reading: InputDocument, lang: Option<Lang>, (model, encoded): (&Model, bool)) -> TextFile {
    let text = reading.document.text;
    let identified = language(&text).unwrap_or(Lang::UND);
    let lang = lang.unwrap_or(identified);
    let profile = (lang != Lang::UND).then(|| DocumentProfile::new(&text, lang, Some(model)));
    let sentences = if encoded && profile.is_some() { sentences(&text, lang) } else { Vec::new() };
    TextFile { identified, text: profile.is_none().then_some(text), profile, sentences, ..file }
}

/// The first sentences of each stretch of a text.
pub(super) fn sentences(text: &str, lang: Lang) -> Vec<Vec<String>> {
    let first = |stretch: &str| -> Vec<String> {
        let spans = split_sentences(stretch, lang);
        let said = spans.iter().map(|s| s.of(stretch).trim()).filter(|s| s.chars().any(char::is_alphanumeric));
        said.take(SENTENCES).map(|s| s.chars().take(LONGEST).collect()).collect()
    };
    DocumentProfile::stretches(text).into_iter().map(first).collect()
}

/// The pages of a web archive, the first of each URL. At most [`PAGES`] texts are in memory at a time.
pub(super) fn archive(
    path: &Path,
    (lang, by): (Option<Lang>, PairBy),
    (model, encoded): (&Model, bool),
    settings: &Settings,
    unread: &mut Vec<InputError>,
) -> Result<Vec<TextFile>, Error> {
    let options = options(settings);
    let mut pages = Pages::open(&Input::from_arg(path), warc::DEFAULT_MAX_RECORD.min(options.max_bytes))?;
    let (mut files, mut seen) = (Vec::new(), BTreeSet::new());
    loop {
        let mut some = Vec::with_capacity(PAGES);
        for page in pages.by_ref() {
            match page {
                Ok(page) if page.is_text() && seen.insert(page.url.clone()) => some.push(page),
                Ok(_) => {}
                Err(e) => unread.push(e.into()),
            }
            if some.len() == PAGES {
                break;
            }
        }
        if some.is_empty() {
            return Ok(files);
        }
        let one = |page: &warc::Page| {
            let (path, name) = (PathBuf::from(&page.url), page.url.clone());
            let file = TextFile::unread(None, path, name);
            if by == PairBy::Names {
                return Ok(file);
            }
            page.read(&options).map(|reading| described(file, reading, lang, (model, encoded)))
        };
        let read: Vec<Result<TextFile, InputError>> = some.par_iter().map(one).collect();
        for file in read {
            match file {
                Ok(file) => files.push(file),
                Err(e) => unread.push(e),
            }
        }
    }
}
