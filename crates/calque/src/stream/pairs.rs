//! The loop over the pairs of several inputs.

use super::chunks::{ItemSource, Pace, for_each_chunk};
use calque_formats::InputError;
use calque_formats::pairs::{BadRecord, Losses, PairReader, PairRecord, ReadEntry};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::vec::IntoIter;

/// How far a run has come, for progress bars; read from any thread.
#[derive(Debug, Default)]
pub struct Progress {
    bytes: AtomicU64,
}

impl Progress {
    /// Bytes of the inputs read so far, before decompression.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }
}

/// The pairs of several inputs, one input after the other.
pub struct PairSource<'a> {
    readers: IntoIter<PairReader>,
    current: Option<(PairReader, Arc<str>)>,
    progress: &'a Progress,
    /// Whether a record that cannot be read is handed on instead of being an error.
    lenient: bool,
    /// Bytes of the inputs before the current one.
    bytes_before: u64,
    /// Pairs read so far.
    pairs: u64,
    left_out: Losses,
}

impl<'a> PairSource<'a> {
    /// Inputs in which a record that cannot be read is an error, which ends the run.
    pub fn strict(readers: Vec<PairReader>, progress: &'a Progress) -> Self {
        Self {
            readers: readers.into_iter(),
            current: None,
            progress,
            lenient: false,
            bytes_before: 0,
            pairs: 0,
            left_out: Losses::default(),
        }
    }

    /// Inputs in which a record that cannot be read is handed on as [`StreamItem::Bad`].
    pub fn lenient(readers: Vec<PairReader>, progress: &'a Progress) -> Self {
        Self { lenient: true, ..Self::strict(readers, progress) }
    }

    /// What pairs cannot hold of the inputs read to their end: inline codes, further languages.
    pub fn left_out(&self) -> &Losses {
        &self.left_out
    }
}

/// A pair, or a record that could not be read.
#[derive(Default)]
pub struct PairItem {
    record: PairRecord,
    /// Counted from 1 over all inputs.
    number: u64,
    bad: Option<(Arc<str>, BadRecord)>,
}

impl ItemSource for PairSource<'_> {
    type Item = PairItem;
    type Error = InputError;

    fn read_into(&mut self, item: &mut PairItem) -> Result<bool, InputError> {
        loop {
            let (reader, name) = if let Some(current) = &mut self.current {
                current
            } else {
                let Some(reader) = self.readers.next() else { return Ok(false) };
                let name = reader.name().into();
                self.current.insert((reader, name))
            };
            let read = if self.lenient {
                reader.read_entry(&mut item.record)?
            } else if reader.read_into(&mut item.record)? {
                ReadEntry::Pair
            } else {
                ReadEntry::End
            };
            let bytes = self.bytes_before + reader.bytes_read();
            self.progress.bytes.store(bytes, Ordering::Relaxed);
            item.bad = match read {
                ReadEntry::Pair => {
                    self.pairs += 1;
                    item.number = self.pairs;
                    None
                }
                ReadEntry::Bad(bad) => Some((Arc::clone(name), bad)),
                ReadEntry::End => {
                    self.bytes_before = bytes;
                    self.left_out.merge(&reader.left_out());
                    self.current = None;
                    continue;
                }
            };
            return Ok(true);
        }
    }

    fn bytes(item: &PairItem) -> usize {
        item.record.source.capacity() + item.record.target.capacity()
    }
}

/// What [`for_each_pair`] hands on.
#[derive(Debug)]
pub enum StreamItem<'a, T> {
    /// A pair and the result of `work`.
    Pair(&'a PairRecord, T),
    /// The name of an input, and a record of it that could not be read.
    Bad(&'a str, &'a BadRecord),
}

/// Reads all pairs of `source`, calls `work` with each and its number, counted from 1, on any core, and
/// hands the results to `then` in order. `work` may change the pair, or take it. The first error of an input
/// or of `then` ends the loop; what came before an error of an input is handed on first.
pub fn for_each_pair<T: Send, E: From<InputError>>(
    source: &mut PairSource<'_>,
    pace: Pace,
    work: impl Fn(&mut PairRecord, u64) -> T + Sync,
    mut then: impl FnMut(StreamItem<'_, T>) -> Result<ControlFlow<()>, E>,
) -> Result<(), E> {
    for_each_chunk(
        source,
        pace,
        |item| item.bad.is_none().then(|| work(&mut item.record, item.number)),
        |items, results| {
            for (item, result) in items.iter().zip(results) {
                let item = match (result, &item.bad) {
                    (Some(result), _) => StreamItem::Pair(&item.record, result),
                    (None, Some((name, bad))) => StreamItem::Bad(name, bad),
                    (None, None) => continue,
                };
                if then(item)?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            Ok(ControlFlow::Continue(()))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use calque_formats::pairs::PairFormat;

    const LINES: [&str; 2] = [
        "{\"source\":\"a\",\"target\":\"b\"}\n{\"source\":\n{\"source\":\"c\",\"target\":\"d\"}\n",
        "{\"source\":\"e\",\"target\":\"f\"}\n",
    ];

    fn readers() -> Vec<PairReader> {
        let open = |(name, lines): (&str, &'static str)| {
            PairReader::from_reader(name, Box::new(lines.as_bytes()), Some(PairFormat::Jsonl))
        };
        ["one", "two"].into_iter().zip(LINES).map(open).collect()
    }

    /// What is handed on until `enough` items came, and the error.
    fn run(source: &mut PairSource<'_>, enough: usize) -> (Vec<String>, Result<(), InputError>) {
        let pace = Pace { items: 2, bytes: 1000, grain: 1, read_ahead: true };
        let mut seen = Vec::new();
        let work = |record: &mut PairRecord, number| format!("{number}{}{}", record.source, record.target);
        let end = for_each_pair(source, pace, work, |item| {
            seen.push(match item {
                StreamItem::Pair(record, text) => format!("{text}:{}", record.line),
                StreamItem::Bad(name, bad) => format!("{name}:{}", bad.line),
            });
            Ok(if seen.len() < enough { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        });
        (seen, end)
    }

    #[test]
    fn bad_records_are_handed_on_or_end_the_run() {
        let progress = Progress::default();
        let (seen, end) = run(&mut PairSource::lenient(readers(), &progress), usize::MAX);
        assert!(end.is_ok());
        assert_eq!(seen, ["1ab:1", "one:2", "2cd:3", "3ef:1"]);
        assert_eq!(progress.bytes(), LINES.iter().map(|l| l.len() as u64).sum::<u64>());
        let (seen, end) = run(&mut PairSource::strict(readers(), &progress), usize::MAX);
        assert_eq!((seen, end.expect_err("a bad line").line), (vec!["1ab:1".to_owned()], Some(2)));
        let (seen, end) = run(&mut PairSource::lenient(readers(), &progress), 2);
        assert!(end.is_ok());
        assert_eq!(seen, ["1ab:1", "one:2"]);
    }
}
