//! French as French is set: narrow spaces before high marks and inside guillemets, curved apostrophes.

use crate::catalogues::files;
use calque_messages::{UiLang, message};

#[test]
fn marks_have_their_spaces() {
    for (file, text) in files("fr") {
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let chars: Vec<char> = line.chars().collect();
            for (i, c) in chars.iter().enumerate() {
                let before = i.checked_sub(1).map_or(' ', |k| chars[k]);
                let after = chars.get(i + 1).copied().unwrap_or(' ');
                let good = match c {
                    '?' | '!' | ';' | ':' | '»' | '%' => before == '\u{202f}',
                    '«' => after == '\u{202f}',
                    '\'' | '“' | '”' | '"' => false,
                    _ => true,
                };
                assert!(good, "{file}: `{c}` in: {line}");
            }
        }
    }
}

#[test]
fn numbers_and_plurals_follow_the_language() {
    let more = message!("number-changed-more", was = "2", is = "5", times = 2.5);
    assert_eq!(more.text(UiLang::En), "“2” became “5”, 2.5 times more.");
    assert_eq!(more.text(UiLang::Fr), "«\u{202f}2\u{202f}» devient «\u{202f}5\u{202f}», soit 2,5 fois plus.");
    let counts = message!("counts", usual = "A", often = 3_usize, rare = "B", seldom = 1_usize);
    assert_eq!(counts.text(UiLang::En), "It has “A” 3 times, “B” once.");
}

#[test]
fn a_value_may_be_a_message() {
    let quoted = |words: &str| message!("quoted", words = words);
    let due = message!("either", one = quoted("dam"), other = quoted("weir"));
    let said = message!("glossary-due", due = due, words = "barrage");
    assert_eq!(said.text(UiLang::En), "The glossary has “dam” or “weir” for “barrage”.");
    assert!(said.text(UiLang::Fr).contains("«\u{202f}dam\u{202f}» ou «\u{202f}weir\u{202f}»"));
}
