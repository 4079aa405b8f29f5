//! A person's name one letter apart (*Marlin* for *Martin*), and a man for a woman (*Mme* for *Mr*).
//!
//! Names are written in two ways for good reasons: another alphabet, another language. So two names count as different
//! only where the letter is one that transliteration never changes, or where the model knows both names and renders
//! neither by the other; and only where a first name or a title on both sides says that one person is meant.

use crate::drift::cues::classes;
use crate::drift::cues::names;
use crate::drift::cues::table::CueTable;
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::reading::PairReading;
use crate::drift::reading::lexicon;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::Side;
use calque_text::facts::NameFact;
use std::sync::LazyLock;

static TITLES: LazyLock<CueTable> = LazyLock::new(|| CueTable::parse(list!("titles.tsv")));

/// A name of fewer letters has too many neighbours.
const LEAST_LETTERS: usize = 4;
/// From this probability on the lexicon keeps a name as it is.
const KEPT: f32 = 0.1;
/// Above this probability one name renders the other.
const RENDERED: f32 = 0.005;

/// See the module.
pub(crate) struct NearNames;

impl PairRule for NearNames {
    rule! {
        id: "near-names",
        category: Entity,
        summary: "A person’s name one letter apart, or Mrs for Mr",
        languages: Languages::WITHOUT_GERMAN,
        rank: 47,
        merging_weight: 1.2,
        certain: true,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let (a, b) = (people(&r.source), people(&r.target));
        if a.is_empty() || b.is_empty() {
            return;
        }
        for x in &a {
            for y in b.iter().filter(|y| same_person(r, x, y)) {
                if let Some(draft) = another_letter(r, x, y) {
                    out.push(draft);
                }
            }
        }
        other_titles(r, &a, &b, out);
    }
}

/// A name of a person: the tokens of its last word, what stands before it.
struct Person {
    /// The token of the last word.
    surname: usize,
    /// The token of the first name.
    first_name: Option<usize>,
    /// The tokens of the title, and whether it is a man's or a woman's; empty where it says neither.
    title: Option<(std::ops::Range<usize>, &'static str)>,
}

/// The names of a side that a first name or a title makes names of persons.
fn people(side: &SideReading<'_>) -> Vec<Person> {
    let titles = TITLES.find_every(side);
    side.facts.names.iter().filter_map(|name| person(side, name, &titles)).collect()
}

fn person(
    side: &SideReading<'_>,
    name: &NameFact,
    titles: &[crate::drift::cues::table::Hit<'static>],
) -> Option<Person> {
    let words: Vec<usize> = name.tokens.range().filter(|&i| side.is_word(i)).collect();
    let surname = *words.last()?;
    let first_name = words.len().checked_sub(2).map(|k| words[k]);
    let title = name.title.map(|span| {
        let tokens = side.tokens_of(span);
        let whose = titles.iter().find(|t| tokens.contains(&t.tokens.start)).map_or("", |t| t.cue.field(0));
        (tokens, whose)
    });
    (first_name.is_some() || title.is_some()).then_some(Person { surname, first_name, title })
}

/// Whether both names are introduced alike: by one first name, or by a title.
fn same_person(r: &PairReading<'_>, a: &Person, b: &Person) -> bool {
    let first = |side: &SideReading<'_>, p: &Person| p.first_name.map(|k| side.norm(k).to_owned());
    match (first(&r.source, a), first(&r.target, b)) {
        (Some(x), Some(y)) => x == y && x.chars().count() > 1,
        (None, None) => a.title.is_some() && b.title.is_some(),
        _ => false,
    }
}

/// A finding on surnames that differ in one letter.
fn another_letter(r: &PairReading<'_>, a: &Person, b: &Person) -> Option<Draft> {
    let (i, j) = (a.surname, b.surname);
    let (was, is) = (r.source.norm(i), r.target.norm(j));
    let long = |w: &str| w.chars().count() >= LEAST_LETTERS;
    let elsewhere = |side: &SideReading<'_>, word: &str| (0..side.len()).any(|k| side.norm(k) == word);
    if was == is || !long(was) || !long(is) || elsewhere(&r.target, was) || elsewhere(&r.source, is) {
        return None;
    }
    let change = names::letter_changed(was, is);
    if change.is_none() && !names::continues(was, is) {
        return None;
    }
    let known = lexicon::probs(r, i, j);
    let another = known.is_some_and(|(p, q)| p < RENDERED && q < RENDERED) && kept(r, Side::Source, i, was);
    // Names that translate, and those of two spellings, are in the table.
    let listed = |side: Side, k: usize| {
        r.mentions(side)
            .iter()
            .any(|m| m.tokens.contains(&k) && m.members.iter().any(|&n| classes::member(n).is_name()))
    };
    let certain = another
        || change.is_some_and(names::LetterChange::is_never_transliterated)
            && known.is_none_or(|(p, q)| p.max(q) < RENDERED);
    if !certain || listed(Side::Source, i) || listed(Side::Target, j) {
        return None;
    }
    let draft = Draft::new("near-names", Category::Entity, Severity::Critical, if another { 0.85 } else { 0.75 });
    let message = message!("name-near", was = r.source.written(i), is = r.target.written(j));
    Some(draft.at(r.source.span(i), r.target.span(j)).says(message))
}

/// Whether the lexicon keeps a word as it is.
fn kept(r: &PairReading<'_>, side: Side, i: usize, word: &str) -> bool {
    lexicon::best_translation(r, side, i).is_some_and(|(w, p)| w == word && p >= KEPT)
}

/// Findings on one surname with a man's title here and a woman's there.
fn other_titles(r: &PairReading<'_>, a: &[Person], b: &[Person], out: &mut Findings) {
    let whose = |p: &Person| p.title.as_ref().map_or("", |t| t.1);
    for x in a.iter().filter(|x| !whose(x).is_empty()) {
        let name = r.source.norm(x.surname);
        let there: Vec<&Person> = b.iter().filter(|y| r.target.norm(y.surname) == name).collect();
        let here = a.iter().filter(|o| r.source.norm(o.surname) == name);
        // *Mr and Mrs Petit* are two.
        let couple = here.chain(there.iter().copied()).map(whose).filter(|w| !w.is_empty());
        let alone = couple.count() == 2 && !in_couple(&r.source, x);
        for y in there.iter().filter(|y| alone && !whose(y).is_empty() && whose(y) != whose(x)) {
            let (Some((old, _)), Some((new, _))) = (&x.title, &y.title) else { continue };
            if in_couple(&r.target, y) {
                continue;
            }
            let message = message!(
                "name-title",
                was = r.source.words(old.clone()),
                is = r.target.words(new.clone()),
                words = r.source.written(x.surname)
            );
            out.push(
                Draft::new("near-names", Category::Entity, Severity::Critical, 0.85)
                    .at(r.source.span_of(old.clone()), r.target.span_of(new.clone()))
                    .says(message),
            );
        }
    }
}

/// Whether another title stands just before that of a person: *Mr and Mrs Petit*.
fn in_couple(side: &SideReading<'_>, person: &Person) -> bool {
    let Some((tokens, _)) = &person.title else { return false };
    TITLES.find_every(side).iter().any(|t| t.tokens.end <= tokens.start && tokens.start - t.tokens.end <= 2)
}
