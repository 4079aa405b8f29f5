//! `terminal`: for reading in the shell.
//!
//! Each pair with findings stands in two columns, or stacked where the
//! terminal is narrow, with the words of each finding highlighted and
//! numbered; its findings follow, each with its tier, its place as `file:line:column` and the short id by
//! which it can be dismissed. The summary comes last, because the end is
//! what a terminal leaves on the screen. Without colours the highlights are
//! `[[bracketed]]¹`, so that nothing is lost in a pipe or on paper.
//!
//! Control characters and direction overrides of the texts are shown as `�`:
//! no text can move the cursor, change colours or disturb the columns.

mod wrap;

use crate::shared::marks::{CARET, Marks, superscript, superscripts};
use crate::shared::opinions::opinions;
use crate::shared::order::{ByBead, reading_order};
use crate::shared::places::{place, short_ids};
use crate::shared::summary::{ReportSummary, categories, dismissed_in_words, rules_left_out_in_words};
use crate::shared::tiers::{NOT_LOOKED_AT, NOTHING_FLAGGED, TIERS, tier_count, tier_name};
use crate::shared::words::{message, sign};
use crate::{RenderOptions, Report};
use calque_bitext::{Finding, Severity, Tier};
use calque_messages::UiLang;
use calque_text::Side;
use wrap::{Ink, Line, Run, wrap};

/// Columns below which the two sides are stacked.
const TWO_COLUMNS: usize = 90;
/// The widest line, in columns; longer ones are hard to read.
const WIDEST: usize = 168;
/// Up to this many findings of a category are named by number in the summary.
const NAMED: usize = 5;
/// The fewest columns for text.
const NARROWEST: usize = 24;

/// Writes `report`; with `options.all` every bead, not only those with findings.
pub(crate) fn emit(report: &Report, options: &RenderOptions) -> String {
    let width = options.width.clamp(NARROWEST, WIDEST);
    let (marks, ids) = (Marks::new(report), short_ids(report));
    let mut page = Page { report, marks, ids, width, color: options.color, lang: options.lang, out: String::new() };
    let summary = ReportSummary::new(report);
    let by = ByBead::new(report);
    page.header(&summary);
    // What is said of the whole text stands where its weightiest finding does.
    let first = by.document.first().copied().unwrap_or(usize::MAX);
    let mut document = Some(by.document.as_slice()).filter(|d| !d.is_empty());
    for bead in reading_order(&by, options.worst_first) {
        let findings = &by.beads[bead];
        if !options.worst_first || findings.first().is_none_or(|&f| f > first) {
            document.take().into_iter().for_each(|d| page.document(d));
        }
        if options.all || !findings.is_empty() {
            page.bead(bead, findings);
        }
    }
    document.into_iter().for_each(|d| page.document(d));
    page.summary(&summary);
    page.out
}

struct Page<'a> {
    report: &'a Report,
    marks: Marks,
    ids: Vec<String>,
    width: usize,
    color: bool,
    lang: UiLang,
    out: String,
}

