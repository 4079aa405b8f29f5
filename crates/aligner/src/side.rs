//! One side of a bitext, read once: tokens as numbers, and what can be counted.
//!
//! Everything the search later asks of a span of segments is a difference of
//! prefix sums kept here (length, information, marks), so that a span of eight
//! segments costs no more than one. Nothing in this file knows the other side.

use crate::Segment;
use crate::memory::Words;
use calque_model::key_into;
use calque_text::{BlockKind, Lang, Token, TokenKind, fold, tokenize_into};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// How many kinds of marks are counted, see [`mark_of`].
pub(crate) const MARKS: usize = 6;

/// Counts that add up over segments.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sums {
    /// Letters and digits.
    pub(crate) chars: f32,
    /// Information of the content words, in nats.
    pub(crate) info: f32,
    /// Numbers.
    pub(crate) numbers: f32,
    /// Marks by kind.
    pub(crate) marks: [f32; MARKS],
    /// Segments that open a block.
    pub(crate) opens: f32,
}

/// Sums over all segments up to one. Counts are whole, so that the difference of two is exact in a
/// text of any length.
#[derive(Clone, Copy, Debug, Default)]
struct Prefix {
    info: f64,
    chars: u32,
    numbers: u32,
    opens: u32,
    marks: [u32; MARKS],
}

impl Prefix {
    /// What lies between two of them.
    fn since(&self, earlier: &Self) -> Sums {
        let between = |a: u32, b: u32| a.wrapping_sub(b) as f32;
        let mut marks = [0.0; MARKS];
        for (k, mark) in marks.iter_mut().enumerate() {
            *mark = between(self.marks[k], earlier.marks[k]);
        }
        Sums {
            chars: between(self.chars, earlier.chars),
            info: (self.info - earlier.info) as f32,
            numbers: between(self.numbers, earlier.numbers),
            marks,
            opens: between(self.opens, earlier.opens),
        }
    }
}

/// A word or number of the text, once for all its occurrences.
#[derive(Clone, Debug)]
pub(crate) struct WordType {
    /// Its normal form, as a model knows it.
    pub(crate) norm: Box<str>,
    /// Without accents and case, for comparing across languages.
    pub(crate) folded: Box<str>,
    /// In how many segments it stands.
    pub(crate) df: u32,
    /// What its presence says, in nats.
    pub(crate) info: f32,
    /// A number.
    pub(crate) number: bool,
    /// Written with a capital in the middle of a segment at least once, and never without: a name.
    pub(crate) name: bool,
}

/// How a segment ends, which a translator seldom changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Ending {
    /// No final mark: headings, captions, verse.
    #[default]
    None,
    /// A full stop.
    Stop,
    /// A question mark.
    Question,
    /// An exclamation mark.
    Exclamation,
    /// A comma, semicolon, colon or dash.
    Pause,
    /// An ellipsis.
    Ellipsis,
}

/// One side of the bitext.
#[derive(Clone, Debug)]
pub(crate) struct Side {
    /// Number of segments.
    pub(crate) len: usize,
    /// Prefix sums, `len + 1` of them.
    sums: Vec<Prefix>,
    /// Where each segment's tokens begin in `tokens`; `len + 1` offsets.
    pub(crate) offsets: Vec<u32>,
    /// Type numbers of the content words, segment after segment.
    pub(crate) tokens: Vec<u32>,
    /// The types.
    pub(crate) types: Vec<WordType>,
    /// How each segment ends.
    pub(crate) endings: Vec<Ending>,
    /// The kind of block each stands in, as a number to compare.
    pub(crate) kinds: Vec<u8>,
    /// Whether each opens a block.
    pub(crate) opens: Vec<bool>,
    /// When each is spoken, in milliseconds; empty unless that is known of all.
    times: Vec<(u32, u32)>,
}

