//! What documentation tools add to Markdown, rewritten as plain CommonMark before it is parsed.
//!
//! - Containers whose body is indented: `!!! note "Title"`, `??? tip`, `=== "Tab"` (MkDocs, PyMdown).
//! - Containers between colons: `:::tip Title`, `::: warning`, `:::note[Title]` (VitePress, Docusaurus, Pandoc).
//! - Calls of the tool and components, of which the titles and captions are words: `{{< tab "Linux" >}}`,
//!   `{% hint title="…" %}`, `<TabItem label="Linux">` ([`calls`]).
//! - Attributes, anchors, links of wikis, icons and marks of editors inside of lines ([`inline`]).
//! - Lines that include or import something: `--8<-- "x.md"`, `<<< @/x.js`, `[[toc]]`, and in MDX `import` and
//!   `export`.
//!
//! Titles become paragraphs of their own, bodies lose their indentation. Code between fences stays as it is.

mod attributes;
mod calls;
mod containers;
mod inline;

use crate::document::builder::DocumentBuilder;
use calls::{Call, Shown};
use calque_text::LeftOutReason;
use containers::{colon_container, indented_container};
use std::borrow::Cow;

/// So many lines may a call, a component or a comment go over.
const MOST_LINES: usize = 60;

/// The text without what only such tools understand; what is no text is counted as left out.
pub(super) fn plain<'a>(source: &'a str, account: &mut DocumentBuilder) -> Cow<'a, str> {
    if !source.lines().any(is_special) {
        return Cow::Borrowed(source);
    }
    let lines: Vec<&str> = source.lines().collect();
    let mut rewriter =
        Rewriter { account, out: String::with_capacity(source.len()), bodies: Vec::new(), notes: Vec::new() };
    let mut at = front_matter(&lines);
    for line in &lines[..at] {
        rewriter.out.push_str(line);
        rewriter.out.push('\n');
    }
    while at < lines.len() {
        at += rewriter.lines(&lines[at..]);
    }
    let Rewriter { mut out, notes, .. } = rewriter;
    for note in notes {
        out.push_str("\n\n");
        out.push_str(&note);
        out.push('\n');
    }
    Cow::Owned(out)
}

/// The number of lines of the front matter.
fn front_matter(lines: &[&str]) -> usize {
    let Some(mark) = lines.first().map(|l| l.trim_end()).filter(|l| matches!(*l, "---" | "+++")) else { return 0 };
    let end = |line: &&str| line.trim_end() == mark || mark == "---" && line.trim_end() == "...";
    lines[1..].iter().position(end).map_or(0, |n| n + 2)
}

/// Whether a line may need rewriting: a cheap test, so that other texts are not copied.
fn is_special(line: &str) -> bool {
    let text = line.trim_start();
    ["!!!", "???", "===", ":::", "--8<--", "<<<", "import ", "export ", "*["].iter().any(|s| text.starts_with(s))
        || ["{", "[[", "![[", "^[", "==", "++", "^^", "[!"].iter().any(|mark| text.contains(mark))
        || text.contains('<') && calls::may_be_component(text)
        || text.contains(':') && inline::has_icon(text)
}

struct Rewriter<'a> {
    account: &'a mut DocumentBuilder,
    out: String,
    /// The open containers: how far their bodies are indented, and how much of that is taken away.
    bodies: Vec<(usize, usize)>,
    /// Notes that stand in the text, which come at the end.
    notes: Vec<String>,
}

