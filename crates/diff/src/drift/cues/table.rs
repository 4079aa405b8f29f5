//! Lists of words and phrases that carry a meaning: negations, hedges, verbs of saying.
//!
//! A list is a TSV file under `data/`: language, phrase, then fields that the
//! rule reads. Phrases are matched on normal forms, word by word, longest
//! first. `présumé(e)(s)` stands for every spelling with and without the
//! bracketed letters, `dit|disent|disait` for each of the alternatives of one
//! word, `moins de;au-dessous de` for alternative phrases, and `~` for up to two
//! words between (`ne ~ que`).

use crate::drift::side::SideReading;
use calque_text::{Lang, norm_into, tokenize};
use std::collections::HashMap;
use std::ops::Range;

/// One word of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Word(String),
    Gap,
}

/// A phrase with the fields after it.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    parts: Vec<Part>,
    /// The columns after the phrase.
    pub(crate) fields: Vec<String>,
}

impl Cue {
    /// A cue without words, for what is found in another way.
    pub(crate) fn without_words(fields: &[&str]) -> Self {
        Self { parts: Vec::new(), fields: fields.iter().map(|&f| f.to_owned()).collect() }
    }

    /// Column `n` after the phrase; empty if there is none.
    pub(crate) fn field(&self, n: usize) -> &str {
        self.fields.get(n).map_or("", String::as_str)
    }
}

/// A cue found in a text.
#[derive(Clone, Debug)]
pub(crate) struct Hit<'c> {
    /// The tokens it covers.
    pub(crate) tokens: Range<usize>,
    /// The cue.
    pub(crate) cue: &'c Cue,
}

/// The cues of each language of the list.
#[derive(Debug, Default)]
pub(crate) struct CueTable {
    languages: Vec<(Lang, Index)>,
}

/// The cues of one language by their first word.
#[derive(Debug)]
struct Index {
    by_first: HashMap<String, Vec<Cue>>,
    /// For each first byte the lengths that first words have, as bits, so that most words of
    /// a text are ruled out without a look-up.
    lengths: [u64; 256],
}

impl Default for Index {
    fn default() -> Self {
        Self { by_first: HashMap::new(), lengths: [0; 256] }
    }
}

impl Index {
    fn add(&mut self, first: &str, cue: Cue) {
        let (byte, bit) = shape(first);
        self.lengths[byte] |= bit;
        self.by_first.entry(first.to_owned()).or_default().push(cue);
    }

    fn get(&self, word: &str) -> &[Cue] {
        let (byte, bit) = shape(word);
        if self.lengths[byte] & bit == 0 {
            return &[];
        }
        self.by_first.get(word).map_or(&[], Vec::as_slice)
    }
}

/// The first byte of a word, and its length as a bit.
fn shape(word: &str) -> (usize, u64) {
    (word.bytes().next().unwrap_or(0) as usize, 1 << word.len().min(63))
}

