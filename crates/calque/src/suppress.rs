//! Findings that somebody has dismissed stay dismissed.
//!
//! An editor reads a finding once. It may be dismissed in a file, a *baseline*
//! that Calque wrote or a list kept by hand ([`file`]), or by a comment in one
//! of the texts ([`inline`]). Either way it is taken out of the findings and
//! counted among the suppressed ones, which every report names.
//!
//! A finding is recognised by its id, which is a hash of its rule, its words
//! and its two segments. Where the rest of a segment was edited the id is
//! another, so an entry also holds for the same rule and the same words in
//! segments that are still mostly the same.

pub(crate) mod file;
mod inline;

use calque_diff::Finding;
use calque_report::{Dismissal, PlacedFinding, Report, Suppressed};
use file::Entry;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// How alike segments must be for an entry to hold after an edit: the share of common words.
const STILL_THE_SAME: f32 = 0.5;

/// What was dismissed in files.
#[derive(Debug, Default)]
pub struct Suppressions {
    entries: Vec<Entry>,
    used: Vec<AtomicBool>,
    by_id: HashMap<String, Vec<usize>>,
    by_words: HashMap<Words, Vec<usize>>,
    /// Entries without an id: for every finding that has their rule and words.
    general: Vec<usize>,
}

/// A rule and the words that a finding of it is about, in normal form.
type Words = (String, String, String);

/// A finding with the words around it, as suppressions see it.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The finding; its spans point into the texts.
    pub finding: &'a Finding,
    /// The texts that its spans point into.
    pub texts: (&'a str, &'a str),
    /// The two segments that it stands in.
    pub segments: (&'a str, &'a str),
}

impl<'a> Seen<'a> {
    /// The words it is about on each side.
    fn words(&self) -> (&'a str, &'a str) {
        let of = |span: Option<calque_text::Span>, text: &'a str| span.map_or("", |s| s.of(text));
        (of(self.finding.source, self.texts.0), of(self.finding.target, self.texts.1))
    }
}

impl Suppressions {
    /// Adds the entries of a file; `name` is for messages.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), crate::SettingsError> {
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

    /// Whether nothing was dismissed.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The entry that dismisses a finding, if one does.
    pub fn find(&self, seen: &Seen<'_>) -> Option<Dismissal> {
        let at = self.by_id(seen).or_else(|| self.by_words(seen)).or_else(|| self.by_pattern(seen))?;
        self.used[at].store(true, Ordering::Relaxed);
        Some(self.entries[at].dismissal())
    }

    fn by_id(&self, seen: &Seen<'_>) -> Option<usize> {
        self.by_id.get(&seen.finding.id)?.first().copied()
    }

    /// The same rule and words in segments that were edited elsewhere.
    fn by_words(&self, seen: &Seen<'_>) -> Option<usize> {
        let (source, target) = seen.words();
        let key = (seen.finding.rule.clone(), normal(Some(source)), normal(Some(target)));
        self.by_words.get(&key)?.iter().copied().find(|&at| {
            let entry = &self.entries[at];
            match (&entry.source_text, &entry.target_text) {
                (Some(s), Some(t)) => {
                    f32::midpoint(likeness(s, seen.segments.0), likeness(t, seen.segments.1)) >= STILL_THE_SAME
                }
                _ => false,
            }
        })
    }

    /// Entries that name a rule, words, or both, and no single finding.
    fn by_pattern(&self, seen: &Seen<'_>) -> Option<usize> {
        let (source, target) = seen.words();
        self.general.iter().copied().find(|&at| {
            let e = &self.entries[at];
            let same = |wanted: &Option<String>, words: &str| {
                wanted.as_deref().is_none_or(|w| normal(Some(w)) == normal(Some(words)))
            };
            e.rule.as_ref().is_none_or(|r| *r == seen.finding.rule)
                && same(&e.source, source)
                && same(&e.target, target)
        })
    }

    /// What no finding matched: the entry's place and what it was about, as sentences.
    pub fn stale(&self) -> Vec<String> {
        let unused = self.entries.iter().zip(&self.used).filter(|(_, used)| !used.load(Ordering::Relaxed));
        unused.map(|(e, _)| format!("{}: nothing matches any more: {}", e.place, e.about())).collect()
    }
}

