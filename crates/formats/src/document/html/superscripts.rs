//! What a superscript is: the mark of a note, an exponent, the numerator of a fraction, or letters of a word.

use super::tree::{NodeId, Step, Tree};
use super::walk;
use crate::document::raised::raised;

/// What is written for a superscript.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Superscript {
    /// A mark of a note: nothing is written, as it would be glued to the word before it.
    NoteMark,
    /// An exponent, in superscript characters: *m²*, *10⁶*.
    Exponent(String),
    /// A number over the bar of a fraction: *6 1⁄2*, with a space before it after a figure.
    Numerator(String),
    /// Letters of a word: *XIXe*, *Mme*. Written as they are.
    Letters,
}

/// Symbols of units that take an exponent.
const UNITS: [&str; 16] =
    ["m", "mm", "cm", "dm", "km", "s", "ft", "in", "mi", "yd", "po", "pi", "kg", "nm", "µm", "hm"];

/// Reads the element `sup`, which follows the text `before` of its block.
pub(super) fn read(tree: &Tree, id: NodeId, before: &str) -> Superscript {
    let text = walk::inline_text(tree, id);
    let bare = text.trim_matches(['[', ']', '(', ')', ' ']);
    let figures = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit());
    let signed = bare.strip_prefix(['-', '−', '–', '+']).is_some_and(|n| n.chars().all(|c| c.is_ascii_digit()));
    if bare.is_empty() || bare.chars().count() > 6 {
        return Superscript::Letters;
    }
    if links_to_a_note(tree, id) {
        return Superscript::NoteMark;
    }
    if figures && is_over_a_bar(tree, id) {
        let space = if before.ends_with(|c: char| c.is_ascii_digit()) { " " } else { "" };
        return Superscript::Numerator(format!("{space}{bare}"));
    }
    let word_start = before.trim_end_matches(char::is_alphabetic).len();
    let word = &before[word_start..];
    let after_figure = before.ends_with(|c: char| c.is_ascii_digit());
    if (figures || signed) && (after_figure || UNITS.contains(&word) || word.chars().count() == 1) {
        return Superscript::Exponent(bare.chars().map(raised).collect());
    }
    let marks = |c: char| c.is_ascii_digit() || matches!(c, '*' | '†' | '‡' | '§' | '¶' | ',');
    // After the mark that ends a sentence even a letter is a note.
    let after_mark = before.ends_with(['.', '!', '?', '…', '»', '”', '"', ')', ',', ';', ':']);
    let is_mark = bare.chars().all(marks) || (after_mark && text.chars().count() == 1);
    if is_mark && !before.is_empty() { Superscript::NoteMark } else { Superscript::Letters }
}

/// Whether a link inside it, or around it, leads to another place of the page.
fn links_to_a_note(tree: &Tree, id: NodeId) -> bool {
    let to_note = |n: NodeId| {
        tree.node(n).name == "a" && tree.attr(n, "href").is_some_and(|href| href.contains('#'))
            || tree.attr(n, "class").is_some_and(|c| c.contains("footnote") || c.contains("noteref"))
    };
    let mut found = to_note(tree.node(id).parent);
    tree.walk(id, |step| {
        if let Step::Open(n) = step {
            found |= !tree.node(n).name.is_empty() && to_note(n);
        }
        true
    });
    found
}

/// Whether a fraction bar follows.
fn is_over_a_bar(tree: &Tree, id: NodeId) -> bool {
    tree.next(id).is_some_and(|next| tree.node(next).text.starts_with(['⁄', '/', '∕']))
}

#[cfg(test)]
mod tests {
    use crate::document::html::document;

    fn text(body: &str) -> String {
        document(&format!("<p>{body}</p>")).document.text
    }

    #[test]
    fn marks_of_notes_are_no_text_and_exponents_are() {
        for (body, want) in [
            ("It rained.<sup>1</sup> The dog slept.", "It rained. The dog slept."),
            ("Il a plu<sup>1</sup>. Le chien dort.", "Il a plu. Le chien dort."),
            ("The dam held.<sup><a href='#n3'>3</a></sup> Dry.", "The dam held. Dry."),
            ("Held.<a href='notes.html#n3'><sup>[3]</sup></a> Dry.", "Held. Dry."),
            ("Seen by all<sup>*</sup> of us", "Seen by all of us"),
            ("An area of 12 km<sup>2</sup>, or 10<sup>6</sup> m<sup>-2</sup>", "An area of 12 km², or 10⁶ m⁻²"),
            ("Add 6<sup>1</sup>⁄<sub>2</sub> cups", "Add 6 1⁄2 cups"),
            ("Add <sup>1</sup>/<sub>2</sub> cup", "Add 1/2 cup"),
            (
                "Au XIX<sup>e</sup> siècle, M<sup>me</sup> Roy, le 1<sup>er</sup> mai",
                "Au XIXe siècle, Mme Roy, le 1er mai",
            ),
            ("The 4<sup>th</sup> of May, Brand<sup>TM</sup>", "The 4th of May, BrandTM"),
            ("H<sub>2</sub>O", "H2O"),
            ("over the <span epub:type='pagebreak' id='p12'>12</span>page", "over the page"),
            ("It slept.<a epub:type='noteref' href='n.xhtml'>4</a> Then it woke.", "It slept. Then it woke."),
        ] {
            assert_eq!(text(body), want);
        }
    }
}
