//! Constraints on an alignment: fixed beads (anchors), hard breaks that no bead crosses, and
//! segment vectors from an external encoder.

use super::keyed;
use super::segments::NonEmptySegments;
use super::sentence_vectors::{self, SentenceVectors};
use crate::error::Error;
use crate::eval::files;
use crate::settings::Settings;
use calque_aligner::{PinError, Pins, SegmentVectors};
use calque_formats::{Input, InputError, InputProblem, vectors};
use calque_report::ReportSide;
use std::ops::Range;
use std::sync::Arc;

/// The constraints, as files and settings.
#[derive(Clone, Debug, Default)]
pub struct AlignmentConstraints {
    /// A file of beads that the alignment must contain, one per line: `[0, 1]:[0]`.
    pub anchors: Option<Input>,
    /// Segments of exactly this text correspond one to one, and no bead crosses them. Empty: empty lines,
    /// or the breaks between paragraphs where sentences are found by Calque.
    pub hard_breaks: Option<String>,
    /// Files of vectors of the segments, source and target.
    pub vectors: Option<(Input, Input)>,
    /// Whoever gives the segments vectors, where no files do.
    pub encoder: Option<Arc<dyn SentenceVectors>>,
}

type Beads = Vec<(Range<usize>, Range<usize>)>;

