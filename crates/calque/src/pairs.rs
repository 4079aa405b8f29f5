//! The check of pairs that are pairs already, one at a time: translation
//! memories, corpora, benchmarks.

use crate::languages::other;
use crate::pipeline::{tokens, words};
use crate::written::Written;
use crate::{Settings, models};
use calque_aligner::WordAlignment;
use calque_diff::{Finding, PairReport, PairView, SideView, check_pair};
use calque_formats::pairs::PairRecord;
use calque_model::Model;
use calque_text::{Lang, Span, Token, TokenKind, language, tokenize};

/// What the check of a record gave.
#[derive(Clone, Debug)]
pub struct PairCheck {
    /// Fidelity in [0, 1]: 1 = surely faithful.
    pub score: f32,
    /// What differs; spans are bytes of the record's texts.
    pub findings: Vec<Finding>,
}

/// Checks one record. Languages that neither it nor the settings name are found out.
pub fn check_record(record: &PairRecord, settings: &Settings) -> PairCheck {
    let (source_lang, target_lang) = record_languages(record, settings);
    let (source, target) = (Written::new(&record.source), Written::new(&record.target));
    let mut report = check_texts(&source.text, source_lang, &target.text, target_lang, settings);
    for finding in &mut report.findings {
        finding.source = finding.source.map(|s| source.back(s));
        finding.target = finding.target.map(|s| target.back(s));
    }
    PairCheck { score: report.score, findings: report.findings }
}

/// How faithful a translation is, in [0, 1].
pub fn fidelity(source: &str, source_lang: Lang, target: &str, target_lang: Lang, settings: &Settings) -> f32 {
    check_texts(source, source_lang, target, target_lang, settings).score
}

fn check_texts(source: &str, source_lang: Lang, target: &str, target_lang: Lang, settings: &Settings) -> PairReport {
    let model = model_for(settings, source_lang, target_lang);
    let (source_tokens, target_tokens) = (whole(source, source_lang), whole(target, target_lang));
    let words = words(model, (source, source_lang, &source_tokens), (target, target_lang, &target_tokens));
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

/// Links the words of a record; `tokenized` texts are cut at their spaces and nowhere else.
pub fn link_record(record: &PairRecord, tokenized: bool, settings: &Settings) -> LinkedPair {
    let (source_lang, target_lang) = record_languages(record, settings);
    let cut = |text: &str, lang| if tokenized { at_spaces(text, lang) } else { whole(text, lang) };
    let (source, target) = (cut(&record.source, source_lang), cut(&record.target, target_lang));
    let words = words(
        model_for(settings, source_lang, target_lang),
        (&record.source, source_lang, &source),
        (&record.target, target_lang, &target),
    );
    LinkedPair { source, target, words }
}

/// The tokens of a text whose tokens are set apart by spaces. A piece that Calque would cut
/// further stays whole; it is of the kind of its first part.
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

/// The languages of a record that is taken for a good one.
pub fn record_languages(record: &PairRecord, settings: &Settings) -> (Lang, Lang) {
    languages_of(record, settings, Unnamed::AsItLooks)
}

/// What to take for the languages of a pair where nobody names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unnamed {
    /// What each side looks like: for pairs that are taken for good, whatever languages they are in.
    AsItLooks,
    /// French and English, in the order that the texts suggest: for corpora, in which a side in a third
    /// language is no pair of other languages but noise.
    AsTheModel,
}

/// The languages of a record: its own word, then the settings, then what its texts suggest.
pub fn languages_of(record: &PairRecord, settings: &Settings, unnamed: Unnamed) -> (Lang, Lang) {
    let source = record.source_lang.or(settings.source_lang);
    let target = record.target_lang.or(settings.target_lang);
    match (source, target) {
        (Some(s), Some(t)) => (s, t),
        (Some(s), None) => (s, other(s)),
        (None, Some(t)) => (other(t), t),
        (None, None) => match (language(&record.source), language(&record.target)) {
            (Some(Lang::FR), _) | (_, Some(Lang::EN)) if unnamed == Unnamed::AsTheModel => (Lang::FR, Lang::EN),
            _ if unnamed == Unnamed::AsTheModel => (Lang::EN, Lang::FR),
            (Some(s), Some(t)) => (s, t),
            (Some(s), None) => (s, other(s)),
            (None, Some(t)) => (other(t), t),
            (None, None) => (Lang::EN, Lang::FR),
        },
    }
}

/// The model for a record. A model file that cannot be opened is reported before the first record
/// ([`crate::chosen_model`]); a record in other languages is checked by the rules that need no model.
fn model_for(settings: &Settings, source: Lang, target: Lang) -> Option<&'static Model> {
    models::for_pair(settings, source, target).ok().flatten()
}

fn whole(text: &str, lang: Lang) -> Vec<Token> {
    tokens(text, Span::new(0, text.len()), lang)
}

fn side<'a>(text: &'a str, lang: Lang, tokens: &'a [Token]) -> SideView<'a> {
    SideView { text, span: Span::new(0, text.len()), lang, tokens }
}
