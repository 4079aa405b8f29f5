//! `markdown`: for pasting into a ticket or a pull request.
//!
//! A sentence of summary, a table of the findings, and the pairs they stand in
//! as quotations with the words in bold. Everything that comes from the texts
//! is escaped, so that no asterisk, pipe or angle bracket of an article is
//! taken for markup. Works wherever Markdown has tables; numbers tie a row of the table to the words: **damaged**¹.

use crate::shared::marks::{CARET, Marks, superscripts};
use crate::shared::opinions::opinions;
use crate::shared::order::{ByBead, reading_order};
use crate::shared::places::{place, short_ids};
use crate::shared::summary::{ReportSummary, dismissed_in_words, rules_left_out_in_words};
use crate::shared::tiers::{NOT_LOOKED_AT, tier_name};
use crate::shared::words::{self, capitalised, is_unsafe};
use crate::{RenderOptions, Report};
use calque_bitext::Finding;
use calque_messages::UiLang;
use calque_text::Side;
use std::fmt::{self, Write as _};

/// Writes `report`; with `options.all` every pair is quoted, not only those with findings.
pub(crate) fn emit(report: &Report, options: &RenderOptions) -> String {
    let mut out = String::new();
    write(report, options, &mut out).expect("writing into a string does not fail");
    let end = out.trim_end().len();
    out.truncate(end);
    out.push('\n');
    out
}

fn write(report: &Report, options: &RenderOptions, out: &mut String) -> fmt::Result {
    let summary = ReportSummary::new(report);
    let (source, target) = (escape(&report.source.name), escape(&report.target.name));
    writeln!(out, "## Translation check: {source} → {target}\n")?;
    for warning in &report.warnings {
        writeln!(out, "> **Warning:** {}\n", escape(warning))?;
    }
    writeln!(
        out,
        "**{}** ({}). {}.{}\n",
        capitalised(&summary.in_words()),
        summary.penalty_in_words(),
        capitalised(&summary.coverage_in_words()),
        if report.encoder { " Read with the encoder." } else { "" },
    )?;
    for contributor in &report.contributors {
        writeln!(out, "With {}.\n", escape(&contributor.in_words()))?;
    }
    if let Some(left_out) = rules_left_out_in_words(report) {
        writeln!(out, "{}.\n", escape(&capitalised(&left_out)))?;
    }
    if summary.findings == 0 {
        writeln!(out, "{NOT_LOOKED_AT}.\n")?;
    }
    let dismissed = dismissed_in_words(report);
    if !dismissed.is_empty() {
        writeln!(out, "{}.\n", escape(&dismissed))?;
    }
    if !report.findings.is_empty() {
        table(report, options.lang, out)?;
    }
    let marks = Marks::new(report);
    let by = ByBead::new(report);
    for bead in reading_order(&by, options.worst_first) {
        let findings = &by.beads[bead];
        if options.all || !findings.is_empty() {
            quote(report, &marks, bead, findings, out)?;
        }
    }
    Ok(())
}

fn table(report: &Report, lang: UiLang, out: &mut String) -> fmt::Result {
    out.push_str("| # | Tier | Severity | Category | Source | Target | What | Where | Id |\n");
    out.push_str("|--:|------|----------|----------|--------|--------|------|-------|----|\n");
    for (i, (placed, id)) in report.findings.iter().zip(short_ids(report)).enumerate() {
        let f = &placed.finding;
        let mut what = escape(&words::message(f));
        if let Some(suggestion) = &f.suggestion {
            write!(what, " Suggestion: *{}*.", escape(suggestion))?;
        }
        for said in opinions(f, lang) {
            write!(what, " {}", escape(&said))?;
        }
        let (source, target) = (words(report, Side::Source, f), words(report, Side::Target, f));
        let (n, tier, place) = (i + 1, tier_name(f), escape(&place(report, placed)));
        let (severity, category, id) = (f.severity, f.category, escape(&id));
        writeln!(out, "| {n} | {tier} | {severity} | {category} | {source} | {target} | {what} | {place} | {id} |")?;
    }
    writeln!(out)
}

/// The words a finding points at on one side.
fn words(report: &Report, which: Side, finding: &Finding) -> String {
    match finding.span(which) {
        None => String::new(),
        Some(span) if span.is_empty() => "*(nothing)*".to_owned(),
        Some(span) => escape(&words::shortened(span.of(&report.side(which).document.text), 60)),
    }
}

/// One pair as two quoted paragraphs.
fn quote(report: &Report, marks: &Marks, bead: usize, findings: &[usize], out: &mut String) -> fmt::Result {
    let numbers: Vec<String> = findings.iter().map(|i| (i + 1).to_string()).collect();
    let heading = match numbers.len() {
        0 => String::new(),
        1 => format!(" · finding {}", numbers[0]),
        _ => format!(" · findings {}", numbers.join(", ")),
    };
    let doubtful = if report.alignment.beads[bead].is_doubtful() { " · doubtful pairing" } else { "" };
    writeln!(out, "### Pair {}{doubtful}{heading}\n", bead + 1)?;
    for which in Side::BOTH {
        let segments = report.alignment.beads[bead].segments(which);
        let text = if segments.is_empty() {
            "*(no counterpart)*".to_owned()
        } else {
            segments.map(|s| segment(report, marks, which, s)).collect::<Vec<_>>().join(" ")
        };
        writeln!(out, "> {text}{}", if which == Side::Source { "\n>" } else { "\n" })?;
    }
    Ok(())
}

/// One segment with the words of findings in bold.
fn segment(report: &Report, marks: &Marks, which: Side, segment: usize) -> String {
    let pieces = marks.pieces(report, which, segment);
    let mut out = String::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let marked = !piece.findings.is_empty();
        let run = pieces[at..].iter().take_while(|p| p.findings.is_empty() != marked).count();
        let mut inner = String::new();
        let mut plain = true;
        for p in &pieces[at..at + run] {
            inner.push_str(&escape(if p.is_gap() && marked { CARET } else { p.text }));
            inner.push_str(&superscripts(&p.numbers()));
            plain &= !p.is_gap();
        }
        if marked {
            // `**` beside punctuation is not always read as bold; the element always is.
            let edges = (inner.chars().next(), inner.chars().next_back());
            plain &= edges.0.is_some_and(char::is_alphanumeric) && edges.1.is_some_and(char::is_alphanumeric);
            let (open, close) = if plain { ("**", "**") } else { ("<strong>", "</strong>") };
            out.extend([open, &inner, close]);
        } else {
            out.push_str(&inner);
        }
        at += run;
    }
    out
}

/// `text` as Markdown without markup, on one line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (i, c) in text.char_indices() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' => {
                out.push('\\');
                out.push(c);
            }
            // Only at the start of a line would these begin a list or a heading.
            '-' | '+' | '=' if i == 0 => {
                out.push('\\');
                out.push(c);
            }
            '.' | ')' if i > 0 && text[..i].bytes().all(|b| b.is_ascii_digit()) => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' | '\t' => out.push(' '),
            c if is_unsafe(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn the_text_is_never_markup() {
        assert_eq!(escape("a | b *c* <script>"), r"a \| b \*c\* &lt;script&gt;");
        assert_eq!(escape("- a\n- b"), r"\- a - b");
        assert_eq!(escape("12. Mai"), r"12\. Mai");
        assert_eq!(escape("in 12. Mai [x](y)"), r"in 12. Mai \[x\](y)");
        assert_eq!(escape(" a\u{202e}\n b "), " a\u{fffd}  b ");
        assert_eq!(escape("« été\u{202f}! »"), "« été\u{202f}! »");
    }
}
