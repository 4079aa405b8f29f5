//! OPUS: links in XCES, and the documents that they link.
//!
//! Read is a file of links (`news_latest_xml_en-fr.xml.gz`); the documents are looked
//! for beside it, as files or in OPUS's archives (`news_latest_raw_en.zip`, in which
//! they are called `news/raw/en/doc.xml`), text before tokens. The sides are
//! `fromDoc;toDoc`, in this order. Documents are streamed along with the links, which
//! follow their order but for small steps back.
//!
//! Written is a folder that `opus_read` reads: the links, the texts and their tokens.
//! As OPUS has it, the languages stand in alphabetical order.

use super::moses::invalid;
use super::place::{OutputError, Place};
use super::stream::{self, Bytes};
use super::tmx::broken;
use super::{Fault, Losses, PairRecord, ReadPairs, Sink, Source, WritePairs, cells, keys};
use crate::Problem;
use crate::temporary_beside;
use crate::xml::{self, Node, Xml};
use calque_text::{Lang, tokenize};
use std::collections::{HashMap, HashSet, VecDeque};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, OnceLock};
use tempfile::NamedTempFile;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Sentences behind the newest that a link may still step back to.
const WINDOW: usize = 1000;
/// How often one document is read again from its beginning for links out of order.
const REWINDS: u32 = 16;

/// Streams pairs out of links and documents.
pub(crate) struct XcesSource {
    xml: Xml<Bytes>,
    asked: (Option<Lang>, Option<Lang>),
    shelf: Shelf,
    docs: Option<[Doc; 2]>,
    names: [String; 2],
    seen_root: bool,
}

impl XcesSource {
    pub(crate) fn new(input: Bytes, folder: PathBuf, options: &ReadPairs) -> Self {
        Self {
            xml: Xml::new(input),
            asked: (options.source_lang, options.target_lang),
            shelf: Shelf { folder, archives: OnceLock::new() },
            docs: None,
            names: Default::default(),
            seen_root: false,
        }
    }

    /// The link in hand as a pair.
    fn pair(&mut self, record: &mut PairRecord, targets: &str) -> Result<(), Fault> {
        let bad = |what: String| Fault::bad(record.line, Problem::Xml(what), targets.as_bytes());
        let (from, to) =
            targets.split_once(';').ok_or_else(|| bad(format!("`{targets}` links nothing: it has no `;`")))?;
        if self.docs.is_none() {
            let open = |name: &str| self.shelf.open(name).map(|bytes| Doc::new(name.to_owned(), bytes));
            let docs = open(&self.names[0]).and_then(|a| Ok([a, open(&self.names[1])?]));
            self.docs = Some(docs.map_err(|what| Fault::Fatal(Problem::Xml(what), Some(record.line)))?);
        }
        let Some([first, second]) = &mut self.docs else { return Ok(()) };
        first.join(from, &mut record.source, &self.shelf).map_err(bad)?;
        let bad = |what: String| Fault::bad(record.line, Problem::Xml(what), targets.as_bytes());
        second.join(to, &mut record.target, &self.shelf).map_err(bad)?;
        record.extra.insert(keys::SOURCE_DOC.into(), self.names[0].as_str().into());
        record.extra.insert(keys::TARGET_DOC.into(), self.names[1].as_str().into());
        let count = |ids: &str| ids.split_ascii_whitespace().count();
        record.extra.insert(keys::BEAD.into(), format!("{}-{}", count(from), count(to)).into());
        record.source_lang = lang_of(&self.names[0]).or(self.asked.0);
        record.target_lang = lang_of(&self.names[1]).or(self.asked.1);
        let turned = |lang: Option<Lang>, other: Option<Lang>| lang.is_some() && lang == other;
        if turned(self.asked.0, record.target_lang) || turned(self.asked.1, record.source_lang) {
            turn(record);
        }
        Ok(())
    }
}

/// Makes the target the source.
fn turn(record: &mut PairRecord) {
    std::mem::swap(&mut record.source, &mut record.target);
    std::mem::swap(&mut record.source_lang, &mut record.target_lang);
    let extra = &mut record.extra;
    let (source, target) = (extra.shift_remove(keys::SOURCE_DOC), extra.shift_remove(keys::TARGET_DOC));
    for (key, value) in [(keys::SOURCE_DOC, target), (keys::TARGET_DOC, source)] {
        extra.extend(value.map(|v| (key.to_owned(), v)));
    }
    if let Some((a, b)) = record.extra_str(keys::BEAD).and_then(|bead| bead.split_once('-')) {
        let turned = format!("{b}-{a}");
        record.extra.insert(keys::BEAD.into(), turned.into());
    }
}

