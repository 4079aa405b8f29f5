//! Units: words that render each other as a whole.
//!
//! A link needs both directions of the HMM, and in the direction from *potato* a state says but one
//! word: *pomme* takes it all, and *de terre* is left to nobody. The other direction has no such
//! limit: there *terre* says that it comes from *potato*. So a word without a link becomes a
//! *part* of the unit beside it where its own direction is sure of that, with the words between.
//! Links stay what they are: parts count for units and fertilities only.
//!
//! ```text
//! potato   pomme-potato is a link; terre-potato and de-potato are parts: one unit of 1 to 3
//! ```

use crate::words::{Link, WordAlignment};
use serde::Serialize;
use std::ops::Range;

/// Words that render each other as a whole: those that links and parts join, directly or by way of others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unit {
    /// Source tokens, in order.
    pub source: Vec<u32>,
    /// Target tokens, in order.
    pub target: Vec<u32>,
}

/// How sure its own direction must be that a word without a link belongs to a unit.
const ONE_WAY: f32 = 0.5;
/// How well the two must be known as translations.
const KNOWN: f32 = 0.2;
/// Words without a link between a part and its unit, at most.
const BETWEEN: usize = 2;

/// One side of a pair as it looks for parts: `own` are its words, `other` those they may belong to.
struct View<'a> {
    own: usize,
    other: usize,
    /// By own word and other word: how probable the own direction finds it.
    one_way: &'a [f32],
    known: &'a dyn Fn(usize, usize) -> f32,
    /// Own words that are no function words: *de* may come from anything, *terre* may not.
    content: &'a [bool],
    /// The links, own word first.
    links: Vec<(usize, usize)>,
}

impl View<'_> {
    /// Own words without a link, with the other word whose unit they join.
    fn parts(&self) -> Vec<(usize, usize)> {
        let mut taken = vec![false; self.own];
        self.links.iter().for_each(|l| taken[l.0] = true);
        let mut parts = Vec::new();
        let mut join = |words: Range<usize>, to: usize, taken: &mut [bool]| {
            if words.len() <= BETWEEN + 1 && words.clone().all(|w| !taken[w]) {
                taken[words.clone()].fill(true);
                parts.extend(words.map(|w| (w, to)));
            }
        };
        // What lies inside a unit belongs to it.
        let mut links = self.links.clone();
        links.sort_unstable_by_key(|l| (l.1, l.0));
        for pair in links.windows(2).filter(|p| p[0].1 == p[1].1 && p[1].0 - p[0].0 <= BETWEEN + 1) {
            join(pair[0].0 + 1..pair[1].0, pair[0].1, &mut taken);
        }
        // The surest go first: what lies between a word and its unit is no longer there for others.
        for (word, to, _) in self.claims(&taken) {
            let near = links.iter().filter(|l| l.1 == to).map(|l| l.0).min_by_key(|at| at.abs_diff(word));
            match near {
                Some(near) if near < word => join(near + 1..word + 1, to, &mut taken),
                Some(near) => join(word..near, to, &mut taken),
                None => {}
            }
        }
        parts
    }

    /// Words that are not taken, with the word of the other side that each is sure to belong to; the surest first.
    fn claims(&self, taken: &[bool]) -> Vec<(usize, usize, f32)> {
        let mut claims = Vec::new();
        for word in (0..self.own).filter(|&w| !taken[w] && self.content[w]) {
            let row = self.one_way[word * self.other..(word + 1) * self.other].iter().enumerate();
            let best = row.max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)));
            let Some((to, &sure)) = best.filter(|b| *b.1 >= ONE_WAY) else { continue };
            let known = (self.known)(word, to);
            if known >= KNOWN {
                claims.push((word, to, sure * known));
            }
        }
        claims.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
        claims
    }
}

/// The parts of both sides, sorted by source then target. `target_of[j * n + i]` is how probable it is that
/// target word `j` comes from source word `i`, `source_of[i * m + j]` the reverse.
pub(crate) fn parts(
    links: &[Link],
    (n, m): (usize, usize),
    target_of: &[f32],
    source_of: &[f32],
    known: &[f32],
    content: [&[bool]; 2],
) -> Vec<Link> {
    let by_source = |i: usize, j: usize| known[i * m + j];
    let by_target = |j: usize, i: usize| known[i * m + j];
    let pairs = || links.iter().map(|l| (l.source as usize, l.target as usize));
    let links_back = pairs().map(|l| (l.1, l.0)).collect();
    let targets =
        View { own: m, other: n, one_way: target_of, known: &by_target, content: content[1], links: links_back };
    let links = pairs().collect();
    let sources = View { own: n, other: m, one_way: source_of, known: &by_source, content: content[0], links };
    let link =
        |i: usize, j: usize, prob: f32| Link { source: i as u32, target: j as u32, prob, lexical: known[i * m + j] };
    let mut out: Vec<Link> = targets.parts().into_iter().map(|(j, i)| link(i, j, target_of[j * n + i])).collect();
    out.extend(sources.parts().into_iter().map(|(i, j)| link(i, j, source_of[i * m + j])));
    out.sort_by_key(|l| (l.source, l.target));
    out
}

