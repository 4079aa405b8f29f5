//! Units: words that are translated as a whole.
//!
//! A link needs both directions of the HMM. In the direction from *potato*, one of
//! the words of *pomme de terre* takes the state, and the others get the NULL
//! probability. The other direction has no such limit: there *terre* comes from
//! *potato*. So a word without a link becomes a *part* of a unit where the model of
//! its own direction is sure of that, with the words between. Links stay what they
//! are; parts count for units and fertilities only.
//!
//! ```text
//! potato   pomme-potato is a link; terre-potato and de-potato are parts: one unit of 1 to 3
//! ```

use super::link::{Link, WordAlignment};
use serde::Serialize;
use std::ops::Range;

/// Words that are translated as a whole: those that links and parts join, directly or by way of others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WordUnit {
    /// Source tokens, in order.
    pub source: Vec<u32>,
    /// Target tokens, in order.
    pub target: Vec<u32>,
}

/// The least posterior, in its own direction, of a part. Set by hand, as the next two.
const MIN_PART_PROB: f32 = 0.5;
/// The least lexical confidence of a part.
const MIN_LEXICAL: f32 = 0.2;
/// Most words without a link between a part and its unit.
const MAX_GAP: usize = 2;

/// One direction in which parts are looked for: `own` words are observed, `other` words are the states.
struct Direction<'a> {
    own: usize,
    other: usize,
    /// Posterior of each own word and other word, at `word * other + state`.
    posterior: &'a [f32],
    /// Lexical confidence of an own and an other word.
    lexical: &'a dyn Fn(usize, usize) -> f32,
    /// By own word, whether it is a content word: *de* may come from anything, *terre* may not.
    content: &'a [bool],
    /// The links, own word first.
    links: Vec<(usize, usize)>,
}

impl Direction<'_> {
    /// Own words without a link, with the other word whose unit they join.
    fn parts(&self) -> Vec<(usize, usize)> {
        let mut taken = vec![false; self.own];
        self.links.iter().for_each(|l| taken[l.0] = true);
        let mut parts = Vec::new();
        let mut join = |words: Range<usize>, to: usize, taken: &mut [bool]| {
            if words.len() <= MAX_GAP + 1 && words.clone().all(|w| !taken[w]) {
                taken[words.clone()].fill(true);
                parts.extend(words.map(|w| (w, to)));
            }
        };
        // What lies inside a unit belongs to it.
        let mut links = self.links.clone();
        links.sort_unstable_by_key(|l| (l.1, l.0));
        for pair in links.windows(2).filter(|p| p[0].1 == p[1].1 && p[1].0 - p[0].0 <= MAX_GAP + 1) {
            join(pair[0].0 + 1..pair[1].0, pair[0].1, &mut taken);
        }
        // The surest go first: what lies between a word and its unit is then taken.
        for (word, to, _) in self.claims(&taken) {
            let nearest = links.iter().filter(|l| l.1 == to).map(|l| l.0).min_by_key(|own| own.abs_diff(word));
            match nearest {
                Some(nearest) if nearest < word => join(nearest + 1..word + 1, to, &mut taken),
                Some(nearest) => join(word..nearest, to, &mut taken),
                None => {}
            }
        }
        parts
    }

    /// Content words that are not taken, each with the state that it surely comes from; the surest first.
    fn claims(&self, taken: &[bool]) -> Vec<(usize, usize, f32)> {
        let mut claims = Vec::new();
        for word in (0..self.own).filter(|&w| !taken[w] && self.content[w]) {
            let row = self.posterior[word * self.other..(word + 1) * self.other].iter().enumerate();
            let best = row.max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)));
            let Some((to, &prob)) = best.filter(|b| *b.1 >= MIN_PART_PROB) else { continue };
            let lexical = (self.lexical)(word, to);
            if lexical >= MIN_LEXICAL {
                claims.push((word, to, prob * lexical));
            }
        }
        claims.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
        claims
    }
}

