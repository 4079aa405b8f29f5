//! Writes pairs as a folder of OPUS: file names, languages, and the sequence of documents.

use super::archives::{Archive, KINDS, OpenCorpus};
use crate::output::{OutputError, OutputFile, invalid, temporary_beside};
use crate::pairs::cells;
use crate::pairs::losses::Losses;
use crate::pairs::options::WritePairs;
use crate::pairs::record::{PairRecord, keys};
use crate::pairs::sink::PairSink;
use crate::xml;
use calque_text::Lang;
use std::collections::HashSet;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use zip::ZipWriter;

/// Writes a folder of links and documents.
pub(crate) struct XcesSink {
    folder: PathBuf,
    name: String,
    langs: (Option<Lang>, Option<Lang>),
    open: Option<OpenCorpus>,
    used: HashSet<String>,
}

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
        let mut links = OutputFile::open(Some(&file(format!("xml_{}-{}.xml.gz", langs[0], langs[1]))))?;
        links.put(
            b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE cesAlign PUBLIC \"-//CES//DTD XML cesAlign//EN\" \"\">\n<cesAlign version=\"1.0\">\n",
        )?;
        let archives = [pair(langs[0])?, pair(langs[1])?];
        let swapped = source != langs[0];
        self.open = Some(OpenCorpus {
            swapped,
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

/// The name of a document below its language: without the folder of the language, without `..`, and with
/// the extension `.xml`.
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

impl PairSink for XcesSink {
    fn write(&mut self, record: &PairRecord, losses: &mut Losses) -> Result<(), OutputError> {
        if self.open.is_none() {
            self.langs = (record.source_lang.or(self.langs.0), record.target_lang.or(self.langs.1));
            self.open()?;
        }
        let Some(open) = &mut self.open else { return Ok(()) };
        let document = |key| record.extra.get(key).map(|v| cells::text(v).into_owned());
        let mut docs = [document(keys::SOURCE_DOC), document(keys::TARGET_DOC)];
        let mut texts = [&record.source, &record.target];
        if open.swapped {
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
                // A document that occurs again continues in a new one, so that names of entries are unique.
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
        losses.add_dropped_fields(record, &[keys::SCORE, keys::SOURCE_DOC, keys::TARGET_DOC]);
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
