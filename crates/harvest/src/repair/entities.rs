//! HTML entities left in text: `&amp;`, `&eacute;`, `&#8217;`.

use super::TextSource;

/// HTML 4 names of the Latin-1 characters from U+00A0 on, in order (HTML 4.01, section 24.2).
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// Other names that occur in texts (HTML 4.01, sections 24.3 and 24.4).
const NAMED: [(&str, char); 27] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("Scaron", 'Š'),
    ("scaron", 'š'),
    ("Yuml", 'Ÿ'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("hellip", '…'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("euro", '€'),
    ("trade", '™'),
    ("bull", '•'),
];

/// The text with entities replaced, also where they were escaped again (`&amp;eacute;`); `None` if there were none.
///
/// An escaped sign of markup (`&amp;lt;`) is what a text on markup says, and stays; in a text that was read from a
/// document so do all entities of signs of markup, since the reader has replaced those that stand for them.
pub fn repair(text: &str, source: TextSource) -> Option<String> {
    let mut current = replace(text, source)?;
    for _ in 0..MOST_ESCAPED {
        match replace(&current, source) {
            Some(next) => current = next,
            None => break,
        }
    }
    Some(current)
}

/// How often a text may have been escaped.
const MOST_ESCAPED: usize = 8;
/// The entities of the signs of markup.
const MARKUP: [&str; 5] = ["amp", "lt", "gt", "quot", "apos"];

/// Bytes of an entity of a sign of markup that stands for itself at the start of `text`.
fn meant(text: &str, source: TextSource) -> Option<usize> {
    let of_markup = |text: &str| {
        let name = text.strip_prefix('&')?.split_once(';')?.0;
        MARKUP.contains(&name).then_some(name.len() + 2)
    };
    if source == TextSource::Document {
        let n = of_markup(text)?;
        // `&amp;eacute;`, escaped twice.
        let escaped = text[n - 1..].strip_prefix(';').and_then(|rest| rest.split_once(';')).map(|(name, _)| name);
        let letter = n == 5 && escaped.is_some_and(|name| !MARKUP.contains(&name) && character(name).is_some());
        return (!letter).then_some(n);
    }
    let inner = text.strip_prefix("&amp;")?;
    let n = of_markup(&format!("&{}", inner.get(..inner.find(';')? + 1)?))?;
    (!inner.starts_with("amp;")).then_some("&amp;".len() + n - 1)
}

fn replace(text: &str, source: TextSource) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    let mut changed = false;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(n) = meant(rest, source) {
            out.push_str(&rest[..n]);
            rest = &rest[n..];
            continue;
        }
        let end = rest.bytes().take(12).position(|b| b == b';');
        if let Some((end, c)) = end.and_then(|end| Some((end, character(rest.get(1..end)?)?))) {
            out.push(c);
            rest = &rest[end + 1..];
            changed = true;
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    changed.then_some(out)
}

/// The character of an entity, without `&` and `;`.
fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    if let Some((_, c)) = NAMED.iter().find(|(n, _)| *n == name) {
        return Some(*c);
    }
    let at = LATIN.split(' ').position(|n| n == name)?;
    char::from_u32(0xa0 + at as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        for (bad, good) in [
            ("R&amp;D &lt;3", "R&D <3"),
            ("&Eacute;t&eacute; &laquo;&nbsp;fini&nbsp;&raquo;", "Été «\u{a0}fini\u{a0}»"),
            ("l&#039;an &#x2019;", "l'an ’"),
            ("&amp;eacute;", "é"),
            ("&yuml;&copy;", "ÿ©"),
        ] {
            assert_eq!(repair(bad, TextSource::Pairs).as_deref(), Some(good), "{bad}");
        }
        assert_eq!(repair("&amp;eacute; R&amp;D", TextSource::Document).as_deref(), Some("é R&amp;D"));
        for text in ["&amp;lt;", "R&D", "a & b; c", "&unknown;", "&#0;", "&", "&é;"] {
            assert_eq!(repair(text, TextSource::Pairs), None, "{text}");
        }
    }
}
