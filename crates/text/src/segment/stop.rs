//! Whether a single full stop ends a sentence: the abbreviations.
//!
//! The mark of `M.`, `art.`, `J.-P.`, `U.S.` is part of the word. Some of these
//! words never end a sentence, some only before a number do not, and some may:
//! those end one where a usual first word follows (`... the U.S. However`),
//! and where a capital might as well begin a name, they do not.

use super::candidate::{Candidate, is_close_quote_or_plain};
use super::context::{Next, word_before};
use super::words::Words;
use crate::normalize::{is_apostrophe, is_open_quote};

/// A single full stop.
pub(super) fn is_end_at_stop(c: &Candidate<'_>, words: &Words) -> bool {
    let word = word_before(c.text, c.start, c.mark_at);
    let next = &c.next;
    if is_label(c, word, words) {
        return false;
    }
    let mut known = words.get(word);
    known.maybe |= known.place && c.text[c.start..c.mark_at - word.len()].trim_end().ends_with(',');
    if opens_bracket(next) && (known.abbreviation() || is_initials(word)) || is_citation(next) {
        return false;
    }
    if next.letter.is_lowercase() && !next.is_upper() {
        return is_list_label(next) || is_lettered(c, known.abbreviation()) || is_stray_lower(c, word, words);
    }
    if is_close_quote_or_plain(c.closers) {
        // A quotation ends here, hence hardly an abbreviation.
        return !(is_initials(word) && word.contains('.')) || opens_sentence(next, words);
    }
    if known.unit && follows_digit(&c.text[c.start..c.mark_at - word.len()]) && next.is_upper() {
        return true;
    }
    if known.never {
        return false;
    }
    if words.ordinal_stop && is_day_or_rank(word) && next.is_upper() {
        return opens_sentence(next, words);
    }
    if next.letter.is_numeric() {
        // `(pop. 4,200)`: whatever the word, a bracket that opens with it is no sentence.
        let bracketed = c.text[..c.mark_at - word.len()].ends_with(['(', '[']);
        return !bracketed && !known.abbreviation() && (!is_initials(word) || is_item_number(next));
    }
    if known.ending {
        // `J.-C. Durand` at the beginning of a sentence is a name.
        return !(is_initials(word) && c.text[c.start..c.mark_at - word.len()].trim().is_empty());
    }
    if known.number && is_designation(word, next, words) {
        return false;
    }
    if is_single_initial(word) {
        return ends_after_initial(c, word, words);
    }
    let so_far = &c.text[c.start..c.mark_at - word.len()];
    if known.maybe || is_initials(word) {
        if opens_with_place_or_time(so_far, words) {
            return false;
        }
    } else if known.number && follows_digit(so_far) && word.starts_with(char::is_lowercase) {
        // `18 h.`, `10 mi.`: a unit.
        return true;
    }
    let cut = known.maybe || is_initials(word) || looks_cut(word) || (known.number && word.len() == 1);
    !cut || opens_sentence(next, words) || is_open_quote(next.first) || next.first == '"'
}

/// What follows is a usual first word. One that also begins names, such as
/// `Le` or `Will`, needs a small letter after it: `Le chat`, but `Le Goff`.
fn opens_sentence(next: &Next<'_>, words: &Words) -> bool {
    let known = next.known(words);
    if !known.starter || next.first.is_numeric() {
        return false;
    }
    let elided = next.word.char_indices().nth(1).filter(|&(_, c)| is_apostrophe(c));
    let after = match elided {
        Some((at, c)) if known.name => &next.word[at + c.len_utf8()..],
        _ => next.rest.trim_start(),
    };
    !known.name || after.starts_with(char::is_lowercase)
}

/// `IV`, `A`, the `R` of `R. 12`: what an abbreviation such as `Art.` points to.
fn is_designation(word: &str, next: &Next<'_>, words: &Words) -> bool {
    let single = next.word.len() == 1 && next.letter.is_uppercase();
    let pointed = next.rest.starts_with('.') || word.starts_with(char::is_uppercase);
    (is_roman(next.word) && !is_pronoun(next, words)) || (single && pointed && !is_pronoun(next, words))
}

/// `In the U.S. Congress voted`, `At 3 a.m. Ann woke`: a sentence of which only
/// a place or a time has been said does not end yet.
fn opens_with_place_or_time(so_far: &str, words: &Words) -> bool {
    let mut parts = so_far.split_whitespace();
    so_far.len() < 24 && parts.next().is_some_and(|w| words.get(w).place_or_time) && parts.count() <= 2
}

/// A number stands at the end.
fn follows_digit(so_far: &str) -> bool {
    so_far.trim_end().ends_with(|c: char| c.is_ascii_digit())
}

/// `2. ` or `2) ` before a word: the number of an item.
fn is_item_number(next: &Next<'_>) -> bool {
    next.word.len() <= 3 && (next.rest.starts_with(". ") || next.rest.starts_with(") "))
}

/// `I` with a small letter after it: the pronoun, not the number.
fn is_pronoun(next: &Next<'_>, words: &Words) -> bool {
    words.get(next.word).pronoun && next.rest.trim_start().starts_with(char::is_lowercase)
}

