//! A finding before it is worded.
//!
//! Most of what rules push is merged or dropped. What is left is worded, in the language of the reader
//! ([`Draft::worded`]).

use calque_bitext::{Category, Finding, Severity};
use calque_messages::{Message, UiLang, Value};
use calque_text::{Lang, Span};

/// A finding with its message and evidence not yet in words.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Draft {
    /// The finding, without message and evidence.
    pub(crate) finding: Finding,
    /// What it says. The message of one that says nothing has no id.
    message: Message,
    /// What it rests on, beyond its message.
    evidence: Vec<Message>,
    /// Whether its strength is its confidence, whatever was learnt of its rule.
    certain: bool,
}

impl Draft {
    /// A finding of `rule` that says nothing yet; `strength` is the rule's own confidence, in [0, 1].
    pub(crate) fn new(rule: &str, category: Category, severity: Severity, strength: f32) -> Self {
        let finding = Finding::new(rule, category, severity, strength);
        Self { finding, message: Message::new(""), evidence: Vec::new(), certain: false }
    }

    /// Sets its spans.
    #[must_use]
    pub(crate) fn at(mut self, source: Option<Span>, target: Option<Span>) -> Self {
        self.finding = self.finding.at(source, target);
        self
    }

    /// Sets its severity.
    #[must_use]
    pub(crate) fn of(mut self, severity: Severity) -> Self {
        self.finding.severity = severity;
        self
    }

    /// Sets its message.
    #[must_use]
    pub(crate) fn says(mut self, message: Message) -> Self {
        self.message = message;
        self
    }

    /// Says that what it compares is equal or not, so that its strength is its confidence and nothing learnt of its
    /// rule changes it.
    #[must_use]
    pub(crate) fn certain(mut self) -> Self {
        self.certain = true;
        self
    }

    /// Whether [`Self::certain`] was called.
    pub(crate) fn is_certain(&self) -> bool {
        self.certain
    }

    /// Adds evidence.
    #[must_use]
    pub(crate) fn because(mut self, message: Message) -> Self {
        self.evidence.push(message);
        self
    }

    /// Sets what the translation might say instead.
    #[must_use]
    pub(crate) fn suggests(self, words: impl Into<String>) -> Self {
        self.suggests_if(Some(words.into()))
    }

    /// Sets what the translation might say instead, where something is known.
    #[must_use]
    pub(crate) fn suggests_if(mut self, words: Option<String>) -> Self {
        self.finding.suggestion = words;
        self
    }

    /// Takes what another finding says for evidence of this one.
    pub(crate) fn take_evidence(&mut self, other: &Self) {
        if !self.evidence.contains(&other.message) {
            self.evidence.push(other.message.clone());
        }
    }

    /// The finding in words.
    pub(crate) fn worded(self, lang: UiLang) -> Finding {
        let message = self.message.text(lang);
        let evidence = self.evidence.iter().map(|e| e.text(lang)).collect();
        Finding { message, evidence, ..self.finding }
    }
}

/// The name of a language, as a value of a message.
pub(crate) fn language(lang: Lang) -> Value {
    Value::Either(lang.name().to_owned(), lang.french_name().to_owned())
}