/// The language of a document: its first folder.
fn lang_of(name: &str) -> Option<Lang> {
    name.split_once('/').and_then(|(lang, _)| lang.parse().ok())
}

impl Source for XcesSource {
    fn read(&mut self, record: &mut PairRecord) -> Result<bool, Fault> {
        loop {
            let line = self.xml.line();
            match self.xml.next().map_err(|fault| broken(fault, line, ""))? {
                Node::Start(tag) => match tag.local_name().into_inner() {
                    "cesAlign" => self.seen_root = true,
                    "linkGrp" => {
                        let name = |key| xml::attribute(&tag, key).unwrap_or_default().into_owned();
                        self.names = [name("fromDoc"), name("toDoc")];
                        self.docs = None;
                    }
                    "link" => {
                        record.restart(line);
                        let mut targets = String::new();
                        for (key, value) in xml::attributes(&tag) {
                            match key {
                                "xtargets" => targets.push_str(&value),
                                "id" => record.id = value.as_ref().into(),
                                "certainty" => {
                                    record.extra.insert(keys::SCORE.into(), cells::value(&value));
                                }
                                "type" => {}
                                _ => {
                                    record.extra.insert(key.to_owned(), cells::value(&value));
                                }
                            }
                        }
                        self.pair(record, &targets)?;
                        return Ok(true);
                    }
                    _ => {}
                },
                Node::Eof if self.seen_root => return Ok(false),
                Node::Eof => {
                    return Err(Fault::Fatal(Problem::Xml("is no XCES: it has no element <cesAlign>".into()), None));
                }
                _ => {}
            }
        }
    }
}

/// A document that is read along with its links.
struct Doc {
    name: String,
    xml: Xml<Bytes>,
    window: VecDeque<(String, String)>,
    rewinds: u32,
    ended: bool,
}

impl Doc {
    fn new(name: String, bytes: Bytes) -> Self {
        Self { name, xml: Xml::new(bytes), window: VecDeque::new(), rewinds: 0, ended: false }
    }

    /// Adds the sentences of some ids, one space between them.
    fn join(&mut self, ids: &str, out: &mut String, shelf: &Shelf) -> Result<(), String> {
        for id in ids.split_ascii_whitespace() {
            let at = match self.find(id)? {
                Some(at) => at,
                None if self.rewinds < REWINDS => {
                    let rewinds = self.rewinds + 1;
                    *self = Self { rewinds, ..Self::new(self.name.clone(), shelf.open(&self.name)?) };
                    self.find(id)?.ok_or_else(|| format!("{} has no sentence {id}", self.name))?
                }
                None => return Err(format!("{} has no sentence {id} here", self.name)),
            };
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&self.window[at].1);
            self.window.drain(..at.saturating_sub(WINDOW));
        }
        Ok(())
    }

    fn find(&mut self, id: &str) -> Result<Option<usize>, String> {
        if let Some(at) = self.window.iter().rposition(|(have, _)| have == id) {
            return Ok(Some(at));
        }
        while !self.ended {
            if !self.read_sentence()? {
                self.ended = true;
            } else if self.window.back().is_some_and(|(have, _)| have == id) {
                return Ok(Some(self.window.len() - 1));
            } else if self.window.len() > 2 * WINDOW {
                self.window.drain(..WINDOW);
            }
        }
        Ok(None)
    }

    /// Reads the next sentence into the window; false at the end.
    fn read_sentence(&mut self) -> Result<bool, String> {
        let (mut id, mut text, mut tokens) = (None::<String>, String::new(), false);
        loop {
            let node = self.xml.next().map_err(|fault| match broken(fault, 0, "") {
                Fault::Bad { problem, .. } | Fault::Fatal(problem, _) => format!("{}: {problem}", self.name),
            })?;
            match node {
                Node::Start(tag) => match tag.local_name().into_inner() {
                    "s" => {
                        id = Some(xml::attribute(&tag, "id").unwrap_or_default().into_owned());
                        text.clear();
                        tokens = false;
                    }
                    "w" => {
                        tokens = true;
                        text.push(' ');
                    }
                    _ => {}
                },
                Node::Text(piece) if id.is_some() && text.len() < 1 << 20 => text.push_str(&piece),
                Node::End(tag) if tag.local_name().into_inner() == "s" => {
                    if let Some(id) = id.take() {
                        let text = if tokens {
                            text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
                        } else {
                            text.trim_ascii().to_owned()
                        };
                        self.window.push_back((id, text));
                        return Ok(true);
                    }
                }
                Node::Eof => return Ok(false),
                _ => {}
            }
        }
    }
}

