//! Tokens: words, numbers, marks. Spans into the text, and a normal form.
//!
//! French elisions (`l’`, `qu’`) and English clitics (`n’t`, `’s`) are tokens of
//! their own; hyphenated words are cut at the hyphen (`long-range` is `long`
//! and `range`, as in `à longue portée`) unless the whole is a word of its own
//! right (`peut-être`, `week-end`). Numbers keep their separators.
//!
//! The normal form ([`norm_into`]) is what the model's vocabulary holds:
//! lower case, straight apostrophe, ligatures opened, full stops of acronyms
//! dropped (`U.S.` is `US`). Short words in capitals keep them, so that `US`
//! is not *us*, unless the whole text shouts.

use crate::{Lang, Span};
use serde::{Deserialize, Serialize};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TokenKind {
    /// Letters, perhaps with digits, an elision or a clitic.
    Word,
    /// Begins with a digit: `1,5`, `2022`, `10 000` (no-break spaces), `17th`, `11h30`.
    Number,
    /// A web or mail address.
    Url,
    /// Punctuation.
    Punct,
    /// Anything else: `%`, `€`, emoji.
    Symbol,
}

/// A token of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: TokenKind,
    /// An acronym-like word whose capitals carry meaning (`US`, `ONU`, `U.S.`).
    pub caps: bool,
}

impl Token {
    /// Word or number: what lexical evidence is about.
    pub fn is_content(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }

    /// The normal form, as the model's vocabulary spells it.
    pub fn norm(&self, text: &str) -> String {
        let mut out = String::new();
        norm_into(self.span.of(text), self.caps, &mut out);
        out
    }
}

/// The words and numbers of a text, normalised, in order.
pub fn words_of(text: &str, lang: Lang) -> Vec<String> {
    tokenize(text, lang).iter().filter(|t| t.is_content()).map(|t| t.norm(text)).collect()
}

/// Cuts `text` into tokens, in order, white space left out.
pub fn tokenize(text: &str, lang: Lang) -> Vec<Token> {
    let mut out = Vec::with_capacity(text.len() / 5 + 1);
    tokenize_into(text, lang, &mut out);
    out
}

/// As [`tokenize`], into a buffer that is cleared first.
pub fn tokenize_into(text: &str, lang: Lang, out: &mut Vec<Token>) {
    out.clear();
    let shouting = is_shouting(text);
    let mut scan = Scanner { text, lang, at: 0, mail: text.contains('@') };
    while let Some((span, kind)) = scan.next_run() {
        match kind {
            TokenKind::Word => split_word(text, span, lang, out),
            _ => out.push(Token { span, kind, caps: false }),
        }
    }
    if !shouting {
        for t in out.iter_mut().filter(|t| t.kind == TokenKind::Word) {
            t.caps = is_acronym(t.span.of(text));
        }
    }
}

/// Writes the normal form of a token's text into `out` (cleared first).
pub fn norm_into(word: &str, caps: bool, out: &mut String) {
    out.clear();
    for c in word.chars() {
        match c {
            '’' | 'ʼ' | '‘' | '`' | '´' => out.push('\''),
            '‐' | '‑' => out.push('-'),
            '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' => {}
            '\u{a0}' | '\u{202f}' | '\u{2009}' => out.push(' '),
            '.' if caps => {}
            'œ' | 'Œ' => out.push_str(if caps { "OE" } else { "oe" }),
            'æ' | 'Æ' => out.push_str(if caps { "AE" } else { "ae" }),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            c if caps => out.push(c),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase()),
        }
    }
}

/// Whether a text is mostly in capitals, so that capitals tell nothing.
fn is_shouting(text: &str) -> bool {
    let (mut upper, mut lower) = (0usize, 0usize);
    for c in text.bytes().take(4096) {
        upper += usize::from(c.is_ascii_uppercase());
        lower += usize::from(c.is_ascii_lowercase());
    }
    upper > lower && upper > 8
}

