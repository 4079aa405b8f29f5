//! Findings of others for single pairs: a file of pairs that is checked, and evaluation.

use super::file::ForeignFindings;
use super::finding::{agrees, finding, id};
use super::folded::Folded;
use super::merge::{Admission, MergeCounts};
use super::place::{Located, locate};
use super::row::{MarkedSpan, Row};
use calque_bitext::Finding;
use calque_report::Contributor;
use calque_text::Side;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The files of other checkers, by the texts of their rows. May be asked from several threads.
#[derive(Debug)]
pub struct PairFindings {
    files: Vec<ForeignFindings>,
    /// Folded source (empty where a row has none) and target, to file and row.
    index: HashMap<(String, String), Vec<(usize, usize)>>,
    used: Vec<Vec<AtomicBool>>,
    /// Spans that fit no text, by file.
    lost: Vec<AtomicUsize>,
}

/// What others say of a pair, without Calque.
#[derive(Clone, Debug, PartialEq)]
pub struct PairScore {
    /// 1 = surely faithful.
    pub score: f32,
    /// What they mark.
    pub findings: Vec<Finding>,
}

impl PairFindings {
    /// By pair, what these files say.
    pub fn new(files: Vec<ForeignFindings>) -> Self {
        let mut index: HashMap<(String, String), Vec<(usize, usize)>> = HashMap::new();
        for (f, file) in files.iter().enumerate() {
            for (r, row) in file.rows.iter().enumerate() {
                if let Some(target) = &row.target {
                    let source = row.source.as_deref().map_or_else(String::new, |s| Folded::new(s).text);
                    index.entry((source, Folded::new(target).text)).or_default().push((f, r));
                }
            }
        }
        let used = files.iter().map(|f| f.rows.iter().map(|_| AtomicBool::new(false)).collect()).collect();
        let lost = files.iter().map(|_| AtomicUsize::new(0)).collect();
        Self { files, index, used, lost }
    }

    /// Adds to the findings of a pair what others mark in it.
    pub fn merge(&self, source: &str, target: &str, findings: &mut Vec<Finding>, admission: &Admission) {
        let mut ids: HashSet<String> = findings.iter().map(|f| f.id.clone()).collect();
        for (f, row) in self.rows(source, target) {
            for span in &row.spans {
                let Some(mut new) = self.found(f, row, span, (source, target), admission) else { continue };
                if let Some(known) = findings.iter_mut().find(|known| agrees(known, &new)) {
                    known.opinions.add_finder(&self.files[f].name);
                    known.evidence.extend(span.note.is_some().then_some(new.message));
                    continue;
                }
                let plain = new.id.clone();
                let mut n = 1;
                while !ids.insert(new.id.clone()) {
                    n += 1;
                    new.id = format!("{plain}-{n}");
                }
                findings.push(new);
            }
        }
        findings.sort_by(Finding::by_weight);
    }

    /// What others say of a pair; `None` where no file has it.
    pub fn alone(&self, source: &str, target: &str, admission: &Admission) -> Option<PairScore> {
        let rows = self.rows(source, target);
        let scores: Vec<f32> = rows.iter().map(|(f, row)| self.files[*f].score(row)).collect();
        let score = scores.iter().sum::<f32>() / scores.len() as f32;
        let mut findings: Vec<Finding> = Vec::new();
        for (f, row) in rows {
            let found = row.spans.iter().filter_map(|s| self.found(f, row, s, (source, target), admission));
            for new in found {
                if !findings.iter().any(|known| agrees(known, &new)) {
                    findings.push(new);
                }
            }
        }
        (!scores.is_empty()).then_some(PairScore { score, findings })
    }

    fn rows(&self, source: &str, target: &str) -> Vec<(usize, &Row)> {
        let (source, target) = (Folded::new(source).text, Folded::new(target).text);
        let without = self.index.get(&(String::new(), target.clone()));
        let with = self.index.get(&(source, target));
        let mut all: Vec<(usize, usize)> = with.into_iter().chain(without).flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        all.iter().for_each(|&(f, r)| self.used[f][r].store(true, Ordering::Relaxed));
        all.into_iter().map(|(f, r)| (f, &self.files[f].rows[r])).collect()
    }

    /// The finding of a span in the texts of a pair, which may have other spaces than those of the row.
    fn found(
        &self,
        f: usize,
        row: &Row,
        span: &MarkedSpan,
        texts: (&str, &str),
        admission: &Admission,
    ) -> Option<Finding> {
        let (theirs, ours) = (row.text(span.side), if span.side == Side::Source { texts.0 } else { texts.1 });
        let at = match locate(&span.place, theirs) {
            Located::Whole => None,
            Located::At(at) => Some(Folded::new(ours).back(Folded::new(theirs).of(at), ours)),
            Located::Lost => {
                self.lost[f].fetch_add(1, Ordering::Relaxed);
                return None;
            }
        };
        let mut new = finding(&self.files[f].name, span, at, ours, admission.lang);
        new.id = id(&new, texts, texts);
        admission.admits(&new).then_some(new)
    }

    /// Who the files are.
    pub fn contributors(&self) -> Vec<Contributor> {
        self.files.iter().map(ForeignFindings::contributor).collect()
    }

    /// What no pair was there for, a warning for each file that has any.
    pub fn warnings(&self) -> Vec<String> {
        (0..self.files.len()).filter_map(|f| self.counts(f).warning(&self.files[f].place)).collect()
    }

    fn counts(&self, f: usize) -> MergeCounts {
        MergeCounts {
            rows_elsewhere: self.used[f].iter().filter(|used| !used.load(Ordering::Relaxed)).count(),
            spans_lost: self.lost[f].load(Ordering::Relaxed),
            ..MergeCounts::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calque_bitext::{Category, Severity};
    use calque_text::Span;

    const FILE: &str = "{\"src\":\"It is old.\",\"mt\":\"Il est  neuf.\",\"spans\":[{\"start\":8,\"end\":12,\"severity\":\"major\"},\
                        {\"start\":90,\"end\":95}]}\n{\"src\":\"Else.\",\"mt\":\"Autre.\",\"spans\":[]}\n";

    #[test]
    fn a_pair_is_found_by_its_texts() {
        let pairs = PairFindings::new(vec![ForeignFindings::read("xcomet.jsonl", FILE.as_bytes()).expect("read")]);
        let admission = Admission::default();
        let target = "Il est neuf.";
        let mut own = vec![
            Finding::new("scales", Category::Mistranslation, Severity::Major, 0.9).at(None, Some(Span::new(7, 11))),
        ];
        pairs.merge("It is old.", target, &mut own, &admission);
        assert_eq!((own.len(), own[0].opinions.also_found_by.as_slice()), (1, &["xcomet".to_owned()][..]));
        let mut none = Vec::new();
        pairs.merge("It is old.", target, &mut none, &admission);
        assert_eq!(none[0].target.map(|s| s.of(target)), Some("neuf"));
        assert_eq!((none[0].opinions.found_by.as_deref(), none[0].confidence), (Some("xcomet"), 0.5));
        let warnings = pairs.warnings();
        assert_eq!(warnings.len(), 1);
        assert!(warnings[0].contains("1 row is about another text and 2 spans"), "{warnings:?}");
        let alone = pairs.alone("Else.", "Autre.", &admission).expect("known");
        assert_eq!(alone, PairScore { score: 1.0, findings: Vec::new() });
        assert_eq!(pairs.alone("Else.", "Autre chose.", &admission), None);
    }
}
