//! The end of a run: from sieved parts to the corpus, without duplicates.
//!
//! The parts are read twice, in order: once to find out which pairs are copies of
//! others, so that the number of files is known, and once to write. All is
//! written under the work folder and moved to its place when it is complete;
//! `report.json` goes first and comes last, so that where it is, all else is.

use super::card::{self, CARD, Made};
use super::error::io_at;
use super::keys::{self, Key};
use super::part::{self, Line};
use super::summary::{OutputFile, Summary};
use super::{BuildError, Progress, WORK, atomic, copies};
use calque_formats::pairs::{PairFormat, PairWriter, WritePairs};
use calque_text::Lang;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

/// How the corpus is to be written.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The format of the pairs.
    pub format: PairFormat,
    /// An ending for the compression of the files, such as `.gz`; empty for none.
    pub packing: String,
    /// Pairs in a file at most.
    pub pairs_per_file: u64,
    /// How near copies are dropped; 1 = equal but for form; `None` = they stay.
    pub duplicate: Option<f32>,
    /// Memory in bytes.
    pub memory: u64,
    /// The name of the corpus, for the card of a data set [default: its languages].
    pub name: Option<String>,
    /// Its licence, for the card.
    pub licence: Option<String>,
    /// How the pairs were made; the run says so itself.
    pub made: Made,
}

impl Choice {
    /// What the corpus depends on beside the parts; memory is not among it.
    fn key(&self) -> String {
        let Self { format, packing, pairs_per_file, duplicate, name, licence, made, memory: _ } = self;
        format!("{} {packing} {pairs_per_file} {duplicate:?} {name:?} {licence:?} {made:?}", format.as_str())
    }
}

/// What a corpus consists of, in the order in which it is moved to its place; the report comes last.
pub(super) const RESULTS: [&str; 4] = ["data", ERRORS, DOCUMENTS, "report.html"];
/// What could not be used.
pub(super) const ERRORS: &str = "errors.jsonl";
/// What each pair of documents gave.
pub(super) const DOCUMENTS: &str = "documents.jsonl";
const REPORT: &str = "report.json";

/// Puts the corpus together in the output folder.
pub(super) fn gather(
    parts: &[PathBuf],
    output: &Path,
    choice: &Choice,
    progress: &Progress,
) -> Result<Summary, BuildError> {
    let key = parts.iter().fold(Key::new("corpus").add(part::VERSION).add(choice.key()), |key, part| {
        key.add(part.file_stem().unwrap_or_default().as_encoded_bytes())
    });
    let key = key.hex();
    if let Some(summary) = Summary::read(&output.join(REPORT)).filter(|s| s.run == key && s.is_whole(output)) {
        return Ok(summary);
    }
    let new = output.join(WORK).join("new");
    remove(&new)?;
    let data = new.join("data");
    fs::create_dir_all(&data).map_err(io_at(&data, "cannot be made"))?;
    let found = copies::find(parts, choice, &new, progress)?;
    let mut files = Files::new(&data, choice, found.left());
    let mut place = 0;
    for part in parts {
        for line in part::read(part)? {
            if let Line::Pair(pair) = line? {
                if !found.is_copy(place) {
                    files.write(pair)?;
                }
                place += 1;
                progress.written.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
    let (langs, scores, bytes) = (files.langs, files.scores, files.bytes);
    let columns = std::mem::take(&mut files.columns);
    let files = files.finish()?;
    let (mut counts, faults) = (found.counts, found.faults);
    counts.written = files.iter().map(|f| f.pairs).sum();
    let calque = env!("CARGO_PKG_VERSION").to_owned();
    let made = choice.made.clone();
    let summary = Summary { calque, run: key, langs, counts, faults, scores, made, files };
    if summary.has_card() {
        let card = card::text(&summary, choice, bytes, &columns);
        atomic::write(&new.join(CARD), |out| out.write_all(card.as_bytes()))?;
    }
    atomic::write(&new.join("report.html"), |out| out.write_all(summary.html().as_bytes()))?;
    atomic::write(&new.join(REPORT), |out| out.write_all(summary.json().as_bytes()))?;
    publish(&new, output)?;
    Ok(summary)
}

/// The files of pairs, one after another.
struct Files<'a> {
    folder: &'a Path,
    choice: &'a Choice,
    /// How many there will be.
    of: u64,
    open: Option<(String, PairWriter)>,
    done: Vec<OutputFile>,
    langs: Option<(Lang, Lang)>,
    scores: [u64; 10],
    /// Bytes of the texts.
    bytes: u64,
    /// What pairs have beside their texts, with the type of each as data sets name it.
    columns: Vec<(String, &'static str)>,
    id: u64,
}

impl<'a> Files<'a> {
    fn new(folder: &'a Path, choice: &'a Choice, pairs: u64) -> Self {
        let of = pairs.div_ceil(choice.pairs_per_file.max(1)).max(1);
        Self {
            folder,
            choice,
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

    /// The file that pairs go to.
    fn current(&mut self) -> Result<&mut (String, PairWriter), BuildError> {
        if self.open.as_ref().is_some_and(|(_, w)| w.written() >= self.choice.pairs_per_file) {
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
        let ending = self.choice.format.ending();
        let name = format!("train-{:05}-of-{:05}.{ending}{}", self.done.len(), self.of, self.choice.packing);
        let langs = self.langs.unzip();
        let options = WritePairs { source_lang: langs.0, target_lang: langs.1, ..WritePairs::default() };
        let writer = PairWriter::open(Some(&self.folder.join(&name)), self.choice.format, &options)?;
        Ok((name, writer))
    }

    fn write(&mut self, pair: part::Pair) -> Result<(), BuildError> {
        self.langs.get_or_insert(pair.langs);
        self.id += 1;
        let mut record = pair.record();
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
            let sha256 = keys::sha256(&path)?;
            self.done.push(OutputFile { name, pairs, sha256 });
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<OutputFile>, BuildError> {
        if self.done.is_empty() {
            self.current()?;
        }
        self.close()?;
        Ok(self.done)
    }
}

/// Moves results to their place, the report last.
fn publish(new: &Path, output: &Path) -> Result<(), BuildError> {
    let card = new.join(CARD).exists().then_some(CARD);
    if card.is_none() && Summary::read(&output.join(REPORT)).is_some_and(|before| before.has_card()) {
        remove(&output.join(CARD))?;
    }
    remove(&output.join(REPORT))?;
    for name in RESULTS.into_iter().chain(card).chain([REPORT]) {
        let (from, to) = (new.join(name), output.join(name));
        remove(&to)?;
        fs::rename(&from, &to).map_err(io_at(&to, "cannot be written"))?;
    }
    atomic::sync_folder(output).map_err(io_at(output, "cannot be written"))?;
    remove(new)
}

/// Removes a file or folder, if it is there.
fn remove(path: &Path) -> Result<(), BuildError> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(e) if e.kind() != ErrorKind::NotFound => Err(io_at(path, "cannot be removed")(e)),
        _ => Ok(()),
    }
}
