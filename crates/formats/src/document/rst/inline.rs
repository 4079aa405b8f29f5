//! Inline marks of reStructuredText: words without emphasis, roles, references and substitutions.

use crate::document::raised::raised;
use std::collections::HashMap;

/// The longest marked stretch, in characters.
const LONGEST: usize = 2000;
/// Roles whose content is shown as it is written, `<` and `~` too.
const AS_WRITTEN: [&str; 10] = ["math", "code", "literal", "samp", "kbd", "command", "file", "eq", "regexp", "abbr"];

/// What the whole text defines for its lines.
#[derive(Debug, Default)]
pub(super) struct Inline {
    /// Values of `|name|`.
    pub(super) substitutions: HashMap<String, String>,
    /// Bytes that substitutions may still add, against texts that multiply themselves.
    pub(super) may_insert: usize,
}

impl Inline {
    /// The words of a text.
    pub(super) fn plain(&mut self, text: &str) -> String {
        if !text.contains(['*', '`', '_', '|', '\\', '[']) {
            return text.to_owned();
        }
        let chars: Vec<char> = text.chars().collect();
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while at < chars.len() {
            at += self.step(&chars, at, &mut out);
        }
        out
    }

    /// Writes what stands at `at` and returns how many characters it takes.
    fn step(&mut self, chars: &[char], at: usize, out: &mut String) -> usize {
        let c = chars[at];
        let next = chars.get(at + 1).copied();
        match c {
            '\\' => {
                // A backslash joins what white space separates, and takes the meaning from a mark.
                out.extend(next.filter(|n| !n.is_whitespace()));
                return 2;
            }
            '`' if next == Some('`') && opens(chars, at, 2) => {
                if let Some(end) = find(chars, at + 2, "``") {
                    out.extend(&chars[at + 2..end]);
                    return end + 2 - at;
                }
            }
            ':' if opens(chars, at, 1) => {
                if let Some((role, length)) = role_before(&chars[at..])
                    && let Some(end) = find(chars, at + length + 1, "`")
                {
                    push_role(&role, &chars[at + length + 1..end], out);
                    return end + 1 - at;
                }
            }
            '`' if opens(chars, at, 1) => {
                if let Some(end) = find(chars, at + 1, "`") {
                    return quoted(chars, at, end, out);
                }
            }
            '_' if next == Some('`') && opens(chars, at, 1) => return 1,
            '_' if ends_reference(chars, at) => return if next == Some('_') { 2 } else { 1 },
            '*' => {
                let mark = if next == Some('*') { "**" } else { "*" };
                if opens(chars, at, mark.len())
                    && let Some(end) = find(chars, at + mark.len(), mark)
                {
                    unescape_into(&chars[at + mark.len()..end], out);
                    return end + mark.len() - at;
                }
                out.push_str(mark);
                return mark.len();
            }
            '|' if opens(chars, at, 1) => {
                if let Some(end) = find(chars, at + 1, "|") {
                    let name: String = chars[at + 1..end].iter().collect();
                    let value = self.substitutions.get(&name.to_lowercase());
                    if let Some(value) = value.filter(|v| v.len() <= self.may_insert) {
                        self.may_insert -= value.len();
                        out.push_str(value);
                        let marks = chars[end + 1..].iter().take(2).take_while(|&&c| c == '_').count();
                        return end + 1 + marks - at;
                    }
                }
            }
            '[' => {
                if let Some(length) = note_mark(&chars[at..]) {
                    out.truncate(out.trim_end_matches(' ').len());
                    return length;
                }
            }
            _ => {}
        }
        out.push(c);
        1
    }
}

/// Words in backquotes: a reference (`_` behind), a role (behind), or words of the default role.
fn quoted(chars: &[char], at: usize, end: usize, out: &mut String) -> usize {
    let words = &chars[at + 1..end];
    let rest = &chars[end + 1..];
    if rest.first() == Some(&'_') {
        push_titled(words, out);
        return end + 1 - at + if rest.get(1) == Some(&'_') { 2 } else { 1 };
    }
    if let Some((role, length)) = role_name(rest) {
        push_role(&role, words, out);
        return end + 1 + length - at;
    }
    push_titled(words, out);
    end + 1 - at
}

/// Whether the `_` at `at` ends a reference: `name_`, `name__`.
fn ends_reference(chars: &[char], at: usize) -> bool {
    let marks = if chars.get(at + 1) == Some(&'_') { 2 } else { 1 };
    // `__init__` and the like are no references: the name begins with a letter or figure.
    let name = chars[..at].iter().rev().take(80).take_while(|c| c.is_alphanumeric() || "-_.:+".contains(**c));
    let named = name.last().is_some_and(|first| first.is_alphanumeric()) && chars[at - 1].is_alphanumeric();
    named && chars.get(at + marks).is_none_or(|c| !c.is_alphanumeric() && *c != '_')
}

/// Whether a mark of this length may begin marked words: after white space or a bracket, before a character.
fn opens(chars: &[char], at: usize, length: usize) -> bool {
    let before = at.checked_sub(1).map(|b| chars[b]);
    let free = before.is_none_or(|c| c.is_whitespace() || "'\"([{<-/:«‘“’—–\u{a0}\u{202f}".contains(c) || c == '\\');
    // `\ ` joins without a space: what was written then ends in a letter.
    let joined = at >= 2 && chars[at - 1] == ' ' && chars[at - 2] == '\\';
    (free || joined) && chars.get(at + length).is_some_and(|c| !c.is_whitespace())
}

