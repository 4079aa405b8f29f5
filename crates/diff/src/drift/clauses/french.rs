//! Clauses of French.

use super::clause::{Clause, Participant};
use super::phrase::{after, before, is_determiner};
use crate::drift::cues::verbs;
use crate::drift::side::SideReading;
use calque_text::Lang;

const HAVE: [&str; 12] =
    ["a", "ont", "avait", "avaient", "ai", "avons", "avez", "aura", "auront", "ayant", "aurait", "auraient"];
const BE: [&str; 10] = ["est", "sont", "été", "était", "étaient", "fut", "furent", "sera", "seront", "être"];

/// Persons of subject pronouns.
fn subject_pronoun(word: &str) -> Option<&'static str> {
    Some(match word {
        "je" | "j'" => "i",
        "nous" => "w",
        "vous" | "tu" => "y",
        "il" => "h",
        "elle" => "s",
        "ils" | "elles" => "t",
        _ => return None,
    })
}

/// Persons of pronouns before the verb, and after *par* or *à*.
fn object_pronoun(word: &str) -> Option<&'static str> {
    Some(match word {
        "m'" | "me" | "moi" => "i",
        "nous" => "w",
        "vous" | "te" | "t'" | "toi" => "y",
        "l'" | "lui" => "hs",
        "le" => "h",
        "la" | "elle" => "s",
        "les" | "leur" | "eux" | "elles" => "t",
        _ => return None,
    })
}

/// The clause whose verb is token `i`.
pub(super) fn clause(side: &SideReading<'_>, i: usize) -> Option<Clause> {
    let form = verbs::form(Lang::FR, side.norm(i))?;
    let (mut start, mut passive, mut active) = (i, false, false);
    while start > 0 {
        let word = side.norm(start - 1);
        if BE.contains(&word) && !active {
            passive = true;
        } else if HAVE.contains(&word) {
            active |= !passive;
        } else if !between(word) {
            break;
        }
        start -= 1;
    }
    let compound = active || passive;
    // `doivent parvenir`, `un service d'aide`.
    let infinitive = ["er", "ir", "re"].iter().any(|e| side.norm(i + 1).ends_with(e)) && side.norm(i + 1).len() > 3;
    let noun = !compound
        && matches!(
            side.norm(start.wrapping_sub(1)),
            "de" | "d'" | "du" | "des" | "en" | "par" | "pour" | "à" | "sans" | "sous"
        );
    if noun || (form.given && infinitive) {
        return None;
    }
    if compound && !form.participle
        || !compound && (!form.finite || is_determiner(side.norm(i.wrapping_sub(1))) && !is_clitic(side, i))
    {
        return None;
    }
    // Pronouns before the verb, and *ne*.
    let mut clitic = None;
    while start > 0 {
        let k = start - 1;
        match side.norm(k) {
            "ne" | "n'" | "y" | "en" => {}
            "se" | "s'" => return None,
            word => match object_pronoun(word) {
                // `elle nous a battus`, but `nous avons battu`.
                Some(persons) if may_be_object(side, k) => {
                    clitic = Some(Participant::Pronoun(persons, k));
                }
                _ => break,
            },
        }
        start = k;
    }
    let (first, relative) = subject(side, start);
    if passive && !active {
        let agent = agent(side, i + 1);
        return Some(Clause { verb: i, agent, patient: first });
    }
    let second = clitic.clone().or_else(|| object(side, i + 1, form.given));
    let (agent, patient) = match relative {
        // `que le juge avait attaqué`, `que conseille le conseil`.
        Some(antecedent) if clitic.is_none() => match (first, second) {
            (Some(noun), None) | (None, Some(noun)) => (Some(noun), Some(antecedent)),
            (first, second) => (first, second),
        },
        _ => (first, second),
    };
    Some(Clause { verb: i, agent, patient })
}

/// Small words between an auxiliary and its verb.
fn between(word: &str) -> bool {
    matches!(word, "pas" | "jamais" | "plus" | "aussi" | "déjà" | "bien") || (word.len() > 5 && word.ends_with("ment"))
}

/// Whether a pronoun before the verb is an object: *elle nous a battus*, but *nous avons battu*.
fn may_be_object(side: &SideReading<'_>, k: usize) -> bool {
    match side.norm(k) {
        "elle" | "elles" => false,
        "nous" | "vous" => precedes(side, k),
        _ => true,
    }
}

/// Whether a subject pronoun or a noun stands before token `k`, so that it is an object.
fn precedes(side: &SideReading<'_>, k: usize) -> bool {
    k.checked_sub(1)
        .is_some_and(|p| subject_pronoun(side.norm(p)).is_some() || (side.is_word(p) && side.information[p] > 5.0))
}

/// Whether the word before a simple form is a pronoun rather than an article.
fn is_clitic(side: &SideReading<'_>, i: usize) -> bool {
    let Some(k) = i.checked_sub(1) else { return false };
    object_pronoun(side.norm(k)).is_some() && precedes(side, k)
}

/// Who stands before the verb; and the noun before *que*, where the clause hangs on one.
fn subject(side: &SideReading<'_>, start: usize) -> (Option<Participant>, Option<Participant>) {
    let Some(k) = start.checked_sub(1) else { return (None, None) };
    let word = side.norm(k);
    if let Some(persons) = subject_pronoun(word) {
        return (Some(Participant::Pronoun(persons, k)), antecedent(side, k));
    }
    match word {
        "qui" => (before(side, past_mark(side, k)), None),
        "que" | "qu'" => (None, before(side, past_mark(side, k))),
        "," => (None, None),
        _ => (before(side, start), antecedent(side, start)),
    }
}

/// The noun before *que* in the few words before the subject.
fn antecedent(side: &SideReading<'_>, start: usize) -> Option<Participant> {
    let que = (start.saturating_sub(5)..start).rev().find(|&k| matches!(side.norm(k), "que" | "qu'"))?;
    (que > 0 && !(que..start).any(|k| side.is_mark(k))).then(|| before(side, past_mark(side, que))).flatten()
}

fn past_mark(side: &SideReading<'_>, k: usize) -> usize {
    if k > 0 && side.is_mark(k - 1) { k - 1 } else { k }
}

/// Who stands after the verb: for what is given, after *à*.
fn object(side: &SideReading<'_>, start: usize, given: bool) -> Option<Participant> {
    if !given {
        return after(side, start).map(|x| x.0);
    }
    let to = (start..(start + 9).min(side.len()))
        .take_while(|&k| !side.is_mark(k))
        .find(|&k| matches!(side.norm(k), "à" | "au" | "aux"))?;
    match object_pronoun(side.norm(to + 1)).filter(|_| !side.is_word(to + 2) || side.norm(to + 1) == "lui") {
        Some(persons) => Some(Participant::Pronoun(persons, to + 1)),
        None => after(side, to + 1).map(|x| x.0),
    }
}

/// Who does it, after *par*.
fn agent(side: &SideReading<'_>, start: usize) -> Option<Participant> {
    let par = (start..start + 3).find(|&k| side.norm(k) == "par")?;
    after(side, par + 1).map(|x| x.0)
}
