//! `html`: one self-contained page, for reading in a browser, sending by mail, or printing.
//!
//! The two texts stand side by side, a row for each bead, the findings in the
//! margin beside the words they are about. Pointing at words on one side
//! lights the other side and the note. The page loads nothing: style and
//! script are inside it, and its content security policy names both by hash
//! and forbids everything else. Without the script it reads the same; filters
//! and keys are the script's.
//!
//! Every word from outside goes through [`esc`]; there is no other way in.

mod escape;

use crate::json::kind_name;
use crate::marks::{CARET, Marks, Piece, Which};
use crate::summary::{ByBead, Summary, excerpt, unpaired_excerpts};
use crate::{Report, Side};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use calque_diff::{Finding, Severity};
use calque_text::BlockKind;
use escape::esc;
use sha2::{Digest, Sha256};
use std::fmt::{self, Write as _};

const STYLE: &str = include_str!("html/report.css");
const SCRIPT: &str = include_str!("html/report.js");

/// Writes `report` as one page.
pub(crate) fn emit(report: &Report) -> String {
    let mut page = Page { report, marks: Marks::new(report), by: ByBead::new(report), out: String::new() };
    page.write().expect("writing into a string does not fail");
    page.out
}

struct Page<'a> {
    report: &'a Report,
    marks: Marks,
    by: ByBead,
    out: String,
}

