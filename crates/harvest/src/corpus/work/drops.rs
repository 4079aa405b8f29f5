//! What the filters, and the search for copies, dropped of a pair of documents, as entries of the error report: one for
//! each reason, with the number of pairs and the first of them.

use crate::corpus::error_entry::{ErrorEntry, Step};
use crate::corpus::part::{DocumentResult, StoredPair};
use crate::filter::{ALL, DUPLICATE};
use std::collections::BTreeMap;

/// Pairs of an entry that are quoted, and characters of each side.
const QUOTED: usize = 3;
const CHARACTERS: usize = 60;

/// The drops of the documents under way.
#[derive(Debug, Default)]
pub(crate) struct Drops {
    documents: String,
    pairs: u64,
    by_reason: BTreeMap<&'static str, (u64, Vec<String>)>,
}

impl Drops {
    /// Counts a pair that stays.
    pub(crate) fn kept(&mut self) {
        self.pairs += 1;
    }

    /// Counts a pair that is dropped.
    pub(crate) fn add(&mut self, reason: &'static str, pair: &StoredPair) {
        self.pairs += 1;
        let (count, quoted) = self.by_reason.entry(reason).or_default();
        *count += 1;
        if quoted.len() < QUOTED {
            quoted.push(format!("“{}” / “{}”", shortened(&pair.source), shortened(&pair.target)));
        }
    }

    /// Goes on to the next documents; returns the entries of the last.
    pub(crate) fn next(&mut self, document: &DocumentResult) -> Vec<ErrorEntry> {
        let entries = self.entries();
        self.documents = format!("{} + {}", document.source, document.target);
        entries
    }

    /// The entries so far, which are forgotten.
    pub(crate) fn entries(&mut self) -> Vec<ErrorEntry> {
        let (all, documents) = (std::mem::take(&mut self.pairs), std::mem::take(&mut self.documents));
        let reasons = std::mem::take(&mut self.by_reason);
        let entry = |(reason, (count, quoted)): (&'static str, (u64, Vec<String>))| {
            let (why, remedy) = words_for(reason);
            let more = if count > quoted.len() as u64 { ", …" } else { "" };
            ErrorEntry {
                file: documents.clone(),
                line: None,
                step: Step::Filter,
                why: format!("{count} of {all} pairs dropped by `{reason}` ({why}): {}{more}", quoted.join(", ")),
                remedy,
            }
        };
        reasons.into_iter().map(entry).collect()
    }
}

/// What a reason means, and what to do if such pairs are to stay.
fn words_for(reason: &str) -> (String, String) {
    if reason == DUPLICATE {
        let why = "near copies of pairs that stay".to_owned();
        return (why, "nothing, if one of each is enough; --set duplicate=off keeps all".to_owned());
    }
    let summary = ALL.iter().find(|f| f.id() == reason).map_or("", |f| f.summary());
    let remedy =
        format!("if they are good, --set {reason}=off keeps them; `calque explain {reason}` says what is looked for");
    let mut letters = summary.chars();
    let lower = letters.next().map(|c| c.to_lowercase().chain(letters).collect::<String>());
    (lower.unwrap_or_default(), remedy)
}

/// The beginning of a text.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(CHARACTERS) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calque_text::Lang;
    use serde_json::Map;

    #[test]
    fn each_reason_is_one_entry_of_its_documents() {
        let mut drops = Drops::default();
        let document = DocumentResult { source: "a.en".into(), target: "a.fr".into(), ..DocumentResult::default() };
        assert!(drops.next(&document).is_empty());
        let pair = |source: &str| StoredPair {
            source: source.into(),
            target: "b".repeat(100),
            langs: (Lang::EN, Lang::FR),
            extra: Map::new(),
        };
        drops.kept();
        for source in ["one", "two", "three", "four"] {
            drops.add("numbers", &pair(source));
        }
        drops.add(DUPLICATE, &pair("five"));
        let entries = drops.next(&DocumentResult::default());
        let whys: Vec<&str> = entries.iter().map(|e| e.why.as_str()).collect();
        assert!(whys[0].starts_with("1 of 6 pairs dropped by `duplicate`"), "{whys:?}");
        assert!(whys[1].starts_with("4 of 6 pairs dropped by `numbers` (gravest difference"), "{whys:?}");
        assert!(whys[1].contains("“three”") && !whys[1].contains("“four”") && whys[1].ends_with('…'), "{whys:?}");
        assert!(entries.iter().all(|e| e.file == "a.en + a.fr" && e.remedy.contains("--set")));
        assert!(drops.entries().is_empty());
    }
}
