//! Looks into the encoder: `training/encoder/check.py` compares it with the reference.
//!
//! ```text
//! encoder pieces  < TEXT     the pieces of each line, separated by spaces; <unk> for what has none
//! encoder vectors < TEXT     for each line, a line of JSON: a list of vectors, one for each piece
//! encoder speed   < PAIRS    pairs a second of processor time, of lines source<TAB>target, on one thread
//! ```

use calque_encoder::Encoder;
use std::error::Error;
use std::io::{BufWriter, Write, read_to_string};
use std::time::Instant;

const USAGE: &str = "encoder pieces | vectors | speed";

fn main() -> Result<(), Box<dyn Error>> {
    let text = read_to_string(std::io::stdin().lock())?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let encoder = Encoder::embedded();
    match std::env::args().nth(1).as_deref() {
        Some("pieces") => {
            for line in text.lines() {
                let pieces: Vec<&str> = encoder.pieces(line).into_iter().map(|p| p.unwrap_or("<unk>")).collect();
                writeln!(out, "{}", pieces.join(" "))?;
            }
        }
        Some("vectors") => {
            for line in text.lines() {
                let [encoding] = encoder.encode([line]);
                let vectors: Vec<&[f32]> = (0..encoding.len()).map(|p| encoding.vector(p)).collect();
                writeln!(out, "{}", serde_json::to_string(&vectors)?)?;
            }
        }
        Some("speed") => {
            let start = Instant::now();
            let mut pieces = 0;
            for line in text.lines() {
                let (source, target) = line.split_once('\t').ok_or("a line without a tab")?;
                pieces += encoder.encode([source, target]).iter().map(calque_encoder::Encoding::len).sum::<usize>();
            }
            let seconds = start.elapsed().as_secs_f64();
            let pairs = text.lines().count();
            writeln!(out, "{pairs} pairs, {pieces} pieces, {seconds:.2} s: {:.0} pairs/s", pairs as f64 / seconds)?;
        }
        _ => return Err(USAGE.into()),
    }
    Ok(())
}
