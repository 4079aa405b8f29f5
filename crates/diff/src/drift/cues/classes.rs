//! Members of closed classes in a text: *Sweden*, *suédois*, *red*, *oncle*, *Reuters*.
//!
//! `data/names.tsv` holds the names, with their class; `data/classes.tsv` words, and the idioms of which no word is a
//! member. A form with a question mark is another word too: it counts for a match and for no error.

use crate::drift::cues::table::{CueTable, brackets};
use crate::drift::side::SideReading;
use calque_text::Lang;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::LazyLock;

/// A member of a class.
#[derive(Debug)]
pub(crate) struct Member {
    /// Its class: `country`, `colour`; empty for a name of none.
    pub(crate) class: &'static str,
    /// Its forms in English and in French, as the table writes them.
    forms: [&'static str; 2],
    /// Whether it stands in the table of names.
    named: bool,
    /// Members that it may stand for, as *Berlin* for *Germany*.
    kin: Vec<usize>,
}

impl Member {
    /// Its first form in a language, as it is written in running text.
    pub(crate) fn name(&self, lang: Lang) -> String {
        let forms = self.forms[usize::from(lang == Lang::FR)];
        let first = forms.split(';').next().unwrap_or_default();
        brackets(first.split('|').next().unwrap_or_default().trim_end_matches('?')).swap_remove(0)
    }

    /// Whether it is a name, of a class or of none, and no word.
    pub(crate) fn is_name(&self) -> bool {
        self.named
    }
}

/// Of these a capital within a sentence makes a surname or another name: *Brown*, *Wolf*.
const NAMES_IN_CAPITALS: [&str; 5] = ["colour", "compass", "worship", "metal", "beast"];

/// A member that a text names.
#[derive(Debug)]
pub(crate) struct Mention {
    /// The words.
    pub(crate) tokens: Range<usize>,
    /// The members that they may name: *Georgia* is a country and a state.
    pub(crate) members: Vec<usize>,
    /// Whether they can mean nothing else.
    pub(crate) sure: bool,
    /// Whether they are names that lack their capital.
    lower: bool,
}

/// The tables, read once.
struct Classes {
    members: Vec<Member>,
    cues: CueTable,
}

static CLASSES: LazyLock<Classes> = LazyLock::new(|| read(list!("names.tsv"), list!("classes.tsv")));

/// Reads both tables.
fn read(names: &'static str, words: &'static str) -> Classes {
    let rows = |tsv: &'static str| tsv.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty());
    let mut cues = String::new();
    let mut members = Vec::new();
    let mut kin = Vec::new();
    let mut named: HashMap<String, Vec<usize>> = HashMap::new();
    let mut add = |class, named_so, id: &str, [en, fr]: [&'static str; 2], stands: &'static str| {
        let n = members.len();
        for (lang, forms) in [("en", en), ("fr", fr)] {
            for form in forms.split(';').filter(|f| !f.is_empty()) {
                let (phrase, sure) = form.strip_suffix('?').map_or((form, "sure"), |f| (f, ""));
                let case = if phrase.starts_with(char::is_uppercase) { "capital" } else { "" };
                // *petit-fils* is no *petit fils*.
                let hyphen = if class == "kin" && phrase.contains('-') { "-" } else { "" };
                let _ = writeln!(cues, "{lang}\t{phrase}\t{n}\t{sure}\t{case}\t{hyphen}");
            }
        }
        named.entry(id.to_owned()).or_default().push(n);
        kin.push(stands);
        members.push(Member { class, forms: [en, fr], named: named_so, kin: Vec::new() });
    };
    for row in rows(names) {
        let column: Vec<&str> = row.split('\t').collect();
        let get = |k: usize| column.get(k).copied().unwrap_or_default();
        let first = get(0).split(';').next().unwrap_or_default().trim_end_matches('?');
        add(get(2), true, first, [get(0), get(1)], get(3));
    }
    for row in rows(words) {
        let column: Vec<&str> = row.split('\t').collect();
        let get = |k: usize| column.get(k).copied().unwrap_or_default();
        let class = if get(0) == "-" { "" } else { get(0) };
        add(class, false, get(1), [get(2), get(3)], get(4));
    }
    for (n, stands) in kin.iter().enumerate() {
        let ids = stands.split(';').filter(|s| !s.is_empty()).filter_map(|s| named.get(s)).flatten();
        members[n].kin = ids.copied().collect();
    }
    Classes { members, cues: CueTable::parse(&cues) }
}

/// The member of a number that [`Mention::members`] gives.
pub(crate) fn member(n: usize) -> &'static Member {
    &CLASSES.members[n]
}

/// Whether one member may stand for another: itself, or its seat.
pub(crate) fn akin(a: usize, b: usize) -> bool {
    a == b || member(a).kin.contains(&b) || member(b).kin.contains(&a)
}

/// Whether two mentions may name one member, or members that stand for one another.
pub(crate) fn meet(a: &Mention, b: &Mention) -> bool {
    a.members.iter().any(|&x| b.members.iter().any(|&y| akin(x, y)))
}

/// The members that a side names, from the left.
pub(crate) fn mentions(side: &SideReading<'_>) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    for hit in CLASSES.cues.find_every(side).into_iter().filter(|h| !h.tokens.clone().any(|i| side.is_placeable(i))) {
        let Ok(n) = hit.cue.field(0).parse::<usize>() else { continue };
        if !hit.cue.field(3).is_empty() && !side.words(hit.tokens.clone()).contains(['-', '‑']) {
            continue;
        }
        // Measured figures are compared by value: *5 miles* are *8 kilomètres*.
        let figure = |r: &Range<usize>| r.start <= hit.tokens.end && hit.tokens.start <= r.end;
        if member(n).class == "measure" && side.facts.numbers.iter().any(|f| figure(&f.tokens.range())) {
            continue;
        }
        let capital = side.is_capital(hit.tokens.start) || side.is_acronym(hit.tokens.start);
        let as_name = hit.cue.field(2) == "capital";
        let opens = side.opens_sentence(hit.tokens.start);
        let surname = !as_name && capital && NAMES_IN_CAPITALS.contains(&member(n).class) && !opens;
        // *A conservative estimate*, with its capital.
        let opener = as_name && opens && member(n).class == "party";
        let idiom = member(n).class.is_empty() && !member(n).is_name();
        let sure = hit.cue.field(1) == "sure" && !surname && !opener && !idiom;
        // A name without its capital is hardly one: *king* is no *King*.
        let lower = as_name && !capital;
        match out.last_mut().filter(|m| m.tokens == hit.tokens) {
            Some(mention) => {
                mention.members.push(n);
                mention.sure = if mention.lower { sure && !lower } else { mention.sure && (sure || lower) };
                mention.lower &= lower;
            }
            None => out.push(Mention { tokens: hit.tokens, members: vec![n], sure: sure && !lower, lower }),
        }
    }
    out
}

