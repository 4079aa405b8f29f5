//! The heaviest chain of points that rise in both directions.

/// The chain of greatest total weight among `candidates` (row, column, weight) whose rows and
/// columns both rise, as points with their weights.
///
/// Candidates come sorted by row; columns lie in `from..to`. Heaviest increasing subsequence with
/// a Fenwick tree of prefix maxima over columns (Fenwick 1994): O(n log(to - from)). Of equal
/// chains the one found first wins.
pub fn heaviest_chain(candidates: &[(u32, u32, f32)], from: usize, to: usize) -> Vec<((usize, usize), f32)> {
    let width = to - from;
    let mut tree: Vec<(f32, u32)> = vec![(0.0, u32::MAX); width + 1];
    let mut best: Vec<(f32, u32)> = vec![(0.0, u32::MAX); candidates.len()];
    let mut at = 0;
    while at < candidates.len() {
        let row = candidates[at].0;
        let end = at + candidates[at..].iter().take_while(|c| c.0 == row).count();
        for k in at..end {
            let mut index = candidates[k].1 as usize - from;
            let mut before = (0.0, u32::MAX);
            while index > 0 {
                if tree[index].0 > before.0 {
                    before = tree[index];
                }
                index -= index & index.wrapping_neg();
            }
            best[k] = (before.0 + candidates[k].2, before.1);
        }
        for k in at..end {
            let mut index = candidates[k].1 as usize - from + 1;
            while index <= width {
                if best[k].0 > tree[index].0 {
                    tree[index] = (best[k].0, k as u32);
                }
                index += index & index.wrapping_neg();
            }
        }
        at = end;
    }
    let mut last = (0..candidates.len()).max_by(|&a, &b| best[a].0.total_cmp(&best[b].0).then(b.cmp(&a)));
    let mut chain = Vec::new();
    while let Some(k) = last {
        let (i, j, weight) = candidates[k];
        chain.push(((i as usize, j as usize), weight));
        last = (best[k].1 != u32::MAX).then_some(best[k].1 as usize);
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::heaviest_chain;

    #[test]
    fn the_heavier_of_two_crossing_chains_wins() {
        let points = [(0, 2, 1.0), (1, 0, 1.0), (2, 1, 1.0), (3, 3, 0.5)];
        let chain: Vec<_> = heaviest_chain(&points, 0, 4).into_iter().map(|(at, _)| at).collect();
        assert_eq!(chain, [(1, 0), (2, 1), (3, 3)]);
        assert!(heaviest_chain(&[], 0, 4).is_empty());
    }
}
