//! What others say of a finding: another checker that found it, or marks the same words, and a judge.

use serde::{Deserialize, Serialize};

/// What others say of a finding; empty where Calque alone found it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Opinions {
    /// Who found it, where that is not Calque.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found_by: Option<String>,
    /// Who else marks these words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_found_by: Vec<String>,
    /// What a judge said when it was asked about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judge: Option<JudgeAnswer>,
}

/// What a judge said about a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JudgeAnswer {
    /// The name of its model.
    pub by: String,
    /// What it holds.
    pub verdict: JudgeVerdict,
    /// Why, in its own words; may be empty.
    pub reason: String,
}

/// What a judge holds of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JudgeVerdict {
    /// The translation is wrong as the finding says.
    Error,
    /// It is not.
    NoError,
    /// It cannot tell.
    Unsure,
}

impl JudgeVerdict {
    /// Its name in tables: `error`, `no-error`, `unsure`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::NoError => "no-error",
            Self::Unsure => "unsure",
        }
    }
}

impl Opinions {
    /// Whether nobody else says anything.
    pub fn is_empty(&self) -> bool {
        self.found_by.is_none() && self.also_found_by.is_empty() && self.judge.is_none()
    }

    /// Notes that somebody else marks these words, once.
    pub fn add_finder(&mut self, who: &str) {
        if self.found_by.as_deref() != Some(who) && !self.also_found_by.iter().any(|w| w == who) {
            self.also_found_by.push(who.to_owned());
        }
    }
}
