//! Reading: bytes to documents, documents to segments.

use crate::error::Error;
use crate::settings::Settings;
use calque_formats::{Input, InputDocument, ReadOptions};
use calque_report::ReportSide;

/// The unit of alignment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SegmentUnit {
    /// Sentences, headings, list items and captions, from segmentation.
    #[default]
    Sentences,
    /// Lines: the text is segmented already.
    Lines,
}

/// Reads a document.
pub(crate) fn read(input: &Input, unit: SegmentUnit, settings: &Settings) -> Result<InputDocument, Error> {
    let options = options(settings);
    Ok(match unit {
        SegmentUnit::Sentences => calque_formats::read(input, &options)?,
        SegmentUnit::Lines => calque_formats::read_lines(input, &options)?,
    })
}

/// The options of the reader for `settings`.
pub fn options(settings: &Settings) -> ReadOptions {
    ReadOptions {
        format: settings.read.format,
        encoding: settings.read.encoding.clone(),
        charset: None,
        max_bytes: settings.read.max_size,
        normalize: true,
    }
}

/// The warnings of reading, each with the name of the document.
pub(crate) fn warnings_of(reading: &InputDocument) -> Vec<String> {
    reading.warnings.iter().map(|w| format!("{}: {w}", reading.name)).collect()
}

/// Segments a document.
pub(crate) fn segmented(reading: InputDocument, unit: SegmentUnit) -> ReportSide {
    let document = reading.document;
    let sentences = match unit {
        SegmentUnit::Sentences => calque_text::segment(&document),
        SegmentUnit::Lines => {
            let line = |(i, b): (usize, &calque_text::Block)| calque_text::Sentence { span: b.span, block: i as u32 };
            document.blocks.iter().enumerate().map(line).collect()
        }
    };
    ReportSide { name: reading.name, document, sentences, origin: reading.origin }
}
