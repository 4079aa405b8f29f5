//! The part above the texts: the verdict, the filters, the list of findings.

use super::Page;
use crate::shared::summary::{ReportSummary, dismissed_in_words, rules_left_out_in_words};
use crate::shared::tiers::{NOT_LOOKED_AT, NOTHING_FLAGGED, tier_name};
use crate::shared::words::{self, capitalised, excerpt, sign};
use calque_bitext::{Finding, Severity, Tier};
use calque_text::Side;
use calque_text::escape::html as esc;
use std::fmt::{self, Write as _};

/// Lists of more findings are folded.
const GLANCE: usize = 30;
/// Lists of more findings are in two columns if the window is wide.
const COLUMN: usize = 8;

impl Page<'_> {
    /// The names, the verdict, the coverage, the warnings.
    pub(super) fn header(&mut self, summary: &ReportSummary) -> fmt::Result {
        let r = self.report;
        writeln!(
            self.out,
            "<header>\n<h1><bdi>{}</bdi> <span class=\"arrow\" role=\"img\" aria-label=\"translated as\">→</span> \
             <bdi>{}</bdi></h1>",
            esc(&r.source.name),
            esc(&r.target.name)
        )?;
        if summary.findings == 0 {
            writeln!(self.out, "<p class=\"verdict\">{NOTHING_FLAGGED}.</p>\n<p class=\"facts\">{NOT_LOOKED_AT}.</p>")?;
        } else {
            writeln!(self.out, "<p class=\"verdict\">{}.</p>", esc(&summary.in_words()))?;
        }
        writeln!(
            self.out,
            "<p class=\"facts\">{}. {}.</p>",
            esc(&summary.coverage_in_words()),
            capitalised(&summary.penalty_in_words())
        )?;
        let dismissed = dismissed_in_words(r);
        if !dismissed.is_empty() {
            writeln!(self.out, "<p class=\"facts\">{}, at the end of the page.</p>", esc(&dismissed))?;
        }
        for contributor in &r.contributors {
            writeln!(self.out, "<p class=\"facts\">With {}.</p>", esc(&contributor.in_words()))?;
        }
        if let Some(left_out) = rules_left_out_in_words(r) {
            writeln!(self.out, "<p class=\"facts\">{}.</p>", esc(&capitalised(&left_out)))?;
        }
        for warning in &r.warnings {
            writeln!(self.out, "<p class=\"warning\"><strong>Warning:</strong> {}</p>", esc(warning))?;
        }
        writeln!(self.out, "</header>")
    }

    /// Filters and navigation; the script shows them.
    pub(super) fn bar(&mut self, summary: &ReportSummary) -> fmt::Result {
        writeln!(self.out, "<div class=\"bar\" id=\"bar\" role=\"group\" aria-label=\"Filter and move\" hidden>")?;
        for (key, severity) in Severity::ALL.into_iter().rev().enumerate() {
            let n = summary.count(severity);
            let off = if n == 0 { " disabled" } else { "" };
            writeln!(
                self.out,
                "<button type=\"button\" class=\"filter\" data-severity=\"{severity}\" aria-pressed=\"true\" \
                 title=\"Show or hide {severity} findings (key {key})\"{off}>\
                 <span aria-hidden=\"true\">{}</span> {severity} <b>{n}</b></button>",
                sign(severity),
                key = key + 1,
            )?;
        }
        for line in [
            r#"<button type="button" id="sure" aria-pressed="false" title="Hide what is only to check (key c)">only to correct</button>"#,
            r#"<button type="button" id="only" aria-pressed="false" title="Hide pairs without findings (key f)">only pairs with findings</button>"#,
            r#"<span class="go">"#,
            r#"<button type="button" id="previous" title="Previous finding (key k)" aria-label="Previous finding">↑</button>"#,
            r#"<output id="place" aria-live="polite"></output>"#,
            r#"<button type="button" id="next" title="Next finding (key j)" aria-label="Next finding">↓</button>"#,
            r#"<button type="button" id="ask" title="Keys (key ?)" aria-label="Keys">?</button>"#,
            "</span>\n</div>",
        ] {
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }

    /// The list of findings, in their order: what is to correct first.
    pub(super) fn overview(&mut self) -> fmt::Result {
        let findings = &self.report.findings;
        let open = if findings.len() <= GLANCE { " open" } else { "" };
        writeln!(
            self.out,
            "<details class=\"overview\"{open}>\n<summary>Findings, the surest and gravest first</summary>"
        )?;
        let mut last = None;
        for (i, placed) in findings.iter().enumerate() {
            let f = &placed.finding;
            let s = f.severity;
            if last != Some(f.tier()) {
                let count = self.report.count_tier(f.tier());
                let class = if count > COLUMN { " class=\"many\"" } else { "" };
                let close = if last.is_some() { "</ol>\n" } else { "" };
                let title = f.tier().map_or_else(|| "Remarks".to_owned(), |_| capitalised(tier_name(f)));
                writeln!(self.out, "{close}<h2>{title} <b>{count}</b></h2>\n<ol{class}>")?;
                last = Some(f.tier());
            }
            writeln!(
                self.out,
                "<li data-f=\"{n}\" data-severity=\"{s}\" data-tier=\"{tier}\"><a href=\"#n{n}\"><span class=\"sign\" aria-hidden=\"true\">{sign}</span> \
                 <span class=\"number\">{n}</span> <span class=\"kind\">{s} · {kind}</span> \
                 <span class=\"words\">{words}</span></a></li>",
                n = i + 1,
                sign = sign(s),
                kind = f.category,
                words = self.words(f),
                tier = f.tier().map_or("remark", Tier::as_str),
            )?;
        }
        writeln!(self.out, "</ol>\n</details>")
    }

    /// `damaged → détruit`: the words of a finding; the message if it has no span.
    fn words(&self, finding: &Finding) -> String {
        let side = |which: Side| {
            let span = finding.span(which)?;
            let document = &self.report.side(which).document;
            if span.is_empty() {
                return Some("<i>nothing</i>".to_owned());
            }
            Some(format!(
                "<bdi lang=\"{}\">{}</bdi>",
                document.lang,
                esc(&words::shortened(span.of(&document.text), 48))
            ))
        };
        match (side(Side::Source), side(Side::Target)) {
            (Some(s), Some(t)) => format!("{s} → {t}"),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => esc(&excerpt(&finding.message, 100)).to_string(),
        }
    }
}
