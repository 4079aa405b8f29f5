//! How surely a finding is right, given its signals: gradient-boosted decision trees.
//!
//! A rule says how strong its own evidence is. For each rule of which enough errors were planted,
//! 121 to 221 small trees (gradient boosting with logistic loss, Friedman 2001) predict from named
//! signals the log-odds that a finding is right. `training/drift/learn` learns them from planted
//! errors and good translations and writes `learnt/trees.tsv`, once more over what the encoder tells. Isotonic calibration follows in
//! [`super::calibration`].

use super::context::{CONTEXT, ContextSignals};
use super::judge::Judge;
use super::signals::{SHARED, SIGNALS, SharedSignals, SignalValues};
use crate::drift::rules;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A tree as deep as this is refused.
const MAX_DEPTH: u32 = 32;

/// A decision tree, its nodes in preorder: the lower branch of a split follows it.
type Tree = Vec<Node>;

/// A node, small so that the trees stay in the cache.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Node {
    /// Of a split: the node to go on with if the signal is above the limit. 0 in a leaf.
    higher: u16,
    /// Of a split: the index of its signal.
    signal: u16,
    /// Of a split: the limit up to which the next node is gone on with. Of a leaf: what the tree adds
    /// to the log-odds.
    value: f32,
}

impl Node {
    const fn leaf(value: f32) -> Self {
        Self { higher: 0, signal: 0, value }
    }
}

/// The trees of each rule.
type Trees = BTreeMap<&'static str, Vec<Tree>>;

static LEXICON: LazyLock<Trees> = LazyLock::new(|| read(learnt!("trees.tsv")));
static CONTEXT_TREES: LazyLock<Trees> = LazyLock::new(|| read(learnt!("context/trees.tsv")));

fn read(tsv: &'static str) -> Trees {
    parse(tsv, |rule| rules::description(rule).map(|d| d.signals)).unwrap_or_else(|line| {
        debug_assert!(false, "trees.tsv: {line}");
        BTreeMap::new()
    })
}

/// Reads one tree a line, after its rule: numbers are leaves, `SIGNAL:LIMIT` are splits, each
/// followed by its lower and its higher branch. The names of signals are looked up here, once.
/// Fails with the line that cannot be read.
fn parse(
    tsv: &str,
    rule_signals: impl Fn(&str) -> Option<&'static [&'static str]>,
) -> Result<BTreeMap<&str, Vec<Tree>>, &str> {
    let mut all: BTreeMap<&str, Vec<Tree>> = BTreeMap::new();
    for line in tsv.lines().filter(|l| !l.starts_with('#')) {
        let (rule, text) = line.split_once('\t').ok_or(line)?;
        let own = rule_signals(rule).ok_or(line)?;
        let index_of = |name: &str| {
            let shared = SharedSignals::NAMES.iter().position(|n| *n == name);
            let context = || ContextSignals::NAMES.iter().position(|n| *n == name).map(|k| SHARED + k);
            let of_rule = || own.iter().position(|n| *n == name).map(|k| SHARED + CONTEXT + k);
            shared.or_else(context).or_else(of_rule)
        };
        let mut tree = Tree::new();
        let mut words = text.split(' ');
        parse_branch(&mut words, &index_of, &mut tree, 0).ok_or(line)?;
        if words.next().is_some() {
            return Err(line);
        }
        all.entry(rule).or_default().push(tree);
    }
    Ok(all)
}

/// Reads one branch and appends its nodes to `tree`; `None` if it is not complete.
fn parse_branch<'t>(
    words: &mut impl Iterator<Item = &'t str>,
    index_of: &impl Fn(&str) -> Option<usize>,
    tree: &mut Tree,
    depth: u32,
) -> Option<()> {
    let word = words.next()?;
    let Some((name, limit)) = word.split_once(':') else {
        tree.push(Node::leaf(word.parse().ok()?));
        return Some(());
    };
    let signal = index_of(name).filter(|&k| k < SIGNALS && depth < MAX_DEPTH)?;
    let split = tree.len();
    tree.push(Node::leaf(0.0));
    parse_branch(words, index_of, tree, depth + 1)?;
    let higher = u16::try_from(tree.len()).ok()?;
    tree[split] = Node { higher, signal: signal as u16, value: limit.parse().ok()? };
    parse_branch(words, index_of, tree, depth + 1)
}

/// The leaf at which `tree` puts a finding with these signals.
fn leaf(tree: &Tree, signals: &SignalValues) -> f32 {
    let mut at = 0;
    while let Some(node) = tree.get(at) {
        if node.higher == 0 {
            return node.value;
        }
        let signal = signals.get(usize::from(node.signal)).copied().unwrap_or(0.0);
        at = if signal <= node.value { at + 1 } else { usize::from(node.higher) };
    }
    0.0
}

/// The probability that a finding of `rule` with these signals is right, not yet calibrated;
/// `None` for a rule without trees.
pub(crate) fn predict(judge: Judge, rule: &str, signals: &SignalValues) -> Option<f32> {
    let trees = judge.pick(&LEXICON, &CONTEXT_TREES).get(rule)?;
    let log_odds: f32 = trees.iter().map(|t| leaf(t, signals)).sum();
    Some(1.0 / (1.0 + (-log_odds).exp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_learnt_table_names_rules_and_signals_of_the_code() {
        for table in [learnt!("trees.tsv"), learnt!("context/trees.tsv")] {
            let trees = parse(table, |rule| rules::description(rule).map(|d| d.signals)).expect("every line is read");
            let lines = table.lines().filter(|l| !l.starts_with('#')).count();
            assert_eq!(trees.values().map(Vec::len).sum::<usize>(), lines);
            assert!(trees.values().all(|t| t.len() > 80), "81 trees or more a rule");
        }
    }

    #[test]
    fn no_rule_declares_a_name_of_the_shared_signals() {
        for rule in rules::descriptions() {
            let shared = |name: &&&str| SharedSignals::NAMES.contains(name) || ContextSignals::NAMES.contains(name);
            let twice = rule.signals.iter().find(shared);
            assert_eq!(twice, None, "{}", rule.id);
        }
    }

    #[test]
    fn a_tree_is_followed_to_its_leaf() {
        let trees = parse("x\tliteral:0.5 -1 own:3 0.25 2", |_| Some(&["other", "own"])).expect("a tree");
        let tree = &trees["x"][0];
        let mut signals = [0.0; SIGNALS];
        assert_eq!(leaf(tree, &signals), -1.0);
        signals[1] = 0.6;
        assert_eq!(leaf(tree, &signals), 0.25);
        signals[SHARED + CONTEXT + 1] = 4.0;
        assert_eq!(leaf(tree, &signals), 2.0);
        assert!(parse("x\tliteral:0.5 -1", |_| Some(&[])).is_err(), "a branch is missing");
        assert!(parse("x\tunheard-of:0.5 -1 1", |_| Some(&[])).is_err(), "no such signal");
    }

    #[test]
    fn a_rule_without_trees_has_no_prediction() {
        assert_eq!(predict(Judge::Lexicon, "no-such-rule", &[1.0; SIGNALS]), None);
    }
}
