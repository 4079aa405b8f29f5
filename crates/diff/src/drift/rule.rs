//! What a rule is, and the list of them.
//!
//! A rule is one file under `rules/`, with two files of the same name beside
//! it: `NAME.md`, its page of documentation, and `NAME.cases.tsv`, pairs with
//! the findings that it must or must not make. A new rule is added to
//! [`all`], and nowhere else.

use crate::drift::confidence::trees::Found;
use crate::drift::reading::Reading;
use crate::drift::rules;
use calque_bitext::{Category, RuleInfo};
use std::sync::LazyLock;

/// Where a rule is at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Meaning: on by default.
    Meaning,
    /// Form (spacing, capitals, spelling): off by default, on in the `form` profile.
    Form,
}

/// A check of one pair.
pub trait Rule: Sync {
    /// Short name, as in settings and reports: `numbers`.
    fn id(&self) -> &'static str;
    /// The MQM category of most of its findings.
    fn category(&self) -> Category;
    /// What it flags, in one line.
    fn summary(&self) -> &'static str;
    /// Its page of documentation.
    fn page(&self) -> &'static str;
    /// Its cases, one a line (see `tests/cases.rs`).
    fn cases(&self) -> &'static str;
    /// Whether it is on by default.
    fn scope(&self) -> Scope {
        Scope::Meaning
    }
    /// Pushes what it finds. A finding's `confidence` is here the rule's own raw strength in
    /// [0, 1]; [`crate::check_pair`] turns it into a probability.
    fn check(&self, pair: &Reading<'_>, out: &mut Found);
}

/// Every rule that looks at a single pair, in the order in which overlapping findings of
/// equal weight win.
pub fn all() -> &'static [&'static dyn Rule] {
    rules::PAIR_RULES
}

/// The page of documentation of a rule, pair-level or document-level.
pub fn explain(id: &str) -> Option<&'static str> {
    catalogue().iter().find(|rule| rule.id == id).map(|rule| rule.page)
}

/// Every rule, pair-level before document-level, for lists and completions.
pub fn catalogue() -> &'static [RuleInfo] {
    static CATALOGUE: LazyLock<Vec<RuleInfo>> = LazyLock::new(|| {
        let pair =
            all().iter().map(|r| RuleInfo { id: r.id(), category: r.category(), summary: r.summary(), page: r.page() });
        let document = rules::DOCUMENT_PAGES.iter().map(|&(id, page)| RuleInfo {
            id,
            category: Category::Inconsistency,
            summary: first_line(page),
            page,
        });
        pair.chain(document).collect()
    });
    &CATALOGUE
}

fn first_line(page: &'static str) -> &'static str {
    page.lines().find(|l| !l.is_empty() && !l.starts_with('#')).unwrap_or("")
}
