//! `markdown`: a dashboard, or a comment on a pull request.

use super::words::{by_state, counts, item, percent, progress, remarks};
use crate::page::{PageStatus, TreeStatus};
use calque_messages::{UiLang, message};
use std::fmt::{self, Write as _};

/// Parts of a page that are shown unless all are asked for.
const SHOWN: usize = 10;
/// Cells of a bar.
const BAR: usize = 20;

pub(super) fn emit(tree: &TreeStatus, lang: UiLang, all: bool) -> String {
    let mut out = String::new();
    // Writing into a string does not fail.
    let _ = write(&mut out, tree, lang, all);
    out
}

fn write(out: &mut String, tree: &TreeStatus, lang: UiLang, all: bool) -> fmt::Result {
    writeln!(out, "## {}", message!("status-title").text(lang))?;
    for language in &tree.languages {
        let done = percent(language.share()) * BAR / 100;
        let bar = format!("{}{}", "█".repeat(done), "░".repeat(BAR - done));
        let (from, to) = (escaped(&tree.folder), escaped(&language.folder));
        writeln!(out, "\n### {from} → {to}\n\n{bar} {}\n\n{}", progress(language, lang), counts(language, lang))?;
        let pages = by_state(language, all);
        if pages.iter().all(|p| !p.state.is_open()) {
            writeln!(out, "\n{}", message!("status-all-in-step").text(lang))?;
        }
        if pages.is_empty() {
            continue;
        }
        let head = [
            message!("status-column-state").text(lang),
            message!("status-column-page").text(lang),
            message!("status-column-what").text(lang),
        ];
        writeln!(out, "\n| {} |\n|---|---|---|", head.join(" | "))?;
        for page in pages {
            writeln!(out, "| {} | `{}` | {} |", page.state.in_words(lang), code(page.name()), what(page, lang, all))?;
        }
    }
    Ok(())
}

fn what(page: &PageStatus, lang: UiLang, all: bool) -> String {
    let items = page.items.iter().map(|i| (i.source_line.or(i.target_line), item(i, lang)));
    let findings = page.findings.iter().map(|f| (f.target_line, f.message.clone()));
    let lines: Vec<_> = items.chain(findings).collect();
    let shown = if all { lines.len() } else { SHOWN };
    let said = lines
        .iter()
        .take(shown)
        .map(|(line, said)| line.map_or_else(|| escaped(said), |line| format!("{line}: {}", escaped(said))));
    let mut all: Vec<String> = said.collect();
    if lines.len() > shown {
        all.push(message!("status-more", count = lines.len() - shown).text(lang));
    }
    let more = remarks(page, lang);
    if !more.is_empty() {
        all.push(escaped(&more));
    }
    all.join("<br>")
}

/// Text that is no markup.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' | '~' | '@' => out.extend(['\\', c]),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A path between backticks, in a table.
fn code(text: &str) -> String {
    text.replace('`', "'").replace('|', "\\|").replace(['\n', '\r'], " ")
}
