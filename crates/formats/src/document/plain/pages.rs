//! Pages of a text with form feeds, as `pdftotext` and old documents have them: what stands at the head and foot of
//! page after page is no text, and a sentence goes on over the break.
//!
//! A line is a head or a foot if it stands in the same place of three pages, but for its figures. Where its words
//! stand nowhere else, the first of them stays, at the next break that cuts no sentence, so that no word is lost.

use calque_text::{Account, LeftOutReason};
use std::collections::HashMap;

/// Lines at the top and at the bottom of a page that are looked at.
const EDGE: usize = 2;
/// So many pages make a head.
const REPEATED: usize = 3;

/// A text without the heads and feet of its pages.
pub(crate) struct Pages {
    pub(crate) text: String,
    /// What was left out.
    pub(crate) account: Account,
    /// How many pages there are, and how many of them without a word.
    pub(crate) number: usize,
    pub(crate) empty: usize,
}

/// Joins the pages of a text.
pub(crate) fn joined(text: &str) -> Pages {
    let mut pages: Vec<Vec<&str>> = text.split('\x0c').map(|page| page.lines().collect()).collect();
    // Each page ends with a form feed.
    pages.pop_if(|last| last.iter().all(|l| l.trim().is_empty()));
    let number = pages.len();
    let empty = pages.iter().filter(|page| page.iter().all(|l| l.trim().is_empty())).count();
    let mut places: HashMap<(usize, String), Vec<(usize, usize)>> = HashMap::new();
    for (page, lines) in pages.iter().enumerate() {
        for (place, line) in edges(lines) {
            places.entry((place, key(lines[line]))).or_default().push((page, line));
        }
    }
    let mut heads: Vec<Vec<(usize, usize)>> = places.into_values().filter(|at| at.len() >= REPEATED).collect();
    heads.sort_unstable();
    let mut account = Account::default();
    let mut kept: Vec<(usize, &str)> = Vec::new();
    let body = body(&pages, &heads);
    for at in &heads {
        let words = letters(pages[at[0].0][at[0].1]);
        let stays = usize::from(!words.is_empty() && !body.contains(&words));
        kept.extend(at[..stays].iter().map(|&(page, line)| (page, pages[page][line])));
        at[stays..].iter().for_each(|&(page, line)| account.add(LeftOutReason::AroundText, pages[page][line]));
    }
    for (page, line) in heads.concat() {
        pages[page][line] = "";
    }
    kept.sort_unstable();
    let mut kept = kept.into_iter().peekable();
    let mut out = String::with_capacity(text.len());
    for (number, lines) in pages.iter().enumerate() {
        let page = lines.join("\n");
        let page = page.trim_matches('\n').trim_end();
        if page.is_empty() {
            continue;
        }
        if goes_on(&out, page) {
            out.push('\n');
        } else {
            while let Some((_, head)) = kept.next_if(|(of, _)| *of <= number) {
                push(&mut out, head.trim());
            }
            out.push_str(if out.is_empty() { "" } else { "\n\n" });
        }
        out.push_str(page);
    }
    kept.for_each(|(_, head)| push(&mut out, head.trim()));
    Pages { text: out, account, number, empty }
}

/// Adds a paragraph.
fn push(out: &mut String, words: &str) {
    out.push_str(if out.is_empty() { "" } else { "\n\n" });
    out.push_str(words);
}

/// The first and the last lines of a page with words: their place, and their number.
fn edges(lines: &[&str]) -> Vec<(usize, usize)> {
    let full: Vec<usize> = (0..lines.len()).filter(|&n| !lines[n].trim().is_empty()).collect();
    let top = full.iter().take(EDGE).enumerate().map(|(place, &n)| (place, n));
    let bottom = full.iter().skip(EDGE).rev().take(EDGE).enumerate().map(|(place, &n)| (EDGE + place, n));
    top.chain(bottom).collect()
}

/// A line but for its figures and spaces.
fn key(line: &str) -> String {
    let mut out = String::new();
    for c in line.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_numeric() { '#' } else { c };
        if !(c == '#' && out.ends_with('#')) {
            out.push(c);
        }
    }
    out
}

/// The words of a line without its figures, in small letters.
fn letters(line: &str) -> String {
    let words = line.split(|c: char| !c.is_alphabetic()).filter(|w| w.chars().count() > 1);
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The words of the pages without their heads.
fn body(pages: &[Vec<&str>], heads: &[Vec<(usize, usize)>]) -> String {
    if heads.is_empty() {
        return String::new();
    }
    let mut at: Vec<(usize, usize)> = heads.concat();
    at.sort_unstable();
    let lines =
        pages.iter().enumerate().flat_map(|(p, page)| page.iter().enumerate().map(move |(n, line)| (p, n, line)));
    let lines = lines.filter(|(p, n, _)| at.binary_search(&(*p, *n)).is_err());
    lines.map(|(.., line)| letters(line)).collect::<Vec<_>>().join(" ")
}

/// Whether a sentence goes on from the end of one page to the next.
fn goes_on(before: &str, page: &str) -> bool {
    let unfinished = before.trim_end().ends_with(|c: char| c.is_alphanumeric() || ",-\u{2010}–—'’".contains(c));
    unfinished && page.trim_start().starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_and_page_numbers_are_left_out_and_sentences_go_on() {
        let page =
            |head: &str, number: usize, text: &str| format!("{head}\n\n{text}\n\n                 {number}\n\x0c");
        let text = [
            page("THE OLD DAM", 1, "The old dam stands in the valley. It was built of stone and"),
            page("A story", 2, "wood by the people of the village, who had no other way to keep the inter-"),
            page("THE OLD DAM", 3, "national water.\n\nNobody knew."),
            page("A story", 4, "It fell. 12 died."),
            page("THE OLD DAM", 5, "The end"),
            page("A story", 6, "Notes"),
        ];
        let pages = joined(&text.concat());
        assert_eq!(
            pages.text,
            "The old dam stands in the valley. It was built of stone and\nwood by the people of the village, who had no other way to keep the inter-\nnational water.\n\nNobody knew.\n\nA story\n\nIt fell. 12 died.\n\nThe end\n\nNotes"
        );
        assert_eq!((pages.number, pages.empty), (6, 0));
        assert_eq!(pages.account.entries().iter().map(|e| e.words).sum::<usize>(), 3 * 3 + 2 * 2 + 6);
    }

    #[test]
    fn lines_that_differ_are_text() {
        let text = "One.\n\x0cTwo.\n\x0cThree.\n\x0c\n\x0cFour.\n\x0c";
        let pages = joined(text);
        assert_eq!(pages.text, "One.\n\nTwo.\n\nThree.\n\nFour.");
        assert_eq!((pages.number, pages.empty), (5, 1));
        assert_eq!(joined("a\nb").text, "a\nb");
        assert_eq!(joined("").text, "");
    }
}
