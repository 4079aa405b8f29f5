//! Finds the candidates: runs of final marks with what closes after them.
//!
//! One pass over the bytes; [`super::rules`] judges each candidate.

use super::candidate::{Candidate, Mark};
use super::context::Next;
use super::rules::is_end;
use super::words::Words;
use crate::Span;
use crate::normalize::{is_apostrophe, is_close_quote, is_dash, is_space};

/// Cuts `text` and adds the spans to `out`.
pub(super) fn split(text: &str, words: &'static Words, out: &mut Vec<Span>) {
    let mut scan =
        Scan { text, words, start: skip_spaces(text, 0), has_word_to: 0, has_word: false, open_quote: false };
    scan.has_word_to = scan.start;
    scan.run(out);
}

/// Bytes that begin something of interest: final marks, line breaks, plain
/// quotation marks; for `…` and the wide marks of East Asia their lead bytes.
static STOPS: [bool; 256] = {
    let mut table = [false; 256];
    table[b'.' as usize] = true;
    table[b'?' as usize] = true;
    table[b'!' as usize] = true;
    table[b'\n' as usize] = true;
    table[b'"' as usize] = true;
    table[0xE2] = true;
    table[0xE3] = true;
    table[0xEF] = true;
    table
};

struct Scan<'a> {
    text: &'a str,
    words: &'static Words,
    /// Where the sentence under way begins; never white space.
    start: usize,
    /// Up to where that sentence was searched for a letter or digit.
    has_word_to: usize,
    /// Whether one was found.
    has_word: bool,
    /// Whether a plain quotation mark stands open in this paragraph.
    open_quote: bool,
}

