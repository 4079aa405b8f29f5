//! Results as lines of JSON: what the command line writes and what the bindings of other languages read, made in one
//! place so that both are the same. Offsets count Unicode code points.

use crate::folders::PairedFiles;
use crate::pairs::record::LinkedPair;
use calque_aligner::pairing::DocumentSimilarity;
use calque_aligner::{Link, WordUnit};
use calque_formats::pairs::PairRecord;
use calque_report::ReportSide;
use calque_text::{BlockKind, CodePoints, Token};
use serde::Serialize;
use serde_json::Value;
use std::path::Path;

#[derive(Serialize)]
struct LinkLine<'a> {
    id: &'a Value,
    source: Vec<&'a str>,
    target: Vec<&'a str>,
    links: &'a [Link],
    /// Words that render each other as a whole.
    units: Vec<WordUnit>,
    /// By token: how many links it has; 0 is NULL.
    source_fertility: Vec<u32>,
    target_fertility: Vec<u32>,
    /// By token: how surely the other side renders it.
    source_support: Vec<f32>,
    target_support: Vec<f32>,
}

/// The line of a pair whose words are linked.
pub fn link_line(record: &PairRecord, linked: &LinkedPair) -> String {
    fn texts<'a>(tokens: &[Token], text: &'a str) -> Vec<&'a str> {
        tokens.iter().map(|t| t.span.of(text)).collect()
    }
    line(&LinkLine {
        id: &record.id,
        source: texts(&linked.source, &record.source),
        target: texts(&linked.target, &record.target),
        links: &linked.words.links,
        units: linked.words.units(),
        source_fertility: linked.words.source_fertility(linked.source.len()),
        target_fertility: linked.words.target_fertility(linked.target.len()),
        source_support: rounded(&linked.words.source_support),
        target_support: rounded(&linked.words.target_support),
    })
}

/// To three places, which is more than is known.
fn rounded(values: &[f32]) -> Vec<f32> {
    values.iter().map(|v| (v * 1e3).round() / 1e3).collect()
}

#[derive(Serialize)]
struct SegmentLine<'a> {
    text: &'a str,
    /// In code points of the text as read.
    start: usize,
    end: usize,
    block: u32,
    kind: BlockKind,
}

/// The lines of the segments of a text.
pub fn segment_lines(side: &ReportSide) -> impl Iterator<Item = String> + '_ {
    let text = &side.document.text;
    let points = CodePoints::new(text);
    side.sentences.iter().map(move |sentence| {
        let span = points.span(sentence.span);
        let kind = side.document.blocks.get(sentence.block as usize).map_or(BlockKind::Paragraph, |b| b.kind);
        let text = sentence.span.of(text);
        line(&SegmentLine { text, start: span.start, end: span.end, block: sentence.block, kind })
    })
}

/// A pair of files, or a file alone, as it is written.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FilePairLine {
    /// The original.
    pub source: Option<String>,
    /// Its translation.
    pub target: Option<String>,
    /// How sure the pair is, in [0, 1].
    pub score: Option<f32>,
    /// How alike the names are.
    pub name: Option<f32>,
    /// How alike the texts are, if they were read.
    pub content: Option<f32>,
    /// In what they are alike.
    pub evidence: Option<DocumentSimilarity>,
}

/// Pairs in the order of the sources, then sources alone, then targets alone.
pub fn file_pair_lines(found: &PairedFiles) -> Vec<FilePairLine> {
    let round = |x: f32| (x * 1e4).round() / 1e4;
    let path = |path: &Path| Some(path.to_string_lossy().into_owned());
    let pairs = found.pairs.iter().map(|p| FilePairLine {
        source: path(&found.sources[p.source]),
        target: path(&found.targets[p.target]),
        score: Some(round(p.score)),
        name: Some(round(p.name)),
        content: p.content.map(round),
        evidence: p.evidence.map(|e| DocumentSimilarity {
            whole: e.whole.map(round),
            parts: e.parts.map(round),
            facts: round(e.facts),
            length: round(e.length),
            lead: e.lead.map(round),
        }),
    });
    let lone = FilePairLine::default;
    let sources = found.lone_sources.iter().map(|&i| FilePairLine { source: path(&found.sources[i]), ..lone() });
    let targets = found.lone_targets.iter().map(|&i| FilePairLine { target: path(&found.targets[i]), ..lone() });
    pairs.chain(sources).chain(targets).collect()
}

/// One object on one line, with its end.
pub fn line(record: &impl Serialize) -> String {
    // Strings and numbers always serialise.
    serde_json::to_string(record).unwrap_or_default() + "\n"
}
