//! Reading a pair: everything that several rules need, computed once.

use super::pair::PairReading;
use super::rendered::rendered;
use crate::drift::cues::classes;
use crate::drift::side::{PairView, SideReading};
use std::cell::OnceCell;

impl<'a> PairReading<'a> {
    /// Reads a pair.
    pub(crate) fn new(pair: &'a PairView<'a>) -> Self {
        let mut source = SideReading::new(pair.source, &pair.words.source_support, pair.model);
        let mut target = SideReading::new(pair.target, &pair.words.target_support, pair.model);
        for l in &pair.words.links {
            let (i, j) = (l.source as usize, l.target as usize);
            if i < source.len() && j < target.len() {
                source.links[i].push((j, l.prob));
                target.links[j].push((i, l.prob));
            }
        }
        for links in source.links.iter_mut().chain(&mut target.links) {
            links.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        }
        let mentions = [classes::mentions(&source), classes::mentions(&target)];
        let mut reading = Self {
            pair,
            source,
            target,
            mentions,
            glossary: None,
            context: OnceCell::new(),
            negations: Default::default(),
        };
        let (source, target) = rendered(&reading);
        reading.source.rendered = source;
        reading.target.rendered = target;
        reading
    }
}
