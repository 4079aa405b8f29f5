//! UTF-8 that was read as Windows-1252 or Latin-1: `Ã©` is *é*, `â€™` is *’*.
//!
//! Each run of characters that spells the bytes of one UTF-8 character is decoded, if that
//! character is frequent in Western texts. So a text of which only a part was doubly encoded
//! is repaired too, and *São* and *Île* stay as they are. Up to three rounds undo repeated
//! damage.

use crate::pair::bytes::{any_two, one_of};

/// The repaired text; `None` if there was nothing to repair.
pub fn repair(text: &str) -> Option<String> {
    let mut current = decode_once(text)?;
    for _ in 0..2 {
        match decode_once(&current) {
            Some(next) => current = next,
            None => break,
        }
    }
    Some(current)
}

/// How many characters of a text spell doubly encoded UTF-8.
pub fn count(text: &str) -> usize {
    // Most texts have none of the characters that `lead_byte` accepts.
    if !any_two(text, |a, b| (a == 0xc3) & one_of(b, [0x82, 0x83, 0x85, 0xa2, 0xaf, 0xb0])) {
        return 0;
    }
    let mut found = 0;
    let mut chars = text.char_indices();
    while let Some((i, c)) = chars.next() {
        if lead_byte(c).is_some()
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

fn decode_once(text: &str) -> Option<String> {
    let mut out = String::new();
    let (mut kept, mut i) = (0, 0);
    // Alone, the letter is a letter.
    let damaged = count(text) > 0;
    while let Some(c) = text[i..].chars().next() {
        let size = c.len_utf8();
        if lead_byte(c).is_none() {
            i += size;
            continue;
        }
        let Some((found, n)) = decode(&text[i..]).or_else(|| a_before_space(text, i).filter(|_| damaged)) else {
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

/// `Ã` before a space was *à*, whose second byte is a no-break space that was replaced by a plain one.
fn a_before_space(text: &str, at: usize) -> Option<(Option<char>, usize)> {
    let after = text[at..].strip_prefix('Ã')?;
    let starts_word = text[..at].chars().next_back().is_none_or(|c| !c.is_uppercase());
    (starts_word && after.starts_with(' ')).then_some((Some('à'), 1))
}

/// The first byte of a UTF-8 sequence, from the character that it was read as.
fn lead_byte(c: char) -> Option<u8> {
    cp1252_byte(c).filter(|b| matches!(b, 0xc2 | 0xc3 | 0xc5 | 0xe2 | 0xef | 0xf0))
}

/// The character that the start of a text spells, and by how many characters. A byte order mark spells none.
fn decode(text: &str) -> Option<(Option<char>, usize)> {
    let mut bytes = [0u8; 4];
    let mut chars = text.chars();
    bytes[0] = lead_byte(chars.next()?)?;
    let n = match bytes[0] {
        0xf0 => 4,
        0xe2 | 0xef => 3,
        _ => 2,
    };
    for slot in &mut bytes[1..n] {
        *slot = cp1252_byte(chars.next()?).filter(|b| (0x80..0xc0).contains(b))?;
    }
    let c = std::str::from_utf8(&bytes[..n]).ok()?.chars().next()?;
    match c {
        '\u{feff}' => Some((None, n)),
        // Before these, Â is as likely a letter of its own, unless the damage is twofold.
        '\u{80}'..='\u{9f}' if !is_twofold(text) => None,
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

/// Whether the text begins as twofold damage does: `Ã‚Â`, `ÃƒÂ`.
fn is_twofold(text: &str) -> bool {
    text.starts_with("Ãƒ") || text.starts_with("Ã‚") || text.starts_with("Ã\u{83}") || text.starts_with("Ã\u{82}")
}

/// The byte of a character in Windows-1252 (WHATWG Encoding); C1 controls are themselves, as in Latin-1.
fn cp1252_byte(c: char) -> Option<u8> {
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
            assert_eq!(repair(bad).as_deref(), Some(good), "{bad}");
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
            assert_eq!(repair(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn western_text_comes_back(text in "[a-zA-Z éèàùçâêîôûëïüœŒ’“«»€–0-9]{1,40}") {
            let latin: String = text.bytes().map(char::from).collect();
            // Some good text looks damaged itself (`âï’`), and is taken for it.
            if !text.is_ascii() && decode_once(&text).is_none() {
                prop_assert_eq!(repair(&latin), Some(text));
            }
        }
    }
}
