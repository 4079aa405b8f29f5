//! `calque eval align`: beads against gold, one set or a folder of them.

use super::gold::{gold, gold_text, write};
use super::table::{Table, figure};
use crate::args::eval::EvalAlignArgs;
use crate::args::reading::input;
use crate::failure::Failure;
use crate::output::Output;
use calque::eval::beads::{BeadCounts, BeadScores, Beads};
use calque::eval::files;
use calque::eval::plot::{Plot, svg};
use calque::{SegmentUnit, Settings, bitext};
use rayon::prelude::*;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const SHAPE: &str = "a bead is a line such as [0, 1]:[0], segments counted from 0";

/// What is to be scored.
#[derive(Debug)]
struct Set {
    name: String,
    gold: PathBuf,
    texts: Option<(PathBuf, PathBuf)>,
    beads: Option<PathBuf>,
    settings: Settings,
}

/// What came out.
struct Scored {
    name: String,
    gold: Beads,
    found: Beads,
    segments: (usize, usize),
    counts: BeadCounts,
    warnings: Vec<String>,
}

#[derive(Serialize)]
struct Record {
    sets: Vec<Line>,
    groups: Vec<Line>,
    all: Line,
}

#[derive(Serialize)]
struct Line {
    name: String,
    sets: usize,
    #[serde(flatten)]
    scores: BeadScores,
}

/// Runs it.
pub(super) fn run(args: &EvalAlignArgs, settings: &Settings) -> Result<ExitCode, Failure> {
    let sets = sets(args, settings)?;
    let scored: Vec<Scored> = sets.par_iter().map(score).collect::<Result<_, _>>()?;
    for (set, scored) in sets.iter().zip(&scored) {
        crate::commands::shared::warn(&scored.warnings);
        if let Some(path) = &args.plot {
            draw(set, scored, path, args.dir.is_some())?;
        }
    }
    let line = |name: &str, sets: &[&Scored]| {
        let mut sum = BeadCounts::default();
        sets.iter().for_each(|s| sum.add(&s.counts));
        Line { name: name.to_owned(), sets: sets.len(), scores: sum.scores() }
    };
    let record = Record {
        sets: scored.iter().map(|s| line(&s.name, &[s])).collect(),
        groups: groups(&scored).iter().map(|(name, sets)| line(name, sets)).collect(),
        all: line("all", &scored.iter().collect::<Vec<_>>()),
    };
    write(&args.scores, &record, || table(&record))
}

/// The sets that the options name.
fn sets(args: &EvalAlignArgs, settings: &Settings) -> Result<Vec<Set>, Failure> {
    let Some(dir) = &args.dir else {
        let Some(gold) = args.gold.clone() else {
            return Err(Failure::new("--gold or --dir is missing", "see `calque eval align --help`"));
        };
        let texts = args.source.clone().zip(args.target.clone());
        let name = super::gold::name(&gold);
        return Ok(vec![Set { name, gold, texts, beads: args.beads.clone(), settings: settings.clone() }]);
    };
    let cannot =
        |e: std::io::Error| Failure::new(format!("{}: cannot be read: {e}", dir.display()), "name a folder of sets");
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        if path.join("gold.txt").is_file() {
            folders.push(path);
        }
    }
    folders.sort();
    if folders.is_empty() {
        let help = "a set is a folder with src.txt, tgt.txt and gold.txt; name the folder that such folders are in";
        return Err(Failure::new(format!("{}: has no sets in it", dir.display()), help));
    }
    folders.iter().map(|folder| in_folder(folder, args.beads.as_deref(), settings)).collect()
}

fn in_folder(folder: &Path, beads: Option<&Path>, settings: &Settings) -> Result<Set, Failure> {
    let mut settings = settings.clone();
    let langs = folder.join("langs.txt");
    if langs.is_file() {
        let text = gold_text(&langs, &settings)?;
        let mut codes = text.split_whitespace();
        let (Some(Ok(source)), Some(Ok(target))) = (codes.next().map(str::parse), codes.next().map(str::parse)) else {
            return Err(Failure::new(
                format!("{}: does not name two languages", langs.display()),
                "write them as: fr en",
            ));
        };
        (settings.source_lang, settings.target_lang) = (Some(source), Some(target));
    }
    Ok(Set {
        name: folder.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        gold: folder.join("gold.txt"),
        texts: Some((folder.join("src.txt"), folder.join("tgt.txt"))),
        beads: beads.map(|b| folder.join(b)),
        settings,
    })
}

