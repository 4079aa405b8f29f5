//! The id of a finding, by which baselines recognise it.

use crate::drift::side::SideView;
use calque_bitext::Finding;
use calque_text::Span;
use calque_text::hash::{Fnv1a, fnv1a};

/// A segment with more letters and digits than this, in bytes, goes into an id as its own hash, computed once: a
/// long pair can have thousands of findings.
const LONG: usize = 2048;

/// What the two segments of a pair add to the ids of their findings.
pub(crate) struct Identity<'a> {
    sides: [&'a SideView<'a>; 2],
    segments: [Vec<u8>; 2],
}

impl<'a> Identity<'a> {
    /// Reads the segments.
    pub(crate) fn new(source: &'a SideView<'a>, target: &'a SideView<'a>) -> Self {
        let sides = [source, target];
        let segments = sides.map(|side| {
            let letters = letters(side.words());
            if letters.len() <= LONG { letters } else { fnv1a(&letters).to_le_bytes().to_vec() }
        });
        Self { sides, segments }
    }

    /// Twelve hexadecimal digits: an FNV-1a hash of the finding's rule, of the words that it is about
    /// and of the two segments they stand in, in lower case and without spaces and marks. So the id
    /// survives edits elsewhere and in spacing, and the same slip in another sentence has another id.
    pub(crate) fn of(&self, f: &Finding) -> String {
        let mut hash = Fnv1a::default();
        hash.bytes(f.rule.as_bytes());
        let about = |span: Option<Span>, side: &SideView<'_>| span.map_or("", |s| s.of(side.text)).to_owned();
        let words = [about(f.source, self.sides[0]), about(f.target, self.sides[1])].map(|words| letters(&words));
        for text in words.iter().chain(&self.segments) {
            hash.byte(0);
            hash.bytes(text);
        }
        format!("{:012x}", hash.finish() & 0xffff_ffff_ffff)
    }
}

/// The letters and digits of a text, in lower case.
fn letters(text: &str) -> Vec<u8> {
    let letters = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    letters.collect::<String>().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use calque_bitext::{Category, Severity};

    #[test]
    fn an_id_survives_edits_elsewhere_and_in_spacing() {
        let id = |text: &str, segment: (usize, usize), words: &str| {
            let at = text.find(words).expect("there");
            let f = Finding::new("numbers", Category::Number, Severity::Major, 0.8)
                .at(None, Some(Span::new(at, at + words.len())));
            let side = |span| SideView { text, span, lang: calque_text::Lang::FR, tokens: &[] };
            Identity::new(&side(Span::new(0, 0)), &side(Span::new(segment.0, segment.1))).of(&f)
        };
        let (one, two, three) = ("Douze ans.", "Ah ! Douze ans\u{a0}!", "Douze mois.");
        assert_eq!(id(one, (0, one.len()), "Douze"), id(two, (5, two.len()), "Douze"));
        assert_ne!(id(one, (0, one.len()), "Douze"), id(one, (0, one.len()), "ans"));
        assert_ne!(id(one, (0, one.len()), "Douze"), id(three, (0, three.len()), "Douze"));
    }

    #[test]
    fn an_id_in_a_long_segment_is_of_its_letters_too() {
        let long = "Il a dit douze mois. ".repeat(LONG / 8);
        let id = |text: &str| {
            let f = Finding::new("numbers", Category::Number, Severity::Major, 0.8).at(None, Some(Span::new(0, 2)));
            let side = |end| SideView { text, span: Span::new(0, end), lang: calque_text::Lang::FR, tokens: &[] };
            Identity::new(&side(0), &side(text.len())).of(&f)
        };
        assert_eq!(id(&long), id(&long.to_uppercase().replace(' ', "  ")));
        assert_ne!(id(&long), id(&format!("{long}Fin.")));
    }
}
