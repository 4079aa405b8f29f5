//! [`Suppressions`]: the entries of suppression files, matched against findings.

use super::context::FindingContext;
use super::file::{self, Entry};
use crate::settings::error::SettingsError;
use calque_report::Dismissal;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};

/// Minimum word overlap (see [`word_overlap`]) of a segment before and after an edit for an entry to stay valid.
const MIN_WORD_OVERLAP: f32 = 0.5;

/// The entries of suppression files.
#[derive(Debug, Default)]
pub struct Suppressions {
    entries: Vec<Entry>,
    used: Vec<AtomicBool>,
    by_id: HashMap<String, Vec<usize>>,
    by_words: HashMap<Words, Vec<usize>>,
    /// Entries without an id, which match every finding with their rule and words.
    general: Vec<usize>,
}

/// A rule and the words of a finding on both sides, see [`normal`].
type Words = (String, String, String);

impl Suppressions {
    /// Adds the entries of a file; `name` is for messages.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), SettingsError> {
        for entry in file::parse(name, text)? {
            let at = self.entries.len();
            match &entry.id {
                Some(id) => {
                    self.by_id.entry(id.clone()).or_default().push(at);
                    if let Some(rule) = &entry.rule {
                        let words = (rule.clone(), normal(entry.source.as_deref()), normal(entry.target.as_deref()));
                        self.by_words.entry(words).or_default().push(at);
                    }
                }
                None => self.general.push(at),
            }
            self.entries.push(entry);
            self.used.push(AtomicBool::new(false));
        }
        Ok(())
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The entry that dismisses a finding, if one does.
    pub fn find(&self, context: &FindingContext<'_>) -> Option<Dismissal> {
        self.find_among(context, &HashSet::new())
    }

    /// As [`Self::find`], for one of several findings with the ids `present`: an entry whose own finding is among
    /// them holds for no other, such as a second lost negation of the same segment.
    pub(super) fn find_among(&self, context: &FindingContext<'_>, present: &HashSet<String>) -> Option<Dismissal> {
        let at =
            self.by_id(context).or_else(|| self.by_words(context, present)).or_else(|| self.by_pattern(context))?;
        self.used[at].store(true, Ordering::Relaxed);
        Some(self.entries[at].dismissal())
    }

    fn by_id(&self, context: &FindingContext<'_>) -> Option<usize> {
        self.by_id.get(&context.finding.id)?.first().copied()
    }

    /// Matches the same rule and words in a segment that was edited elsewhere.
    fn by_words(&self, context: &FindingContext<'_>, present: &HashSet<String>) -> Option<usize> {
        let (source, target) = context.words();
        let key = (context.finding.rule.clone(), normal(Some(source)), normal(Some(target)));
        self.by_words.get(&key)?.iter().copied().find(|&at| {
            let entry = &self.entries[at];
            if entry.id.as_ref().is_some_and(|id| present.contains(id)) {
                return false;
            }
            match (&entry.source_text, &entry.target_text) {
                (Some(s), Some(t)) => {
                    f32::midpoint(word_overlap(s, context.segments.0), word_overlap(t, context.segments.1))
                        >= MIN_WORD_OVERLAP
                }
                _ => false,
            }
        })
    }

    /// Matches entries without an id by rule and words.
    fn by_pattern(&self, context: &FindingContext<'_>) -> Option<usize> {
        let (source, target) = context.words();
        self.general.iter().copied().find(|&at| {
            let e = &self.entries[at];
            let same = |wanted: &Option<String>, words: &str| {
                wanted.as_deref().is_none_or(|w| normal(Some(w)) == normal(Some(words)))
            };
            e.rule.as_ref().is_none_or(|r| *r == context.finding.rule)
                && same(&e.source, source)
                && same(&e.target, target)
        })
    }

    /// Messages about the entries that no finding matched; not about those of texts other than `checked`.
    pub fn stale(&self, checked: &[&str]) -> Vec<String> {
        let unused = self.entries.iter().zip(&self.used).filter(|(_, used)| !used.load(Ordering::Relaxed));
        let unused = unused.filter(|(e, _)| e.file.as_deref().is_none_or(|f| checked.contains(&f)));
        unused.map(|(e, _)| format!("{}: nothing matches any more: {}", e.place, e.about())).collect()
    }
}

