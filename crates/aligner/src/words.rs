//! Word alignment inside a pair.
//!
//! The HMMs of both directions ([`crate::hmm`]) over the model's lexicon; a
//! link is as probable as both agree. Words the lexicon does not connect may
//! still be the same name, the same number, cognates, or near each other as
//! vectors: [`Emission`] says how much each of these is worth. Without a
//! model of both languages there are no links.

use crate::hmm::{Hmm, JUMPS};
use crate::units;
use calque_model::{Embedder, Model, ModelSide, TranslationTable, key_into};
use calque_text::{Lang, Token, TokenKind};
use serde::Serialize;

/// One link between a source and a target token.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Link {
    /// Index into the source tokens.
    pub source: u32,
    /// Index into the target tokens.
    pub target: u32,
    /// Probability of the link, in [0, 1].
    pub prob: f32,
    /// How well the model knows the two as translations, in [0, 1]: a link may be
    /// probable because nothing else is left, and still join words that do not translate each other.
    pub lexical: f32,
}

/// The links of a pair, with what the model thought of each token.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WordAlignment {
    /// Links, sorted by source then target.
    pub links: Vec<Link>,
    /// Further words of units, which one direction alone links: *de terre* to *potato*, beside *pomme*.
    pub parts: Vec<Link>,
    /// For each source token, the probability in [0, 1] that the target side renders it.
    pub source_support: Vec<f32>,
    /// For each target token, the probability in [0, 1] that it renders something of the source.
    pub target_support: Vec<f32>,
}

impl WordAlignment {
    /// Target tokens linked to source token `i`.
    pub fn of_source(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        let from = self.links.partition_point(|l| (l.source as usize) < i);
        self.links[from..].iter().take_while(move |l| l.source as usize == i).map(|l| l.target as usize)
    }

    /// Source tokens linked to target token `j`.
    pub fn of_target(&self, j: usize) -> impl Iterator<Item = usize> + '_ {
        self.links.iter().filter(move |l| l.target as usize == j).map(|l| l.source as usize)
    }
}

/// One side of a pair to be linked.
#[derive(Clone, Copy, Debug)]
pub struct WordSide<'a> {
    /// The text that token spans point into.
    pub text: &'a str,
    /// Its language.
    pub lang: Lang,
    /// The tokens.
    pub tokens: &'a [Token],
}

/// A token as the lexicon sees it.
#[derive(Clone, Debug, Default)]
struct Word {
    key: String,
    id: Option<u32>,
    kind: Option<TokenKind>,
    vector: Option<Vec<f32>>,
}

/// Links words; holds buffers, so keep one per thread.
#[derive(Debug)]
pub struct WordAligner<'m> {
    model: &'m Model,
    hmm: Hmm,
    emit: [Vec<f32>; 2],
    null: [Vec<f32>; 2],
    posterior: [Vec<f32>; 2],
}

/// What a pair of words that nothing connects is worth.
const FLOOR: f32 = 1e-7;
/// Longer sentences get no links, so that hostile input stays affordable.
const LONGEST: usize = 400;
/// A link is kept where the geometric mean of both directions is at least this.
const THRESHOLD: f32 = 0.45;

impl<'m> WordAligner<'m> {
    /// With a model.
    pub fn new(model: &'m Model) -> Self {
        Self {
            model,
            hmm: Hmm::default(),
            emit: Default::default(),
            null: Default::default(),
            posterior: Default::default(),
        }
    }

    /// Links the words of a pair. Without both languages in the model, or for a
    /// pair too long to be a sentence, there are no links.
    pub fn align(&mut self, source: WordSide<'_>, target: WordSide<'_>) -> WordAlignment {
        let (n, m) = (source.tokens.len(), target.tokens.len());
        let mut out =
            WordAlignment { source_support: vec![0.0; n], target_support: vec![0.0; m], ..WordAlignment::default() };
        let Some(pair) = PairLexicon::new(self.model, source.lang, target.lang) else { return out };
        if n == 0 || m == 0 || n > LONGEST || m > LONGEST {
            return out;
        }
        let words = [pair.words(0, source, self.model), pair.words(1, target, self.model)];
        let mut known = vec![0f32; n * m];
        for e in &mut self.emit {
            e.clear();
            e.resize(n * m, FLOOR);
        }
        for i in 0..n {
            for j in 0..m {
                let e = pair.emission(&words[0][i], &words[1][j]);
                self.emit[0][j * n + i] = e.there.max(FLOOR);
                self.emit[1][i * m + j] = e.back.max(FLOOR);
                known[i * m + j] = e.lexical;
            }
        }
        for s in 0..2 {
            let other = &words[1 - s];
            self.null[s].clear();
            self.null[s].extend(other.iter().map(|w| pair.null(1 - s, w)));
            let mut posterior = std::mem::take(&mut self.posterior[s]);
            let jumps = pair.jumps(s);
            let jumps = if jumps.len() == JUMPS { jumps } else { &[1.0; JUMPS] };
            self.hmm.posteriors(&self.emit[s], &self.null[s], jumps, pair.p0, &mut posterior, None);
            self.posterior[s] = posterior;
        }
        for i in 0..n {
            for j in 0..m {
                let prob = (self.posterior[0][j * n + i] * self.posterior[1][i * m + j]).sqrt();
                let lexical = known[i * m + j];
                if prob >= THRESHOLD {
                    out.links.push(Link { source: i as u32, target: j as u32, prob, lexical });
                }
                let support = prob * lexical;
                out.source_support[i] = 1.0 - (1.0 - out.source_support[i]) * (1.0 - support);
                out.target_support[j] = 1.0 - (1.0 - out.target_support[j]) * (1.0 - support);
            }
        }
        let [target_of, source_of] = &self.posterior;
        let content = words.map(|side| side.iter().map(|w| w.vector.is_some()).collect::<Vec<bool>>());
        out.parts = units::parts(
            &out.links,
            (n, m),
            target_of,
            source_of,
            &known,
            [content[0].as_slice(), content[1].as_slice()],
        );
        out
    }
}

