//! Writes two files of one segment a line.

use super::names::with_langs;
use crate::input::bare;
use crate::output::{OutputError, OutputFile, invalid};
use crate::pairs::cells;
use crate::pairs::losses::Losses;
use crate::pairs::options::WritePairs;
use crate::pairs::record::PairRecord;
use crate::pairs::sink::PairSink;
use calque_text::Lang;
use std::path::{Path, PathBuf};

/// Writes two files, named by the languages of the first pair.
pub(crate) struct MosesSink {
    path: PathBuf,
    langs: (Option<Lang>, Option<Lang>),
    out: Option<[OutputFile; 2]>,
}

impl MosesSink {
    pub(crate) fn new(path: Option<&Path>, options: &WritePairs) -> Result<Self, OutputError> {
        let langs = (options.source_lang, options.target_lang);
        match path {
            Some(path) => Ok(Self { path: path.to_path_buf(), langs, out: None }),
            None => Err(OutputError::new(None, invalid("two files cannot be written there; name them with -o"))),
        }
    }

    fn open(&mut self) -> Result<&mut [OutputFile; 2], OutputError> {
        let (Some(source), Some(target)) = self.langs else {
            let what = "the languages of its files are not known; give --source-lang and --target-lang";
            return Err(OutputError::new(Some(&self.path), invalid(what)));
        };
        if source == target {
            let what = "both sides are in one language, so both files would have one name";
            return Err(OutputError::new(Some(&self.path), invalid(what)));
        }
        let name = self.path.file_name().and_then(|n| n.to_str()).unwrap_or("corpus").to_owned();
        let (stem, packed) = (bare(&name), &name[bare(&name).len()..]);
        let stem = with_langs(stem, source, target);
        let place = |lang: Lang| OutputFile::open(Some(&self.path.with_file_name(format!("{stem}.{lang}{packed}"))));
        Ok(self.out.insert([place(source)?, place(target)?]))
    }
}

impl PairSink for MosesSink {
    fn write(&mut self, record: &PairRecord, losses: &mut Losses) -> Result<(), OutputError> {
        if self.out.is_none() {
            self.langs = (record.source_lang.or(self.langs.0), record.target_lang.or(self.langs.1));
            self.open()?;
        }
        let Some([source, target]) = &mut self.out else { return Ok(()) };
        let mut replaced = 0;
        source.put(cells::one_line(&record.source, &mut replaced).as_bytes())?;
        source.put(b"\n")?;
        target.put(cells::one_line(&record.target, &mut replaced).as_bytes())?;
        target.put(b"\n")?;
        losses.add(cells::REPLACED, replaced);
        losses.add_dropped_fields(record, &[]);
        if record.has_own_id() {
            losses.add("ids have no place in this format", 1);
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>, _: &mut Losses) -> Result<(), OutputError> {
        if self.out.is_none() {
            self.open()?;
        }
        self.out.into_iter().flatten().try_for_each(OutputFile::finish)
    }
}
