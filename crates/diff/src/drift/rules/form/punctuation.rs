//! Punctuation: brackets and quotation marks without a partner, marks set twice,
//! and an end that is another than the original's.

use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, RuleDescription, Scope, rule};
use crate::drift::side::SideReading;
use calque_bitext::{Category, Severity};
use calque_messages::{Message, message};
use calque_text::Span;

/// See the module.
pub(crate) struct Punctuation;

impl PairRule for Punctuation {
    rule! {
        id: "punctuation",
        category: Form,
        summary: "Unpaired or doubled marks, and another mark at the end",
        languages: Languages::Any,
        rank: 270,
        flags_identical: true,
        scope: Scope::Form,
        merging_weight: RuleDescription::FORM_WEIGHT,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let (a, b) = (&r.source, &r.target);
        let mut say = |span: Option<Span>, message: Message| {
            out.push(Draft::new("punctuation", Category::Form, Severity::Minor, 0.8).at(None, span).says(message));
        };
        // A quotation may run over several segments of the translation; where the original
        // opens and closes it in this one, it should too.
        let quoted = balanced_quotes(a.view.words());
        for pairs in [&BRACKETS[..], if quoted { &QUOTES[..] } else { &[] }] {
            if unpaired(a, pairs).is_none()
                && let Some(span) = unpaired(b, pairs)
            {
                say(Some(span), message!("mark-alone", mark = span.of(b.view.text)));
            }
        }
        let also: Vec<&str> = doubled(a).iter().map(|s| s.of(a.view.text)).collect();
        for span in doubled(b).into_iter().filter(|s| !also.contains(&s.of(b.view.text))) {
            say(Some(span), message!("mark-twice", mark = span.of(b.view.text)));
        }
        if let (Some((was, _)), Some((is, span))) = (end(a), end(b))
            && differ(was, is)
        {
            let message = match (was, is) {
                (Some(was), Some(is)) => message!("end-changed", was = was, is = is),
                (Some(was), None) => message!("end-lost", was = was),
                (None, Some(is)) => message!("end-added", is = is),
                (None, None) => return,
            };
            say(Some(span), message);
        }
    }
}

const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];
const QUOTES: [(char, char); 2] = [('«', '»'), ('“', '”')];

/// Whether a text has quotations, all of them closed.
fn balanced_quotes(text: &str) -> bool {
    let count = |c: char| text.matches(c).count();
    let plain = count('"');
    let all = plain + count('“') + count('«');
    all > 0 && plain % 2 == 0 && count('“') == count('”') && count('«') == count('»')
}

/// The first of some marks whose partner is missing.
fn unpaired(side: &SideReading<'_>, pairs: &[(char, char)]) -> Option<Span> {
    let (text, base) = (side.view.words(), side.view.span.start);
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.char_indices() {
        if pairs.iter().any(|p| p.0 == c) {
            open.push((at, c));
        } else if let Some(&(begin, _)) = pairs.iter().find(|p| p.1 == c) {
            match open.iter().rposition(|o| o.1 == begin) {
                Some(k) => drop(open.remove(k)),
                // `1)` and `:)` are no brackets.
                None if c == ')' && lone_bracket(&text[..at]) => {}
                None => return Some(Span::new(base + at, base + at + c.len_utf8())),
            }
        }
    }
    open.first().map(|&(at, c)| Span::new(base + at, base + at + c.len_utf8()))
}

fn lone_bracket(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    word.chars().count() <= 2 && !word.is_empty()
}

/// Marks that stand twice running: `,,`, `;;`, `..`, `!!`.
fn doubled(side: &SideReading<'_>) -> Vec<Span> {
    let (text, base) = (side.view.words(), side.view.span.start);
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut i = 0;
    while i < bytes.len() {
        let run = bytes[i..].iter().take_while(|&&b| b == bytes[i]).count();
        let marks = matches!(bytes[i], b',' | b';' | b':' | b'.' | b'!' | b'?');
        // Three full stops are an ellipsis, and `://` is an address.
        if marks && run > 1 && !(bytes[i] == b'.' && run >= 3) {
            out.push(Span::new(base + i, base + i + run));
        }
        i += run;
    }
    out
}

/// Whether one end is plainly another than the other. A comma or a colon leaves the sentence
/// open, which a translation may do elsewhere than the original; so may an ellipsis.
fn differ(was: Option<char>, is: Option<char>) -> bool {
    let closes = |m: Option<char>| matches!(m, None | Some('.' | '!' | '?'));
    closes(was) && closes(is) && was != is
}

/// The mark that a side ends with, quotation marks and brackets left aside; none for one
/// that ends with neither a word nor a mark of the usual kind.
fn end(side: &SideReading<'_>) -> Option<(Option<char>, Span)> {
    let (text, base) = (side.view.words(), side.view.span.start);
    let close = |c: char| matches!(c, '"' | '”' | '’' | '»' | ')' | ']' | '\'') || calque_text::is_space(c);
    let bare = text.trim_end_matches(close);
    let last = bare.chars().next_back()?;
    let at = base + bare.len() - last.len_utf8();
    let span = Span::new(at, at + last.len_utf8());
    match last {
        '.' | '!' | '?' | ':' | ';' | ',' => {
            let dots = bare.ends_with("...");
            Some((Some(if dots { '…' } else { last }), span))
        }
        '…' => Some((Some('…'), span)),
        c if c.is_alphanumeric() => Some((None, Span::new(at + last.len_utf8(), at + last.len_utf8()))),
        _ => None,
    }
}
