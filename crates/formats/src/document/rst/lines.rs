//! What a line of reStructuredText is, and which lines belong together by their indentation.

/// The mark of an item: how many bytes it takes, and whether nothing else begins so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Enumerator {
    pub(super) width: usize,
    pub(super) sure: bool,
}

/// The spaces at the start of a line.
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The lines from `at` on that are indented at least so far, or empty, and the line after them. Empty lines at the
/// end do not belong to it.
pub(super) fn region<'a, 'b>(lines: &'b [&'a str], at: usize, least: usize) -> (&'b [&'a str], usize) {
    let ends = |i: &usize| !lines[*i].is_empty() && indent(lines[*i]) < least;
    let next = (at..lines.len()).find(ends).unwrap_or(lines.len());
    let end = (at..next).rev().find(|&i| !lines[i].is_empty()).map_or(at, |i| i + 1);
    (&lines[at..end], next)
}

/// Lines without the indentation that they share.
pub(super) fn under<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let shared = lines.iter().filter(|l| !l.trim().is_empty()).map(|l| indent(l)).min().unwrap_or(0);
    lines.iter().map(|l| l.get(shared.min(indent(l))..).unwrap_or("")).collect()
}

/// Whether a line is one mark, repeated: it underlines a title or divides the text.
pub(super) fn is_adornment(line: &str) -> bool {
    let Some(mark) = line.chars().next().filter(char::is_ascii_punctuation) else { return false };
    line.len() >= 2 && line.chars().all(|c| c == mark) && line != "::" && line != ".."
}

/// The mark of an item: `- `, `1. `, `(a) `, `#. `.
pub(super) fn enumerator(line: &str) -> Option<Enumerator> {
    let mark = line.split(' ').next()?;
    let spaces = indent(&line[mark.len()..]);
    let width = mark.len() + spaces.max(1);
    if matches!(mark, "*" | "+" | "-" | "•" | "‣" | "⁃") {
        return Some(Enumerator { width, sure: true });
    }
    let number = match mark.strip_prefix('(') {
        Some(rest) => rest.strip_suffix(')')?,
        None => mark.strip_suffix('.').or_else(|| mark.strip_suffix(')'))?,
    };
    let digits = !number.is_empty() && number.len() <= 4 && number.bytes().all(|b| b.is_ascii_digit());
    let letter = number.len() == 1 && number.bytes().all(|b| b.is_ascii_alphabetic());
    let roman = number.len() <= 6 && !number.is_empty() && number.bytes().all(|b| b"ivxlcIVXLC".contains(&b));
    (digits || letter || roman || number == "#").then_some(Enumerator { width, sure: number == "#" })
}

/// The name and the words of a field: `:name: words`.
pub(super) fn field(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix(':')?;
    let (name, words) = rest.split_once(": ").or_else(|| rest.strip_suffix(':').map(|name| (name, "")))?;
    let named = !name.is_empty() && !name.starts_with([' ', ':']) && !name.ends_with('\\') && !name.contains('`');
    named.then_some((name, words.trim()))
}

/// An option of a command and the words behind it: `-a, --all  words`, or the words in the next lines.
pub(super) fn option<'a>(line: &'a str, next: &str) -> Option<(&'a str, &'a str)> {
    let letter = line.strip_prefix("--").or_else(|| line.strip_prefix('-')).or_else(|| line.strip_prefix('/'))?;
    if !letter.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    match line.split_once("  ") {
        Some((option, words)) => Some((option, words.trim())),
        None => (indent(next) > 0).then_some((line, "")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_told_from_words() {
        let width = |line: &str| enumerator(line).map(|e| e.width);
        assert_eq!(
            [width("- a"), width("12. a"), width("(b)  c"), width("#. x"), width("-")],
            [Some(2), Some(4), Some(5), Some(3), Some(2)]
        );
        assert_eq!([width("word"), width("Mr. Roy"), width("1.5 m"), width("--all")], [None; 4]);
        assert_eq!(field(":a b: c"), Some(("a b", "c")));
        assert_eq!([field(":ref:`x` and: y"), field("a:b")], [None; 2]);
    }
}
