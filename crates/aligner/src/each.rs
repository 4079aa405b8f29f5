//! Who does the work: the seam between this crate, which spawns no threads, and
//! its caller, which may have some.
//!
//! Work that falls into independent pieces is handed over as a count and a
//! closure. Pieces are cut by the texts alone and put together in order, so that
//! the result is the same whoever did them, and when.

use std::sync::OnceLock;

/// Calls the closure once with every number below the count: in any order, perhaps several at once.
pub type Each<'a> = &'a (dyn Fn(usize, &(dyn Fn(usize) + Sync)) + Sync);

/// One after another, on the caller's thread.
pub fn in_turn(count: usize, work: &(dyn Fn(usize) + Sync)) {
    (0..count).for_each(work);
}

/// What the closure makes of every number below `count`, in order.
pub(crate) fn map<R: Send + Sync>(each: Each<'_>, count: usize, work: impl Fn(usize) -> R + Sync) -> Vec<R> {
    let slots: Vec<OnceLock<R>> = (0..count).map(|_| OnceLock::new()).collect();
    each(count, &|k| drop(slots[k].set(work(k))));
    slots.into_iter().enumerate().map(|(k, slot)| slot.into_inner().unwrap_or_else(|| work(k))).collect()
}

/// Two things, perhaps at once.
pub(crate) fn both<A: Send + Sync, B: Send + Sync>(
    each: Each<'_>,
    first: impl Fn() -> A + Sync,
    second: impl Fn() -> B + Sync,
) -> (A, B) {
    let (a, b) = (OnceLock::new(), OnceLock::new());
    each(2, &|k| if k == 0 { drop(a.set(first())) } else { drop(b.set(second())) });
    (a.into_inner().unwrap_or_else(&first), b.into_inner().unwrap_or_else(&second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whoever_works() {
        let backwards = |count: usize, work: &(dyn Fn(usize) + Sync)| (0..count).rev().for_each(work);
        let lazy = |_: usize, _: &(dyn Fn(usize) + Sync)| {};
        for each in [&in_turn as Each<'_>, &backwards, &lazy] {
            assert_eq!(map(each, 5, |k| k * k), [0, 1, 4, 9, 16]);
            assert_eq!(both(each, || 'a', || 2), ('a', 2));
        }
    }
}