/// A bracket opens next.
fn opens_bracket(next: &Next<'_>) -> bool {
    matches!(next.first, '(' | '[')
}

/// `(2010)`, `[1986]`, `(1994, 6)`: a reference, which belongs to the words before it.
fn is_citation(next: &Next<'_>) -> bool {
    opens_bracket(next) && next.letter.is_numeric() && !(next.word.len() < 3 && next.rest.starts_with(") "))
}

/// `(a) ...`, `(ii) ...`: an item of an enumeration.
fn is_list_label(next: &Next<'_>) -> bool {
    opens_bracket(next)
        && next.rest.starts_with(") ")
        && (next.word.len() == 1 || (next.word.len() < 5 && next.word.bytes().all(|b| b"ivx".contains(&b))))
}

/// The sentence so far is only a label: `1.`, `a.`, `IV.`, `§ 2.`, `Art. 5.`
fn is_label(c: &Candidate<'_>, word: &str, words: &Words) -> bool {
    const MARKS: [&str; 7] = ["§", "-", "–", "—", "•", "«", "\""];
    let so_far = &c.text[c.start..c.mark_at];
    let before = so_far[..so_far.len() - word.len()].trim_end();
    if (1..3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit()) && before.ends_with([':', ';']) {
        return true;
    }
    if so_far.len() > 24 {
        return false;
    }
    let label = |w: &str| {
        let w = w.trim_matches(['(', ')', '[', ']', '.']);
        (w.len() <= 8 && w.bytes().all(|b| b.is_ascii_digit() || b == b'.') && w.len() - w.matches('.').count() <= 3)
            || w.chars().count() == 1
            || is_roman(w)
    };
    if so_far == word {
        return label(word) && !word.is_empty();
    }
    let mut parts = so_far.split_whitespace();
    let (head, tail) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    parts.next().is_none() && (MARKS.contains(&head) || words.get(head).label) && label(tail)
}

/// `b. Second`: an item with a letter for a number.
fn is_lettered(c: &Candidate<'_>, abbreviation: bool) -> bool {
    let next = &c.next;
    !abbreviation
        && next.word.len() == 1
        && next.first == next.letter
        && next.rest.strip_prefix(". ").is_some_and(|r| r.starts_with(char::is_uppercase))
        && c.text[c.start..].starts_with(['a', 'b', 'c', 'd', 'e', 'f'])
}

/// A lower-case letter follows a full stop. Writers who forgot a capital, or
/// whose machine had no `À`, still ended a sentence if a whole plain word
/// stands before the mark.
fn is_stray_lower(c: &Candidate<'_>, word: &str, words: &Words) -> bool {
    if !c.next.first.is_lowercase() || !(c.closers.is_empty() || c.closers == ")") {
        return false;
    }
    let known = words.get(word);
    if known.abbreviation() || is_initials(word) || looks_cut(word) {
        return false;
    }
    if words.get(c.next.letter.encode_utf8(&mut [0; 4])).uncapitalised {
        return true;
    }
    let letters = word.chars().count();
    letters >= 4 && word.chars().all(|c| c.is_lowercase() || c == '-')
}

/// One capital letter: an initial unless a usual first word follows.
fn ends_after_initial(c: &Candidate<'_>, word: &str, words: &Words) -> bool {
    // `30 F.`, `20 C.`: a unit.
    let before = c.text[c.start..c.mark_at - word.len()].trim_end();
    if follows_digit(before) {
        return true;
    }
    // `vitamine C.`, `plan B.`: a letter that names one of several.
    let named = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    if words.get(&named.to_lowercase()).lettered {
        return true;
    }
    let pronoun = words.get(word).pronoun && before.ends_with(char::is_lowercase);
    pronoun || opens_sentence(&c.next, words)
}

/// One or two digits, of which a full stop makes an ordinal in some languages: `3. März`, `17. Jahrhundert`.
fn is_day_or_rank(word: &str) -> bool {
    (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
}

/// One letter: `J`.
fn is_single_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// Letters with full stops or hyphens between: `U.S`, `J.-P`, `A.L`, `p.m`.
fn is_initials(word: &str) -> bool {
    let mut pieces = 0;
    for piece in word.split(['.', '-']).filter(|p| !p.is_empty()) {
        pieces += 1;
        let mut chars = piece.chars();
        let first = chars.next().is_some_and(char::is_alphabetic);
        if !first || chars.next().is_some_and(|c| !c.is_lowercase()) || chars.next().is_some() {
            return false;
        }
    }
    pieces > 0 && (pieces > 1 && word.contains('.') || is_single_initial(word))
}

/// A short word with lower-case letters and no vowel is an abbreviation of
/// something: `Sgt`, `bd`, `Pvt`.
fn looks_cut(word: &str) -> bool {
    (2..=5).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_alphabetic())
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.bytes().any(|b| b.is_ascii_lowercase())
        && word.bytes().filter(u8::is_ascii_uppercase).count() == 1
        && !word.bytes().any(|b| b"aeiouyAEIOUY".contains(&b))
}

/// A Roman number.
fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.len() <= 8 && word.bytes().all(|b| b"IVXLCDM".contains(&b))
}
