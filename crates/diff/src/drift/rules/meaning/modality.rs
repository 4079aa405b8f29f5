//! What must be done and what may be: *peuvent* for *must*, *ne doit pas* for *need not*.
//!
//! `data/modality.tsv` gives words of duty and of leave their force, and the force that they have under a
//! negation. Words of the same force are partners wherever they stand; what is left and stands in each
//! other's place with forces that exclude each other is an error.

use crate::drift::cues::table::{Cue, CueTable, Hit};
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::matching::concepts;
use crate::drift::reading::PairReading;
use crate::drift::reading::{lexicon, scope};
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::{Lang, Side};
use std::sync::LazyLock;

static CUES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("modality.tsv")));

/// See the module.
pub(crate) struct Modality;

/// Forces that exclude each other. A prohibition against leave is a matter of the negation.
const EXCLUSIVE: [(&str, &str); 6] =
    [("must", "should"), ("must", "may"), ("must", "urge"), ("must", "free"), ("never", "free"), ("should", "may")];

/// Words beside which duty and leave come to the same, or which take the force back.
const LIMITS: [&str; 14] = [
    "only",
    "que",
    "qu'",
    "?",
    "peut-être",
    "perhaps",
    "probably",
    "soit",
    "either",
    "nécessairement",
    "necessarily",
    "forcément",
    "sinon",
    "except",
];

/// Least nearness of words in each other's place. Set by hand.
const LEAST_NEARNESS: f32 = 0.55;

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
            for (j, b) in target.iter().enumerate().filter(|(_, h)| !is_name(r, Side::Target, h)) {
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
            // Of the same word with and without a negation the rules on negation speak.
            let one_word = source[i].cue.field(0) == target[j].cue.field(0);
            if nearness < LEAST_NEARNESS || done[i] || used[j] || one_word || !exclude(here[i], there[j]) {
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
        let here: &SideReading<'_> = r.side(side);
        let around = h.tokens.start.saturating_sub(3)..h.tokens.end + 6;
        around.into_iter().any(|k| LIMITS.contains(&here.norm(k)))
    };
    let main = |side, h: &Hit<'_>| {
        let here: &SideReading<'_> = r.side(side);
        h.tokens.clone().max_by(|&x, &y| here.information[x].total_cmp(&here.information[y])).unwrap_or(h.tokens.start)
    };
    let known = lexicon::prob(r, main(Side::Source, a), main(Side::Target, b)).unwrap_or(0.0);
    if limited(Side::Source, a) || limited(Side::Target, b) || known > 0.1 {
        return None;
    }
    // What is advised and what is allowed are often exchanged without harm.
    // What is advised and what is asked are often exchanged without harm; *must* and *devrait* are not.
    let english =
        if r.source.lang() == Lang::EN { r.source.norm(a.tokens.start) } else { r.target.norm(b.tokens.start) };
    let weaker = forces.contains(&"must") && english == "must";
    let severity = match forces.contains(&"should") {
        true if weaker => Severity::Major,
        true => Severity::Info,
        false => Severity::Critical,
    };
    let [was, is] = forces;
    let words = (r.source.words(a.tokens.clone()), r.target.words(b.tokens.clone()));
    Some(
        Draft::new("modality", Category::Hedge, severity, if severity == Severity::Critical { 0.85 } else { 0.65 })
            .at(r.source.span_of(a.tokens.clone()), r.target.span_of(b.tokens.clone()))
            .says(message!("another-force", was = words.0, old = was, is = words.1, new = is)),
    )
}

fn exclude(a: &str, b: &str) -> bool {
    EXCLUSIVE.iter().any(|&(x, y)| (a, b) == (x, y) || (a, b) == (y, x))
}

/// The force of a word where it stands.
fn force(r: &PairReading<'_>, side: Side, hit: &Hit<'static>) -> &'static str {
    let cue: &'static Cue = hit.cue;
    // `ne peut` alone negates.
    let here = r.side(side);
    let bare = |k: usize| matches!(here.norm(k), "ne" | "n'") && hit.tokens.start >= 1;
    let bare = hit.tokens.start.checked_sub(1).is_some_and(bare)
        && !r.negations(side).iter().any(|n| n.strong && n.tokens.start + 1 == hit.tokens.start);
    let negated = scope::is_negated(r, side, &hit.tokens) != bare;
    cue.field(usize::from(negated))
}

/// *May* the month or the name; *le pouvoir*.
fn is_name(r: &PairReading<'_>, side: Side, hit: &Hit<'_>) -> bool {
    let (here, i) = (r.side(side), hit.tokens.start);
    let before = i.checked_sub(1).map_or("", |k| here.norm(k));
    let noun = here.norm(i) == "pouvoir" && matches!(before, "le" | "du" | "au" | "son" | "leur" | "un" | "ce" | "de");
    noun || here.is_capital(i) && (!here.opens_sentence(i) || here.norm(i) == "may")
}
