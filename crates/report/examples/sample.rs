//! Prints the sample report of the tests: `cargo run -p calque-report --example sample -- html`.
//!
//! Arguments: a format, then the width of the terminal, `color`, `all`. For looking at a
//! format while one works on it.

#[path = "../tests/sample/mod.rs"]
mod sample;

use calque_report::{RenderOptions, ReportFormat, render};
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let has = |word: &str| args.iter().any(|a| a == word);
    let format: ReportFormat = args.first().map_or("terminal", String::as_str).parse()?;
    let width = args.iter().find_map(|a| a.parse().ok()).unwrap_or(100);
    let options = RenderOptions { width, color: has("color"), all: has("all"), ..RenderOptions::default() };
    let text = render(&sample::report(), format, &options);
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}
