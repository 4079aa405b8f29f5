//! Two folders of texts, paired: which file translates which.
//!
//! The deciding is done in [`calque_aligner::pairing`]; here files are found,
//! read and told apart by language. A web archive (WARC) counts as a folder of
//! its pages. One folder that holds both languages may be given twice; so may a
//! list of pages and files that lie anywhere ([`pair_mixed`]).

use crate::pipeline::options;
use crate::{Error, Settings, models};
use calque_aligner::pairing::names::Name;
use calque_aligner::pairing::{Document, DocumentPair, PairingSettings, Profile, pair};
use calque_formats::warc::{self, Pages};
use calque_formats::{Input, InputDocument, InputError, InputProblem};
use calque_model::Model;
use calque_text::{Lang, language};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What files are paired by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PairBy {
    /// Names and content.
    #[default]
    Both,
    /// Names alone; no file is read.
    Names,
    /// Content alone.
    Content,
}

/// Files that belong together, and those that belong to none.
#[derive(Debug, Default)]
pub struct PairedFiles {
    /// The files of the source.
    pub sources: Vec<PathBuf>,
    /// The files of the target.
    pub targets: Vec<PathBuf>,
    /// Pairs, by their places in the lists.
    pub pairs: Vec<DocumentPair>,
    /// Sources without a partner.
    pub lone_sources: Vec<usize>,
    /// Targets without a partner.
    pub lone_targets: Vec<usize>,
    /// Files that could not be read; they are left out.
    pub unread: Vec<InputError>,
    /// What else there is to say.
    pub warnings: Vec<String>,
}

/// Pages of an archive that are read at a time.
const PAGES: usize = 256;

/// A file and what is known of it.
struct File {
    /// Where its bytes are; nowhere for a page of an archive, which was read already.
    input: Option<Input>,
    /// Of a page its URL.
    path: PathBuf,
    /// Inside its folder, with `/`.
    name: String,
    /// The language it looks to be in.
    look: Lang,
    /// What is in it, if it was read.
    profile: Option<Profile>,
    /// Its text, if its language does not show.
    text: Option<String>,
}

/// Pairs the files of two folders. Files that cannot be read are left out with a warning.
pub fn pair_folders(
    source: &Path,
    target: &Path,
    by: PairBy,
    min_score: f32,
    settings: &Settings,
) -> Result<PairedFiles, Error> {
    let mut out = PairedFiles::default();
    let model = models::chosen_model(settings)?;
    let mut find = |folder: &Path, lang: Option<Lang>| -> Result<Vec<File>, Error> {
        if is_archive(folder) {
            let mut files = archive(folder, (lang, by), model, settings, &mut out.unread)?;
            files.sort_by(|a, b| a.name.cmp(&b.name));
            return Ok(files);
        }
        let mut files = Vec::new();
        walk(folder, "", &mut files)?;
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(if by == PairBy::Names { files } else { read(files, lang, model, settings, &mut out.unread) })
    };
    let given = (settings.source_lang, settings.target_lang);
    let same = match (source.canonicalize(), target.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    };
    let sides = if same {
        divide(find(source, None)?, either(settings), &mut out.warnings)
    } else {
        (find(source, given.0)?, find(target, given.1)?)
    };
    settle(&mut out, sides, (by, min_score), model, settings)?;
    Ok(out)
}

/// Pairs texts of both languages, wherever they lie. Those that cannot be read are left out with a warning.
pub fn pair_mixed(inputs: &[Input], by: PairBy, min_score: f32, settings: &Settings) -> Result<PairedFiles, Error> {
    let mut out = PairedFiles::default();
    let model = models::chosen_model(settings)?;
    let file = |input: &Input| {
        let (input, name) = (Some(input.clone()), input.name());
        File { input, path: PathBuf::from(&name), name, look: Lang::UND, profile: None, text: None }
    };
    let mut files: Vec<File> = inputs.iter().map(file).collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files.dedup_by(|a, b| a.name == b.name);
    if by != PairBy::Names {
        files = read(files, None, model, settings, &mut out.unread);
    }
    let sides = divide(files, either(settings), &mut out.warnings);
    settle(&mut out, sides, (by, min_score), model, settings)?;
    Ok(out)
}

/// The languages that texts of both are told apart by.
fn either(settings: &Settings) -> (Lang, Lang) {
    (settings.source_lang.unwrap_or(Lang::EN), settings.target_lang.unwrap_or(Lang::FR))
}