impl Page<'_> {
    fn header(&mut self, summary: &ReportSummary) {
        let name = |w: Side| {
            let side = self.report.side(w);
            format!("{} ({})", side.name, side.document.lang.name())
        };
        let runs = vec![
            Run::new(name(Side::Source), Ink::Strong),
            Run::plain(" → "),
            Run::new(name(Side::Target), Ink::Strong),
            Run::new(format!(" · {}", summary.in_words()), Ink::Plain),
        ];
        let encoder = Run::new(" · read with the encoder", Ink::Plain);
        self.block("", &runs.into_iter().chain(self.report.encoder.then_some(encoder)).collect::<Vec<_>>());
        for contributor in &self.report.contributors {
            self.block("  ", &[Run::new(format!("with {}", contributor.in_words()), Ink::Dim)]);
        }
        if let Some(left_out) = rules_left_out_in_words(self.report) {
            self.block("  ", &[Run::new(left_out, Ink::Dim)]);
        }
        for warning in &self.report.warnings {
            self.block("  ", &[Run::new("warning:", Ink::Tone(Severity::Minor)), Run::plain(" "), Run::plain(warning)]);
        }
        self.line("");
    }

    /// Findings that belong to no pair.
    fn document(&mut self, findings: &[usize]) {
        self.rule("the whole text");
        for &i in findings {
            self.finding(i);
            for bead in self.marks.beads(self.report, i).into_iter().take(3) {
                self.sides(bead, false);
            }
        }
        self.line("");
    }

    fn bead(&mut self, bead: usize, findings: &[usize]) {
        let b = &self.report.alignment.beads[bead];
        let title = match (b.is_unaligned(), b.is_doubtful()) {
            (true, _) => format!("{} · unpaired", bead + 1),
            (_, true) => format!("{} · doubtful pairing", bead + 1),
            _ => format!("{}", bead + 1),
        };
        self.rule(&title);
        let dim = b.is_unaligned() && findings.is_empty();
        self.sides(bead, dim);
        for &i in findings {
            self.finding(i);
        }
        self.line("");
    }

    /// Both sides of a bead, in two columns where there is room.
    fn sides(&mut self, bead: usize, dim: bool) {
        if self.width >= TWO_COLUMNS {
            let column = (self.width - 5) / 2;
            let [source, target] = Side::BOTH.map(|w| wrap(&self.side(w, bead, dim), column));
            for i in 0..source.len().max(target.len()) {
                let mut row = Line::default();
                row.push(" ", Ink::Plain);
                row.append(source.get(i), column);
                row.push(" │ ", Ink::Dim);
                row.append(target.get(i), 0);
                self.print(&row);
            }
        } else {
            for which in Side::BOTH {
                let runs = self.side(which, bead, dim);
                let code = self.report.side(which).document.lang.code().to_owned();
                let label = format!(" {code:<3} ");
                for (i, text) in wrap(&runs, self.width - label.len()).iter().enumerate() {
                    let mut row = Line::default();
                    row.push(if i == 0 { &label } else { "     " }, Ink::Dim);
                    row.append(Some(text), 0);
                    self.print(&row);
                }
            }
        }
    }

    /// One side of a bead as styled runs.
    fn side(&self, which: Side, bead: usize, dim: bool) -> Vec<Run> {
        let segments = self.report.alignment.beads[bead].segments(which);
        if segments.is_empty() {
            return vec![Run::new("(no counterpart)", Ink::Dim)];
        }
        let mut runs = Vec::new();
        for (n, segment) in segments.enumerate() {
            if n > 0 {
                runs.push(Run::plain(" "));
            }
            for piece in self.marks.pieces(self.report, which, segment) {
                let Some(severity) = piece.severity(self.report) else {
                    runs.push(Run::new(piece.text, if dim { Ink::Dim } else { Ink::Plain }));
                    continue;
                };
                let ink = Ink::Of(severity);
                if !self.color {
                    runs.push(Run::new("[[".repeat(piece.opens), ink));
                }
                runs.push(Run::new(if piece.is_gap() { CARET } else { piece.text }, ink));
                for group in &piece.closes {
                    let numbers: Vec<usize> = group.iter().map(|i| i + 1).collect();
                    let close = if self.color { "" } else { "]]" };
                    runs.push(Run::new(close, ink));
                    runs.push(Run::new(superscripts(&numbers), Ink::Strong));
                }
            }
        }
        runs
    }

    fn finding(&mut self, index: usize) {
        let placed = &self.report.findings[index];
        let finding = &placed.finding;
        let head = format!(" {} ", superscript(index + 1));
        let indent = wrap::width(&head);
        let runs = vec![
            Run::new(format!("{} {}", sign(finding.severity), tier_name(finding)), Ink::Tone(finding.severity)),
            Run::plain(": "),
            Run::plain(if finding.tier().is_some() { format!("{} ", finding.severity) } else { String::new() }),
            Run::new(kind(finding), Ink::Strong),
            Run::new(format!(" {:.0}\u{a0}%", 100.0 * finding.confidence), Ink::Dim),
            Run::plain(format!(": {}", message(finding))),
        ];
        for (i, text) in wrap(&runs, self.width.saturating_sub(indent + 2)).iter().enumerate() {
            let mut row = Line::default();
            if i == 0 {
                row.push(&head, Ink::Strong);
            } else {
                row.push(&" ".repeat(indent + 2), Ink::Plain);
            }
            row.append(Some(text), 0);
            self.print(&row);
        }
        let indent = indent + 2;
        if let Some(suggestion) = &finding.suggestion {
            let runs = [Run::new("→ ", Ink::Strong), Run::plain(suggestion)];
            self.block(&" ".repeat(indent), &runs);
        }
        for said in opinions(finding, self.lang) {
            self.block(&" ".repeat(indent), &[Run::plain(said)]);
        }
        let (place, id) = (place(self.report, placed), self.ids[index].clone());
        self.block(&" ".repeat(indent), &[Run::new(format!("{place} [{id}]"), Ink::Dim)]);
    }

    /// The summary, at the end.
    fn summary(&mut self, summary: &ReportSummary) {
        self.rule("summary");
        for tier in TIERS.into_iter().filter(|t| summary.count_tier(*t) > 0) {
            let mut runs = vec![Run::new(tier_count(tier, summary.count_tier(tier)), Ink::Strong)];
            for severity in Severity::ALL.into_iter().rev() {
                let before = if runs.len() == 1 { ": " } else { ", " };
                self.counts(tier, severity, before, &mut runs);
            }
            self.block(" ", &runs);
        }
        if summary.findings == 0 {
            self.block(" ", &[Run::new(NOTHING_FLAGGED, Ink::Strong), Run::plain(format!(". {NOT_LOOKED_AT}."))]);
        }
        let dismissed = dismissed_in_words(self.report);
        if !dismissed.is_empty() {
            self.block(" ", &[Run::new(dismissed, Ink::Dim)]);
        }
        self.block(" ", &[Run::plain(format!("{}; {}", summary.coverage_in_words(), summary.penalty_in_words()))]);
    }

    /// The findings of one tier and severity in the summary: `▲ 2 major (mistranslation ¹, hedge ²)`.
    fn counts(&self, tier: Option<Tier>, severity: Severity, before: &str, runs: &mut Vec<Run>) {
        let categories = categories(self.report, tier, severity);
        let count: usize = categories.iter().map(|(_, findings)| findings.len()).sum();
        if count == 0 {
            return;
        }
        runs.push(Run::plain(before));
        if tier.is_some() {
            runs.push(Run::new(format!("{} {count} {severity}", sign(severity)), Ink::Tone(severity)));
            runs.push(Run::plain(" ("));
        }
        for (n, (category, findings)) in categories.into_iter().enumerate() {
            let numbers: Vec<usize> = findings.iter().take(NAMED).map(|i| i + 1).collect();
            let more = if findings.len() > NAMED { "…" } else { "" };
            runs.push(Run::plain(format!("{}{category}\u{a0}", if n > 0 { ", " } else { "" })));
            runs.push(Run::new(format!("{}{more}", superscripts(&numbers)), Ink::Strong));
        }
        if tier.is_some() {
            runs.push(Run::plain(")"));
        }
    }

    /// A line across the page with a title at its start.
    fn rule(&mut self, title: &str) {
        let mut row = Line::default();
        row.push("── ", Ink::Dim);
        row.push(title, Ink::Strong);
        row.push(" ", Ink::Plain);
        row.push(&"─".repeat(self.width.saturating_sub(row.width())), Ink::Dim);
        self.print(&row);
    }

    /// Wrapped text behind `indent`, its later lines two columns further in.
    fn block(&mut self, indent: &str, runs: &[Run]) {
        for (i, text) in wrap(runs, self.width.saturating_sub(indent.len() + 2)).iter().enumerate() {
            let mut row = Line::default();
            row.push(indent, Ink::Plain);
            row.push(if i > 0 { "  " } else { "" }, Ink::Plain);
            row.append(Some(text), 0);
            self.print(&row);
        }
    }

    fn print(&mut self, line: &Line) {
        line.write(self.color, &mut self.out);
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }
}

/// `category`, with the rule behind it where its name says more: `unit (numbers)`, but `negation`
/// and not `negation (negation)`, `hedge` and not `hedge (hedging)`.
fn kind(finding: &Finding) -> String {
    let (category, rule) = (finding.category.as_str(), finding.rule.as_str());
    let alike = category.chars().zip(rule.chars()).take_while(|(a, b)| a == b).count();
    if alike >= 4 || rule.is_empty() { category.to_owned() } else { format!("{category} ({rule})") }
}