/// Where documents are looked for.
struct Shelf {
    folder: PathBuf,
    archives: OnceLock<Archives>,
}

/// Which archive holds a document, by its name below the corpus and the kind.
type Archives = HashMap<String, (PathBuf, usize)>;

impl Shelf {
    /// Opens a document by the name that links call it.
    fn open(&self, name: &str) -> Result<Bytes, String> {
        let plain = Path::new(name).components().all(|c| matches!(c, Component::Normal(_)));
        if !plain || name.is_empty() {
            return Err(format!("`{name}` is no name of a document below the folder of the links"));
        }
        let bare = name.strip_suffix(".gz").unwrap_or(name);
        let unpack =
            |reader: Box<dyn Read + Send>| stream::unpacked(reader, Arc::default()).map_err(|e| format!("{name}: {e}"));
        for below in ["", "raw", "xml", "..", "../raw", "../xml"] {
            for name in [name, bare] {
                if let Ok(file) = File::open(self.folder.join(below).join(name)) {
                    return unpack(Box::new(file));
                }
            }
        }
        let archives = self.archives.get_or_init(|| list(&self.folder));
        let Some((archive, at)) = archives.get(bare) else {
            let place = self.folder.display();
            return Err(format!("the document {name} is neither below {place} nor in a .zip there"));
        };
        unpack(entry(archive, *at).map_err(|e| format!("{}: {e}", archive.display()))?)
    }
}

/// The documents of all archives in a folder; the texts win over the tokens.
fn list(folder: &Path) -> Archives {
    let mut found = Archives::new();
    let mut paths: Vec<PathBuf> = folder.read_dir().into_iter().flatten().flatten().map(|e| e.path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e.eq_ignore_ascii_case("zip")));
    paths.sort();
    for path in paths {
        let Some(archive) = File::open(&path).ok().and_then(|f| ZipArchive::new(f).ok()) else { continue };
        for (at, name) in archive.file_names().enumerate() {
            let Ok(name) = name else { continue };
            // news/raw/en/doc.xml
            let mut parts = name.splitn(3, '/');
            let (_, kind, rest) = (parts.next(), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
            if kind == "raw" || !found.contains_key(rest) {
                found.insert(rest.to_owned(), (path.clone(), at));
            }
        }
    }
    found
}

/// A stream of one entry of an archive, apart from the archive.
fn entry(archive: &Path, at: usize) -> io::Result<Box<dyn Read + Send>> {
    let mut archive = ZipArchive::new(File::open(archive)?).map_err(io::Error::other)?;
    let (start, size, method) = {
        let file = archive.by_index(at).map_err(io::Error::other)?;
        (file.data_start(), file.compressed_size(), file.compression())
    };
    let mut file = archive.into_inner();
    file.seek(SeekFrom::Start(start.ok_or_else(|| io::Error::other("the archive is damaged"))?))?;
    match method {
        CompressionMethod::Stored => Ok(Box::new(file.take(size))),
        CompressionMethod::Deflated => Ok(Box::new(flate2::read::DeflateDecoder::new(file.take(size)))),
        other => Err(io::Error::other(format!("packed in a way that is not known ({other})"))),
    }
}

/// Writes a folder of links and documents.
pub(crate) struct XcesSink {
    folder: PathBuf,
    name: String,
    langs: (Option<Lang>, Option<Lang>),
    open: Option<Opened>,
    used: HashSet<String>,
}

/// What is open once the languages are known.
struct Opened {
    /// Whether the source comes second, because its language does.
    turned: bool,
    langs: [Lang; 2],
    links: Place,
    /// Texts and tokens of the first and of the second language.
    archives: [[Archive; 2]; 2],
    docs: Option<[String; 2]>,
    sentences: [u64; 2],
    link: u64,
    text: String,
}

struct Archive {
    zip: Box<ZipWriter<BufWriter<NamedTempFile>>>,
    path: PathBuf,
    kind: &'static str,
}

const KINDS: [&str; 2] = ["raw", "xml"];

