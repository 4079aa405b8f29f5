//! Findings of others in a report: a row is found again by its texts, a span by its place in them.
//!
//! What Calque found in the same words stays one finding, which then says who else marks them.

use super::file::ForeignFindings;
use super::finding::{agrees, finding, id};
use super::folded::Folded;
use super::place::{Located, locate};
use super::row::Row;
use calque_bitext::{Finding, Severity};
use calque_messages::UiLang;
use calque_report::{PlacedFinding, Report};
use calque_text::{Side, Span};
use std::collections::{HashMap, HashSet};

/// Which findings of others are taken, and in which language they are worded.
#[derive(Clone, Copy, Debug, Default)]
pub struct Admission {
    /// Milder ones are left out.
    pub min_severity: Option<Severity>,
    /// Less sure ones are left out.
    pub min_confidence: Option<f32>,
    /// The language of the reader.
    pub lang: UiLang,
}

impl Admission {
    pub(crate) fn admits(&self, finding: &Finding) -> bool {
        self.min_severity.is_none_or(|least| finding.severity >= least)
            && self.min_confidence.is_none_or(|least| finding.confidence >= least)
    }
}

/// What became of the findings of another checker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MergeCounts {
    /// They are findings of the report now.
    pub added: usize,
    /// They mark words that a finding marks already.
    pub agreed: usize,
    /// Rows whose texts are not those of the report.
    pub rows_elsewhere: usize,
    /// Spans that do not fit the text of their row.
    pub spans_lost: usize,
}

impl MergeCounts {
    /// What was left out, for a warning; nothing where all was placed.
    pub fn warning(&self, place: &str) -> Option<String> {
        let count = |n: usize, one: &str, many: &str| match n {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {many}")),
        };
        let rows = count(self.rows_elsewhere, "row is about another text", "rows are about other texts");
        let spans =
            count(self.spans_lost, "span does not fit the text of its row", "spans do not fit the text of their row");
        let parts: Vec<String> = [rows, spans].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| format!("{place}: {}; left out", parts.join(" and ")))
    }

    fn counts(&self) -> Vec<(&'static str, usize)> {
        let all = [("added", self.added), ("agreed", self.agreed)];
        let left = [("rows_elsewhere", self.rows_elsewhere), ("spans_lost", self.spans_lost)];
        all.into_iter().chain(left.into_iter().filter(|(_, n)| *n > 0)).collect()
    }
}

/// Adds what another checker found to a report, and says in the report what became of it.
pub fn merge_into_report(report: &mut Report, foreign: &ForeignFindings, admission: &Admission) -> MergeCounts {
    let mut counts = MergeCounts::default();
    let texts = Side::BOTH.map(|side| Folded::new(&report.side(side).document.text));
    let mut finder = RowFinder { texts: &texts, visits: HashMap::new(), before: None };
    for row in &foreign.rows {
        let Some(found) = finder.find(report, row) else {
            counts.rows_elsewhere += 1;
            continue;
        };
        for span in &row.spans {
            let at = match found.place(report, row, span.side, locate(&span.place, row.text(span.side)), &texts) {
                Located::At(at) => Some(at),
                Located::Whole => None,
                Located::Lost => {
                    counts.spans_lost += 1;
                    continue;
                }
            };
            let text = &report.side(span.side).document.text;
            let new = finding(&foreign.name, span, at, text, admission.lang);
            let bead = at.map_or(found.bead, |at| bead_at(report, span.side, at.start).or(found.bead));
            if admission.admits(&new) {
                take(report, PlacedFinding { bead, finding: new }, span.note.is_some(), &mut counts);
            }
        }
    }
    number_equal_ids(report);
    report.contributors.push(calque_report::Contributor { counts: counts.counts(), ..foreign.contributor() });
    report.warnings.extend(counts.warning(&foreign.place));
    report.sort_by_weight();
    counts
}

/// Takes a finding into the report, or notes at one of the same words that somebody else marks them; what they say of
/// it is evidence there.
fn take(report: &mut Report, mut new: PlacedFinding, noted: bool, counts: &mut MergeCounts) {
    let who = new.finding.opinions.found_by.clone().unwrap_or_default();
    let same = |p: &&mut PlacedFinding| p.bead == new.bead && agrees(&p.finding, &new.finding);
    if let Some(known) = report.findings.iter_mut().find(same) {
        known.finding.opinions.add_finder(&who);
        known.finding.evidence.extend(noted.then_some(new.finding.message));
        counts.agreed += 1;
        return;
    }
    let segment = |side: Side| {
        let bead = new.bead.and_then(|b| report.alignment.beads.get(b));
        bead.and_then(|b| report.side(side).span(&b.segments(side)))
            .map_or("", |s| s.of(&report.side(side).document.text))
    };
    let texts = (report.source.document.text.as_str(), report.target.document.text.as_str());
    new.finding.id = id(&new.finding, texts, (segment(Side::Source), segment(Side::Target)));
    report.findings.push(new);
    counts.added += 1;
}

