//! One JSON object per bead: the indices of its segments, their text, score and evidence.
//!
//! ```json
//! {"source":{"segments":[0],"start":0,"end":9,"text":"US closes"},"target":{...},"bead":"1-1","score":0.98,"evidence":{...}}
//! ```
//! `start` and `end` count Unicode code points of the text as it was read; an empty side has no segments
//! and no offsets. A bead that crosses others has `"crossed":true`, one less probable than a half
//! `"doubtful":true`.

use super::{BitextSide, BitextView, shape};
use calque_bitext::Evidence;
use calque_text::{CodePoints, Lang};
use serde::Serialize;
use std::io::{self, Write};
use std::ops::Range;

#[derive(Serialize)]
struct Line<'a> {
    source: Side<'a>,
    target: Side<'a>,
    bead: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    crossed: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    doubtful: bool,
    score: f32,
    evidence: &'a Evidence,
}

#[derive(Serialize)]
struct Side<'a> {
    lang: Lang,
    segments: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
    text: &'a str,
}

/// Writes the beads.
pub fn jsonl(bitext: &BitextView<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (source, target) = (CodePoints::new(bitext.source.text), CodePoints::new(bitext.target.text));
    for (bead, crossed) in bitext.alignment.beads.iter().zip(bitext.alignment.crossed()) {
        let line = Line {
            source: side(&bitext.source, &source, &bead.source),
            target: side(&bitext.target, &target, &bead.target),
            bead: shape(bead),
            crossed,
            doubtful: bead.is_doubtful(),
            score: bead.score,
            evidence: &bead.evidence,
        };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn side<'a>(side: &BitextSide<'a>, index: &CodePoints<'_>, range: &Range<usize>) -> Side<'a> {
    let span = side.span(range);
    let points = span.map(|s| index.span(s));
    Side {
        lang: side.lang,
        segments: range.clone().collect(),
        start: points.map(|p| p.start),
        end: points.map(|p| p.end),
        text: span.map_or("", |s| s.of(side.text)),
    }
}
