//! Reads tables: columns separated by tabs, the first line names them.

/// The lines of a table that hold a row: all but the head line, empty lines and remarks (`# `).
pub(crate) fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().skip(1).filter(|l| !l.is_empty() && !l.starts_with("# "))
}

/// The rows of a table, each with its first `N` fields; a missing field is empty.
pub(crate) fn rows<const N: usize>(file: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    lines(file).map(|line| {
        let mut fields = line.split('\t');
        std::array::from_fn(|_| fields.next().unwrap_or_default())
    })
}
