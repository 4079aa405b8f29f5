//! Tables of reStructuredText drawn with characters: with a grid, or with columns under lines of `=`.

use std::collections::BTreeMap;

/// The lines of each cell of a table with a grid, in the order in which the cells end.
pub(super) fn grid(lines: &[&str]) -> Vec<Vec<String>> {
    let rows: Vec<Vec<char>> = lines.iter().map(|l| l.trim_end().chars().collect()).collect();
    let mut edges: Vec<usize> =
        rows.iter().flat_map(|row| row.iter().enumerate().filter(|(_, c)| **c == '+').map(|(i, _)| i)).collect();
    edges.sort_unstable();
    edges.dedup();
    let (mut out, mut open) = (Vec::new(), BTreeMap::<usize, Vec<String>>::new());
    for row in &rows {
        let at = |edge: &usize| matches!(row.get(*edge), Some('|' | '+'));
        let mut places = edges.iter().copied().filter(at).peekable();
        while let Some(start) = places.next() {
            let Some(&end) = places.peek() else { break };
            let part = &row[start + 1..end];
            if !part.is_empty() && (part.iter().all(|c| *c == '-') || part.iter().all(|c| *c == '=')) {
                out.extend(open.remove(&start));
            } else if part.iter().any(|c| !c.is_whitespace()) || open.contains_key(&start) {
                open.entry(start).or_default().push(part.iter().collect());
            }
        }
    }
    out.extend(open.into_values());
    out
}

/// Whether a line is the border of a table of columns: `=== ====`.
pub(super) fn is_border(line: &str) -> bool {
    let mut parts = line.split_ascii_whitespace();
    let all = |p: &str| p.bytes().all(|b| b == b'=');
    parts.clone().count() > 1 && parts.all(all)
}

/// The lines of each cell of a table of columns, row by row; the first line is its border.
pub(super) fn columns(lines: &[&str]) -> Vec<Vec<String>> {
    let Some(border) = lines.first() else { return Vec::new() };
    let marks: Vec<char> = border.chars().collect();
    let starts: Vec<usize> = (0..marks.len()).filter(|&i| marks[i] == '=' && (i == 0 || marks[i - 1] != '=')).collect();
    let (mut out, mut row) = (Vec::new(), vec![Vec::<String>::new(); starts.len()]);
    let mut flush = |row: &mut Vec<Vec<String>>| {
        out.extend(row.iter_mut().map(std::mem::take).filter(|cell| cell.iter().any(|l| !l.trim().is_empty())));
    };
    for line in lines {
        let rule = |b: u8| line.trim().bytes().all(|c| c == b || c == b' ') && !line.trim().is_empty();
        if rule(b'=') || rule(b'-') {
            flush(&mut row);
            continue;
        }
        let chars: Vec<char> = line.chars().collect();
        if chars.iter().take(*starts.get(1).unwrap_or(&0)).any(|c| !c.is_whitespace()) {
            flush(&mut row);
        }
        // Words that reach over the start of a column belong to the cell before.
        let mut edges: Vec<(usize, usize)> = Vec::new();
        for (column, &start) in starts.iter().enumerate() {
            let reaches = start > 0 && chars.get(start - 1).is_some_and(|c| !c.is_whitespace());
            if column == 0 || !reaches {
                edges.push((column, start));
            }
        }
        for (n, &(column, start)) in edges.iter().enumerate() {
            let end = edges.get(n + 1).map_or(chars.len(), |e| e.1).min(chars.len());
            let words: String = chars.get(start.min(end)..end).unwrap_or_default().iter().collect();
            row[column].push(words);
        }
    }
    flush(&mut row);
    out
}

/// The values of a row separated by commas, in quotation marks or without.
pub(super) fn values(row: &str) -> Vec<String> {
    let (mut out, mut value, mut quoted) = (Vec::new(), String::new(), false);
    for c in row.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => out.push(std::mem::take(&mut value)),
            c => value.push(c),
        }
    }
    out.push(value);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(cells: &[Vec<String>]) -> Vec<String> {
        cells.iter().map(|c| c.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn cells_of_grids_may_span() {
        let lines = [
            "+-------+------+",
            "| One   | Two  |",
            "+=======+======+",
            "| Three | Four |",
            "| more  +------+",
            "|       | Five |",
            "+-------+------+",
            "| Six and more |",
            "+-------+------+",
        ];
        assert_eq!(words(&grid(&lines)), ["One", "Two", "Four", "Three more", "Five", "Six and more"]);
    }

    #[test]
    fn columns_go_on_in_the_next_line() {
        let lines = [
            "=====  =====",
            "One    Two",
            "=====  =====",
            "Three  four",
            "       five",
            "Longest than it",
            "=====  =====",
        ];
        assert_eq!(words(&columns(&lines)), ["One", "Two", "Three", "four five", "Longest than it"]);
    }
}
