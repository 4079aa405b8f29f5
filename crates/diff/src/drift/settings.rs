//! Settings: which rules run, and which of their findings are shown.

use crate::drift::cues::glossary::Glossary;
use crate::drift::draft::Draft;
use crate::drift::rule::{RuleDescription, Scope};
use calque_bitext::{Finding, Severity, Tier};
use calque_messages::UiLang;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A set of defaults.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// Few flags, most of them right: for an editor who reads every one.
    #[default]
    News,
    /// More flags, more of them wrong: for a text where nothing may slip.
    Strict,
    /// Also spacing, capitals and spelling.
    Form,
}

impl Profile {
    /// The least confidence at which a finding above `info` is shown; that of its rule may be less.
    pub const fn min_confidence(self) -> f32 {
        match self {
            Self::News | Self::Form => 0.5,
            Self::Strict => 0.25,
        }
    }
}

/// Settings of one rule, `[rules.NAME]` in `calque.toml`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct OneRule {
    /// On or off, against the profile.
    pub enabled: Option<bool>,
    /// The most severe that its findings may be.
    pub max_severity: Option<Severity>,
    /// Its own least confidence.
    pub min_confidence: Option<f32>,
}

/// Settings of the whole check.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct RuleSettings {
    /// The defaults to start from; `preset` in a file.
    #[serde(rename = "preset", alias = "profile")]
    pub profile: Profile,
    /// Findings less sure than this are dropped; the value of the profile or the rule if absent.
    pub min_confidence: Option<f32>,
    /// Findings milder than this are dropped.
    pub min_severity: Option<Severity>,
    /// The language of messages: `ui-lang` of `calque.toml`.
    #[serde(skip)]
    pub ui_lang: UiLang,
    /// The terms of a glossary.
    #[serde(skip)]
    pub glossary: Option<Arc<Glossary>>,
    /// Per rule: `[rules.NAME]` of `calque.toml`, beside `[check]`.
    #[serde(skip)]
    pub rules: BTreeMap<String, OneRule>,
}

impl RuleSettings {
    /// Whether a rule runs.
    pub(crate) fn runs(&self, rule: &RuleDescription) -> bool {
        let by_profile = rule.scope != Scope::Form || self.profile == Profile::Form;
        self.rules.get(rule.id).and_then(|r| r.enabled).unwrap_or(by_profile)
    }

    /// Applies the limits to a finding of `rule` and words it; `None` where it is not to be shown.
    pub(crate) fn admit(&self, rule: Option<&RuleDescription>, mut draft: Draft) -> Option<Finding> {
        let finding = &mut draft.finding;
        // Critical is what is grave and sure.
        if finding.severity == Severity::Critical && finding.tier() != Some(Tier::ToCorrect) {
            finding.severity = Severity::Major;
        }
        let of_rule = self.rules.get(&finding.rule);
        if let Some(most) = of_rule.and_then(|r| r.max_severity) {
            finding.severity = finding.severity.min(most);
        }
        let least = of_rule.and_then(|r| r.min_confidence).or(self.min_confidence).unwrap_or_else(|| {
            let of_profile = self.profile.min_confidence();
            rule.and_then(|r| r.least_confidence).map_or(of_profile, |least| least.min(of_profile))
        });
        let sure = finding.confidence >= least;
        let grave = self.min_severity.is_none_or(|s| finding.severity >= s);
        (sure && grave).then(|| draft.worded(self.ui_lang))
    }
}
