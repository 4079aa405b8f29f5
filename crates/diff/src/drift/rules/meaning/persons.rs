//! Another person: *we* for *ils*, *she* for *il*, *your* for *notre*.
//!
//! Pronouns and possessives in the same place name the same person in both
//! languages, save where one of them may stand for several: *on*, *leur*, *son*,
//! and *il* and *elle* for things. One that nobody of its person answers near its
//! place, while another there is left alone as well, names somebody else.

use crate::drift::confidence::trees::Found;
use crate::drift::confidence::trees::flag;
use crate::drift::reading::Reading;
use crate::drift::rule::Rule;
use crate::drift::side::SideReading;
use calque_bitext::{Category, Finding, Severity};
use calque_text::{Lang, Side};

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

impl Rule for Persons {
    rule!("persons", Tense, "A pronoun that names somebody else: we for they, she for he");

    fn check(&self, r: &Reading<'_>, out: &mut Found) {
        let (source, target) = (alone(r, Side::Source), alone(r, Side::Target));
        let mut taken = vec![false; target.len()];
        for &(i, was) in &source {
            let near = |&(j, _): &(usize, &str)| r.nearness(Side::Source, i, j);
            let rivals = target.iter().enumerate().filter(|(k, _)| !taken[*k]).map(|(k, t)| (k, *t, near(t)));
            let best = rivals.filter(|x| x.2 >= 0.5).max_by(|x, y| x.2.total_cmp(&y.2));
            if let Some((k, (j, is), near)) = best {
                taken[k] = true;
                let any = |side: Side, whom: &str| {
                    r.side(side).norms.iter().any(|w| meets(persons(r.side(side).lang(), w), whom))
                };
                let (kept, known) = (any(Side::Target, was), any(Side::Source, is));
                let has = |whom: &str| flag(meets(was, whom) || meets(is, whom));
                let strength = 0.6 * near * if kept { 0.5 } else { 1.0 } * if known { 0.5 } else { 1.0 };
                out.tell(
                    Finding::new("persons", Category::Tense, Severity::Major, strength)
                        .at(r.source.span(i), r.target.span(j))
                        .says(format!("“{}” became “{}”: another person.", r.source.written(i), r.target.written(j))),
                    &[near, flag(kept), flag(known), has("w"), has("t"), has("iy"), has("hs"), has("o")],
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
fn nobody(side: &SideReading<'_>, i: usize) -> bool {
    const VERBS: [&str; 10] =
        ["faut", "faudra", "fallait", "y", "s'", "suffit", "convient", "reste", "semble", "paraît"];
    side.norm(i) == "il" && VERBS.contains(&side.norm(i + 1))
}

/// The pronouns of a side that none of the other side near their place can answer, with their persons.
fn alone(r: &Reading<'_>, side: Side) -> Vec<(usize, &'static str)> {
    let (here, there) = (r.side(side), r.side(side.other()));
    let mine = (0..here.len()).map(|i| (i, persons(here.lang(), here.norm(i))));
    let mine = mine.filter(|x| !x.1.is_empty() && !nobody(here, x.0));
    let theirs: Vec<(usize, &str)> =
        (0..there.len()).map(|j| (j, persons(there.lang(), there.norm(j)))).filter(|x| !x.1.is_empty()).collect();
    let answered = |i: usize, whom: &str| theirs.iter().any(|&(j, p)| meets(p, whom) && r.nearness(side, i, j) >= 0.3);
    mine.filter(|&(i, whom)| !answered(i, whom)).collect()
}
