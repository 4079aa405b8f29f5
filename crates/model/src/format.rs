//! The model file: a header, then sections, each aligned to 64 bytes.
//!
//! ```text
//! 0   8  mark "CALQUEMD"
//! 8   4  format version, u32
//! 12  4  number of sections n, u32
//! 16     n entries of 32 bytes: name (16 bytes, zero-padded), offset u64, length u64
//! ..     sections
//! ```
//!
//! All numbers are little-endian, and sections are arrays of plain numbers
//! that are used where they lie. Section names begin with the side, `0.` or
//! `1.`, where they belong to one language:
//!
//! | section | type | content |
//! |---|---|---|
//! | `meta` | JSON | [`Meta`](crate::Meta) |
//! | `S.words` | bytes | the words, most frequent first, end to end |
//! | `S.ends` | u32 | where each word ends in `S.words` |
//! | `S.index` | u32 | open-addressing hash table: id + 1 in the upper 22 bits, bits of the hash in the lower 10; or 0 |
//! | `S.freq` | f32 | occurrences per million words |
//! | `S.null` | u8 | probability that the word has no counterpart, in 1/255 |
//! | `S.fert` | u8 | mean number of counterparts, in 1/32 |
//! | `S.vec`, `S.scale` | 4 bits, f32 | vectors of the first words, row after row, and the step of each row (`rows.rs`) |
//! | `S.lex`, `S.lexends` | u32 | translations of each word, best first: id in the upper 22 bits, probability in the lower 10 |
//! | `grams`, `gramscale` | 4 bits, f32 | vectors of character n-grams, by hash, shared by the two languages |
//! | `phrases` | u32 | records of 10: words of side 0 and of side 1, 4 each, filled up with the largest number; both probabilities as f32 |
//! | `phrases.back` | u32 | the records in the order of side 1 |

use crate::ModelError;
use std::ops::Range;

/// First bytes of every model file.
pub const MARK: &[u8; 8] = b"CALQUEMD";
/// The format written and read here.
pub const VERSION: u32 = 2;
/// Alignment of sections in bytes.
pub const ALIGN: usize = 64;
const HEAD: usize = 16;
const ENTRY: usize = 32;

/// The position of a section in the file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Section {
    name: [u8; 16],
    start: usize,
    end: usize,
}

/// Reads the table of sections, checking that each lies inside the file.
pub(crate) fn sections(bytes: &[u8], path: &str) -> Result<Vec<Section>, ModelError> {
    let damaged = |what: &str| ModelError::Damaged { path: path.to_owned(), what: what.to_owned() };
    if bytes.len() < 8 || &bytes[..8] != MARK {
        return Err(ModelError::NotAModel(path.to_owned()));
    }
    if bytes.len() < HEAD {
        return Err(damaged("the header is cut short"));
    }
    let u32_at = |i: usize| bytes.get(i..i + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]));
    let version = u32_at(8);
    if version > VERSION {
        return Err(ModelError::Newer { path: path.to_owned(), found: version, known: VERSION });
    }
    if version < VERSION {
        return Err(ModelError::Older { path: path.to_owned(), found: version, known: VERSION });
    }
    let count = u32_at(12) as usize;
    if count > 1000 || bytes.len() < HEAD + count * ENTRY {
        return Err(damaged("the table of sections is cut short"));
    }
    let mut out = Vec::with_capacity(count);
    for entry in bytes[HEAD..HEAD + count * ENTRY].chunks_exact(ENTRY) {
        let mut name = [0; 16];
        name.copy_from_slice(&entry[..16]);
        let u64_at = |i: usize| {
            let mut b = [0; 8];
            b.copy_from_slice(&entry[i..i + 8]);
            u64::from_le_bytes(b)
        };
        let start = usize::try_from(u64_at(16)).unwrap_or(usize::MAX);
        let end = start.saturating_add(usize::try_from(u64_at(24)).unwrap_or(usize::MAX));
        if end > bytes.len() || !start.is_multiple_of(ALIGN) {
            let label = String::from_utf8_lossy(&name).trim_end_matches('\0').to_owned();
            return Err(damaged(&format!(
                "section `{label}` should end at byte {end}, the file has {} bytes",
                bytes.len()
            )));
        }
        out.push(Section { name, start, end });
    }
    Ok(out)
}

/// The bytes of section `name`; empty if the file has none.
pub(crate) fn find<'a>(bytes: &'a [u8], sections: &[Section], name: &str) -> &'a [u8] {
    &bytes[place(sections, name)]
}

/// The position of section `name`; an empty range if the file has none.
pub(crate) fn place(sections: &[Section], name: &str) -> Range<usize> {
    let mut padded = [0; 16];
    padded[..name.len()].copy_from_slice(name.as_bytes());
    sections.iter().find(|s| s.name == padded).map_or(0..0, |s| s.start..s.end)
}

/// All sections with their names, for writing a changed file.
pub(crate) fn all(bytes: &[u8], sections: &[Section]) -> Vec<(String, Vec<u8>)> {
    let name = |s: &Section| String::from_utf8_lossy(&s.name).trim_end_matches('\0').to_owned();
    sections.iter().map(|s| (name(s), bytes[s.start..s.end].to_vec())).collect()
}

/// Puts named sections together into a file.
pub(crate) fn assemble(sections: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend_from_slice(MARK);
    out.extend_from_slice(&VERSION.to_le_bytes());
    out.extend_from_slice(&(sections.len() as u32).to_le_bytes());
    let mut at = (HEAD + sections.len() * ENTRY).next_multiple_of(ALIGN);
    for (name, data) in sections {
        let mut padded = [0; 16];
        padded[..name.len()].copy_from_slice(name.as_bytes());
        out.extend_from_slice(&padded);
        out.extend_from_slice(&(at as u64).to_le_bytes());
        out.extend_from_slice(&(data.len() as u64).to_le_bytes());
        at = (at + data.len()).next_multiple_of(ALIGN);
    }
    for (_, data) in sections {
        out.resize(out.len().next_multiple_of(ALIGN), 0);
        out.extend_from_slice(data);
    }
    out
}
