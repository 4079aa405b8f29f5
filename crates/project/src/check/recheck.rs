//! Checks the beads that a draft has changed, and those whose findings depend on them.
//!
//! A short document is checked as a whole. Of a long one it is a window around what has changed: all rules
//! on the beads themselves, and beside them those that look for lost passages in the neighbourhood. Rules
//! that compare distant places keep their findings there as long as the words are.

use super::matching::{Found, base, continued};
use super::stretch::Stretch;
use crate::error::ProjectError;
use crate::rows::{FindingRow, FindingState};
use crate::state::{DocumentState, Draft};
use calque::Settings;
use calque_text::Side;
use std::collections::HashSet;

/// A document of at most so many beads is checked as a whole.
const WHOLE: usize = 400;
/// Beads on each side of what has changed that a window holds.
const WINDOW: usize = 12;
/// Beads at the rim of a window whose neighbours are not in it.
const RIM: usize = 4;
/// Rules that look for what is lost, added or doubled in the neighbourhood.
const NEAR: [&str; 3] = ["dropped", "invented", "doubled"];
/// Rules that compare distant places.
const FAR: [&str; 4] = ["headline", "requotation", "spellings", "terms"];

/// Why something is checked again: it decides what became of a finding that is found no longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// A text was edited: what goes is corrected.
    Edit,
    /// Beads were mended: what goes was none.
    Beads,
}

/// How much is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// What the size of the document allows.
    Usual,
    /// A window, for an answer while somebody types.
    Near,
    /// All of it.
    Whole,
}

/// Checks what the draft has changed, and writes the findings into it.
pub(crate) fn recheck(
    draft: &mut Draft<'_>,
    settings: &Settings,
    cause: Cause,
    reach: Reach,
) -> Result<(), ProjectError> {
    let total = draft.state.order().len();
    let whole = reach == Reach::Whole || (reach == Reach::Usual && total <= WHOLE);
    let order = draft.order((!whole).then_some(WINDOW));
    if order.is_empty() {
        return Ok(());
    }
    let changed: HashSet<i64> = draft.changed_beads().into_iter().collect();
    let removed: HashSet<i64> = draft.removed_beads().into_iter().collect();
    let inner = inner_beads(draft, &order, whole);
    let stretch = Stretch::new(draft, order)?;
    let report = calque::check_aligned(stretch.bitext.clone(), &settings.for_part_of(total))?;
    for (at, id) in stretch.beads.iter().enumerate().filter(|(_, id)| changed.contains(id)) {
        let mut bead = draft.bead(*id)?.clone();
        let paired = !report.alignment.beads[at].is_unaligned();
        bead.fidelity = report.fidelity.get(at).copied().filter(|_| paired);
        draft.set_bead(*id, Some(bead));
    }
    // Whether the findings of a rule in a bead are worked out anew here.
    let anew = |bead: Option<i64>, rule: &str| match bead {
        _ if whole => true,
        Some(id) if changed.contains(&id) || removed.contains(&id) => true,
        Some(id) => inner.contains(&id) && NEAR.contains(&rule),
        None => false,
    };
    let mut now = Vec::new();
    for placed in report.findings {
        let bead = placed.bead.and_then(|b| stretch.beads.get(b)).copied();
        if !anew(bead, &placed.finding.rule) {
            continue;
        }
        let finding = match placed.bead {
            Some(at) => stretch.relative(at, placed.finding),
            None => placed.finding,
        };
        let texts = texts(draft, bead)?;
        now.push(Found { bead, finding, texts });
    }
    let in_scope =
        |bead: Option<i64>| whole || bead.is_some_and(|b| removed.contains(&b) || stretch.beads.contains(&b));
    let mut old = Vec::new();
    for (id, row) in draft.findings_of(in_scope) {
        if !anew(row.bead, &row.finding.rule) {
            continue;
        }
        let texts = old_texts(draft, row.bead);
        old.push((id, row, texts));
    }
    let touched = |bead: Option<i64>| bead.is_some_and(|b| changed.contains(&b) || removed.contains(&b));
    let places = continued(&old, &now, touched);
    let mut left = vec![true; old.len()];
    let mut names = Names { state: draft.state, given: HashSet::new() };
    for (found, place) in now.into_iter().zip(places) {
        if let Some(at) = place {
            left[at] = false;
            let (id, row, _) = &old[at];
            draft.set_finding(*id, Some(going_on(row, found, &mut names)));
        } else {
            let mut finding = found.finding;
            finding.id = names.free(&finding.id);
            draft.new_finding(FindingRow::new(found.bead, finding));
        }
    }
    for ((id, row, texts), _) in old.into_iter().zip(left).filter(|(_, left)| *left) {
        let kept_words = !whole && FAR.contains(&row.finding.rule.as_str()) && still_there(draft, &row, &texts);
        if !kept_words {
            draft.set_finding(id, Some(gone(row, cause, touched)));
        }
    }
    Ok(())
}

