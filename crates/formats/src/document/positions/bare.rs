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

/// The longest tag or comment, in bytes, so that many without an end cost no more than that each.
const LONGEST_TAG: usize = 100_000;

impl Bare {
    /// Reads the markup in one pass.
    pub(super) fn of(markup: &str) -> Self {
        let mut bare = Self { text: String::with_capacity(markup.len()), pieces: vec![(0, 0)] };
        let mut known: HashMap<&str, String> = HashMap::new();
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
                _ => (" ", tag_length(rest)),
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

/// The bytes of the tag, comment or link address at the start of `rest`; 1 if there is none.
fn tag_length(rest: &str) -> usize {
    let mut near = rest.len().min(LONGEST_TAG);
    while !rest.is_char_boundary(near) {
        near -= 1;
    }
    let until = |end: &str| rest[..near].find(end).map(|n| n + end.len());
    let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    let length = match rest.as_bytes()[0] {
        b']' if rest.starts_with("](") => {
            let line = rest[..near].find('\n').unwrap_or(near);
            rest[..line].find(')').map(|n| n + 1)
        }
        b'<' if rest.starts_with("<!--") => until("-->"),
        b'<' if is_tag => until(">"),
        _ => None,
    };
    length.unwrap_or(1)
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
}
