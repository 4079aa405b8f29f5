//! Findings in short, and how many there are.

use super::round;
use calque_bitext::Tier;
use calque_project::{BeadKind, BeadRow, DocumentState, FindingRow, FindingState};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::ops::Bound;

/// The fewest characters of a short id.
const SHORTEST: usize = 4;

/// Findings in short, with ids as short as the document allows.
pub(crate) struct Shorts<'a> {
    state: &'a DocumentState,
    hashes: BTreeSet<&'a str>,
}

impl<'a> Shorts<'a> {
    pub(crate) fn new(state: &'a DocumentState) -> Self {
        Self { state, hashes: state.findings.values().map(|f| parts(&f.finding.id).0).collect() }
    }

    /// All findings, the weightiest first.
    pub(crate) fn all(&self) -> Vec<Value> {
        let place = |row: &FindingRow| row.bead.and_then(|b| self.state.index_of(b));
        let mut rows: Vec<&FindingRow> = self.state.findings.values().collect();
        rows.sort_by(|a, b| {
            a.finding.by_weight(&b.finding).then_with(|| place(a).cmp(&place(b))).then_with(|| {
                let at = |f: &FindingRow| (f.finding.target.map(|s| s.start), f.finding.source.map(|s| s.start));
                at(a).cmp(&at(b))
            })
        });
        rows.into_iter().map(|row| self.of(row)).collect()
    }

    /// One finding.
    pub(crate) fn of(&self, row: &FindingRow) -> Value {
        let f = &row.finding;
        json!({
            "id": f.id,
            "short": self.short(&f.id),
            "bead": row.bead,
            "index": row.bead.and_then(|b| self.state.index_of(b)),
            "rule": f.rule,
            "category": f.category,
            "severity": f.severity,
            "tier": tier(row),
            "confidence": round(f.confidence),
            "state": row.state,
            "present": row.present,
            "message": f.message,
            "repeats": f.repeats,
            "reason": row.reason,
            "note": row.note,
            "who": row.who,
            "right": row.right,
        })
    }

    /// The shortest beginning of an id that no other has.
    pub(crate) fn short(&self, id: &str) -> String {
        let (hash, count) = parts(id);
        let shared = |other: &str| hash.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
        let before = self.hashes.range::<str, _>((Bound::Unbounded, Bound::Excluded(hash))).next_back();
        let after = self.hashes.range::<str, _>((Bound::Excluded(hash), Bound::Unbounded)).next();
        let most = before.into_iter().chain(after).map(|o| shared(o)).max().unwrap_or(0);
        let short: String = hash.chars().take((most + 1).max(SHORTEST)).collect();
        short + count
    }
}

/// The hash of an id, and its number among equal findings: `-2`, or nothing.
fn parts(id: &str) -> (&str, &str) {
    id.split_at(id.find('-').unwrap_or(id.len()))
}

/// The tier of a finding as the page names it.
pub(crate) fn tier(row: &FindingRow) -> &'static str {
    row.finding.tier().map_or("info", Tier::as_str)
}

/// Whether somebody should read a bead: labels and code are no prose.
fn to_read(bead: &BeadRow) -> bool {
    !matches!(bead.kind, BeadKind::Boilerplate | BeadKind::Code)
}

/// How many findings there are of each kind, and how much is unread.
pub(crate) fn counts(state: &DocumentState) -> Value {
    let is = |row: &&FindingRow, wanted: FindingState| row.state == wanted;
    let all = || state.findings.values();
    let open = || all().filter(|r| r.present && matches!(r.state, FindingState::Open | FindingState::Asked));
    let of = |name: &str| open().filter(|r| tier(r) == name).count();
    json!({
        "to_correct": of("to-correct"),
        "to_check": of("to-check"),
        "info": of("info"),
        "open": open().count(),
        "corrected": all().filter(|r| is(r, FindingState::Corrected)).count(),
        "dismissed": all().filter(|r| is(r, FindingState::Dismissed)).count(),
        "asked": all().filter(|r| is(r, FindingState::Asked)).count(),
        "unread": unread(state),
        "comments": state.comments.len(),
    })
}

/// How many beads somebody should read.
pub(crate) fn readable(state: &DocumentState) -> usize {
    state.beads.values().filter(|b| to_read(b)).count()
}

fn unread(state: &DocumentState) -> usize {
    state.beads.values().filter(|b| to_read(b) && !b.read).count()
}

/// How far somebody has come.
pub(crate) fn progress(state: &DocumentState) -> Value {
    let total = readable(state);
    json!({ "read": total - unread(state), "judged": state.judgements.len(), "total": total })
}
