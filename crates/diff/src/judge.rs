//! How much to believe a rule, given the pair it fired in.
//!
//! A rule says how strong its own evidence is. Whether it is right depends as
//! much on the company it keeps: in a pair that is otherwise rendered word for
//! word a lost modifier is an omission, in a free rendering it is style. So
//! each finding is described by a few signals, the same for all rules, and a
//! logistic model per rule (`data/weights.tsv`, learnt from planted errors and
//! good translations) weighs them. Calibration follows in
//! [`crate::calibration`].

use crate::Finding;
use crate::gaps;
use crate::reading::{Reading, SideReading};
use calque_text::Span;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// How many signals there are.
const SIGNALS: usize = SHARED + OWN;
/// How many of them are the same for every rule.
const SHARED: usize = 14;
/// How many each rule may add.
pub(crate) const OWN: usize = 6;

/// What the rules found in a pair, each finding with up to six signals of the rule's own.
#[derive(Debug, Default)]
pub struct Found {
    pub(crate) list: Vec<(Finding, [f32; OWN])>,
}

impl Found {
    /// A finding, its strength being all the rule has to say.
    pub fn push(&mut self, finding: Finding) {
        self.list.push((finding, [0.0; OWN]));
    }

    /// A finding with up to six numbers that the rule knows besides its strength; what they
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

/// What describes a finding; the columns of `data/weights.tsv`.
pub(crate) type Signals = [f32; SIGNALS];

/// A logistic model: a bias and a weight for each signal.
type Weights = (f32, Signals);

static WEIGHTS: LazyLock<BTreeMap<&'static str, Weights>> =
    LazyLock::new(|| parse(include_str!("../data/weights.tsv")));

fn parse(tsv: &'static str) -> BTreeMap<&'static str, Weights> {
    let mut all = BTreeMap::new();
    for line in tsv.lines().filter(|l| !l.starts_with('#')) {
        let mut columns = line.split('\t');
        let Some(rule) = columns.next() else { continue };
        let numbers: Vec<f32> = columns.filter_map(|c| c.parse().ok()).collect();
        if let [bias, rest @ ..] = numbers.as_slice()
            && let Ok(weights) = Signals::try_from(rest)
        {
            all.insert(rule, (*bias, weights));
        }
    }
    all
}

/// The strength of `finding` with its company considered, in [0, 1]: the rule's own where
/// nothing was learnt for it.
pub(crate) fn judged(rule: &str, signals: &Signals, own: f32) -> f32 {
    let Some((bias, weights)) = WEIGHTS.get(rule) else { return own };
    let sum: f32 = weights.iter().zip(signals).map(|(w, x)| w * x).sum();
    1.0 / (1.0 + (-(bias + sum)).exp())
}

/// Describes a finding.
pub(crate) fn signals(r: &Reading<'_>, f: &Finding, extra: [f32; OWN]) -> Signals {
    let own = f.confidence.clamp(0.01, 0.99);
    let (a, b) = (tokens(&r.source, f.source), tokens(&r.target, f.target));
    let (x, y) = (outside(&r.source, &a), outside(&r.target, &b));
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
    fn every_line_of_weights_is_read() {
        let lines = include_str!("../data/weights.tsv").lines().filter(|l| !l.starts_with('#')).count();
        assert_eq!(WEIGHTS.len(), lines);
        assert!(WEIGHTS.keys().all(|k| crate::explain(k).is_some()), "{:?}", WEIGHTS.keys());
    }

    #[test]
    fn what_nothing_is_learnt_for_stays() {
        assert_eq!(judged("no-such-rule", &[1.0; SIGNALS], 0.3), 0.3);
    }
}
