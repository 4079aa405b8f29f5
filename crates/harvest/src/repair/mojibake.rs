//! UTF-8 that was read as Windows-1252 or Latin-1: `Ã©` is *é*, `â€™` is *’*.
//!
//! Each run of characters that stand for the bytes of one UTF-8 character is
//! put back, if that character is one that Western texts are full of; so a text
//! of which only a part was doubly encoded is mended too, and *São* and *Île*
//! stay as they are. Up to three rounds undo repeated damage.

use crate::scan::{any_two, one_of};

/// The mended text, if there was something to mend.
pub fn mend(text: &str) -> Option<String> {
    let mut current = once(text)?;
    for _ in 0..2 {
        match once(&current) {
            Some(next) => current = next,
            None => break,
        }
    }
    Some(current)
}

/// How many characters of a text are still those of doubly encoded UTF-8.
pub fn count(text: &str) -> usize {
    // Most texts have none of the letters of `lead`.
    if !any_two(text, |a, b| (a == 0xc3) & one_of(b, [0x82, 0x83, 0x85, 0xa2, 0xaf, 0xb0])) {
        return 0;
    }
    let mut found = 0;
    let mut chars = text.char_indices();
    while let Some((i, c)) = chars.next() {
        if lead(c).is_some()
            && let Some((_, n)) = decode(&text[i..])
        {
            found += n;
            for _ in 1..n {
                chars.next();
            }
        }
    }
    found
}

fn once(text: &str) -> Option<String> {
    let mut out = String::new();
    let (mut kept, mut i) = (0, 0);
    while let Some(c) = text[i..].chars().next() {
        let size = c.len_utf8();
        if lead(c).is_none() {
            i += size;
            continue;
        }
        let Some((found, n)) = decode(&text[i..]).or_else(|| blank_a(text, i)) else {
            i += size;
            continue;
        };
        out.push_str(&text[kept..i]);
        out.extend(found);
        i += text[i..].chars().take(n).map(char::len_utf8).sum::<usize>();
        kept = i;
    }
    if kept == 0 {
        return None;
    }
    out.push_str(&text[kept..]);
    Some(out)
}

/// `Ã` before a space was *à*, whose second byte is a no-break space that somebody made plain.
fn blank_a(text: &str, at: usize) -> Option<(Option<char>, usize)> {
    let after = text[at..].strip_prefix('Ã')?;
    let alone = text[..at].chars().next_back().is_none_or(|c| !c.is_uppercase());
    (alone && after.starts_with(' ')).then_some((Some('à'), 1))
}

/// The first byte of two or three, as the character it was taken for.
fn lead(c: char) -> Option<u8> {
    byte(c).filter(|b| matches!(b, 0xc2 | 0xc3 | 0xc5 | 0xe2 | 0xef | 0xf0))
}

/// The character that the start of a text stands for, and how many characters spell it. A byte
/// order mark stands for nothing.
fn decode(text: &str) -> Option<(Option<char>, usize)> {
    let mut bytes = [0u8; 4];
    let mut chars = text.chars();
    bytes[0] = lead(chars.next()?)?;
    let n = match bytes[0] {
        0xf0 => 4,
        0xe2 | 0xef => 3,
        _ => 2,
    };
    for slot in &mut bytes[1..n] {
        *slot = byte(chars.next()?).filter(|b| (0x80..0xc0).contains(b))?;
    }
    let c = std::str::from_utf8(&bytes[..n]).ok()?.chars().next()?;
    match c {
        '\u{feff}' => Some((None, n)),
        // Â before these is as likely a letter of its own at the end of a word, unless in a row.
        '\u{80}'..='\u{9f}' if !double(text) => None,
        '\u{80}'..='\u{ff}'
        | 'Œ'
        | 'œ'
        | 'Ÿ'
        | 'Š'
        | 'š'
        | 'Ž'
        | 'ž'
        | '\u{2000}'..='\u{206f}'
        | '€'
        | '™'
        | '→'
        | '−'
        | '≤'
        | '≥'
        | '\u{1f300}'..='\u{1faff}' => Some((Some(c), n)),
        _ => None,
    }
}

/// Whether the text begins with what twofold damage gives: `Ã‚Â`, `ÃƒÂ`.
fn double(text: &str) -> bool {
    text.starts_with("Ãƒ") || text.starts_with("Ã‚") || text.starts_with("Ã\u{83}") || text.starts_with("Ã\u{82}")
}

/// The byte that Windows-1252 writes a character with; C1 controls stand for themselves, as in Latin-1.
fn byte(c: char) -> Option<u8> {
    Some(match c {
        '\u{80}'..='\u{ff}' => c as u32 as u8,
        '€' => 0x80,
        '‚' => 0x82,
        'ƒ' => 0x83,
        '„' => 0x84,
        '…' => 0x85,
        '†' => 0x86,
        '‡' => 0x87,
        'ˆ' => 0x88,
        '‰' => 0x89,
        'Š' => 0x8a,
        '‹' => 0x8b,
        'Œ' => 0x8c,
        'Ž' => 0x8e,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        '˜' => 0x98,
        '™' => 0x99,
        'š' => 0x9a,
        '›' => 0x9b,
        'œ' => 0x9c,
        'ž' => 0x9e,
        'Ÿ' => 0x9f,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cases() {
        for (bad, good) in [
            ("L’Ã©tÃ© dernier", "L’été dernier"),
            ("lâ€™Ã©tÃ© â€œfiniâ€\u{9d}", "l’été “fini”"),
            ("10Â\u{a0}000 â‚¬", "10\u{a0}000 €"),
            ("dÃ©jÃ\u{a0} vu Ã Paris", "déjà vu à Paris"),
            ("Å“uvre", "œuvre"),
            ("Ã‰tat, Ã€ bas", "État, À bas"),
            ("Ã\u{83}Â©tÃ\u{83}Â©", "été"),
            ("ÃƒÂ©tÃƒÂ©", "été"),
            ("ï»¿Bonjour", "Bonjour"),
        ] {
            assert_eq!(mend(bad).as_deref(), Some(good), "{bad}");
        }
    }

    #[test]
    fn good_text_stays() {
        for text in [
            "São Paulo",
            "Île-de-France",
            "À « demain »",
            "âge, forêt, Ânes",
            "Â « oui »",
            "ÉTÉ’",
            "Åse",
            "SÃO PAULO",
            "5 €",
        ] {
            assert_eq!(mend(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn western_text_comes_back(text in "[a-zA-Z éèàùçâêîôûëïüœŒ’“«»€–0-9]{1,40}") {
            let latin: String = text.bytes().map(char::from).collect();
            // Some good text looks damaged itself (`âï’`), and is taken for it.
            if !text.is_ascii() && once(&text).is_none() {
                prop_assert_eq!(mend(&latin), Some(text));
            }
        }
    }
}
