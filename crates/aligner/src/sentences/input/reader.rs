//! Reads the segments of one side into a [`SideIndex`].

use super::marks::{Ending, mark_kind};
use super::side_index::{PrefixSums, SideIndex, WordType};
use crate::sentences::types::Segment;
use calque_model::key_into;
use calque_text::{BlockKind, Lang, Token, TokenKind, fold, tokenize_into};
use rustc_hash::FxHashMap;

/// The words of one side of a whole text, kept for reading a piece of it again.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordStats {
    /// Number of segments of the whole text.
    segments: usize,
    /// By normal form: document frequency, and whether it is a name.
    by_norm: FxHashMap<Box<str>, (u32, bool)>,
}

impl WordStats {
    /// The words of a side.
    pub(crate) fn of(side: &SideIndex) -> Self {
        let by_norm = side.types.iter().map(|t| (t.norm.clone(), (t.df, t.name))).collect();
        Self { segments: side.len, by_norm }
    }
}

impl SideIndex {
    /// Reads segments. Where they are a piece of a longer text, `whole` holds what is known of its words.
    pub(crate) fn read(segments: &[Segment<'_>], lang: Lang, whole: Option<&WordStats>) -> Self {
        let mut reader = Reader::new(segments.len());
        for (i, segment) in segments.iter().enumerate() {
            let opens = i == 0 || segments[i - 1].block != segment.block;
            reader.segment(segment, lang, opens);
        }
        reader.finish(whole)
    }
}

/// A side under construction.
struct Reader {
    side: SideIndex,
    ids: FxHashMap<Box<str>, u32>,
    /// By type: the last segment that holds it, and whether it was seen in lower case, and capitalised
    /// inside a segment.
    last_seen: Vec<u32>,
    lower: Vec<bool>,
    upper: Vec<bool>,
    buffer: Vec<Token>,
    key: String,
    total: PrefixSums,
}

impl Reader {
    fn new(len: usize) -> Self {
        let mut offsets = Vec::with_capacity(len + 1);
        offsets.push(0);
        let mut sums = Vec::with_capacity(len + 1);
        sums.push(PrefixSums::default());
        Self {
            side: SideIndex {
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
            ids: FxHashMap::default(),
            last_seen: Vec::new(),
            lower: Vec::new(),
            upper: Vec::new(),
            buffer: Vec::new(),
            key: String::new(),
            total: PrefixSums::default(),
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
                    key_into(text, token, lang, &mut self.key);
                    let id = self.intern(number);
                    let word = id as usize;
                    if self.last_seen[word] != index {
                        self.last_seen[word] = index;
                        self.side.types[word].df += 1;
                    }
                    self.lower[word] |= !upper;
                    self.upper[word] |= upper && !first;
                    self.side.tokens.push(id);
                    first = false;
                }
                TokenKind::Punct | TokenKind::Symbol => {
                    raw.chars().filter_map(mark_kind).for_each(|kind| sums.marks[kind] += 1);
                }
            }
        }
        self.buffer = buffer;
        self.side.endings.push(Ending::of(text));
        self.side.kinds.push(kind_number(segment.kind));
        self.side.opens.push(opens);
        self.side.times.extend(segment.time);
        self.side.offsets.push(self.side.tokens.len() as u32);
        self.total = sums;
        self.side.sums.push(sums);
    }

    /// The number of the type whose normal form is `self.key`.
    fn intern(&mut self, number: bool) -> u32 {
        if let Some(&id) = self.ids.get(self.key.as_str()) {
            return id;
        }
        let id = self.side.types.len() as u32;
        let norm: Box<str> = self.key.as_str().into();
        self.side.types.push(WordType {
            folded: if number { without_separators(&norm) } else { fold(&norm).into() },
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

    /// Gives words their information, and sums it up by segment.
    fn finish(mut self, whole: Option<&WordStats>) -> SideIndex {
        let segments = self.side.len.max(whole.map_or(0, |w| w.segments)) as f32;
        for (k, word) in self.side.types.iter_mut().enumerate() {
            word.name = !word.number && self.upper[k] && !self.lower[k];
            if let Some(&(df, name)) = whole.and_then(|w| w.by_norm.get(&word.norm)) {
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

/// Information of a word in nats: minus the logarithm of the share of segments that hold it (inverse
/// document frequency, Spärck Jones 1972).
///
/// A short text cannot tell its common words from its rare ones. So the share is a posterior mean: to
/// the text are added 40 segments in which the word has a share expected from its length, `exp(-prior)`.
/// Prior and limits are set by hand.
fn information(word: &WordType, segments: f32) -> f32 {
    const PRIOR_SEGMENTS: f32 = 40.0;
    let letters = word.norm.chars().count() as f32;
    let prior = if word.number || word.name { 5.0 } else { (0.9 * letters - 0.8).clamp(0.5, 6.0) };
    let rate = (word.df as f32 + PRIOR_SEGMENTS * (-prior).exp()) / (segments + PRIOR_SEGMENTS);
    (-rate.min(0.9).ln()).clamp(0.1, 7.0)
}

/// The number of letters and digits in a word.
fn letters(word: &str) -> u32 {
    if word.is_ascii() {
        word.bytes().filter(u8::is_ascii_alphanumeric).count() as u32
    } else {
        word.chars().filter(|c| c.is_alphanumeric()).count() as u32
    }
}

/// A number without its separators, whatever the convention.
fn without_separators(norm: &str) -> Box<str> {
    norm.chars().filter(|c| c.is_alphanumeric()).collect::<String>().into()
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
