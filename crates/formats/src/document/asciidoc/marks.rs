//! Marks around words: bold, italic, code, marked, raised and lowered.

use crate::document::raised::raised;
use std::collections::HashMap;

// Between these, marks count as characters. They are no characters of any text.
pub(super) const VERBATIM_OPEN: char = '\u{fdd0}';
pub(super) const VERBATIM_CLOSE: char = '\u{fdd1}';

/// Adds words in which marks are characters.
pub(super) fn push_verbatim(text: &str, out: &mut String) {
    out.push(VERBATIM_OPEN);
    out.push_str(text);
    out.push(VERBATIM_CLOSE);
}

/// Words without the marks of bold, italic, code, marked, raised and lowered words.
pub(super) fn without_marks(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    // For each mark the places where it stands, from the end, so that a pair is found in constant time.
    let mut drop = vec![false; chars.len()];
    let mut raise = vec![false; chars.len()];
    let mut open: HashMap<(char, usize), usize> = HashMap::new();
    let (mut i, mut verbatim) = (0, false);
    while i < chars.len() {
        let c = chars[i];
        match c {
            VERBATIM_OPEN => verbatim = true,
            VERBATIM_CLOSE => verbatim = false,
            '\\' if !verbatim && chars.get(i + 1).is_some_and(|n| "*_`#^~{[<(\\:+'\"|".contains(*n)) => {
                drop[i] = true;
                i += 1;
            }
            '*' | '_' | '`' | '#' | '^' | '~' if !verbatim => {
                let length = chars[i..].iter().take_while(|&&d| d == c).count();
                let (before, after) = (i.checked_sub(1).map(|b| chars[b]), chars.get(i + length).copied());
                let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
                let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
                // One mark stands at the edge of words, two anywhere; raised and lowered ones anywhere.
                let free = length == 2 || matches!(c, '^' | '~');
                let key = (c, length);
                let closes =
                    open.get(&key).is_some_and(|&from| from + length < i) && !space(before) && (free || !word(after));
                if length <= 2 && closes {
                    let from = open.remove(&key).unwrap_or(i);
                    drop[from..from + length].fill(true);
                    drop[i..i + length].fill(true);
                    if c == '^' {
                        raise[from + length..i].fill(true);
                    }
                } else if length <= 2 && !space(after) && (free || !word(before)) {
                    open.insert(key, i);
                }
                i += length - 1;
            }
            _ => {}
        }
        i += 1;
    }
    let figures = |i: usize| matches!(chars[i], '0'..='9' | '-' | '+' | '−');
    let kept = chars.iter().enumerate().filter(|(i, _)| !drop[*i]);
    let words: String = kept.map(|(i, &c)| if raise[i] && figures(i) { raised(c) } else { c }).collect();
    replacements(&words)
}

/// Quotation marks and signs that AsciiDoc writes with several characters.
fn replacements(text: &str) -> String {
    const SIGNS: [(&str, &str); 4] = [("(C)", "©"), ("(R)", "®"), ("(TM)", "™"), (" -- ", " — ")];
    let mut out = text.to_owned();
    for (from, to) in SIGNS {
        if out.contains(from) {
            out = out.replace(from, to);
        }
    }
    out
}
