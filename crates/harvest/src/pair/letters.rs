//! Latin letters without their accents, as one byte.

/// A Latin letter in lower case without its accent; `None` for any other character.
///
/// A table in place of `calque_text::strip_accents`: that one folds by Unicode decomposition and
/// returns text, this one runs on every character of every pair that is deduplicated, and its
/// result is hashed, four letters to a word. Its set of letters decides which texts count as copies.
pub(crate) fn plain_letter(c: char) -> Option<u8> {
    Some(match c {
        'a'..='z' => c as u8,
        'A'..='Z' => c.to_ascii_lowercase() as u8,
        'à' | 'â' | 'ä' | 'á' | 'ã' | 'å' | 'À' | 'Â' | 'Ä' | 'Á' | 'Ã' | 'Å' => b'a',
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => b'e',
        'î' | 'ï' | 'í' | 'ì' | 'Î' | 'Ï' | 'Í' | 'Ì' => b'i',
        'ô' | 'ö' | 'ó' | 'ò' | 'õ' | 'ø' | 'Ô' | 'Ö' | 'Ó' | 'Ò' | 'Õ' | 'Ø' => b'o',
        'û' | 'ü' | 'ù' | 'ú' | 'Û' | 'Ü' | 'Ù' | 'Ú' => b'u',
        'ç' | 'Ç' | 'č' | 'ć' | 'Č' | 'Ć' => b'c',
        'ñ' | 'Ñ' => b'n',
        'ÿ' | 'ý' | 'Ÿ' | 'Ý' => b'y',
        'š' | 'Š' => b's',
        'ž' | 'Ž' => b'z',
        _ => return None,
    })
}
