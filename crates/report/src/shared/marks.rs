//! Which words each finding points at, cut into pieces that a format can print.
//!
//! Findings overlap, nest, stretch over several segments, or point at a place
//! where words are missing. [`Marks`] sorts them by segment once; [`Marks::pieces`]
//! then cuts a segment into [`Piece`]s, each with the findings that cover it:
//!
//! ```text
//! spans     finding 0 |bridge was|      finding 1       |was hit|
//! pieces    "The " []   "bridge " [0]   "was" [0, 1]    " hit" [1]   "." []
//! ```
//!
//! An empty span becomes an empty piece: a format prints a mark of insertion there.
//! Offsets that fall inside a character are moved to its start; no input panics.

use crate::{Report, ReportSide};
use calque_bitext::Severity;
use calque_text::Side;
use calque_text::Span;

/// The mark of insertion, where words are missing.
pub(crate) const CARET: &str = "^";

/// One finding's span in one segment.
#[derive(Clone, Copy, Debug)]
struct Mark {
    finding: usize,
    span: Span,
    /// Whether the finding goes on in a later segment.
    goes_on: bool,
    /// Whether it began in an earlier segment.
    came_on: bool,
}

/// A stretch of text covered by the same findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece<'a> {
    /// The words; empty at a place where words are missing.
    pub(crate) text: &'a str,
    /// Indices of the findings that cover it, in order.
    pub(crate) findings: Vec<usize>,
    /// How many different spans begin here.
    pub(crate) opens: usize,
    /// Findings whose span ends here, those that share a span together, the innermost first.
    pub(crate) closes: Vec<Vec<usize>>,
}

impl Piece<'_> {
    /// Whether it is a place where words are missing.
    pub(crate) fn is_gap(&self) -> bool {
        self.text.is_empty()
    }

    /// The findings that end here, in order.
    pub(crate) fn numbers(&self) -> Vec<usize> {
        let mut all: Vec<usize> = self.closes.iter().flatten().map(|i| i + 1).collect();
        all.sort_unstable();
        all
    }

    /// The worst severity of the findings that cover it.
    pub(crate) fn severity(&self, report: &Report) -> Option<Severity> {
        self.findings.iter().map(|&i| report.findings[i].finding.severity).max()
    }
}

/// The spans of all findings, by side and segment.
pub(crate) struct Marks {
    source: Vec<Vec<Mark>>,
    target: Vec<Vec<Mark>>,
}

impl Marks {
    /// Sorts the findings of `report` by segment.
    pub(crate) fn new(report: &Report) -> Self {
        let of = |which: Side| {
            let side = report.side(which);
            let mut marks = vec![Vec::new(); side.sentences.len()];
            for (finding, placed) in report.findings.iter().enumerate() {
                let Some(span) = placed.finding.span(which) else { continue };
                let bead = placed.bead.and_then(|b| report.alignment.beads.get(b));
                let within = bead.map_or(0..marks.len(), |b| b.segments(which));
                place(side, finding, span, within, &mut marks);
            }
            marks
        };
        Self { source: of(Side::Source), target: of(Side::Target) }
    }

    /// The beads in which `finding` points at words, in order.
    pub(crate) fn beads(&self, report: &Report, finding: usize) -> Vec<usize> {
        let has = |marks: &[Vec<Mark>], segments: std::ops::Range<usize>| {
            marks.get(segments).is_some_and(|m| m.iter().flatten().any(|m| m.finding == finding))
        };
        let beads = report.alignment.beads.iter().enumerate();
        let here = beads.filter(|(_, b)| has(&self.source, b.source.clone()) || has(&self.target, b.target.clone()));
        here.map(|(i, _)| i).collect()
    }

    /// Segment `segment` of one side, cut where findings begin and end.
    pub(crate) fn pieces<'a>(&self, report: &'a Report, which: Side, segment: usize) -> Vec<Piece<'a>> {
        let marks = match which {
            Side::Source => &self.source,
            Side::Target => &self.target,
        };
        let side = report.side(which);
        let Some(sentence) = side.sentences.get(segment) else { return Vec::new() };
        cut(&side.document.text, sentence.span, marks.get(segment).map_or(&[], Vec::as_slice))
    }
}

