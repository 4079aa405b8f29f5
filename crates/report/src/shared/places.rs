//! Where a finding stands in its file, and the short id by which it can be dismissed.

use crate::{PlacedFinding, Report};
use calque_text::Side;
use std::collections::BTreeSet;
use std::ops::Bound;

/// The fewest characters of a short id.
const SHORTEST: usize = 4;

/// Line and column of a finding on one side, from 1, the column in code points: of its words, else of its
/// segments; none where the side has neither, or the file no lines.
pub(crate) fn line_and_column(report: &Report, which: Side, placed: &PlacedFinding) -> Option<(usize, usize)> {
    let side = report.side(which);
    let segments = || side.span(&report.alignment.beads.get(placed.bead?)?.segments(which));
    let span = placed.finding.span(which).or_else(segments)?;
    side.origin.positions.line_and_column(&side.document.text, span.start)
}

/// `article.fr.txt:12:101`, the place of a finding in the translation, or in the original where only that has
/// words; the name alone where the file has no lines, or is a web page.
pub(crate) fn place(report: &Report, placed: &PlacedFinding) -> String {
    let has_segments = |which| {
        let bead = placed.bead.and_then(|b| report.alignment.beads.get(b));
        bead.is_some_and(|b| !b.segments(which).is_empty())
    };
    let finding = &placed.finding;
    let side = if finding.target.is_some() || (finding.source.is_none() && has_segments(Side::Target)) {
        Side::Target
    } else if finding.source.is_some() || has_segments(Side::Source) {
        Side::Source
    } else {
        Side::Target
    };
    let name = &report.side(side).name;
    match line_and_column(report, side, placed) {
        Some((line, column)) if !name.contains("://") => format!("{name}:{line}:{column}"),
        _ => name.clone(),
    }
}

/// For each finding the shortest beginning of its id that no other id of the report has, dismissed ones
/// included, of at least [`SHORTEST`] characters; the second of equal findings, `617dc1a29ffe-2`, is `617d-2`.
pub(crate) fn short_ids(report: &Report) -> Vec<String> {
    let dismissed = report.suppressed.iter().map(|s| &s.placed);
    let all = report.findings.iter().chain(dismissed);
    let hashes: BTreeSet<&str> = all.map(|p| parts(&p.finding.id).0).collect();
    let short = |id| {
        let (hash, count) = parts(id);
        format!("{}{count}", beginning(hash, &hashes))
    };
    report.findings.iter().map(|p| short(&p.finding.id)).collect()
}

/// The hash of an id, and its number among equal findings: `-2`, or nothing.
fn parts(id: &str) -> (&str, &str) {
    id.split_at(id.find('-').unwrap_or(id.len()))
}

/// The shortest beginning of `hash` that no other of `hashes` has.
fn beginning<'a>(hash: &'a str, hashes: &BTreeSet<&str>) -> &'a str {
    let common = |other: &&str| hash.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let before = hashes.range::<str, _>((Bound::Unbounded, Bound::Excluded(hash))).next_back().map_or(0, common);
    let after = hashes.range::<str, _>((Bound::Excluded(hash), Bound::Unbounded)).next().map_or(0, common);
    let mut end = (before.max(after) + 1).max(SHORTEST).min(hash.len());
    while !hash.is_char_boundary(end) {
        end += 1;
    }
    &hash[..end]
}

#[cfg(test)]
mod tests {
    use super::{beginning, parts};
    use std::collections::BTreeSet;

    #[test]
    fn a_short_id_is_unique_and_not_too_short() {
        let hashes: BTreeSet<&str> = ["0f3a11", "0f3a22", "0f3b00", "9c0000"].into();
        let short = |hash| beginning(hash, &hashes);
        assert_eq!((short("0f3a11"), short("0f3a22"), short("0f3b00")), ("0f3a1", "0f3a2", "0f3b"));
        assert_eq!(beginning("abc", &["abc"].into()), "abc");
        for hash in &hashes {
            assert_eq!(hashes.iter().filter(|h| h.starts_with(short(hash))).count(), 1, "{hash}");
        }
        assert_eq!((parts("9c0000-2"), parts("9c0000")), (("9c0000", "-2"), ("9c0000", "")));
    }
}
