//! What the formats for people say in the same words.

use crate::item::{ItemChange, PageItem};
use crate::page::{LanguageStatus, PageState, PageStatus};
use calque_messages::{UiLang, message};

/// An item in one sentence.
pub(super) fn item(item: &PageItem, lang: UiLang) -> String {
    let (kind, change) = (item.kind.in_words(lang), item.change.in_words(lang));
    let words = if item.source.is_empty() { &item.target } else { &item.source };
    let said = match item.change {
        ItemChange::Rewritten if !item.target.is_empty() => {
            message!("status-item-instead", kind = kind, change = change, words = words, instead = &item.target)
        }
        ItemChange::Changed if !item.target.is_empty() && !item.source.is_empty() => {
            message!("status-item-was", kind = kind, change = change, words = words, instead = &item.target)
        }
        _ => message!("status-item", kind = kind, change = change, words = words),
    };
    said.text(lang)
}

/// What there is to say of a page in one line, without its items.
pub(super) fn remarks(page: &PageStatus, lang: UiLang) -> String {
    let mut said = Vec::new();
    if matches!(page.state, PageState::Missing | PageState::Untranslated) && page.words > 0 {
        said.push(message!("status-lines", count = page.words).text(lang));
    }
    if page.to_check > 0 {
        said.push(message!("status-to-check", count = page.to_check).text(lang));
    }
    if page.ignored > 0 {
        said.push(message!("status-set-apart", count = page.ignored).text(lang));
    }
    if page.known > 0 {
        said.push(message!("status-known", count = page.known).text(lang));
    }
    said.extend(page.note.clone());
    said.join(", ")
}

/// How far a language is, in words.
pub(super) fn progress(language: &LanguageStatus, lang: UiLang) -> String {
    let share = percent(language.share());
    let (done, pages) = (language.count(PageState::InStep), language.wanted());
    message!("status-progress", share = share, done = done, pages = pages).text(lang)
}

/// A share as a whole number of percent; 100 only where nothing is left.
pub(super) fn percent(share: f64) -> usize {
    if share >= 1.0 { 100 } else { ((share * 100.0).round() as usize).min(99) }
}

/// The states of a language with their numbers, `3 behind · 1 missing`.
pub(super) fn counts(language: &LanguageStatus, lang: UiLang) -> String {
    let states = PageState::ALL.into_iter().map(|s| (s, language.count(s))).filter(|(_, n)| *n > 0);
    states.map(|(s, n)| format!("{n} {}", s.in_words(lang))).collect::<Vec<_>>().join(" · ")
}

/// The pages of a language, those first on which most has to be done.
pub(super) fn by_state(language: &LanguageStatus, all: bool) -> Vec<&PageStatus> {
    let mut pages: Vec<&PageStatus> = language.pages.iter().filter(|p| all || p.state.is_open()).collect();
    let rank = |p: &PageStatus| PageState::ALL.iter().position(|s| *s == p.state);
    pages.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| a.name().cmp(b.name())));
    pages
}

/// A file as a program finds it: the folder and the path inside it.
pub(super) fn path(folder: &str, name: &str) -> String {
    format!("{}/{name}", folder.trim_end_matches('/'))
}
