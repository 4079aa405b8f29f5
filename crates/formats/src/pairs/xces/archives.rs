//! The open files of a corpus that is being written: the links, and for each language an archive of texts and
//! one of tokens.

use crate::output::{OutputError, OutputFile};
use crate::xml;
use calque_text::{Lang, tokenize};
use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use tempfile::NamedTempFile;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The open files, once the languages are known.
pub(super) struct OpenCorpus {
    /// Whether the target comes first, because its language code does.
    pub(super) swapped: bool,
    pub(super) langs: [Lang; 2],
    pub(super) links: OutputFile,
    /// Texts and tokens of the first and of the second language.
    pub(super) archives: [[Archive; 2]; 2],
    pub(super) docs: Option<[String; 2]>,
    pub(super) sentences: [u64; 2],
    pub(super) link: u64,
    pub(super) text: String,
}

pub(super) struct Archive {
    pub(super) zip: Box<ZipWriter<BufWriter<NamedTempFile>>>,
    pub(super) path: PathBuf,
    pub(super) kind: &'static str,
}

/// The folder names of texts and of tokens.
pub(super) const KINDS: [&str; 2] = ["raw", "xml"];

impl OpenCorpus {
    /// Begins a pair of documents.
    pub(super) fn begin(
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

    pub(super) fn end(&mut self) -> Result<(), OutputError> {
        if self.docs.is_some() {
            self.links.put(b"</linkGrp>\n")?;
            self.archives.iter_mut().flatten().try_for_each(|a| a.put("</text>\n"))?;
        }
        Ok(())
    }

    /// Writes a sentence as text and as tokens; returns its id, empty for empty text.
    pub(super) fn sentence(&mut self, side: usize, text: &str, illegal: &mut u64) -> Result<String, OutputError> {
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
                    // Omitted characters were counted for the text.
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

    pub(super) fn finish(self) -> Result<(), OutputError> {
        let path = self.path;
        let fail = |e: io::Error| OutputError::new(Some(&path), e);
        let out = self.zip.finish().map_err(|e| fail(io::Error::other(e)))?;
        let file = out.into_inner().map_err(|e| fail(e.into_error()))?;
        file.persist(&path).map(drop).map_err(|e| fail(e.error))
    }
}