/// Takes what was dismissed out of the findings of `report`: by comments in its texts, then
/// by `dismissed`. Comments that dismiss nothing, or name no rule, become warnings.
pub fn suppress(report: &mut Report, dismissed: &[&Suppressions]) {
    let mut regions = inline::regions(report);
    let findings = std::mem::take(&mut report.findings);
    for placed in findings {
        let by = inline::find(&mut regions, report, &placed)
            .or_else(|| dismissed.iter().find_map(|d| d.find(&seen(report, &placed))));
        match by {
            Some(by) => report.suppressed.push(Suppressed { placed, by }),
            None => report.findings.push(placed),
        }
    }
    report.warnings.extend(inline::warnings(&regions));
}

/// A baseline of `report`: every finding that is not dismissed by a comment in a text, one
/// JSON object a line, those that a file dismissed with its reasons.
pub fn baseline(report: &Report) -> String {
    let mut kept: Vec<(&PlacedFinding, Option<&Dismissal>)> = report.findings.iter().map(|f| (f, None)).collect();
    kept.extend(report.suppressed.iter().filter(|s| !s.by.in_text).map(|s| (&s.placed, Some(&s.by))));
    kept.sort_by_key(|(p, _)| (p.bead, p.finding.target.map(|s| s.start), p.finding.source.map(|s| s.start)));
    kept.iter().map(|(placed, by)| file::line(&seen(report, placed), *by)).collect()
}

/// Whether a note of a pair dismisses a finding: `calque-ignore numbers: why`.
pub fn by_note(notes: &[&str], place: &str, finding: &Finding) -> Option<Dismissal> {
    inline::by_note(notes, place, finding)
}

/// The line of a baseline for one finding; `by` is what dismissed it before, if something did.
pub fn baseline_line(seen: &Seen<'_>, by: Option<&Dismissal>) -> String {
    file::line(seen, by)
}

/// A finding of a report with its texts and segments.
fn seen<'a>(report: &'a Report, placed: &'a PlacedFinding) -> Seen<'a> {
    let (source, target) = (&report.source, &report.target);
    let bead = placed.bead.and_then(|b| report.alignment.beads.get(b));
    let of = |side: &'a calque_report::ReportSide, range: Option<&std::ops::Range<usize>>| {
        range.and_then(|r| side.span(r)).map_or("", |s| s.of(&side.document.text))
    };
    Seen {
        finding: &placed.finding,
        texts: (&source.document.text, &target.document.text),
        segments: (of(source, bead.map(|b| &b.source)), of(target, bead.map(|b| &b.target))),
    }
}

/// Letters and digits in lower case: what an id looks at.
fn normal(words: Option<&str>) -> String {
    words.unwrap_or("").chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The share of words that two segments have in common, in [0, 1].
fn likeness(a: &str, b: &str) -> f32 {
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
    use calque_diff::{Category, Severity};
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
        }
    }

    fn seen<'a>(f: &'a Finding, source: &'a str, target: &'a str) -> Seen<'a> {
        Seen { finding: f, texts: (source, target), segments: (source, target) }
    }

    #[test]
    fn an_entry_holds_after_an_edit_beside_the_words() {
        let (en, fr) = ("Some 12 people left the town.", "Quelque 13 personnes ont quitté la ville.");
        let f = finding("a1", Span::new(5, 7), Span::new(8, 10));
        let line = baseline_line(&seen(&f, en, fr), None);
        let mut list = Suppressions::default();
        list.add("known.jsonl", &line).expect("a baseline");
        assert_eq!(list.stale().len(), 1);
        let by = list.find(&seen(&f, en, fr)).expect("dismissed");
        assert_eq!((by.place.as_str(), by.in_text), ("known.jsonl:1", false));
        assert!(list.stale().is_empty());
        // Another id, other words around it: the sentence was edited.
        let g = finding("b2", Span::new(5, 7), Span::new(8, 10));
        assert!(list.find(&seen(&g, en, "Quelque 13 personnes ont quitté leur village hier.")).is_some());
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
    fn likeness_is_the_share_of_common_words() {
        assert_eq!(likeness("a b c d", "d c a x"), 0.75);
        assert_eq!((likeness("", ""), likeness("a", "")), (1.0, 0.0));
        assert_eq!(likeness("Été, oui\u{a0}!", "été oui"), 1.0);
    }
}
