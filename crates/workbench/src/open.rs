//! Opening: two texts, from the page, the disk or the web, become a document of a project.

use crate::answer::ApiError;
use crate::app::App;
use crate::random::hex_of;
use crate::stamp::stamp;
use crate::state::{Opening, SHORT, Step};
use calque::{Bitext, InputDocument, Settings};
use calque_formats::pairs::PairFormat;
use calque_formats::{Input, document_from_bytes};
use calque_messages::{UiLang, message};
use calque_project::{Outcome, Project, SideRow, SourceFile};
use calque_service::{FetchSettings, fetch_all, is_url};
use calque_text::Lang;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The ending of project files.
pub(crate) const ENDING: &str = "calque";

/// Where a text comes from.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Part {
    pub(crate) upload: Option<String>,
    pub(crate) text: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) path: Option<PathBuf>,
}

/// What is to be opened.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct OpenRequest {
    pub(crate) source: Option<Part>,
    pub(crate) target: Option<Part>,
    pub(crate) pairs: Option<Part>,
    pub(crate) source_lang: Option<Lang>,
    pub(crate) target_lang: Option<Lang>,
    pub(crate) force: bool,
    pub(crate) save_as: Option<PathBuf>,
    pub(crate) name: Option<String>,
}

/// The bytes of a text before they are read.
pub(crate) struct Loaded {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) path: Option<PathBuf>,
    pub(crate) format: Option<calque_formats::InputFormat>,
    charset: Option<String>,
}

impl Loaded {
    /// Reads it as a document.
    pub(crate) fn read(&self, settings: &Settings) -> Result<InputDocument, ApiError> {
        let mut options = calque::read_options(settings);
        options.format = options.format.or(self.format);
        options.charset.clone_from(&self.charset);
        Ok(document_from_bytes(&self.name, &self.bytes, &options)?)
    }
}

/// The bytes of a part; `name` is for pasted text.
pub(crate) fn load(app: &App, part: &Part, name: &str) -> Result<Loaded, ApiError> {
    let limit = app.settings.read.max_size;
    let plain = |name: String, bytes, path| Loaded { name, bytes, path, format: None, charset: None };
    if let Some(text) = &part.text {
        let name = part.name.clone().unwrap_or_else(|| name.to_owned());
        return Ok(plain(name, text.clone().into_bytes(), None));
    }
    if let Some(id) = &part.upload {
        let upload = app.uploads.get(id)?;
        let bytes = Input::from_arg(upload.path.as_path()).bytes(limit)?;
        return Ok(plain(part.name.clone().unwrap_or(upload.name), bytes, None));
    }
    if let Some(url) = &part.url {
        return fetch(url, limit);
    }
    if let Some(path) = &part.path {
        let bytes = Input::from_arg(path.as_path()).bytes(limit)?;
        return Ok(plain(path.display().to_string(), bytes, Some(path.clone())));
    }
    Err(ApiError::bad_request("a text has one of upload, text, url, path"))
}

fn fetch(url: &str, limit: u64) -> Result<Loaded, ApiError> {
    if !is_url(url) {
        return Err(ApiError::refused("url", message!("web-no-url", url = url), message!("web-no-url-help")));
    }
    let how = FetchSettings { max_bytes: limit, ..FetchSettings::default() };
    let pages = fetch_all(&[url.to_owned()], &how, &|_| ()).map_err(|e| ApiError::fetching(&e))?;
    let page = pages.into_iter().next().ok_or_else(|| ApiError::bad_request(url))?;
    let page = page.map_err(|e| ApiError::fetching(&e))?;
    let bytes = std::fs::read(&page.path).map_err(ApiError::internal)?;
    let format = page.media_type.as_deref().and_then(calque_formats::InputFormat::of_media_type);
    Ok(Loaded { name: page.url, bytes, path: None, format, charset: page.charset })
}

