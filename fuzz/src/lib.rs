//! What a fuzz target does with bytes: reads them to the end and checks what holds
//! for whatever is read.

#[cfg(feature = "parquet")]
use calque_formats::arrow::{ArrowReader, ArrowWriter, ColumnType};
use calque_formats::pairs::{Entry, MAX_TEXT, PairFormat, PairReader};
use calque_formats::warc::Pages;
use calque_formats::{Input, InputFormat, ReadOptions, document_from_bytes, glossary_from_text};
use std::io::Write as _;
use std::sync::Once;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Separates the parts of an archive in the bytes that [`packed`] gets.
const BETWEEN: &[u8] = b"\n%%\n";

/// The parts of slides, in the order in which [`packed`] gets them.
pub const PPTX: [&str; 5] = [
    "ppt/presentation.xml",
    "ppt/_rels/presentation.xml.rels",
    "ppt/slides/slide1.xml",
    "ppt/slides/_rels/slide1.xml.rels",
    "ppt/notesSlides/n.xml",
];

/// The parts of a workbook, likewise.
pub const XLSX: [&str; 4] =
    ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"];

/// Reads all pairs; texts keep to their limit and every reader comes to an end.
pub fn pairs(bytes: &[u8], format: PairFormat) {
    read(PairReader::from_reader("fuzz", Box::new(std::io::Cursor::new(bytes.to_vec())), Some(format)), bytes);
}

/// Reads links and the two documents that they link, which stand behind them in the bytes.
pub fn linked(bytes: &[u8]) {
    let folder = std::env::temp_dir().join(format!("calque-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("en")).expect("a temporary folder");
    let names = ["links.xces", "en/a.xml", "en/b.xml"];
    for (name, part) in names.iter().zip(parts(bytes).into_iter().chain([&b""[..], b""])) {
        std::fs::write(folder.join(name), part).expect("a temporary file");
    }
    if let Ok(reader) = PairReader::open(&Input::Path(folder.join(names[0]))) {
        read(reader, bytes);
    }
}

fn read(mut reader: PairReader, bytes: &[u8]) {
    // Packed bytes give more records than there are bytes, but no endless stream of faults.
    let mut bad = bytes.len() + 16;
    while let Ok(Some(entry)) = reader.next_entry() {
        match entry {
            Entry::Pair(pair) => assert!(pair.source.len().max(pair.target.len()) <= MAX_TEXT),
            Entry::Bad(_) => bad = bad.checked_sub(1).expect("a reader that never ends"),
        }
    }
}

/// Reads the pages of a web archive.
pub fn pages(bytes: &[u8]) {
    const MOST: u64 = 1 << 20;
    // Packed bytes give more records than there are bytes, but each takes some.
    let most = bytes.len() * 1100 + 16;
    for (n, page) in Pages::of_bytes("fuzz", bytes.to_vec(), MOST).enumerate() {
        assert!(n < most, "a reader that never ends");
        assert!(page.map_or(0, |p| p.body.len() as u64) <= MOST);
    }
}

/// Reads a glossary.
pub fn glossary(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = glossary_from_text("fuzz", text);
    }
}

/// Reads a table and writes it with a column of answers, as `calque pipe` does; as many rows come back.
#[cfg(feature = "parquet")]
pub fn table(bytes: &[u8]) {
    const MOST: usize = 1 << 16;
    let open = |bytes: &[u8]| ArrowReader::new("fuzz", Box::new(std::io::Cursor::new(bytes.to_vec())));
    let Ok(mut reader) = open(bytes) else { return };
    let made = vec![("keep".to_owned(), ColumnType::Truth)];
    let mut writer = ArrowWriter::new(Some(&reader), |_| true, made).expect("a schema that was read");
    let mut count = 0;
    while let Ok(Some(rows)) = reader.next_rows() {
        // Packed bytes give more rows than there are bytes; a piece is as good as all of them.
        let rows = rows.slice(0, rows.len().min(1024));
        for row in 0..rows.len() {
            let size = rows.size(row, |_| true);
            let fields = rows.row(row, MOST, |_| true);
            assert!(size > MOST || serde_json::to_string(&fields).expect("JSON").len() <= 32 * (size + bytes.len()));
        }
        let answers = vec![serde_json::Map::from_iter([("keep".to_owned(), true.into())]); rows.len()];
        writer.write(Some(&rows), &answers).expect("rows that were read");
        count += rows.len();
    }
    let mut again = open(&writer.finish().expect("memory")).expect("a stream that was written");
    while let Some(rows) = again.next_rows().expect("rows that were written") {
        count -= rows.len();
    }
    assert_eq!(count, 0, "rows that were lost");
}

/// Leaves panics to whoever catches them. The library for Parquet panics on damaged files, which
/// its reader catches; libFuzzer would end at the first of them.
pub fn caught_panics_are_none() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| std::panic::set_hook(Box::new(|_| {})));
}

/// Reads a document in an archive with parts of these names, whose contents stand in the bytes one
/// behind the other; as they are where they are an archive already. A fuzzer that has to find
/// the checksums of an archive finds nothing else.
pub fn packed(bytes: &[u8], format: InputFormat, names: &[&str]) {
    if bytes.starts_with(b"PK") {
        return document(bytes, format);
    }
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in names.iter().zip(parts(bytes)) {
        zip.start_file(*name, stored).expect("memory");
        zip.write_all(part).expect("memory");
    }
    document(&zip.finish().expect("memory").into_inner(), format);
}

fn parts(bytes: &[u8]) -> Vec<&[u8]> {
    let (mut parts, mut rest) = (Vec::new(), bytes);
    while let Some(at) = rest.windows(BETWEEN.len()).position(|w| w == BETWEEN) {
        parts.push(&rest[..at]);
        rest = &rest[at + BETWEEN.len()..];
    }
    parts.push(rest);
    parts
}

/// Reads a document; blocks are in order, inside the text, and on characters.
pub fn document(bytes: &[u8], format: InputFormat) {
    let options = ReadOptions { format: Some(format), max_bytes: 16 << 20, ..ReadOptions::default() };
    let Ok(reading) = document_from_bytes("fuzz", bytes, &options) else { return };
    let mut end = 0;
    for block in &reading.document.blocks {
        assert!(block.span.start >= end && block.span.end > block.span.start);
        assert!(reading.document.text.get(block.span.start..block.span.end).is_some());
        end = block.span.end;
    }
}
