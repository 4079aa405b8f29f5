//! Puts corrections into a file with markup: the words that were read are found again in the file, and what
//! was changed in them is changed there, as long as no markup stands among it.
//!
//! ```text
//! file      <p>Le <b>barrage</b> a &eacute;t&eacute; ferm&eacute; lundi.</p>
//! old       Le barrage a été fermé lundi.
//! new       Le barrage a été fermé mardi.
//! patched   <p>Le <b>barrage</b> a &eacute;t&eacute; ferm&eacute; mardi.</p>
//! ```

use super::difference::differences;
use calque_text::{is_apostrophe, is_invisible, is_quote, is_space};
use std::ops::Range;

/// A stretch of text as it was read and as it is to be.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Patch {
    pub(super) old: String,
    pub(super) new: String,
}

/// What stands in a file beside its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    /// Nothing.
    Plain,
    /// Signs of Markdown, and tags.
    Markdown,
    /// Tags and entities: HTML, XML.
    Tags,
    /// Numbers and times of subtitles, and tags.
    Subtitles,
    /// Quotation marks and escapes of gettext.
    Po,
}

/// The file with the corrections. The words that were read are looked up in order; those of a stretch that is
/// changed and cannot be found, or in which markup stands among what is changed, are the error.
pub(super) fn patched(file: &str, markup: Markup, patches: &[Patch]) -> Result<String, String> {
    let mut out = String::with_capacity(file.len());
    let (mut written, mut from) = (0, 0);
    for patch in patches.iter().filter(|p| !p.old.trim().is_empty()) {
        let Some(places) = find(file, markup, from, &patch.old) else {
            if patch.old == patch.new {
                continue;
            }
            return Err(patch.old.clone());
        };
        from = places.last().map_or(from, |p| p.end);
        if patch.old == patch.new {
            continue;
        }
        for (changed, words) in differences(&patch.old, &patch.new) {
            let ranges = file_ranges(&places, &patch.old, &changed).ok_or_else(|| patch.old.clone())?;
            for (i, range) in ranges.into_iter().enumerate() {
                out.push_str(&file[written..range.start]);
                if i == 0 {
                    out.push_str(&escaped(words, markup));
                }
                written = range.end;
            }
        }
    }
    out.push_str(&file[written..]);
    Ok(out)
}

/// Where the bytes `changed` of `old` stand in the file: one stretch, or several where markup stands inside of one
/// word, which is then written whole where it began. Nothing where markup stands between several words.
fn file_ranges(places: &[Range<usize>], old: &str, changed: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let index = |byte: usize| old[..byte].chars().count();
    let (first, last) = (index(changed.start), index(changed.end));
    if first == last {
        // Words come in: after the character before them, or before the first.
        let at = match first.checked_sub(1) {
            Some(before) => places.get(before)?.end,
            None => places.first()?.start,
        };
        return Some(std::iter::once(at..at).collect());
    }
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for place in places.get(first..last)? {
        match ranges.last_mut().filter(|last| last.end == place.start) {
            Some(last) => last.end = place.end,
            None => ranges.push(place.clone()),
        }
    }
    let is_one_word = old[changed.clone()].chars().all(char::is_alphanumeric);
    (ranges.len() == 1 || is_one_word).then_some(ranges)
}

/// The places in the file of each character of `old`, which is looked for from `from` on.
fn find(file: &str, markup: Markup, from: usize, old: &str) -> Option<Vec<Range<usize>>> {
    let first = old.chars().next()?;
    let mut at = from;
    while at < file.len() {
        if let Some(end) = skipped(file, markup, at) {
            at = end;
            continue;
        }
        let (c, len) = character(file, markup, at)?;
        if same(c, first)
            && let Some(places) = walk(file, markup, at, old)
        {
            return Some(places);
        }
        at += len;
    }
    None
}

