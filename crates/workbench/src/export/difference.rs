//! What was changed in a text, word by word: each change stands by itself, so that markup between two corrected
//! words is left alone.

use calque_text::is_space;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::ops::Range;

/// What differs: stretches of bytes of `old`, in order, and the words of `new` in their place.
pub(super) fn differences<'a>(old: &str, new: &'a str) -> Vec<(Range<usize>, &'a str)> {
    let (olds, news) = (words(old), words(new));
    let mut out: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &olds, &news) {
        if op.tag() == DiffTag::Equal {
            continue;
        }
        let of = |words: &[&str], range: Range<usize>, text: &str| {
            let at = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
            let start = words.get(range.start).map_or(text.len(), |w| at(w));
            start..words[range].last().map_or(start, |w| at(w) + w.len())
        };
        let (was, is) = (of(&olds, op.old_range(), old), of(&news, op.new_range(), new));
        out.push(narrowed(old, new, was, is));
    }
    out.into_iter().map(|(was, is)| (was, &new[is])).collect()
}

/// Words, and single characters between them.
fn words(text: &str) -> Vec<&str> {
    let is_word = |c: char| c.is_alphanumeric();
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(first) = text[from..].chars().next() {
        let rest = &text[from..];
        let len = if is_word(first) {
            rest.find(|c: char| !is_word(c)).unwrap_or(rest.len())
        } else if is_space(first) {
            rest.find(|c: char| !is_space(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        out.push(&rest[..len]);
        from += len;
    }
    out
}

/// A change without what both sides have at their ends.
fn narrowed(old: &str, new: &str, was: Range<usize>, is: Range<usize>) -> (Range<usize>, Range<usize>) {
    let (a, b) = (&old[was.clone()], &new[is.clone()]);
    let start: usize = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let (a_rest, b_rest) = (&a[start..], &b[start..]);
    let pairs = a_rest.chars().rev().zip(b_rest.chars().rev());
    let end: usize = pairs.take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    (was.start + start..was.end - end, is.start + start..is.end - end)
}

#[cfg(test)]
mod tests {
    use super::differences;

    fn shown(old: &str, new: &str) -> Vec<String> {
        differences(old, new).into_iter().map(|(was, is)| format!("{}>{is}", &old[was])).collect()
    }

    #[test]
    fn each_word_that_was_changed_stands_by_itself() {
        assert_eq!(shown("Le barrage tient bon.", "La digue tient bon."), ["e>a", "barrag>digu"]);
        assert_eq!(shown("Il dort.", "Il dort mal."), ["> mal"]);
        assert_eq!(shown("fermé lundi à 8 h", "fermé à 9 h"), ["lundi >", "8>9"]);
        assert!(shown("même", "même").is_empty());
        assert_eq!(shown("", "Tout."), [">Tout."]);
        assert_eq!(shown("Tout.", ""), ["Tout.>"]);
    }

    /// The old text with the changes made is the new one.
    #[test]
    fn the_changes_make_the_new_text() {
        let texts =
            ["", "a", "L’été, 12 000 h « oui » !", "L’hiver, 12 h « non »…", "été l’ 12 oui oui", "\u{a0}oui  été"];
        for old in texts {
            for new in texts {
                let mut made = String::new();
                let mut from = 0;
                for (was, is) in differences(old, new) {
                    made.push_str(&old[from..was.start]);
                    made.push_str(is);
                    from = was.end;
                }
                made.push_str(&old[from..]);
                assert_eq!(made, new, "{old:?}");
            }
        }
    }
}
