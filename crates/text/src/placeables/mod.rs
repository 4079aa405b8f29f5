//! Placeables: parts of a text that are not prose and that a translation keeps as they are.
//!
//! Code, variables of templates and format strings, tags, anchors, addresses,
//! paths, options, identifiers, product codes, key combinations. Localisation
//! tools call them *placeables*. They are recognised here, once, for every rule
//! and filter, and compared as what they are: equal or not ([`Placeable::form`]).
//!
//! Recognition is by form alone, in one pass that grows linearly with the text:
//! `delimited` finds what has marks of its own around it,
//! `chunk` classifies what stands between spaces.

mod chunk;
mod delimited;
mod keys;
mod url;

use crate::Span;
use std::borrow::Cow;

/// What a placeable is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceableKind {
    /// Code between backticks.
    Code,
    /// A tag of HTML or XML, a comment included.
    Tag,
    /// A variable: `{name}`, `{{ x }}`, `${x}`, `%s`, `%(name)s`, `{% tag %}`.
    Variable,
    /// An anchor or attribute list of Markdown: `{#id}`, `{: .class}`, `:icon:`.
    Attribute,
    /// A URL or an e-mail address.
    Address,
    /// A path or file name.
    Path,
    /// An option of a command: `--dry-run`.
    Flag,
    /// An identifier of a program: `snake_case`, `call()`, `a::b`.
    Identifier,
    /// Letters and digits: `A380`, `RFC2119`.
    ProductCode,
    /// Keys pressed together: `Ctrl+C`.
    Keys,
}

impl PlaceableKind {
    /// What to call one in a message.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Tag => "tag",
            Self::Variable => "variable",
            Self::Attribute => "attribute",
            Self::Address => "address",
            Self::Path => "file name",
            Self::Flag => "option",
            Self::Identifier => "identifier",
            Self::ProductCode => "product code",
            Self::Keys => "key combination",
        }
    }

    /// Whether a translation that lacks one is wrong whatever else it says: programs read it.
    pub const fn is_binding(self) -> bool {
        matches!(self, Self::Variable | Self::Tag | Self::Address | Self::Code)
    }
}

/// A part of a text that is not prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placeable {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: PlaceableKind,
}

impl Placeable {
    /// What is compared with the other language: the same for what means the same to a program or a
    /// reader (a tag without its attributes, an address without the code of its language, French
    /// names of keys as English ones).
    pub fn form<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let written = self.span.of(text);
        match self.kind {
            PlaceableKind::Tag => delimited::tag_form(written),
            PlaceableKind::Address => url::form(written),
            PlaceableKind::Keys => keys::form(written).into(),
            PlaceableKind::Code => written.trim_matches('`').trim().into(),
            // Each language has its own hyphen: `DSA-29`, `DSA 29`.
            PlaceableKind::ProductCode => written.replace(['-', '\u{2010}', '\u{2011}'], "").into(),
            _ => written.into(),
        }
    }
}

/// The placeables of `text`, in order; they do not overlap.
pub fn placeables(text: &str) -> Vec<Placeable> {
    let mut out = Vec::new();
    let mut plain = 0;
    for found in delimited::find(text) {
        chunk::find(text, plain..found.span.start, &mut out);
        plain = found.span.end;
        out.push(found);
    }
    chunk::find(text, plain..text.len(), &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// One case a line: the text, then each placeable as `kind=text`.
    const CASES: &str = include_str!("cases.tsv");

    #[test]
    fn cases() {
        let mut wrong = Vec::new();
        for line in CASES.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
            let (text, want) = line.split_once('\t').unwrap_or((line, ""));
            let want: Vec<&str> = want.split('\t').filter(|w| !w.is_empty()).collect();
            let got: Vec<String> =
                placeables(text).iter().map(|p| format!("{}={}", p.kind.name(), p.span.of(text))).collect();
            if got != want {
                wrong.push(format!("{text}\n   want {want:?}\n   got  {got:?}"));
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    #[test]
    fn forms_compare_what_means_the_same() {
        let form = |text: &str| placeables(text).iter().map(|p| p.form(text).into_owned()).collect::<Vec<_>>();
        assert_eq!(form("Ctrl+Alt+Del"), form("Ctrl+Alt+Suppr"));
        assert_eq!(form("https://example.org/en/help/"), form("https://example.org/fr/help"));
        assert_ne!(form("https://example.org/help"), form("https://example.com/help"));
        assert_eq!(form("<a title=\"Home\" href='x'>"), form("<a title=\"Accueil\" href='x'>"));
        assert_ne!(form("{name}"), form("{nom}"));
    }

    proptest! {
        #[test]
        fn spans_lie_in_the_text_in_order(text in "[ a-z{}%<>`/.:_#é+A-Z0-9-]{0,60}") {
            let mut last = 0;
            for p in placeables(&text) {
                prop_assert!(p.span.start >= last && p.span.start < p.span.end);
                prop_assert!(!p.span.of(&text).trim().is_empty());
                last = p.span.end;
            }
        }
    }
}
