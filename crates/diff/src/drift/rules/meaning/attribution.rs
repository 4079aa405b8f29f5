//! Who says it, and how: *denied* for *said*, *confirmed* for *claimed*.
//!
//! Verbs of saying are grouped by what they do to the words reported. A verb
//! that finds none of its own group on the other side, while one of another
//! group stands in its place, changes the standing of what is said.

use crate::drift::confidence::trees::Found;
use crate::drift::cues::table::{CueTable, Hit};
use crate::drift::matching::concepts::{self, Matched};
use crate::drift::reading::Reading;
use crate::drift::reading::lexicon;
use crate::drift::rule::Rule;
use calque_bitext::{Category, Finding, Severity};
use std::sync::LazyLock;

static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("attribution.tsv")));

/// See the module.
pub(crate) struct Attribution;

/// Groups that translate each other often enough.
const NEIGHBOURS: &[&[&str]] = &[&["say", "claim"], &["deny", "refuse"], &["confirm", "admit"], &["claim", "accuse"]];

fn class<'c>(hit: &Hit<'c>) -> &'c str {
    hit.cue.field(0)
}

fn alike(a: &Hit<'_>, b: &Hit<'_>) -> bool {
    class(a) == class(b) || NEIGHBOURS.iter().any(|g| g.contains(&class(a)) && g.contains(&class(b)))
}

impl Rule for Attribution {
    rule!("attribution", Attribution, "How something is said: confirmed, denied, claimed, admitted");

    fn check(&self, r: &Reading<'_>, out: &mut Found) {
        let (source, target) = concepts::both(&CUES, r);
        let Matched { source, target } = concepts::matched(r, source, target, alike);
        for (a, _) in source.iter().filter(|(_, partner)| partner.is_none()) {
            let rival = target
                .iter()
                .filter(|(b, partner)| partner.is_none() && (strong(a) || strong(b)))
                .map(|(b, _)| (b, concepts::nearness(r, a, b)))
                .max_by(|x, y| x.1.total_cmp(&y.1));
            if let Some((b, near)) = rival.filter(|&(_, near)| near >= 0.4) {
                let known = lexicon::best_prob(r, a.tokens.clone(), b.tokens.clone()).unwrap_or(0.0);
                let denial = class(a) == "deny" || class(b) == "deny";
                let both = strong(a) && strong(b);
                let flag = |x: bool| if x { 1.0 } else { 0.0 };
                out.tell(finding(r, a, b, near), &[near, (known + 1e-4).ln(), flag(denial), flag(both)]);
            }
        }
    }
}

fn strong(hit: &Hit<'_>) -> bool {
    hit.cue.field(1) == "strong"
}

fn finding(r: &Reading<'_>, a: &Hit<'_>, b: &Hit<'_>, near: f32) -> Finding {
    let (was, is) = (r.source.words(a.tokens.clone()), r.target.words(b.tokens.clone()));
    let denial = class(a) == "deny" || class(b) == "deny";
    let both = strong(a) && strong(b);
    let strength = (0.25 + 0.4 * near) * if denial { 1.2 } else { 0.8 } * if both { 1.0 } else { 0.6 };
    let severity = if denial { Severity::Critical } else { Severity::Major };
    Finding::new("attribution", Category::Attribution, severity, strength.min(1.0))
        .at(r.source.span_of(a.tokens.clone()), r.target.span_of(b.tokens.clone()))
        .says(format!("“{was}” ({}) became “{is}” ({}): what is reported stands otherwise.", class(a), class(b)))
}
