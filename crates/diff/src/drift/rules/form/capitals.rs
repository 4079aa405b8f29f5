//! Capitals: a small letter to begin with where the original has a capital, a text in
//! capitals, and French months, days and languages written as English ones are.

use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, RuleDescription, Scope, rule};
use crate::drift::side::SideReading;
use calque_bitext::{Category, Severity};
use calque_messages::{Message, message};
use calque_text::Lang;

/// See the module.
pub(crate) struct Capitals;

/// What French writes small and English with a capital.
const SMALL_IN_FRENCH: [&str; 19] = [
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
/// The same in English, where a capital is due.
const CAPITAL_IN_ENGLISH: [&str; 17] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl PairRule for Capitals {
    rule! {
        id: "capitals",
        category: Form,
        summary: "Capitals that are missing or too many",
        rank: 280,
        flags_identical: true,
        scope: Scope::Form,
        merging_weight: RuleDescription::FORM_WEIGHT,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let (a, b) = (&r.source, &r.target);
        let mut say = |i: usize, message: Message, better: String| {
            let draft = Draft::new("capitals", Category::Form, Severity::Minor, 0.8);
            out.push(draft.at(None, b.span(i)).says(message).suggests(better));
        };
        let first = |s: &SideReading<'_>| (0..s.len()).find(|&i| s.is_word(i));
        if let (Some(i), Some(j)) = (first(a), first(b)) {
            let letters = |s: &SideReading<'_>, k| s.written(k).chars().all(char::is_alphabetic);
            if a.is_capital(i) && letters(a, i) && letters(b, j) && b.written(j).chars().all(char::is_lowercase) {
                say(j, message!("capital-missing", word = b.written(j)), capital(b.written(j)));
            }
        }
        if shouts(b) && !shouts(a) {
            if let Some(j) = first(b) {
                say(j, message!("all-capitals"), b.view.words().to_lowercase());
            }
            return;
        }
        for j in (0..b.len()).filter(|&j| !b.opens_sentence(j)) {
            let word = b.written(j).to_lowercase();
            let wrong = match b.lang() {
                Lang::FR => b.is_capital(j) && SMALL_IN_FRENCH.contains(&word.as_str()) && !in_a_name(b, j),
                Lang::EN => !b.is_capital(j) && CAPITAL_IN_ENGLISH.contains(&word.as_str()),
                _ => false,
            };
            if wrong && b.lang() == Lang::FR {
                say(j, message!("small-in-french", word = &word), word);
            } else if wrong {
                say(j, message!("capital-in-english", word = &word), capital(&word));
            }
        }
    }
}

/// Whether a capital stands beside it, so that it may be part of a name: *Place du 8 Mai*, *Mars*.
fn in_a_name(side: &SideReading<'_>, j: usize) -> bool {
    let nearby = j.saturating_sub(3)..(j + 3).min(side.len());
    side.norm(j) == "mars" || nearby.filter(|&k| k != j).any(|k| side.is_capital(k) && !side.opens_sentence(k))
}

fn shouts(side: &SideReading<'_>) -> bool {
    let letters: Vec<char> = side.view.words().chars().filter(|c| c.is_alphabetic()).collect();
    letters.len() > 12 && letters.iter().all(|c| !c.is_lowercase())
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
