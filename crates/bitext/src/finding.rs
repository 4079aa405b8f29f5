//! Findings: differences that rules flag.

use crate::Opinions;
use calque_text::{Side, Span};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;

/// How much harm a finding does, after MQM. `Info` is never an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// No error, but worth knowing: a converted unit, two spellings of a name.
    Info,
    /// A nuance.
    Minor,
    /// The reader is told something that the original does not say.
    Major,
    /// The reader is told the contrary, or a wrong figure, name or date.
    Critical,
}

impl Severity {
    /// All, mildest first.
    pub const ALL: [Self; 4] = [Self::Info, Self::Minor, Self::Major, Self::Critical];

    /// Lower-case name, as in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Minor => "minor",
            Self::Major => "major",
            Self::Critical => "critical",
        }
    }

    /// MQM penalty points: 0, 1, 5, 25.
    pub const fn penalty(self) -> u32 {
        match self {
            Self::Info => 0,
            Self::Minor => 1,
            Self::Major => 5,
            Self::Critical => 25,
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How sure a finding is: what a person corrects at once, and what wants a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// It may be right as it is.
    ToCheck,
    /// Its confidence is at least [`Tier::SURE`].
    ToCorrect,
}

impl Tier {
    /// The least confidence of a finding that is to be corrected. Of findings on good text above it,
    /// three in four were right when read by hand (docs/drift.md).
    pub const SURE: f32 = 0.7;

    /// Name in machine-readable output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ToCheck => "to-check",
            Self::ToCorrect => "to-correct",
        }
    }
}

/// MQM category of a finding, with Calque's own leaves where MQM has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// accuracy > mistranslation > number
    Number,
    /// accuracy > mistranslation > number: unit or currency
    Unit,
    /// accuracy > mistranslation > date-time
    DateTime,
    /// accuracy > mistranslation > entity
    Entity,
    /// accuracy > mistranslation > negation or polarity
    Negation,
    /// accuracy > mistranslation > hedge: certainty or evidentiality
    Hedge,
    /// accuracy > mistranslation > attribution: who says it, and how
    Attribution,
    /// accuracy > mistranslation > quantifier
    Quantifier,
    /// accuracy > mistranslation > quotation
    Quotation,
    /// accuracy > mistranslation: another word's meaning
    Mistranslation,
    /// accuracy > mistranslation > false friend
    FalseFriend,
    /// accuracy > mistranslation > overly literal: an idiom word for word
    OverlyLiteral,
    /// accuracy > mistranslation > tense, aspect or person
    Tense,
    /// accuracy > under-translation
    UnderTranslation,
    /// accuracy > over-translation
    OverTranslation,
    /// accuracy > omission
    Omission,
    /// accuracy > addition
    Addition,
    /// accuracy > untranslated
    Untranslated,
    /// accuracy > mistranslation: a variable, tag, address or code
    Markup,
    /// terminology > inconsistency
    Inconsistency,
    /// terminology > wrong term
    Terminology,
    /// fluency > duplication
    Duplication,
    /// fluency: spelling, spacing, punctuation, capitals
    Form,
}

impl Category {
    /// All, in the order of the typology.
    pub const ALL: [Self; 23] = [
        Self::Number,
        Self::Unit,
        Self::DateTime,
        Self::Entity,
        Self::Negation,
        Self::Hedge,
        Self::Attribution,
        Self::Quantifier,
        Self::Quotation,
        Self::Mistranslation,
        Self::FalseFriend,
        Self::OverlyLiteral,
        Self::Tense,
        Self::UnderTranslation,
        Self::OverTranslation,
        Self::Omission,
        Self::Addition,
        Self::Untranslated,
        Self::Markup,
        Self::Inconsistency,
        Self::Terminology,
        Self::Duplication,
        Self::Form,
    ];

