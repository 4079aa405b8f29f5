//! What a line of AsciiDoc is, looked at by itself.

/// A line that is more than text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// Nothing but white space.
    Empty,
    /// `== Title`, with its level from 1.
    Heading(u8, &'a str),
    /// `:name: value`; `:!name:` has no value.
    Attribute(&'a str, Option<&'a str>),
    /// `// words`.
    Comment(&'a str),
    /// `.Title of a block`.
    BlockTitle(&'a str),
    /// `[NOTE]`, `[source,ruby]`, `[quote, Author]`: what is between the brackets.
    BlockAttributes(&'a str),
    /// `image::file.png[words]`: name, target, and what is between the brackets.
    Macro(&'a str, &'a str, &'a str),
    /// A line of marks that opens or closes a block.
    Fence(Fence),
    /// An item of a list: its words.
    Item(&'a str),
    /// `term:: words`, the words perhaps empty.
    Term(&'a str, &'a str),
    /// A rule or a page break.
    Rule,
    /// `+` alone: what follows belongs to the item before.
    Continuation,
    /// Anything else.
    Text,
}

/// Blocks between two equal lines of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fence {
    /// `----`, `....`, a fence of Markdown: the text as it is.
    Verbatim,
    /// `++++`: markup of the output format.
    Passthrough,
    /// `////`.
    Comment,
    /// `____`.
    Quote,
    /// `====`, `****`, `--`: other blocks inside.
    Container,
    /// `|===`, and the mark that begins a cell.
    Table(char),
}

/// Reads a line.
pub(super) fn read(line: &str) -> Line<'_> {
    let line = line.trim_end();
    let text = line.trim_start();
    if text.is_empty() {
        return Line::Empty;
    }
    if line.len() == text.len()
        && let Some(found) = at_margin(line)
    {
        return found;
    }
    item(text).map(Line::Item).or_else(|| term(text).map(|(term, words)| Line::Term(term, words))).unwrap_or(Line::Text)
}

/// What only counts at the left margin.
fn at_margin(line: &str) -> Option<Line<'_>> {
    if let Some(fence) = fence(line) {
        return Some(Line::Fence(fence));
    }
    if matches!(line, "'''" | "---" | "- - -" | "***" | "* * *" | "<<<") {
        return Some(Line::Rule);
    }
    if line == "+" {
        return Some(Line::Continuation);
    }
    if let Some(words) = line.strip_prefix("//").filter(|_| !line.starts_with("///")) {
        return Some(Line::Comment(words));
    }
    if let Some((level, title)) = heading(line) {
        return Some(Line::Heading(level, title));
    }
    if let Some((name, value)) = attribute(line) {
        return Some(Line::Attribute(name, value));
    }
    if let Some(title) = line.strip_prefix('.').filter(|t| !t.starts_with([' ', '.', '\t'])) {
        return Some(Line::BlockTitle(title));
    }
    if let Some(inside) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']'))
        && !inside.starts_with([' ', '\t'])
        && (inside.is_empty() || inside.starts_with(|c: char| c.is_alphanumeric() || "[{,.#\"'%_".contains(c)))
        && !inside.contains("](")
    {
        return Some(Line::BlockAttributes(inside));
    }
    block_macro(line)
}

/// A line of marks that opens or closes a block.
fn fence(line: &str) -> Option<Fence> {
    if line == "--" {
        return Some(Fence::Container);
    }
    if line.starts_with("```") && !line[3..].contains('`') {
        return Some(Fence::Verbatim);
    }
    let mark = line.chars().next().filter(char::is_ascii)?;
    if line.len() == 4 && &line[1..] == "===" && matches!(mark, '|' | ',' | ':' | '!') {
        return Some(Fence::Table(mark));
    }
    if line.len() < 4 || !line.chars().all(|c| c == mark) {
        return None;
    }
    Some(match mark {
        '-' | '.' => Fence::Verbatim,
        '+' => Fence::Passthrough,
        '/' => Fence::Comment,
        '_' => Fence::Quote,
        '=' | '*' | '~' => Fence::Container,
        _ => return None,
    })
}

