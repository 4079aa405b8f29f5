//! What a fuzz target does with bytes: reads them to the end and checks what holds
//! for whatever is read.

use calque_formats::pairs::{Entry, MAX_TEXT, PairFormat, PairReader};
use calque_formats::{Format, ReadOptions, document_from_bytes};

/// Reads all pairs; texts keep to their limit and every reader comes to an end.
pub fn pairs(bytes: &[u8], format: PairFormat) {
    let mut reader = PairReader::from_reader("fuzz", Box::new(std::io::Cursor::new(bytes.to_vec())), Some(format));
    // Packed bytes give more records than there are bytes, but no endless stream of faults.
    let mut bad = bytes.len() + 16;
    while let Ok(Some(entry)) = reader.next_entry() {
        match entry {
            Entry::Pair(pair) => assert!(pair.source.len().max(pair.target.len()) <= MAX_TEXT),
            Entry::Bad(_) => bad = bad.checked_sub(1).expect("a reader that never ends"),
        }
    }
}

/// Reads a document; blocks are in order, inside the text, and on characters.
pub fn document(bytes: &[u8], format: Format) {
    let options = ReadOptions { format: Some(format), max_bytes: 16 << 20, ..ReadOptions::default() };
    let Ok(reading) = document_from_bytes("fuzz", bytes, &options) else { return };
    let mut end = 0;
    for block in &reading.document.blocks {
        assert!(block.span.start >= end && block.span.end > block.span.start);
        assert!(reading.document.text.get(block.span.start..block.span.end).is_some());
        end = block.span.end;
    }
}
