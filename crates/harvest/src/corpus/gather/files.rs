//! Writes the pairs of a corpus to files of limited size.

use super::summary::OutputFile;
use crate::corpus::error::BuildError;
use crate::corpus::part::StoredPair;
use crate::corpus::settings::CorpusOptions;
use crate::corpus::storage::content_hash;
use calque_formats::pairs::{PairWriter, WritePairs};
use calque_text::Lang;
use std::path::Path;

/// The files of pairs, one after another.
pub(super) struct PairFiles<'a> {
    folder: &'a Path,
    options: &'a CorpusOptions,
    /// How many files there will be.
    of: u64,
    open: Option<(String, PairWriter)>,
    done: Vec<OutputFile>,
    /// Of the first pair.
    pub(super) langs: Option<(Lang, Lang)>,
    /// Pairs by the tenth that their score is in.
    pub(super) scores: [u64; 10],
    /// Bytes of the texts.
    pub(super) bytes: u64,
    /// Fields of the pairs beside their texts, with the type of each as data sets name it.
    pub(super) columns: Vec<(String, &'static str)>,
    id: u64,
}

impl<'a> PairFiles<'a> {
    /// `pairs`: how many there will be, which decides the names of the files.
    pub(super) fn new(folder: &'a Path, options: &'a CorpusOptions, pairs: u64) -> Self {
        let of = pairs.div_ceil(options.pairs_per_file.max(1)).max(1);
        Self {
            folder,
            options,
            of,
            open: None,
            done: Vec::new(),
            langs: None,
            scores: [0; 10],
            bytes: 0,
            columns: Vec::new(),
            id: 0,
        }
    }

    /// The file that the next pair goes to.
    fn current(&mut self) -> Result<&mut (String, PairWriter), BuildError> {
        if self.open.as_ref().is_some_and(|(_, w)| w.written() >= self.options.pairs_per_file) {
            self.close()?;
        }
        let open = match self.open.take() {
            Some(open) => open,
            None => self.next()?,
        };
        Ok(self.open.insert(open))
    }

    /// Opens the next file.
    fn next(&self) -> Result<(String, PairWriter), BuildError> {
        let ending = self.options.format.ending();
        let name = format!("train-{:05}-of-{:05}.{ending}{}", self.done.len(), self.of, self.options.compression);
        let langs = self.langs.unzip();
        let options = WritePairs { source_lang: langs.0, target_lang: langs.1, ..WritePairs::default() };
        let writer = PairWriter::open(Some(&self.folder.join(&name)), self.options.format, &options)?;
        Ok((name, writer))
    }

    /// Writes the next pair.
    pub(super) fn write(&mut self, pair: StoredPair) -> Result<(), BuildError> {
        self.langs.get_or_insert(pair.langs);
        self.id += 1;
        let mut record = pair.into_record();
        record.id = self.id.into();
        let tenth = record.score().map_or(0, |s| (s * 10.0) as usize).min(9);
        self.scores[tenth] += 1;
        self.bytes += (record.source.len() + record.target.len()) as u64;
        for (name, value) in &record.extra {
            if !self.columns.iter().any(|(known, _)| known == name) {
                self.columns.push((name.clone(), if value.is_number() { "float64" } else { "string" }));
            }
        }
        Ok(self.current()?.1.write(&record)?)
    }

    fn close(&mut self) -> Result<(), BuildError> {
        if let Some((name, writer)) = self.open.take() {
            let pairs = writer.written();
            writer.finish()?;
            let path = self.folder.join(&name);
            let sha256 = content_hash::sha256(&path)?;
            self.done.push(OutputFile { name, pairs, sha256 });
        }
        Ok(())
    }

    /// Closes the last file; a corpus without pairs has one too.
    pub(super) fn finish(mut self) -> Result<Vec<OutputFile>, BuildError> {
        if self.done.is_empty() {
            self.current()?;
        }
        self.close()?;
        Ok(self.done)
    }
}