/// What is kept of a text: where it came from, and its bytes.
pub(crate) fn source_file(loaded: Loaded, format: &str) -> SourceFile {
    let row = SideRow {
        format: format.to_owned(),
        path: loaded.path.as_deref().map(|p| p.canonicalize().unwrap_or_else(|_| p.to_owned()).display().to_string()),
        stamp: loaded.path.as_deref().and_then(stamp),
        ..SideRow::default()
    };
    SourceFile { row, bytes: Some(loaded.bytes) }
}

/// Opens what a request asks for, step by step; the number of the document, once it is checked.
pub(crate) fn open(app: &Arc<App>, request: &OpenRequest, opening: &Opening, lang: UiLang) -> Result<i64, ApiError> {
    let mut settings = app.check_settings(lang);
    settings.source_lang = request.source_lang.or(settings.source_lang);
    settings.target_lang = request.target_lang.or(settings.target_lang);
    settings.align.refuse_unrelated &= !request.force;
    let (bitext, files, pairs) = match (&request.source, &request.target, &request.pairs) {
        (_, _, Some(pairs)) => {
            let loaded = load(app, pairs, "pairs")?;
            opening.go_on(Step::Aligning(loaded.bytes.len()))?;
            crate::pairs::read(loaded, &settings)?
        }
        (Some(source), Some(target), None) => {
            let (source, target) = (load(app, source, "original.txt")?, load(app, target, "translation.txt")?);
            let bytes = source.bytes.len() + target.bytes.len();
            let (s, t) = (source.read(&settings)?, target.read(&settings)?);
            opening.go_on(Step::Aligning(bytes))?;
            let formats = [s.format.as_str(), t.format.as_str()];
            let bitext = calque::align_for_check(s, t, &settings)?;
            (bitext, [source_file(source, formats[0]), source_file(target, formats[1])], false)
        }
        _ => return Err(ApiError::bad_request("give source and target, or pairs")),
    };
    let name = request.name.clone().unwrap_or_else(|| name_of(&bitext));
    let who = app.interface().who.clone();
    let mut slot = app.slot();
    let beads = bitext.alignment.beads.len();
    // From here on the document is there, and nobody can change their mind.
    if opening.is_stopped() {
        return Err(ApiError::stopped());
    }
    if slot.is_none() || request.save_as.is_some() {
        let path = match &request.save_as {
            Some(path) => path.clone(),
            None => app.data.join("projects").join(format!("{}.{ENDING}", file_name(&name, &calque_project::now()))),
        };
        app.set_project(&mut slot, None);
        *slot = Some(Project::open(&path)?);
        app.recent.add(&name, &path);
    }
    let project = slot.as_mut().ok_or_else(ApiError::no_project)?;
    let job = project.add_unchecked(&bitext, &name, files, pairs, &who)?;
    let id = job.document();
    project.set_setting(&format!("lang-{id}"), lang.as_str())?;
    let check = app.checks.begin(&job);
    crate::memory::use_glossary(app, project, id);
    settings.check.glossary.clone_from(&*app.glossary());
    drop(slot);
    opening.go_on(Step::Checking(id, beads))?;
    app.tell();
    crate::checking::run(app, job, bitext, &settings, &check)?;
    app.tell();
    Ok(id)
}

