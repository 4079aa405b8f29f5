//! How much memory a pair of documents takes while it is aligned and scored.
//!
//! That depends on how many sentences and different words there are, ten times as
//! much in a list of numbers as in prose of the same size. So small documents are
//! given what the worst of their size would take, and the others are read for it,
//! the packed ones too, whose size says nothing.
//!
//! The constants are measured, with 1 to 100 MB of prose, of lists of words and of
//! lists of numbers, with and without `--fidelity`; each is above what was found.

use super::budget::Budget;
use super::fault::{Fault, Step};
use super::settings::memory_for;
use calque::{Input, InputError, ReadOptions, Settings};
use calque_formats::InputProblem;
use calque_text::Document;
use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A window of the search, and what a pair takes however small: bytes.
const PER_PAIR: u64 = 16 << 20;
/// A byte of text: as read, as normal, its blocks.
const PER_BYTE: u64 = 6;
/// A sentence: where it is, what is counted in it, its bead and its record.
const PER_SENTENCE: u64 = 800;
/// A word, once for all its occurrences: most of it is its vector.
const PER_WORD: u64 = 1400;
/// A byte of text in which every word is a sentence, and a new one: a list of numbers.
const AT_WORST: u64 = 400;
/// A byte of prose, about.
const USUALLY: u64 = 20;
/// A byte of text while it is read.
const READING: u64 = 8;
/// How many times its size a packed document may be; what is more is not opened.
const UNPACKED: u64 = 200;

/// What a pair takes whose files have so many bytes together; or that it is too much. Whoever asks holds no
/// share of the budget.
pub(super) fn weigh(inputs: [&Input; 2], bytes: [u64; 2], settings: &Settings, budget: &Budget) -> Result<u64, Fault> {
    let both = bytes[0] + bytes[1];
    let packed = inputs.map(is_packed);
    let at_worst = PER_PAIR + both.saturating_mul(AT_WORST);
    if packed == [false; 2] && at_worst <= budget.total() / 16 {
        return Ok(at_worst);
    }
    let large = usize::from(bytes[1] >= bytes[0]);
    let refused = |which: usize, size: u64, need: u64| Fault {
        file: inputs[which].name(),
        line: None,
        step: Step::Read,
        why: format!("{size} bytes, {both} with its translation, are too many for the memory given"),
        remedy: format!("split both documents, or give --memory {}MB", memory_for(need).div_ceil(1_000_000)),
    };
    if packed == [false; 2] && both.saturating_mul(PER_BYTE.max(READING / 2)) > budget.total() {
        return Err(refused(large, bytes[large], PER_PAIR + both.saturating_mul(USUALLY)));
    }
    let mut need = PER_PAIR;
    for which in 0..2 {
        let most = bytes[which].saturating_mul(if packed[which] { UNPACKED } else { 1 });
        let share = budget.take(most.saturating_mul(READING));
        let limit = share.bytes / READING;
        // Where reading fails in earnest, it does so again when its result is wanted, and is told then.
        let read = catch_unwind(AssertUnwindSafe(|| text_of(inputs[which], limit, settings)));
        let Ok(read) = read else { return Ok(at_worst) };
        need += match read {
            Ok(text) => weight(&text),
            // There was room for all that a packed document may hold.
            Err(InputError { name, problem: InputProblem::TooLarge(_), .. }) if packed[which] && limit >= most => {
                return Err(Fault::of_input(&InputError::new(name, InputProblem::Bomb), Step::Read));
            }
            Err(InputError { problem: InputProblem::TooLarge(found), .. }) if found < settings.read.max_size => {
                let mut fault = refused(which, bytes[which], most.saturating_mul(READING));
                fault.why = format!("more than {found} bytes, unpacked, are too many for the memory given");
                return Err(fault);
            }
            Err(other) => return Err(Fault::of_input(&other, Step::Read)),
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

/// What the sentences and words of a text take.
fn weight(document: &Document) -> u64 {
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
    (document.text.len() as u64) * PER_BYTE + sentences * PER_SENTENCE + words.len() as u64 * PER_WORD
}

/// Whether a file holds more text than it has bytes.
fn is_packed(input: &Input) -> bool {
    const SIGNS: [&[u8]; 4] = [b"PK", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"%PDF"];
    let mut start = Vec::new();
    let read = input.open().is_ok_and(|file| file.take(4).read_to_end(&mut start).is_ok());
    read && SIGNS.iter().any(|sign| start.starts_with(sign))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn weighed(bytes: &[u8], memory: u64) -> Result<u64, Fault> {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(bytes).expect("written");
        let (input, size) = (Input::Path(file.path().to_owned()), bytes.len() as u64);
        weigh([&input, &input], [size, size], &Settings::default(), &Budget::new(memory))
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
    fn small_documents_are_weighed_by_their_size_and_others_by_what_is_in_them() {
        let prose = "The bridge has been closed since the fourth of May.\n\n".repeat(20_000);
        let numbers = numbers();
        let (prose, numbers) = (prose.as_bytes(), numbers.as_bytes());
        let weigh = |bytes: &[u8]| weighed(bytes, 2 << 30).expect("it fits");
        assert_eq!(weigh(b"A word."), PER_PAIR + 14 * AT_WORST);
        let share = |need: u64, bytes: &[u8]| (need - PER_PAIR) / (2 * bytes.len() as u64);
        assert!((20..50).contains(&share(weigh(prose), prose)), "short sentences: {}", share(weigh(prose), prose));
        assert!((200..=AT_WORST).contains(&share(weigh(numbers), numbers)), "{}", share(weigh(numbers), numbers));
        // Packed or not, it is the text that counts.
        assert_eq!(weigh(&gzip(numbers)), weigh(numbers));
    }

    #[test]
    fn what_does_not_fit_is_refused_with_the_amount_that_fits() {
        let numbers = numbers();
        let amount = |fault: &Fault| -> u64 {
            let words = fault.remedy.split_whitespace().filter_map(|word| word.strip_suffix("MB")?.parse::<u64>().ok());
            words.sum::<u64>() * 1_000_000 - memory_for(0)
        };
        for bytes in [numbers.as_bytes().to_vec(), gzip(numbers.as_bytes())] {
            let fault = weighed(&bytes, 100 << 20).expect_err("too much");
            assert!(fault.why.ends_with("are too many for the memory given"), "{}", fault.why);
            assert!(weighed(&bytes, amount(&fault)).is_ok(), "{}", fault.remedy);
        }
        // No amount of memory is asked for what unfolds without end.
        let bomb = gzip(&vec![b'a'; 100 << 20]);
        let fault = weighed(&bomb, 2 << 30).expect_err("a bomb");
        assert!(fault.why.contains("unpacks to hundreds of times its size"), "{}", fault.why);
    }
}
