//! What documentation tools and editors add inside of a line: attributes in braces, links of wikis, icons, notes,
//! marks of revisions and keys. Code between backticks stays as it is.

use super::attributes;
use super::calls::{Call, Shown, opens};
use crate::document::builder::DocumentBuilder;
use calque_text::LeftOutReason;

/// Prefixes of icon fonts: `:material-check:`.
const FONTS: [&str; 4] = [":material-", ":octicons-", ":fontawesome-", ":simple-"];
/// The longest text between two marks, in bytes.
const LONGEST: usize = 1000;

/// Whether a line has an icon of an icon font.
pub(super) fn has_icon(line: &str) -> bool {
    FONTS.iter().any(|font| line.contains(font))
}

/// Writes a line without what is no text in it; notes are kept for the end.
pub(super) fn plain(line: &str, out: &mut String, notes: &mut Vec<String>, account: &mut DocumentBuilder) {
    let mut writer = Writer { from: out.len(), out, notes, account };
    let mut at = 0;
    while let Some(found) = line[at..].find(['`', '{', '[', '<', ':', '=', '+', '^', '\\']) {
        writer.out.push_str(&line[at..at + found]);
        at += found;
        let rest = &line[at..];
        at += writer.mark(rest, at == 0).unwrap_or_else(|| {
            // A sign behind a backslash is no mark.
            let behind = rest.strip_prefix('\\').and_then(|behind| behind.chars().next());
            let length = rest.chars().next().map_or(1, char::len_utf8) + behind.map_or(0, char::len_utf8);
            writer.out.push_str(&rest[..length]);
            length
        });
    }
    writer.out.push_str(&line[at..]);
}

struct Writer<'a> {
    out: &'a mut String,
    /// Where the line begins in it.
    from: usize,
    notes: &'a mut Vec<String>,
    account: &'a mut DocumentBuilder,
}

