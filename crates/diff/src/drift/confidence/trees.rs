//! How much to believe a rule, given the pair it fired in.
//!
//! A rule says how strong its own evidence is. Whether it is right depends as
//! much on the company it keeps: in a pair that is otherwise rendered word for
//! word a lost modifier is an omission, in a free rendering it is style. So
//! each finding is described by a few signals, most of them the same for all
//! rules, and a few dozen small decision trees per rule (`data/judge.tsv`,
//! learnt from planted errors and good translations) weigh them. Calibration
//! follows in [`crate::calibration`].

use crate::drift::reading::Reading;
use crate::drift::reading::gaps;
use crate::drift::reading::slot::slot;
use crate::drift::side::SideReading;
use calque_bitext::Finding;
use calque_text::{Side, Span};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// How many signals there are.
const SIGNALS: usize = SHARED + OWN;
/// How many of them are the same for every rule.
const SHARED: usize = 17;
/// How many each rule may add.
pub(crate) const OWN: usize = 13;

/// A signal that says yes or no.
pub(crate) fn flag(yes: bool) -> f32 {
    f32::from(u8::from(yes))
}

/// What the rules found in a pair, each finding with some signals of the rule's own.
#[derive(Debug, Default)]
pub struct Found {
    pub(crate) list: Vec<(Finding, [f32; OWN])>,
}

impl Found {
    /// A finding, its strength being all the rule has to say.
    pub fn push(&mut self, finding: Finding) {
        self.list.push((finding, [0.0; OWN]));
    }

    /// A finding with up to `OWN` numbers that the rule knows besides its strength; what they
    /// weigh is learnt.
    pub fn tell(&mut self, finding: Finding, known: &[f32]) {
        let mut own = [0.0; OWN];
        own.iter_mut().zip(known).for_each(|(o, k)| *o = *k);
        self.list.push((finding, own));
    }
}

impl Extend<Finding> for Found {
    fn extend<T: IntoIterator<Item = Finding>>(&mut self, findings: T) {
        findings.into_iter().for_each(|f| self.push(f));
    }
}

/// What describes a finding.
pub(crate) type Signals = [f32; SIGNALS];

/// A decision tree, its nodes in preorder: the lower branch of a split follows it.
type Tree = Vec<Node>;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Node {
    /// What the tree says, in log-odds.
    Leaf(f32),
    /// Go on if the signal is at most `at`, else to the node `higher`.
    Split { signal: usize, at: f32, higher: usize },
}

/// The trees of each rule.
static TREES: LazyLock<BTreeMap<&'static str, Vec<Tree>>> = LazyLock::new(|| parse(learnt!("trees.tsv")));

/// One tree a line, after its rule: numbers are leaves, `SIGNAL:LIMIT` are splits, followed by both
/// branches. What cannot be read is left out.
fn parse(tsv: &'static str) -> BTreeMap<&'static str, Vec<Tree>> {
    let mut all: BTreeMap<&str, Vec<Tree>> = BTreeMap::new();
    for (rule, text) in tsv.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t')) {
        let mut tree = Tree::new();
        let mut words = text.split(' ');
        if grow(&mut words, &mut tree, 0).is_some() && words.next().is_none() {
            all.entry(rule).or_default().push(tree);
        }
    }
    all
}

/// Reads one branch.
fn grow<'t>(words: &mut impl Iterator<Item = &'t str>, tree: &mut Tree, depth: u32) -> Option<()> {
    let word = words.next()?;
    let Some((signal, at)) = word.split_once(':') else {
        tree.push(Node::Leaf(word.parse().ok()?));
        return Some(());
    };
    let signal = signal.parse().ok().filter(|&k| k < SIGNALS && depth < 32)?;
    let here = tree.len();
    tree.push(Node::Leaf(0.0));
    grow(words, tree, depth + 1)?;
    tree[here] = Node::Split { signal, at: at.parse().ok()?, higher: tree.len() };
    grow(words, tree, depth + 1)
}

/// What a tree says of the signals.
fn said(tree: &Tree, signals: &Signals) -> f32 {
    let mut at = 0;
    loop {
        match tree.get(at) {
            Some(Node::Leaf(x)) => return *x,
            Some(Node::Split { signal, at: limit, higher }) => {
                at = if signals[*signal] <= *limit { at + 1 } else { *higher };
            }
            None => return 0.0,
        }
    }
}

