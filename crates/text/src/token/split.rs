//! Cuts a run of letters at elisions, clitics and hyphens.

use super::letters::is_hyphen;
use super::types::{Token, TokenKind};
use crate::normalize::is_apostrophe;
use crate::{Lang, Span};

pub(super) fn is_elision(head: &str) -> bool {
    const LIST: [&str; 15] =
        ["l", "d", "j", "n", "s", "c", "m", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu"];
    LIST.iter().any(|e| head.eq_ignore_ascii_case(e))
}

/// Words that keep their hyphen or apostrophe.
pub(super) fn stays_whole(word: &str, lang: Lang) -> bool {
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
pub(super) fn split_word(text: &str, span: Span, lang: Lang, out: &mut Vec<Token>) {
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
