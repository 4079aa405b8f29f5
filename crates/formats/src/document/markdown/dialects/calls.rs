//! Calls of a tool and components of a page: `{{< tab "Linux" >}}` and `{{% notice %}}` of Hugo, `{% hint %}` of
//! Liquid, `<TabItem label="Linux">` of MDX and Vue, and the comments of MDX. Titles, labels and captions among their
//! arguments are words; the rest is for the tool.

use crate::document::builder::DocumentBuilder;
use calque_text::LeftOutReason;

/// Arguments that show a block of their own.
const BLOCKS: [&str; 13] = [
    "title",
    "label",
    "caption",
    "heading",
    "header",
    "summary",
    "description",
    "subtitle",
    "tagline",
    "content",
    "tab",
    "alt",
    "question",
];
/// Calls whose arguments name places or files, without a key.
const OF_PLACES: [&str; 12] =
    ["ref", "relref", "link", "highlight", "youtube", "vimeo", "gist", "tweet", "instagram", "figure", "param", "icon"];
/// Calls that read another file.
const OF_FILES: [&str; 8] =
    ["include", "include_relative", "includerelative", "import", "readfile", "embed", "content-ref", "includemd"];
/// The longest call, in bytes.
const LONGEST: usize = 4000;

/// How words of an argument stand in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// As a title or a caption.
    Block,
    /// In the line.
    Inline,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Shortcode,
    Liquid,
    Component,
    Comment,
}

/// A call at the start of a text.
pub(super) struct Call<'a> {
    /// Its name, with the slash of one that closes.
    pub(super) name: &'a str,
    /// Its length in bytes.
    pub(super) length: usize,
    /// Whether a component begins whose body follows.
    pub(super) opens_body: bool,
    arguments: &'a str,
    kind: Kind,
}

/// How calls begin and end; components apart.
const MARKS: [(&str, &str, Kind); 4] = [
    ("{{<", ">}}", Kind::Shortcode),
    ("{{%", "%}}", Kind::Shortcode),
    ("{%", "%}", Kind::Liquid),
    ("{/*", "*/}", Kind::Comment),
];

/// Whether a text begins as a call does.
pub(super) fn opens(text: &str) -> bool {
    end_mark(text).is_some()
}

/// What ends the call that a text begins with.
pub(super) fn end_mark(text: &str) -> Option<&'static str> {
    let marks = MARKS.iter().find(|(open, ..)| text.starts_with(open)).map(|(_, close, _)| *close);
    marks.or_else(|| component_name(text).map(|_| ">"))
}

/// Whether a text may hold a component.
pub(super) fn may_be_component(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| component_name(&text[at..]).is_some())
}

impl<'a> Call<'a> {
    /// The call at the start of a text.
    pub(super) fn at(text: &'a str) -> Option<Self> {
        let Some((open, close, kind)) = MARKS.iter().find(|(open, ..)| text.starts_with(open)) else {
            return Self::component(text);
        };
        let inside = &text[open.len()..];
        let end = near(inside).find(close)?;
        let length = open.len() + end + close.len();
        let inside = inside[..end].trim().trim_matches('-').trim();
        // `{{</* name */>}}` shows a call.
        let kind = if inside.starts_with("/*") { Kind::Comment } else { *kind };
        if kind == Kind::Comment {
            let arguments = inside.trim_start_matches("/*").trim_end_matches("*/");
            return Some(Self { name: "", length, opens_body: false, arguments, kind });
        }
        let name = inside.split(char::is_whitespace).next().unwrap_or("");
        let arguments = inside[name.len()..].trim().trim_end_matches('/');
        Some(Self { name, length, opens_body: false, arguments, kind })
    }

    /// The call that a whole line is.
    pub(super) fn whole(line: &'a str) -> Option<Self> {
        Self::at(line).filter(|call| call.length == line.len())
    }

    fn component(text: &'a str) -> Option<Self> {
        let name = component_name(text)?;
        let start = 1 + name.len();
        let inside = near(&text[start..]);
        let end = end_of_tag(inside)?;
        let arguments = inside[..end].trim();
        let closes = name.starts_with('/') || arguments.ends_with('/');
        let arguments = arguments.trim_end_matches('/');
        Some(Self { name, length: start + end + 1, opens_body: !closes, arguments, kind: Kind::Component })
    }

    /// The words that the call shows.
    pub(super) fn shown(&self) -> Vec<(Shown, &'a str)> {
        self.parted().into_iter().filter_map(|(shown, words)| shown.map(|shown| (shown, words))).collect()
    }