impl XcesSink {
    pub(crate) fn new(path: Option<&Path>, name: String, options: &WritePairs) -> Result<Self, OutputError> {
        let langs = (options.source_lang, options.target_lang);
        match path {
            Some(path) => Ok(Self { folder: path.to_path_buf(), name, langs, open: None, used: HashSet::new() }),
            None => Err(OutputError::new(None, invalid("a folder cannot be written there; name it with -o"))),
        }
    }

    fn open(&mut self) -> Result<(), OutputError> {
        let fail = |e| OutputError::new(Some(&self.folder), e);
        let (Some(source), Some(target)) = self.langs else {
            return Err(fail(invalid("the languages are not known; give --source-lang and --target-lang")));
        };
        if source == target {
            return Err(fail(invalid("both sides are in one language")));
        }
        std::fs::create_dir_all(&self.folder).map_err(fail)?;
        let langs = [source.min(target), source.max(target)];
        let file = |rest: String| self.folder.join(format!("{}_latest_{rest}", self.name));
        let archive = |kind: &'static str, lang: Lang| {
            let path = file(format!("{kind}_{lang}.zip"));
            let zip = Box::new(ZipWriter::new(BufWriter::new(
                temporary_beside(&path).map_err(|e| OutputError::new(Some(&path), e))?,
            )));
            Ok(Archive { zip, path, kind })
        };
        let pair = |lang| Ok([archive(KINDS[0], lang)?, archive(KINDS[1], lang)?]);
        let mut links = Place::open(Some(&file(format!("xml_{}-{}.xml.gz", langs[0], langs[1]))))?;
        links.put(
            b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE cesAlign PUBLIC \"-//CES//DTD XML cesAlign//EN\" \"\">\n<cesAlign version=\"1.0\">\n",
        )?;
        let archives = [pair(langs[0])?, pair(langs[1])?];
        let turned = source != langs[0];
        self.open = Some(Opened {
            turned,
            langs,
            links,
            archives,
            docs: None,
            sentences: [0, 0],
            link: 0,
            text: String::new(),
        });
        Ok(())
    }
}

impl Opened {
    /// Begins the documents that a pair stands in.
    fn begin(
        &mut self,
        docs: [String; 2],
        names: &[String; 2],
        corpus: &str,
        illegal: &mut u64,
    ) -> Result<(), OutputError> {
        self.end()?;
        let mut group = String::from("<linkGrp targType=\"s\"");
        for (key, name) in ["fromDoc", "toDoc"].into_iter().zip(names) {
            xml::attribute_into(key, &format!("{name}.gz"), &mut group, illegal);
        }
        group.push_str(">\n");
        self.links.put(group.as_bytes())?;
        for (archives, name) in self.archives.iter_mut().zip(names) {
            for archive in archives {
                let inside = format!("{corpus}/{}/{name}", archive.kind);
                let started = archive.zip.start_file(inside, SimpleFileOptions::default().large_file(true));
                archive.done(started.map_err(io::Error::other))?;
                archive.put("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<text>\n")?;
            }
        }
        self.docs = Some(docs);
        self.sentences = [0, 0];
        Ok(())
    }

    fn end(&mut self) -> Result<(), OutputError> {
        if self.docs.is_some() {
            self.links.put(b"</linkGrp>\n")?;
            self.archives.iter_mut().flatten().try_for_each(|a| a.put("</text>\n"))?;
        }
        Ok(())
    }

    /// Writes a sentence, as text and as tokens, and gives its id; nothing for no text.
    fn sentence(&mut self, side: usize, text: &str, illegal: &mut u64) -> Result<String, OutputError> {
        if text.is_empty() {
            return Ok(String::new());
        }
        self.sentences[side] += 1;
        let id = self.sentences[side];
        let out = &mut self.text;
        for archive in &mut self.archives[side] {
            out.clear();
            // Writing to a string cannot fail.
            let _ = write!(out, "<s id=\"{id}\">");
            if archive.kind == KINDS[0] {
                xml::escape_into(text, out, illegal);
            } else {
                for (n, token) in tokenize(text, self.langs[side]).iter().enumerate() {
                    let _ = write!(out, "<w id=\"{id}.{}\">", n + 1);
                    // What is left out was counted in the text.
                    xml::escape_into(token.span.of(text), out, &mut 0);
                    out.push_str("</w> ");
                }
            }
            out.push_str("</s>\n");
            archive.put(out)?;
        }
        Ok(id.to_string())
    }
}