fn is_acronym(word: &str) -> bool {
    let mut letters = 0;
    for c in word.chars() {
        if c.is_uppercase() {
            letters += 1;
        } else if c != '.' && !c.is_ascii_digit() {
            return false;
        }
    }
    (2..=6).contains(&letters)
}

/// Walks a text run by run.
struct Scanner<'a> {
    text: &'a str,
    lang: Lang,
    at: usize,
    /// Whether there is an @, without which there is no mail address.
    mail: bool,
}

fn is_mark(c: char) -> bool {
    // Combining marks, and format characters that live inside words.
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}')
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && (c.is_alphabetic() || is_mark(c)))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The next run that is not white space.
    fn next_run(&mut self) -> Option<(Span, TokenKind)> {
        let rest = self.rest();
        let skipped = rest.len() - rest.trim_start().len();
        self.at += skipped;
        let first = self.rest().chars().next()?;
        let start = self.at;
        let address = (self.mail || matches!(first, 'h' | 'w')).then(|| url_len(self.rest())).flatten();
        let kind = if let Some(n) = address {
            self.at += n;
            TokenKind::Url
        } else if is_letter(first) {
            self.word();
            TokenKind::Word
        } else if first.is_ascii_digit() {
            self.number();
            TokenKind::Number
        } else if first.is_numeric() {
            self.at += first.len_utf8();
            TokenKind::Number
        } else {
            // A run of the same mark (`...`, `--`) is one token.
            let n: usize = self.rest().chars().take_while(|&c| c == first).map(char::len_utf8).sum();
            self.at += n;
            if is_punct(first) { TokenKind::Punct } else { TokenKind::Symbol }
        };
        Some((Span::new(start, self.at), kind))
    }

    /// A run of letters, with inner apostrophes, hyphens, digits and the full stops of acronyms.
    fn word(&mut self) {
        let start = self.at;
        let bytes = self.text.as_bytes();
        loop {
            while bytes.get(self.at).is_some_and(u8::is_ascii_alphanumeric) {
                self.at += 1;
            }
            let rest = self.rest();
            let Some(c) = rest.chars().next() else { break };
            let next = rest[c.len_utf8()..].chars().next();
            let inner = next.is_some_and(is_letter);
            let joins = is_letter(c)
                || c.is_ascii_digit()
                || (is_apostrophe(c) && (inner || self.elides(start)))
                || (is_hyphen(c) && next.is_some_and(|n| is_letter(n) || n.is_ascii_digit()))
                || (c == '.' && self.acronym_stop(start))
                || (c == '&' && inner && self.at - start == 1 && bytes[start].is_ascii_uppercase());
            if !joins {
                break;
            }
            self.at += c.len_utf8();
        }
    }

    /// Whether the letters so far are a French elision, so that the apostrophe belongs to
    /// them even before a quotation mark or a digit (`l’« accord »`, `l’11 mai`).
    fn elides(&self, start: usize) -> bool {
        self.lang == Lang::FR && is_elision(&self.text[start..self.at])
    }

    /// Whether the full stop here belongs to an acronym: `U.S.`, `J.-P.` no, `e.g.`.
    fn acronym_stop(&self, start: usize) -> bool {
        let so_far = &self.text[start..self.at];
        let mut single = 0;
        for part in so_far.split('.') {
            let mut chars = part.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) if is_letter(c) => single += 1,
                _ => return false,
            }
        }
        let after = self.rest()[1..].chars().next();
        if single >= 2 {
            return true;
        }
        // One letter so far: an acronym only if letter, full stop follow.
        let mut ahead = self.rest()[1..].chars();
        after.is_some_and(is_letter) && ahead.next().is_some() && ahead.next() == Some('.')
    }

    /// Digits with their separators, then letters that cling (`17th`, `11h30`, `2nd`).
    fn number(&mut self) {
        let bytes = self.text.as_bytes();
        let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
        loop {
            while digit(self.at) {
                self.at += 1;
            }
            let rest = self.rest();
            let Some(c) = rest.chars().next() else { return };
            let n = c.len_utf8();
            let three = (0..3).all(|k| digit(self.at + n + k)) && !digit(self.at + n + 3);
            let joins = match c {
                '.' | ',' | ':' => digit(self.at + n),
                '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' => three,
                ' ' => three && self.lang == Lang::FR && self.short_group(),
                _ => false,
            };
            if !joins {
                break;
            }
            self.at += n;
        }
        while let Some(c) = self.rest().chars().next() {
            if is_letter(c) || c.is_ascii_digit() {
                self.at += c.len_utf8();
            } else {
                break;
            }
        }
    }

    /// Whether the digits just before are one to three, as the head of `10 000` must be.
    fn short_group(&self) -> bool {
        let head = self.text[..self.at].bytes().rev().take_while(u8::is_ascii_digit).count();
        (1..=3).contains(&head)
    }
}