/// The places of the characters of `old`, where they stand in the file from `at` on.
fn walk(file: &str, markup: Markup, mut at: usize, old: &str) -> Option<Vec<Range<usize>>> {
    let mut places = Vec::with_capacity(old.len());
    let mut chars = old.chars().peekable();
    while let Some(&wanted) = chars.peek() {
        if let Some(end) = skipped(file, markup, at) {
            at = end;
            continue;
        }
        let (c, len) = character(file, markup, at)?;
        if same(c, wanted) {
            places.push(at..at + len);
            at += len;
            chars.next();
            // A line end with the spaces around it was read as one space.
            if is_white(wanted) {
                while let Some((c, len)) = character(file, markup, at)
                    && is_white(c)
                    && chars.peek().is_some_and(|next| !is_white(*next))
                {
                    if let Some(place) = places.last_mut() {
                        place.end = at + len;
                    }
                    at += len;
                }
            }
        } else if is_invisible(c) || c == '\r' || sign_of_markdown(markup, c) {
            at += len;
        } else {
            return None;
        }
    }
    Some(places)
}

fn is_white(c: char) -> bool {
    c.is_whitespace() || is_space(c)
}

fn sign_of_markdown(markup: Markup, c: char) -> bool {
    markup == Markup::Markdown && matches!(c, '*' | '_' | '`' | '\\' | '[' | ']')
}

/// Whether a character of the file was read as `read`.
fn same(file: char, read: char) -> bool {
    file == read
        || (is_white(file) && is_white(read))
        || (is_apostrophe(file) && is_apostrophe(read))
        || (is_quote(file) && is_quote(read))
}

/// The end of the markup that begins at `at`, if some does.
fn skipped(file: &str, markup: Markup, at: usize) -> Option<usize> {
    let rest = file.get(at..)?;
    match markup {
        Markup::Tags | Markup::Subtitles | Markup::Markdown if rest.starts_with("<!--") => {
            rest.find("-->").map(|end| at + end + 3)
        }
        Markup::Tags | Markup::Subtitles | Markup::Markdown
            if rest.starts_with('<')
                && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '?' | '!')) =>
        {
            rest.find('>').map(|end| at + end + 1)
        }
        Markup::Markdown if rest.starts_with("](") => rest.find(')').map(|end| at + end + 1),
        Markup::Po if rest.starts_with('"') => {
            let after = rest[1..].trim_start();
            after.starts_with('"').then(|| at + rest.len() - after.len() + 1)
        }
        Markup::Subtitles if at == 0 || file[..at].ends_with('\n') => cue(rest).map(|len| at + len),
        _ => None,
    }
}

/// The length of the number and the times at the beginning of a cue.
fn cue(rest: &str) -> Option<usize> {
    let line = |text: &str| text.find('\n').map_or(text.len(), |n| n + 1);
    let first = line(rest);
    if rest[..first].contains("-->") {
        return Some(first);
    }
    let second = first + line(&rest[first..]);
    let number = rest[..first].trim();
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    (is_number && rest[first..second].contains("-->")).then_some(second)
}

/// The character that stands at `at`, an entity or an escape being one, and its length in the file.
fn character(file: &str, markup: Markup, at: usize) -> Option<(char, usize)> {
    let rest = file.get(at..)?;
    let plain = rest.chars().next().map(|c| (c, c.len_utf8()));
    match markup {
        Markup::Tags | Markup::Subtitles | Markup::Markdown if rest.starts_with('&') => {
            let end = rest.as_bytes().iter().take(12).position(|&b| b == b';');
            let named = end.and_then(|end| Some((entity(rest.get(1..end)?)?, end + 1)));
            named.or(plain)
        }
        Markup::Po if rest.starts_with('\\') => match rest.chars().nth(1) {
            Some('n' | 't') => Some((' ', 2)),
            Some(c) => Some((c, 1 + c.len_utf8())),
            None => plain,
        },
        _ => plain,
    }
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c)
}

