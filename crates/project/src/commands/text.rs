//! Edits of texts.

use super::Actor;
use super::typed::cell_text;
use crate::error::ProjectError;
use crate::state::Draft;
use calque_messages::message;
use calque_text::{Side, Span};

/// Gives a cell another text.
pub(super) fn edit(draft: &mut Draft<'_>, cell: i64, text: &str) -> Result<(), ProjectError> {
    let text = cell_text(text)?;
    let mut row = draft.cell(cell)?.clone();
    row.text = text;
    draft.set_cell(cell, Some(row));
    touch(draft, cell)
}

/// Marks the bead of a cell as changed.
fn touch(draft: &mut Draft<'_>, cell: i64) -> Result<(), ProjectError> {
    let bead = draft.state.bead_of(cell).ok_or_else(|| ProjectError::Missing("cell", cell.to_string()))?;
    let row = draft.bead(bead)?.clone();
    draft.set_bead(bead, Some(row));
    Ok(())
}

/// Puts the suggestion of a finding in the place of its words in the translation.
pub(super) fn accept(draft: &mut Draft<'_>, name: &str, actor: Actor<'_>) -> Result<(), ProjectError> {
    let (id, mut row) = draft.finding_named(name)?;
    let refused = || ProjectError::Refused(message!("command-no-suggestion"));
    let suggestion = row.finding.suggestion.clone().ok_or_else(refused)?;
    let (span, bead) = match (row.finding.target, row.bead) {
        (Some(span), Some(bead)) if row.present => (span, bead),
        _ => return Err(refused()),
    };
    let (cell, within) = cell_at(draft, bead, Side::Target, span)?.ok_or_else(refused)?;
    let text = draft.cell(cell)?.text.clone();
    let (before, after) = (text.get(..within.start), text.get(within.end..));
    let (Some(before), Some(after)) = (before, after) else { return Err(refused()) };
    // Where words are missing the suggestion stands by itself.
    let space = |a: &str, b: &str| {
        let open = a.chars().next_back().is_some_and(char::is_alphanumeric);
        if within.is_empty() && open && b.chars().next().is_some_and(char::is_alphanumeric) { " " } else { "" }
    };
    let suggestion = cased(&suggestion, within.of(&text));
    let (left, right) = (space(before, &suggestion), space(&suggestion, after));
    edit(draft, cell, &format!("{before}{left}{suggestion}{right}{after}"))?;
    // Whether it is corrected by that is said by the check that follows.
    row.sign(actor);
    draft.set_finding(id, Some(row));
    Ok(())
}

/// Words with the capitals of those in whose place they come.
fn cased(words: &str, like: &str) -> String {
    let letters = || like.chars().filter(|c| c.is_alphabetic());
    let upper = |c: char| c.is_uppercase();
    let Some(first) = letters().next() else { return words.to_owned() };
    if letters().count() > 1 && letters().all(upper) {
        return words.to_uppercase();
    }
    let mut rest = words.chars();
    match rest.next() {
        Some(begin) if upper(first) && begin.is_lowercase() => begin.to_uppercase().chain(rest).collect(),
        _ => words.to_owned(),
    }
}

/// The cell in which a span of a bead's side lies, and the span in it; nothing where it lies in several.
pub(crate) fn cell_at(
    draft: &Draft<'_>,
    bead: i64,
    side: Side,
    span: Span,
) -> Result<Option<(i64, Span)>, ProjectError> {
    let mut start = 0;
    for id in draft.bead(bead)?.cells(side) {
        let cell = draft.cell(*id)?;
        if cell.text.trim().is_empty() {
            continue;
        }
        let here = Span::new(start, start + cell.text.len());
        if here.contains(&span) {
            return Ok(Some((*id, Span::new(span.start - start, span.end - start))));
        }
        start = here.end + 1;
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::cased;

    #[test]
    fn a_suggestion_has_the_capitals_of_what_it_replaces() {
        for (words, like, wanted) in [
            ("Tarchik", "TARTCHIK", "TARCHIK"),
            ("photo d’archives", "Photo de dossier", "Photo d’archives"),
            ("à terme", "éventuellement", "à terme"),
            ("ONU", "onu", "ONU"),
            ("12", "13", "12"),
            ("", "Mot", ""),
        ] {
            assert_eq!(cased(words, like), wanted);
        }
    }
}
