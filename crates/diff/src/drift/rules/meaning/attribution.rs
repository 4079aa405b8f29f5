//! Who says it, and how: *denied* for *said*, *confirmed* for *claimed*.
//!
//! Verbs of saying are grouped by what they do to the words reported. A verb
//! that finds none of its own group on the other side, while one of another
//! group stands in its place, changes the standing of what is said.

use crate::drift::cues::reporting::REPORTING;
use crate::drift::cues::table::Hit;
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::matching::concepts::{self, Matched};
use crate::drift::reading::PairReading;
use crate::drift::reading::lexicon;
use crate::drift::rule::{PairRule, rule};
use crate::drift::signals::{flag, signals};
use calque_bitext::{Category, Severity};
use calque_messages::message;

signals! {
    /// Signals of two verbs of saying from different groups.
    pub(crate) struct AttributionSignals {
        /// Nearness of the two, in (0, 1]; 1 = linked.
        nearness,
        /// ln of the lexicon's probability that they render each other.
        log_probability,
        /// 1 if one of them denies.
        denial,
        /// 1 if both are plainly verbs of their group.
        both_strong,
    }
}

/// See the module.
pub(crate) struct Attribution;

/// Groups that translate each other often enough.
const NEIGHBOURS: &[&[&str]] = &[
    &["say", "claim"],
    &["deny", "refuse"],
    &["silent", "refuse"],
    &["silent", "say"],
    &["silent", "confirm"],
    &["confirm", "admit"],
    &["claim", "accuse"],
];

fn group<'c>(hit: &Hit<'c>) -> &'c str {
    hit.cue.field(0)
}

fn alike(a: &Hit<'_>, b: &Hit<'_>) -> bool {
    group(a) == group(b) || NEIGHBOURS.iter().any(|g| g.contains(&group(a)) && g.contains(&group(b)))
}

impl PairRule for Attribution {
    rule! {
        id: "attribution",
        category: Attribution,
        summary: "How something is said: confirmed, denied, claimed, admitted",
        rank: 70,
        signals: AttributionSignals::NAMES,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let (source, target) = concepts::both(&REPORTING, r);
        let Matched { source, target } = concepts::matched(r, source, target, alike);
        for (a, _) in source.iter().filter(|(_, partner)| partner.is_none()) {
            let nearest = target
                .iter()
                .filter(|(b, partner)| partner.is_none() && (strong(a) || strong(b)))
                .map(|(b, _)| (b, concepts::nearness(r, a, b)))
                .max_by(|x, y| x.1.total_cmp(&y.1));
            if let Some((b, nearness)) = nearest.filter(|&(_, nearness)| nearness >= 0.4) {
                let known = lexicon::best_prob(r, a.tokens.clone(), b.tokens.clone()).unwrap_or(0.0);
                let signals = AttributionSignals {
                    nearness,
                    log_probability: (known + 1e-4).ln(),
                    denial: flag(is_denial(a) || is_denial(b)),
                    both_strong: flag(strong(a) && strong(b)),
                };
                out.push_with_signals(finding(r, a, b, nearness), &signals);
            }
        }
    }
}

fn is_denial(hit: &Hit<'_>) -> bool {
    group(hit) == "deny"
}

fn strong(hit: &Hit<'_>) -> bool {
    hit.cue.field(1) == "strong"
}

fn finding(r: &PairReading<'_>, a: &Hit<'_>, b: &Hit<'_>, nearness: f32) -> Draft {
    let (was, is) = (r.source.words(a.tokens.clone()), r.target.words(b.tokens.clone()));
    let denial = is_denial(a) || is_denial(b);
    let both = strong(a) && strong(b);
    let strength = (0.25 + 0.4 * nearness) * if denial { 1.2 } else { 0.8 } * if both { 1.0 } else { 0.6 };
    let severity = if denial { Severity::Critical } else { Severity::Major };
    Draft::new("attribution", Category::Attribution, severity, strength.min(1.0))
        .at(r.source.span_of(a.tokens.clone()), r.target.span_of(b.tokens.clone()))
        .says(if denial {
            message!("one-denies", is = is, was = was)
        } else {
            message!("reported-otherwise", is = is, was = was)
        })
}
