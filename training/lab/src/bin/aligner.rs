//! Learns the aligner's weights, or sees how well kinds of text teach each other.
//!
//!     aligner weights ROUNDS FOLDER[=WEIGHT]...    prints a new weights.tsv
//!     aligner held-out[-STAGE] ROUNDS FOLDER[=WEIGHT]...   leaves each kind out in turn and scores it
//!     aligner STAGE=FILE 0 FOLDER...               scores the weights of a stage, one a line in a file
//!
//! A folder has `src.txt` and `tgt.txt` (a segment a line), `gold.txt` (beads), and may have `langs.txt`,
//! `src.blocks` and `tgt.blocks` (the number of each segment's block), `src.npy` and `tgt.npy` (vectors,
//! 32-bit). Its kind is its name up to the first underscore; a name that ends in `_cut` is learnt from and not
//! scored. `training/aligner/learn` runs it.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use calque_aligner::learn::{Course, Lesson, Stage};
use calque_aligner::{Segment, SegmentVectors};
use calque_model::Model;
use calque_text::Lang;
use std::collections::BTreeSet;
use std::io;
use std::ops::Range;
use std::path::Path;

struct Folder {
    kind: String,
    langs: [Lang; 2],
    texts: [Vec<String>; 2],
    blocks: [Vec<u32>; 2],
    vectors: Option<[SegmentVectors; 2]>,
    gold: Vec<(Range<usize>, Range<usize>)>,
    weight: f32,
    remade: bool,
}

fn span(list: &str) -> Option<Range<usize>> {
    let numbers: Vec<usize> =
        list.trim().trim_matches(['[', ']']).split(',').filter_map(|n| n.trim().parse().ok()).collect();
    let (Some(&first), Some(&last)) = (numbers.first(), numbers.last()) else { return Some(0..0) };
    (last + 1 - first == numbers.len()).then_some(first..last + 1)
}

/// A table of 32-bit numbers as NumPy saves it, row after row.
fn vectors(path: &Path, rows: usize) -> Option<SegmentVectors> {
    let bytes = std::fs::read(path).ok()?;
    let header = 10 + usize::from(u16::from_le_bytes([*bytes.get(8)?, *bytes.get(9)?]));
    let number = |b: &[u8]| f32::from_le_bytes([b[0], b[1], b[2], b[3]]);
    let data: Vec<f32> = bytes.get(header..)?.chunks_exact(4).map(number).collect();
    data.len().is_multiple_of(rows).then(|| SegmentVectors { dim: data.len() / rows, data })
}

fn read(argument: &str) -> io::Result<Folder> {
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
        .filter_map(|(s, t)| Some((span(s)?, span(t.split(':').next()?)?)))
        .collect();
    let table = |name: &str, rows: usize| vectors(&folder.join(name), rows);
    let both = table("src.npy", texts[0].len()).zip(table("tgt.npy", texts[1].len()));
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Folder {
        kind: name.split('_').next().unwrap_or_default().to_owned(),
        langs: [langs.next().unwrap_or(Lang::FR), langs.next().unwrap_or(Lang::EN)],
        blocks: [blocks("src.blocks", texts[0].len()), blocks("tgt.blocks", texts[1].len())],
        vectors: both.map(|(s, t)| [s, t]),
        texts,
        gold,
        weight: weight.parse().unwrap_or(1.0),
        remade: name.ends_with("_cut"),
    })
}

fn segments<'a>(texts: &'a [String], blocks: &[u32]) -> Vec<Segment<'a>> {
    texts.iter().zip(blocks).map(|(text, &block)| Segment { text, block, ..Segment::default() }).collect()
}

fn main() -> io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let rounds = args.get(1).and_then(|r| r.parse().ok()).unwrap_or(60);
    let folders: Vec<Folder> = args.iter().skip(2).map(|a| read(a)).collect::<io::Result<_>>()?;
    let sides: Vec<[Vec<Segment<'_>>; 2]> =
        folders.iter().map(|f| [0, 1].map(|k| segments(&f.texts[k], &f.blocks[k]))).collect();
    let lessons: Vec<Lesson<'_>> = folders
        .iter()
        .zip(&sides)
        .map(|(f, s)| Lesson {
            source: (&s[0], f.langs[0]),
            target: (&s[1], f.langs[1]),
            gold: f.gold.clone(),
            vectors: f.vectors.as_ref().map(|[s, t]| [s, t]),
            kind: &f.kind,
            weight: f.weight,
            remade: f.remade,
        })
        .collect();
    let mut say = |line: String| eprintln!("{line}");
    let stages =
        [("bare", Stage::Bare), ("learnt", Stage::Learnt), ("model", Stage::Model), ("vectors", Stage::Vectors)];
    if let Some(stage) = args.first().and_then(|a| a.strip_prefix("held-out")) {
        let kinds: BTreeSet<&str> = folders.iter().map(|f| f.kind.as_str()).collect();
        let stage = stages.iter().find(|s| Some(s.0) == stage.strip_prefix('-')).map_or(Stage::Model, |s| s.1);
        let mut course = Course::new(&lessons, Some(Model::embedded()), stage, &mut say);
        let all = course.learn(None, rounds, &mut say);
        for kind in kinds {
            let apart = course.learn(Some(kind), rounds, &mut say);
            let (with, without) = (course.marks(kind, &all), course.marks(kind, &apart));
            println!("{kind}\tF1 {:.4} learnt with it, {:.4} without", with.f1(), without.f1());
        }
        return Ok(());
    }
    if let Some((name, file)) = args.first().and_then(|a| a.split_once('=')) {
        let stage = stages.iter().find(|s| s.0 == name).map_or(Stage::Model, |s| s.1);
        let weights: Vec<f32> = std::fs::read_to_string(file)?.lines().filter_map(|l| l.trim().parse().ok()).collect();
        let mut course = Course::new(&lessons, Some(Model::embedded()), stage, &mut say);
        for kind in folders.iter().map(|f| f.kind.as_str()).collect::<BTreeSet<&str>>() {
            println!("{kind}\tF1 {:.4}", course.marks(kind, &weights).f1());
        }
        return Ok(());
    }
    let mut columns = Vec::new();
    for (name, stage) in stages {
        say(format!("stage {name}"));
        let mut course = Course::new(&lessons, Some(Model::embedded()), stage, &mut say);
        columns.push(course.learn(None, rounds, &mut say));
    }
    println!("feature\t{}", stages.map(|s| s.0).join("\t"));
    for (k, name) in calque_aligner::learn::features().enumerate() {
        let row: Vec<String> = columns.iter().map(|c| format!("{:.3}", c[k])).collect();
        println!("{name}\t{}", row.join("\t"));
    }
    Ok(())
}