impl Rewriter<'_> {
    /// Rewrites the first of these lines, with the lines that belong to it; returns how many they are.
    fn lines(&mut self, lines: &[&str]) -> usize {
        let line = lines[0];
        let indent = line.len() - line.trim_start_matches(' ').len();
        if !line.trim().is_empty() {
            self.bodies.retain(|&(body, _)| indent >= body);
        }
        let dedent = self.bodies.last().map_or(0, |&(_, dedent)| dedent);
        let text = line.get(dedent.min(indent)..).unwrap_or(line);
        let trimmed = text.trim();
        if let Some(mark) = fence(trimmed) {
            return self.code(lines, dedent, mark);
        }
        if let Some(title) = indented_container(trimmed) {
            self.bodies.push((indent + 4, indent + 4));
            self.paragraph(title);
        } else if let Some(title) = colon_container(trimmed) {
            self.paragraph(title);
        } else if let Some(number) = inclusion(lines, trimmed) {
            lines[..number].iter().for_each(|line| self.account.left_out(LeftOutReason::Included, line));
            return number;
        } else if let Some(number) = self.highlighted(lines, trimmed) {
            return number;
        } else if calls::opens(trimmed) {
            return self.call(lines, text, dedent);
        } else if let Some((short, long)) = abbreviation(trimmed) {
            self.paragraph(&format!("{short}: {long}"));
        } else {
            self.inline(text);
        }
        1
    }

    fn paragraph(&mut self, title: &str) {
        self.out.push('\n');
        if !title.is_empty() {
            self.inline(title);
            self.out.push('\n');
        }
    }

    fn inline(&mut self, text: &str) {
        inline::plain(text, &mut self.out, &mut self.notes, self.account);
        self.out.push('\n');
    }

    /// A block of code between fences; one that nothing closes ends with the text.
    fn code(&mut self, lines: &[&str], dedent: usize, mark: &str) -> usize {
        let mut number = 0;
        for line in lines {
            let indent = line.len() - line.trim_start_matches(' ').len();
            let text = line.get(dedent.min(indent)..).unwrap_or(line);
            self.out.push_str(text);
            self.out.push('\n');
            number += 1;
            let closes =
                text.trim().strip_prefix(mark).is_some_and(|rest| rest.trim_start_matches(&mark[..1]).is_empty());
            if number > 1 && closes {
                break;
            }
        }
        number
    }

    /// Code between calls: `{% highlight js %}` or `{{< highlight js >}}`, to the line that ends it.
    fn highlighted(&mut self, lines: &[&str], trimmed: &str) -> Option<usize> {
        let name = |line: &str| Call::whole(line.trim()).map(|call| call.name.to_owned());
        let end = match name(trimmed).as_deref() {
            Some("highlight" | "code-block") if trimmed.starts_with("{%") => "endhighlight",
            Some("highlight") => "/highlight",
            _ => return None,
        };
        let number = 1 + lines[1..].iter().position(|line| line.contains(end) && name(line).as_deref() == Some(end))?;
        self.out.push_str("\n~~~~~~\n");
        for line in &lines[1..number] {
            self.out.push_str(line);
            self.out.push('\n');
        }
        self.out.push_str("~~~~~~\n\n");
        Some(number + 1)
    }

    /// A line that begins with a call or a component, which may go over several lines.
    fn call(&mut self, lines: &[&str], text: &str, dedent: usize) -> usize {
        let trimmed = text.trim_start();
        let (joined, number) = joined(lines, trimmed);
        let Some(call) = Call::at(&joined) else {
            self.inline(text);
            return 1;
        };
        let rest = joined[call.length..].trim().to_owned();
        let indent = lines[0].len() - lines[0].trim_start_matches(' ').len();
        let at_text = call.shown().iter().all(|(shown, _)| *shown == Shown::Inline) && !rest.is_empty();
        if at_text {
            self.inline(&joined);
            return number;
        }
        call.account(self.account);
        let opens = call.opens_body && rest.is_empty();
        let words: Vec<String> = call.shown().into_iter().map(|(_, words)| words.to_owned()).collect();
        self.out.push('\n');
        words.iter().for_each(|words| self.paragraph(words));
        if opens && let Some(next) = lines.get(number..).and_then(|l| l.iter().find(|l| !l.trim().is_empty())) {
            let body = next.len() - next.trim_start_matches(' ').len();
            if body > indent {
                self.bodies.push((body, body - indent + dedent));
            }
        }
        if !rest.is_empty() {
            self.inline(&rest);
        }
        number
    }
}

/// The mark of a fence that a line opens.
fn fence(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(mark).len();
    (length >= 3 && !(mark == '`' && line[length..].contains('`'))).then(|| &line[..length])
}

/// `*[HTML]: HyperText Markup Language`.
fn abbreviation(line: &str) -> Option<(&str, &str)> {
    let (short, long) = line.strip_prefix("*[")?.split_once("]:")?;
    (!short.is_empty() && !long.trim().is_empty()).then(|| (short, long.trim()))
}

/// The first of these lines joined with those that its call, component or comment goes over, and their number.
fn joined<'a>(lines: &[&'a str], first: &'a str) -> (Cow<'a, str>, usize) {
    if Call::at(first).is_some() {
        return (Cow::Borrowed(first), 1);
    }
    let Some(end) = calls::end_mark(first) else { return (Cow::Borrowed(first), 1) };
    let mut text = first.to_owned();
    for (n, line) in lines.iter().enumerate().take(MOST_LINES).skip(1) {
        text.push(' ');
        text.push_str(line.trim());
        if line.contains(end) && Call::at(&text).is_some() {
            return (Cow::Owned(text), n + 1);
        }
    }
    (Cow::Borrowed(first), 1)
}

/// The number of lines that include another file or are code of MDX, if the first of these is one.
fn inclusion(lines: &[&str], line: &str) -> Option<usize> {
    let one = line.starts_with("--8<--")
        || line.starts_with("<<< ") && line.contains(['/', '@', '.'])
        || matches!(line.to_ascii_lowercase().as_str(), "[[toc]]" | "[toc]" | "[[_toc_]]" | "${toc}");
    if one {
        return Some(1);
    }
    if line.starts_with("import ") {
        let from = |line: &str| line.contains(" from '") || line.contains(" from \"");
        let whole = from(line) || ["import '", "import \""].iter().any(|s| line.starts_with(s)) || line.ends_with(';');
        let opens = line.ends_with(['{', ',']) && line.starts_with("import {");
        return match (whole, opens) {
            (true, _) => Some(1),
            (_, true) => lines.iter().take(MOST_LINES).position(|l| from(&format!(" {}", l.trim()))).map(|n| n + 1),
            _ => None,
        };
    }
    is_export(line).then(|| {
        let mut depth = 0_i32;
        let balanced = |line: &&str| {
            for c in line.chars() {
                depth += i32::from("({[".contains(c)) - i32::from(")}]".contains(c));
            }
            depth <= 0
        };
        1 + lines.iter().take(5 * MOST_LINES).position(balanced).unwrap_or(0)
    })
}

/// Whether a line begins a declaration of JavaScript: `export const x =`, `export default function f(`.
fn is_export(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("export ") else { return false };
    let rest = rest.trim_start();
    let declared = |word: &str, mark: &[char]| rest.strip_prefix(word).is_some_and(|rest| rest.contains(mark));
    declared("const ", &['='])
        || declared("let ", &['='])
        || declared("var ", &['='])
        || declared("function", &['('])
        || declared("async function", &['('])
        || declared("class ", &['{'])
        || declared("default ", &['(', '{', '=', ';'])
        || rest.starts_with('{') && (line.contains(" from ") || line.ends_with("};"))
}

#[cfg(test)]
mod tests;