/// The parts of both sides, of `n` source and `m` target words, sorted by source then target.
///
/// `posteriors` are those of both directions: that target word `j` comes from source word `i` at `j * n + i`, and
/// the reverse at `i * m + j`. `lexical` is the confidence of source word `i` and target word `j`, at `i * m + j`.
/// `content` says of the words of each side whether they are content words.
pub(super) fn parts(
    links: &[Link],
    (n, m): (usize, usize),
    [target_posterior, source_posterior]: [&[f32]; 2],
    lexical: &[f32],
    content: [&[bool]; 2],
) -> Vec<Link> {
    let by_source = |i: usize, j: usize| lexical[i * m + j];
    let by_target = |j: usize, i: usize| lexical[i * m + j];
    let pairs = || links.iter().map(|l| (l.source as usize, l.target as usize));
    let to_target = Direction {
        own: m,
        other: n,
        posterior: target_posterior,
        lexical: &by_target,
        content: content[1],
        links: pairs().map(|l| (l.1, l.0)).collect(),
    };
    let to_source = Direction {
        own: n,
        other: m,
        posterior: source_posterior,
        lexical: &by_source,
        content: content[0],
        links: pairs().collect(),
    };
    let link =
        |i: usize, j: usize, prob: f32| Link { source: i as u32, target: j as u32, prob, lexical: lexical[i * m + j] };
    let target_parts = to_target.parts().into_iter().map(|(j, i)| link(i, j, target_posterior[j * n + i]));
    let source_parts = to_source.parts().into_iter().map(|(i, j)| link(i, j, source_posterior[i * m + j]));
    let mut out: Vec<Link> = target_parts.chain(source_parts).collect();
    out.sort_by_key(|l| (l.source, l.target));
    out
}

impl WordAlignment {
    /// The units, in the order of their first source token. A unit of one token to one is a plain word;
    /// others are multi-word units: *pomme de terre* for *potato*.
    pub fn units(&self) -> Vec<WordUnit> {
        let mut units: Vec<WordUnit> = Vec::new();
        for link in self.links.iter().chain(&self.parts) {
            let touched = |u: &WordUnit| u.source.contains(&link.source) || u.target.contains(&link.target);
            let (joined, apart): (Vec<WordUnit>, Vec<WordUnit>) = units.into_iter().partition(touched);
            units = apart;
            let mut unit = WordUnit { source: vec![link.source], target: vec![link.target] };
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

    /// Fertility of each of `tokens` source tokens: its number of links, parts included; 0 if it has no counterpart.
    pub fn source_fertility(&self, tokens: usize) -> Vec<u32> {
        fertility(self.links.iter().chain(&self.parts).map(|l| l.source), tokens)
    }

    /// The number of links of each of `tokens` target tokens, parts included; 0 if it comes from NULL.
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
        let unit = |source: &[u32], target: &[u32]| WordUnit { source: source.to_vec(), target: target.to_vec() };
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
        let found = parts(&links, (2, 4), [&target_of, &source_of], &known, content);
        assert_eq!(found.iter().map(|l| (l.source, l.target)).collect::<Vec<_>>(), [(0, 1), (0, 2)]);
        let words = WordAlignment { links: links.to_vec(), parts: found, ..WordAlignment::default() };
        assert_eq!(words.units()[0].target, [0, 1, 2]);
        assert_eq!(words.target_fertility(4), [1, 1, 1, 1]);
        // Not across a word of another unit, nor where the two are not known to translate each other.
        let crossed = [link(0, 0), link(1, 1)];
        assert!(
            parts(&crossed, (2, 4), [&target_of, &source_of], &known, content)
                .iter()
                .all(|l| (l.source, l.target) != (0, 2))
        );
        assert!(parts(&links, (2, 4), [&target_of, &source_of], &[0.0; 8], content).is_empty());
    }
}