    /// Name in machine-readable output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Unit => "unit",
            Self::DateTime => "date-time",
            Self::Entity => "entity",
            Self::Negation => "negation",
            Self::Hedge => "hedge",
            Self::Attribution => "attribution",
            Self::Quantifier => "quantifier",
            Self::Quotation => "quotation",
            Self::Mistranslation => "mistranslation",
            Self::FalseFriend => "false-friend",
            Self::OverlyLiteral => "overly-literal",
            Self::Tense => "tense",
            Self::UnderTranslation => "under-translation",
            Self::OverTranslation => "over-translation",
            Self::Omission => "omission",
            Self::Addition => "addition",
            Self::Untranslated => "untranslated",
            Self::Markup => "markup",
            Self::Inconsistency => "inconsistency",
            Self::Terminology => "terminology",
            Self::Duplication => "duplication",
            Self::Form => "form",
        }
    }

    /// Path in the MQM typology, from the dimension down; `x-` marks leaves of our own.
    pub const fn mqm(self) -> &'static str {
        match self {
            Self::Number => "accuracy/mistranslation/number",
            Self::Unit => "accuracy/mistranslation/unit-conversion",
            Self::DateTime => "accuracy/mistranslation/date-time",
            Self::Entity => "accuracy/mistranslation/entity",
            Self::Negation => "accuracy/mistranslation/x-negation",
            Self::Hedge => "accuracy/mistranslation/x-hedge",
            Self::Attribution => "accuracy/mistranslation/x-attribution",
            Self::Quantifier => "accuracy/mistranslation/x-quantifier",
            Self::Quotation => "accuracy/mistranslation/x-quotation",
            Self::Mistranslation => "accuracy/mistranslation",
            Self::FalseFriend => "accuracy/mistranslation/false-friend",
            Self::OverlyLiteral => "accuracy/mistranslation/overly-literal",
            Self::Tense => "accuracy/mistranslation/x-tense",
            Self::UnderTranslation => "accuracy/under-translation",
            Self::OverTranslation => "accuracy/over-translation",
            Self::Omission => "accuracy/omission",
            Self::Addition => "accuracy/addition",
            Self::Untranslated => "accuracy/untranslated",
            Self::Markup => "accuracy/mistranslation/x-markup",
            Self::Inconsistency => "terminology/term-inconsistency",
            Self::Terminology => "terminology/wrong-term",
            Self::Duplication => "fluency/duplication",
            Self::Form => "fluency",
        }
    }

    /// Type in ITS 2.0 (`locQualityIssueType`), as XLIFF and other tools know it.
    pub const fn its(self) -> &'static str {
        match self {
            Self::Number | Self::Unit => "numbers",
            Self::Entity => "inconsistent-entities",
            Self::DateTime
            | Self::Negation
            | Self::Hedge
            | Self::Attribution
            | Self::Quantifier
            | Self::Quotation
            | Self::Mistranslation
            | Self::FalseFriend
            | Self::OverlyLiteral
            | Self::Tense => "mistranslation",
            Self::UnderTranslation | Self::Omission => "omission",
            Self::OverTranslation | Self::Addition => "addition",
            Self::Untranslated => "untranslated",
            Self::Markup => "markup",
            Self::Inconsistency => "inconsistency",
            Self::Terminology => "terminology",
            Self::Duplication => "duplication",
            Self::Form => "typographical",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One flagged difference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable id: a hash of the rule and of the words it is about, so that it survives edits elsewhere.
    pub id: String,
    /// The rule that made it, such as `numbers`.
    pub rule: String,
    /// MQM category.
    pub category: Category,
    /// Harm.
    pub severity: Severity,
    /// Probability in [0, 1] that a person would agree.
    pub confidence: f32,
    /// Its span in the source text, in bytes; an empty span is the place where words are missing.
    pub source: Option<Span>,
    /// Its span in the target text, in bytes.
    pub target: Option<Span>,
    /// One sentence for the reader.
    pub message: String,
    /// The values and words that it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// What the translation might say instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
    /// How many more times the same rule finds the same words in the document; they are not listed.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub repeats: usize,
    /// What others say of it.
    #[serde(default, skip_serializing_if = "Opinions::is_empty")]
    pub opinions: Opinions,
}

/// Whether there is nothing to write.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(n: &usize) -> bool {
    *n == 0
}

impl Finding {
    /// A finding of `rule` without spans, message and evidence; `strength` is the rule's own confidence, in [0, 1].
    pub fn new(rule: &str, category: Category, severity: Severity, strength: f32) -> Self {
        Self {
            id: String::new(),
            rule: rule.to_owned(),
            category,
            severity,
            confidence: strength,
            source: None,
            target: None,
            message: String::new(),
            evidence: Vec::new(),
            suggestion: None,
            repeats: 0,
            opinions: Opinions::default(),
        }
    }

    /// How sure it is; nothing for a remark.
    pub fn tier(&self) -> Option<Tier> {
        let sure = if self.confidence >= Tier::SURE { Tier::ToCorrect } else { Tier::ToCheck };
        (self.severity > Severity::Info).then_some(sure)
    }

    /// The order in which a reader wants findings: by tier, then severity, then confidence, the gravest first.
    /// Findings that are equal in all of them stay in the order of the text if the sort is stable.
    pub fn by_weight(&self, other: &Self) -> Ordering {
        let weight = |f: &Self| (f.tier(), f.severity);
        weight(other).cmp(&weight(self)).then(other.confidence.total_cmp(&self.confidence))
    }

    /// Its span on one side; see [`Finding::source`].
    pub fn span(&self, side: Side) -> Option<Span> {
        match side {
            Side::Source => self.source,
            Side::Target => self.target,
        }
    }

    /// Sets its spans.
    #[must_use]
    pub fn at(mut self, source: Option<Span>, target: Option<Span>) -> Self {
        self.source = source;
        self.target = target;
        self
    }

    /// Sets its message.
    #[must_use]
    pub fn says(mut self, message: impl Into<String>) -> Self {
        self.message = message.into();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sure_comes_before_what_is_grave() {
        let finding = |severity, confidence| Finding::new("r", Category::Number, severity, confidence);
        let (sure, unsure) = (finding(Severity::Minor, Tier::SURE), finding(Severity::Major, Tier::SURE - 0.01));
        assert_eq!((sure.tier(), unsure.tier()), (Some(Tier::ToCorrect), Some(Tier::ToCheck)));
        let remark = finding(Severity::Info, 0.99);
        assert_eq!(remark.tier(), None);
        let surer = finding(Severity::Minor, 0.9);
        let mut all = [&remark, &unsure, &sure, &surer];
        all.sort_by(|a, b| a.by_weight(b));
        assert_eq!(all, [&surer, &sure, &unsure, &remark]);
    }

    #[test]
    fn its_types_are_of_the_standard() {
        const ITS: [&str; 9] = [
            "numbers",
            "inconsistent-entities",
            "mistranslation",
            "omission",
            "addition",
            "untranslated",
            "inconsistency",
            "terminology",
            "duplication",
        ];
        let all = [Category::Number, Category::Entity, Category::Hedge, Category::Omission, Category::OverTranslation];
        for category in all {
            assert!(ITS.contains(&category.its()), "{category}");
            assert!(category.mqm().starts_with("accuracy/"), "{category}");
        }
        assert_eq!(Category::Form.its(), "typographical");
    }
}
