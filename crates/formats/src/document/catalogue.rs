//! A gettext catalogue (PO) as a document, so that it can be aligned with another text.

use super::builder::DocumentBuilder;
use crate::pairs::{Entry, PairFormat, PairReader};
use calque_text::{BlockKind, Document, Lang};

/// The translations of a catalogue (the message where an entry has none), and a warning if entries
/// could not be read.
pub(crate) fn document(text: &str) -> (Document, Option<String>) {
    let reader = Box::new(std::io::Cursor::new(text.as_bytes().to_vec()));
    let mut reader = PairReader::from_reader("catalogue", reader, Some(PairFormat::Po));
    let (mut out, mut bad, mut first, mut lang) = (DocumentBuilder::default(), 0, 0, None);
    while let Ok(Some(entry)) = reader.next_entry() {
        match entry {
            Entry::Pair(pair) => {
                out.start(BlockKind::Paragraph);
                out.text(if pair.target.trim().is_empty() { &pair.source } else { &pair.target });
                lang = lang.or(pair.target_lang.filter(|_| !pair.target.trim().is_empty()));
            }
            Entry::Bad(record) => {
                first = if bad == 0 { record.line } else { first };
                bad += 1;
            }
        }
    }
    let mut document = out.finish();
    document.lang = lang.unwrap_or(Lang::UND);
    (document, (bad > 0).then(|| format!("{bad} entries cannot be read (the first on line {first}) and are left out")))
}