/// Where the marked words end that begin at `from`.
fn find(chars: &[char], from: usize, mark: &str) -> Option<usize> {
    let mark: Vec<char> = mark.chars().collect();
    let verbatim = mark.len() == 2 && mark[0] == '`';
    let mut at = from + 1;
    while at + mark.len() <= chars.len() && at < from + LONGEST {
        let fits = chars[at..].starts_with(&mark) && !chars[at - 1].is_whitespace();
        let escaped = !verbatim && chars[at - 1] == '\\';
        let after = chars.get(at + mark.len());
        let free = after.is_none_or(|c| !(c.is_alphanumeric() || mark[0] == '*' && *c == '*'));
        if fits && !escaped && free {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// `:name:` before a backquote, and its length.
fn role_before(chars: &[char]) -> Option<(String, usize)> {
    let (name, length) = role_name(chars)?;
    (chars.get(length) == Some(&'`')).then_some((name, length))
}

/// `:name:` or `:domain:name:`; its last part, and its length.
fn role_name(chars: &[char]) -> Option<(String, usize)> {
    if chars.first() != Some(&':') {
        return None;
    }
    let length = chars.iter().take(60).take_while(|c| c.is_ascii_alphanumeric() || "-_+.:".contains(**c)).count();
    let name: String = chars[..length].iter().collect();
    let name = name.strip_prefix(':')?.strip_suffix(':')?;
    (!name.is_empty() && !name.starts_with(':')).then(|| (name.rsplit(':').next().unwrap_or(name).to_owned(), length))
}

fn push_role(role: &str, words: &[char], out: &mut String) {
    match role {
        "sup" | "superscript" => {
            let text: String = words.iter().collect();
            let figures = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '−'));
            out.extend(text.chars().map(|c| if figures { raised(c) } else { c }));
        }
        "menuselection" => {
            let shown: Vec<char> = words.iter().collect::<String>().replace("-->", ">").chars().collect();
            unescape_into(&shown, out);
        }
        "rfc" | "pep" => {
            out.push_str(&role.to_uppercase());
            out.push(' ');
            push_titled(words, out);
        }
        "guilabel" => out.extend(words.iter().filter(|c| **c != '&')),
        _ if AS_WRITTEN.contains(&role) => out.extend(words),
        _ => push_titled(words, out),
    }
}

/// The words of a reference: `Title <target>`, `~module.Name`, `!name`.
fn push_titled(words: &[char], out: &mut String) {
    let mut text = String::new();
    unescape_into(words, &mut text);
    let titled = text.strip_suffix('>').and_then(|t| t.rsplit_once('<')).filter(|(title, _)| !title.trim().is_empty());
    if let Some((title, _)) = titled {
        out.push_str(title.trim_end());
    } else if let Some(name) = text.strip_prefix('~') {
        out.push_str(name.rsplit('.').next().unwrap_or(name));
    } else {
        out.push_str(text.strip_prefix('!').unwrap_or(&text).trim_start_matches('<').trim_end_matches('>'));
    }
}

fn unescape_into(chars: &[char], out: &mut String) {
    let mut escaped = false;
    for &c in chars {
        if escaped {
            out.extend((!c.is_whitespace()).then_some(c));
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else {
            out.push(c);
        }
    }
}

/// The length of the mark of a note or a citation: `[1]_`, `[#]_`, `[#name]_`, `[*]_`, `[Roy2002]_`.
fn note_mark(chars: &[char]) -> Option<usize> {
    let end = chars.iter().take(40).position(|&c| c == ']')?;
    let label = &chars[1..end];
    let plain = !label.is_empty() && label.iter().all(|c| c.is_alphanumeric() || "#*-_.:+".contains(*c));
    let behind = chars.get(end + 1) == Some(&'_') && !chars.get(end + 2).is_some_and(|c| c.is_alphanumeric());
    (plain && behind).then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_no_words() {
        let mut inline = Inline { may_insert: 1000, ..Inline::default() };
        inline.substitutions.insert("product".into(), "Calque".into());
        for (source, words) in [
            ("*A* **b** ``c *d*`` `e`", "A b c *d* e"),
            ("See `the page <http://a.example>`_, `it`__ and Python_.", "See the page, it and Python."),
            (":ref:`the part <x>`, :py:class:`~a.b.Name`, :kbd:`<Ctrl>`", "the part, Name, <Ctrl>"),
            ("|product| is free |none|", "Calque is free |none|"),
            ("It held [1]_. So [#a]_ did he [Roy2002]_.", "It held. So did he."),
            ("10\\ :sup:`6` m, H\\ :sub:`2`\\ O", "10⁶ m, H2O"),
            (
                "2 * 3 * 4, *args and **kwargs, snake_case, __init__ and that_",
                "2 * 3 * 4, *args and **kwargs, snake_case, __init__ and that",
            ),
            ("\\*not so\\* and `name`:role:", "*not so* and name"),
            ("See :rfc:`2822`", "See RFC 2822"),
            (":menuselection:`File --> Save`, :guilabel:`&Open`", "File > Save, Open"),
            ("at 10:30, a [bracket]", "at 10:30, a [bracket]"),
        ] {
            assert_eq!(inline.plain(source), words, "{source}");
        }
    }
}
