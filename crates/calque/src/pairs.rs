//! The check of pairs that are pairs already, one at a time: translation
//! memories, corpora, benchmarks.

use crate::pipeline::{model_for, tokens, words};
use crate::{Error, Settings};
use calque_diff::{Finding, PairView, SideView, check_pair};
use calque_formats::pairs::PairRecord;
use calque_text::{Lang, Span, Token, language};

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
    let (source_lang, target_lang) = languages(record, settings);
    let model = model_for(source_lang, target_lang);
    let source = whole(&record.source, source_lang);
    let target = whole(&record.target, target_lang);
    let words = words(
        model,
        (&record.source, source_lang, &source),
        (&record.target, target_lang, &target),
    );
    let view = PairView {
        source: side(&record.source, source_lang, &source),
        target: side(&record.target, target_lang, &target),
        words: &words,
        model,
    };
    let report = check_pair(&view, &settings.check);
    PairCheck { score: report.score, findings: report.findings }
}

/// The languages of a record: its own word, then the settings, then the look of it.
pub fn languages(record: &PairRecord, settings: &Settings) -> (Lang, Lang) {
    let source = record.source_lang.or(settings.source_lang);
    let target = record.target_lang.or(settings.target_lang);
    match (source, target) {
        (Some(s), Some(t)) => (s, t),
        (Some(s), None) => (s, other(s)),
        (None, Some(t)) => (other(t), t),
        (None, None) => match (language(&record.source), language(&record.target)) {
            (Some(s), Some(t)) => (s, t),
            (Some(s), None) => (s, other(s)),
            (None, Some(t)) => (other(t), t),
            (None, None) => (Lang::EN, Lang::FR),
        },
    }
}

/// The other language of the embedded model.
fn other(lang: Lang) -> Lang {
    if lang == Lang::FR { Lang::EN } else { Lang::FR }
}

fn whole(text: &str, lang: Lang) -> Vec<Token> {
    tokens(text, Span::new(0, text.len()), lang)
}

fn side<'a>(text: &'a str, lang: Lang, tokens: &'a [Token]) -> SideView<'a> {
    SideView { text, span: Span::new(0, text.len()), lang, tokens }
}
