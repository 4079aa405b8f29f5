//! Cuts a text into runs: words with what is inside them, numbers, addresses, marks.

use super::address::url_len;
use super::letters::{is_hyphen, is_letter, is_punct};
use super::types::TokenKind;
use super::words::Words;
use crate::Span;
use crate::normalize::is_apostrophe;

/// Walks a text run by run.
pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) words: &'static Words,
    pub(super) at: usize,
    /// Whether there is an @, without which there is no mail address.
    pub(super) mail: bool,
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The next run that is not white space.
    pub(super) fn next_run(&mut self) -> Option<(Span, TokenKind)> {
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

    /// Whether the letters so far are an elided word, so that the apostrophe belongs to
    /// them even before a quotation mark or a digit (`l’« accord »`, `l’11 mai`).
    fn elides(&self, start: usize) -> bool {
        self.words.elides() && self.words.is_elision(&self.text[start..self.at])
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
                ' ' => three && self.words.space_groups && self.short_group(),
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
