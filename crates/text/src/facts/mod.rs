//! Facts that stand in a text: numbers, dates, times, quotations, names.
//!
//! A fact is read by its **value**, not by its letters: *quatre-vingt-dix-sept*,
//! *97* and *ninety-seven* are one number, `XVIIe siècle` and `17th century` one
//! century, *11 a.m.* and *11 h* one time, and 5 miles convert to 8 km. So two
//! languages compare by value ([`compare_numbers`], [`compare_dates`],
//! [`compare_times`]) and what is left over is worth a look.
//!
//! What translation changes freely is marked: [`NumberFact::weak`] for *one*,
//! *first*, *both*, *twice*; [`NumberFact::approximate`] for *une dizaine*.
//! Articles are no numbers. Every span points into the text whose tokens were
//! given, which may be one sentence of a larger document.
//!
//! ```
//! use calque_text::{Lang, facts, tokenize};
//! let en = "About 80 people fled at 11 a.m. on October 5.";
//! let fr = "Près de quatre-vingts personnes ont fui à 11 h le 5 octobre.";
//! let a = facts::extract(en, Lang::EN, &tokenize(en, Lang::EN));
//! let b = facts::extract(fr, Lang::FR, &tokenize(fr, Lang::FR));
//! assert!(facts::compare_numbers(&a, &b).is_empty());
//! assert!(facts::compare_dates(&a, &b).is_empty());
//! assert!(facts::compare_times(&a, &b).is_empty());
//! ```

mod calendar;
mod compare;
mod lexicon;
mod names;
mod numbers;
mod quotes;
mod types;
mod unit;
mod units;
mod view;

pub use compare::{
    DateTimeDifference, FactChange, NumberDifference, QuantityMatch, compare_dates, compare_moments, compare_numbers,
    compare_times, in_unit_of, match_numbers, same_quantity,
};
pub use quotes::is_decade_name;
pub use types::{
    DateFact, Facts, MomentFact, MomentKind, NameFact, NameKind, NumberFact, NumberKind, QuoteFact, TimeFact,
    TokenRange,
};
pub use unit::{Dimension, Unit};

use crate::{Lang, Token};

/// Reads all facts of the stretch of `text` that `tokens` cover.
pub fn extract(text: &str, lang: Lang, tokens: &[Token]) -> Facts {
    let view = view::View::new(text, lang, tokens);
    let (facts, taken) = counted(&view);
    Facts { quotes: quotes::quotes(&view), names: names::names(&view, &taken), ..facts }
}

/// Whether the number words, months and units of a language are listed; of any other only digits and signs are read.
pub fn has_word_lists(lang: Lang) -> bool {
    crate::languages::index(lang) < crate::languages::COUNT
}

/// Whether a capital inside a sentence shows a name, as it does not where every noun has one.
pub fn capitals_show_names(lang: Lang) -> bool {
    !crate::languages::traits(lang).noun_capitals
}

/// As [`extract`], numbers, dates and times only.
pub fn extract_numeric(text: &str, lang: Lang, tokens: &[Token]) -> Facts {
    counted(&view::View::new(text, lang, tokens)).0
}

/// Numbers, dates, times and moments, and which tokens dates and times take.
fn counted(view: &view::View<'_>) -> (Facts, Vec<bool>) {
    let mut taken = vec![false; view.len()];
    let dates = calendar::dates(view, &mut taken);
    let times = calendar::times(view, &mut taken);
    let numbers = numbers::numbers(view, &taken);
    let moments = calendar::moments(view);
    (Facts { numbers, dates, times, moments, ..Facts::default() }, taken)
}
