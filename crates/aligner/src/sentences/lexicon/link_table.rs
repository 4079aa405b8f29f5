//! The table of word links.

use crate::sentences::input::{SideIndex, WordType};

/// A source type, a target type, and in [0, 1] how surely the one is translated by the other where both
/// are present.
pub(crate) type WordLink = (u32, u32, f32);

/// Words with less information than this, in nats, get no links: they stand in every second sentence.
const MIN_INFO: f32 = 0.8;
/// Most links of a source word, the strongest first.
const MAX_LINKS: usize = 24;

/// Links by source type: a sparse matrix in compressed rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct LinkTable {
    offsets: Vec<u32>,
    links: Vec<(u32, f32)>,
}

impl LinkTable {
    /// From links in any order. Of those between the same two types the strongest stays.
    pub(crate) fn new(source: &SideIndex, target: &SideIndex, mut links: Vec<WordLink>) -> Self {
        let informative = |word: &WordType| word.info >= MIN_INFO;
        links.retain(|l| informative(&source.types[l.0 as usize]) && informative(&target.types[l.1 as usize]));
        links.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(b.2.total_cmp(&a.2)));
        links.dedup_by_key(|l| (l.0, l.1));
        links.sort_by(|a, b| a.0.cmp(&b.0).then(b.2.total_cmp(&a.2)).then(a.1.cmp(&b.1)));
        let mut out =
            Self { offsets: Vec::with_capacity(source.types.len() + 1), links: Vec::with_capacity(links.len()) };
        let mut next = 0;
        out.offsets.push(0);
        for source in 0..source.types.len() as u32 {
            let mut taken = 0;
            while next < links.len() && links[next].0 == source {
                if taken < MAX_LINKS {
                    out.links.push((links[next].1, links[next].2));
                    taken += 1;
                }
                next += 1;
            }
            out.offsets.push(out.links.len() as u32);
        }
        out
    }

    /// The target types that may translate a source type, with the strength of each link.
    pub(crate) fn of(&self, source: u32) -> &[(u32, f32)] {
        &self.links[self.offsets[source as usize] as usize..self.offsets[source as usize + 1] as usize]
    }
}
