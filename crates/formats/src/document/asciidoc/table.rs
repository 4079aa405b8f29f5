//! Tables of AsciiDoc: cells between `|`, also with formats before them, or values separated by commas.

use std::borrow::Cow;

/// A cell of a table.
pub(super) struct Cell<'a> {
    pub(super) text: Cow<'a, str>,
    /// Its format says that it holds words and no blocks.
    pub(super) is_plain: bool,
}

/// The cells of the text between the lines that open and close a table.
pub(super) fn cells(text: &str, mark: char, csv: bool) -> Vec<Cell<'_>> {
    if csv || matches!(mark, ',' | ':') {
        let separator = if mark == ':' { ':' } else { ',' };
        let values = text.lines().flat_map(|row| values(row, separator));
        return values.map(|value| Cell { text: Cow::Owned(value), is_plain: true }).collect();
    }
    let mut cells: Vec<Cell<'_>> = Vec::new();
    // What stands before the first mark is no cell.
    let mut open: Option<(usize, bool)> = None;
    for (at, _) in text.match_indices(mark) {
        if text[..at].ends_with('\\') {
            continue;
        }
        let format = format(&text[open.map_or(0, |(start, _)| start)..at]);
        if let Some((start, is_plain)) = open {
            cells.push(Cell { text: Cow::Borrowed(text[start..at - format.len()].trim()), is_plain });
        }
        open = Some((at + mark.len_utf8(), format.ends_with(['l', 'm', 'v'])));
    }
    if let Some((start, is_plain)) = open {
        cells.push(Cell { text: Cow::Borrowed(text[start..].trim()), is_plain });
    }
    cells.retain(|cell| !cell.text.is_empty());
    cells
}

/// The format of the next cell at the end of `before`, such as `2+^.>s`.
fn format(before: &str) -> &str {
    let start =
        before.rfind(char::is_whitespace).map_or(0, |n| n + before[n..].chars().next().map_or(1, char::len_utf8));
    let spec = &before[start..];
    let rest = spec.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let rest = rest.strip_prefix(['+', '*']).unwrap_or(rest);
    let rest = rest.trim_start_matches(['<', '^', '>', '.']);
    let numbered = rest.len() < spec.len() && !spec.ends_with(|c: char| c.is_ascii_digit() || c == '.');
    let style = matches!(rest, "a" | "d" | "e" | "h" | "l" | "m" | "s" | "v");
    // A lone letter is a format only behind white space or at the start of a line.
    if (rest.is_empty() && numbered) || (style && (start > 0 || before.len() == spec.len())) { spec } else { "" }
}

/// The values of a row, in quotation marks or without.
fn values(row: &str, separator: char) -> Vec<String> {
    let (mut out, mut value, mut quoted) = (Vec::new(), String::new(), false);
    for c in row.chars() {
        match c {
            '"' => quoted = !quoted,
            c if c == separator && !quoted => out.push(std::mem::take(&mut value)),
            c => value.push(c),
        }
    }
    out.push(value);
    out
}

#[cfg(test)]
mod tests {
    use crate::document::asciidoc::tests::blocks;

    #[test]
    fn cells_are_read_with_and_without_formats() {
        let source = "[cols=\"1,2a\"]\n|===\n|Name |What it does\n\n2+|Both columns.\n.2+^s|A wall\nof stone\n\na|* one\n* two\n|a \\| b\n|===\n";
        assert_eq!(
            blocks(source),
            [
                "Cell: Name",
                "Cell: What it does",
                "Cell: Both columns.",
                "Cell: A wall of stone",
                "ListItem: one",
                "ListItem: two",
                "Cell: a | b"
            ]
        );
        assert_eq!(blocks(",===\na,\"b, c\"\n,===\n"), ["Cell: a", "Cell: b, c"]);
    }
}