impl Page<'_> {
    fn write(&mut self) -> fmt::Result {
        let summary = Summary::new(self.report);
        self.head()?;
        self.header(&summary)?;
        if summary.findings > 0 {
            self.bar(&summary)?;
            self.overview()?;
        }
        self.document_findings()?;
        self.rows()?;
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

    fn header(&mut self, summary: &Summary) -> fmt::Result {
        let r = self.report;
        let name = |s: &Side| format!("<bdi>{}</bdi>", esc(&s.name));
        writeln!(
            self.out,
            "<header>\n<h1>{} <span class=\"arrow\" aria-label=\"translated as\">→</span> {}</h1>",
            name(&r.source),
            name(&r.target)
        )?;
        if summary.findings == 0 {
            writeln!(self.out, "<p class=\"verdict\">✔ No findings.</p>")?;
        } else {
            writeln!(self.out, "<p class=\"verdict\">{}.</p>", esc(&summary.in_words()))?;
        }
        writeln!(
            self.out,
            "<p class=\"facts\">{}. {:.1} penalty points per 100 words.</p>",
            esc(&summary.coverage_in_words()),
            summary.penalty_per_100_words
        )?;
        for which in Which::BOTH {
            let left = unpaired_excerpts(r, which, 8, 40);
            if !left.is_empty() {
                let list = left.join(", ");
                writeln!(self.out, "<p class=\"facts\">Left unpaired in the {}: {}</p>", which.as_str(), esc(&list))?;
            }
        }
        for warning in &r.warnings {
            writeln!(self.out, "<p class=\"warning\"><strong>Warning:</strong> {}</p>", esc(warning))?;
        }
        writeln!(self.out, "</header>")
    }

    /// Filters and navigation; the script shows them.
    fn bar(&mut self, summary: &Summary) -> fmt::Result {
        writeln!(self.out, "<div class=\"bar\" id=\"bar\" role=\"toolbar\" aria-label=\"Findings\" hidden>")?;
        for (key, severity) in Severity::ALL.into_iter().rev().enumerate() {
            let n = summary.count(severity);
            let off = if n == 0 { " disabled" } else { "" };
            writeln!(
                self.out,
                "<button type=\"button\" class=\"filter\" data-severity=\"{severity}\" aria-pressed=\"true\" \
                 title=\"Show or hide {severity} findings (key {key})\"{off}>{} {severity} <b>{n}</b></button>",
                sign(severity),
                key = key + 1,
            )?;
        }
        writeln!(
            self.out,
            "<button type=\"button\" id=\"only\" aria-pressed=\"false\" title=\"Hide pairs without findings (key f)\">\
             only pairs with findings</button>\n<span class=\"go\">\n\
             <button type=\"button\" id=\"previous\" title=\"Previous finding (key k)\" aria-label=\"Previous finding\">↑</button>\n\
             <output id=\"place\" aria-live=\"polite\"></output>\n\
             <button type=\"button\" id=\"next\" title=\"Next finding (key j)\" aria-label=\"Next finding\">↓</button>\n\
             <button type=\"button\" id=\"ask\" title=\"Keys (key ?)\" aria-label=\"Keys\">?</button>\n</span>\n</div>"
        )
    }

    /// The findings at a glance, the worst first.
    fn overview(&mut self) -> fmt::Result {
        let mut order: Vec<usize> = (0..self.report.findings.len()).collect();
        order.sort_by_key(|&i| std::cmp::Reverse(self.report.findings[i].finding.severity));
        writeln!(self.out, "<details class=\"overview\" open>\n<summary>Findings, the worst first</summary>\n<ol>")?;
        for i in order {
            let f = &self.report.findings[i].finding;
            let s = f.severity;
            writeln!(
                self.out,
                "<li data-f=\"{n}\" data-severity=\"{s}\"><a href=\"#n{n}\"><span class=\"sign\" aria-hidden=\"true\">{sign}</span> \
                 <span class=\"number\">{n}</span> <span class=\"kind\">{s} · {kind}</span> \
                 <span class=\"words\">{words}</span></a></li>",
                n = i + 1,
                sign = sign(s),
                kind = f.category,
                words = self.words(f),
            )?;
        }
        writeln!(self.out, "</ol>\n</details>")
    }

    /// `damaged → détruit`: the words a finding is about; the message where it points nowhere.
    fn words(&self, finding: &Finding) -> String {
        let side = |w: Which| {
            let span = w.span(finding)?;
            let side = w.side(self.report);
            let lang = side.document.lang;
            if span.is_empty() {
                return Some("<i>nothing</i>".to_owned());
            }
            let words = excerpt(span.of(&side.document.text), 48);
            Some(format!("<bdi lang=\"{lang}\">{}</bdi>", esc(&words)))
        };
        match (side(Which::Source), side(Which::Target)) {
            (Some(s), Some(t)) => format!("{s} → {t}"),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => esc(&excerpt(&finding.message, 100)).to_string(),
        }
    }

    fn document_findings(&mut self) -> fmt::Result {
        if self.by.document.is_empty() {
            return Ok(());
        }
        writeln!(
            self.out,
            "<section class=\"whole\" aria-label=\"About the whole text\">\n<h2>About the whole text</h2>"
        )?;
        let findings = self.by.document.clone();
        self.notes(&findings)?;
        writeln!(self.out, "</section>")
    }

    fn rows(&mut self) -> fmt::Result {
        let title = |w: Which| {
            let side = w.side(self.report);
            format!("<div>{} <bdi>{}</bdi></div>", esc(side.document.lang.name()), esc(&side.name))
        };
        let titles = Which::BOTH.map(title).concat();
        writeln!(
            self.out,
            "<main id=\"pairs\" tabindex=\"-1\">\n<div class=\"titles\" aria-hidden=\"true\"><span></span>{titles}</div>"
        )?;
        for bead in 0..self.by.beads.len() {
            self.row(bead)?;
        }
        writeln!(self.out, "</main>")
    }

    fn row(&mut self, bead: usize) -> fmt::Result {
        let b = &self.report.alignment.beads[bead];
        let findings = self.by.beads[bead].clone();
        let mut class = String::from("row");
        if b.is_unaligned() {
            class.push_str(" lone");
        }
        // A row is of interest also where a finding about the whole text points into it.
        let cells = Which::BOTH.map(|w| self.cell(w, bead));
        if !findings.is_empty() || cells.iter().any(|c| c.contains("<mark")) {
            class.push_str(" found");
        }
        let n = bead + 1;
        let label = if b.is_unaligned() { "Unpaired" } else { "Pair" };
        let fidelity = match self.report.fidelity.get(bead) {
            Some(f) if !b.is_unaligned() => format!(" title=\"fidelity {f:.2}, pairing {:.2}\"", b.score),
            _ => String::new(),
        };
        writeln!(self.out, "<section class=\"{class}\" id=\"b{n}\" aria-label=\"{label} {n}\">")?;
        writeln!(self.out, "<a class=\"at\" href=\"#b{n}\"{fidelity} aria-label=\"{label} {n}\">{n}</a>")?;
        self.out.push_str(&cells.concat());
        if !findings.is_empty() {
            self.notes(&findings)?;
        }
        writeln!(self.out, "</section>")
    }

    /// One side of a bead.
    fn cell(&self, which: Which, bead: usize) -> String {
        let side = which.side(self.report);
        let lang = side.document.lang;
        let segments = which.segments(&self.report.alignment.beads[bead]);
        if segments.is_empty() {
            return "<div class=\"cell none\">no counterpart</div>\n".to_owned();
        }
        let kind = |i: usize| {
            let block = side.sentences.get(i).map(|s| s.block as usize)?;
            side.document.blocks.get(block).map(|b| b.kind)
        };
        let name = kind_name(kind(segments.start).unwrap_or(BlockKind::Paragraph));
        let mut out = format!("<div class=\"cell {name}\" lang=\"{lang}\" dir=\"auto\" data-lang=\"{lang}\">");
        for i in segments.clone() {
            if i > segments.start {
                let same = side.sentences.get(i).map(|s| s.block) == side.sentences.get(i - 1).map(|s| s.block);
                out.push_str(if same { " " } else { "<br>" });
            }
            for piece in self.marks.pieces(self.report, which, i) {
                self.piece(&piece, &mut out);
            }
        }
        out.push_str("</div>\n");
        out
    }

    fn piece(&self, piece: &Piece<'_>, out: &mut String) {
        let Some(severity) = piece.severity(self.report) else {
            let _ = write!(out, "{}", esc(piece.text));
            return;
        };
        let numbers: Vec<String> = piece.findings.iter().map(|i| (i + 1).to_string()).collect();
        let numbers = numbers.join(" ");
        let _ = if piece.is_gap() {
            write!(
                out,
                "<mark class=\"gap\" data-f=\"{numbers}\" data-severity=\"{severity}\" \
                 title=\"words are missing here\">{CARET}</mark>"
            )
        } else {
            write!(out, "<mark data-f=\"{numbers}\" data-severity=\"{severity}\">{}</mark>", esc(piece.text))
        };
        for n in piece.numbers() {
            let _ = write!(out, "<a class=\"ref\" href=\"#n{n}\" data-f=\"{n}\" aria-label=\"finding {n}\">{n}</a>");
        }
    }

    /// The notes of some findings.
    fn notes(&mut self, findings: &[usize]) -> fmt::Result {
        writeln!(self.out, "<ol class=\"notes\">")?;
        for &i in findings {
            let f = &self.report.findings[i].finding;
            let s = f.severity;
            writeln!(
                self.out,
                "<li class=\"note\" id=\"n{n}\" data-f=\"{n}\" data-severity=\"{s}\" tabindex=\"-1\">\n\
                 <p class=\"label\"><span class=\"sign\" aria-hidden=\"true\">{sign}</span> <span class=\"number\">{n}</span> \
                 {s} · {kind} <small title=\"rule {rule}; probability that a reader agrees\">{sure:.0} %</small></p>\n\
                 <p dir=\"auto\">{message}</p>",
                n = i + 1,
                sign = sign(s),
                kind = f.category,
                rule = esc(&f.rule),
                sure = 100.0 * f.confidence,
                message = esc(&f.message),
            )?;
            if let Some(suggestion) = &f.suggestion {
                let lang = self.report.target.document.lang;
                writeln!(
                    self.out,
                    "<p class=\"suggestion\">Perhaps: <span lang=\"{lang}\" dir=\"auto\">{}</span></p>",
                    esc(suggestion)
                )?;
            }
            writeln!(self.out, "</li>")?;
        }
        writeln!(self.out, "</ol>")
    }

    fn foot(&mut self) -> fmt::Result {
        const KEYS: [(&str, &str); 8] = [
            ("j", "next finding"),
            ("k", "previous finding"),
            ("1 2 3 4", "show or hide critical, major, minor, info"),
            ("0", "show all severities"),
            ("f", "only pairs with findings, or all"),
            ("Esc", "let go of the finding"),
            ("?", "these keys"),
            ("Tab", "through references and buttons"),
        ];
        writeln!(self.out, "<dialog id=\"help\" aria-label=\"Keys\">\n<h2>Keys</h2>\n<dl>")?;
        for (key, what) in KEYS {
            writeln!(self.out, "<dt><kbd>{key}</kbd></dt><dd>{what}</dd>")?;
        }
        writeln!(
            self.out,
            "</dl>\n<button type=\"button\" id=\"close\">Close</button>\n</dialog>\n\
             <footer>Calque {}. A finding is a question to the editor, not a verdict.</footer>\n\
             <script>{SCRIPT}</script>\n</body>\n</html>",
            env!("CARGO_PKG_VERSION")
        )
    }
}

/// The mark of a severity; told apart by shape where there is no colour.
const fn sign(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "✖",
        Severity::Major => "▲",
        Severity::Minor => "●",
        Severity::Info => "○",
    }
}

/// The source expression by which a content security policy allows `text`.
fn hash(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}
