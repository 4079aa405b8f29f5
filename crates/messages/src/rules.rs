//! The rules in the words of the reader: a name of one or two words, and what a rule flags.

use crate::catalogue::named;
use crate::ui_lang::UiLang;

/// The name of a rule: *Number* for `numbers`; its id where it has none yet.
pub fn rule_name(rule: &str, lang: UiLang) -> String {
    named("rule-name", rule, lang).unwrap_or_else(|| rule.replace('-', " "))
}

/// What a rule flags, in one sentence; nothing where nobody has said it yet.
pub fn rule_summary(rule: &str, lang: UiLang) -> Option<String> {
    named("rule-summary", rule, lang)
}