    /// Counts what the call does not show.
    pub(super) fn account(&self, account: &mut DocumentBuilder) {
        let file = OF_FILES.contains(&self.name);
        let why = match self.kind {
            Kind::Comment => LeftOutReason::Comment,
            _ if file => LeftOutReason::Included,
            _ => LeftOutReason::Metadata,
        };
        for (shown, words) in self.parted() {
            if shown.is_none() {
                account.left_out(why, words);
            }
        }
    }

    /// The arguments, and how they are shown, if they are.
    fn parted(&self) -> Vec<(Option<Shown>, &'a str)> {
        if self.kind == Kind::Comment {
            return vec![(None, self.arguments)];
        }
        let mut parts = Vec::new();
        for argument in arguments(self.arguments) {
            let shown = match argument.key {
                Some(key) if BLOCKS.contains(&key.to_ascii_lowercase().as_str()) => Some(Shown::Block),
                Some("text") => Some(Shown::Inline),
                None if self.kind == Kind::Shortcode && argument.quoted && !OF_PLACES.contains(&self.name) => {
                    let words = argument.value.contains(' ') || argument.value.starts_with(char::is_uppercase);
                    (words && !argument.value.contains('/')).then_some(Shown::Block)
                }
                _ => None,
            };
            let shown = shown.filter(|_| argument.quoted || !argument.value.contains(['/', '{', '(']));
            let is_file = OF_FILES.contains(&self.name) && argument.key.is_none();
            let shown = shown.filter(|_| !is_file && argument.value.contains(char::is_alphabetic));
            if !argument.value.is_empty() {
                parts.push((shown, argument.value));
            }
        }
        parts
    }
}

struct Argument<'a> {
    key: Option<&'a str>,
    value: &'a str,
    quoted: bool,
}

/// The arguments of a call: `key="value"`, `key={'value'}`, `"value"`, `value`.
fn arguments(text: &str) -> Vec<Argument<'_>> {
    let (mut out, mut rest) = (Vec::new(), text.trim_start());
    while !rest.is_empty() {
        let name = rest.find(|c: char| !(c.is_alphanumeric() || "-_:.@#".contains(c))).unwrap_or(rest.len());
        let key = (name > 0 && rest[name..].starts_with('=')).then(|| &rest[..name]);
        let from = if key.is_some() { name + 1 } else { 0 };
        let (value, length, quoted) = value(&rest[from..]);
        out.push(Argument { key, value, quoted });
        rest = rest[from + length..].trim_start();
    }
    out
}

/// A value at the start of a text: what it says, its length, and whether it stands in quotation marks.
fn value(text: &str) -> (&str, usize, bool) {
    let brace = usize::from(text.starts_with('{'));
    for quote in ['"', '\'', '`'] {
        if let Some(inside) = text[brace..].strip_prefix(quote)
            && let Some(end) = inside.find(quote)
        {
            let length = brace + end + 2;
            let closes = brace == 0 || text[length..].starts_with('}');
            if closes {
                return (&inside[..end], length + brace, true);
            }
        }
    }
    if brace > 0 {
        let mut depth = 0_usize;
        let end = text.find(|c| {
            depth += usize::from(c == '{');
            depth -= usize::from(c == '}');
            depth == 0
        });
        let length = end.map_or(text.len(), |end| end + 1);
        return (&text[..length], length, false);
    }
    let length = text.find(char::is_whitespace).unwrap_or(text.len());
    (&text[..length], length, false)
}

/// The name of the component whose tag a text begins with, with the slash of one that closes: a name with a capital
/// and a small letter, or with a hyphen.
fn component_name(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('<')?;
    let slash = usize::from(inside.starts_with('/'));
    let length = inside[slash..].find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c)));
    let length = length.unwrap_or(inside.len() - slash);
    let name = &inside[slash..slash + length];
    let capital = name.starts_with(|c: char| c.is_ascii_uppercase()) && name.contains(|c: char| c.is_ascii_lowercase());
    let custom = name.starts_with(|c: char| c.is_ascii_lowercase()) && name.contains('-') && !name.contains('.');
    let rest = &inside[slash + length..];
    let ends = rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == '>') || rest.starts_with("/>");
    ((capital || custom) && ends).then(|| &inside[..slash + length])
}

/// Where a tag ends: the `>` outside of quotation marks and braces.
fn end_of_tag(inside: &str) -> Option<usize> {
    let (mut depth, mut quote) = (0_usize, None);
    for (at, c) in inside.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'' | '`') if inside[..at].ends_with(['=', '{']) || depth > 0 => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => depth = depth.saturating_sub(1),
            (None, '>') if depth == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

/// The beginning of a text in which a call ends.
fn near(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