/// Letters and digits in lower case, as they enter the hash of an id.
fn normal(words: Option<&str>) -> String {
    words.unwrap_or("").chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The Dice coefficient of the words of two segments, as multisets, in [0, 1]; 1 if both are empty.
fn word_overlap(a: &str, b: &str) -> f32 {
    fn words(text: &str) -> Vec<String> {
        let mut words: Vec<String> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
        words.sort_unstable();
        words
    }
    let (a, b) = (words(a), words(b));
    let (mut i, mut j, mut common) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        common += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    if a.len() + b.len() == 0 { 1.0 } else { 2.0 * common as f32 / (a.len() + b.len()) as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suppress::baseline_line;
    use calque_diff::{Category, Finding, Severity};
    use calque_text::Span;

    fn finding(id: &str, source: Span, target: Span) -> Finding {
        Finding {
            id: id.to_owned(),
            rule: "numbers".to_owned(),
            category: Category::Number,
            severity: Severity::Critical,
            confidence: 0.9,
            source: Some(source),
            target: Some(target),
            message: "differs".to_owned(),
            evidence: Vec::new(),
            suggestion: None,
            repeats: 0,
            opinions: calque_bitext::Opinions::default(),
        }
    }

    fn seen<'a>(f: &'a Finding, source: &'a str, target: &'a str) -> FindingContext<'a> {
        FindingContext { finding: f, texts: (source, target), segments: (source, target) }
    }

    #[test]
    fn an_entry_holds_after_an_edit_beside_the_words() {
        let (en, fr) = ("Some 12 people left the town.", "Quelque 13 personnes ont quitté la ville.");
        let f = finding("a1", Span::new(5, 7), Span::new(8, 10));
        let line = baseline_line(&seen(&f, en, fr), None);
        let mut list = Suppressions::default();
        list.add("known.jsonl", &line).expect("a baseline");
        assert_eq!(list.stale(&[]).len(), 1);
        let by = list.find(&seen(&f, en, fr)).expect("dismissed");
        assert_eq!((by.place.as_str(), by.in_text), ("known.jsonl:1", false));
        assert!(list.stale(&[]).is_empty());
        // Another id, other words around it: the sentence was edited.
        let g = finding("b2", Span::new(5, 7), Span::new(8, 10));
        assert!(list.find(&seen(&g, en, "Quelque 13 personnes ont quitté leur village hier.")).is_some());
        // Where the finding of the entry is still there, another with the same words is another finding.
        assert!(list.find_among(&seen(&g, en, fr), &HashSet::from(["a1".to_owned(), "b2".to_owned()])).is_none());
        // The same figures in another sentence are another finding.
        let (other, autre) = ("Over 12 dogs barked.", "Quelque 13 chiens aboyaient.");
        assert!(list.find(&seen(&finding("c3", Span::new(5, 7), Span::new(8, 10)), other, autre)).is_none());
        // The figure changed: somebody must look again.
        assert!(list.find(&seen(&f_with(&f, "d4"), en, "Quelque 14 personnes ont quitté la ville.")).is_none());
    }

    fn f_with(f: &Finding, id: &str) -> Finding {
        Finding { id: id.to_owned(), ..f.clone() }
    }

    #[test]
    fn entries_by_hand_name_a_rule_or_words() {
        let mut list = Suppressions::default();
        let text = "[[suppress]]\nrule = \"numbers\"\ntarget = \"13\"\nreason = \"the agency corrected it\"\nwho = \"desk\"\ndate = 2026-11-25\n";
        list.add("s.toml", text).expect("a list");
        let f = finding("x", Span::new(5, 7), Span::new(8, 10));
        let by = list.find(&seen(&f, "Some 12 left.", "Quelque 13 partent.")).expect("dismissed");
        assert_eq!((by.place.as_str(), by.reason.as_deref()), ("s.toml:1", Some("the agency corrected it")));
        assert_eq!(by.date.as_deref(), Some("2026-11-25"));
        assert!(list.find(&seen(&f, "Some 12 left.", "Quelque 15 partent.")).is_none());
    }

    #[test]
    fn word_overlap_is_the_share_of_common_words() {
        assert_eq!(word_overlap("a b c d", "d c a x"), 0.75);
        assert_eq!((word_overlap("", ""), word_overlap("a", "")), (1.0, 0.0));
        assert_eq!(word_overlap("Été, oui\u{a0}!", "été oui"), 1.0);
    }
}
