//! Catalogues of messages: texts under keys, as programs are translated.
//!
//! Each message is a paragraph (or several, between empty lines) and keeps its key, so that two catalogues are paired
//! by key and not by likeness. Forms of a plural are messages of one key. Values that are no words (figures, truth
//! values, references) are no messages.

mod android;
mod fluent;
mod json;
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
use calque_text::{
    Account, Block, BlockKind, Document, FilePosition, FilePositions, Lang, LeftOutReason, MessageKey, normalize,
};

pub(super) use android::is_android;
pub(super) use json::is_json;

/// Keys of one catalogue may take so many times its own size: a long path would stand in each of its messages.
const KEYS: usize = 16;

/// A message: its key, its text, and the line where it begins.
struct Message {
    key: MessageKey,
    text: String,
    line: usize,
}

/// A catalogue as its reader fills it.
#[derive(Default)]
struct Catalogue {
    messages: Vec<Message>,
    lang: Option<Lang>,
    account: Account,
    warnings: Vec<String>,
    /// Bytes that keys may still take.
    room: usize,
}

impl Catalogue {
    fn new(source: &str) -> Self {
        Self { room: KEYS * source.len() + (1 << 16), ..Self::default() }
    }

    /// Adds a message.
    fn add(&mut self, key: MessageKey, text: impl Into<String>, line: usize) -> Result<(), InputProblem> {
        self.room = self
            .room
            .checked_sub(key.name.len())
            .ok_or_else(|| InputProblem::Damaged("its keys are far longer than its messages".into()))?;
        self.messages.push(Message { key, text: text.into(), line });
        Ok(())
    }

    fn left_out(&mut self, why: LeftOutReason, words: &str) {
        self.account.add(why, words);
    }
}

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

/// The language that the only key at the root of all messages names, as in catalogues of Rails; it is taken off them.
fn take_root_language(catalogue: &mut Catalogue) {
    let root = |key: &MessageKey| key.name.split_once('.').map(|(root, _)| root.to_owned());
    let Some(first) = catalogue.messages.first().and_then(|m| root(&m.key)) else { return };
    let code = first.split(['-', '_']).next().unwrap_or("");
    let Some(lang) = first.parse::<Lang>().ok().filter(|lang| code.len() == 2 && lang.name() != code) else { return };
    if catalogue.messages.iter().all(|m| root(&m.key).as_deref() == Some(&first)) {
        for message in &mut catalogue.messages {
            message.key.name.drain(..=first.len());
        }
        catalogue.lang = Some(lang);
    }
}

/// Whether a value has letters and is therefore words; `%d`, `{0}` and the like have none that count.
fn has_words(value: &str) -> bool {
    value.chars().any(char::is_alphabetic)
}

/// A fault of a line.
fn fault(line: usize, what: impl std::fmt::Display) -> InputProblem {
    InputProblem::Catalogue { line: line as u64, what: what.to_string() }
}
