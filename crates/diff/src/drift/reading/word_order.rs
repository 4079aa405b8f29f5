//! Word order: how many pairs of word links keep the order of the original.

use super::pair::PairReading;

/// Content words from this much information on, in nats, count. Set by hand.
const INFORMATION: f32 = 6.0;
/// Links from this probability on count. Set by hand.
const PROBABILITY: f32 = 0.6;

/// Links of the content words, in the order of the source: token of the source, token of the target.
pub(crate) fn content_links(r: &PairReading<'_>) -> Vec<(usize, usize)> {
    let content = (0..r.source.len()).filter(|&i| r.source.is_word(i) && r.source.information[i] >= INFORMATION);
    content.filter_map(|i| r.source.best_link(i).filter(|l| l.1 >= PROBABILITY).map(|l| (i, l.0))).collect()
}

/// The share of pairs of links that do not cross, in [0, 1]; 1 where there are fewer than four
/// links.
pub(crate) fn order_kept(r: &PairReading<'_>) -> f32 {
    let links = content_links(r);
    if links.len() < 4 { 1.0 } else { straight_share(&links) }
}

/// The share of pairs of `links` that do not cross, in [0, 1].
pub(crate) fn straight_share(links: &[(usize, usize)]) -> f32 {
    let (mut all, mut straight) = (0, 0);
    for (k, a) in links.iter().enumerate() {
        for b in &links[k + 1..] {
            all += 1;
            straight += usize::from(a.1 <= b.1);
        }
    }
    straight as f32 / all.max(1) as f32
}
