//! A glossary with a term more: a line at the end of a table, in the columns that it has. What stands in it, comments
//! too, stays as it is.

use crate::InputError;
use crate::glossary::{Column, fail, glossary_from_text, header};
use calque_text::Lang;

/// A term and its renderings.
#[derive(Clone, Copy, Debug)]
pub struct GlossaryRow<'a> {
    /// The term of the original.
    pub source: (Lang, &'a str),
    /// Its rendering.
    pub target: (Lang, &'a str),
    /// A rendering that must not be used; empty for none.
    pub forbidden: &'a str,
    /// A note, shown with findings; empty for none.
    pub note: &'a str,
}

/// The table `text`, of that name, with a row at its end; as it is where it has that row. A new one begins with a
/// line that names its columns.
pub fn with_glossary_row(name: &str, text: &str, row: &GlossaryRow<'_>) -> Result<String, InputError> {
    let mut text = text.to_owned();
    if text.trim().is_empty() {
        text = format!("{}\t{}\tforbidden\tnote\n", row.source.0, row.target.0);
    } else if text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        return Err(fail(name, 1, "is TBX: terms are added to tables alone"));
    } else {
        glossary_from_text(name, &text)?;
    }
    let lines = || text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#'));
    let first: Vec<&str> = lines().next().unwrap_or_default().split('\t').map(str::trim).collect();
    let columns = header(&first)
        .unwrap_or_else(|| vec![Column::Source(None), Column::Target(None), Column::Forbidden, Column::Note]);
    let named = columns.contains(&Column::Source(Some(row.target.0)));
    let cell = |column: &Column| {
        let text = match column {
            // The table may go from the language of the translation to that of the original.
            Column::Source(_) if named => row.target.1,
            Column::Target(_) if named => row.source.1,
            Column::Source(_) => row.source.1,
            Column::Target(_) => row.target.1,
            Column::Forbidden => row.forbidden,
            Column::Note => row.note,
            Column::Other => "",
        };
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let line = columns.iter().map(cell).collect::<Vec<_>>().join("\t");
    let line = line.trim_end();
    if !lines().any(|l| l.trim_end() == line) {
        if !text.ends_with('\n') {
            text.push('\n');
        }
        text.extend([line, "\n"]);
    }
    // Nothing is written that could not be read again.
    glossary_from_text(name, &text)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row<'a>(source: &'a str, target: &'a str, forbidden: &'a str, note: &'a str) -> GlossaryRow<'a> {
        GlossaryRow { source: (Lang::EN, source), target: (Lang::FR, target), forbidden, note }
    }

    #[test]
    fn a_row_goes_into_the_columns_that_there_are() {
        let new = with_glossary_row("g", "", &row("dam", "barrage", "digue", "holds\ta\nriver")).expect("a table");
        assert_eq!(new, "en\tfr\tforbidden\tnote\ndam\tbarrage\tdigue\tholds a river\n");
        assert_eq!(with_glossary_row("g", &new, &row("dam", "barrage", "digue", "holds a river")).expect("same"), new);
        let turned = "# ours\nnote\tfr\ten\nx\tport\tharbour";
        let more = with_glossary_row("g", turned, &row("dam", "barrage", "digue", "")).expect("a table");
        assert_eq!(more, "# ours\nnote\tfr\ten\nx\tport\tharbour\n\tbarrage\tdam\n");
        let plain = "the harbour of the town\tle port de la ville\n";
        let more = with_glossary_row("g", plain, &row("dam", "barrage", "", "")).expect("a table");
        assert_eq!(more, format!("{plain}dam\tbarrage\n"));
    }

    #[test]
    fn what_cannot_be_read_is_not_written_over() {
        assert!(with_glossary_row("g", "<martif></martif>", &row("a", "b", "", "")).is_err());
        assert!(with_glossary_row("g", "no tab\n", &row("a", "b", "", "")).is_err());
        assert!(with_glossary_row("g", "", &row("", "", "", "")).is_err());
    }
}
