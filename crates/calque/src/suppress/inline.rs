//! Comments in a text that dismiss findings, in formats that have comments.
//!
//! ```html
//! <!-- calque-ignore numbers: the agency corrected its figure -->
//! <!-- calque-ignore-start names, spellings --> … <!-- calque-ignore-end -->
//! <!-- calque-ignore-file repetition -->
//! ```
//!
//! `calque-ignore` holds for the block it stands in, or for the next one where
//! it stands between blocks; without rules it holds for all of them. What
//! follows a colon is the reason. Either text may have such comments.

use crate::settings::error::nearest;
use calque_diff::Finding;
use calque_report::{Dismissal, PlacedFinding, Report, ReportSide};
use calque_text::{Comment, Span};
use std::ops::Range;

/// Some blocks of one side in which some rules are dismissed.
pub(super) struct Region {
    source: bool,
    rules: Vec<String>,
    blocks: Range<usize>,
    by: Dismissal,
    used: bool,
    /// What is wrong with the comment itself.
    complaint: Option<String>,
}

/// The regions that the comments of both texts mark.
pub(super) fn regions(report: &Report) -> Vec<Region> {
    [(true, &report.source), (false, &report.target)]
        .into_iter()
        .flat_map(|(source, side)| of_side(source, side))
        .collect()
}

fn of_side(source: bool, side: &ReportSide) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let end = side.document.blocks.len();
    for comment in &side.origin.comments {
        let (command, rules, reason) = parts(&comment.text);
        let blocks = match command {
            "calque-ignore" => comment.block..comment.block + 1,
            "calque-ignore-start" => comment.block..end,
            "calque-ignore-file" => 0..end,
            "calque-ignore-end" => {
                if let Some(last) = open.pop() {
                    regions[last].blocks.end = comment.block;
                    continue;
                }
                0..0
            }
            _ => 0..0,
        };
        let complaint = complaint(command, &rules);
        if command == "calque-ignore-start" {
            open.push(regions.len());
        }
        let by = Dismissal { in_text: true, place: place(side, comment.block), reason, ..Dismissal::default() };
        regions.push(Region { source, rules, blocks, by, used: false, complaint });
    }
    regions
}

/// A comment as its command, its rules and its reason.
fn parts(comment: &str) -> (&str, Vec<String>, Option<String>) {
    let (said, reason) = comment.split_once(':').map_or((comment, None), |(said, reason)| (said, Some(reason)));
    let mut words = said.split([',', ' ', '\n', '\t']).filter(|w| !w.is_empty());
    let command = words.next().unwrap_or("");
    let reason = reason.map(str::trim).filter(|r| !r.is_empty()).map(str::to_owned);
    (command, words.map(str::to_owned).collect(), reason)
}

/// See [`super::by_note`].
pub(super) fn by_note(notes: &[&str], place: &str, finding: &Finding) -> Option<Dismissal> {
    notes.iter().flat_map(|n| n.lines()).find_map(|note| {
        let (command, rules, reason) = parts(note.trim());
        let ours = command == "calque-ignore" && (rules.is_empty() || rules.contains(&finding.rule));
        ours.then(|| Dismissal { in_text: true, place: place.to_owned(), reason, ..Dismissal::default() })
    })
}

/// The blocks of one side in which comments dismiss what `rule` finds, each with the reason.
pub fn ignored_blocks(side: &ReportSide, rule: &str) -> Vec<(Range<usize>, Option<String>)> {
    let holds = |r: &Region| r.complaint.is_none() && (r.rules.is_empty() || r.rules.iter().any(|name| name == rule));
    of_side(true, side).into_iter().filter(holds).map(|r| (r.blocks, r.by.reason)).collect()
}

/// The reason of a comment that dismisses a whole file, whatever the rule, empty where it gives none; `None` where there
/// is no such comment.
pub fn ignored_whole(comments: &[Comment]) -> Option<String> {
    comments.iter().find_map(|comment| {
        let (command, rules, reason) = parts(&comment.text);
        (command == "calque-ignore-file" && rules.is_empty()).then(|| reason.unwrap_or_default())
    })
}

fn complaint(command: &str, rules: &[String]) -> Option<String> {
    const COMMANDS: [&str; 4] = ["calque-ignore", "calque-ignore-start", "calque-ignore-end", "calque-ignore-file"];
    if command == "calque-ignore-end" {
        return Some("`calque-ignore-end` ends nothing".to_owned());
    }
    if !COMMANDS.contains(&command) {
        let suggestion = nearest(command, &COMMANDS).map_or_else(String::new, |n| format!("; {n}"));
        return Some(format!("there is no comment `{command}`{suggestion}"));
    }
    let known: Vec<&str> = calque_diff::catalogue().iter().map(|r| r.id).collect();
    let wrong = rules.iter().find(|r| !known.contains(&r.as_str()))?;
    let suggestion = nearest(wrong, &known).map_or_else(String::new, |n| format!("; {n}"));
    Some(format!("`{command}` names `{wrong}`, which is no rule{suggestion}"))
}

/// `article.fr.md:12`, the line of a block.
fn place(side: &ReportSide, block: usize) -> String {
    let at = side.document.blocks.get(block).map_or(side.document.text.len(), |b| b.span.start);
    match side.origin.positions.line_and_column(&side.document.text, at) {
        Some((line, _)) => format!("{}:{line}", side.name),
        None => side.name.clone(),
    }
}

/// The comment that dismisses a finding, if one does.
pub(super) fn find(regions: &mut [Region], report: &Report, placed: &PlacedFinding) -> Option<Dismissal> {
    let blocks = [blocks(report, placed, true), blocks(report, placed, false)];
    let region = regions.iter_mut().find(|r| {
        let here = &blocks[usize::from(!r.source)];
        let ruled = r.rules.is_empty() || r.rules.contains(&placed.finding.rule);
        ruled && here.start < r.blocks.end && r.blocks.start < here.end
    })?;
    region.used = true;
    Some(region.by.clone())
}

/// The blocks of one side that a finding stands in: those of its words, else of its bead.
fn blocks(report: &Report, placed: &PlacedFinding, source: bool) -> Range<usize> {
    let bead = placed.bead.and_then(|b| report.alignment.beads.get(b));
    let (side, span, segments) = if source {
        (&report.source, placed.finding.source, bead.map(|b| &b.source))
    } else {
        (&report.target, placed.finding.target, bead.map(|b| &b.target))
    };
    let Some(Span { start, end }) = span.or_else(|| segments.and_then(|s| side.span(s))) else { return 0..0 };
    let blocks = &side.document.blocks;
    let first = blocks.partition_point(|b| b.span.end < start);
    first..blocks.partition_point(|b| b.span.start < end.max(start + 1)).max(first)
}

/// What is wrong with comments, and which dismiss nothing.
pub(super) fn warnings(regions: &[Region]) -> Vec<String> {
    let warning = |r: &Region| match &r.complaint {
        Some(what) => Some(format!("{}: {what}", r.by.place)),
        None if !r.used => Some(format!("{}: the comment `calque-ignore` dismisses nothing any more", r.by.place)),
        None => None,
    };
    regions.iter().filter_map(warning).collect()
}