fn is_punct(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | ';' | ':' | '!' | '?' | '…' | '«' | '»' | '"' | '\'' | '’' | '‘' | '“' | '”' | '„' | '‹' | '›'
    ) || matches!(
        c,
        '(' | ')' | '[' | ']' | '{' | '}' | '-' | '–' | '—' | '‐' | '‑' | '/' | '\\' | '·' | '•' | '|' | '¿' | '¡'
    )
}

/// Length of the address that `rest` begins with.
fn url_len(rest: &str) -> Option<usize> {
    let head = rest.as_bytes();
    let starts = rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.");
    let end = || {
        rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '«' | '»' | '”')).unwrap_or(rest.len())
    };
    let whole = if starts {
        end()
    } else {
        // A mail address: look no further than the first white space, and only past plain letters.
        let local = head
            .iter()
            .take(64)
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+'))
            .count();
        if local == 0 || head.get(local) != Some(&b'@') {
            return None;
        }
        let domain =
            head[local + 1..].iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
        if !rest[local + 1..local + 1 + domain].contains('.') {
            return None;
        }
        local + 1 + domain
    };
    let trimmed = rest[..whole].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’']);
    (!trimmed.is_empty()).then_some(trimmed.len())
}

fn is_elision(head: &str) -> bool {
    const LIST: [&str; 15] =
        ["l", "d", "j", "n", "s", "c", "m", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu"];
    LIST.iter().any(|e| head.eq_ignore_ascii_case(e))
}

/// Words that keep their hyphen or apostrophe.
fn stays_whole(word: &str, lang: Lang) -> bool {
    const FR: [&str; 30] = [
        "peut-être",
        "aujourd'hui",
        "week-end",
        "week-ends",
        "rendez-vous",
        "au-delà",
        "au-dessus",
        "au-dessous",
        "là-bas",
        "là-haut",
        "vis-à-vis",
        "porte-parole",
        "ci-dessous",
        "ci-dessus",
        "quant-à-soi",
        "sous-marin",
        "sous-marins",
        "par-dessus",
        "par-dessous",
        "sur-le-champ",
        "après-midi",
        "avant-hier",
        "après-demain",
        "grand-père",
        "grand-mère",
        "beau-père",
        "belle-mère",
        "chef-d'œuvre",
        "main-d'œuvre",
        "hors-d'œuvre",
    ];
    const EN: [&str; 8] = ["e-mail", "e-mails", "o'clock", "co-operation", "to-day", "to-morrow", "good-bye", "x-ray"];
    let list: &[&str] = match lang {
        Lang::FR => &FR,
        Lang::EN => &EN,
        _ => return false,
    };
    if !word.contains(['-', '\'', '’', '‐', '‑']) {
        return false;
    }
    let mut norm = String::new();
    let lower: String = word
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '’' => '\'',
            '‐' | '‑' => '-',
            c => c,
        })
        .collect();
    norm.push_str(&lower);
    list.contains(&norm.as_str())
}