/// Findings of a repeated segment have equal ids; the second and later ones are numbered.
fn number_equal_ids(report: &mut Report) {
    let mut taken: HashSet<String> = HashSet::new();
    for placed in &mut report.findings {
        let plain = placed.finding.id.clone();
        let mut n = 1;
        while !taken.insert(placed.finding.id.clone()) {
            n += 1;
            placed.finding.id = format!("{plain}-{n}");
        }
    }
}

/// The bead whose segments of a side hold an offset.
fn bead_at(report: &Report, side: Side, offset: usize) -> Option<usize> {
    let text = report.side(side);
    let holds = |range| text.span(&range).is_some_and(|s| s.start <= offset && offset <= s.end);
    let beads = report.alignment.beads.iter();
    // An offset between two beads belongs to the one that it ends.
    beads.map(|b| b.segments(side)).position(holds)
}

/// Where the text of a row stands in the report.
struct FoundRow {
    /// The folded text of the row that was found, and where it begins in that of its side.
    anchor: Option<(Side, Folded, usize)>,
    /// The bead that it begins in.
    bead: Option<usize>,
}

impl FoundRow {
    /// Where a span of the row, found at `at` in its text, stands in the report.
    fn place(&self, report: &Report, row: &Row, side: Side, at: Located, texts: &[Folded; 2]) -> Located {
        let Located::At(within) = at else { return at };
        let Some((anchor_side, folded, start)) = &self.anchor else {
            // Without the texts of a pair, offsets count in the whole text.
            return at;
        };
        let (all, text) = (&texts[index(side)], &report.side(side).document.text);
        let (folded, start) = if side == *anchor_side {
            (folded.clone(), *start)
        } else {
            let folded = Folded::new(row.text(side));
            let near = self.bead.and_then(|b| report.side(side).span(&report.alignment.beads[b].segments(side)));
            let near = near.map_or(0, |s| all.of(s).start);
            let Some(start) = all.find(&folded.text).min_by_key(|&at| at.abs_diff(near)) else {
                return Located::Lost;
            };
            (folded, start)
        };
        let inner = folded.of(within);
        let span = all.back(Span::new(inner.start + start, inner.end + start), text);
        Located::At(span)
    }
}

/// Finds rows in a report, one after the other: a text that stands there several times is found again at its next
/// place when a row with it comes again, for each person or system by itself.
struct RowFinder<'a> {
    texts: &'a [Folded; 2],
    visits: HashMap<(String, String), usize>,
    before: Option<(Option<String>, Option<String>, Option<String>)>,
}

impl RowFinder<'_> {
    fn find(&mut self, report: &Report, row: &Row) -> Option<FoundRow> {
        let side = match (&row.target, &row.source) {
            (Some(_), _) => Side::Target,
            (None, Some(_)) => Side::Source,
            (None, None) => return Some(FoundRow { anchor: None, bead: None }),
        };
        let folded = Folded::new(row.text(side));
        let mut places: Vec<usize> = self.texts[index(side)].find(&folded.text).collect();
        let bead = |at: usize| {
            let text = &report.side(side).document.text;
            bead_at(report, side, self.texts[index(side)].back(Span::new(at, at + 1), text).start)
        };
        if places.len() > 1
            && let Some(source) = row.source.as_ref().filter(|_| side == Side::Target)
        {
            let source = Folded::new(source).text;
            let fits = |at: &usize| bead(*at).is_some_and(|b| shares_source(report, b, &source));
            let fitting: Vec<usize> = places.iter().copied().filter(fits).collect();
            places = if fitting.is_empty() { places } else { fitting };
        }
        // Some formats repeat the texts for every span.
        let this = (row.source.clone(), row.target.clone(), row.rater.clone());
        let again = self.before.as_ref() == Some(&this);
        let visits = self.visits.entry((folded.text.clone(), row.rater.clone().unwrap_or_default())).or_default();
        *visits += usize::from(!again);
        self.before = Some(this);
        let at = *places.get(visits.saturating_sub(1)).or(places.last())?;
        Some(FoundRow { bead: bead(at), anchor: Some((side, folded, at)) })
    }
}

/// Whether a bead's source is the source of a row, or one holds the other.
fn shares_source(report: &Report, bead: usize, source: &str) -> bool {
    let range = &report.alignment.beads[bead].source;
    let ours = report.source.span(range).map_or("", |s| s.of(&report.source.document.text));
    let ours = Folded::new(ours).text;
    !ours.is_empty() && (ours.contains(source) || source.contains(&ours))
}

const fn index(side: Side) -> usize {
    match side {
        Side::Source => 0,
        Side::Target => 1,
    }
}

impl Row {
    /// One of its texts; empty where it has none.
    pub(crate) fn text(&self, side: Side) -> &str {
        match side {
            Side::Source => self.source.as_deref().unwrap_or_default(),
            Side::Target => self.target.as_deref().unwrap_or_default(),
        }
    }
}