impl Archive {
    fn put(&mut self, text: &str) -> Result<(), OutputError> {
        let written = self.zip.write_all(text.as_bytes());
        self.done(written)
    }

    fn done(&self, result: io::Result<()>) -> Result<(), OutputError> {
        result.map_err(|e| OutputError::new(Some(&self.path), e))
    }

    fn finish(self) -> Result<(), OutputError> {
        let path = self.path;
        let fail = |e: io::Error| OutputError::new(Some(&path), e);
        let out = self.zip.finish().map_err(|e| fail(io::Error::other(e)))?;
        let file = out.into_inner().map_err(|e| fail(e.into_error()))?;
        file.persist(&path).map(drop).map_err(|e| fail(e.error))
    }
}

/// What a document is called below its language: without the folder of the language, without
/// what leads out of it, and always in XML.
fn doc_name(document: Option<&str>, corpus: &str, lang: Lang) -> String {
    let document = document.unwrap_or(corpus);
    let bare = document.strip_suffix(".gz").unwrap_or(document);
    let bare = bare.strip_suffix(".xml").unwrap_or(bare);
    let own = format!("{lang}/");
    let bare = bare.strip_prefix(own.as_str()).unwrap_or(bare);
    let safe = |c: char| if c.is_control() || "\\:*?\"<>|#".contains(c) { '_' } else { c };
    let parts: Vec<String> =
        bare.split('/').filter(|p| !matches!(*p, "" | "." | "..")).map(|p| p.chars().map(safe).collect()).collect();
    format!("{lang}/{}.xml", if parts.is_empty() { corpus.to_owned() } else { parts.join("/") })
}

impl Sink for XcesSink {
    fn write(&mut self, record: &PairRecord, losses: &mut Losses) -> Result<(), OutputError> {
        if self.open.is_none() {
            self.langs = (record.source_lang.or(self.langs.0), record.target_lang.or(self.langs.1));
            self.open()?;
        }
        let Some(open) = &mut self.open else { return Ok(()) };
        let document = |key| record.extra.get(key).map(|v| cells::text(v).into_owned());
        let mut docs = [document(keys::SOURCE_DOC), document(keys::TARGET_DOC)];
        let mut texts = [&record.source, &record.target];
        if open.turned {
            docs.reverse();
            texts.reverse();
        }
        let [first, second] = docs;
        let key = [first.clone().unwrap_or_default(), second.clone().unwrap_or_default()];
        let (mut illegal, mut replaced) = (0, 0);
        if open.docs.as_ref() != Some(&key) {
            let mut names =
                [(first, 0), (second, 1)].map(|(doc, i)| doc_name(doc.as_deref(), &self.name, open.langs[i]));
            for name in &mut names {
                // A document that comes again goes on in another, so that none has two entries.
                let (stem, mut n) = (name.trim_end_matches(".xml").to_owned(), 1);
                while !self.used.insert(name.clone()) {
                    n += 1;
                    *name = format!("{stem}.{n}.xml");
                }
            }
            open.begin(key, &names, &self.name, &mut illegal)?;
        }
        let ids = [
            open.sentence(0, &cells::one_line(texts[0], &mut replaced), &mut illegal)?,
            open.sentence(1, &cells::one_line(texts[1], &mut replaced), &mut illegal)?,
        ];
        open.link += 1;
        let mut link = String::from("<link");
        xml::attribute_into("xtargets", &ids.join(";"), &mut link, &mut illegal);
        xml::attribute_into("id", &format!("SL{}", open.link), &mut link, &mut illegal);
        if let Some(score) = record.extra.get(keys::SCORE) {
            xml::attribute_into("certainty", &cells::text(score), &mut link, &mut illegal);
        }
        link.push_str("/>\n");
        open.links.put(link.as_bytes())?;
        losses.add(cells::REPLACED, replaced);
        losses.add(xml::ILLEGAL, illegal);
        losses.dropped(record, &[keys::SCORE, keys::SOURCE_DOC, keys::TARGET_DOC]);
        Ok(())
    }

    fn finish(mut self: Box<Self>, _: &mut Losses) -> Result<(), OutputError> {
        if self.open.is_none() {
            self.open()?;
        }
        let Some(mut open) = self.open.take() else { return Ok(()) };
        open.end()?;
        open.links.put(b"</cesAlign>\n")?;
        open.archives.into_iter().flatten().try_for_each(Archive::finish)?;
        open.links.finish()
    }
}
