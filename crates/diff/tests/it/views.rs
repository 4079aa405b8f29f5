//! Texts made ready for a check.

use calque_aligner::{WordAlignment, align_words};
use calque_diff::{DocumentView, PairView, SideView, UnalignedView};
use calque_model::Model;
use calque_text::{BlockKind, Lang, Span, Token, tokenize};

/// Pairs of segments with their tokens and word links.
pub(crate) struct Texts<'a> {
    pairs: Vec<TokenizedPair<'a>>,
    source_lang: Lang,
    target_lang: Lang,
    model: Option<&'static Model>,
}

struct TokenizedPair<'a> {
    source: (&'a str, Vec<Token>),
    target: (&'a str, Vec<Token>),
    words: WordAlignment,
}

impl<'a> Texts<'a> {
    pub(crate) fn new(pairs: &[(&'a str, &'a str)], source_lang: Lang, target_lang: Lang) -> Self {
        let model = Some(Model::embedded()).filter(|m| m.knows(source_lang, target_lang));
        let tokenized = |&(source, target): &(&'a str, &'a str)| {
            let (a, b) = (tokenize(source, source_lang), tokenize(target, target_lang));
            let words = model.map_or_else(WordAlignment::default, |m| {
                align_words(m, (source, source_lang, &a), (target, target_lang, &b))
            });
            TokenizedPair { source: (source, a), target: (target, b), words }
        };
        Self { pairs: pairs.iter().map(tokenized).collect(), source_lang, target_lang, model }
    }

    pub(crate) fn views(&self) -> Vec<PairView<'_>> {
        self.pairs.iter().map(|p| self.view(p)).collect()
    }

    /// The pairs as a document, and hands it to `look`; a pair with an empty side is unaligned.
    pub(crate) fn with_document<T>(&self, look: impl FnOnce(&DocumentView<'_>) -> T) -> T {
        let (mut pairs, mut unaligned): (Vec<PairView<'_>>, Vec<UnalignedView<'_>>) = Default::default();
        for view in self.views() {
            if view.source.span.is_empty() == view.target.span.is_empty() {
                pairs.push(view);
                continue;
            }
            let neighbours = [pairs.len().checked_sub(1), Some(pairs.len())];
            let (source, target) = (view.source, view.target);
            let kind = BlockKind::Paragraph;
            unaligned.push(UnalignedView { source, target, probability: 0.95, kind, neighbours });
        }
        look(&DocumentView { pairs: &pairs, unaligned: &unaligned })
    }

    fn view<'b>(&self, pair: &'b TokenizedPair<'a>) -> PairView<'b> {
        PairView {
            source: side(&pair.source, self.source_lang),
            target: side(&pair.target, self.target_lang),
            words: &pair.words,
            model: self.model,
        }
    }
}

fn side<'b>((text, tokens): &'b (&str, Vec<Token>), lang: Lang) -> SideView<'b> {
    SideView { text, span: Span::new(0, text.len()), lang, tokens }
}
