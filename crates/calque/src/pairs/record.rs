//! Checks and word links of single records: translation memories, corpora, benchmarks.

use super::checked::PairCheck;
use super::words::{tokens, words};
use crate::inputs::languages::other;
use crate::inputs::models::{self, LinksFor};
use crate::inputs::normalized::NormalizedText;
use crate::pipeline::check_long;
use crate::settings::Settings;
use calque_aligner::WordAlignment;
use calque_diff::{PairReport, PairView, SideView, check_pair};
use calque_formats::pairs::PairRecord;
use calque_model::Model;
use calque_text::{Lang, Span, Token, TokenKind, language, tokenize};

/// Checks one record. Languages that neither it nor the settings name are identified.
pub fn check_record(record: &PairRecord, settings: &Settings) -> PairCheck {
    let (source_lang, target_lang) = record_languages(record, settings);
    let (source, target) = (NormalizedText::new(&record.source), NormalizedText::new(&record.target));
    let mut report = check_texts(&source.text, source_lang, &target.text, target_lang, settings);
    for finding in &mut report.findings {
        finding.source = finding.source.map(|s| source.to_original(s));
        finding.target = finding.target.map(|s| target.to_original(s));
    }
    let known = model_for(settings, source_lang, target_lang).is_some();
    PairCheck { score: known.then_some(report.score), findings: report.findings }
}

/// How faithful a translation is, in [0, 1].
pub fn fidelity(source: &str, source_lang: Lang, target: &str, target_lang: Lang, settings: &Settings) -> f32 {
    check_texts(source, source_lang, target, target_lang, settings).score
}

/// Texts the product of whose lengths in bytes is greater are checked sentence by sentence: two of 6,000
/// bytes, some thousand words, which no segment has.
const LONG: usize = 6_000 * 6_000;

fn check_texts(source: &str, source_lang: Lang, target: &str, target_lang: Lang, settings: &Settings) -> PairReport {
    let model = model_for(settings, source_lang, target_lang);
    if source.len().saturating_mul(target.len()) > LONG
        && let Ok(report) = check_long((source, source_lang), (target, target_lang), settings)
    {
        return report;
    }
    let (source_tokens, target_tokens) = (all_tokens(source, source_lang), all_tokens(target, target_lang));
    let encoder = models::encoder(settings, LinksFor::Records);
    let words = words(model, encoder, (source, source_lang, &source_tokens), (target, target_lang, &target_tokens));
    let view = PairView {
        source: side(source, source_lang, &source_tokens),
        target: side(target, target_lang, &target_tokens),
        words: &words,
        model,
    };
    check_pair(&view, &settings.rule_settings())
}

/// A record with its tokens and the links between them.
#[derive(Clone, Debug)]
pub struct LinkedPair {
    /// Tokens of the source.
    pub source: Vec<Token>,
    /// Tokens of the target.
    pub target: Vec<Token>,
    /// Their links.
    pub words: WordAlignment,
}

/// Links the words of a record; `tokenized` texts are split at single spaces only.
pub fn link_record(record: &PairRecord, tokenized: bool, settings: &Settings) -> LinkedPair {
    let (source_lang, target_lang) = record_languages(record, settings);
    let tokens_of = |text: &str, lang| if tokenized { at_spaces(text, lang) } else { all_tokens(text, lang) };
    let (source, target) = (tokens_of(&record.source, source_lang), tokens_of(&record.target, target_lang));
    let words = words(
        model_for(settings, source_lang, target_lang),
        models::encoder(settings, LinksFor::Words),
        (&record.source, source_lang, &source),
        (&record.target, target_lang, &target),
    );
    LinkedPair { source, target, words }
}

/// The tokens of a text that is tokenised already, separated by spaces. A token that the tokeniser would
/// split has the kind of its first part.
fn at_spaces(text: &str, lang: Lang) -> Vec<Token> {
    let mut at = 0;
    let mut tokens = Vec::new();
    for piece in text.split(' ') {
        let span = Span::new(at, at + piece.len());
        at += piece.len() + 1;
        if !piece.is_empty() {
            let parts = tokenize(piece, lang);
            let (kind, caps) =
                parts.first().map_or((TokenKind::Symbol, false), |t| (t.kind, t.caps && parts.len() == 1));
            tokens.push(Token { span, kind, caps });
        }
    }
    tokens
}

/// The languages of a record, with [`LanguageFallback::Identified`].
pub fn record_languages(record: &PairRecord, settings: &Settings) -> (Lang, Lang) {
    languages_of(record, settings, LanguageFallback::Identified)
}

/// The languages of a record where neither it nor the settings name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LanguageFallback {
    /// The identified languages, whatever they are: for records that are known to be pairs.
    Identified,
    /// French and English, in the order that identification suggests: for noisy corpora, where a side in a
    /// third language is an error to be filtered.
    ModelPair,
}

/// The languages of a record: its own, else those of the settings, else by `fallback`.
pub fn languages_of(record: &PairRecord, settings: &Settings, fallback: LanguageFallback) -> (Lang, Lang) {
    let source = record.source_lang.or(settings.source_lang);
    let target = record.target_lang.or(settings.target_lang);
    match (source, target) {
        (Some(s), Some(t)) => (s, t),
        (Some(s), None) => (s, other(s)),
        (None, Some(t)) => (other(t), t),
        (None, None) => match (language(&record.source), language(&record.target)) {
            (Some(Lang::FR), _) | (_, Some(Lang::EN)) if fallback == LanguageFallback::ModelPair => {
                (Lang::FR, Lang::EN)
            }
            _ if fallback == LanguageFallback::ModelPair => (Lang::EN, Lang::FR),
            (Some(s), Some(t)) => (s, t),
            (Some(s), None) => (s, other(s)),
            (None, Some(t)) => (other(t), t),
            (None, None) => (Lang::EN, Lang::FR),
        },
    }
}

/// The model for a record; `None` for languages that it does not cover, whose records are checked by the
/// rules that need no model. Callers report a model that cannot be opened with [`crate::chosen_model`] first.
pub(super) fn model_for(settings: &Settings, source: Lang, target: Lang) -> Option<&'static Model> {
    models::for_pair(settings, source, target).ok().flatten()
}

fn all_tokens(text: &str, lang: Lang) -> Vec<Token> {
    tokens(text, Span::new(0, text.len()), lang)
}

fn side<'a>(text: &'a str, lang: Lang, tokens: &'a [Token]) -> SideView<'a> {
    SideView { text, span: Span::new(0, text.len()), lang, tokens }
}
