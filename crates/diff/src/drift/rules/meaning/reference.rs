//! A noun that takes up what was said, rendered by one that takes up something else.
//!
//! *The move drew a reaction* speaks of the decision told before; *L’attaque a
//! suscité une réaction* speaks of an attack. Such nouns (move, decision, event,
//! statement, deal ...) are grouped; after a definite article, one whose place
//! is taken by a noun of another group, neither having any other counterpart,
//! refers to something else.

use crate::drift::cues::table::{CueTable, Hit};
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::matching::concepts::{self, Matched};
use crate::drift::reading::PairReading;
use crate::drift::reading::lexicon;
use crate::drift::rule::{PairRule, rule};
use crate::drift::signals::signals;
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::Side;
use std::sync::LazyLock;

static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("shells.tsv")));

signals! {
    /// Signals of two nouns that take up different things.
    pub(crate) struct ReferenceSignals {
        /// Nearness of the two, in [0.4, 1].
        nearness,
        /// The lexicon's probability that they render each other, at most 0.1.
        probability,
    }
}

/// See the module.
pub(crate) struct Reference;

const DEFINITE: [&str; 14] =
    ["the", "this", "that", "these", "those", "such", "le", "la", "l'", "les", "cette", "ce", "ces", "cet"];

/// Groups so general that they may stand for any other: *the shooting* is an incident.
const VAGUE: [&str; 5] = ["act", "event", "plan", "issue", "word"];

impl PairRule for Reference {
    rule! {
        id: "reference",
        category: Mistranslation,
        summary: "A noun such as “the move” rendered by one that refers to something else",
        rank: 160,
        signals: ReferenceSignals::NAMES,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        if !r.has_links() {
            return;
        }
        let (source, target) = concepts::both(&CUES, r);
        let Matched { source, target } = concepts::matched(r, source, target, |a, b| a.cue.field(0) == b.cue.field(0));
        for (a, _) in source.iter().filter(|(a, partner)| partner.is_none() && takes_up(r, Side::Source, a)) {
            let nearest = target
                .iter()
                .filter(|(b, partner)| partner.is_none() && !VAGUE.contains(&b.cue.field(0)))
                .filter(|(b, _)| takes_up(r, Side::Target, b))
                .map(|(b, _)| (b, concepts::nearness(r, a, b)))
                .max_by(|x, y| x.1.total_cmp(&y.1));
            if let Some((b, nearness)) = nearest.filter(|&(_, nearness)| nearness >= 0.4) {
                let known = lexicon::best_prob(r, a.tokens.clone(), b.tokens.clone()).unwrap_or(0.0);
                let signals = ReferenceSignals { nearness, probability: known.min(0.1) };
                out.push_with_signals(finding(r, a, b, nearness), &signals);
            }
        }
    }
}

/// Whether the noun stands right after a definite article or *this*, and nothing renders it.
fn takes_up(r: &PairReading<'_>, side: Side, hit: &Hit<'_>) -> bool {
    let here = r.side(side);
    let definite = hit.tokens.start.checked_sub(1).is_some_and(|k| DEFINITE.contains(&here.norm(k)));
    definite && hit.tokens.clone().all(|i| here.rendered[i] < 0.3)
}

fn finding(r: &PairReading<'_>, a: &Hit<'_>, b: &Hit<'_>, nearness: f32) -> Draft {
    let with_article = |t: &std::ops::Range<usize>| t.start.saturating_sub(1)..t.end;
    let (x, y) = (with_article(&a.tokens), with_article(&b.tokens));
    let (was, is) = (r.source.words(x.clone()), r.target.words(y.clone()));
    Draft::new("reference", Category::Mistranslation, Severity::Major, 0.4 + 0.4 * nearness)
        .at(r.source.span_of(x), r.target.span_of(y))
        .says(message!("another-reference", is = is, was = was))
}