/// The entities that French and English pages use.
const ENTITIES: [(&str, char); 44] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("thinsp", '\u{2009}'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("deg", '°'),
    ("euro", '€'),
    ("pound", '£'),
    ("agrave", 'à'),
    ("acirc", 'â'),
    ("auml", 'ä'),
    ("aelig", 'æ'),
    ("ccedil", 'ç'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ocirc", 'ô'),
    ("ouml", 'ö'),
    ("oelig", 'œ'),
    ("ugrave", 'ù'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("Agrave", 'À'),
    ("Acirc", 'Â'),
    ("Ccedil", 'Ç'),
    ("Eacute", 'É'),
    ("Egrave", 'È'),
    ("Ecirc", 'Ê'),
    ("Icirc", 'Î'),
    ("OElig", 'Œ'),
];

/// Words as the file writes them.
fn escaped(words: &str, markup: Markup) -> String {
    match markup {
        Markup::Tags => words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"),
        Markup::Po => words.replace('\\', "\\\\").replace('"', "\\\""),
        Markup::Markdown => words.replace('<', "&lt;"),
        Markup::Plain | Markup::Subtitles => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patch(old: &str, new: &str) -> Patch {
        Patch { old: old.to_owned(), new: new.to_owned() }
    }

    #[test]
    fn only_what_was_changed_is_other() {
        let cases = [
            (
                Markup::Plain,
                "Un.\r\nIl dort lundi.\r\n",
                "Il dort lundi.",
                "Il dort mardi.",
                "Un.\r\nIl dort mardi.\r\n",
            ),
            (
                Markup::Tags,
                "<p title=\"lundi\">Le <b>barrage</b> ferm&#233; lundi &amp; mardi.</p>",
                "Le barrage fermé lundi & mardi.",
                "Le barrage fermé jeudi & mardi <soir>.",
                "<p title=\"lundi\">Le <b>barrage</b> ferm&#233; jeudi &amp; mardi &lt;soir&gt;.</p>",
            ),
            (
                Markup::Markdown,
                "# Titre\n\nLe **barrage** de [Tarchik](https://a.b/) tient\nbon.",
                "Le barrage de Tarchik tient bon.",
                "Le barrage de Tarchik tient mal.",
                "# Titre\n\nLe **barrage** de [Tarchik](https://a.b/) tient\nmal.",
            ),
            (
                Markup::Subtitles,
                "1\n00:00:01,000 --> 00:00:02,000\nIl est là\n\n2\n00:00:02,000 --> 00:00:03,000\ndepuis lundi.\n",
                "Il est là depuis lundi.",
                "Il est là depuis jeudi.",
                "1\n00:00:01,000 --> 00:00:02,000\nIl est là\n\n2\n00:00:02,000 --> 00:00:03,000\ndepuis jeudi.\n",
            ),
            (
                Markup::Po,
                "msgid \"Monday\"\nmsgstr \"\"\n\"Il dit \"\n\"\\\"lundi\\\".\"\n",
                "Il dit \"lundi\".",
                "Il dit \"mardi\".",
                "msgid \"Monday\"\nmsgstr \"\"\n\"Il dit \"\n\"\\\"mardi\\\".\"\n",
            ),
        ];
        for (markup, file, old, new, wanted) in cases {
            assert_eq!(patched(file, markup, &[patch(old, new)]).as_deref(), Ok(wanted), "{markup:?}");
        }
    }

    #[test]
    fn a_change_across_markup_is_refused_by_its_words() {
        let file = "<p>Le grand <b>barrage</b> tient.</p>";
        let old = "Le grand barrage tient.";
        assert_eq!(patched(file, Markup::Tags, &[patch(old, "Ladiguetient tient.")]), Err(old.to_owned()));
        assert_eq!(patched("Autre chose.", Markup::Plain, &[patch(old, "x")]), Err(old.to_owned()));
    }

    /// Two corrected words with markup between them are two changes; a word that markup cuts is written where it
    /// began.
    #[test]
    fn markup_between_and_inside_of_words_is_kept() {
        let file = "<p>Le <b>barr</b><i>age</i> de <b>Tarchik</b> tient.</p>";
        let new = "La digue de Tartchik tient.";
        let made = "<p>La <b>digu</b><i>e</i> de <b>Tartchik</b> tient.</p>";
        assert_eq!(patched(file, Markup::Tags, &[patch("Le barrage de Tarchik tient.", new)]).as_deref(), Ok(made));
    }

    #[test]
    fn the_same_words_again_are_those_that_follow() {
        let file = "Oui. Non. Oui.";
        let patches = [patch("Oui.", "Oui."), patch("Non.", "Non."), patch("Oui.", "Si.")];
        assert_eq!(patched(file, Markup::Plain, &patches).as_deref(), Ok("Oui. Non. Si."));
    }
}