/// How probable one word is given the other, and how well the two are known to translate each other.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Emission {
    /// `p(target | source)`.
    pub there: f32,
    /// `p(source | target)`.
    pub back: f32,
    /// In [0, 1].
    pub lexical: f32,
}

/// The model seen from a pair of languages.
struct PairLexicon<'m> {
    langs: [Lang; 2],
    sides: [ModelSide<'m>; 2],
    lexicons: [TranslationTable<'m>; 2],
    jumps: [&'m [f32]; 2],
    null_mass: [f32; 2],
    p0: f32,
}

impl<'m> PairLexicon<'m> {
    fn new(model: &'m Model, source: Lang, target: Lang) -> Option<Self> {
        let params = &model.meta().words;
        let flip = usize::from(model.langs().0 != source);
        Some(Self {
            langs: [source, target],
            sides: [model.side(source)?, model.side(target)?],
            lexicons: [model.lexicon(source, target)?, model.lexicon(target, source)?],
            jumps: [&params.jumps[flip], &params.jumps[1 - flip]],
            null_mass: [params.null_mass[flip], params.null_mass[1 - flip]],
            p0: params.null,
        })
    }

    fn jumps(&self, side: usize) -> &'m [f32] {
        self.jumps[side]
    }

    fn words(&self, s: usize, side: WordSide<'_>, model: &Model) -> Vec<Word> {
        let mut embedder = Embedder::new(model, self.langs[s]);
        let word = |t: &Token| {
            let mut key = String::new();
            key_into(side.text, t, side.lang, &mut key);
            let id = self.sides[s].id(&key);
            let content = t.is_content() && id.is_none_or(|i| self.sides[s].frequency(Some(i)) < 3000.0);
            let vector = embedder.as_mut().filter(|_| content).map(|e| {
                let mut v = vec![0.0; e.dim()];
                e.add_key(&key, &mut v);
                let norm = v.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-9);
                v.iter_mut().for_each(|x| *x /= norm);
                v
            });
            Word { id, key, kind: Some(t.kind), vector }
        };
        side.tokens.iter().map(word).collect()
    }

    /// `p(word | NULL)`.
    fn null(&self, side: usize, word: &Word) -> f32 {
        match word.id {
            Some(id) => {
                let p = self.sides[side].null_prob(Some(id)) * self.sides[side].frequency(Some(id)) / 1e6;
                (p / self.null_mass[side].max(1e-3)).max(1e-7)
            }
            None => 1e-6,
        }
    }

    fn emission(&self, a: &Word, b: &Word) -> Emission {
        let mut e = Emission::default();
        if let (Some(x), Some(y)) = (a.id, b.id) {
            e.there = self.lexicons[0].prob(x, y);
            e.back = self.lexicons[1].prob(y, x);
            e.lexical = known(e.there.max(e.back));
        }
        let content = |w: &Word| matches!(w.kind, Some(TokenKind::Word | TokenKind::Number | TokenKind::Url));
        if content(a) && content(b) {
            if a.key == b.key
                && (a.id.is_none() || b.id.is_none() || a.key.len() > 3 || a.kind == Some(TokenKind::Number))
            {
                return e.at_least(0.3, 1.0);
            }
            if let (Some(u), Some(v)) = (&a.vector, &b.vector) {
                let cosine: f32 = u.iter().zip(v).map(|(x, y)| x * y).sum();
                if cosine > 0.25 {
                    let near = ((cosine - 0.25) / 0.5).min(1.0);
                    e = e.at_least(0.05 * near * near, (near * 0.9).min(0.9));
                }
            }
        } else if !content(a) && !content(b) && same_mark(&a.key, &b.key) {
            return e.at_least(0.3, 1.0);
        }
        e
    }
}

impl Emission {
    fn at_least(self, prob: f32, lexical: f32) -> Self {
        Self { there: self.there.max(prob), back: self.back.max(prob), lexical: self.lexical.max(lexical) }
    }
}

/// How sure a translation probability makes one that two words translate each other.
fn known(prob: f32) -> f32 {
    1.0 - (-prob / 0.02).exp()
}

/// Whether two marks play the same part in French and English.
fn same_mark(a: &str, b: &str) -> bool {
    let class = |m: &str| match m.chars().next() {
        Some('«' | '»' | '“' | '”' | '"' | '„') => 1,
        Some('\'' | '‘' | '’' | '‹' | '›') => 2,
        Some('-' | '–' | '—') => 3,
        Some('.') if m.len() > 1 => 4,
        Some('…') => 4,
        _ => 0,
    };
    a == b || (class(a) > 0 && class(a) == class(b))
}

/// Links the words of one pair; see [`WordAligner`] for many.
pub fn align_words(model: &Model, source: (&str, Lang, &[Token]), target: (&str, Lang, &[Token])) -> WordAlignment {
    let side = |(text, lang, tokens)| WordSide { text, lang, tokens };
    WordAligner::new(model).align(side(source), side(target))
}
