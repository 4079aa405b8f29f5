//! Estimates how much memory a pair of documents takes while it is aligned and scored.
//!
//! That depends on the number of sentences and of distinct words: a list of numbers takes
//! ten times as much as prose of the same size. For small documents the worst case of their
//! size is assumed; others are read to count, and so are compressed ones, whose size means
//! nothing.
//!
//! The constants were measured with 1 to 100 MB of prose, of lists of words and of lists of
//! numbers, with and without `--fidelity`; each is above what was found.

use crate::corpus::error_entry::{ErrorEntry, Step};
use crate::corpus::settings::memory_for;
use crate::corpus::work::budget::Budget;
use calque::{Input, InputError, ReadOptions, Settings};
use calque_formats::InputProblem;
use calque_text::Document;
use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes of a pair however small, with a window of the search.
const PER_PAIR: u64 = 16 << 20;
/// Bytes for each byte of text: as read, normalised, in blocks.
const PER_BYTE: u64 = 6;
/// Bytes for each sentence: span, features, bead, record.
const PER_SENTENCE: u64 = 800;
/// Bytes for each distinct word; most of them are its vector.
const PER_DISTINCT_WORD: u64 = 1400;
/// Bytes for each byte of text in the worst case, where every word is a sentence and distinct: a list of numbers.
const WORST_PER_BYTE: u64 = 400;
/// Bytes for each byte of prose, about.
const PROSE_PER_BYTE: u64 = 20;
/// Bytes for each byte of text while it is read.
const READING: u64 = 8;
/// The highest ratio of text to compressed size; what unpacks to more is refused.
const MAX_EXPANSION: u64 = 200;

/// Bytes of memory for a pair of documents of so many `bytes` each, or why it is refused. Reading takes shares
/// of the budget: the caller must hold none.
pub(crate) fn memory_need(
    inputs: [&Input; 2],
    bytes: [u64; 2],
    settings: &Settings,
    budget: &Budget,
) -> Result<u64, ErrorEntry> {
    let both = bytes[0] + bytes[1];
    let compressed = inputs.map(is_compressed);
    let worst = PER_PAIR + both.saturating_mul(WORST_PER_BYTE);
    if compressed == [false; 2] && worst <= budget.total() / 16 {
        return Ok(worst);
    }
    let large = usize::from(bytes[1] >= bytes[0]);
    let refused = |which: usize, size: u64, need: u64| ErrorEntry {
        file: inputs[which].name(),
        line: None,
        step: Step::Read,
        why: format!("{size} bytes, {both} with its translation, are too many for the memory given"),
        remedy: format!("split both documents, or give --memory {}MB", memory_for(need).div_ceil(1_000_000)),
    };
    if compressed == [false; 2] && both.saturating_mul(PER_BYTE.max(READING / 2)) > budget.total() {
        return Err(refused(large, bytes[large], PER_PAIR + both.saturating_mul(PROSE_PER_BYTE)));
    }
    let mut need = PER_PAIR;
    for which in 0..2 {
        let most = bytes[which].saturating_mul(if compressed[which] { MAX_EXPANSION } else { 1 });
        let share = budget.take(most.saturating_mul(READING));
        let limit = share.bytes / READING;
        // A document that makes reading panic does so again when it is aligned, and is reported then.
        let read = catch_unwind(AssertUnwindSafe(|| text_of(inputs[which], limit, settings)));
        let Ok(read) = read else { return Ok(worst) };
        need += match read {
            Ok(text) => text_need(&text),
            // The limit was that of expansion, not of memory.
            Err(InputError { name, problem: InputProblem::TooLarge(_), .. }) if compressed[which] && limit >= most => {
                return Err(ErrorEntry::of_input(&InputError::new(name, InputProblem::Bomb), Step::Read));
            }
            Err(InputError { problem: InputProblem::TooLarge(found), .. }) if found < settings.read.max_size => {
                let mut entry = refused(which, bytes[which], most.saturating_mul(READING));
                entry.why = format!("more than {found} bytes, unpacked, are too many for the memory given");
                return Err(entry);
            }
            Err(other) => return Err(ErrorEntry::of_input(&other, Step::Read)),
        };
    }
    if need > budget.total() { Err(refused(large, bytes[large], need)) } else { Ok(need) }
}