impl WordAlignment {
    /// The units, in the order of their first source token. A unit of one token to one is a plain word;
    /// others are multi-word units: *pomme de terre* for *potato*.
    pub fn units(&self) -> Vec<Unit> {
        let mut units: Vec<Unit> = Vec::new();
        for link in self.links.iter().chain(&self.parts) {
            let touched = |u: &Unit| u.source.contains(&link.source) || u.target.contains(&link.target);
            let (joined, apart): (Vec<Unit>, Vec<Unit>) = units.into_iter().partition(touched);
            units = apart;
            let mut unit = Unit { source: vec![link.source], target: vec![link.target] };
            for other in joined {
                unit.source.extend(other.source);
                unit.target.extend(other.target);
            }
            for side in [&mut unit.source, &mut unit.target] {
                side.sort_unstable();
                side.dedup();
            }
            units.push(unit);
        }
        units.sort_by(|a, b| a.source.cmp(&b.source));
        units
    }

    /// How many links each of `tokens` source tokens has, parts counted; 0: it renders NULL.
    pub fn source_fertility(&self, tokens: usize) -> Vec<u32> {
        fertility(self.links.iter().chain(&self.parts).map(|l| l.source), tokens)
    }

    /// How many links each of `tokens` target tokens has, parts counted; 0: it comes from NULL.
    pub fn target_fertility(&self, tokens: usize) -> Vec<u32> {
        fertility(self.links.iter().chain(&self.parts).map(|l| l.target), tokens)
    }
}

fn fertility(linked: impl Iterator<Item = u32>, tokens: usize) -> Vec<u32> {
    let mut out = vec![0; tokens];
    linked.filter_map(|token| Some(token as usize).filter(|&t| t < tokens)).for_each(|token| out[token] += 1);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(source: u32, target: u32) -> Link {
        Link { source, target, prob: 1.0, lexical: 1.0 }
    }

    #[test]
    fn links_that_meet_make_a_unit() {
        let links = [(0, 0), (1, 2), (2, 1), (2, 2), (4, 3)].map(|(s, t)| link(s, t)).to_vec();
        let words = WordAlignment { links, ..WordAlignment::default() };
        let unit = |source: &[u32], target: &[u32]| Unit { source: source.to_vec(), target: target.to_vec() };
        assert_eq!(words.units(), [unit(&[0], &[0]), unit(&[1, 2], &[1, 2]), unit(&[4], &[3])]);
        assert_eq!(words.source_fertility(5), [1, 1, 2, 0, 1]);
        assert_eq!(words.target_fertility(5), [1, 1, 2, 1, 0]);
        assert!(WordAlignment::default().units().is_empty());
    }

    #[test]
    fn a_word_that_only_its_own_direction_links_joins_with_what_lies_between() {
        // Source 0 and 1; target 0 is linked to source 0, target 2 knows where it comes from, target 3 is linked.
        let links = [link(0, 0), link(1, 3)];
        let target_of = [0.9, 0.0, 0.1, 0.1, 0.8, 0.1, 0.0, 0.9];
        let source_of = [0.9, 0.0, 0.05, 0.0, 0.0, 0.0, 0.0, 0.9];
        let known = [1.0, 0.0, 0.9, 0.0, 0.0, 0.0, 0.0, 1.0];
        let content: [&[bool]; 2] = [&[true; 2], &[true, false, true, true]];
        let found = parts(&links, (2, 4), &target_of, &source_of, &known, content);
        assert_eq!(found.iter().map(|l| (l.source, l.target)).collect::<Vec<_>>(), [(0, 1), (0, 2)]);
        let words = WordAlignment { links: links.to_vec(), parts: found, ..WordAlignment::default() };
        assert_eq!(words.units()[0].target, [0, 1, 2]);
        assert_eq!(words.target_fertility(4), [1, 1, 1, 1]);
        // Not across a word of another unit, nor where the two are not known to translate each other.
        let crossed = [link(0, 0), link(1, 1)];
        assert!(
            parts(&crossed, (2, 4), &target_of, &source_of, &known, content)
                .iter()
                .all(|l| (l.source, l.target) != (0, 2))
        );
        assert!(parts(&links, (2, 4), &target_of, &source_of, &[0.0; 8], content).is_empty());
    }
}