fn score(set: &Set) -> Result<Scored, Failure> {
    let read = |path: &Path| gold(path, &set.settings, SHAPE, files::beads);
    let right = read(&set.gold)?;
    let (found, segments, warnings) = match (&set.beads, &set.texts) {
        (Some(beads), None) => (read(beads)?, None, Vec::new()),
        (Some(beads), Some((source, target))) => {
            let lines = |path: &Path| -> Result<usize, Failure> {
                let options = calque::ReadOptions { max_bytes: set.settings.read.max_size, ..Default::default() };
                Ok(calque_formats::read_lines(&input(path), &options)?.document.blocks.len())
            };
            (read(beads)?, Some((lines(source)?, lines(target)?)), Vec::new())
        }
        (None, Some((source, target))) => {
            let found = bitext(&input(source), &input(target), SegmentUnit::Lines, &set.settings)?;
            let segments = (found.source.sentences.len(), found.target.sentences.len());
            (Beads::from(&found.alignment), Some(segments), found.warnings)
        }
        (None, None) => {
            return Err(Failure::new("SOURCE and TARGET, or --beads, are missing", "see `calque eval align --help`"));
        }
    };
    if let Some(segments) = segments {
        for (path, beads) in [(Some(&set.gold), &right), (set.beads.as_ref(), &found)] {
            let end = beads.extent();
            if let Some(path) = path.filter(|_| end.0 > segments.0 || end.1 > segments.1) {
                return Err(Failure::new(
                    format!(
                        "{}: counts {} source and {} target segments, but the texts have {} and {} lines",
                        path.display(),
                        end.0,
                        end.1,
                        segments.0,
                        segments.1
                    ),
                    "segments are lines, counted from 0; check that source and target are not swapped",
                ));
            }
        }
    }
    let counts = BeadCounts::new(&right, &found);
    Ok(Scored { name: set.name.clone(), gold: right, found, segments: segments.unwrap_or_default(), counts, warnings })
}

/// Sets of which several begin with the same word, in order.
fn groups(scored: &[Scored]) -> Vec<(&str, Vec<&Scored>)> {
    let mut groups: Vec<(&str, Vec<&Scored>)> = Vec::new();
    for set in scored {
        let prefix = set.name.split('_').next().unwrap_or(&set.name);
        match groups.iter_mut().find(|(name, _)| *name == prefix) {
            Some((_, sets)) => sets.push(set),
            None => groups.push((prefix, vec![set])),
        }
    }
    groups.retain(|(_, sets)| sets.len() > 1 && sets.len() < scored.len());
    groups
}

fn draw(set: &Set, scored: &Scored, path: &Path, folder: bool) -> Result<(), Failure> {
    let path = if folder {
        std::fs::create_dir_all(path).map_err(|e| {
            Failure::new(format!("{}: cannot be made: {e}", path.display()), "with --dir, --plot names a folder")
        })?;
        path.join(format!("{}.svg", set.name))
    } else {
        path.to_path_buf()
    };
    let scores = scored.counts.scores();
    let title = format!("{}: strict F1 {:.3}, lax F1 {:.3}", scored.name, scores.strict.f1, scores.lax.f1);
    let texts = set.texts.as_ref().map(|(s, t)| (s.display().to_string(), t.display().to_string()));
    let (source, target) = texts.unwrap_or_else(|| ("source segments".to_owned(), "target segments".to_owned()));
    let picture = svg(&Plot {
        title: &title,
        source: &source,
        target: &target,
        segments: scored.segments,
        gold: &scored.gold,
        found: &scored.found,
    });
    let mut out = Output::open(Some(&path))?;
    out.text(&picture)?;
    out.finish()
}

fn table(record: &Record) -> String {
    let mut table = Table::new(&["set", "beads", "gold", "strict P", "R", "F1", "lax P", "R", "F1"]);
    let mut add = |name: String, s: &BeadScores| {
        let counts = [name, s.beads.to_string(), s.gold.to_string()];
        let figures = [s.strict, s.lax].into_iter().flat_map(|s| [s.precision, s.recall, s.f1]).map(figure);
        table.row(counts.into_iter().chain(figures));
    };
    record.sets.iter().for_each(|line| add(line.name.clone(), &line.scores));
    if record.sets.len() > 1 {
        for line in record.groups.iter().chain([&record.all]) {
            add(format!("sum of {} {}", line.sets, if line.name == "all" { "sets" } else { &line.name }), &line.scores);
        }
    }
    table.text()
}