/// The beads of a window whose neighbours are in it too.
fn inner_beads(draft: &Draft<'_>, order: &[i64], whole: bool) -> HashSet<i64> {
    let all = draft.state.order();
    let at_start = whole || order.first() == all.first();
    let at_end = whole || order.last() == all.last();
    let from = if at_start { 0 } else { RIM.min(order.len()) };
    let to = if at_end { order.len() } else { order.len().saturating_sub(RIM) };
    order.get(from..to).unwrap_or_default().iter().copied().collect()
}

/// The words of both sides of a bead as it is now.
fn texts(draft: &Draft<'_>, bead: Option<i64>) -> Result<(String, String), ProjectError> {
    let Some(bead) = bead else { return Ok(Default::default()) };
    let bead = draft.bead(bead)?;
    Ok((draft.text_of(bead, Side::Source), draft.text_of(bead, Side::Target)))
}

/// The words of both sides of a bead as it was.
fn old_texts(draft: &Draft<'_>, bead: Option<i64>) -> (String, String) {
    let state = draft.state;
    let bead = bead.and_then(|b| state.beads.get(&b));
    bead.map_or_else(Default::default, |b| (state.text_of(b, Side::Source), state.text_of(b, Side::Target)))
}

/// Whether the words of a finding still stand in its bead, which a window cannot check.
fn still_there(draft: &Draft<'_>, row: &FindingRow, old: &(String, String)) -> bool {
    let Ok(now) = texts(draft, row.bead) else { return false };
    let same = |span: Option<calque_text::Span>, old: &str, now: &str| span.is_none_or(|s| s.of(old) == s.of(now));
    same(row.finding.source, &old.0, &now.0) && same(row.finding.target, &old.1, &now.1)
}

/// The row of a finding that is found again.
fn going_on(row: &FindingRow, found: Found, names: &mut Names<'_>) -> FindingRow {
    let mut finding = found.finding;
    finding.id =
        if base(&finding.id) == base(&row.finding.id) { row.finding.id.clone() } else { names.free(&finding.id) };
    let again = !row.present && matches!(row.state, FindingState::Corrected | FindingState::Gone);
    let state = if again { FindingState::Open } else { row.state };
    FindingRow { bead: found.bead, finding, state, present: true, ..row.clone() }
}

/// The row of a finding that is found no longer.
fn gone(row: FindingRow, cause: Cause, touched: impl Fn(Option<i64>) -> bool) -> FindingRow {
    let state = match row.state {
        FindingState::Open | FindingState::Asked if row.present => {
            if cause == Cause::Edit && touched(row.bead) {
                FindingState::Corrected
            } else {
                FindingState::Gone
            }
        }
        state => state,
    };
    FindingRow { state, present: false, ..row }
}

/// The ids of findings that are taken.
struct Names<'d> {
    state: &'d DocumentState,
    given: HashSet<String>,
}

impl Names<'_> {
    /// The id, with a number where another finding has it.
    fn free(&mut self, id: &str) -> String {
        let mut name = id.to_owned();
        let mut n = 1;
        while self.given.contains(&name) || self.state.finding_named(&name).is_some() {
            n += 1;
            name = format!("{}-{n}", base(id));
        }
        self.given.insert(name.clone());
        name
    }
}
