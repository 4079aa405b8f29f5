//! `segment_lines segment --lang L --format lines FILE`: one sentence a line,
//! an empty line between paragraphs, which empty lines part in the input.

use calque_text::{Lang, normalize, split_sentences};
use std::io::Write;

fn main() -> std::io::Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let lang: Lang =
        args.iter().position(|a| a == "--lang").and_then(|i| args.get(i + 1)?.parse().ok()).unwrap_or(Lang::EN);
    let file = args.last().map_or("", String::as_str);
    let bytes = std::fs::read(file)?;
    let text = String::from_utf8_lossy(&bytes);
    let text = normalize(&text);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (i, paragraph) in text.split("\n\n").enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        for span in split_sentences(paragraph, lang) {
            writeln!(out, "{}", span.of(paragraph).replace('\n', " "))?;
        }
    }
    out.flush()
}
