//! Noun phrases by their edges.

use super::clause::Participant;
use crate::drift::side::SideReading;
use calque_text::Lang;

/// What ends a noun phrase in both languages: conjunctions, relative words, prepositions, verbs of being.
const EDGES: &[&str] = &[
    "and", "but", "or", "because", "who", "which", "that", "whom", "whose", "if", "when", "while", "after", "before",
    "than", "is", "are", "was", "were", "has", "have", "had", "will", "would", "said", "says", "et", "mais", "ou",
    "que", "qu'", "qui", "dont", "où", "si", "quand", "lorsque", "car", "est", "sont", "était", "a", "ont", "avait",
    "pour", "for", "to", "with", "avec", "as", "comme", "on", "in", "at", "from", "by", "par", "dans", "sur", "after",
    "à", "au", "aux", "into", "during", "pendant", "depuis", "until", "about", "against", "contre", "over", "near",
    "près", "chez", "sans", "without", "out", "not", "n't", "ne", "n'", "pas", "again", "there", "s'", "se", "y", "en",
    "l'on", "puis", "then",
];
/// What joins a complement to its noun: the noun stands before it.
const OF: &[&str] = &["of", "'s", "de", "du", "des", "d'"];
/// Determiners.
const DETERMINERS: &[&str] = &[
    "the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "this", "these", "those", "some", "two",
    "three", "le", "la", "les", "l'", "un", "une", "des", "son", "sa", "ses", "leur", "leurs", "notre", "nos", "mon",
    "ma", "mes", "votre", "vos", "ce", "cet", "cette", "ces", "du", "deux", "trois", "au", "aux",
];

/// Whether token `k` is an edge. *A* is one in French only.
pub(super) fn is_edge(side: &SideReading<'_>, k: usize) -> bool {
    let word = side.norm(k);
    EDGES.contains(&word) && (word != "a" || side.lang() == Lang::FR)
}

/// Whether a word is a determiner.
pub(super) fn is_determiner(word: &str) -> bool {
    DETERMINERS.contains(&word)
}

/// The noun phrase that ends right before token `end`. Its noun is what stands before the first *of*.
pub(super) fn before(side: &SideReading<'_>, end: usize) -> Option<Participant> {
    let mut start = end;
    while start > 0 && side.is_word(start - 1) && !is_edge(side, start - 1) && end - start < 8 {
        start -= 1;
    }
    noun(side, start, end)
}

/// The noun phrase that begins at token `start`, and where it ends.
pub(super) fn after(side: &SideReading<'_>, start: usize) -> Option<(Participant, usize)> {
    let mut end = start;
    while side.is_word(end) && !is_edge(side, end) && end - start < 7 {
        // A second noun phrase begins: *the landlord two months' rent*.
        if end > start + 1
            && is_determiner(side.norm(end))
            && !OF.contains(&side.norm(end - 1))
            && !OF.contains(&side.norm(end))
        {
            break;
        }
        // *Lent Iceland 400 million*.
        if end > start && side.norm(end).starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        end += 1;
    }
    noun(side, start, end).map(|n| (n, end))
}

/// The content words of a phrase up to its first *of*.
fn noun(side: &SideReading<'_>, start: usize, end: usize) -> Option<Participant> {
    let head_end = (start + 1..end).find(|&k| OF.contains(&side.norm(k))).unwrap_or(end);
    let figure = |k: usize| side.norm(k).starts_with(|c: char| c.is_ascii_digit());
    let content =
        |&k: &usize| side.is_word(k) && !is_determiner(side.norm(k)) && !figure(k) && side.information[k] > 4.0;
    // *One evening the miller*: the phrase begins at its determiner.
    let determiner = (start..head_end).rev().find(|&k| is_determiner(side.norm(k)) && k + 1 < head_end);
    let first = (determiner.unwrap_or(start)..head_end).find(content)?;
    let last = (first..head_end).rev().find(content)?;
    Some(Participant::Noun(first, last))
}
