//! What the model's lexicon says of words of a pair.
//!
//! Thin and forgiving: no model, or a word that the vocabulary lacks, gives
//! `None`, and the rule decides without.

use crate::drift::reading::PairReading;
use calque_text::Side;
use std::ops::Range;

/// The greatest [`prob`] of a word of `source` and a word of `target`; `None` if all of them lack
/// one of the two words.
pub(crate) fn best_prob(r: &PairReading<'_>, source: Range<usize>, target: Range<usize>) -> Option<f32> {
    let mut best = None;
    for i in source {
        for j in target.clone() {
            if let Some(p) = prob(r, i, j) {
                best = Some(p.max(best.unwrap_or(0.0)));
            }
        }
    }
    best
}

/// The geometric mean of the lexicon's probabilities of source token `i` and target token `j` in both
/// directions; `None` where one of them is not in the vocabulary.
pub(crate) fn prob(r: &PairReading<'_>, i: usize, j: usize) -> Option<f32> {
    probs(r, i, j).map(|(there, back)| (there * back).sqrt())
}

/// `p(target | source)` and `p(source | target)` of two tokens.
pub(crate) fn probs(r: &PairReading<'_>, i: usize, j: usize) -> Option<(f32, f32)> {
    let model = r.pair.model?;
    let (from, to) = (r.source.lang(), r.target.lang());
    let (word, other) = (r.source.ids[i]?, r.target.ids[j]?);
    Some((model.lexicon(from, to)?.prob(word, other), model.lexicon(to, from)?.prob(other, word)))
}

/// The likeliest known translation of token `i` of `side` that is a word of content, with
/// its probability.
pub(crate) fn best_translation<'r>(r: &PairReading<'r>, side: Side, i: usize) -> Option<(&'r str, f32)> {
    all_translations(r, side, i).into_iter().find(|(w, _)| w.chars().count() > 2)
}

/// Semantic kinship of source token `i` and target token `j` by way of their translations, in [0, 1]:
/// the probability mass of translations that both share, over six translations of one word and
/// twelve back.
/// *troops* and *soldats* are kin by way of *soldiers* and *troupes*.
pub(crate) fn kinship(r: &PairReading<'_>, i: usize, j: usize) -> f32 {
    let Some(model) = r.pair.model else { return 0.0 };
    let (from, to) = (r.source.lang(), r.target.lang());
    let (Some(there), Some(back)) = (model.lexicon(from, to), model.lexicon(to, from)) else { return 0.0 };
    let (Some(word), Some(other)) = (r.source.ids[i], r.target.ids[j]) else { return 0.0 };
    let mut kin = 0.0;
    for (s, p) in back.translations(other).take(6) {
        // `s` renders `other` in the source's language; which translations does it share with `word`?
        for (t, q) in there.translations(s).take(12) {
            kin += p * q.min(there.prob(word, t));
        }
    }
    for (t, p) in there.translations(word).take(6) {
        for (s, q) in back.translations(t).take(12) {
            kin += p * q.min(back.prob(other, s));
        }
    }
    (kin / 2.0).clamp(0.0, 1.0)
}

/// Whether one of the two is known to render another form of the other: *adds* is *ajoute*,
/// so *added* for it is a matter of tense, not of meaning.
pub(crate) fn inflected(r: &PairReading<'_>, i: usize, j: usize) -> bool {
    let known = |side: Side, k: usize, form: &str| {
        let all = all_translations(r, side, k);
        all.iter().filter(|t| t.1 >= 0.01).take(12).any(|t| one_stem(t.0, form))
    };
    known(Side::Source, i, r.target.norm(j)) || known(Side::Target, j, r.source.norm(i))
}

/// Every known translation of token `i` of `side`, best first.
pub(crate) fn all_translations<'r>(r: &PairReading<'r>, side: Side, i: usize) -> Vec<(&'r str, f32)> {
    let (here, there) = (r.side(side), r.side(side.other()));
    let Some(model) = r.pair.model else { return Vec::new() };
    match (model.lexicon(here.lang(), there.lang()), model.side(there.lang()), here.ids[i]) {
        (Some(lexicon), Some(words), Some(id)) => lexicon.translations(id).map(|(t, p)| (words.word(t), p)).collect(),
        _ => Vec::new(),
    }
}

/// Whether two words of one language look like forms of one: they differ only in their ends.
fn one_stem(a: &str, b: &str) -> bool {
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let (x, y) = (a.chars().count(), b.chars().count());
    a != b && shared >= 3 && 10 * shared >= 6 * x.min(y) && x.max(y) - shared <= 5
}

/// The probability of the best pair of a word of `source` and a word of `target`, as a share of the
/// best translation that the lexicon has for either: the mean of both directions, in [0, 1]; 0.5
/// where nothing is known. The tail of a lexicon holds words that stood in the place by chance.
pub(crate) fn relative_probability(r: &PairReading<'_>, source: Range<usize>, target: Range<usize>) -> f32 {
    let mut best: Option<f32> = None;
    for i in source {
        for j in target.clone() {
            let (Some((p, q)), Some(there), Some(back)) =
                (probs(r, i, j), best_translation(r, Side::Source, i), best_translation(r, Side::Target, j))
            else {
                continue;
            };
            let share = f32::midpoint((p / there.1.max(1e-3)).min(1.0), (q / back.1.max(1e-3)).min(1.0));
            best = Some(share.max(best.unwrap_or(0.0)));
        }
    }
    best.unwrap_or(0.5)
}
