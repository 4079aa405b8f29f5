//! The translation in the file that it came in: only the words that were changed are other than before.

use super::pairs::ending;
use super::{Download, file_stem};
use crate::answer::ApiError;
use crate::export::patch::{Markup, Patch, patched};
use crate::random::hex;
use calque_formats::pairs::{PairFormat, PairReader, PairWriter, WritePairs};
use calque_formats::{EncodedText, book_chapters};
use calque_messages::message;
use calque_project::{DocumentState, Project};
use calque_text::Side;
use std::collections::HashMap;
use std::io::{Cursor, Read, Write};

/// The largest part of an archive that is unpacked, in bytes.
const MAX_PART: u64 = 256 << 20;

/// The file that a document's translation was read from, with the corrections.
pub(super) fn original(project: &Project, doc: i64) -> Result<Download, ApiError> {
    let state = project.document(doc)?;
    if state.row.pairs {
        return pairs(project, doc, state);
    }
    let (name, bytes) = project.file(doc, Side::Target)?.ok_or_else(|| impossible(&state.row.target.format))?;
    let patches = patches(state, room_of(&state.row.target.format))?;
    let out = match state.row.target.format.as_str() {
        "text" => in_text(&name, &bytes, Markup::Plain, &patches)?,
        "markdown" => in_text(&name, &bytes, Markup::Markdown, &patches)?,
        "html" => in_text(&name, &bytes, Markup::Tags, &patches)?,
        "subtitles" => in_text(&name, &bytes, Markup::Subtitles, &patches)?,
        "po" => in_text(&name, &bytes, Markup::Po, &patches)?,
        "docx" => in_archive(&name, bytes, &["word/document.xml".to_owned()], &patches)?,
        "odt" => in_archive(&name, bytes, &["content.xml".to_owned()], &patches)?,
        "epub" => {
            let chapters = book_chapters(&name, &bytes)?;
            in_archive(&name, bytes, &chapters, &patches)?
        }
        format => return Err(impossible(format)),
    };
    let last = name.rsplit(['/', '\\']).next().unwrap_or(&name);
    Ok(Download { name: file_stem(last), media_type: "application/octet-stream", bytes: out })
}

fn impossible(format: &str) -> ApiError {
    let what = message!("export-no-original", format = format);
    ApiError::refused("no-original", what, message!("export-no-original-help"))
}

/// Where sentences can be put in that were missing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Room {
    /// Anywhere.
    Anywhere,
    /// After another of the same paragraph.
    Paragraph,
    /// Nowhere: each stands in a record of its own.
    Nowhere,
}

fn room_of(format: &str) -> Room {
    match format {
        "text" | "markdown" => Room::Anywhere,
        "html" | "docx" | "odt" | "epub" => Room::Paragraph,
        _ => Room::Nowhere,
    }
}

/// What is other than it was read, in the order of the text. A cell that was cut, or put in, is one with what stands
/// before it.
fn patches(state: &DocumentState, room: Room) -> Result<Vec<Patch>, ApiError> {
    let mut patches: Vec<Patch> = Vec::new();
    let mut last_span = None;
    for (_, cell) in state.side_cells(Side::Target) {
        if cell.span.is_some() && cell.span == last_span {
            if let Some(patch) = patches.last_mut() {
                patch.new.push_str(&cell.gap);
                patch.new.push_str(&cell.text);
            }
            continue;
        }
        last_span = cell.span;
        if cell.span.is_none() {
            if cell.text.trim().is_empty() {
                continue;
            }
            let is_paragraph = cell.gap.contains('\n');
            let fits = room == Room::Anywhere || room == Room::Paragraph && !is_paragraph;
            if let Some(patch) = patches.last_mut().filter(|_| fits) {
                patch.new.push_str(&cell.gap);
                patch.new.push_str(&cell.text);
            } else {
                let what = message!("export-inserted", words = cell.text.chars().take(60).collect::<String>());
                return Err(ApiError::refused("no-original", what, message!("export-no-original-help")));
            }
            continue;
        }
        patches.push(Patch { old: cell.original.clone(), new: cell.text.clone() });
    }
    Ok(patches)
}

