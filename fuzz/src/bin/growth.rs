//! Looks for inputs whose reading costs more than they grow: `growth [FORMAT...]`.
//!
//! Each word of `words.dict`, each line of the seeds, and combinations of them drawn at random (always the same ones)
//! are repeated to fill a quarter of a megabyte and read as each format. What takes long is read again at a quarter of
//! the size: where the time grows by more than half again as much as the size, the input is printed, and the exit status
//! is 1. libFuzzer, whose inputs are short, does not find these.

use calque_formats::InputFormat;
use calque_formats::pairs::PairFormat;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Bytes of a large and of a small input.
const LARGE: usize = 256 << 10;
const SMALL: usize = LARGE / 4;
/// What takes less time is not looked at again.
const LONG: Duration = Duration::from_millis(400);
/// Growth of time from which on an input is told; the size grows by four.
const GROWTH: f64 = 6.0;
/// Combinations drawn for each format.
const DRAWN: usize = 300;

/// How one format is read.
struct Target {
    name: &'static str,
    read: fn(&[u8]),
    /// What stands before the repeated part and behind it.
    around: [&'static str; 2],
}

fn targets() -> Vec<Target> {
    macro_rules! target {
        ($name:literal, $read:expr) => {
            target!($name, $read, "", "")
        };
        ($name:literal, $read:expr, $before:literal, $behind:literal) => {
            Target { name: $name, read: |bytes| $read(bytes), around: [$before, $behind] }
        };
    }
    use calque_fuzz::{document, glossary, packed, pairs};
    vec![
        target!("text", |b| document(b, InputFormat::Text)),
        target!("html", |b| document(b, InputFormat::Html)),
        target!("markdown", |b| document(b, InputFormat::Markdown)),
        target!("asciidoc", |b| document(b, InputFormat::Asciidoc)),
        target!("rst", |b| document(b, InputFormat::Rst)),
        target!("subtitles", |b| document(b, InputFormat::Subtitles)),
        target!("json", |b| document(b, InputFormat::Json), "{\"a\": \"", "\"}"),
        target!("yaml", |b| document(b, InputFormat::Yaml)),
        target!("strings", |b| document(b, InputFormat::Strings)),
        target!("properties", |b| document(b, InputFormat::Properties)),
        target!("android", |b| document(b, InputFormat::Android), "<resources>", "</resources>"),
        target!("fluent", |b| document(b, InputFormat::Fluent)),
        target!("po", |b| document(b, InputFormat::Po)),
        target!(
            "docx",
            |b| packed(b, InputFormat::Docx, &["word/document.xml"]),
            "<w:document><w:body>",
            "</w:body></w:document>"
        ),
        target!("odt", |b| packed(b, InputFormat::Odt, &["content.xml"]), "<office:text>", "</office:text>"),
        target!("tmx", |b| pairs(b, PairFormat::Tmx)),
        target!("xliff", |b| pairs(b, PairFormat::Xliff)),
        target!("po-pairs", |b| pairs(b, PairFormat::Po)),
        target!("tsv", |b| pairs(b, PairFormat::Tsv)),
        target!("jsonl", |b| pairs(b, PairFormat::Jsonl)),
        target!("glossary", |b| glossary(b)),
    ]
}

/// Words of the dictionary, without quotation marks and escapes.
fn words() -> Vec<String> {
    let list = include_str!("../../words.dict").lines();
    let words = list.filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'));
    words.map(|w| w.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\")).collect()
}

/// Lines of the seeds of a format.
fn lines(name: &str) -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name.trim_end_matches("-pairs"));
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    files.sort();
    let texts = files.iter().filter_map(|file| String::from_utf8(std::fs::read(file).ok()?).ok());
    texts.flat_map(|text| text.lines().map(|l| format!("{l}\n")).chain([text.clone()]).collect::<Vec<_>>()).collect()
}

/// Pseudo-random numbers (xorshift), the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

fn input(target: &Target, piece: &str, size: usize) -> Vec<u8> {
    let body = piece.repeat(size.div_ceil(piece.len()));
    [target.around[0], &body, target.around[1]].concat().into_bytes()
}

fn time(target: &Target, piece: &str, size: usize) -> Duration {
    let bytes = input(target, piece, size);
    let begun = Instant::now();
    (target.read)(&bytes);
    begun.elapsed()
}

fn main() -> ExitCode {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let words = words();
    let mut found = 0;
    for target in targets().iter().filter(|t| asked.is_empty() || asked.iter().any(|a| a == t.name)) {
        let lines = lines(target.name);
        let mut pieces: Vec<String> = words.iter().chain(&lines).filter(|p| !p.is_empty()).cloned().collect();
        let own: Vec<String> = pieces.clone();
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
        for _ in 0..DRAWN {
            let number = 2 + dice.below(3);
            let glue = ["", " ", "\n", "\n\n", "é", "a"][dice.below(6)];
            pieces.push((0..number).map(|_| own[dice.below(own.len())].as_str()).collect::<Vec<_>>().join(glue));
        }
        let (mut slowest, mut marked) = (Duration::ZERO, 0);
        for piece in &pieces {
            let large = time(target, piece, LARGE);
            slowest = slowest.max(large);
            if large < LONG {
                continue;
            }
            let growth = large.as_secs_f64() / time(target, piece, SMALL).as_secs_f64().max(1e-6);
            if growth > GROWTH {
                marked += 1;
                let shown: String = piece.chars().take(120).collect();
                println!("{}: {:.1} s, {growth:.0} times a quarter of it: {shown:?}", target.name, large.as_secs_f64());
            }
        }
        println!(
            "{}: {} inputs, the slowest {:.2} s, {marked} grow too fast",
            target.name,
            pieces.len(),
            slowest.as_secs_f64()
        );
        found += marked;
    }
    if found == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