impl CueTable {
    /// Reads a list. Lines that are empty or begin with `#` are skipped.
    pub(crate) fn parse(tsv: &str) -> Self {
        let mut table = Self::default();
        for line in tsv.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')) {
            let mut columns = line.split('\t').map(str::trim);
            let Some(lang) = columns.next().and_then(|l| l.parse::<Lang>().ok()) else { continue };
            let Some(phrase) = columns.next() else { continue };
            if table.languages.iter().all(|(l, _)| *l != lang) {
                table.languages.push((lang, Index::default()));
            }
            let Some((_, index)) = table.languages.iter_mut().find(|(l, _)| *l == lang) else { continue };
            let fields: Vec<String> = columns.map(str::to_owned).collect();
            for parts in phrase.split(';').flat_map(|p| spellings(p, lang)) {
                if let Some(Part::Word(first)) = parts.first() {
                    index.add(first, Cue { fields: fields.clone(), parts: parts.clone() });
                }
            }
        }
        for list in table.languages.iter_mut().flat_map(|(_, index)| index.by_first.values_mut()) {
            list.sort_by_key(|c| std::cmp::Reverse(c.parts.len()));
        }
        table
    }

    /// The cues in a side, from the left, longest first, without overlap.
    pub(crate) fn find(&self, side: &SideReading<'_>) -> Vec<Hit<'_>> {
        let mut hits = self.find_every(side);
        hits.dedup_by(|later, earlier| later.tokens == earlier.tokens);
        hits
    }

    /// As [`Self::find`], but where several cues cover the very same words, all of them.
    pub(crate) fn find_every(&self, side: &SideReading<'_>) -> Vec<Hit<'_>> {
        let mut hits = Vec::new();
        let Some((_, index)) = self.languages.iter().find(|(l, _)| *l == side.lang()) else { return hits };
        let mut i = 0;
        while i < side.len() {
            let mut list = index.get(side.norm(i));
            if list.is_empty() && side.is_acronym(i) {
                // Capitals for stress: `NOT`.
                list = index.get(&side.norm(i).to_ascii_lowercase());
            }
            let mut next = i + 1;
            let mut found = None;
            for cue in list {
                let Some(end) = match_at(&cue.parts, side, i).filter(|e| found.is_none_or(|f| f == *e)) else {
                    continue;
                };
                hits.push(Hit { tokens: i..end, cue });
                found = Some(end);
                next = end;
            }
            i = next;
        }
        hits
    }
}

/// Matches `parts` from token `i` on; the end if they fit. Hyphens between words are skipped.
fn match_at(parts: &[Part], side: &SideReading<'_>, mut i: usize) -> Option<usize> {
    let mut gap = 0;
    for (n, part) in parts.iter().enumerate() {
        match part {
            Part::Gap => gap = 2,
            Part::Word(w) => loop {
                if n > 0 && side.norm(i) == "-" {
                    i += 1;
                }
                if side.norm(i) == w || (side.is_acronym(i) && side.norm(i).eq_ignore_ascii_case(w)) {
                    i += 1;
                    gap = 0;
                    break;
                }
                if gap == 0 || !side.is_word(i) {
                    return None;
                }
                gap -= 1;
                i += 1;
            },
        }
    }
    Some(i)
}

/// Every spelling of a phrase with `(x)` groups and `a|b` alternatives, cut into words.
fn spellings(phrase: &str, lang: Lang) -> Vec<Vec<Part>> {
    let mut all: Vec<Vec<Part>> = vec![Vec::new()];
    for chunk in phrase.split_whitespace() {
        let options: Vec<Vec<Part>> = if chunk == "~" {
            vec![vec![Part::Gap]]
        } else {
            chunk.split('|').flat_map(brackets).map(|w| words(&w, lang)).collect()
        };
        all = all
            .iter()
            .flat_map(|head| options.iter().map(move |o| head.iter().chain(o).cloned().collect::<Vec<Part>>()))
            .collect();
    }
    all.retain(|p| !p.is_empty());
    all
}

fn words(text: &str, lang: Lang) -> Vec<Part> {
    let mut norm = String::new();
    let tokens = tokenize(text, lang);
    let mut out = Vec::new();
    for t in tokens.iter().filter(|t| t.is_content()) {
        norm_into(t.span.of(text), t.caps, &mut norm);
        out.push(Part::Word(norm.clone()));
    }
    out
}

/// `présumé(e)(s)`: présumé, présumés, présumée, présumées.
pub(crate) fn brackets(word: &str) -> Vec<String> {
    let Some(open) = word.find('(') else { return vec![word.to_owned()] };
    let Some(close) = word[open..].find(')').map(|k| open + k) else { return vec![word.to_owned()] };
    let (head, inner, tail) = (&word[..open], &word[open + 1..close], &word[close + 1..]);
    brackets(tail).into_iter().flat_map(|rest| [format!("{head}{rest}"), format!("{head}{inner}{rest}")]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bracketed_endings_are_optional() {
        assert_eq!(brackets("présumé(e)(s)"), ["présumé", "présumée", "présumés", "présumées"]);
        assert_eq!(brackets("dit"), ["dit"]);
    }

    #[test]
    fn phrases_cut_as_text_is_cut() {
        let table = CueTable::parse("# a comment\nfr\tn'importe quel(le)(s)\tany\nfr\tne ~ que\tonly\n");
        let all = table.languages.iter().flat_map(|(_, index)| index.by_first.values());
        assert_eq!(all.map(Vec::len).sum::<usize>(), 5);
    }
}