/// The strength of `finding` with its company considered, in [0, 1]: the rule's own where
/// nothing was learnt for it.
pub(crate) fn judged(rule: &str, signals: &Signals, own: f32) -> f32 {
    let Some(trees) = TREES.get(rule) else { return own };
    let sum: f32 = trees.iter().map(|t| said(t, signals)).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// Describes a finding.
pub(crate) fn signals(r: &Reading<'_>, f: &Finding, extra: [f32; OWN]) -> Signals {
    let own = f.confidence.clamp(0.01, 0.99);
    let (a, b) = (tokens(&r.source, f.source), tokens(&r.target, f.target));
    let (x, y) = (outside(&r.source, &a), outside(&r.target, &b));
    let slot = if a.is_empty() { slot(r, Side::Target, &b) } else { slot(r, Side::Source, &a) };
    let words = |side: &SideReading<'_>| (0..side.len()).filter(|&i| side.is_word(i)).count().max(1) as f32;
    let (n, m) = (words(&r.source), words(&r.target));
    let shared: [f32; SHARED] = [
        (own / (1.0 - own)).ln(),
        0.5 * (x.rendered + y.rendered),
        rendered(&r.source, &a),
        rendered(&r.target, &b),
        around(&r.source, &a),
        around(&r.target, &b),
        mass(&r.source, &a).ln_1p(),
        mass(&r.target, &b).ln_1p(),
        (m / n).ln(),
        n.ln(),
        capitals(&r.source),
        x.worst.max(y.worst).ln_1p(),
        (a.len() as f32).ln_1p(),
        (b.len() as f32).ln_1p(),
        slot.open.ln_1p(),
        slot.words,
        slot.firm,
    ];
    let mut all = [0.0; SIGNALS];
    all[..SHARED].copy_from_slice(&shared);
    all[SHARED..].copy_from_slice(&extra);
    all
}

fn tokens(side: &SideReading<'_>, span: Option<Span>) -> Range<usize> {
    span.map_or(0..0, |s| if s.is_empty() { side.token_at(s.start)..side.token_at(s.start) } else { side.tokens_of(s) })
}

/// The rest of a side.
struct Outside {
    /// Mean support, words weighed by their information.
    rendered: f32,
    /// The most information unrendered in one stretch.
    worst: f32,
}

fn outside(side: &SideReading<'_>, own: &Range<usize>) -> Outside {
    let (mut sum, mut all, mut worst, mut run) = (0.0, 0.0, 0.0_f32, 0.0);
    for i in 0..side.len() {
        if own.contains(&i) {
            run = 0.0;
            continue;
        }
        all += side.information[i];
        sum += side.information[i] * side.rendered[i];
        if gaps::is_open(side, i) {
            run += gaps::unrendered(side, i);
            worst = worst.max(run);
        } else if side.information[i] > 6.5 {
            run = 0.0;
        }
    }
    Outside { rendered: if all > 0.0 { sum / all } else { 1.0 }, worst }
}

/// The best support among the finding's own words.
fn rendered(side: &SideReading<'_>, own: &Range<usize>) -> f32 {
    own.clone().filter_map(|i| side.rendered.get(i)).copied().fold(0.0, f32::max)
}

/// Information of the finding's own words that is not rendered.
fn mass(side: &SideReading<'_>, own: &Range<usize>) -> f32 {
    own.clone().filter(|&i| i < side.len()).map(|i| gaps::unrendered(side, i)).sum()
}

/// Information not rendered around the finding's place, its own words left out.
fn around(side: &SideReading<'_>, own: &Range<usize>) -> f32 {
    let near = own.start.saturating_sub(6)..(own.end + 6).min(side.len());
    let sum: f32 = near
        .filter(|i| !own.contains(i))
        .map(|i| {
            let off = if i < own.start { own.start - i } else { i + 1 - own.end.max(own.start) };
            gaps::unrendered(side, i) / (1.0 + (off as f32 / 2.5).powi(2))
        })
        .sum();
    sum.ln_1p()
}

/// The share of words with a capital: near 1 in a headline.
fn capitals(side: &SideReading<'_>) -> f32 {
    let words: Vec<usize> = (0..side.len()).filter(|&i| side.is_word(i)).collect();
    let capital = words.iter().filter(|&&i| side.is_capital(i)).count();
    capital as f32 / words.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tree_is_read() {
        let lines = learnt!("trees.tsv").lines().filter(|l| !l.starts_with('#')).count();
        assert_eq!(TREES.values().map(Vec::len).sum::<usize>(), lines);
        assert!(lines > 100, "{lines}");
        assert!(TREES.keys().all(|k| crate::drift::rule::explain(k).is_some()), "{:?}", TREES.keys());
    }

    #[test]
    fn a_tree_is_followed_to_its_leaf() {
        let trees = parse("x\t1:0.5 -1 2:3 0.25 2");
        let tree = &trees["x"][0];
        let mut signals = [0.0; SIGNALS];
        assert_eq!(said(tree, &signals), -1.0);
        signals[1] = 0.6;
        assert_eq!(said(tree, &signals), 0.25);
        signals[2] = 4.0;
        assert_eq!(said(tree, &signals), 2.0);
        assert!(parse("x\t1:0.5 -1").is_empty(), "a branch is missing");
    }

    #[test]
    fn what_nothing_is_learnt_for_stays() {
        assert_eq!(judged("no-such-rule", &[1.0; SIGNALS], 0.3), 0.3);
    }
}
