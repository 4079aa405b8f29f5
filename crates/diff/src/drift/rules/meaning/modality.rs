//! What must be done and what may be: *peuvent* for *must*, *ne doit pas* for *need not*.
//!
//! `data/modality.tsv` gives words of duty and of leave their force, and the force that they have under a
//! negation. Words of the same force are partners wherever they stand; what is left and stands in each
//! other's place with forces that exclude each other is an error.

use crate::drift::cues::table::{CueTable, Hit};
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::matching::concepts;
use crate::drift::reading::PairReading;
use crate::drift::reading::{lexicon, scope};
use crate::drift::rule::{PairRule, rule};
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::Side;
use std::sync::LazyLock;

static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("modality.tsv")));

/// See the module.
pub(crate) struct Modality;

/// Forces that exclude each other. A prohibition against leave is a matter of the negation.
const EXCLUSIVE: [(&str, &str); 5] =
    [("must", "may"), ("must", "free"), ("never", "free"), ("should", "may"), ("never", "must")];

/// Least nearness of words in each other's place. Set by hand.
const LEAST_NEARNESS: f32 = 0.6;

impl PairRule for Modality {
    rule! {
        id: "modality",
        category: Hedge,
        summary: "Duty for leave, leave for duty: may for must, must not for need not",
        rank: 105,
        // It says what is wrong, where others see only that something is.
        merging_weight: 1.5,
        certain: true,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let source = CUES.find(&r.source);
        if source.is_empty() {
            return;
        }
        let target = CUES.find(&r.target);
        let forces = |side, hits: &[Hit<'static>]| hits.iter().map(|h| force(r, side, h)).collect::<Vec<_>>();
        let (here, there) = (forces(Side::Source, &source), forces(Side::Target, &target));
        let mut options = Vec::new();
        for (i, a) in source.iter().enumerate().filter(|(_, h)| !is_name(r, Side::Source, h)) {
            for (j, b) in target.iter().enumerate() {
                options.push((concepts::nearness(r, a, b), i, j));
            }
        }
        options.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        let (mut done, mut used) = (vec![false; source.len()], vec![false; target.len()]);
        for &(_, i, j) in &options {
            let partners = here[i] == "-" || there[j] == "-" || here[i] == there[j];
            if partners && !done[i] && !used[j] {
                (done[i], used[j]) = (true, true);
            }
        }
        for (nearness, i, j) in options {
            if nearness < LEAST_NEARNESS || done[i] || used[j] || !exclude(here[i], there[j]) {
                continue;
            }
            if let Some(draft) = finding(r, &source[i], &target[j], [here[i], there[j]]) {
                (done[i], used[j]) = (true, true);
                out.push(draft);
            }
        }
    }
}

fn finding(r: &PairReading<'_>, a: &Hit<'_>, b: &Hit<'_>, forces: [&'static str; 2]) -> Option<Draft> {
    // `may only`, `ne peut que`: it is both.
    let limited = |side, h: &Hit<'_>| {
        let here: &crate::drift::side::SideReading<'_> = r.side(side);
        (h.tokens.start.saturating_sub(3)..h.tokens.end + 6).any(|k| matches!(here.norm(k), "only" | "que" | "qu'"))
    };
    let known = lexicon::best_prob(r, a.tokens.clone(), b.tokens.clone()).unwrap_or(0.0);
    if limited(Side::Source, a) || limited(Side::Target, b) || known > 0.1 {
        return None;
    }
    let severity = if forces.contains(&"should") { Severity::Major } else { Severity::Critical };
    let [was, is] = forces;
    let words = (r.source.words(a.tokens.clone()), r.target.words(b.tokens.clone()));
    Some(
        Draft::new("modality", Category::Hedge, severity, if severity == Severity::Critical { 0.85 } else { 0.7 })
            .at(r.source.span_of(a.tokens.clone()), r.target.span_of(b.tokens.clone()))
            .says(message!("another-force", was = words.0, old = was, is = words.1, new = is)),
    )
}

fn exclude(a: &str, b: &str) -> bool {
    EXCLUSIVE.iter().any(|&(x, y)| (a, b) == (x, y) || (a, b) == (y, x))
}

/// The force of a word where it stands.
fn force(r: &PairReading<'_>, side: Side, hit: &Hit<'static>) -> &'static str {
    let cue: &'static crate::drift::cues::table::Cue = hit.cue;
    let negated = scope::is_negated(r, side, &hit.tokens);
    cue.field(usize::from(negated))
}

/// *May* the month or the name.
fn is_name(r: &PairReading<'_>, side: Side, hit: &Hit<'_>) -> bool {
    let (here, i) = (r.side(side), hit.tokens.start);
    here.is_capital(i) && (!here.opens_sentence(i) || here.norm(i) == "may")
}
