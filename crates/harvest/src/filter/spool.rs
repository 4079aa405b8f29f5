//! Pairs that passed the filters wait in a temporary file until all pairs are read; only
//! then it is known which of them are copies.

use crate::dedup::{Copies, CopyCriterion, DedupKey, Deduper};
use crate::stream::RunError;
use calque_formats::Input;
use calque_formats::pairs::{PairFormat, PairReader, PairRecord, PairWriter, WritePairs};

/// The file, in a temporary folder.
const FILE: &str = "spool.jsonl";

/// Pairs that wait for their copies to be found.
pub(super) struct DedupSpool {
    deduper: Deduper,
    folder: tempfile::TempDir,
    writer: PairWriter,
    /// A bit for each waiting pair: whether it is a candidate. With annotation rejected pairs wait too, to
    /// stay in order, but are copies of nothing.
    candidates: Vec<u64>,
    waiting: u64,
}

impl DedupSpool {
    /// `memory`: bytes that finding the copies may take.
    pub(super) fn new(criterion: CopyCriterion, memory: usize) -> Result<Self, RunError> {
        let folder = tempfile::Builder::new().prefix("calque-").tempdir().map_err(RunError::spill)?;
        let deduper = Deduper::new(criterion, memory, folder.path()).map_err(RunError::spill)?;
        let path = folder.path().join(FILE);
        let writer = PairWriter::open(Some(&path), PairFormat::Jsonl, &WritePairs::default())?;
        Ok(Self { deduper, folder, writer, candidates: Vec::new(), waiting: 0 })
    }

    /// Adds a pair that passed; of copies, the one with the highest score stays.
    pub(super) fn push(&mut self, record: &PairRecord, key: DedupKey, score: f32) -> Result<(), RunError> {
        let (word, bit) = (self.waiting as usize / 64, self.waiting % 64);
        self.candidates.resize(word + 1, 0);
        self.candidates[word] |= 1 << bit;
        self.deduper.push(key, score).map_err(RunError::spill)?;
        self.push_rejected(record)
    }

    /// Adds a pair that was rejected, and is to come back with the others.
    pub(super) fn push_rejected(&mut self, record: &PairRecord) -> Result<(), RunError> {
        self.waiting += 1;
        Ok(self.writer.write(record)?)
    }

    /// Hands all pairs on, in order, with what became of each.
    pub(super) fn finish(
        self,
        mut hand_on: impl FnMut(&mut PairRecord, Fate) -> Result<(), RunError>,
    ) -> Result<(), RunError> {
        self.writer.finish()?;
        if self.waiting == 0 {
            return Ok(());
        }
        let copies: Copies = self.deduper.finish().map_err(RunError::spill)?;
        let mut reader = PairReader::open(&Input::Path(self.folder.path().join(FILE)))?;
        // Index among all that wait, and among the candidates.
        let (mut record, mut waiting, mut candidate) = (PairRecord::default(), 0u64, 0u32);
        while reader.read_into(&mut record)? {
            let is_candidate = self.candidates.get(waiting as usize / 64).is_some_and(|w| w >> (waiting % 64) & 1 == 1);
            let fate = match is_candidate {
                true if copies.contains(candidate) => Fate::Copy,
                true => Fate::Kept,
                false => Fate::Rejected,
            };
            waiting += 1;
            candidate += u32::from(is_candidate);
            hand_on(&mut record, fate)?;
        }
        Ok(())
    }
}

/// What became of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stays.
    Kept,
    /// It is a copy of a better one.
    Copy,
    /// A filter rejected it.
    Rejected,
}
