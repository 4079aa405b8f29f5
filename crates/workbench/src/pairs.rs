//! A file of pairs as a document: each pair is a bead of one cell on each side.

use crate::answer::ApiError;
use crate::open::{Loaded, source_file};
use calque::{Bitext, ReportSide, Settings};
use calque_bitext::{Alignment, Bead, Evidence};
use calque_formats::pairs::{PairFormat, PairReader, PairRecord};
use calque_messages::message;
use calque_project::{SideRow, SourceFile};
use calque_text::{Block, BlockKind, Document, Lang, Origin, Sentence, Span, normalize};
use std::io::Cursor;

/// More pairs than this are a corpus, not a document.
const MOST: usize = 200_000;

/// Reads a file of pairs.
pub(crate) fn read(loaded: Loaded, settings: &Settings) -> Result<(Bitext, [SourceFile; 2], bool), ApiError> {
    let (records, format) = records(&loaded)?;
    let langs = records.first().map_or((Lang::EN, Lang::FR), |r| calque::record_languages(r, settings));
    let side = |lang, text: fn(&PairRecord) -> &str| {
        let mut document = Document { lang, text: String::new(), blocks: Vec::new() };
        let mut sentences = Vec::new();
        for (i, record) in records.iter().enumerate() {
            if i > 0 {
                document.text.push('\n');
            }
            let start = document.text.len();
            let words = normalize(text(record));
            document.text.push_str(&words.split_whitespace().collect::<Vec<_>>().join(" "));
            let span = Span::new(start, document.text.len());
            document.blocks.push(Block::new(span, BlockKind::Paragraph));
            sentences.push(Sentence { span, block: i as u32 });
        }
        ReportSide { name: loaded.name.clone(), document, sentences, origin: Origin::default() }
    };
    let bead = |(i, record): (usize, &PairRecord)| Bead {
        source: i..i + 1,
        target: i..i + 1,
        score: record.score().unwrap_or(1.0) as f32,
        evidence: Evidence::default(),
    };
    let bitext = Bitext {
        source: side(langs.0, |r| &r.source),
        target: side(langs.1, |r| &r.target),
        alignment: Alignment { beads: records.iter().enumerate().map(bead).collect() },
        warnings: Vec::new(),
    };
    let format = format.as_str();
    let target = SourceFile { row: SideRow { format: format.to_owned(), ..SideRow::default() }, bytes: None };
    Ok((bitext, [source_file(loaded, format), target], true))
}

/// The pairs of a file, and its format.
pub(crate) fn records(loaded: &Loaded) -> Result<(Vec<PairRecord>, PairFormat), ApiError> {
    let format = PairFormat::of_name(&loaded.name);
    let mut reader = PairReader::from_reader(&loaded.name, Box::new(Cursor::new(loaded.bytes.clone())), format);
    let mut records = Vec::new();
    while let Some(record) = reader.next_pair()? {
        records.push(record);
        if records.len() > MOST {
            let what = message!("web-too-many-pairs", limit = MOST);
            return Err(ApiError::refused("too-many-pairs", what, message!("web-too-many-pairs-help")));
        }
    }
    if records.is_empty() {
        return Err(ApiError::refused("empty", message!("web-no-pairs"), message!("web-no-pairs-help")));
    }
    Ok((records, format.unwrap_or(PairFormat::Jsonl)))
}