/// Reads the files of a document again. They are checked as at the first time: a short text at once, a long one
/// beside the page.
pub(crate) fn read_again(app: &Arc<App>, doc: i64, lang: UiLang) -> Result<Outcome, ApiError> {
    let (rows, langs, pairs) = app.with_project(|project| {
        let row = &project.document(doc)?.row;
        let paths = [&row.source, &row.target].map(|side| side.path.clone());
        Ok((paths, (row.source.lang, row.target.lang), row.pairs))
    })?;
    let [Some(source), Some(target)] = rows else {
        return Err(ApiError::refused("no-file", message!("web-not-from-files"), message!("web-not-from-files-help")));
    };
    if pairs {
        return Err(ApiError::refused("no-file", message!("web-not-from-files"), message!("web-not-from-files-help")));
    }
    let mut settings = app.check_settings(lang);
    (settings.source_lang, settings.target_lang) = langs;
    settings.align.refuse_unrelated = false;
    let part = |path: String| Part { path: Some(path.into()), ..Part::default() };
    let (source, target) = (load(app, &part(source), "")?, load(app, &part(target), "")?);
    let (s, t) = (source.read(&settings)?, target.read(&settings)?);
    let formats = [s.format.as_str(), t.format.as_str()];
    let bitext = calque::align_for_check(s, t, &settings)?;
    let files = [source_file(source, formats[0]), source_file(target, formats[1])];
    let who = app.interface().who.clone();
    let (outcome, job, check) = app.with_project(|project| {
        app.checks.stop(doc);
        let (outcome, job) = project.read_again(doc, &bitext, files, &who)?;
        let check = app.checks.begin(&job);
        Ok((outcome, job, check))
    })?;
    let is_short = job.total() <= SHORT;
    let checking = crate::checking::run_beside(app, (job, bitext), settings, check);
    if is_short {
        let _ = checking.join();
    }
    Ok(outcome)
}

/// Opens a project file, in place of the one that is open.
pub(crate) fn open_project(app: &Arc<App>, path: &Path, lang: UiLang) -> Result<(), ApiError> {
    if path.is_dir() || is_corpus_file(path) {
        crate::corpus::open(app, path)?;
        app.recent.add(&path.file_name().unwrap_or_default().to_string_lossy(), path);
        return Ok(());
    }
    if !path.is_file() {
        let name = path.display().to_string();
        return Err(ApiError::refused("missing", message!("web-no-file", name = name), message!("web-no-file-help")));
    }
    let mut slot = app.slot();
    let is_open = slot.as_ref().is_some_and(|p| p.path().canonicalize().ok() == path.canonicalize().ok());
    if !is_open {
        let project = Project::open(path)?;
        let name = project.documents().next().map(|(_, d)| d.row.name.clone());
        app.recent.add(&name.unwrap_or_else(|| path.display().to_string()), path);
        app.set_project(&mut slot, Some(project));
        if let Some(project) = slot.as_ref()
            && let Some((id, _)) = project.documents().next()
        {
            crate::memory::use_glossary(app, project, id);
        }
    }
    drop(slot);
    app.tell();
    if is_open { Ok(()) } else { crate::checking::go_on(app, lang) }
}

/// Whether a path is that of a file of pairs, which opens as a corpus where a project is asked for.
fn is_corpus_file(path: &Path) -> bool {
    let format = path.to_str().and_then(PairFormat::of_name);
    path.is_file() && format.is_some_and(|f| f != PairFormat::Html)
}

/// The project in which two files are kept that the command line names: the same two, the same project.
pub(crate) fn project_of(app: &App, source: &Path, target: &Path) -> PathBuf {
    let whole = |p: &Path| p.canonicalize().unwrap_or_else(|_| p.to_owned()).display().to_string();
    let hash = Sha256::digest(format!("{}\0{}", whole(source), whole(target)));
    let hash = hex_of(&hash[..6]);
    let stem = target.file_stem().and_then(|s| s.to_str()).unwrap_or("texts");
    app.data.join("projects").join(format!("{}.{ENDING}", file_name(stem, &hash)))
}

/// A name for a document: what the names of its texts have in common, or both.
fn name_of(texts: &Bitext) -> String {
    let stem = |name: &str| {
        let last = name.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or(name);
        last.split('.').next().unwrap_or(last).to_owned()
    };
    let (a, b) = (stem(&texts.source.name), stem(&texts.target.name));
    if a == b { a } else { format!("{a} | {b}") }
}

/// A name that every file system takes.
fn file_name(name: &str, mark: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let name: String = name.chars().map(plain).take(60).collect();
    let mark: String = mark.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{}-{mark}", name.trim_matches('-'))
}
