//! A noun that takes up what was said, rendered by one that takes up something else.
//!
//! *The move drew a reaction* speaks of the decision told before; *L’attaque a
//! suscité une réaction* speaks of an attack. Such nouns (move, decision, event,
//! statement, deal ...) are grouped; after a definite article, one whose place
//! is taken by a noun of another group, neither having any other counterpart,
//! refers to something else.

use crate::drift::confidence::trees::Found;
use crate::drift::cues::table::{CueTable, Hit};
use crate::drift::matching::concepts::{self, Matched};
use crate::drift::reading::Reading;
use crate::drift::reading::lexicon;
use crate::drift::rule::Rule;
use calque_bitext::{Category, Finding, Severity};
use calque_text::Side;
use std::sync::LazyLock;

static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("shells.tsv")));

/// See the module.
pub(crate) struct Reference;

const DEFINITE: [&str; 14] =
    ["the", "this", "that", "these", "those", "such", "le", "la", "l'", "les", "cette", "ce", "ces", "cet"];

/// Groups so general that they may stand for any other: *the shooting* is an incident.
const VAGUE: [&str; 5] = ["act", "event", "plan", "issue", "word"];

impl Rule for Reference {
    rule!("reference", Mistranslation, "A noun such as “the move” rendered by one that refers to something else");

    fn check(&self, r: &Reading<'_>, out: &mut Found) {
        if !r.has_links() {
            return;
        }
        let (source, target) = concepts::both(&CUES, r);
        let Matched { source, target } = concepts::matched(r, source, target, |a, b| a.cue.field(0) == b.cue.field(0));
        for (a, _) in source.iter().filter(|(a, partner)| partner.is_none() && takes_up(r, Side::Source, a)) {
            let rival = target
                .iter()
                .filter(|(b, partner)| partner.is_none() && !VAGUE.contains(&b.cue.field(0)))
                .filter(|(b, _)| takes_up(r, Side::Target, b))
                .map(|(b, _)| (b, concepts::nearness(r, a, b)))
                .max_by(|x, y| x.1.total_cmp(&y.1));
            if let Some((b, near)) = rival.filter(|&(_, near)| near >= 0.4) {
                let known = lexicon::best_prob(r, a.tokens.clone(), b.tokens.clone()).unwrap_or(0.0);
                out.tell(finding(r, a, b, near), &[near, known.min(0.1)]);
            }
        }
    }
}

/// Whether the noun stands right after a definite article or *this*, and nothing renders it.
fn takes_up(r: &Reading<'_>, side: Side, hit: &Hit<'_>) -> bool {
    let here = r.side(side);
    let definite = hit.tokens.start.checked_sub(1).is_some_and(|k| DEFINITE.contains(&here.norm(k)));
    definite && hit.tokens.clone().all(|i| here.rendered[i] < 0.3)
}

fn finding(r: &Reading<'_>, a: &Hit<'_>, b: &Hit<'_>, near: f32) -> Finding {
    let with_article = |t: &std::ops::Range<usize>| t.start.saturating_sub(1)..t.end;
    let (x, y) = (with_article(&a.tokens), with_article(&b.tokens));
    let (was, is) = (r.source.words(x.clone()), r.target.words(y.clone()));
    Finding::new("reference", Category::Mistranslation, Severity::Major, 0.4 + 0.4 * near)
        .at(r.source.span_of(x), r.target.span_of(y))
        .says(format!("“{is}” takes up something else than “{was}”."))
}
