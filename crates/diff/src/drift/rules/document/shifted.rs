//! Files of pairs in which the translations of a run of pairs stand one line too early or too late.

use crate::drift::draft::Draft;
use crate::drift::languages::Languages;
use crate::drift::matching::relation;
use crate::drift::reading::PairReading;
use crate::drift::rule::{Scope, SequenceRule, TextPair, rule};
use crate::drift::side::{PairView, SideView};
use calque_aligner::align_words;
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::{Side, Span, tokenize};
use std::ops::Range;

/// See the module.
pub(crate) struct Shifted;

/// A neighbour's translation fits if it is related with at least this probability. Set by hand.
const FITS: f32 = 0.5;
/// A pair whose own translation is related with at least this probability stands where it belongs: its
/// neighbour says much the same. Set by hand.
const BELONGS: f32 = 0.1;
/// A run of fewer pairs is chance.
const RUN: usize = 2;

impl SequenceRule for Shifted {
    rule! {
        id: "shifted",
        category: Mistranslation,
        summary: "A run of pairs whose translations stand one pair too early or too late",
        languages: Languages::Any,
        scope: Scope::Sequence,
        rank: 410,
    }

    fn check(&self, pairs: &[TextPair<'_>], suspect: &[bool]) -> Vec<(Range<usize>, Draft)> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < suspect.len() {
            let run = at..at + suspect[at..].iter().take_while(|&&s| s).count();
            at = run.end.max(at + 1);
            if run.len() < RUN {
                continue;
            }
            let later = fitting(pairs, &run, |i| i.checked_add(1));
            let earlier = fitting(pairs, &run, |i| i.checked_sub(1));
            let (fits, way) = if later >= earlier { (later, "later") } else { (earlier, "earlier") };
            if fits >= RUN.max(run.len() / 2) || (run.len() == RUN && fits == 1) {
                let draft = finding(&pairs[run.start], run.len(), way);
                out.push((run, draft));
            }
        }
        out
    }
}

/// How many pairs of a run have an original that the translation of the pair at `place` fits.
fn fitting(pairs: &[TextPair<'_>], run: &Range<usize>, place: impl Fn(usize) -> Option<usize>) -> usize {
    run.clone()
        .filter(|&i| place(i).and_then(|j| pairs.get(j)).is_some_and(|there| related(&pairs[i], there) >= FITS))
        .filter(|&i| related(&pairs[i], &pairs[i]) < BELONGS)
        .count()
}

/// How surely the translation of `there` translates the original of `here`.
fn related(here: &TextPair<'_>, there: &TextPair<'_>) -> f32 {
    let Some(model) = here.model else { return 0.0 };
    let ((a, from), (b, to)) = (here.source, there.target);
    if there.model.is_none() || a.trim().is_empty() || b.trim().is_empty() {
        return 0.0;
    }
    let (here, there) = (tokenize(a, from), tokenize(b, to));
    let words = align_words(model, (a, from, &here), (b, to, &there));
    let source = SideView { text: a, span: Span::new(0, a.len()), lang: from, tokens: &here };
    let target = SideView { text: b, span: Span::new(0, b.len()), lang: to, tokens: &there };
    relation::probability(&PairReading::new(&PairView { source, target, words: &words, model: Some(model) }))
}

fn finding(first: &TextPair<'_>, count: usize, way: &str) -> Draft {
    let whole = |side: Side| {
        let text = if side == Side::Source { first.source.0 } else { first.target.0 };
        Some(Span::new(0, text.len()))
    };
    Draft::new("shifted", Category::Mistranslation, Severity::Critical, 0.95)
        .at(whole(Side::Source), whole(Side::Target))
        .says(message!("shifted", count = count, way = way))
}