impl Scan<'_> {
    fn run(&mut self, out: &mut Vec<Span>) {
        let bytes = self.text.as_bytes();
        let mut at = self.start;
        while let Some(step) = bytes[at..].iter().position(|&b| STOPS[b as usize]) {
            at += step;
            at = match bytes[at] {
                b'"' => {
                    self.plain_quote(at);
                    at + 1
                }
                b'\n' => self.line_break(at, out),
                _ => match final_mark(self.text, at) {
                    Some(mark) => self.candidate(at, mark, out),
                    None => at + 1,
                },
            };
            while !self.text.is_char_boundary(at) {
                at += 1;
            }
        }
        self.end_at(self.text.len(), self.text.len(), out);
    }

    /// A plain quotation mark at `at`: what touches it says whether it opens or
    /// closes; with space on both sides it does what the one before did not.
    fn plain_quote(&mut self, at: usize) {
        let before = self.text[..at].chars().next_back().is_some_and(|c| !is_space(c) && !"([-–—’'".contains(c));
        let after = self.text[at + 1..].chars().next().is_some_and(|c| !is_space(c) && !".,;:!?)]".contains(c));
        let apart = self.text[at + 1..].chars().next().is_some_and(|c| ".,;:!?)]".contains(c));
        self.open_quote = match (before, after) {
            (true, false) => false,
            (false, true) => true,
            _ => !self.open_quote && !apart,
        };
    }

    /// A line break at `at`: an empty line ends the sentence, and so does a
    /// list mark or dialogue dash on the next line. Returns where to go on.
    fn line_break(&mut self, at: usize, out: &mut Vec<Span>) -> usize {
        let next = skip_spaces(self.text, at);
        let empty_line = self.text.as_bytes()[at + 1..next].contains(&b'\n');
        if empty_line || next == self.text.len() || opens_item(&self.text[next..]) {
            self.end_at(at, next, out);
        }
        next
    }

    /// A run of marks that begins at `at`. Returns where to go on.
    fn candidate(&mut self, at: usize, mark: Mark, out: &mut Vec<Span>) -> usize {
        let mut mark = mark;
        let mut end = mark_run(self.text, at, &mut mark);
        let mut closers = "";
        loop {
            let after = self.closers(end);
            closers = if closers.is_empty() { &self.text[end..after] } else { &self.text[end - closers.len()..after] };
            end = after;
            match final_mark(self.text, end) {
                // `."` and then `.`: one end, not two.
                Some(more) if !closers.is_empty() => {
                    let run = mark_run(self.text, end, &mut { more });
                    end = run;
                    closers = ")";
                    if self.closers(end) == end {
                        break;
                    }
                    closers = "";
                }
                _ => break,
            }
        }
        let next = skip_spaces(self.text, end);
        if next == self.text.len() {
            return next;
        }
        let wide = mark == Mark::Wide;
        let dash = self.text[end..].chars().next().is_some_and(is_dash);
        let glued = closers.is_empty() && is_glued(self.text, at, end, self.words);
        if next == end && !wide && !dash && !glued {
            return end;
        }
        let gap = &self.text[end..next];
        if gap.contains('\n') {
            // Let the line break decide first.
            let breaks = gap.matches('\n').count() > 1 || opens_item(&self.text[next..]);
            if breaks {
                self.end_at(end, next, out);
                return next;
            }
        }
        let Some(following) = Next::at(&self.text[next..]) else { return next };
        // Marks without words, and a lone note number at the very end, are no sentences.
        let rest = &self.text[next..];
        let last_marks = rest.len() <= 4 && !rest.contains(char::is_alphabetic);
        if last_marks || !self.found_word(at) {
            return end;
        }
        let candidate = Candidate { text: self.text, start: self.start, mark_at: at, mark, closers, next: following };
        if wide || is_end(&candidate, self.words) {
            self.end_at(end, next, out);
        }
        next
    }

    /// Where the marks end that close at `end`: brackets and quotation marks,
    /// note marks such as `[12]`.
    fn closers(&mut self, mut end: usize) -> usize {
        loop {
            let rest = &self.text[end..];
            let Some(c) = rest.chars().next() else { return end };
            if is_close_quote(c) || matches!(c, ')' | ']' | '}' | '¹' | '²' | '³') {
                end += c.len_utf8();
            } else if c == '"' || c == '\'' {
                let after = rest[1..].chars().next();
                let closes = after.is_none_or(|n| is_space(n) || n.is_ascii_punctuation() || is_close_quote(n));
                if !closes {
                    return end;
                }
                self.open_quote &= c != '"';
                end += 1;
            } else if let Some(note) = note_mark(rest) {
                end += note;
            } else if is_space(c) && c != '\n' {
                // After one space only what cannot open: `»`, a note mark, a plain quotation mark under way.
                let after = &rest[c.len_utf8()..];
                let plain = after.starts_with('"') && (self.open_quote || after.starts_with("\" \""));
                let free =
                    after[usize::from(plain)..].chars().next().is_none_or(|n| is_space(n) || ".,;:!?)".contains(n));
                if after.starts_with(['»', '›']) {
                    end += c.len_utf8() + 2 + usize::from(after.starts_with('›'));
                } else if plain && free {
                    self.open_quote = false;
                    end += c.len_utf8() + 1;
                } else if let Some(note) = note_mark(after).or_else(|| smiley(after)) {
                    end += c.len_utf8() + note;
                } else {
                    return end;
                }
            } else {
                return end;
            }
        }
    }

    /// Whether the sentence under way holds a letter or digit before `at`.
    fn found_word(&mut self, at: usize) -> bool {
        if !self.has_word && self.has_word_to < at {
            self.has_word = self.text[self.has_word_to..at].contains(char::is_alphanumeric);
            self.has_word_to = at;
        }
        self.has_word
    }

    /// Ends the sentence under way at `end`; the next begins at `next`.
    fn end_at(&mut self, end: usize, next: usize, out: &mut Vec<Span>) {
        let kept = self.text[self.start..end].trim_end().len();
        if kept > 0 {
            out.push(Span::new(self.start, self.start + kept));
        }
        if self.text[end..next].contains('\n') {
            self.open_quote = false;
        }
        self.start = next;
        self.has_word_to = next;
        self.has_word = false;
    }
}

/// `... entre tous.Enfin il vint`: the space after the mark was forgotten. A whole word in small letters
/// stands before it, and a usual first word after it, or the last word of the text. Addresses, names of files and
/// of code go on without a space too, so that other words do not show it.
fn is_glued(text: &str, mark_at: usize, end: usize, words: &Words) -> bool {
    let before = text[..mark_at].trim_end_matches(char::is_alphabetic);
    let word = &text[before.len()..mark_at];
    let whole = word.chars().count() >= 4
        && word.chars().all(char::is_lowercase)
        && before.chars().next_back().is_none_or(|c| is_space(c) || is_apostrophe(c));
    let after = &text[end..];
    let token = after.split(is_space).next().unwrap_or("");
    let next = token.trim_end_matches(['.', '!', '?', '…', ',']);
    let is_last = token.len() == after.trim_end().len() && token.len() > next.len();
    let mut letters = next.chars();
    let plain = letters.next().is_some_and(char::is_uppercase) && letters.all(|c| c.is_lowercase() || is_apostrophe(c));
    whole && plain && (is_last || words.get(next).starter)
}

