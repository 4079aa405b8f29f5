//! The languages of a pair: its own word, then the settings', then the model's
//! pair in the order that its text suggests.

use calque_formats::pairs::PairRecord;
use calque_text::{Lang, language};

/// The languages of a record.
pub(crate) fn of(record: &PairRecord, settings: &calque::Settings) -> (Lang, Lang) {
    let source = record.source_lang.or(settings.source_lang);
    let target = record.target_lang.or(settings.target_lang);
    match (source, target) {
        (Some(s), Some(t)) => (s, t),
        (Some(s), None) => (s, other(s)),
        (None, Some(t)) => (other(t), t),
        (None, None) => match (language(&record.source), language(&record.target)) {
            (Some(Lang::FR), _) | (_, Some(Lang::EN)) => (Lang::FR, Lang::EN),
            _ => (Lang::EN, Lang::FR),
        },
    }
}

/// French for English, English for all others.
fn other(lang: Lang) -> Lang {
    if lang == Lang::EN { Lang::FR } else { Lang::EN }
}
