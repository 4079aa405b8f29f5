//! The seam between this crate, which spawns no threads, and its caller, which may.
//!
//! Work that falls into independent pieces is handed to the caller as a count and
//! a closure. How it is cut depends on the texts alone, and results are put
//! together in order: so they are the same whoever computes them, and when.

use std::sync::OnceLock;

/// A parallel `for`: calls the closure once with every number from 0 up to the count, in any
/// order, on any threads, and returns when all calls are done.
pub type ParallelFor<'a> = &'a (dyn Fn(usize, &(dyn Fn(usize) + Sync)) + Sync);

/// The [`ParallelFor`] without threads: one call after another, on the caller's thread.
pub fn sequentially(count: usize, work: &(dyn Fn(usize) + Sync)) {
    (0..count).for_each(work);
}

/// The results of `work` for every number below `count`, in order.
pub(crate) fn map<R: Send + Sync>(
    parallel_for: ParallelFor<'_>,
    count: usize,
    work: impl Fn(usize) -> R + Sync,
) -> Vec<R> {
    let slots: Vec<OnceLock<R>> = (0..count).map(|_| OnceLock::new()).collect();
    parallel_for(count, &|k| drop(slots[k].set(work(k))));
    // A piece that the caller left out is computed here.
    slots.into_iter().enumerate().map(|(k, slot)| slot.into_inner().unwrap_or_else(|| work(k))).collect()
}

/// The results of two closures, perhaps computed at the same time.
pub(crate) fn join<A: Send + Sync, B: Send + Sync>(
    parallel_for: ParallelFor<'_>,
    first: impl Fn() -> A + Sync,
    second: impl Fn() -> B + Sync,
) -> (A, B) {
    let (a, b) = (OnceLock::new(), OnceLock::new());
    parallel_for(2, &|k| if k == 0 { drop(a.set(first())) } else { drop(b.set(second())) });
    (a.into_inner().unwrap_or_else(&first), b.into_inner().unwrap_or_else(&second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whoever_works() {
        let backwards = |count: usize, work: &(dyn Fn(usize) + Sync)| (0..count).rev().for_each(work);
        let lazy = |_: usize, _: &(dyn Fn(usize) + Sync)| {};
        for parallel_for in [&sequentially as ParallelFor<'_>, &backwards, &lazy] {
            assert_eq!(map(parallel_for, 5, |k| k * k), [0, 1, 4, 9, 16]);
            assert_eq!(join(parallel_for, || 'a', || 2), ('a', 2));
        }
    }
}
