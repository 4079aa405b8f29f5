//! `terminal`: a bar for each language, then the pages that somebody has to look at, with what is the matter.

use super::words::{by_state, counts, item, percent, progress, remarks};
use crate::page::{PageState, PageStatus, TreeStatus};
use calque_messages::{UiLang, message};
use std::fmt::{self, Write as _};

/// Parts and findings of a page that are shown unless all are asked for.
const SHOWN: usize = 5;
/// Cells of a bar.
const BAR: usize = 30;

pub(super) fn emit(tree: &TreeStatus, lang: UiLang, all: bool, width: usize, color: bool) -> String {
    let mut out = String::new();
    // Writing into a string does not fail.
    let _ = write(&mut out, tree, lang, all, width.max(40), color);
    out
}

fn write(out: &mut String, tree: &TreeStatus, lang: UiLang, all: bool, width: usize, color: bool) -> fmt::Result {
    for language in &tree.languages {
        writeln!(out, "{} ({}) → {} ({})", tree.folder, tree.lang, language.folder, language.lang)?;
        let done = percent(language.share()) * BAR / 100;
        let bar = format!("{}{}", "█".repeat(done), "░".repeat(BAR - done));
        writeln!(out, "{}  {}", paint(&bar, "\x1b[32m", color), progress(language, lang))?;
        writeln!(out, "{}", counts(language, lang))?;
        let pages = by_state(language, all);
        if pages.iter().all(|p| !p.state.is_open()) {
            writeln!(out, "{}", message!("status-all-in-step").text(lang))?;
        }
        let widest = pages.iter().map(|p| p.state.in_words(lang).chars().count()).max().unwrap_or(0);
        for page in pages {
            page_lines(out, page, lang, all, widest, width, color)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn page_lines(
    out: &mut String,
    page: &PageStatus,
    lang: UiLang,
    all: bool,
    widest: usize,
    width: usize,
    color: bool,
) -> fmt::Result {
    let state = format!("{:widest$}", page.state.in_words(lang));
    let said = remarks(page, lang);
    let said = if said.is_empty() { said } else { format!("  ({said})") };
    writeln!(out, "\n{}  {}{said}", paint(&state, colour(page.state), color), page.name())?;
    if let (Some(source), Some(target)) = (&page.source, &page.target)
        && source != target
    {
        writeln!(out, "{:widest$}  → {target}", "")?;
    }
    let items = page.items.iter().map(|i| (i.source_line.or(i.target_line), item(i, lang)));
    let findings = page.findings.iter().map(|f| (f.target_line, f.message.clone()));
    let lines: Vec<(Option<usize>, String)> = items.chain(findings).collect();
    let shown = if all { lines.len() } else { SHOWN };
    for (line, said) in lines.iter().take(shown) {
        let place = line.map_or_else(String::new, |n| format!("{n}: "));
        wrapped(out, &format!("{place}{said}"), widest + 2, width)?;
    }
    if lines.len() > shown {
        let more = message!("status-more", count = lines.len() - shown).text(lang);
        writeln!(out, "{:widest$}  {more}", "")?;
    }
    Ok(())
}

/// A paragraph behind an indentation.
fn wrapped(out: &mut String, text: &str, indent: usize, width: usize) -> fmt::Result {
    let mut column = indent;
    write!(out, "{:indent$}", "")?;
    for (i, word) in text.split(' ').enumerate() {
        let long = word.chars().count();
        if i > 0 && column + 1 + long > width && column > indent + 2 {
            write!(out, "\n{:w$}", "", w = indent + 2)?;
            column = indent + 2;
        } else if i > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += long;
    }
    writeln!(out)
}

fn colour(state: PageState) -> &'static str {
    match state {
        PageState::Unreadable | PageState::Missing | PageState::Unrelated => "\x1b[1;31m",
        PageState::Untranslated | PageState::Behind | PageState::Changed | PageState::Differs => "\x1b[1;33m",
        PageState::InStep => "\x1b[32m",
        PageState::Orphan | PageState::Ignored => "\x1b[2m",
    }
}

fn paint(text: &str, colour: &str, on: bool) -> String {
    if on { format!("{colour}{text}\x1b[0m") } else { text.to_owned() }
}
