//! What is said of a page, of a language, of a tree.

use crate::item::{ItemChange, PageFinding, PageItem};
use calque_messages::{UiLang, message};
use serde::{Deserialize, Serialize};

/// How a page stands, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageState {
    /// A file of it cannot be read.
    Unreadable,
    /// There is no translation.
    Missing,
    /// The translation is still in the language of the original.
    Untranslated,
    /// The translation is of another text.
    Unrelated,
    /// Parts of the original have no counterpart, or the translation has parts of its own.
    Behind,
    /// The original changed after the translation, which otherwise has a counterpart for all of it.
    Changed,
    /// Everything has a counterpart, but some of it means something else.
    Differs,
    /// All that the original says is there.
    InStep,
    /// There is no original.
    Orphan,
    /// A comment says that it is not to be looked at.
    Ignored,
}

impl PageState {
    /// All states, in the order in which reports list them.
    pub const ALL: [Self; 10] = [
        Self::Unreadable,
        Self::Missing,
        Self::Untranslated,
        Self::Unrelated,
        Self::Behind,
        Self::Changed,
        Self::Differs,
        Self::Orphan,
        Self::InStep,
        Self::Ignored,
    ];

    /// Its name in machine-readable output and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Missing => "missing",
            Self::Untranslated => "untranslated",
            Self::Unrelated => "unrelated",
            Self::Behind => "behind",
            Self::Changed => "changed",
            Self::Differs => "differs",
            Self::InStep => "in-step",
            Self::Orphan => "orphan",
            Self::Ignored => "ignored",
        }
    }

    /// Its name for people.
    pub(crate) fn in_words(self, lang: UiLang) -> String {
        match self {
            Self::Unreadable => message!("status-unreadable"),
            Self::Missing => message!("status-missing"),
            Self::Untranslated => message!("status-untranslated"),
            Self::Unrelated => message!("status-unrelated"),
            Self::Behind => message!("status-behind"),
            Self::Changed => message!("status-changed"),
            Self::Differs => message!("status-differs"),
            Self::InStep => message!("status-in-step"),
            Self::Orphan => message!("status-orphan"),
            Self::Ignored => message!("status-ignored"),
        }
        .text(lang)
    }

    /// Whether somebody has to do something about it.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::InStep | Self::Ignored)
    }
}

/// By what two pages were paired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PairedBy {
    /// Their paths, but for the language.
    Path,
    /// Their front matter.
    FrontMatter,
    /// What they say.
    Content,
}

/// One page in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageStatus {
    /// The original, inside its folder; none of an orphan.
    pub source: Option<String>,
    /// The translation, inside its folder; none where it is missing.
    pub target: Option<String>,
    /// How it stands.
    pub state: PageState,
    /// By what both were paired.
    pub paired_by: Option<PairedBy>,
    /// Words of the original, code included.
    pub words: usize,
    /// Of those, words that have a counterpart.
    pub words_translated: usize,
    /// What has no counterpart, in the order of the original; then what changed.
    pub items: Vec<PageItem>,
    /// What means something else, and is sure.
    pub findings: Vec<PageFinding>,
    /// Findings that are less sure, which `calque check` shows.
    pub to_check: usize,
    /// Items and findings that comments and lists set apart.
    pub ignored: usize,
    /// Items and findings that a baseline knows.
    pub known: usize,
    /// Why a file cannot be read, or by which reason the page is ignored.
    pub note: Option<String>,
}

impl PageStatus {
    /// A page of which only its state is known.
    pub(crate) fn bare(source: Option<&str>, target: Option<&str>, state: PageState) -> Self {
        Self {
            source: source.map(str::to_owned),
            target: target.map(str::to_owned),
            state,
            paired_by: None,
            words: 0,
            words_translated: 0,
            items: Vec::new(),
            findings: Vec::new(),
            to_check: 0,
            ignored: 0,
            known: 0,
            note: None,
        }
    }

    /// Its name: the path of the original, else of the translation.
    pub fn name(&self) -> &str {
        self.source.as_deref().or(self.target.as_deref()).unwrap_or_default()
    }

    /// The state that its items and findings give it, for a page that has both sides and is a translation.
    pub(crate) fn settle(&mut self) {
        let has = |change| self.items.iter().any(|item| item.change == change);
        self.state = if has(ItemChange::Missing) || has(ItemChange::Rewritten) || has(ItemChange::New) {
            PageState::Behind
        } else if has(ItemChange::Changed) {
            PageState::Changed
        } else if self.findings.is_empty() {
            PageState::InStep
        } else {
            PageState::Differs
        };
    }
}

/// One language of a tree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LanguageStatus {
    /// The folder of the translations.
    pub folder: String,
    /// The language, where it is known.
    pub lang: String,
    /// Its pages: in the order of the originals, then orphans.
    pub pages: Vec<PageStatus>,
}

impl LanguageStatus {
    /// How many pages are in a state.
    pub fn count(&self, state: PageState) -> usize {
        self.pages.iter().filter(|p| p.state == state).count()
    }

    /// Pages that an original asks for: all but orphans and ignored ones.
    pub fn wanted(&self) -> usize {
        self.pages.len() - self.count(PageState::Orphan) - self.count(PageState::Ignored)
    }

    /// The share of the words of the originals that have a counterpart, in [0, 1]; 1 of a tree without words.
    pub fn share(&self) -> f64 {
        let counted = |p: &&PageStatus| p.state != PageState::Ignored && p.source.is_some();
        let (mut all, mut done) = (0, 0);
        for page in self.pages.iter().filter(counted) {
            all += page.words;
            done += page.words_translated;
        }
        if all == 0 { 1.0 } else { done as f64 / all as f64 }
    }
}

/// A tree and its translations.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TreeStatus {
    /// The folder of the originals.
    pub folder: String,
    /// Its language, where it is known.
    pub lang: String,
    /// Its translations, in the order in which they were given.
    pub languages: Vec<LanguageStatus>,
    /// What reading gave to say.
    pub warnings: Vec<String>,
}
