//! The id of a finding, by which baselines recognise it.

use crate::drift::side::SideView;
use calque_bitext::Finding;
use calque_text::Span;
use calque_text::hash::Fnv1a;

/// Twelve hexadecimal digits: an FNV-1a hash of the finding's rule, of the words that it is about
/// and of the two segments they stand in, in lower case and without spaces and marks. So the id
/// survives edits elsewhere and in spacing, and the same slip in another sentence has another id.
pub(crate) fn finding_id(f: &Finding, source: &SideView<'_>, target: &SideView<'_>) -> String {
    let mut hash = Fnv1a::default();
    hash.bytes(f.rule.as_bytes());
    let about = |span: Option<Span>, side: &SideView<'_>| span.map_or("", |s| s.of(side.text)).to_owned();
    let words = [about(f.source, source), about(f.target, target)];
    for text in [&words[0], &words[1], source.words(), target.words()] {
        hash.byte(0);
        for c in text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase) {
            let mut buf = [0; 4];
            hash.bytes(c.encode_utf8(&mut buf).as_bytes());
        }
    }
    format!("{:012x}", hash.finish() & 0xffff_ffff_ffff)
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
            finding_id(&f, &side(Span::new(0, 0)), &side(Span::new(segment.0, segment.1)))
        };
        let (one, two, three) = ("Douze ans.", "Ah ! Douze ans\u{a0}!", "Douze mois.");
        assert_eq!(id(one, (0, one.len()), "Douze"), id(two, (5, two.len()), "Douze"));
        assert_ne!(id(one, (0, one.len()), "Douze"), id(one, (0, one.len()), "ans"));
        assert_ne!(id(one, (0, one.len()), "Douze"), id(three, (0, three.len()), "Douze"));
    }
}
