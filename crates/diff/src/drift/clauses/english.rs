//! Clauses of English.

use super::clause::{Clause, Participant};
use super::phrase::{after, before, is_determiner};
use crate::drift::cues::verbs;
use crate::drift::side::SideReading;
use calque_text::Lang;

const BE: [&str; 10] = ["is", "are", "was", "were", "been", "be", "being", "am", "'s", "'re"];
const AUXILIARIES: [&str; 18] = [
    "has", "have", "had", "will", "would", "could", "should", "may", "might", "must", "can", "did", "does", "do",
    "'ll", "'d", "'ve", "shall",
];

/// Persons of subject and object pronouns.
fn pronoun(word: &str) -> Option<&'static str> {
    Some(match word {
        "i" | "me" => "i",
        "we" | "us" => "w",
        "you" => "y",
        "he" | "him" => "h",
        "she" | "her" => "s",
        "it" => "hs",
        "they" | "them" => "t",
        _ => return None,
    })
}

/// The clause whose verb is token `i`.
pub(super) fn clause(side: &SideReading<'_>, i: usize) -> Option<Clause> {
    let form = verbs::form(Lang::EN, side.norm(i))?;
    let (start, passive, auxiliary) = group(side, i);
    let before_verb = side.norm(start.wrapping_sub(1));
    if (start == i && is_determiner(before_verb) && before_verb != "her") || before_verb == "to" {
        return None;
    }
    let fits = if passive { form.participle } else { form.finite || (auxiliary && form.participle) };
    if !fits {
        return None;
    }
    // A form that may be a noun: *image capture*.
    let base = !auxiliary && !form.past && !side.norm(i).ends_with('s');
    if base && pronoun(before_verb).is_none() && !before_verb.ends_with('s') {
        return None;
    }
    let first = subject(side, start);
    let second = if passive { agent(side, i + 1) } else { object(side, i + 1, form.given) };
    // `whom the clinic dismissed`: the object stands before.
    let fronted = || if passive || second.is_some() { None } else { relative_object(side, start) };
    let (agent, patient) = if passive { (second, first) } else { (first, second.clone().or_else(fronted)) };
    Some(Clause { verb: i, agent, patient })
}

/// Where the verb's group begins, whether it is passive, and whether it has an auxiliary.
fn group(side: &SideReading<'_>, i: usize) -> (usize, bool, bool) {
    let (mut start, mut passive, mut auxiliary) = (i, false, false);
    while start > 0 {
        let word = side.norm(start - 1);
        let be = BE.contains(&word) && (word != "'s" || side.norm(start) != "s");
        if be || AUXILIARIES.contains(&word) {
            // The auxiliary next to the verb decides: *was beaten*, *has been beaten*.
            passive |= !auxiliary && be;
            auxiliary = true;
        } else if !matches!(word, "not" | "n't" | "also" | "never" | "already" | "then" | "later")
            && !word.ends_with("ly")
        {
            break;
        }
        start -= 1;
    }
    (start, passive, auxiliary)
}

/// Who stands before the verb.
fn subject(side: &SideReading<'_>, start: usize) -> Option<Participant> {
    let k = start.checked_sub(1)?;
    let word = side.norm(k);
    if let Some(persons) = pronoun(word) {
        return Some(Participant::Pronoun(persons, k));
    }
    match word {
        "who" | "which" | "that" => {
            let end = if side.is_mark(k.checked_sub(1)?) { k - 1 } else { k };
            before(side, end)
        }
        // A phrase between commas: *the landlord, furious, threw*.
        "," => None,
        _ => before(side, start),
    }
}

/// Who stands after the verb.
fn object(side: &SideReading<'_>, start: usize, given: bool) -> Option<Participant> {
    if given && side.norm(start) == "to" {
        return recipient(side, start + 1);
    }
    // `her` before a noun is no pronoun, save where two things follow: *lent her his bicycle*.
    let hers = side.norm(start) == "her" && side.is_word(start + 1) && side.information[start + 1] > 5.0;
    let given_her = given && !(start..(start + 5).min(side.len())).any(|k| side.norm(k) == "to");
    if let Some(persons) = pronoun(side.norm(start))
        && (!hers || given_her)
    {
        return Some(Participant::Pronoun(persons, start));
    }
    let (first, end) = after(side, start)?;
    if given && side.norm(end) == "to" {
        return recipient(side, end + 1);
    }
    // Given: *owes the landlord two months' rent*; else what is given is no one.
    let two = given && is_determiner(side.norm(end)) || given && side.is_word(end) && side.is_capital(start);
    (!given || two).then_some(first)
}

/// Who is given something, after *to*.
fn recipient(side: &SideReading<'_>, start: usize) -> Option<Participant> {
    match pronoun(side.norm(start)) {
        Some(persons) => Some(Participant::Pronoun(persons, start)),
        None => after(side, start).map(|x| x.0),
    }
}

/// Who does it, after *by*.
fn agent(side: &SideReading<'_>, start: usize) -> Option<Participant> {
    let by = (start..start + 2).find(|&k| side.norm(k) == "by")?;
    // *By her brother*.
    let hers = side.norm(by + 1) == "her" && side.is_word(by + 2) && side.information[by + 2] > 4.0;
    match pronoun(side.norm(by + 1)).filter(|_| !hers) {
        Some(persons) => Some(Participant::Pronoun(persons, by + 1)),
        None => after(side, by + 1).map(|x| x.0).filter(|_| !ends_ing(side, by + 1)),
    }
}

fn ends_ing(side: &SideReading<'_>, k: usize) -> bool {
    side.norm(k).ends_with("ing")
}

/// The noun before *whom* or *that* and the subject.
fn relative_object(side: &SideReading<'_>, start: usize) -> Option<Participant> {
    let whom = (start.saturating_sub(5)..start).rev().find(|&k| matches!(side.norm(k), "whom" | "that" | "which"))?;
    if whom + 1 >= start || (whom + 1..start).any(|k| side.is_mark(k)) {
        return None;
    }
    before(side, if whom > 0 && side.is_mark(whom - 1) { whom - 1 } else { whom })
}