/// Adds one finding's span to the segments it touches; `within` are those of its bead.
fn place(side: &ReportSide, finding: usize, span: Span, within: std::ops::Range<usize>, marks: &mut [Vec<Mark>]) {
    let text = &side.document.text;
    let span = Span::new(floor(text, span.start), floor(text, span.end.max(span.start)));
    let end = within.end.min(marks.len());
    let within = within.start.min(end)..end;
    let sentences = &side.sentences[within.clone()];
    if span.is_empty() {
        // The first segment that does not end before the place, else the last.
        let Some(last) = sentences.len().checked_sub(1) else { return };
        let at = sentences.partition_point(|s| s.span.end < span.start).min(last);
        let s = sentences[at].span;
        let place = span.start.clamp(s.start, s.end.max(s.start));
        marks[within.start + at].push(Mark { finding, span: Span::new(place, place), goes_on: false, came_on: false });
        return;
    }
    let first = within.start + sentences.partition_point(|s| s.span.end <= span.start);
    let mut last = None;
    for (i, s) in side.sentences.iter().enumerate().take(within.end).skip(first) {
        if s.span.start >= span.end {
            break;
        }
        let clipped = Span::new(span.start.max(s.span.start), span.end.min(s.span.end));
        marks[i].push(Mark { finding, span: clipped, goes_on: true, came_on: last.is_some() });
        last = Some(i);
    }
    if let Some(mark) = last.and_then(|i| marks[i].last_mut()) {
        mark.goes_on = false;
    } else if within != (0..marks.len()) {
        // Words outside of the bead that the finding belongs to: wherever they are.
        place(side, finding, span, 0..marks.len(), marks);
    }
}

/// Cuts `text` under `within` at the ends of `marks`.
fn cut<'a>(text: &'a str, within: Span, marks: &[Mark]) -> Vec<Piece<'a>> {
    let (start, end) = (floor(text, within.start), floor(text, within.end));
    let mut bounds: Vec<usize> = marks.iter().flat_map(|m| [m.span.start, m.span.end]).chain([start, end]).collect();
    bounds.sort_unstable();
    bounds.dedup();
    let mut pieces = Vec::new();
    for (n, &at) in bounds.iter().enumerate() {
        let gaps: Vec<usize> =
            marks.iter().filter(|m| m.span.is_empty() && m.span.start == at).map(|m| m.finding).collect();
        if !gaps.is_empty() {
            pieces.push(Piece { text: "", findings: gaps.clone(), opens: 1, closes: vec![gaps] });
        }
        let Some(&next) = bounds.get(n + 1) else { break };
        let here: Vec<&Mark> = marks.iter().filter(|m| m.span.start <= at && m.span.end >= next).collect();
        let mut opening: Vec<Span> = here.iter().filter(|m| m.span.start == at && !m.came_on).map(|m| m.span).collect();
        opening.sort_unstable();
        opening.dedup();
        let mut closing: Vec<(usize, Vec<usize>)> = Vec::new();
        for m in here.iter().filter(|m| m.span.end == next && !m.goes_on) {
            match closing.iter_mut().find(|(start, _)| *start == m.span.start) {
                Some((_, group)) => group.push(m.finding),
                None => closing.push((m.span.start, vec![m.finding])),
            }
        }
        closing.sort_by_key(|c| std::cmp::Reverse(c.0));
        pieces.push(Piece {
            text: Span::new(at, next).of(text),
            findings: here.iter().map(|m| m.finding).collect(),
            opens: opening.len(),
            closes: closing.into_iter().map(|(_, group)| group).collect(),
        });
    }
    pieces
}

/// The character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// `12` as `¹²`: how a finding is numbered in plain text.
pub(crate) fn superscript(number: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number.to_string().bytes().map(|b| DIGITS[usize::from(b - b'0')]).collect()
}

