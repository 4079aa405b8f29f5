//! Errors in settings files, with the line and a suggestion.

use calque_text::Remedy;
use std::borrow::Cow;
use std::fmt;

/// An error in a settings file or a suppression file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsError {
    name: String,
    /// Counted from 1; 0 where there are no lines.
    line: usize,
    what: String,
    suggestion: Option<String>,
}

impl SettingsError {
    /// An error on a line (counted from 1), and its remedy.
    pub(crate) fn at(name: &str, line: usize, what: String, help: &str) -> Self {
        Self { name: name.to_owned(), line, what, suggestion: Some(help.to_owned()) }
    }

    /// The error of the TOML parser, with the nearest known key as remedy.
    pub(crate) fn from_toml(name: &str, text: &str, error: &toml::de::Error) -> Self {
        let at = error.span().map_or(0, |s| s.start);
        let line = 1 + text.bytes().take(at).filter(|&b| b == b'\n').count();
        Self::of_message(name, line, error.message())
    }

    /// The error of the JSON parser, likewise; settings that are no file have no lines.
    pub(crate) fn from_json(name: &str, error: &serde_json::Error) -> Self {
        let message = error.to_string();
        Self::of_message(name, 0, message.split(" at line ").next().unwrap_or(&message))
    }

    fn of_message(name: &str, line: usize, message: &str) -> Self {
        let message = message.lines().next().unwrap_or("").to_owned();
        let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let unknown = message.starts_with("unknown ");
        let nearest = quoted.split_first().filter(|_| unknown).and_then(|(wrong, known)| nearest(wrong, known));
        let what = match quoted.first() {
            Some(key) if message.starts_with("unknown field") => format!("there is no setting `{key}` here"),
            _ => message.clone(),
        };
        let suggestion = nearest.or_else(|| {
            let known = quoted.get(1..).filter(|k| unknown && !k.is_empty())?;
            Some(format!("known here: {}", known.join(", ")))
        });
        Self { name: name.to_owned(), line, what, suggestion }
    }
}

impl Remedy for SettingsError {
    fn help(&self) -> Cow<'_, str> {
        let general = "`calque config` prints every setting with its default";
        Cow::Borrowed(self.suggestion.as_deref().unwrap_or(general))
    }
}

/// The suggestion `did you mean ...?` for the entry of `known` with the smallest Levenshtein distance, if
/// that is at most one third of the length of `wrong`, plus one.
pub fn nearest(wrong: &str, known: &[&str]) -> Option<String> {
    let (distance, best) = known.iter().map(|k| (strsim::levenshtein(wrong, k), *k)).min()?;
    (distance <= 1 + wrong.chars().count() / 3).then(|| format!("did you mean `{best}`?"))
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.name, self.what),
            line => write!(f, "{}:{line}: {}", self.name, self.what),
        }
    }
}

impl std::error::Error for SettingsError {}
