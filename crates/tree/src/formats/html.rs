//! `html`: one self-contained page, in the design of the reports.

use super::words::{by_state, counts, item, percent, progress, remarks};
use crate::page::{LanguageStatus, PageStatus, TreeStatus};
use calque_messages::{UiLang, message};
use calque_text::escape::html as esc;
use std::fmt::{self, Write as _};

/// Colours and sizes, those of the workbench.
const STYLE: &str = concat!(include_str!("../../../workbench/page/styles/tokens.css"), include_str!("status.css"));

pub(super) fn emit(tree: &TreeStatus, lang: UiLang) -> String {
    let mut out = String::new();
    // Writing into a string does not fail.
    let _ = write(&mut out, tree, lang);
    out
}

fn write(out: &mut String, tree: &TreeStatus, lang: UiLang) -> fmt::Result {
    let title = message!("status-title").text(lang);
    let code = if lang == UiLang::Fr { "fr" } else { "en" };
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>",
        esc(&title),
        esc(&title)
    )?;
    for language in &tree.languages {
        section(out, tree, language, lang)?;
    }
    writeln!(out, "</main>\n</body>\n</html>")
}

fn section(out: &mut String, tree: &TreeStatus, language: &LanguageStatus, lang: UiLang) -> fmt::Result {
    let share = percent(language.share());
    writeln!(
        out,
        "<section>\n<h2><bdi>{}</bdi> → <bdi>{}</bdi></h2>\n\
         <p class=\"far\"><progress max=\"100\" value=\"{share}\">{share} %</progress> {}</p>\n<p class=\"counts\">{}</p>",
        esc(&tree.folder),
        esc(&language.folder),
        esc(&progress(language, lang)),
        esc(&counts(language, lang))
    )?;
    let pages = by_state(language, true);
    let (open, done): (Vec<_>, Vec<_>) = pages.into_iter().partition(|p| p.state.is_open());
    if open.is_empty() {
        writeln!(out, "<p>{}</p>", esc(&message!("status-all-in-step").text(lang)))?;
    }
    for page in open {
        page_of(out, page, lang)?;
    }
    if !done.is_empty() {
        writeln!(out, "<ul class=\"done\">")?;
        for page in done {
            let said = remarks(page, lang);
            let said = if said.is_empty() { said } else { format!(" <small>{}</small>", esc(&said)) };
            let state = page.state.in_words(lang);
            writeln!(out, "<li><b>{}</b> <bdi>{}</bdi>{said}</li>", esc(&state), esc(page.name()))?;
        }
        writeln!(out, "</ul>")?;
    }
    writeln!(out, "</section>")
}

fn page_of(out: &mut String, page: &PageStatus, lang: UiLang) -> fmt::Result {
    let many = page.items.len() + page.findings.len() > 12;
    writeln!(
        out,
        "<details class=\"page\" data-state=\"{}\"{}>\n<summary><b>{}</b> <bdi>{}</bdi> <small>{}</small></summary>",
        page.state.as_str(),
        if many { "" } else { " open" },
        esc(&page.state.in_words(lang)),
        esc(page.name()),
        esc(&remarks(page, lang))
    )?;
    let items = page.items.iter().map(|i| (i.source_line.or(i.target_line), i.section.join(" › "), item(i, lang)));
    let findings = page.findings.iter().map(|f| (f.target_line, String::new(), f.message.clone()));
    let lines: Vec<_> = items.chain(findings).collect();
    if !lines.is_empty() {
        writeln!(out, "<ul>")?;
        for (line, section, said) in lines {
            let line = line.map_or_else(String::new, |n| format!("<span class=\"line\">{n}</span> "));
            let section = if section.is_empty() { section } else { format!(" <small>{}</small>", esc(&section)) };
            writeln!(out, "<li>{line}<span dir=\"auto\">{}</span>{section}</li>", esc(&said))?;
        }
        writeln!(out, "</ul>")?;
    }
    writeln!(out, "</details>")
}