/// The classes with their members in both languages, for `calque explain`: *Sweden = Suède*.
pub(crate) fn listed() -> Vec<(&'static str, Vec<String>)> {
    let mut out: Vec<(&str, Vec<String>)> = Vec::new();
    for member in CLASSES.members.iter().filter(|m| !m.class.is_empty()) {
        let (en, fr) = (member.name(Lang::EN), member.name(Lang::FR));
        let both = if en == fr { en } else { format!("{en} = {fr}") };
        match out.iter_mut().find(|(class, _)| *class == member.class) {
            Some((_, names)) => names.push(both),
            None => out.push((member.class, vec![both])),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names of two countries.
    const SHARED: [&str; 8] =
        ["Korea", "Korean", "Koreans", "Corée", "coréen(ne)(s)", "Congo", "Congolese", "congolais(e)(es)"];

    #[test]
    fn every_row_has_both_languages_and_no_member_two_places() {
        let mut seen: HashMap<(&str, String), usize> = HashMap::new();
        for (n, member) in CLASSES.members.iter().enumerate().filter(|(_, m)| !m.class.is_empty()) {
            for (side, forms) in member.forms.iter().enumerate() {
                assert!(!forms.trim_matches([';', ' ', '?']).is_empty(), "{:?} lacks a language", member.forms);
                for form in forms.split(';').filter(|f| !f.is_empty() && !f.ends_with('?')) {
                    let place = (member.class, format!("{side} {}", form.to_lowercase()));
                    let other = seen.insert(place, n);
                    let shared = SHARED.contains(&form);
                    assert!(other.is_none_or(|o| o == n) || shared, "{form} stands in two rows of {}", member.class);
                }
            }
        }
    }

    #[test]
    fn what_a_member_may_stand_for_is_a_member() {
        for tsv in [list!("names.tsv"), list!("classes.tsv")] {
            let kin_column = if tsv == list!("names.tsv") { 3 } else { 4 };
            for row in tsv.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
                let Some(stands) = row.split('\t').nth(kin_column) else { continue };
                for name in stands.split(';') {
                    let known = CLASSES.members.iter().enumerate().any(|(n, _)| {
                        member(n).forms[0].split(';').next().is_some_and(|f| f.trim_end_matches('?') == name)
                    }) || list!("classes.tsv").lines().any(|l| l.split('\t').nth(1) == Some(name));
                    assert!(known, "{name} in {row}");
                }
            }
        }
    }

    #[test]
    fn each_table_says_its_licence() {
        for tsv in [list!("names.tsv"), list!("classes.tsv")] {
            let head: String = tsv.lines().take_while(|l| l.starts_with('#')).collect();
            assert!(head.contains("MIT OR Apache-2.0"), "{head}");
        }
    }
}