/// Cuts a run of letters at elisions, clitics and hyphens.
fn split_word(text: &str, span: Span, lang: Lang, out: &mut Vec<Token>) {
    let word = span.of(text);
    let mut push = |start: usize, end: usize, kind: TokenKind| {
        if end > start {
            out.push(Token { span: Span::new(span.start + start, span.start + end), kind, caps: false });
        }
    };
    if word.bytes().all(|b| b.is_ascii_alphanumeric()) || stays_whole(word, lang) {
        push(0, word.len(), TokenKind::Word);
        return;
    }
    let mut start = 0;
    for (i, c) in word.char_indices() {
        if i < start {
            continue;
        }
        let after = i + c.len_utf8();
        if is_hyphen(c) {
            // What follows may itself be a word that stays whole; the hyphen is dropped as a mark of its own.
            push(start, i, TokenKind::Word);
            push(i, after, TokenKind::Punct);
            start = after;
            if stays_whole(&word[start..], lang) {
                push(start, word.len(), TokenKind::Word);
                return;
            }
        } else if is_apostrophe(c) {
            if lang == Lang::FR {
                if is_elision(&word[start..i]) {
                    push(start, after, TokenKind::Word);
                    start = after;
                    if stays_whole(&word[start..], lang) {
                        push(start, word.len(), TokenKind::Word);
                        return;
                    }
                }
            } else if lang == Lang::EN && i > start {
                let tail_end = word[after..].find(is_hyphen).map_or(word.len(), |k| after + k);
                let tail = &word[after..tail_end];
                if tail.eq_ignore_ascii_case("t") && word[..i].ends_with(['n', 'N']) && i - start > 1 {
                    push(start, i - 1, TokenKind::Word);
                    push(i - 1, tail_end, TokenKind::Word);
                    start = tail_end;
                } else if ["s", "re", "ve", "ll", "d", "m"].iter().any(|t| tail.eq_ignore_ascii_case(t)) {
                    push(start, i, TokenKind::Word);
                    push(i, tail_end, TokenKind::Word);
                    start = tail_end;
                }
            }
        }
    }
    push(start, word.len(), TokenKind::Word);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, lang: Lang) -> Vec<&str> {
        tokenize(text, lang).iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn french() {
        assert_eq!(
            cut("Qu’est-ce que l'ambassade d’« État » ?", Lang::FR),
            ["Qu’", "est", "-", "ce", "que", "l'", "ambassade", "d’", "«", "État", "»", "?"]
        );
        assert_eq!(
            cut("Aujourd’hui, peut-être 10 000 hommes, 1,5 %.", Lang::FR),
            ["Aujourd’hui", ",", "peut-être", "10 000", "hommes", ",", "1,5", "%", "."]
        );
        assert_eq!(cut("a-t-il 11h30 le XVIIe", Lang::FR), ["a", "-", "t", "-", "il", "11h30", "le", "XVIIe"]);
    }

    #[test]
    fn english() {
        assert_eq!(
            cut("The U.S. doesn't want Russia's long-range plan.", Lang::EN),
            ["The", "U.S.", "does", "n't", "want", "Russia", "'s", "long", "-", "range", "plan", "."]
        );
        assert_eq!(
            cut("See https://a.example/b?c. Or me@x.org, R&D", Lang::EN),
            ["See", "https://a.example/b?c", ".", "Or", "me@x.org", ",", "R&D"]
        );
        assert_eq!(cut("In 1,500.5 17th 11:30...", Lang::EN), ["In", "1,500.5", "17th", "11:30", "..."]);
    }

    #[test]
    fn norms() {
        let norm = |t: &str, l| words_of(t, l).join(" ");
        assert_eq!(norm("The U.S. told us: Œuvre d’ONU", Lang::FR), "the US told us oeuvre d' ONU");
        assert_eq!(norm("THE UNITED STATES TELLS US ALL", Lang::EN), "the united states tells us all");
    }
}
