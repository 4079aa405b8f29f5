//! Learns the aligner's weights from folders of aligned texts (`src.txt`, `tgt.txt`, `gold.txt`, `langs.txt`):
//! `learn_weights bare|learnt|model ROUNDS FOLDER[=WEIGHT]...` prints them as Rust.

use calque_aligner::Segment;
use calque_aligner::learn::{Lesson, Stage, learn};
use calque_text::Lang;
use std::io::Write;
use std::ops::Range;
use std::path::Path;

struct Folder {
    langs: [Lang; 2],
    texts: [Vec<String>; 2],
    blocks: [Vec<u32>; 2],
    gold: Vec<(Range<usize>, Range<usize>)>,
    weight: f32,
}

fn span(list: &str) -> Option<Range<usize>> {
    let numbers: Vec<usize> =
        list.trim().trim_matches(['[', ']']).split(',').filter_map(|n| n.trim().parse().ok()).collect();
    let (Some(&first), Some(&last)) = (numbers.first(), numbers.last()) else { return Some(0..0) };
    (last + 1 - first == numbers.len()).then_some(first..last + 1)
}

fn read(argument: &str) -> std::io::Result<Folder> {
    let (folder, weight) = argument.split_once('=').unwrap_or((argument, "1"));
    let read = |name: &str| std::fs::read_to_string(Path::new(folder).join(name));
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
    Ok(Folder {
        langs: [langs.next().unwrap_or(Lang::FR), langs.next().unwrap_or(Lang::EN)],
        blocks: [blocks("src.blocks", texts[0].len()), blocks("tgt.blocks", texts[1].len())],
        texts,
        gold,
        weight: weight.parse().unwrap_or(1.0),
    })
}

fn main() -> std::io::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let stage = match args.first().map(String::as_str) {
        Some("bare") => Stage::Bare,
        Some("model") => Stage::Model,
        _ => Stage::Learnt,
    };
    let rounds = args.get(1).and_then(|r| r.parse().ok()).unwrap_or(60);
    let folders: Vec<Folder> = args.iter().skip(2).map(|a| read(a)).collect::<std::io::Result<_>>()?;
    let segments: Vec<[Vec<Segment<'_>>; 2]> = folders
        .iter()
        .map(|f| {
            [0, 1].map(|side| {
                let (texts, blocks) = (&f.texts[side], &f.blocks[side]);
                texts.iter().zip(blocks).map(|(text, &block)| Segment { text, block, ..Segment::default() }).collect()
            })
        })
        .collect();
    let lessons: Vec<Lesson<'_>> = folders
        .iter()
        .zip(&segments)
        .map(|(f, s)| Lesson {
            source: (&s[0], f.langs[0]),
            target: (&s[1], f.langs[1]),
            gold: f.gold.clone(),
            weight: f.weight,
        })
        .collect();
    let mut err = std::io::stderr().lock();
    let mut say = |line: String| drop(writeln!(err, "{line}"));
    let weights = learn(&lessons, Some(calque_model::Model::embedded()), stage, rounds, &mut say);
    let mut out = std::io::stdout().lock();
    for row in weights.chunks(8) {
        let row: Vec<String> = row.iter().map(|w| format!("{w:.3}")).collect();
        writeln!(out, "    {},", row.join(", "))?;
    }
    Ok(())
}
