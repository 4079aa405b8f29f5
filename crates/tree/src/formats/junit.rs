//! `junit`: a suite for each language, a test for each page; a page that somebody has to look at fails.

use super::words::{item, remarks};
use crate::page::{PageState, TreeStatus};
use calque_messages::UiLang;
use calque_text::escape::html as esc;
use std::fmt::{self, Write as _};

pub(super) fn emit(tree: &TreeStatus, lang: UiLang) -> String {
    let mut out = String::new();
    // Writing into a string does not fail.
    let _ = write(&mut out, tree, lang);
    out
}

fn write(out: &mut String, tree: &TreeStatus, lang: UiLang) -> fmt::Result {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"calque status\">")?;
    for language in &tree.languages {
        let skipped = language.count(PageState::Ignored);
        let failed = language.pages.iter().filter(|p| p.state.is_open()).count();
        writeln!(
            out,
            "<testsuite name=\"{}\" tests=\"{}\" failures=\"{failed}\" errors=\"0\" skipped=\"{skipped}\">",
            xml(&language.folder),
            language.pages.len()
        )?;
        for page in &language.pages {
            write!(out, "<testcase classname=\"{}\" name=\"{}\"", xml(&language.folder), xml(page.name()))?;
            if !page.state.is_open() {
                let skipped = if page.state == PageState::Ignored { "><skipped/></testcase>" } else { "/>" };
                writeln!(out, "{skipped}")?;
                continue;
            }
            let state = page.state.in_words(lang);
            let mut lines: Vec<String> = page.items.iter().map(|i| item(i, lang)).collect();
            lines.extend(page.findings.iter().map(|f| f.message.clone()));
            lines.extend(Some(remarks(page, lang)).filter(|r| !r.is_empty()));
            writeln!(
                out,
                ">\n<failure type=\"{}\" message=\"{}\">{}</failure>\n</testcase>",
                page.state.as_str(),
                xml(&state),
                xml(&lines.join("\n"))
            )?;
        }
        writeln!(out, "</testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// Escaped, without the characters that XML cannot hold.
fn xml(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    esc(&plain).to_string()
}
