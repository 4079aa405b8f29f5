//! What a rule is.
//!
//! A rule is one file under `rules/`, with two files of the same name beside it: `NAME.md`, its
//! page of documentation, and `NAME.cases.tsv`, texts with the findings that it must or must not
//! make. Everything that is known of a rule stands in its [`RuleDescription`]; no other module
//! names a rule.

use crate::drift::document::DocumentView;
use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::reading::PairReading;
use crate::drift::side::PairView;
use calque_bitext::{Category, Finding};
use calque_model::Model;
use calque_text::Lang;
use std::ops::Range;

/// What a rule looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Meaning: on by default.
    Meaning,
    /// Form (spacing, capitals, spelling): off by default, on in the `form` profile.
    Form,
    /// A whole document, its consistency and what is lost of it: on by default.
    Document,
    /// Pairs that follow each other in a file of pairs: on by default.
    Sequence,
}

/// Everything that others may know of a rule.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RuleDescription {
    /// Short name, as in settings and reports: `numbers`.
    pub id: &'static str,
    /// The MQM category of most of its findings.
    pub category: Category,
    /// What it flags, in one line.
    pub summary: &'static str,
    /// Its page of documentation, Markdown.
    pub page: &'static str,
    /// Its cases, one a line (see `tests/it/cases.rs`).
    pub cases: &'static str,
    /// The languages that it knows.
    pub languages: Languages,
    /// What it looks for.
    pub scope: Scope,
    /// Its place in the catalogue, and which of two findings about the same words is kept if they
    /// weigh the same: the one of lower rank. Specific rules come before general ones.
    pub rank: u16,
    /// Of findings about the same words the one with the greatest product of this weight and its
    /// confidence is kept: above 1 for a rule that says best what is wrong, below 1 for one that
    /// sees only that something is.
    pub merging_weight: f32,
    /// Whether a finding of this rule becomes as severe as the severest that is merged into it.
    pub takes_worst_severity: bool,
    /// Whether it may flag words that are the same on both sides: what is left untranslated, or
    /// written as the language of the target does not write it.
    pub flags_identical: bool,
    /// Whether its own strength is the confidence and nothing is learnt about it: what it compares is
    /// equal or not, or a list kept by hand decides.
    pub certain: bool,
    /// The confidence from which its findings are shown by default, where that is less than for other
    /// rules: of one that hardly ever speaks of good translations, so that its doubtful findings are
    /// worth a look too. See docs/drift.md, "The default limit".
    pub least_confidence: Option<f32>,
    /// Names of the signals that it pushes with its findings.
    pub signals: &'static [&'static str],
}

impl RuleDescription {
    /// What a rule need not say: a rule on meaning of French and English, with no signals of its own.
    pub(crate) const DEFAULT: Self = Self {
        id: "",
        category: Category::Mistranslation,
        summary: "",
        page: "",
        cases: "",
        languages: Languages::FRENCH_AND_ENGLISH,
        scope: Scope::Meaning,
        rank: u16::MAX,
        merging_weight: 1.0,
        takes_worst_severity: false,
        flags_identical: false,
        certain: false,
        least_confidence: None,
        signals: &[],
    };

    /// The merging weight of rules on form: what is said of the meaning comes before what is said
    /// of the form.
    pub(crate) const FORM_WEIGHT: f32 = 0.3;
}

/// Writes the description of a rule, its page and cases being the files of its name beside it.
macro_rules! rule {
    (id: $id:literal, category: $category:ident, summary: $summary:literal $(, $field:ident: $value:expr)* $(,)?) => {
        fn description(&self) -> &'static $crate::drift::rule::RuleDescription {
            static DESCRIPTION: $crate::drift::rule::RuleDescription = $crate::drift::rule::RuleDescription {
                id: $id,
                category: calque_bitext::Category::$category,
                summary: $summary,
                page: include_str!(concat!($id, ".md")),
                cases: include_str!(concat!($id, ".cases.tsv")),
                $($field: $value,)*
                ..$crate::drift::rule::RuleDescription::DEFAULT
            };
            &DESCRIPTION
        }
    };
}
pub(crate) use rule;

/// A check of one pair.
pub(crate) trait PairRule: Sync {
    /// What others may know of it.
    fn description(&self) -> &'static RuleDescription;
    /// Pushes what it finds. The `confidence` of a finding is here the strength of the rule's own
    /// evidence in [0, 1]; [`crate::check_pair`] turns it into a probability.
    fn check(&self, pair: &PairReading<'_>, out: &mut Findings);
    /// What its tables hold, for `calque explain`: each class or scale with its members.
    fn members(&self) -> Vec<(&'static str, Vec<String>)> {
        Vec::new()
    }
}

/// A check of a whole document. A rule implements what it looks at.
pub(crate) trait DocumentRule: Sync {
    /// What others may know of it.
    fn description(&self) -> &'static RuleDescription;
    /// The findings in the pairs of a document, each with the index of its pair.
    fn check(&self, _pairs: &[PairView<'_>]) -> Vec<(usize, Draft)> {
        Vec::new()
    }
    /// The findings on what stands in one text alone, each with its index in
    /// [`DocumentView::unaligned`].
    fn check_unaligned(&self, _document: &DocumentView<'_>) -> Vec<(usize, Draft)> {
        Vec::new()
    }
}

/// A check of pairs that follow each other in a file of pairs.
pub(crate) trait SequenceRule: Sync {
    /// What others may know of it.
    fn description(&self) -> &'static RuleDescription;
    /// The findings on runs of pairs. `suspect` is, by pair, whether its two sides seem to be
    /// unrelated.
    fn check(&self, pairs: &[TextPair<'_>], suspect: &[bool]) -> Vec<(Range<usize>, Draft)>;
}

/// Two texts of a file of pairs.
#[derive(Clone, Copy, Debug)]
pub struct TextPair<'a> {
    /// The original and its language.
    pub source: (&'a str, Lang),
    /// The translation and its language.
    pub target: (&'a str, Lang),
    /// Bilingual knowledge, where there is a model for the languages.
    pub model: Option<&'a Model>,
}

/// A finding on a run of pairs.
#[derive(Clone, Debug, PartialEq)]
pub struct RunFinding {
    /// Indices of the pairs.
    pub pairs: Range<usize>,
    /// The finding; its spans point into the first of them.
    pub finding: Finding,
}
