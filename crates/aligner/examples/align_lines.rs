//! Aligns two files of one segment a line, for measuring without the whole program:
//! `align_lines align --lines --format vecalign --source-lang fr --target-lang en SOURCE TARGET`.

use calque_aligner::{Segment, Settings, align};
use calque_text::Lang;
use std::io::Write;

fn main() -> std::io::Result<()> {
    let mut args = std::env::args().skip(1);
    let (mut langs, mut files, mut bare) = ([Lang::FR, Lang::EN], Vec::new(), false);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "align" | "--lines" => {}
            "--no-model" => bare = true,
            "--format" => drop(args.next()),
            "--source-lang" | "--target-lang" => {
                let lang = args.next().and_then(|l| l.parse().ok()).unwrap_or(Lang::UND);
                langs[usize::from(arg == "--target-lang")] = lang;
            }
            _ => files.push(std::fs::read_to_string(arg)?),
        }
    }
    let segments: Vec<Vec<Segment<'_>>> = files
        .iter()
        .map(|text| {
            text.lines()
                .enumerate()
                .map(|(i, line)| Segment { text: line, block: i as u32, ..Segment::default() })
                .collect()
        })
        .collect();
    let model = calque_model::Model::embedded();
    let model = (!bare && model.knows(langs[0], langs[1])).then_some(model);
    let alignment = align(&segments[0], langs[0], &segments[1], langs[1], model, &Settings::default());
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for bead in &alignment.beads {
        let list = |r: &std::ops::Range<usize>| r.clone().map(|i| i.to_string()).collect::<Vec<_>>().join(", ");
        writeln!(out, "[{}]:[{}]:{:.4}", list(&bead.source), list(&bead.target), 1.0 - bead.score)?;
    }
    out.flush()
}