/// Reads and checks the constraints, in indices of the segments that have text.
pub(crate) fn read_constraints(
    constraints: &AlignmentConstraints,
    source: (&ReportSide, &NonEmptySegments<'_>),
    target: (&ReportSide, &NonEmptySegments<'_>),
    settings: &Settings,
) -> Result<(Pins, Option<(SegmentVectors, SegmentVectors)>), Error> {
    let all = (source.0.sentences.len(), target.0.sentences.len());
    let (lines, mut beads) = match &constraints.anchors {
        Some(input) => anchors(input, settings)?,
        None => Default::default(),
    };
    let anchor_count = beads.len();
    let mut breaks = Vec::new();
    if constraints.anchors.is_none() && constraints.hard_breaks.is_none() {
        (beads, breaks) = keyed::beads(source.0, target.0);
    }
    if let Some(mark) = &constraints.hard_breaks {
        let (s, t) = (hard_breaks(source, mark), hard_breaks(target, mark));
        if s.len() != t.len() {
            return Err(Error::HardBreaks {
                mark: mark.clone(),
                source: (source.0.name.clone(), s.len()),
                target: (target.0.name.clone(), t.len()),
            });
        }
        let both = s.into_iter().zip(t);
        if mark.is_empty() {
            breaks.extend(both);
        } else {
            beads.extend(both.map(|(i, j)| (i..i + 1, j..j + 1)));
        }
    }
    let name = constraints.anchors.as_ref().map_or_else(String::new, Input::name);
    let fail = |e: PinError| pin_error(&e, &name, &lines, anchor_count, (&source.0.name, &target.0.name));
    Pins::new(&beads, &breaks, all).map_err(fail)?;
    // In indices of the segments that have text.
    let filled: Beads = beads.iter().map(|(s, t)| (source.1.inner(s), target.1.inner(t))).collect();
    let filled: Beads = filled.into_iter().filter(|(s, t)| !s.is_empty() || !t.is_empty()).collect();
    let inner = |(i, j): (usize, usize)| (source.1.inner(&(0..i)).end, target.1.inner(&(0..j)).end);
    let breaks: Vec<_> = breaks.into_iter().map(inner).collect();
    let pins = Pins::new(&filled, &breaks, (source.1.index().len(), target.1.index().len())).map_err(fail)?;
    let read = |input: &Input, (side, filled): (&ReportSide, &NonEmptySegments<'_>)| -> Result<SegmentVectors, Error> {
        let all = vectors(input, settings.read.max_size, side.sentences.len())?;
        let rows = filled.index().iter().flat_map(|&i| &all.data[i * all.dim..(i + 1) * all.dim]);
        Ok(SegmentVectors { dim: all.dim, data: rows.copied().collect() })
    };
    let vectors = match (&constraints.vectors, &constraints.encoder) {
        (Some((s, t)), _) => {
            let both = (read(s, source)?, read(t, target)?);
            if both.0.dim != both.1.dim {
                let what = format!("vectors of length {}, but those of {} have {}", both.1.dim, s.name(), both.0.dim);
                return Err(InputError::new(t.name(), InputProblem::Vectors(what)).into());
            }
            Some(both)
        }
        (None, Some(encoder)) => {
            let (s, t) = (source.1.texts(), target.1.texts());
            Some(sentence_vectors::of_both(encoder.as_ref(), &s, &t)?)
        }
        (None, None) => None,
    };
    Ok((pins, vectors))
}

/// The line and the bead of each anchor in a file.
fn anchors(input: &Input, settings: &Settings) -> Result<(Vec<usize>, Beads), Error> {
    let bytes = input.bytes(settings.read.max_size)?;
    let bad = |line: usize, what: String| InputError::at(input.name(), line as u64, InputProblem::Anchors(what));
    let text = String::from_utf8(bytes).map_err(|_| bad(1, "is not UTF-8".into()))?;
    let found = files::numbered_beads(&text).map_err(|e| bad(e.line, e.what))?;
    let mut out = (Vec::new(), Vec::new());
    for (line, bead) in found {
        let run = |list: &[usize]| match (list.first(), list.last()) {
            (Some(first), Some(last)) if last - first + 1 == list.len() => Ok(*first..*last + 1),
            (Some(_), Some(_)) => Err(bad(line, "the segments of one side do not follow each other".into())),
            _ => Ok(0..0),
        };
        out.1.push((run(&bead.source)?, run(&bead.target)?));
        out.0.push(line);
    }
    Ok(out)
}

/// The hard breaks of a side: the segments equal to the mark, or, for an empty mark, those after an empty line.
fn hard_breaks((side, filled): (&ReportSide, &NonEmptySegments<'_>), mark: &str) -> Vec<usize> {
    if !mark.is_empty() {
        let is_mark = |(_, s): &(usize, &calque_text::Sentence)| s.span.of(&side.document.text).trim() == mark;
        return side.sentences.iter().enumerate().filter(is_mark).map(|(i, _)| i).collect();
    }
    let lines_are_blocks = filled.index().len() < side.sentences.len()
        || side.sentences.windows(2).all(|pair| pair[0].block != pair[1].block);
    let is_break = |a: usize, b: usize| {
        if lines_are_blocks { b > a + 1 } else { side.sentences[a].block != side.sentences[b].block }
    };
    filled.index().windows(2).filter(|pair| is_break(pair[0], pair[1])).map(|pair| pair[1]).collect()
}

/// An error of [`Pins`] with the line of the anchor file. Beads from `anchor_count` on are hard breaks.
fn pin_error(error: &PinError, name: &str, lines: &[usize], anchor_count: usize, texts: (&str, &str)) -> Error {
    let line = |bead: usize| lines.get(bead).copied();
    let at = |bead: usize, what: String| match line(bead) {
        Some(line) => InputError::at(name, line as u64, InputProblem::Anchors(what)).into(),
        None => InputError::new(name, InputProblem::Anchors(what)).into(),
    };
    let other = |bead: usize| match line(bead) {
        Some(line) => format!("line {line}"),
        None => format!("hard break {}", bead + 1 - anchor_count),
    };
    match *error {
        PinError::Empty(bead) => at(bead, "names no segment".into()),
        PinError::OutOfRange { bead, source, segment, segments } => {
            let (side, text) = if source { ("source", texts.0) } else { ("target", texts.1) };
            at(bead, format!("names {side} segment {segment}, but {text} has {segments}, counted from 0"))
        }
        PinError::Contradictory(a, b) => {
            let (a, b) = if line(b).is_some() { (a, b) } else { (b, a) };
            at(b, format!("claims a segment that {} claims, too", other(a)))
        }
        PinError::Crossing(a, b) => {
            let (a, b) = if line(b).is_some() { (a, b) } else { (b, a) };
            at(b, format!("crosses {}: later in one text, earlier in the other", other(a)))
        }
        PinError::AcrossBreak { bead, at: k } => at(bead, format!("reaches across hard break {}", k + 1)),
    }
}
