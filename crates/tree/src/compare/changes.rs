//! What an original changed since its translation was made: its old version against the new one.

use super::outline::{Outline, excerpt, identity};
use super::page::word_count;
use crate::item::{ItemChange, ItemKind, PageItem};
use calque::{Error, Settings, revise_documents};
use calque_formats::document_from_bytes;
use calque_report::ReportSide;
use calque_text::{BlockKind, Lang};

/// The sentences and blocks of code that changed, in the order of the new version.
pub(crate) fn changed_since(name: &str, old: &[u8], new: &[u8], settings: &Settings) -> Result<Vec<PageItem>, Error> {
    if old == new {
        return Ok(Vec::new());
    }
    let options = calque::read_options(settings);
    let read = |bytes: &[u8]| document_from_bytes(name, bytes, &options);
    // Both are in the language of the original.
    let lang = settings.source_lang;
    let same = Settings { source_lang: lang, target_lang: lang, ..settings.clone() };
    let found = revise_documents(read(old)?, read(new)?, None, &same)?;
    let outline = Outline::new(&found.new);
    let mut items = Vec::new();
    let (before, after) = found.versions();
    for change in &found.revision.changes {
        let (was, is) = (before.of(&change.old), after.of(&change.new));
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        // What only moved, or is only set otherwise, asks nothing of a translator.
        if plain(was) == plain(is) || (word_count(was) == 0 && word_count(is) == 0) {
            continue;
        }
        let first = found.new.sentences.get(change.new.start).or(found.new.sentences.last());
        let block = first.map_or(0, |s| s.block as usize);
        let at = first.map_or(0, |s| s.span.start);
        items.push(item(&found.new, &outline, ItemKind::Sentence, (block, at), (was, is)));
    }
    items.extend(code(&found.old, &found.new, &outline));
    Ok(items)
}

/// Blocks of code that are in one version only, in order.
fn code(old: &ReportSide, new: &ReportSide, outline: &Outline) -> Vec<PageItem> {
    let blocks = |side: &ReportSide| -> Vec<(usize, String)> {
        let code = side.document.blocks.iter().enumerate().filter(|(_, b)| b.kind == BlockKind::Code);
        code.map(|(i, b)| (i, b.span.of(&side.document.text).to_owned())).collect()
    };
    let (mut gone, mut come) = (blocks(old), Vec::new());
    for (block, text) in blocks(new) {
        match gone.iter().position(|(_, other)| *other == text) {
            Some(at) => drop(gone.remove(at)),
            None => come.push((block, text)),
        }
    }
    let at = |block: usize| new.document.blocks.get(block).map_or(0, |b| b.span.start);
    let mut items = Vec::new();
    for i in 0..gone.len().max(come.len()) {
        let was = gone.get(i).map_or("", |(_, text)| text);
        let (block, is) = come.get(i).map_or((0, ""), |(block, text)| (*block, text.as_str()));
        items.push(item(new, outline, ItemKind::Code, (block, at(block)), (was, is)));
    }
    items
}

fn item(
    side: &ReportSide,
    outline: &Outline,
    kind: ItemKind,
    (block, at): (usize, usize),
    (was, is): (&str, &str),
) -> PageItem {
    PageItem {
        id: identity(ItemChange::Changed, kind, is, was),
        change: ItemChange::Changed,
        kind,
        section: outline.above(block),
        source: excerpt(is),
        target: excerpt(was),
        words: word_count(is).max(word_count(was)),
        source_line: side.origin.positions.line_and_column(&side.document.text, at).map(|(line, _)| line),
        target_line: None,
    }
}

/// The language of a text, for trees whose folders do not say theirs.
pub(crate) fn language_of(name: &str, bytes: &[u8], settings: &Settings) -> Option<Lang> {
    let reading = document_from_bytes(name, bytes, &calque::read_options(settings)).ok()?;
    calque_text::language(&reading.document.text)
}