/// Pairs what has been found on both sides.
fn settle(
    out: &mut PairedFiles,
    (mut sources, mut targets): (Vec<File>, Vec<File>),
    (by, min_score): (PairBy, f32),
    model: &Model,
    settings: &Settings,
) -> Result<(), Error> {
    let given = (settings.source_lang, settings.target_lang);
    let langs = (given.0.unwrap_or_else(|| most(&sources)), given.1.unwrap_or_else(|| most(&targets)));
    // A model that was asked for must know both languages.
    models::for_pair(settings, langs.0, langs.1)?;
    for (files, lang) in [(&mut sources, langs.0), (&mut targets, langs.1)] {
        for file in files.iter_mut() {
            if let Some(text) = file.text.take() {
                file.profile = Some(Profile::new(&text, lang, Some(model)));
            }
        }
    }
    let chosen = PairingSettings { names: by != PairBy::Content, min_score };
    let found = pair(&documents(&sources), &documents(&targets), langs, &chosen);
    out.sources = sources.into_iter().map(|f| f.path).collect();
    out.targets = targets.into_iter().map(|f| f.path).collect();
    (out.pairs, out.lone_sources, out.lone_targets) = (found.pairs, found.sources, found.targets);
    Ok(())
}

fn documents(files: &[File]) -> Vec<Document<'_>> {
    files.iter().map(|f| Document { name: &f.name, profile: f.profile.as_ref() }).collect()
}

/// The files of a folder and of the folders in it, in order; hidden ones are none.
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

/// Finds the files of a folder and of the folders in it; hidden ones are none.
fn walk(folder: &Path, inside: &str, files: &mut Vec<File>) -> Result<(), Error> {
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
        // A link to a folder may lead in a circle.
        if entry.file_type().is_ok_and(|t| t.is_dir()) {
            walk(&path, &format!("{inner}/"), files)?;
        } else if path.is_file() {
            let input = Some(Input::Path(path.clone()));
            files.push(File { input, path, name: inner, look: Lang::UND, profile: None, text: None });
        }
    }
    Ok(())
}

/// Reads files; what is no text is left out. A file whose language neither is given nor shows waits for
/// those of the others.
fn read(
    files: Vec<File>,
    lang: Option<Lang>,
    model: &Model,
    settings: &Settings,
    unread: &mut Vec<InputError>,
) -> Vec<File> {
    let options = options(settings);
    let one = |file: File| match &file.input {
        Some(input) => calque_formats::read(input, &options).map(|reading| known(file, reading, lang, model)),
        None => Ok(file),
    };
    let all: Vec<Result<File, InputError>> = files.into_par_iter().map(one).collect();
    let mut kept = Vec::with_capacity(all.len());
    for file in all {
        match file {
            Ok(file) => kept.push(file),
            Err(e) => unread.push(e),
        }
    }
    kept
}

/// A file with what its text says of it.
fn known(file: File, reading: InputDocument, lang: Option<Lang>, model: &Model) -> File {
    let text = reading.document.text;
    let look = language(&text).unwrap_or(Lang::UND);
    let lang = lang.unwrap_or(look);
    let profile = (lang != Lang::UND).then(|| Profile::new(&text, lang, Some(model)));
    File { look, text: profile.is_none().then_some(text), profile, ..file }
}

/// The pages of a web archive, of each URL the first; the texts are not kept, so that memory holds
/// some hundred pages however many there are.
fn archive(
    path: &Path,
    (lang, by): (Option<Lang>, PairBy),
    model: &Model,
    settings: &Settings,
    unread: &mut Vec<InputError>,
) -> Result<Vec<File>, Error> {
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
            let file = File { input: None, path, name, look: Lang::UND, profile: None, text: None };
            if by == PairBy::Names {
                return Ok(file);
            }
            page.read(&options).map(|reading| known(file, reading, lang, model))
        };
        let read: Vec<Result<File, InputError>> = some.par_iter().map(one).collect();
        for file in read {
            match file {
                Ok(file) => files.push(file),
                Err(e) => unread.push(e),
            }
        }
    }
}

/// The language that most files are in, as far as it shows.
fn most(files: &[File]) -> Lang {
    let mut counts: BTreeMap<Lang, usize> = BTreeMap::new();
    for lang in files.iter().map(|f| f.look).filter(|&lang| lang != Lang::UND) {
        *counts.entry(lang).or_default() += 1;
    }
    // Of equals the first in the alphabet.
    counts.into_iter().rev().max_by_key(|&(_, n)| n).map_or(Lang::UND, |(lang, _)| lang)
}

/// The files of one folder by language: as they look, else as their names say.
fn divide(files: Vec<File>, langs: (Lang, Lang), warnings: &mut Vec<String>) -> (Vec<File>, Vec<File>) {
    let (mut sources, mut targets) = (Vec::new(), Vec::new());
    for file in files {
        // `example.fr` has English pages too, so what a file looks like counts for more than its name.
        let look = [langs.0, langs.1].iter().position(|&lang| lang == file.look);
        match look.or_else(|| Name::new(&file.name, langs).side()) {
            Some(0) => sources.push(file),
            Some(_) => targets.push(file),
            None => warnings.push(format!(
                "{}: is neither in {} nor in {}, as far as it shows; left out",
                file.path.display(),
                langs.0.name(),
                langs.1.name()
            )),
        }
    }
    (sources, targets)
}
