//! The loop over chunks.
//!
//! Where it reads ahead, one thread reads, up to two chunks ahead; a second has all cores
//! work on a chunk at a time; the caller's thread hands on the results of the chunk before.
//! Chunks go back to the reader when they were handed on, so that their memory is reused.
//!
//! Where it does not, everything is done on the caller's thread, and nothing is waited for
//! while an answer is owed: whoever writes one line and waits for its answer gets it.

use rayon::prelude::*;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Chunks read ahead at most.
const AHEAD: usize = 2;

/// What is read item by item.
pub trait ItemSource: Send {
    /// What is read; its memory is reused.
    type Item: Default + Send;
    /// Why reading can fail.
    type Error: Send;

    /// Reads the next item over an old one; false at the end.
    fn read_into(&mut self, item: &mut Self::Item) -> Result<bool, Self::Error>;

    /// Bytes of memory that the text of an item takes.
    fn bytes(item: &Self::Item) -> usize;

    /// Whether the next item is there without waiting. A chunk ends where it is not.
    fn is_ready(&self) -> bool {
        true
    }
}

/// How large chunks are and how far the reader may run ahead.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Items in a chunk at most.
    pub items: usize,
    /// Bytes of memory after which a chunk ends, so that long items do not pile up.
    pub bytes: usize,
    /// Items that one core takes at a time; a chunk of no more than these is worked on without
    /// being handed to other cores.
    pub grain: usize,
    /// Whether chunks are read while earlier ones are worked on. It is false where each answer
    /// may be waited for before more is written.
    pub read_ahead: bool,
}

/// Reads `source` to its end, calls `work` with each item on any core, and hands the items of a chunk and
/// their results to `then`, in order, never none. `then` may end the loop. The first error of the source or
/// of `then` ends it too; the items before an error of the source are handed on first.
pub fn for_each_chunk<S: ItemSource, T: Send, E: From<S::Error>>(
    source: &mut S,
    pace: Pace,
    work: impl Fn(&mut S::Item) -> T + Sync,
    mut then: impl FnMut(&mut [S::Item], Vec<T>) -> Result<ControlFlow<()>, E>,
) -> Result<(), E> {
    let mut hand_on = |chunk: &mut Chunk<S>, results: Vec<T>| -> Result<ControlFlow<()>, E> {
        if !results.is_empty() && then(&mut chunk.items[..chunk.filled], results)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
        match std::mem::replace(&mut chunk.end, End::NotYet) {
            End::NotYet => Ok(ControlFlow::Continue(())),
            End::Reached => Ok(ControlFlow::Break(())),
            End::Failed(error) => Err(error.into()),
        }
    };
    if !pace.read_ahead {
        let mut chunk = Chunk::new(Vec::new());
        loop {
            chunk.fill(source, pace);
            let results = chunk.process(pace.grain, &work);
            if hand_on(&mut chunk, results)?.is_break() {
                return Ok(());
            }
        }
    }
    std::thread::scope(|scope| {
        let (full, chunks) = sync_channel(AHEAD);
        let (back, empty) = sync_channel(AHEAD + 2);
        scope.spawn(move || read(source, pace, &full, &empty));
        let (done, results) = sync_channel(1);
        let work = &work;
        scope.spawn(move || {
            for mut chunk in chunks {
                let results = Chunk::process(&mut chunk, pace.grain, work);
                // Nobody takes the results any more: dropping `chunks` stops the reader too.
                if done.send((chunk, results)).is_err() {
                    break;
                }
            }
        });
        for (mut chunk, results) in results {
            if hand_on(&mut chunk, results)?.is_break() {
                break;
            }
            // A chunk that the reader does not take back is dropped.
            let _ = back.try_send(chunk.items);
        }
        Ok(())
    })
}

/// Reads chunks until the end, an error, or until the receiver is gone.
fn read<S: ItemSource>(source: &mut S, pace: Pace, full: &SyncSender<Chunk<S>>, empty: &Receiver<Vec<S::Item>>) {
    loop {
        let mut chunk = Chunk::new(empty.try_recv().unwrap_or_default());
        chunk.fill(source, pace);
        let last = !matches!(chunk.end, End::NotYet);
        // If the receiver is gone, it has an error of its own.
        if full.send(chunk).is_err() || last {
            return;
        }
    }
}

/// Items read together.
struct Chunk<S: ItemSource> {
    /// The items, and behind them old ones whose memory is reused.
    items: Vec<S::Item>,
    /// How many were read.
    filled: usize,
    /// What came after them.
    end: End<S::Error>,
}

/// What comes after the items of a chunk.
enum End<E> {
    NotYet,
    Reached,
    Failed(E),
}

impl<S: ItemSource> Chunk<S> {
    fn new(items: Vec<S::Item>) -> Self {
        Self { items, filled: 0, end: End::NotYet }
    }

