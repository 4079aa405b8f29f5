//! Idioms of the original, and the words by which they are rendered.
//!
//! `data/idioms_en.tsv` and `data/idioms_fr.tsv`: an idiom and what is said for it have no word in common, so
//! that no lexicon and no word link joins them.

use super::table::CueTable;
use crate::drift::side::SideReading;
use calque_text::Lang;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::LazyLock;

static ENGLISH: LazyLock<CueTable> = LazyLock::new(|| table("en", list!("idioms_en.tsv")));
static FRENCH: LazyLock<CueTable> = LazyLock::new(|| table("fr", list!("idioms_fr.tsv")));

/// The idioms of a file with their renderings.
fn table(lang: &str, tsv: &str) -> CueTable {
    let mut cues = String::new();
    for line in tsv.lines().filter(|l| !l.starts_with('#')) {
        if let [idiom, _, rendered, ..] = line.split('\t').collect::<Vec<_>>().as_slice() {
            let _ = writeln!(cues, "{lang}\t{idiom}\t{rendered}");
        }
    }
    CueTable::parse(&cues)
}

/// Letters of a word that tell its forms apart from other words.
const STEM: usize = 4;

/// The idioms of `source` whose rendering stands in `target`: the tokens of both.
pub(crate) fn rendered(source: &SideReading<'_>, target: &SideReading<'_>) -> Vec<(Range<usize>, Vec<usize>)> {
    let table = match source.lang() {
        Lang::EN => &*ENGLISH,
        Lang::FR => &*FRENCH,
        _ => return Vec::new(),
    };
    let hits = table.find(source).into_iter();
    hits.filter_map(|h| {
        let found = h.cue.field(0).split(',').find_map(|phrase| stands(phrase, target))?;
        Some((h.tokens.clone(), found))
    })
    .collect()
}

/// The tokens of a side that are words of a phrase, if most of its words stand there.
fn stands(phrase: &str, side: &SideReading<'_>) -> Option<Vec<usize>> {
    let stem = |w: &str| w.chars().take(STEM).collect::<String>().to_lowercase();
    let words = phrase.split(|c: char| !c.is_alphabetic()).filter(|w| w.chars().count() >= STEM);
    let stems: Vec<String> = words.map(stem).collect();
    let found: Vec<usize> = (0..side.len()).filter(|&j| stems.contains(&stem(side.norm(j)))).collect();
    (!stems.is_empty() && 3 * found.len() >= 2 * stems.len()).then_some(found)
}
