//! The tables of Marot and of the MQM annotations of WMT: a line for each marked error, tab-separated,
//! with the words between `<v>` and `</v>` in the source or the target.
//!
//! ```text
//! system  doc  docSegId  globalSegId  rater  source  target  category  severity  metadata
//! ```

use super::row::{MarkedPlace, MarkedSpan, Row, category, severity};
use calque_text::Side;

const OPEN: &str = "<v>";
const CLOSE: &str = "</v>";

/// Whether a line is of such a table.
pub(super) fn is_line(line: &str) -> bool {
    let line = line.trim_start_matches('\u{feff}');
    line.starts_with("system\tdoc") || (!line.starts_with('{') && (9..=10).contains(&line.split('\t').count()))
}

/// The row of a line; none for the header, an error where it has too few columns.
pub(super) fn row(text: &str, line: u64) -> Result<Option<Row>, String> {
    let text = text.trim_start_matches('\u{feff}').trim_end_matches(['\r', '\n']);
    if text.starts_with("system\tdoc") {
        return Ok(None);
    }
    let columns: Vec<&str> = text.split('\t').collect();
    let &[system, _, _, _, rater, source, target, kind, grave, ref rest @ ..] = columns.as_slice() else {
        return Err(format!("has {} columns, where a table of Marot has 9 or 10", columns.len()));
    };
    let (source_words, source) = marked(source);
    let (target_words, target) = marked(target);
    let side = if target_words.is_none() && source_words.is_some() { Side::Source } else { Side::Target };
    let place = match if side == Side::Source { source_words } else { target_words } {
        Some((start, end)) => MarkedPlace::Chars(start..end, None),
        None => MarkedPlace::Whole,
    };
    // A line without a rater carries figures of other metrics and marks nothing.
    let judged = !(kind.trim().is_empty() && grave.trim().is_empty());
    let span =
        judged.then(|| Some((severity(Some(grave))?, category(Some(kind))?))).flatten().map(|(s, c)| MarkedSpan {
            side,
            place,
            severity: s,
            category: c,
            confidence: None,
            note: rest.first().and_then(|cell| note(cell)),
        });
    Ok(Some(Row {
        line,
        source: Some(source),
        target: Some(target),
        rater: Some(format!("{system} {rater}")),
        score: None,
        spans: span.into_iter().collect(),
    }))
}

/// What the rater wrote: the field `note` of the metadata; in older files the whole cell.
fn note(cell: &str) -> Option<String> {
    let cell = cell.trim();
    let said = match serde_json::from_str::<serde_json::Value>(cell) {
        Ok(metadata) => metadata.get("note").and_then(|n| n.as_str()).unwrap_or_default().trim().to_owned(),
        Err(_) => cell.to_owned(),
    };
    Some(said).filter(|s| !s.is_empty())
}

/// The text without its marks, and the marked words in code points of it.
fn marked(text: &str) -> (Option<(usize, usize)>, String) {
    let plain = text.replace(OPEN, "").replace(CLOSE, "");
    let Some((before, rest)) = text.split_once(OPEN) else { return (None, plain) };
    let words = rest.split_once(CLOSE).map_or(rest, |(words, _)| words);
    let start = before.chars().count();
    (Some((start, start + words.chars().count())), plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use calque_bitext::{Category, Severity};

    #[test]
    fn words_between_marks_are_the_span() {
        let line = "A\tdoc\t1\t7\trater1\tThe dam is old.\tLe barrage est <v>neuf</v>.\tAccuracy/Mistranslation\tMajor\t\
                    {\"note\": \"the contrary\", \"timestamp\": 5}";
        assert!(is_line(line));
        let row = row(line, 3).expect("whole").expect("no header");
        assert_eq!(row.target.as_deref(), Some("Le barrage est neuf."));
        let span = &row.spans[0];
        assert_eq!((span.severity, span.category), (Severity::Major, Category::Mistranslation));
        assert_eq!((&span.place, span.note.as_deref()), (&MarkedPlace::Chars(15..19, None), Some("the contrary")));
    }

    #[test]
    fn what_marks_nothing_is_a_row_without_spans() {
        let good = "A\tdoc\t1\t7\trater1\tYes.\tOui.\tNo-error\tNo-error";
        assert_eq!(row(good, 1).expect("whole").expect("no header").spans, []);
        let figures = "A\tdoc\t1\t7\t\tYes.\tOui.\t\t\t{\"segment\": {}}";
        assert_eq!(row(figures, 1).expect("whole").expect("no header").spans, []);
        let lost = "A\tdoc\t1\t7\tr\tIt <v>then</v> rained.\tIl a plu.\tAccuracy/Omission\tminor";
        let row_ = row(lost, 1).expect("whole").expect("no header");
        assert_eq!((row_.spans[0].side, &row_.spans[0].place), (Side::Source, &MarkedPlace::Chars(3..7, None)));
        assert_eq!(row("system\tdoc\tdoc_id", 1), Ok(None));
        assert!(row("a\tb", 1).is_err());
    }
}