/// A file in its own encoding.
fn in_text(name: &str, bytes: &[u8], markup: Markup, patches: &[Patch]) -> Result<Vec<u8>, ApiError> {
    let text = EncodedText::decode(name, bytes).map_err(|_| {
        let what = message!("export-not-decoded");
        ApiError::refused("no-original", what, message!("export-no-original-help"))
    })?;
    // Where a page has entities, any character can be written.
    let entity = |c: char| (markup == Markup::Tags).then(|| format!("&#{};", u32::from(c)));
    text.encode(&patch(&text.text, markup, patches)?, entity).map_err(|c| {
        let what = message!("export-no-character", sign = c.to_string(), encoding = text.encoding());
        ApiError::refused("no-original", what, message!("export-no-character-help"))
    })
}

fn patch(text: &str, markup: Markup, patches: &[Patch]) -> Result<String, ApiError> {
    patched(text, markup, patches).map_err(|words| {
        let words: String = words.chars().take(60).collect();
        let what = message!("export-not-found", words = words);
        ApiError::refused("no-original", what, message!("export-no-original-help"))
    })
}

/// The archive with some parts changed, which are read one after the other; all others as they are.
fn in_archive(name: &str, bytes: Vec<u8>, parts: &[String], patches: &[Patch]) -> Result<Vec<u8>, ApiError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(ApiError::internal)?;
    // A mark between two parts, which no file has, is markup like other markup.
    let mark = format!("<?{}?>", hex(16));
    let (mut names, mut texts) = (Vec::new(), Vec::new());
    for part in parts {
        let Ok(file) = archive.by_name(part) else { continue };
        let mut text = Vec::new();
        file.take(MAX_PART).read_to_end(&mut text).map_err(ApiError::internal)?;
        texts.push(EncodedText::decode(name, &text)?);
        names.push(part.as_str());
    }
    let joined = texts.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(&mark);
    let joined = patch(&joined, Markup::Tags, patches)?;
    let entity = |c: char| Some(format!("&#{};", u32::from(c)));
    let mut changed = HashMap::new();
    for ((part, text), new) in names.into_iter().zip(&texts).zip(joined.split(&mark)) {
        if text.text != new {
            changed.insert(part, text.encode(new, entity).map_err(ApiError::internal)?);
        }
    }
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..archive.len() {
        let file = archive.by_index_raw(i).map_err(ApiError::internal)?;
        let part = file.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
        if let Some(new) = changed.get(part.as_str()) {
            out.start_file(part, zip::write::SimpleFileOptions::default()).map_err(ApiError::internal)?;
            out.write_all(new).map_err(ApiError::internal)?;
        } else {
            out.raw_copy_file(file).map_err(ApiError::internal)?;
        }
    }
    Ok(out.finish().map_err(ApiError::internal)?.into_inner())
}

/// A file of pairs, written again in its format with everything that its records hold.
fn pairs(project: &Project, doc: i64, state: &DocumentState) -> Result<Download, ApiError> {
    let (name, bytes) = project.file(doc, Side::Source)?.ok_or_else(|| impossible(&state.row.source.format))?;
    let format = PairFormat::ALL.into_iter().find(|f| f.as_str() == state.row.source.format);
    let format = format.ok_or_else(|| impossible(&state.row.source.format))?;
    let mut reader = PairReader::from_reader(&name, Box::new(Cursor::new(bytes)), Some(format));
    let folder = tempfile::tempdir().map_err(ApiError::internal)?;
    let path = folder.path().join(format!("pairs.{}", ending(format)));
    let options =
        WritePairs { source_lang: state.row.source.lang, target_lang: state.row.target.lang, ..WritePairs::default() };
    let failed = |e: calque_formats::pairs::OutputError| ApiError::of(&e, "output");
    let mut writer = PairWriter::open(Some(&path), format, &options).map_err(failed)?;
    let [sources, targets] = Side::BOTH.map(|side| state.side_cells(side));
    let mut cells = sources.into_iter().zip(targets);
    while let Some(mut record) = reader.next_pair()? {
        if let Some(((_, source), (_, target))) = cells.next() {
            for (text, cell) in [(&mut record.source, source), (&mut record.target, target)] {
                if cell.text != cell.original {
                    text.clone_from(&cell.text);
                }
            }
        }
        writer.write(&record).map_err(failed)?;
    }
    writer.finish().map_err(failed)?;
    let bytes = std::fs::read(&path).map_err(ApiError::internal)?;
    let last = name.rsplit(['/', '\\']).next().unwrap_or(&name);
    Ok(Download { name: file_stem(last), media_type: "application/octet-stream", bytes })
}
