//! Catalogues of messages: texts under keys, as programs are translated.
//!
//! Each message is a paragraph (or several, between empty lines) and keeps its key, so that two catalogues are paired
//! by key and not by likeness. Forms of a plural are messages of one key. Values that are no words (figures, truth
//! values, references) are no messages.

mod android;
mod escapes;
mod fluent;
mod icu;
mod json;
mod messages;
mod plurals;
mod po;
mod properties;
mod strings;
#[cfg(test)]
mod tests;
mod yaml;

use super::builder::DocumentBuilder;
use crate::InputProblem;
use crate::input::InputFormat;
use calque_text::{Account, Block, BlockKind, Document, FilePosition, FilePositions, Lang, MessageKey, normalize};
use messages::Catalogue;

pub(super) use android::is_android;
pub(super) use json::is_json;

/// A catalogue as a document, with the key of each block.
pub(crate) struct CatalogueDocument {
    pub(crate) document: Document,
    pub(crate) keys: Vec<MessageKey>,
    pub(crate) positions: FilePositions,
    pub(crate) account: Account,
    pub(crate) warnings: Vec<String>,
}

/// Reads a catalogue of one of the formats that [`InputFormat::is_catalogue`] names.
pub(crate) fn document(format: InputFormat, source: &str) -> Result<CatalogueDocument, InputProblem> {
    let mut catalogue = Catalogue::new(source);
    match format {
        InputFormat::Po => po::read(source, &mut catalogue)?,
        InputFormat::Json => json::read(source, &mut catalogue)?,
        InputFormat::Yaml => yaml::read(source, &mut catalogue)?,
        InputFormat::Strings => strings::read(source, &mut catalogue)?,
        InputFormat::Properties => properties::read(source, &mut catalogue)?,
        InputFormat::Android => android::read(source, &mut catalogue)?,
        _ => fluent::read(source, &mut catalogue)?,
    }
    let (mut out, mut keys, mut places) = (DocumentBuilder::default(), Vec::new(), Vec::new());
    let lines: Vec<&str> = source.lines().collect();
    for message in &catalogue.messages {
        for paragraph in normalize(&message.text).split("\n\n").filter(|p| !p.trim().is_empty()) {
            out.start(BlockKind::Paragraph);
            out.text(paragraph);
            keys.push(message.key.clone());
            let line = lines.get(message.line.wrapping_sub(1)).copied().unwrap_or("");
            places.push((message.line.max(1), column(line, &message.key.name, paragraph)));
        }
    }
    let document = Document { lang: catalogue.lang.unwrap_or(Lang::UND), ..out.finish() };
    let place = |(block, (line, column)): (&Block, (usize, usize))| FilePosition { at: block.span.start, line, column };
    let positions = FilePositions::Traced(document.blocks.iter().zip(places).map(place).collect());
    let Catalogue { account, warnings, .. } = catalogue;
    Ok(CatalogueDocument { document, keys, positions, account, warnings })
}

/// The column in which a text begins in its line, behind its key; 1 where it is not in that line.
fn column(line: &str, key: &str, text: &str) -> usize {
    const LONGEST_LINE: usize = 10_000;
    let word = text.split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).unwrap_or("");
    if word.is_empty() || line.len() > LONGEST_LINE {
        return 1;
    }
    let name = key.rsplit('.').next().unwrap_or("");
    let behind = line.find(name).map_or(0, |at| at + name.len());
    let at = line[behind..].find(word).map(|at| behind + at).or_else(|| line.find(word));
    at.map_or(1, |at| 1 + line[..at].chars().count())
}
