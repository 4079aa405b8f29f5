//! How near a side is to a sentence of a test set, so that the test is not
//! trained on.
//!
//! Sides are compared one by one with all sides of the test set, by the
//! sketches that deduplication uses.

use super::{Accept, Context, Filter};
use crate::dedup::sketch::{BINS, Sketcher, similarity};
use crate::reading::Reading;
use std::cell::RefCell;
use std::collections::HashMap;

/// See the module.
pub(super) struct TestSet;

impl Filter for TestSet {
    filter!("test-set", Accept::AtMost, "Overlap of a side with the nearest sentence of a test set");

    fn score(&self, pair: &Reading<'_>, context: &Context) -> Option<f32> {
        let set = context.test_set.as_ref()?;
        Some(set.nearest(pair.source.text).max(set.nearest(pair.target.text)))
    }
}

/// The sketches of a test set.
#[derive(Clone, Debug, Default)]
pub struct Sketches {
    keys: HashMap<u64, Vec<u32>>,
    all: Vec<[u8; BINS]>,
}

thread_local! {
    static SKETCHER: RefCell<Sketcher> = RefCell::default();
}

impl Sketches {
    /// Adds a text.
    pub fn add(&mut self, text: &str) {
        let Some(sketch) = SKETCHER.with_borrow_mut(|s| s.sketch(&[text])) else { return };
        let number = self.all.len() as u32;
        sketch.keys().for_each(|key| self.keys.entry(key).or_default().push(number));
        self.all.push(sketch.bytes());
    }

    /// How many texts.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How near the nearest text is, in [0, 1].
    fn nearest(&self, text: &str) -> f32 {
        let Some(sketch) = SKETCHER.with_borrow_mut(|s| s.sketch(&[text])) else { return 0.0 };
        let bytes = sketch.bytes();
        let found = sketch.keys().filter_map(|key| self.keys.get(&key)).flatten();
        found.map(|&n| similarity(&bytes, &self.all[n as usize])).fold(0.0, f32::max)
    }
}