/// The kind of the mark at `at`, if one stands there.
fn final_mark(text: &str, at: usize) -> Option<Mark> {
    Some(match text[at..].chars().next()? {
        '.' => Mark::Stop,
        '?' | '!' | '‼' | '⁇' | '⁈' | '⁉' => Mark::Strong,
        '…' => Mark::Ellipsis,
        '。' | '！' | '？' | '．' => Mark::Wide,
        _ => return None,
    })
}

/// Where the run of marks ends that begins at `at`, spaced ones (`. . .`,
/// ` !`) included; `mark` becomes the kind of the whole.
fn mark_run(text: &str, at: usize, mark: &mut Mark) -> usize {
    let mut end = at;
    let mut stops = 0;
    loop {
        let Some(found) = final_mark(text, end) else {
            // A space within the run: only before a further full stop or a strong mark.
            let spaced =
                text[end..].chars().next().filter(|&c| is_space(c) && c != '\n').map_or(end, |c| end + c.len_utf8());
            let more = if spaced > end { final_mark(text, spaced) } else { None };
            let joins = match more {
                Some(Mark::Strong) => true,
                Some(Mark::Stop) => !text[spaced + 1..].starts_with('.') && spaced_dots(&text[spaced..], stops),
                _ => false,
            };
            if joins {
                end = spaced;
                continue;
            }
            return end;
        };
        stops += usize::from(found == Mark::Stop);
        *mark = match (*mark, found) {
            (Mark::Wide, _) | (_, Mark::Wide) => Mark::Wide,
            (Mark::Strong, _) | (_, Mark::Strong) => Mark::Strong,
            (Mark::Ellipsis, _) | (_, Mark::Ellipsis) => Mark::Ellipsis,
            _ if stops > 1 => Mark::Ellipsis,
            _ => Mark::Stop,
        };
        end += text[end..].chars().next().map_or(1, char::len_utf8);
    }
}

/// Whether the full stop that `rest` begins with goes on a spaced ellipsis
/// (`. . .`), of which `stops` marks are read: three at least are needed.
fn spaced_dots(rest: &str, stops: usize) -> bool {
    let mut after = rest[1..].chars();
    stops >= 2 || (after.next().is_some_and(is_space) && after.next() == Some('.'))
}

/// Length of a note mark such as `[12]` or `[a]`.
fn note_mark(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('[')?;
    let len = inner.bytes().take(4).take_while(u8::is_ascii_alphanumeric).count();
    let digits = inner.bytes().take(len).all(|b| b.is_ascii_digit());
    ((digits || len == 1) && len > 0 && len < 4 && inner[len..].starts_with(']')).then_some(len + 2)
}

/// Length of a smiley such as `:)` before a space.
fn smiley(rest: &str) -> Option<usize> {
    let eyes = rest.strip_prefix([':', ';', '='])?;
    let mouth = eyes.strip_prefix('-').unwrap_or(eyes);
    let after = mouth.strip_prefix([')', '(', 'D', 'P', '/', '|', 'p', 'o', 'O'])?;
    after.chars().next().is_none_or(is_space).then_some(rest.len() - after.len())
}

/// Whether a line opens with a list mark or a dialogue dash.
fn opens_item(line: &str) -> bool {
    let Some(c) = line.chars().next() else { return false };
    let after = &line[c.len_utf8()..];
    if is_dash(c) || matches!(c, '•' | '▪' | '‣' | '◦' | '·') {
        return true;
    }
    if matches!(c, '-' | '*' | '+') {
        return after.starts_with([' ', '\t', '\u{a0}', '\u{202f}']);
    }
    let digits = line.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let label = if digits > 0 { digits } else { usize::from(c.is_ascii_alphabetic()) };
    let tail = line.as_bytes().get(label..label + 2);
    (1..4).contains(&label) && (tail == Some(b") ") || (digits > 0 && tail == Some(b". ")))
}

/// The first byte from `at` on that is no white space.
fn skip_spaces(text: &str, at: usize) -> usize {
    at + (text[at..].len() - text[at..].trim_start().len())
}