    /// Waits for an item, and reads on up to the limits, or to what would have to be waited for.
    fn fill(&mut self, source: &mut S, pace: Pace) {
        // Long items of an earlier reading are not kept: memory would grow with the longest.
        let longest = 2 * pace.bytes / pace.items.max(1);
        self.items.iter_mut().filter(|item| S::bytes(item) > longest).for_each(|item| *item = S::Item::default());
        self.filled = 0;
        let mut bytes = 0;
        while self.filled < pace.items && bytes < pace.bytes && (self.filled == 0 || source.is_ready()) {
            if self.filled == self.items.len() {
                self.items.push(S::Item::default());
            }
            match source.read_into(&mut self.items[self.filled]) {
                Ok(true) => {
                    bytes += S::bytes(&self.items[self.filled]);
                    self.filled += 1;
                }
                Ok(false) => {
                    self.end = End::Reached;
                    return;
                }
                Err(error) => {
                    self.end = End::Failed(error);
                    return;
                }
            }
        }
    }

    /// Works on the items, on all cores.
    fn process<T: Send>(&mut self, grain: usize, work: &(impl Fn(&mut S::Item) -> T + Sync)) -> Vec<T> {
        let items = &mut self.items[..self.filled];
        if items.len() <= grain {
            return items.iter_mut().map(work).collect();
        }
        items.par_iter_mut().with_min_len(grain).map(work).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts up to `to`, then ends or fails; every third number is late.
    struct Numbers {
        at: usize,
        to: usize,
        fails: bool,
    }

    impl ItemSource for Numbers {
        type Item = (usize, String);
        type Error = String;

        fn read_into(&mut self, item: &mut Self::Item) -> Result<bool, String> {
            if self.at == self.to {
                return if self.fails { Err("broken".to_owned()) } else { Ok(false) };
            }
            self.at += 1;
            item.0 = self.at;
            item.1.clear();
            item.1.push_str(&"x".repeat(self.at % 50));
            Ok(true)
        }

        fn bytes(item: &Self::Item) -> usize {
            item.1.capacity()
        }

        fn is_ready(&self) -> bool {
            !self.at.is_multiple_of(3)
        }
    }

    /// The numbers handed on, doubled, with the sizes of their chunks, and the error.
    fn run(mut source: Numbers, pace: Pace, stop_at: usize) -> (Vec<usize>, Vec<usize>, Result<(), String>) {
        let (mut numbers, mut sizes) = (Vec::new(), Vec::new());
        let end = for_each_chunk(
            &mut source,
            pace,
            |item| item.0 * 2,
            |items, results| {
                assert!(items.iter().zip(&results).all(|(item, double)| item.0 * 2 == *double));
                sizes.push(items.len());
                numbers.extend(results);
                Ok(if numbers.len() >= stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
            },
        );
        (numbers, sizes, end)
    }

    #[test]
    fn items_come_in_order_and_whole_before_an_error() {
        for (items, bytes, grain, read_ahead) in
            [(7, 1000, 1, true), (7, 1000, 9, false), (1, 1, 1, true), (512, 90, 2, false)]
        {
            let pace = Pace { items, bytes, grain, read_ahead };
            let (numbers, sizes, end) = run(Numbers { at: 0, to: 1000, fails: false }, pace, usize::MAX);
            assert_eq!((numbers, end), ((1..=1000).map(|n| n * 2).collect(), Ok(())), "{pace:?}");
            assert!(sizes.iter().all(|&n| n > 0 && n <= items.min(3)), "{pace:?}: {sizes:?}");
            let (numbers, _, end) = run(Numbers { at: 0, to: 100, fails: true }, pace, usize::MAX);
            assert_eq!((numbers.len(), end), (100, Err("broken".to_owned())), "{pace:?}");
        }
    }

    #[test]
    fn the_loop_ends_when_it_is_told_to() {
        for read_ahead in [true, false] {
            let pace = Pace { items: 2, bytes: 100, grain: 1, read_ahead };
            let (numbers, _, end) = run(Numbers { at: 0, to: usize::MAX, fails: false }, pace, 20);
            assert!((20..=22).contains(&numbers.len()) && end.is_ok(), "{}", numbers.len());
            assert_eq!(run(Numbers { at: 0, to: 0, fails: false }, pace, 1), (vec![], vec![], Ok(())));
        }
    }

    #[test]
    fn long_items_are_not_kept() {
        let mut chunk = Chunk::<Numbers>::new(vec![(1, String::with_capacity(5000)), (2, String::with_capacity(10))]);
        chunk.fill(
            &mut Numbers { at: 0, to: 2, fails: false },
            Pace { items: 4, bytes: 400, grain: 1, read_ahead: true },
        );
        assert!(chunk.items.iter().all(|item| item.1.capacity() <= 200));
    }
}
