//! The name of a document without its language.
//!
//! A path or URL is cut into words: at everything that is no letter or digit,
//! between letters and digits, and where a capital follows a small letter.
//! `docs/en-GB/Chapter01.EN.txt` is *docs, chapter, 1*. Codes and names of the
//! two languages, and words such as *source* and *translation*, are left out,
//! with the region behind a code. Two documents with the same key are by their
//! names the same document in two languages.

use calque_text::{Lang, norm_into};

/// Words that say which side a text is, whatever its language.
const ROLES: &[&str] = &[
    "source",
    "src",
    "target",
    "tgt",
    "trg",
    "orig",
    "original",
    "translation",
    "translated",
    "traduction",
    "trad",
    "vo",
    "vf",
];

/// Codes of the languages that file names hold most, with their other codes and names.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("en", &["eng", "english", "anglais", "englisch", "ingles", "inglese"]),
    ("fr", &["fra", "fre", "french", "francais", "franzosisch", "frances", "francese"]),
    ("de", &["deu", "ger", "german", "deutsch", "allemand", "aleman", "tedesco"]),
    ("es", &["spa", "spanish", "espanol", "espagnol", "spanisch", "castellano", "spagnolo"]),
    ("it", &["ita", "italian", "italiano", "italien", "italienisch"]),
    ("nl", &["nld", "dut", "dutch", "nederlands", "neerlandais", "niederlandisch"]),
    ("pt", &["por", "portuguese", "portugues", "portugais", "portugiesisch"]),
];

/// Regions that follow a code, as in `en-GB`.
const REGIONS: &[&str] =
    &["us", "gb", "uk", "au", "ie", "nz", "ca", "fr", "be", "ch", "lu", "de", "at", "es", "mx", "br", "pt", "it", "nl"];

/// Extensions of files that hold text.
const EXTENSIONS: &[&str] =
    &["txt", "text", "html", "htm", "xhtml", "md", "markdown", "xml", "php", "asp", "aspx", "jsp"];

/// The name of a document, cut into words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    words: Vec<String>,
    key: String,
    /// Whether it names the source language, and the target language.
    names: [bool; 2],
}

impl Name {
    /// Of a path or URL; codes and names of both languages are left out.
    pub fn new(path: &str, langs: (Lang, Lang)) -> Self {
        let mut name = Self::default();
        let mut after_code = false;
        for word in words(path) {
            let is = [langs.0, langs.1].map(|lang| names_language(&word, lang));
            let region = after_code && !is[0] && !is[1] && REGIONS.contains(&word.as_str());
            after_code = (is[0] || is[1]) && word.len() == 2;
            name.names = [name.names[0] || is[0], name.names[1] || is[1]];
            if is[0] || is[1] || region {
                continue;
            }
            if !ROLES.contains(&word.as_str()) {
                name.words.push(word);
            }
        }
        // `/en/` and `/fr/index.html` are one page.
        if name.words.last().is_some_and(|w| w == "index") {
            name.words.pop();
        }
        name.key = name.words.join("/");
        name
    }

    /// The words joined by `/`: the same for one document in two languages.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Its words, languages left out.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// 0 if it names the first language and not the second, 1 if the reverse.
    pub fn side(&self) -> Option<usize> {
        match self.names {
            [true, false] => Some(0),
            [false, true] => Some(1),
            _ => None,
        }
    }
}

/// Whether a word is a code or name of a language; of French and English where the language is not known.
fn names_language(word: &str, lang: Lang) -> bool {
    let of = |code: &str| word == code || LANGUAGES.iter().any(|(c, names)| *c == code && names.contains(&word));
    if lang == Lang::UND { of("en") || of("fr") } else { of(lang.code()) || word == lang.name().to_lowercase() }
}

/// The words of a path: lower case, without accents, numbers without leading zeros.
fn words(path: &str) -> Vec<String> {
    let path = decoded(path);
    let path = path.split_once("://").map_or(path.as_str(), |(_, rest)| rest);
    let path = path.strip_prefix("www.").unwrap_or(path);
    let path = match path.rsplit_once('.') {
        Some((stem, end)) if EXTENSIONS.contains(&end.to_lowercase().as_str()) => stem,
        _ => path,
    };
    let mut words = Vec::new();
    let mut word = String::new();
    let mut before = ' ';
    for c in path.chars() {
        let cut = !c.is_alphanumeric()
            || c.is_numeric() != before.is_numeric()
            || (c.is_uppercase() && before.is_lowercase());
        if cut {
            push(&mut words, &mut word);
        }
        if c.is_alphanumeric() {
            word.push(c);
        }
        before = c;
    }
    push(&mut words, &mut word);
    words
}

fn push(words: &mut Vec<String>, word: &mut String) {
    if word.is_empty() {
        return;
    }
    let mut plain = String::new();
    norm_into(word, false, &mut plain);
    let plain = calque_text::strip_accents(&plain);
    let short = plain.trim_start_matches('0');
    words.push(if short.is_empty() { plain } else { short.to_owned() });
    word.clear();
}

/// `%2F` and the like as characters, where they are any.
fn decoded(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = |i: usize| bytes.get(i).and_then(|b| char::from(*b).to_digit(16));
        if let (b'%', Some(high), Some(low)) = (byte, hex(at + 1), hex(at + 2)) {
            out.push((high * 16 + low) as u8);
            at += 3;
        } else {
            out.push(byte);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_document_have_one_key() {
        // The names of a document in both languages, and its key.
        for (en, fr, key) in [
            ("report.en.txt", "report.fr.txt", "report"),
            ("report_EN.txt", "report_FR.md", "report"),
            ("reportEn.txt", "reportFr.txt", "report"),
            ("en/2019/a.html", "fr/2019/a.html", "2019/a"),
            ("https://www.example.org/en/", "https://example.org/fr/index.html", "example/org"),
            ("site%2Fen%2Fabout%20us.html", "site/fr/about-us.htm", "site/about/us"),
            ("view.php?id=7&lang=en", "view.php?id=7&lang=fr", "view/php/id/7/lang"),
            ("en-GB/help.md", "fr-FR/help.md", "help"),
            ("en_US.txt", "fr_CA.txt", ""),
            ("Chap01 (English).txt", "chap1 - Français.txt", "chap/1"),
            ("original/3.txt", "translation/3.txt", "3"),
        ] {
            let key_of = |path| Name::new(path, (Lang::EN, Lang::FR)).key().to_owned();
            assert_eq!((key_of(en).as_str(), key_of(fr).as_str()), (key, key), "{en}, {fr}");
        }
    }

    #[test]
    fn other_words_stay() {
        for (path, key) in [
            ("it/de.txt", "it/de"),
            ("the-frame.txt", "the/frame"),
            ("us/uk.txt", "us/uk"),
            ("100%.txt", "100"),
            ("", ""),
        ] {
            assert_eq!(Name::new(path, (Lang::EN, Lang::FR)).key(), key);
        }
        let german = "de".parse().expect("a code");
        assert_eq!(Name::new("de/en.txt", (german, Lang::FR)).key(), "en");
    }

    #[test]
    fn a_name_may_say_its_side() {
        let side = |path| Name::new(path, (Lang::EN, Lang::FR)).side();
        let sides = [side("a.en.txt"), side("a_fr-CA.txt"), side("a.txt"), side("en-fr/a.txt"), side("fr-FR/a.txt")];
        assert_eq!(sides, [Some(0), Some(1), None, None, Some(1)]);
    }
}