/// Several numbers as `¹,²`.
pub(crate) fn superscripts(numbers: &[usize]) -> String {
    numbers.iter().map(|&n| superscript(n)).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use calque_text::{Document, Lang, Origin, Sentence};

    fn mark(finding: usize, start: usize, end: usize) -> Mark {
        Mark { finding, span: Span::new(start, end), goes_on: false, came_on: false }
    }

    fn show(text: &str, marks: &[Mark]) -> String {
        let pieces = cut(text, Span::new(0, text.len()), marks);
        let show = |p: &Piece<'_>| format!("{:?}{:?}", p.text, p.findings);
        pieces.iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn overlapping_spans_are_cut_at_every_end() {
        assert_eq!(
            show("The bridge was hit.", &[mark(0, 4, 14), mark(1, 11, 18)]),
            r#""The "[] "bridge "[0] "was"[0, 1] " hit"[1] "."[]"#
        );
    }

    #[test]
    fn missing_words_have_a_place_even_at_the_ends() {
        assert_eq!(show("Oui", &[mark(0, 0, 0), mark(1, 3, 3)]), r#"""[0] "Oui"[] ""[1]"#);
        assert_eq!(show("", &[mark(0, 0, 0)]), r#"""[0]"#);
        assert_eq!(show("ab", &[mark(0, 1, 1), mark(1, 0, 2)]), r#""a"[1] ""[0] "b"[1]"#);
    }

    #[test]
    fn the_same_span_opens_and_closes_once() {
        let pieces = cut("abc", Span::new(0, 3), &[mark(0, 0, 2), mark(1, 0, 2), mark(2, 1, 2)]);
        assert_eq!(pieces[0].opens, 1);
        assert_eq!(pieces[1].closes, [vec![2], vec![0, 1]]);
        assert_eq!(pieces[1].numbers(), [1, 2, 3]);
    }

    /// Every pair of spans over two short segments, in order or not, inside characters or past
    /// the end: no word is lost or doubled, and each finding is numbered exactly once.
    #[test]
    fn no_spans_lose_words_or_numbers() {
        let document = Document::from_lines("aé\n«b»", Lang::FR);
        let sentence = |b: u32| Sentence { span: document.blocks[b as usize].span, block: b };
        let sentences = vec![sentence(0), sentence(1)];
        let side = ReportSide { name: String::new(), document, sentences, origin: Origin::default() };
        let n = side.document.text.len() + 2;
        let spans: Vec<Span> = (0..n).flat_map(|s| (0..n).map(move |e| Span::new(s, e))).collect();
        for (a, b) in spans.iter().flat_map(|a| spans.iter().map(move |b| (*a, *b))) {
            let mut marks = vec![Vec::new(); 2];
            place(&side, 0, a, 0..2, &mut marks);
            place(&side, 1, b, 1..9, &mut marks);
            let mut numbers = Vec::new();
            for (s, marks) in side.sentences.iter().zip(&marks) {
                let pieces = cut(&side.document.text, s.span, marks);
                let words: String = pieces.iter().map(|p| p.text).collect();
                assert_eq!(words, s.span.of(&side.document.text), "{a:?} {b:?}");
                numbers.extend(pieces.iter().flat_map(Piece::numbers));
                assert_eq!(pieces.iter().any(|p| !p.findings.is_empty()), !marks.is_empty());
            }
            numbers.sort_unstable();
            let wanted: Vec<usize> =
                (0..2).filter(|f| marks.iter().flatten().any(|m| m.finding == *f)).map(|f| f + 1).collect();
            assert_eq!(numbers, wanted, "{a:?} {b:?}");
        }
    }

    #[test]
    fn offsets_inside_a_character_move_to_its_start() {
        assert_eq!((floor("é", 1), floor("é", 2), floor("é", 9)), (0, 2, 2));
        assert_eq!(superscripts(&[1, 20]), "¹,²⁰");
    }
}
