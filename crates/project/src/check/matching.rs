//! Findings before and after an edit: which are the same.

use crate::rows::FindingRow;
use calque_bitext::Finding;
use std::collections::HashMap;

/// A finding as it is found now: its bead, and the words of both sides of that bead.
pub(crate) struct Found {
    pub(crate) bead: Option<i64>,
    pub(crate) finding: Finding,
    pub(crate) texts: (String, String),
}

/// By finding found now, the place in `old` of the row that it continues; `touched` says whether the texts
/// of a bead have changed, so that ids have.
pub(crate) fn continued(
    old: &[(i64, FindingRow, (String, String))],
    now: &[Found],
    touched: impl Fn(Option<i64>) -> bool,
) -> Vec<Option<usize>> {
    let mut free = vec![true; old.len()];
    let mut by_id: HashMap<(&str, Option<i64>), Vec<usize>> = HashMap::new();
    for (i, (_, row, _)) in old.iter().enumerate().rev() {
        by_id.entry((base(&row.finding.id), row.bead)).or_default().push(i);
    }
    let mut out: Vec<Option<usize>> = now
        .iter()
        .map(|found| {
            let at = by_id.get_mut(&(base(&found.finding.id), found.bead))?.pop()?;
            free[at] = false;
            Some(at)
        })
        .collect();
    // The same rule about the same words, in a bead that was edited beside them or joined with another.
    for (found, place) in now.iter().zip(&mut out).filter(|(f, place)| place.is_none() && touched(f.bead)) {
        let wanted = about(&found.finding, &found.texts);
        let same = |i: &usize| {
            let (_, row, texts) = &old[*i];
            free[*i] && row.present && touched(row.bead) && about(&row.finding, texts) == wanted
        };
        *place = (0..old.len()).find(same);
        if let Some(at) = *place {
            free[at] = false;
        }
    }
    out
}

/// The hash of an id, without its number among equal findings.
pub(crate) fn base(id: &str) -> &str {
    id.split('-').next().unwrap_or(id)
}

/// The rule, and the words of both sides: letters and digits in lower case.
fn about<'a>(finding: &'a Finding, texts: &(String, String)) -> (&'a str, String, String) {
    let normal = |words: &str| -> String {
        words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let words = |span: Option<calque_text::Span>, text: &str| normal(span.map_or("", |s| s.of(text)));
    (&finding.rule, words(finding.source, &texts.0), words(finding.target, &texts.1))
}
