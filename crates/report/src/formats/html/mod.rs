//! `html`: one self-contained page, for reading in a browser, sending by mail, or printing.
//!
//! The two texts stand side by side, a row for each bead, the findings in the
//! margin beside the words they are about. Hovering over words on one side
//! highlights the other side and the note. The page loads nothing: style and
//! script are inside it, and its content security policy names both by hash
//! and forbids everything else. Without the script it reads the same; filters
//! and keys are the script's.
//!
//! This file writes the frame, `top` the part above the texts, `rows` the texts
//! and the notes. All text from outside is escaped by
//! [`esc`](calque_text::escape::html).

mod rows;
mod top;

use crate::shared::marks::Marks;
use crate::shared::order::{ByBead, reading_order};
use crate::shared::summary::ReportSummary;
use crate::{RenderOptions, Report};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use calque_messages::UiLang;
use calque_text::escape::html as esc;
use sha2::{Digest, Sha256};
use std::fmt::{self, Write as _};

/// The tokens of all pages of Calque, which the workbench serves as they are, and what is this page's own.
const STYLE: &str = concat!(include_str!("../../../../workbench/page/styles/tokens.css"), include_str!("report.css"));
const SCRIPT: &str = include_str!("report.js");

/// Writes `report` as one page.
pub(crate) fn emit(report: &Report, options: &RenderOptions) -> String {
    let by = ByBead::new(report);
    let order = reading_order(&by, options.worst_first);
    let mut page = Page { report, lang: options.lang, marks: Marks::new(report), by, order, out: String::new() };
    page.write().expect("writing into a string does not fail");
    page.out
}

/// A page while it is written.
struct Page<'a> {
    report: &'a Report,
    lang: UiLang,
    marks: Marks,
    by: ByBead,
    /// The beads in the order of the page.
    order: Vec<usize>,
    out: String,
}

impl Page<'_> {
    fn write(&mut self) -> fmt::Result {
        let summary = ReportSummary::new(self.report);
        self.head()?;
        self.header(&summary)?;
        if summary.findings > 0 {
            self.bar(&summary)?;
            self.overview()?;
        }
        self.whole_text()?;
        self.rows()?;
        self.dismissed()?;
        self.foot()
    }

    fn head(&mut self) -> fmt::Result {
        let (source, target) = (esc(&self.report.source.name), esc(&self.report.target.name));
        writeln!(
            self.out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{}'; \
             script-src '{}'; base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>{source} → {target} · Calque</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
             <a class=\"skip\" href=\"#pairs\">Skip to the texts</a>",
            hash(STYLE),
            hash(SCRIPT),
        )
    }

    fn foot(&mut self) -> fmt::Result {
        const KEYS: [(&str, &str); 8] = [
            ("j", "next finding"),
            ("k", "previous finding"),
            ("1 2 3 4", "show or hide critical, major, minor, info"),
            ("c", "only what is to correct, or all"),
            ("0", "show all severities and tiers"),
            ("f", "only pairs with findings, or all"),
            ("Esc", "let go of the finding"),
            ("?", "these keys"),
        ];
        writeln!(self.out, "<dialog id=\"help\" aria-label=\"Keys\">\n<h2>Keys</h2>\n<dl>")?;
        for (key, what) in KEYS {
            writeln!(self.out, "<dt><kbd>{key}</kbd></dt><dd>{what}</dd>")?;
        }
        writeln!(
            self.out,
            "</dl>\n<button type=\"button\" id=\"close\">Close</button>\n</dialog>\n\
             <footer>Calque {}{}. A finding is a question to the editor, not a verdict.</footer>\n\
             <script>{SCRIPT}</script>\n</body>\n</html>",
            env!("CARGO_PKG_VERSION"),
            if self.report.encoder { ", with the encoder" } else { "" }
        )
    }
}

/// The source expression by which a content security policy allows `text`.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}
