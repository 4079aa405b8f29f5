//! Another person: *we* for *ils*, *she* for *il*, *your* for *notre*.
//!
//! Pronouns and possessives in the same place name the same person in both
//! languages, save where one of them may stand for several: *on*, *leur*, *son*,
//! and *il* and *elle* for things. A pronoun that has no pronoun of its person near its
//! place on the other side, while one of another person there is unmatched too, names somebody else.

use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use crate::drift::signals::{flag, signals};
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::{Lang, Side};

signals! {
    /// Signals of two pronouns of different persons.
    pub(crate) struct PersonSignals {
        /// Nearness of the two, in [0.5, 1].
        nearness,
        /// 1 if the person of the source's pronoun stands anywhere in the target.
        source_person_in_target,
        /// 1 if the person of the target's pronoun stands anywhere in the source.
        target_person_in_source,
        /// 1 if one of them is *we*.
        first_plural,
        /// 1 if one of them is *they*.
        third_plural,
        /// 1 if one of them is *I* or *you*.
        speaker_or_hearer,
        /// 1 if one of them is *he* or *she*.
        third_singular,
        /// 1 if one of them is *it*.
        neuter,
    }
}

/// See the module.
pub(crate) struct Persons;

/// Persons as letters: `i` I, `w` we, `y` you, `h` he, `s` she, `t` they, `o` it.
const ENGLISH: &[(&str, &str)] = &[
    ("i", "i"),
    ("me", "i"),
    ("my", "i"),
    ("mine", "i"),
    ("myself", "i"),
    ("we", "w"),
    ("us", "w"),
    ("our", "w"),
    ("ours", "w"),
    ("ourselves", "w"),
    ("you", "y"),
    ("your", "y"),
    ("yours", "y"),
    ("yourself", "y"),
    ("he", "h"),
    ("him", "h"),
    ("his", "h"),
    ("himself", "h"),
    ("she", "s"),
    ("her", "s"),
    ("hers", "s"),
    ("herself", "s"),
    ("they", "t"),
    ("them", "t"),
    ("their", "t"),
    ("theirs", "t"),
    ("themselves", "t"),
    ("it", "o"),
    ("its", "o"),
    ("itself", "o"),
];
/// The persons that each French word may mean.
const FRENCH: &[(&str, &str)] = &[
    ("je", "i"),
    ("j'", "i"),
    ("me", "i"),
    ("m'", "i"),
    ("moi", "i"),
    ("mon", "i"),
    ("ma", "i"),
    ("mes", "i"),
    ("nous", "w"),
    ("notre", "w"),
    ("nos", "w"),
    ("tu", "y"),
    ("te", "y"),
    ("toi", "y"),
    ("ton", "y"),
    ("tes", "y"),
    ("vous", "y"),
    ("votre", "y"),
    ("vos", "y"),
    ("il", "hot"),
    ("lui", "hso"),
    ("elle", "so"),
    ("elles", "t"),
    ("ils", "t"),
    ("eux", "t"),
    ("leur", "t"),
    ("leurs", "t"),
    ("son", "hso"),
    ("sa", "hso"),
    ("ses", "hso"),
];

fn persons(lang: Lang, word: &str) -> &'static str {
    let list = if lang == Lang::FR { FRENCH } else { ENGLISH };
    list.iter().find(|(w, _)| *w == word).map_or("", |(_, p)| *p)
}

impl PairRule for Persons {
    rule! {
        id: "persons",
        category: Tense,
        summary: "A pronoun that names somebody else: we for they, she for he",
        rank: 190,
        signals: PersonSignals::NAMES,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let (source, target) = (unanswered(r, Side::Source), unanswered(r, Side::Target));
        let mut taken = vec![false; target.len()];
        for &(i, was) in &source {
            let nearness = |&(j, _): &(usize, &str)| r.nearness(Side::Source, i, j);
            let candidates = target.iter().enumerate().filter(|(k, _)| !taken[*k]).map(|(k, t)| (k, *t, nearness(t)));
            let nearest = candidates.filter(|x| x.2 >= 0.5).max_by(|x, y| x.2.total_cmp(&y.2));
            if let Some((k, (j, is), nearness)) = nearest {
                taken[k] = true;
                let any = |side: Side, whom: &str| {
                    r.side(side).norms.iter().any(|w| meets(persons(r.side(side).lang(), w), whom))
                };
                let (kept, known) = (any(Side::Target, was), any(Side::Source, is));
                let has = |persons: &str| flag(meets(was, persons) || meets(is, persons));
                let strength = 0.6 * nearness * if kept { 0.5 } else { 1.0 } * if known { 0.5 } else { 1.0 };
                let signals = PersonSignals {
                    nearness,
                    source_person_in_target: flag(kept),
                    target_person_in_source: flag(known),
                    first_plural: has("w"),
                    third_plural: has("t"),
                    speaker_or_hearer: has("iy"),
                    third_singular: has("hs"),
                    neuter: has("o"),
                };
                out.push_with_signals(
                    Draft::new("persons", Category::Tense, Severity::Major, strength)
                        .at(r.source.span(i), r.target.span(j))
                        .says(message!("another-person", was = r.source.written(i), is = r.target.written(j))),
                    &signals,
                );
            }
        }
    }
}

/// Whether the two have a person in common.
fn meets(some: &str, others: &str) -> bool {
    some.chars().any(|c| others.contains(c))
}

/// *Il faut*, *il y a*: the pronoun names nobody.
fn is_impersonal(side: &SideReading<'_>, i: usize) -> bool {
    const VERBS: [&str; 10] =
        ["faut", "faudra", "fallait", "y", "s'", "suffit", "convient", "reste", "semble", "paraît"];
    side.norm(i) == "il" && VERBS.contains(&side.norm(i + 1))
}

/// The pronouns of a side that none of the other side near their place can answer, with their persons.
fn unanswered(r: &PairReading<'_>, side: Side) -> Vec<(usize, &'static str)> {
    let (here, there) = (r.side(side), r.side(side.other()));
    let mine = (0..here.len()).map(|i| (i, persons(here.lang(), here.norm(i))));
    let mine = mine.filter(|x| !x.1.is_empty() && !is_impersonal(here, x.0));
    let theirs: Vec<(usize, &str)> =
        (0..there.len()).map(|j| (j, persons(there.lang(), there.norm(j)))).filter(|x| !x.1.is_empty()).collect();
    let answered = |i: usize, whom: &str| theirs.iter().any(|&(j, p)| meets(p, whom) && r.nearness(side, i, j) >= 0.3);
    mine.filter(|&(i, whom)| !answered(i, whom)).collect()
}
