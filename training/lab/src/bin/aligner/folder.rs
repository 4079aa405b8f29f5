//! A text pair aligned by hand, in a folder.
//!
//! `src.txt` and `tgt.txt` hold a segment a line, `gold.txt` a bead a line: `[0, 1]:[0]`, segments counted from 0. There
//! may be `langs.txt` (two codes, `fr en` if it is missing), `src.blocks` and `tgt.blocks` (the number of each
//! segment's block), `src.npy` and `tgt.npy` (vectors of the segments, 32-bit floats, row after row). The kind of a
//! text is its name up to the first underscore; a name that ends in `_cut` is learnt from and not scored.

use calque_aligner::SegmentVectors;
use calque_text::Lang;
use std::io;
use std::ops::Range;
use std::path::Path;

/// A text pair. Arrays are by side, source first.
pub(crate) struct Folder {
    pub(crate) kind: String,
    pub(crate) langs: [Lang; 2],
    pub(crate) texts: [Vec<String>; 2],
    pub(crate) blocks: [Vec<u32>; 2],
    pub(crate) vectors: Option<[SegmentVectors; 2]>,
    pub(crate) gold: Vec<(Range<usize>, Range<usize>)>,
    /// How much it counts.
    pub(crate) weight: f32,
    /// Whether it is another text with some segments cut.
    pub(crate) is_cut: bool,
}

impl Folder {
    /// Reads `FOLDER` or `FOLDER=WEIGHT`.
    pub(crate) fn read(argument: &str) -> io::Result<Self> {
        let (folder, weight) = argument.split_once('=').unwrap_or((argument, "1"));
        let folder = Path::new(folder);
        let read = |name: &str| std::fs::read_to_string(folder.join(name));
        let langs = read("langs.txt").unwrap_or_else(|_| "fr en".to_owned());
        let mut langs = langs.split_whitespace().map(|l| l.parse().unwrap_or(Lang::UND));
        let lines = |text: String| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let texts = [lines(read("src.txt")?), lines(read("tgt.txt")?)];
        let blocks = |name: &str, n: usize| match read(name) {
            Ok(text) => text.lines().map(|l| l.trim().parse().unwrap_or(0)).collect(),
            Err(_) => (0..n as u32).collect::<Vec<u32>>(),
        };
        let gold = read("gold.txt")?
            .lines()
            .filter_map(|line| line.split_once(':'))
            .filter_map(|(s, t)| Some((range(s)?, range(t.split(':').next()?)?)))
            .collect();
        let table = |name: &str, rows: usize| vectors(&folder.join(name), rows);
        let both = table("src.npy", texts[0].len()).zip(table("tgt.npy", texts[1].len()));
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self {
            kind: name.split('_').next().unwrap_or_default().to_owned(),
            langs: [langs.next().unwrap_or(Lang::FR), langs.next().unwrap_or(Lang::EN)],
            blocks: [blocks("src.blocks", texts[0].len()), blocks("tgt.blocks", texts[1].len())],
            vectors: both.map(|(s, t)| [s, t]),
            texts,
            gold,
            weight: weight.parse().unwrap_or(1.0),
            is_cut: name.ends_with("_cut"),
        })
    }
}

/// `[3, 4]` as a range; `None` if the numbers do not follow each other.
fn range(list: &str) -> Option<Range<usize>> {
    let numbers: Vec<usize> =
        list.trim().trim_matches(['[', ']']).split(',').filter_map(|n| n.trim().parse().ok()).collect();
    let (Some(&first), Some(&last)) = (numbers.first(), numbers.last()) else { return Some(0..0) };
    (last + 1 - first == numbers.len()).then_some(first..last + 1)
}

/// A table of 32-bit floats as NumPy saves it (format 1.0), row after row.
fn vectors(path: &Path, rows: usize) -> Option<SegmentVectors> {
    let bytes = std::fs::read(path).ok()?;
    let header = 10 + usize::from(u16::from_le_bytes([*bytes.get(8)?, *bytes.get(9)?]));
    let number = |b: &[u8]| f32::from_le_bytes([b[0], b[1], b[2], b[3]]);
    let data: Vec<f32> = bytes.get(header..)?.chunks_exact(4).map(number).collect();
    data.len().is_multiple_of(rows).then(|| SegmentVectors { dim: data.len() / rows, data })
}
