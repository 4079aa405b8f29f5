//! Statistics as a page for the terminal.

use crate::stats::format::{bins, grouped, largest};
use crate::stats::gather::{CorpusStats, SideStats};
use std::fmt::Write as _;

/// The page, `width` columns wide.
pub fn terminal(stats: &CorpusStats, title: &str, width: usize) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{}\n", cut(title, width));
    let _ = writeln!(out, "{:>14}  pairs, {} with an empty side", grouped(stats.pairs), grouped(stats.empty));
    if stats.bad_records > 0 {
        let _ = writeln!(out, "{:>14}  records that could not be read", grouped(stats.bad_records));
    }
    let _ = writeln!(out, "\n{:>14}  {:>14}", "source", "target");
    let row = |out: &mut String, what: &str, of: &dyn Fn(&SideStats) -> String| {
        let _ = writeln!(out, "{:>14}  {:>14}  {what}", of(&stats.source), of(&stats.target));
    };
    row(&mut out, "words", &|s| grouped(s.words));
    row(&mut out, "characters", &|s| grouped(s.characters));
    row(&mut out, "different words", &|s| {
        format!("{}{}", if s.vocabulary.is_estimated() { "~" } else { "" }, grouped(s.vocabulary.distinct()))
    });
    row(&mut out, "words a pair", &|s| format!("{:.1}", s.words as f64 / stats.pairs.max(1) as f64));

    chart(&mut out, "Words of the source", &bins(&stats.source.lengths, true), width);
    chart(&mut out, "Words of the target", &bins(&stats.target.lengths, true), width);
    chart(&mut out, "Words of the target per word of the source", &bins(&stats.ratios, false), width);
    let scores = if stats.scored_here > 0 { "Scores (of the filter alignment)" } else { "Scores" };
    if stats.scores.total() > 0 {
        chart(&mut out, scores, &bins(&stats.scores, false), width);
    }
    for (name, counts) in
        [("Languages", &stats.languages), ("Beads", &stats.beads), ("Reasons of loss", &stats.reasons)]
    {
        if !counts.is_empty() {
            chart(&mut out, name, &largest(counts, 16), width);
        }
    }
    for (name, side) in [("source", &stats.source), ("target", &stats.target)] {
        let words: Vec<&str> = side.vocabulary.common().iter().take(20).map(|w| w.0.as_str()).collect();
        let _ = writeln!(out, "\nCommonest words of the {name}");
        let _ = writeln!(out, "{}", cut(&format!("  {}", words.join(" ")), width));
    }
    out
}

/// Bars, one a line.
fn chart(out: &mut String, title: &str, rows: &[(String, u64)], width: usize) {
    let _ = writeln!(out, "\n{title}");
    let most = rows.iter().map(|r| r.1).max().unwrap_or(0).max(1);
    let all = rows.iter().map(|r| r.1).sum::<u64>().max(1);
    let names = rows.iter().map(|r| r.0.chars().count()).max().unwrap_or(0).min(24);
    let room = width.saturating_sub(names + 26).clamp(8, 60);
    for (name, n) in rows {
        let eighths = (*n as f64 / most as f64 * room as f64 * 8.0).round() as usize;
        let mut bar = "█".repeat(eighths / 8);
        if !eighths.is_multiple_of(8) {
            bar.push(['▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8 - 1]);
        }
        let share = 100.0 * *n as f64 / all as f64;
        let pad = " ".repeat(names.saturating_sub(name.chars().count()));
        let _ = writeln!(out, "  {pad}{} {:>11} {share:5.1} % {bar}", cut(name, names), grouped(*n));
    }
}

fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}