impl Side {
    /// Reads the segments, with what is known of the words of a longer text that they are from.
    pub(crate) fn read(segments: &[Segment<'_>], lang: Lang, whole: Option<&Words>) -> Self {
        let mut reader = Reader::new(segments.len());
        for (i, segment) in segments.iter().enumerate() {
            let opens = i == 0 || segments[i - 1].block != segment.block;
            reader.segment(segment, lang, opens);
        }
        reader.finish(whole)
    }

    /// When a run of segments is spoken, in seconds.
    pub(crate) fn time(&self, start: usize, end: usize) -> Option<(f32, f32)> {
        let (first, last) = (self.times.get(start)?, self.times.get(end - 1)?);
        Some((first.0 as f32 / 1000.0, last.1 as f32 / 1000.0))
    }

    /// The tokens of a segment.
    pub(crate) fn tokens_of(&self, segment: usize) -> &[u32] {
        &self.tokens[self.offsets[segment] as usize..self.offsets[segment + 1] as usize]
    }

    /// Sums over `start..end`.
    pub(crate) fn over(&self, start: usize, end: usize) -> Sums {
        self.sums[end].since(&self.sums[start])
    }

    /// Letters and digits of `start..end`.
    pub(crate) fn chars(&self, start: usize, end: usize) -> f32 {
        self.sums[end].chars.wrapping_sub(self.sums[start].chars) as f32
    }

    /// The first segment of `start..end` behind which this share of its letters lies.
    pub(crate) fn where_chars(&self, start: usize, end: usize, share: f32) -> usize {
        let want = self.sums[start].chars + (self.chars(start, end) * share) as u32;
        (start + self.sums[start..end].partition_point(|sums| sums.chars < want)).min(end)
    }

    /// Information of `start..end`.
    pub(crate) fn info(&self, start: usize, end: usize) -> f32 {
        (self.sums[end].info - self.sums[start].info) as f32
    }

    /// Whether the kinds of blocks tell anything: not where there is but one.
    pub(crate) fn has_kinds(&self) -> bool {
        self.kinds.iter().any(|&k| k != self.kinds[0])
    }

    /// Whether blocks tell anything: not where every segment is one of its own.
    pub(crate) fn is_structured(&self) -> bool {
        let opens = self.sums[self.len].opens;
        self.len > 1 && opens > 1 && (opens as f32) < 0.9 * self.len as f32
    }
}

/// Multiplies and rotates; strings here are short and not hostile.
#[derive(Clone, Copy, Default)]
pub(crate) struct QuickHasher(u64);

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0u8; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = (self.0.rotate_left(5) ^ n).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn write_u32(&mut self, n: u32) {
        self.write_u64(u64::from(n));
    }

