//! Counts the numbers, dates and times that differ between the two sides of a
//! file of sentence pairs, and shows them.
//!
//! `cargo run -p calque-lab --bin fact_differences -- PAIRS [--weak]`
//!
//! PAIRS is a TSV file (French, English) or JSON Lines. A record with `source`
//! and `target` is a clean pair: each difference is suspect. One with
//! `source`, `good` and `bad` is a planted error: a difference must appear in
//! `bad` that `good` does not have.

#![allow(clippy::print_stdout, reason = "a program of the lab prints its figures")]

use calque_text::facts::{self, Facts};
use calque_text::{Lang, Span, tokenize};
use std::collections::BTreeMap;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let path = args.first().ok_or("give a file of pairs")?;
    let weak = args.iter().any(|a| a == "--weak");
    let text = std::fs::read_to_string(path)?;
    let mut clean = (0usize, 0usize);
    let mut planted: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for line in text.lines() {
        if let Some((fr, en)) = line.split_once('\t').filter(|_| !line.starts_with('{')) {
            clean.0 += 1;
            clean.1 += show("", (en, Lang::EN), (fr, Lang::FR), weak);
            continue;
        }
        let row: serde_json::Value = serde_json::from_str(line)?;
        let get = |key: &str| row[key].as_str();
        let lang = |key: &str| get(key).and_then(|l| l.parse().ok()).unwrap_or(Lang::UND);
        let (from, to) = (lang("src_lang"), lang("tgt_lang"));
        let Some(source) = get("source") else { continue };
        if let Some(target) = get("target") {
            clean.0 += 1;
            clean.1 += show(get("id").unwrap_or(""), (source, from), (target, to), weak);
        } else if let (Some(good), Some(bad)) = (get("good"), get("bad")) {
            let kind = get("phenomenon").unwrap_or("").to_owned();
            let s = read(source, from);
            let old = differences(&s, &read(good, to), weak);
            let new = differences(&s, &read(bad, to), weak);
            let seen = new.len() > old.len() || new.iter().any(|d| !old.contains(d));
            let count = planted.entry(kind.clone()).or_default();
            count.0 += 1;
            count.1 += usize::from(seen);
            let about = ["number", "date", "unit"].iter().any(|k| kind.starts_with(k));
            if about && !seen {
                println!("UNSEEN {kind}\n  {source}\n  {good}\n  {bad}\n");
            }
        }
    }
    println!(
        "clean pairs: {}, differences: {}, per 100: {:.2}",
        clean.0,
        clean.1,
        100.0 * clean.1 as f64 / clean.0.max(1) as f64
    );
    for (kind, (all, seen)) in planted {
        println!("{kind}: {seen} of {all}");
    }
    Ok(())
}

fn read(text: &str, lang: Lang) -> Facts {
    facts::extract(text, lang, &tokenize(text, lang))
}

/// What differs, in words; the spans of the places.
fn differences(s: &Facts, t: &Facts, weak: bool) -> Vec<(String, Option<Span>, Option<Span>)> {
    let mut out = Vec::new();
    for d in facts::compare_numbers(s, t).into_iter().filter(|d| weak || !d.weak) {
        let say = |n: &facts::NumberFact| format!("{} {:?} {}", n.value, n.kind, n.unit.map_or("", |u| u.symbol));
        let (a, b) = (d.source.map(|i| &s.numbers[i]), d.target.map(|j| &t.numbers[j]));
        let words = format!("{:?}: {} -> {}", d.change, a.map_or(String::new(), say), b.map_or(String::new(), say));
        out.push((words, a.map(|n| n.span), b.map(|n| n.span)));
    }
    for d in facts::compare_dates(s, t).into_iter().filter(|d| weak || !d.weak) {
        let say = |n: &facts::DateFact| format!("{:?}/{:?}/{:?} {:?}", n.day, n.month, n.year, n.weekday);
        let (a, b) = (d.source.map(|i| &s.dates[i]), d.target.map(|j| &t.dates[j]));
        let words =
            format!("date {:?}: {} -> {}", d.change, a.map_or(String::new(), say), b.map_or(String::new(), say));
        out.push((words, a.map(|n| n.span), b.map(|n| n.span)));
    }
    for d in facts::compare_times(s, t).into_iter().filter(|d| weak || !d.weak) {
        let say = |n: &facts::TimeFact| format!("{}:{:02}", n.hour, n.minute);
        let (a, b) = (d.source.map(|i| &s.times[i]), d.target.map(|j| &t.times[j]));
        let words =
            format!("time {:?}: {} -> {}", d.change, a.map_or(String::new(), say), b.map_or(String::new(), say));
        out.push((words, a.map(|n| n.span), b.map(|n| n.span)));
    }
    out
}

fn show(id: &str, source: (&str, Lang), target: (&str, Lang), weak: bool) -> usize {
    let found = differences(&read(source.0, source.1), &read(target.0, target.1), weak);
    if !found.is_empty() {
        println!("{id}\n  {}\n  {}", source.0, target.0);
        for (words, a, b) in &found {
            println!("    {words}  [{}] [{}]", a.map_or("", |s| s.of(source.0)), b.map_or("", |s| s.of(target.0)));
        }
    }
    found.len()
}