fn heading(line: &str) -> Option<(u8, &str)> {
    let mark = line.chars().next().filter(|c| matches!(c, '=' | '#'))?;
    let level = line.chars().take_while(|&c| c == mark).count();
    let title = line[level..].strip_prefix([' ', '\t'])?.trim();
    let title = title.trim_end_matches(mark).trim_end();
    (level <= 6 && !title.is_empty()).then_some((level as u8, title))
}

fn attribute(line: &str) -> Option<(&str, Option<&str>)> {
    let (name, value) = line.strip_prefix(':')?.split_once(':')?;
    let unset = name.starts_with('!') || name.ends_with('!');
    let name = name.trim_matches('!');
    let named = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    (named && (value.is_empty() || value.starts_with([' ', '\t']))).then_some((name, (!unset).then_some(value.trim())))
}

fn block_macro(line: &str) -> Option<Line<'_>> {
    let (name, rest) = line.split_once("::")?;
    let (target, inside) = rest.split_once('[')?;
    let inside = inside.strip_suffix(']')?;
    let named = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let of_file = !target.contains(' ') || matches!(name, "include" | "image" | "video" | "audio");
    (named && of_file && !target.starts_with(' ')).then_some(Line::Macro(name, target, inside))
}

/// The words of an item: `* words`, `.. words`, `1. words`, `<1> words`.
fn item(text: &str) -> Option<&str> {
    let (mark, words) = text.split_once([' ', '\t'])?;
    let of = |c: char, most: usize| mark.len() <= most && mark.chars().all(|m| m == c);
    let bullet = of('*', 5) || of('.', 5) || matches!(mark, "-" | "•");
    let number = mark.strip_suffix('.').is_some_and(|n| {
        n.len() <= 4 && n.bytes().all(|b| b.is_ascii_digit()) && !n.is_empty()
            || n.len() == 1 && n.bytes().all(|b| b.is_ascii_lowercase())
    });
    let callout = mark
        .strip_prefix('<')
        .and_then(|m| m.strip_suffix('>'))
        .is_some_and(|n| n == "." || !n.is_empty() && n.len() <= 3 && n.bytes().all(|b| b.is_ascii_digit()));
    let words = words.trim_start();
    let words = ["[ ] ", "[x] ", "[*] "].iter().find_map(|task| words.strip_prefix(task)).unwrap_or(words);
    ((bullet || number || callout) && !words.is_empty()).then_some(words)
}

/// `term:: words`, also with `;;`, `:::` and `::::`.
fn term(text: &str) -> Option<(&str, &str)> {
    for mark in ["::::", ":::", "::", ";;"] {
        let split = text.split_once(&format!("{mark} ")).or_else(|| text.strip_suffix(mark).map(|term| (term, "")));
        let Some((term, words)) = split else { continue };
        if !term.trim().is_empty() && !term.ends_with([':', ';']) && !term.contains("//") {
            return Some((term.trim(), words.trim()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_apart() {
        for (line, found) in [
            ("== The bridge ==", Line::Heading(2, "The bridge")),
            (":name: a value", Line::Attribute("name", Some("a value"))),
            (":!name:", Line::Attribute("name", None)),
            (".A title", Line::BlockTitle("A title")),
            (". An item", Line::Item("An item")),
            ("  ** [x] done", Line::Item("done")),
            ("12. twelfth", Line::Item("twelfth")),
            ("[NOTE]", Line::BlockAttributes("NOTE")),
            ("image::a b.png[The port, 200]", Line::Macro("image", "a b.png", "The port, 200")),
            ("====", Line::Fence(Fence::Container)),
            ("|===", Line::Fence(Fence::Table('|'))),
            ("cache:: where copies are kept", Line::Term("cache", "where copies are kept")),
            ("cache::", Line::Term("cache", "")),
            ("[see below]", Line::BlockAttributes("see below")),
            ("It was late... she said.", Line::Text),
            ("He said: \"Use std::vector\".", Line::Text),
            ("*Bold* words", Line::Text),
        ] {
            assert_eq!(read(line), found, "{line}");
        }
    }
}
