//! Pairs: beads with both sides, as tokens with word links.

use calque_aligner::{Alignment, RememberedPairs, WordAligner, WordAlignment, WordSide};
use calque_diff::{PairView, SideView};
use calque_encoder::Encoder;
use calque_model::Model;
use calque_report::ReportSide;
use calque_text::{Lang, Span, Token, tokenize};
use rayon::prelude::*;
use std::sync::LazyLock;

/// A bead with both sides: its index, the span and tokens of each side, and the word links.
pub(crate) struct Pair {
    pub(crate) bead: usize,
    pub(crate) source: (Span, Vec<Token>),
    pub(crate) target: (Span, Vec<Token>),
    pub(crate) words: WordAlignment,
}

/// Maximum number of tokens on one side. A longer pair is not a sentence or paragraph, and the time to
/// compare all words with each other grows with the square of its length.
pub(crate) const MAX_TOKENS: usize = 8000;

impl Pair {
    pub(crate) fn is_too_long(&self) -> bool {
        self.source.1.len().max(self.target.1.len()) > MAX_TOKENS
    }
}

/// The pairs among `beads`, numbers of beads.
pub(crate) fn pair_beads(
    beads: impl Iterator<Item = usize>,
    source: &ReportSide,
    target: &ReportSide,
    alignment: &Alignment,
    model: Option<&Model>,
    encoder: Option<&Encoder>,
) -> Vec<Pair> {
    let spans: Vec<_> = beads
        .filter_map(|i| {
            let bead = alignment.beads.get(i)?;
            Some((i, source.span(&bead.source)?, target.span(&bead.target)?))
        })
        .collect();
    let link = |&(bead, s, t): &(usize, Span, Span)| {
        let source_tokens = tokens(&source.document.text, s, source.document.lang);
        let target_tokens = tokens(&target.document.text, t, target.document.lang);
        let words = words(
            model,
            encoder,
            (&source.document.text, source.document.lang, &source_tokens),
            (&target.document.text, target.document.lang, &target_tokens),
        );
        Pair { bead, source: (s, source_tokens), target: (t, target_tokens), words }
    };
    spans.par_iter().map(link).collect()
}

/// The tokens of one span of a text; their spans refer to the whole text.
pub(crate) fn tokens(text: &str, span: Span, lang: Lang) -> Vec<Token> {
    let mut tokens = tokenize(span.of(text), lang);
    for token in &mut tokens {
        token.span = token.span.shifted(span.start);
    }
    tokens
}

/// What the encoder has read in this process.
static READ: LazyLock<RememberedPairs> = LazyLock::new(RememberedPairs::default);

/// Aligns the words of a pair, with the encoder if there is one; no links without a model.
pub(crate) fn words(
    model: Option<&Model>,
    encoder: Option<&Encoder>,
    source: (&str, Lang, &[Token]),
    target: (&str, Lang, &[Token]),
) -> WordAlignment {
    match model {
        Some(model) => {
            let side = |(text, lang, tokens)| WordSide { text, lang, tokens };
            WordAligner::new(model).reading(encoder).remembering(&READ).align(side(source), side(target))
        }
        None => WordAlignment {
            source_support: vec![0.0; source.2.len()],
            target_support: vec![0.0; target.2.len()],
            ..WordAlignment::default()
        },
    }
}

/// Views of the pairs, as the drift rules take them.
pub(crate) fn views<'a>(
    source: &'a ReportSide,
    target: &'a ReportSide,
    pairs: &'a [Pair],
    model: Option<&'a Model>,
) -> Vec<PairView<'a>> {
    fn view<'a>(side: &'a ReportSide, place: &'a (Span, Vec<Token>)) -> SideView<'a> {
        SideView { text: &side.document.text, span: place.0, lang: side.document.lang, tokens: &place.1 }
    }
    let of = |p: &'a Pair| PairView {
        source: view(source, &p.source),
        target: view(target, &p.target),
        words: &p.words,
        model,
    };
    pairs.iter().map(of).collect()
}
