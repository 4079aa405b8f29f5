//! Catalogues of gettext (PO): the translations, or the messages where there is none.

use super::messages::Catalogue;
use crate::InputProblem;
use crate::pairs::{Entry, PairFormat, PairReader, keys};
use calque_text::MessageKey;

/// The key of an entry is its context and its message; forms of a plural share those of the first.
pub(super) fn read(source: &str, catalogue: &mut Catalogue) -> Result<(), InputProblem> {
    let reader = Box::new(std::io::Cursor::new(source.as_bytes().to_vec()));
    let mut reader = PairReader::from_reader("catalogue", reader, Some(PairFormat::Po));
    let (mut bad, mut first) = (0, 0);
    while let Ok(Some(entry)) = reader.next_entry() {
        match entry {
            Entry::Pair(pair) => {
                let context = pair.extra_str(keys::CONTEXT).map(|c| format!("{c}\u{4}")).unwrap_or_default();
                let (message, form) = match pair.extra_str(keys::PLURAL_OF) {
                    Some(singular) => (singular, Some("plural".to_owned())),
                    None => (pair.source.as_str(), None),
                };
                let key = MessageKey { name: format!("{context}{message}"), form };
                let translated = !pair.target.trim().is_empty();
                catalogue.lang = catalogue.lang.or(pair.target_lang.filter(|_| translated));
                catalogue.add(key, if translated { pair.target } else { pair.source }, pair.line as usize)?;
            }
            Entry::Bad(record) => {
                first = if bad == 0 { record.line } else { first };
                bad += 1;
            }
        }
    }
    if bad > 0 {
        catalogue.warnings.push(format!("{bad} entries cannot be read (the first on line {first}) and are left out"));
    }
    Ok(())
}