fn text_of(input: &Input, limit: u64, settings: &Settings) -> Result<Document, InputError> {
    let options = ReadOptions {
        format: settings.read.format,
        encoding: settings.read.encoding.clone(),
        max_bytes: settings.read.max_size.min(limit),
        ..ReadOptions::default()
    };
    Ok(calque_formats::read(input, &options)?.document)
}

/// Bytes of memory for a text, by its sentences and distinct words.
fn text_need(document: &Document) -> u64 {
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let (mut words, mut sentences) = (HashSet::new(), 0_u64);
    for block in &document.blocks {
        let mut open = false;
        for word in block.span.of(&document.text).split_whitespace() {
            open = !word.ends_with(|c: char| !c.is_alphanumeric() && c != ',');
            sentences += u64::from(!open);
            words.insert(hasher.hash_one(word.trim_matches(|c: char| !c.is_alphanumeric())));
        }
        sentences += u64::from(open);
    }
    (document.text.len() as u64) * PER_BYTE + sentences * PER_SENTENCE + words.len() as u64 * PER_DISTINCT_WORD
}

/// Whether a file is compressed, by its first bytes: ZIP, gzip, zstd, PDF.
fn is_compressed(input: &Input) -> bool {
    const MAGIC: [&[u8]; 4] = [b"PK", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"%PDF"];
    let mut start = Vec::new();
    let read = input.open().is_ok_and(|file| file.take(4).read_to_end(&mut start).is_ok());
    read && MAGIC.iter().any(|magic| start.starts_with(magic))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn need_of(bytes: &[u8], memory: u64) -> Result<u64, ErrorEntry> {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(bytes).expect("written");
        let (input, size) = (Input::Path(file.path().to_owned()), bytes.len() as u64);
        memory_need([&input, &input], [size, size], &Settings::default(), &Budget::new(memory))
    }

    fn numbers() -> String {
        (0..200_000).map(|n| n.to_string()).collect::<Vec<_>>().join("\n\n")
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        out.write_all(bytes).expect("memory");
        out.finish().expect("memory")
    }

    #[test]
    fn small_documents_are_estimated_by_size_and_others_by_content() {
        let prose = "The bridge has been closed since the fourth of May.\n\n".repeat(20_000);
        let numbers = numbers();
        let (prose, numbers) = (prose.as_bytes(), numbers.as_bytes());
        let need = |bytes: &[u8]| need_of(bytes, 2 << 30).expect("it fits");
        assert_eq!(need(b"A word."), PER_PAIR + 14 * WORST_PER_BYTE);
        let per_byte = |need: u64, bytes: &[u8]| (need - PER_PAIR) / (2 * bytes.len() as u64);
        assert!((20..50).contains(&per_byte(need(prose), prose)), "short sentences: {}", per_byte(need(prose), prose));
        assert!(
            (200..=WORST_PER_BYTE).contains(&per_byte(need(numbers), numbers)),
            "{}",
            per_byte(need(numbers), numbers)
        );
        // Compressed or not, it is the text that counts.
        assert_eq!(need(&gzip(numbers)), need(numbers));
    }

    #[test]
    fn what_does_not_fit_is_refused_with_the_amount_that_fits() {
        let numbers = numbers();
        let amount = |fault: &ErrorEntry| -> u64 {
            let words = fault.remedy.split_whitespace().filter_map(|word| word.strip_suffix("MB")?.parse::<u64>().ok());
            words.sum::<u64>() * 1_000_000 - memory_for(0)
        };
        for bytes in [numbers.as_bytes().to_vec(), gzip(numbers.as_bytes())] {
            let fault = need_of(&bytes, 100 << 20).expect_err("too much");
            assert!(fault.why.ends_with("are too many for the memory given"), "{}", fault.why);
            assert!(need_of(&bytes, amount(&fault)).is_ok(), "{}", fault.remedy);
        }
        // No amount of memory is asked for what unfolds without end.
        let bomb = gzip(&vec![b'a'; 100 << 20]);
        let fault = need_of(&bomb, 2 << 30).expect_err("a bomb");
        assert!(fault.why.contains("unpacks to hundreds of times its size"), "{}", fault.why);
    }
}
