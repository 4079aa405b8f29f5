//! What the fuzz targets start from, and what they have found, does no harm: the
//! files of `fuzz/seeds` go through the functions that the targets call. A file
//! called `found-N` made a target fail once.

use calque_formats::InputFormat;
use calque_formats::pairs::PairFormat;
use proptest::prelude::*;
use std::path::Path;

#[path = "../../../../fuzz/src/lib.rs"]
#[allow(dead_code, unreachable_pub, reason = "a crate of its own, whose one function more is for libFuzzer alone")]
mod fuzz;

fn read(target: &str, bytes: &[u8]) {
    match target {
        "docx" => {
            fuzz::packed(bytes, InputFormat::Docx, &["word/document.xml", "word/styles.xml", "word/footnotes.xml"]);
        }
        "odt" => fuzz::packed(bytes, InputFormat::Odt, &["content.xml"]),
        "epub" => fuzz::packed(bytes, InputFormat::Epub, &["META-INF/container.xml", "p.opf", "a.xhtml", "b.xhtml"]),
        "html" => fuzz::document(bytes, InputFormat::Html),
        "json" => fuzz::document(bytes, InputFormat::Json),
        "yaml" => fuzz::document(bytes, InputFormat::Yaml),
        "strings" => fuzz::document(bytes, InputFormat::Strings),
        "properties" => fuzz::document(bytes, InputFormat::Properties),
        "android" => fuzz::document(bytes, InputFormat::Android),
        "fluent" => fuzz::document(bytes, InputFormat::Fluent),
        "pptx" => fuzz::packed(bytes, InputFormat::Pptx, &fuzz::PPTX),
        "xlsx" => fuzz::packed(bytes, InputFormat::Xlsx, &fuzz::XLSX),
        "asciidoc" => fuzz::document(bytes, InputFormat::Asciidoc),
        "rst" => fuzz::document(bytes, InputFormat::Rst),
        "markdown" => fuzz::document(bytes, InputFormat::Markdown),
        "subtitles" => fuzz::document(bytes, InputFormat::Subtitles),
        "text" => fuzz::document(bytes, InputFormat::Text),
        "jsonl" => fuzz::pairs(bytes, PairFormat::Jsonl),
        "tsv" => fuzz::pairs(bytes, PairFormat::Tsv),
        "tmx" => fuzz::pairs(bytes, PairFormat::Tmx),
        "xliff" => fuzz::pairs(bytes, PairFormat::Xliff),
        "po" => fuzz::pairs(bytes, PairFormat::Po),
        #[cfg(feature = "parquet")]
        "parquet" => fuzz::pairs(bytes, PairFormat::Parquet),
        #[cfg(feature = "parquet")]
        "arrow" => fuzz::table(bytes),
        "xces" => fuzz::linked(bytes),
        "warc" => fuzz::pages(bytes),
        "glossary" => fuzz::glossary(bytes),
        other => panic!("fuzz/seeds/{other} belongs to no target"),
    }
}

#[test]
fn seeds_and_what_was_found_do_no_harm() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds");
    let mut count = 0;
    for folder in std::fs::read_dir(seeds).expect("the seeds").map(|f| f.expect("a folder").path()) {
        let target = folder.file_name().and_then(|n| n.to_str()).expect("a name").to_owned();
        for file in std::fs::read_dir(&folder).expect("a folder").map(|f| f.expect("a file").path()) {
            let bytes = std::fs::read(&file).expect("a file");
            let read = std::panic::catch_unwind(|| read(&target, &bytes));
            assert!(read.is_ok(), "{}", file.display());
            count += 1;
        }
    }
    assert!(count >= 25, "{count} seeds");
}

/// Targets that read documents.
const DOCUMENTS: [&str; 17] = [
    "android",
    "asciidoc",
    "docx",
    "epub",
    "fluent",
    "html",
    "json",
    "markdown",
    "odt",
    "pptx",
    "properties",
    "rst",
    "strings",
    "subtitles",
    "text",
    "xlsx",
    "yaml",
];

/// The seeds of a target.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(target);
    let files = std::fs::read_dir(folder).expect("the seeds").map(|file| file.expect("a file").path());
    files.map(|file| std::fs::read(file).expect("a file")).collect()
}

/// A change of some bytes: pieces are copied to another place, taken away, or overwritten.
fn change(bytes: &mut Vec<u8>, (kind, from, length, to): (u8, u16, u8, u16)) {
    let n = bytes.len().max(1);
    let start = usize::from(from) % n;
    let end = (start + usize::from(length % 40)).min(bytes.len());
    let at = usize::from(to) % n;
    match kind % 4 {
        0 => {
            let piece = bytes[start.min(bytes.len())..end].to_vec();
            let at = at.min(bytes.len());
            bytes.splice(at..at, piece);
        }
        1 => drop(bytes.drain(start.min(end)..end)),
        2 => {
            let piece = bytes[start.min(bytes.len())..end].repeat(20);
            bytes.splice(end..end, piece);
        }
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = length;
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn altered_documents_do_no_harm(
        changes in prop::collection::vec((any::<u8>(), any::<u16>(), any::<u8>(), any::<u16>()), 1..12),
        which in any::<u16>(),
    ) {
        for target in DOCUMENTS {
            let seeds = seeds(target);
            let mut bytes = seeds[usize::from(which) % seeds.len()].clone();
            changes.iter().for_each(|&c| change(&mut bytes, c));
            read(target, &bytes);
        }
    }
}
