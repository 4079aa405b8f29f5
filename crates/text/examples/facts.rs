//! Shows the facts of each line of a file.
//!
//! `cargo run -p calque-text --example facts -- fr FILE`

#![allow(clippy::print_stdout, reason = "an example talks to its user")]

use calque_text::{Lang, facts, tokenize};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let lang: Lang = args.next().ok_or("give a language")?.parse()?;
    let text = std::fs::read_to_string(args.next().ok_or("give a file")?)?;
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let found = facts::extract(line, lang, &tokenize(line, lang));
        println!("{line}");
        for n in &found.numbers {
            let unit = n.unit.map_or("", |u| u.symbol);
            let marks = [(n.weak, "weak"), (n.approximate, "about")];
            let marks: Vec<&str> = marks.iter().filter(|m| m.0).map(|m| m.1).collect();
            println!("  number {} {:?} {unit} {} [{}]", n.value, n.kind, marks.join(" "), n.span.of(line));
        }
        for d in &found.dates {
            println!("  date {:?}/{:?}/{:?} {:?} [{}]", d.day, d.month, d.year, d.weekday, d.span.of(line));
        }
        for t in &found.times {
            println!("  time {}:{:02} [{}]", t.hour, t.minute, t.span.of(line));
        }
        for q in &found.quotes {
            println!("  quote {} depth {} closed {} [{}]", q.mark, q.depth, q.closed, q.inner.of(line));
        }
        let names: Vec<&str> = found.names.iter().map(|n| n.span.of(line)).collect();
        println!("  names {}", names.join(" | "));
    }
    Ok(())
}
