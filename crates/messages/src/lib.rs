//! What Calque says to people, in English and French.
//!
//! The sentences stand in Fluent catalogues, `en/*.ftl` and `fr/*.ftl`, the words of findings apart
//! from those of reports, and rules apart. Code says which message and with which values ([`message!`]); it becomes
//! text in the language of the reader ([`Message::text`]) once it is known to be shown.
//!
//! What machines read (keys of JSON, ids of rules, names of columns) is not worded here.

mod catalogue;
mod message;
mod rules;
mod ui_lang;

pub use message::{Message, Value};
pub use rules::{rule_name, rule_summary};
pub use ui_lang::{ParseUiLangError, UiLang};