impl Writer<'_> {
    /// What is written of the line so far.
    fn line(&self) -> &str {
        &self.out[self.from..]
    }

    /// The end of that.
    fn line_end(&self) -> &str {
        let line = self.line();
        let mut start = line.len().saturating_sub(LONGEST);
        while !line.is_char_boundary(start) {
            start += 1;
        }
        &line[start..]
    }

    /// Writes what stands for the mark at the start of `rest`, and returns its length; none if it is no mark.
    fn mark(&mut self, rest: &str, at_start: bool) -> Option<usize> {
        match rest.as_bytes()[0] {
            b'`' => Some(self.code(rest)),
            b'{' if opens(rest) => self.call(rest),
            b'{' => self.braces(rest),
            b'[' => self.bracket(rest, at_start),
            b'<' => self.call(rest),
            b':' => icon(rest).map(|length| length + spaces(&rest[length..])),
            b'=' => self.between(rest, "==", |_| true),
            b'+' => {
                self.between(rest, "++", |keys| keys.chars().all(|c| c.is_ascii_alphanumeric() || "+-_\"".contains(c)))
            }
            b'^' if rest.starts_with("^[") => self.note(rest),
            b'^' => self.between(rest, "^^", |_| true),
            _ => None,
        }
    }

    /// A span of code, or backticks that nothing closes.
    fn code(&mut self, rest: &str) -> usize {
        let marks = rest.len() - rest.trim_start_matches('`').len();
        let mut at = marks;
        while let Some(found) = rest[at..].find('`') {
            at += found;
            let run = rest[at..].len() - rest[at..].trim_start_matches('`').len();
            at += run;
            if run == marks {
                self.out.push_str(&rest[..at]);
                return at;
            }
        }
        self.out.push_str(&rest[..marks]);
        marks
    }

    /// A call or a component inside of a line: the words that it shows.
    fn call(&mut self, rest: &str) -> Option<usize> {
        let call = Call::at(rest)?;
        call.account(self.account);
        for (shown, words) in call.shown() {
            if shown == Shown::Block && !self.line().is_empty() && !self.line().ends_with(' ') {
                self.out.push(' ');
            }
            self.out.push_str(words);
            if rest[call.length..].starts_with(char::is_alphanumeric) {
                self.out.push(' ');
            }
        }
        Some(call.length)
    }

    /// Attributes, an address made of variables, or a mark of a revision.
    fn braces(&mut self, rest: &str) -> Option<usize> {
        if rest.starts_with("{{") {
            let end = near(rest).find("}}")? + 2;
            // Of the address of a link nothing is text; a variable elsewhere stays.
            let line = self.line_end();
            let in_address = line.rfind("](").is_some_and(|n| !line[n..].contains([')', ' ']));
            if !in_address {
                self.out.push_str(&rest[..end]);
            }
            return Some(end);
        }
        if let Some(length) = self.revision(rest) {
            return Some(length);
        }
        let length = attributes::list(rest)?;
        let named = rest.starts_with("{#") || rest.starts_with("{:");
        let at_end = rest[length..].trim().is_empty();
        let line = self.line();
        let behind_span = line.ends_with([')', ']', '`', '*', '_', '"', '~']);
        let apart = line.is_empty() || line.ends_with(char::is_whitespace);
        if line.ends_with(['$', '{', '%', '\\', '=']) || !(behind_span || at_end || named && apart) {
            return None;
        }
        self.unwrap_span();
        if at_end {
            let kept = self.out.trim_end().len().max(self.from);
            self.out.truncate(kept);
        }
        Some(length)
    }

    /// `[words]{.class}`: the brackets go.
    fn unwrap_span(&mut self) {
        let line = self.line_end();
        let Some(inside) = line.strip_suffix(']') else { return };
        let Some(open) =
            inside.rfind('[').filter(|&n| !inside[..n].ends_with([']', '!']) && !inside[n..].contains(']'))
        else {
            return;
        };
        let words = inside[open + 1..].to_owned();
        if !words.starts_with('^') {
            let kept = self.out.len() - line.len() + open;
            self.out.truncate(kept);
            self.out.push_str(&words);
        }
    }

    /// CriticMarkup: `{++added++}`, `{--deleted--}`, `{~~old~>new~~}`, `{==marked==}`, `{>>comment<<}`.
    fn revision(&mut self, rest: &str) -> Option<usize> {
        const MARKS: [(&str, &str); 5] =
            [("{++", "++}"), ("{--", "--}"), ("{~~", "~~}"), ("{==", "==}"), ("{>>", "<<}")];
        let (open, close) = MARKS.iter().find(|(open, _)| rest.starts_with(open))?;
        let inside = &near(rest)[open.len()..];
        let inside = &inside[..inside.find(close)?];
        match *open {
            "{--" => self.account.left_out(LeftOutReason::Deleted, inside),
            "{>>" => self.account.left_out(LeftOutReason::Comment, inside),
            "{~~" => {
                let (old, new) = inside.split_once("~>")?;
                self.account.left_out(LeftOutReason::Deleted, old);
                self.out.push_str(new);
            }
            _ => self.out.push_str(inside),
        }
        Some(open.len() + inside.len() + close.len())
    }

    /// `[[page|words]]` of a wiki, a file shown in its place (`![[file.png]]`), and the kind of a callout (`[!note]`).
    fn bracket(&mut self, rest: &str, at_start: bool) -> Option<usize> {
        if let Some(inside) = rest.strip_prefix("[!") {
            let quote = at_start || (self.line().len() < 100 && self.line().trim_matches(['>', ' ']).is_empty());
            let end = inside
                .find(']')
                .filter(|&n| n > 0 && quote && inside[..n].chars().all(|c| c.is_alphanumeric() || "-|".contains(c)))?;
            // Those of GitHub stand alone in their line and are read by the parser.
            let title = inside[end + 1..].trim_start_matches(['+', '-']);
            return (!title.trim().is_empty()).then(|| rest.len() - title.trim_start().len());
        }
        let inside = rest.strip_prefix("[[")?;
        let end = near(inside).find("]]")?;
        let (link, behind) = (&inside[..end], &inside[end + 2..]);
        if link.is_empty() || link.contains(['[', ']']) || behind.starts_with(['(', '[', ':']) {
            return None;
        }
        let length = 2 + end + 2;
        if self.line().ends_with('!') {
            self.out.pop();
            self.account.left_out(LeftOutReason::Included, link);
            return Some(length);
        }
        let words = link.split_once('|').map_or(link, |(_, words)| words);
        self.out.push_str(words.trim_start_matches('#').trim());
        Some(length)
    }

    /// A note in the line, `^[words]`, which comes at the end.
    fn note(&mut self, rest: &str) -> Option<usize> {
        let mut depth = 0_i32;
        let end = near(rest).char_indices().skip(1).find_map(|(at, c)| {
            depth += i32::from(c == '[') - i32::from(c == ']');
            (depth == 0).then_some(at)
        })?;
        let words = rest[2..end].trim();
        if words.is_empty() {
            return None;
        }
        self.notes.push(words.to_owned());
        Some(end + 1)
    }

    /// Words between two equal marks, of which these are such words.
    fn between(&mut self, rest: &str, mark: &str, such: impl Fn(&str) -> bool) -> Option<usize> {
        let inside = rest.strip_prefix(mark)?;
        let end = near(inside).find(mark)?;
        let words = &inside[..end];
        let tight = !words.is_empty() && !words.starts_with([' ', '=', '+', '^']) && !words.ends_with(' ');
        let closes = !inside[end + mark.len()..].starts_with(&mark[..1]);
        if !tight || !closes || !such(words) || self.line().ends_with(|c: char| c.is_alphanumeric() || mark.contains(c))
        {
            return None;
        }
        self.out.push_str(words);
        Some(end + 2 * mark.len())
    }
}

/// The length of an icon of an icon font at the start of `rest`.
fn icon(rest: &str) -> Option<usize> {
    FONTS.iter().find(|font| rest.starts_with(*font))?;
    let name = rest[1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '-')? + 1;
    rest[name..].starts_with(':').then_some(name + 1)
}

fn spaces(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

/// The beginning of a text in which a mark is closed.
fn near(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
