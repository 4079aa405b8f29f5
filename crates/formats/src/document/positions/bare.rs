//! Markup without its tags and link addresses, character references decoded, with the way back to the markup.

use crate::document::references::{decoded, reference};
use std::collections::HashMap;

/// The text, and where its pieces stand in the markup.
pub(super) struct Bare {
    /// The text; a space stands for each tag.
    pub(super) text: String,
    /// Offsets in the text with the offsets in the markup that they stand for, rising; between two of them
    /// both count alike.
    pieces: Vec<(usize, usize)>,
}

/// The longest tag, comment or link address, in bytes: what goes on for longer has no end.
const LONGEST_TAG: usize = 100_000;

impl Bare {
    /// Reads the markup in one pass.
    pub(super) fn of(markup: &str) -> Self {
        let mut bare = Self { text: String::with_capacity(markup.len()), pieces: vec![(0, 0)] };
        let mut known: HashMap<&str, String> = HashMap::new();
        let mut ends = Ends::default();
        let mut at = 0;
        while let Some(found) = markup[at..].find(['<', ']', '&']) {
            bare.text.push_str(&markup[at..at + found]);
            at += found;
            let rest = &markup[at..];
            let (written, length) = match rest.as_bytes()[0] {
                b'&' => match reference(rest) {
                    Some(name) => (known.entry(name).or_insert_with(|| decoded(name)).as_str(), name.len()),
                    None => ("&", 1),
                },
                _ => (" ", ends.tag_length(markup, at)),
            };
            bare.text.push_str(written);
            at += length;
            if written.len() != length {
                bare.pieces.push((bare.text.len(), at));
            }
        }
        bare.text.push_str(&markup[at..]);
        bare
    }

    /// The offset in the markup of an offset in the text.
    pub(super) fn in_markup(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|&(text, _)| text <= at).saturating_sub(1);
        let (text, markup) = self.pieces[piece];
        markup + at.saturating_sub(text)
    }
}

/// Where the next mark of each kind stands, so that many tags without an end cost one search.
#[derive(Default)]
struct Ends {
    tag: Next,
    comment: Next,
    address: Next,
    line: Next,
}

impl Ends {
    /// The bytes of the tag, comment or link address at `at`; 1 if there is none.
    fn tag_length(&mut self, markup: &str, at: usize) -> usize {
        let rest = &markup[at..];
        let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let end = match rest.as_bytes()[0] {
            b']' if rest.starts_with("](") => {
                let line = self.line.from(markup, at, "\n").unwrap_or(markup.len());
                self.address.from(markup, at, ")").filter(|&end| end < line).map(|end| end + 1)
            }
            b'<' if rest.starts_with("<!--") => self.comment.from(markup, at, "-->").map(|end| end + 3),
            b'<' if is_tag => self.tag.from(markup, at, ">").map(|end| end + 1),
            _ => None,
        };
        end.map(|end| end - at).filter(|&length| length <= LONGEST_TAG).unwrap_or(1)
    }
}

/// The place of the next mark of one kind.
#[derive(Default)]
struct Next {
    /// The place from which it was looked for, and where it stands; none as long as nobody has asked.
    found: Option<(usize, Option<usize>)>,
}

impl Next {
    /// The first `mark` from `at` on. Those who ask go forward.
    fn from(&mut self, markup: &str, at: usize, mark: &str) -> Option<usize> {
        match self.found {
            Some((from, next)) if from <= at && next.is_none_or(|next| at <= next) => next,
            _ => {
                let next = markup[at..].find(mark).map(|n| at + n);
                self.found = Some((at, next));
                next
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_leads_to_the_same_words() {
        let markup = "<p>L&rsquo;&eacute;t&eacute; <b>dernier</b> &amp; [ici](http://x) &unknown; & <!-- non --> fin";
        let bare = Bare::of(markup);
        assert_eq!(bare.text, " L’été  dernier  & [ici  &unknown; &   fin");
        for word in ["dernier", "ici", "unknown", "fin"] {
            let at = bare.in_markup(bare.text.find(word).expect("a word"));
            assert!(markup[at..].starts_with(word), "{word}: {}", &markup[at..]);
        }
    }

    #[test]
    fn what_has_no_end_is_text() {
        assert_eq!(Bare::of("<a <b> [x](y\n) <!-- c").text, "  [x (y\n)  !-- c");
        // A tag that goes on for longer than any does.
        let far = format!("<a {}>", "x".repeat(LONGEST_TAG));
        assert!(Bare::of(&far).text.len() > LONGEST_TAG);
        // Half a megabyte of tags that are never closed: seconds where each looks for its end anew.
        let open = "<!--<a ](".repeat(60_000);
        assert_eq!(Bare::of(&open).text.len(), open.len());
    }
}
