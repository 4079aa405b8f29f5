//! A statement made a question, or a question a statement.

use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use calque_bitext::{Category, Severity};
use calque_messages::message;

/// See the module.
pub(crate) struct Question;

impl PairRule for Question {
    rule! {
        id: "question",
        category: Mistranslation,
        summary: "A statement turned into a question, or the other way round",
        languages: Languages::Any,
        rank: 170,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let (asks, asked) = (marks(&r.target), marks(&r.source));
        let short = r.source.len().min(r.target.len()) < 3;
        if short || asks.is_empty() == asked.is_empty() || !whole_sentences(r) {
            return;
        }
        let made = asked.is_empty();
        let last = |side: &SideReading<'_>| side.span(side.len().saturating_sub(1));
        let (source, target) = if made {
            (last(&r.source), asks.last().and_then(|&i| r.target.span(i)))
        } else {
            (asked.last().and_then(|&i| r.source.span(i)), last(&r.target))
        };
        let (strength, message) =
            if made { (0.7, message!("question-added")) } else { (0.5, message!("question-lost")) };
        out.push(
            Draft::new("question", Category::Mistranslation, Severity::Minor, strength)
                .at(source, target)
                .says(message),
        );
    }
}

/// Whether one side is a single statement and the other a single question: a question among other
/// sentences, in a heading (*How to …*) or within a quotation is mostly a manner of speaking.
fn whole_sentences(r: &PairReading<'_>) -> bool {
    let last = |side: &SideReading<'_>| side.view.words().trim_end().chars().next_back();
    let one = |side: &SideReading<'_>| {
        let ends = |i: &usize| side.is_mark(*i) && side.norm(*i).contains(['.', '?', '!', '…', ':']);
        (0..side.len()).filter(ends).count() == 1
    };
    let ends = [last(&r.source), last(&r.target)];
    one(&r.source) && one(&r.target) && ends.contains(&Some('.')) && ends.contains(&Some('?'))
}

/// The question marks of a side.
fn marks(side: &SideReading<'_>) -> Vec<usize> {
    (0..side.len()).filter(|&i| side.is_mark(i) && side.norm(i).contains('?')).collect()
}