    fn write_u8(&mut self, n: u8) {
        self.write_u64(u64::from(n));
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

/// A map with the quick hash.
pub(crate) type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<QuickHasher>>;

struct Reader {
    side: Side,
    ids: QuickMap<Box<str>, u32>,
    last_seen: Vec<u32>,
    lower: Vec<bool>,
    upper: Vec<bool>,
    buffer: Vec<Token>,
    word: String,
    total: Prefix,
}

impl Reader {
    fn new(len: usize) -> Self {
        let mut offsets = Vec::with_capacity(len + 1);
        offsets.push(0);
        let mut sums = Vec::with_capacity(len + 1);
        sums.push(Prefix::default());
        Self {
            side: Side {
                len,
                sums,
                offsets,
                tokens: Vec::new(),
                types: Vec::new(),
                endings: Vec::with_capacity(len),
                kinds: Vec::with_capacity(len),
                opens: Vec::with_capacity(len),
                times: Vec::new(),
            },
            ids: QuickMap::default(),
            last_seen: Vec::new(),
            lower: Vec::new(),
            upper: Vec::new(),
            buffer: Vec::new(),
            word: String::new(),
            total: Prefix::default(),
        }
    }

    fn segment(&mut self, segment: &Segment<'_>, lang: Lang, opens: bool) {
        let index = self.side.endings.len() as u32;
        let text = segment.text;
        let mut buffer = std::mem::take(&mut self.buffer);
        tokenize_into(text, lang, &mut buffer);
        let mut sums = self.total;
        sums.opens += u32::from(opens);
        let mut first = true;
        for token in &buffer {
            let raw = token.span.of(text);
            match token.kind {
                TokenKind::Word | TokenKind::Number | TokenKind::Url => {
                    let number = token.kind == TokenKind::Number;
                    sums.chars += letters(raw);
                    sums.numbers += u32::from(number);
                    let upper = raw.chars().next().is_some_and(char::is_uppercase);
                    key_into(text, token, lang, &mut self.word);
                    let id = self.intern(number);
                    let at = id as usize;
                    if self.last_seen[at] != index {
                        self.last_seen[at] = index;
                        self.side.types[at].df += 1;
                    }
                    self.lower[at] |= !upper;
                    self.upper[at] |= upper && !first;
                    self.side.tokens.push(id);
                    first = false;
                }
                TokenKind::Punct | TokenKind::Symbol => {
                    for c in raw.chars() {
                        if let Some(kind) = mark_of(c) {
                            sums.marks[kind] += 1;
                        }
                    }
                }
            }
        }
        self.buffer = buffer;
        self.side.endings.push(ending(text));
        self.side.kinds.push(kind_number(segment.kind));
        self.side.opens.push(opens);
        self.side.times.extend(segment.time);
        self.side.offsets.push(self.side.tokens.len() as u32);
        self.total = sums;
        self.side.sums.push(sums);
    }

    fn intern(&mut self, number: bool) -> u32 {
        if let Some(&id) = self.ids.get(self.word.as_str()) {
            return id;
        }
        let id = self.side.types.len() as u32;
        let norm: Box<str> = self.word.as_str().into();
        self.side.types.push(WordType {
            folded: if number { digits(&norm) } else { fold(&norm).into() },
            norm: norm.clone(),
            df: 0,
            info: 0.0,
            number,
            name: false,
        });
        self.ids.insert(norm, id);
        self.last_seen.push(u32::MAX);
        self.lower.push(false);
        self.upper.push(false);
        id
    }

    fn finish(mut self, whole: Option<&Words>) -> Side {
        let segments = self.side.len.max(whole.map_or(0, |w| w.segments)) as f32;
        for (at, word) in self.side.types.iter_mut().enumerate() {
            word.name = !word.number && self.upper[at] && !self.lower[at];
            if let Some(&(df, name)) = whole.and_then(|w| w.known.get(&word.norm)) {
                (word.df, word.name) = (word.df.max(df), name);
            }
            word.info = information(word, segments);
        }
        if self.side.times.len() < self.side.len {
            self.side.times.clear();
        }
        let mut total = 0.0f64;
        for segment in 0..self.side.len {
            let info: f32 = self.side.tokens_of(segment).iter().map(|&t| self.side.types[t as usize].info).sum();
            total += f64::from(info);
            self.side.sums[segment + 1].info = total;
        }
        self.side
    }
}

/// What the presence of a word says: little for the words that stand in every
/// second segment. A short text cannot tell its common words from its rare
/// ones, so that the word's length stands in.
fn information(word: &WordType, segments: f32) -> f32 {
    let letters = word.norm.chars().count() as f32;
    let prior = if word.number || word.name { 5.0 } else { (0.9 * letters - 0.8).clamp(0.5, 6.0) };
    let weight = 40.0;
    let rate = (word.df as f32 + weight * (-prior).exp()) / (segments + weight);
    (-rate.min(0.9).ln()).clamp(0.1, 7.0)
}

/// How many letters and digits a word has.
fn letters(word: &str) -> u32 {
    if word.is_ascii() {
        word.bytes().filter(u8::is_ascii_alphanumeric).count() as u32
    } else {
        word.chars().filter(|c| c.is_alphanumeric()).count() as u32
    }
}

/// A number without its separators, whatever the convention.
fn digits(norm: &str) -> Box<str> {
    norm.chars().filter(|c| c.is_alphanumeric()).collect::<String>().into()
}

/// The kinds of marks that translations tend to keep.
fn mark_of(c: char) -> Option<usize> {
    Some(match c {
        '?' | '¿' => 0,
        '!' | '¡' => 1,
        '«' | '»' | '"' | '“' | '”' | '„' => 2,
        ':' | ';' => 3,
        '(' | ')' | '[' | ']' => 4,
        '%' | '$' | '€' | '£' | '|' | '*' | '#' | '=' | '/' | '@' => 5,
        _ => return None,
    })
}

fn ending(text: &str) -> Ending {
    let tail = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '»' | '"' | '”' | '“' | '’' | '\'' | ')' | ']' | '›' | '*' | '_')
    });
    match tail.chars().next_back() {
        Some('.') if tail.ends_with("..") => Ending::Ellipsis,
        Some('.' | '。') => Ending::Stop,
        Some('?' | '？') => Ending::Question,
        Some('!' | '！') => Ending::Exclamation,
        Some('…') => Ending::Ellipsis,
        Some(',' | ';' | ':' | '-' | '–' | '—') => Ending::Pause,
        _ => Ending::None,
    }
}

fn kind_number(kind: BlockKind) -> u8 {
    match kind {
        BlockKind::Paragraph => 0,
        BlockKind::Heading(level) => 10 + level,
        BlockKind::ListItem => 1,
        BlockKind::Caption => 2,
        BlockKind::Cell => 3,
        BlockKind::Quote => 4,
        BlockKind::Code => 5,
    }
}
