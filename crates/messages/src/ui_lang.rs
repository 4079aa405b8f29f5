//! The language that Calque speaks to its user.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A language that there is a catalogue for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UiLang {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
}

impl UiLang {
    /// All.
    pub const ALL: [Self; 2] = [Self::En, Self::Fr];

    /// Its code: `en`, `fr`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// The language of a POSIX locale (`fr_CA.UTF-8`); `None` for one without a catalogue, `C` and `POSIX`.
    pub fn from_locale(locale: &str) -> Option<Self> {
        locale.split(['_', '-', '.', '@']).next()?.to_ascii_lowercase().parse().ok()
    }

    /// The language that the environment asks for: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that
    /// is set and not empty decides; English where none has a catalogue.
    pub fn of_environment(get: impl Fn(&str) -> Option<String>) -> Self {
        let asked = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(get).find(|v| !v.is_empty());
        asked.and_then(|locale| Self::from_locale(&locale)).unwrap_or_default()
    }
}

impl fmt::Display for UiLang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// There is no catalogue of that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseUiLangError(String);

impl fmt::Display for ParseUiLangError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no language that Calque speaks: give en or fr", self.0)
    }
}

impl std::error::Error for ParseUiLangError {}

impl FromStr for UiLang {
    type Err = ParseUiLangError;

    fn from_str(text: &str) -> Result<Self, ParseUiLangError> {
        Self::ALL.into_iter().find(|l| l.as_str() == text).ok_or_else(|| ParseUiLangError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_locale_that_is_set_decides() {
        let of = |vars: &[(&str, &str)]| {
            UiLang::of_environment(|name| vars.iter().find(|v| v.0 == name).map(|v| v.1.to_owned()))
        };
        assert_eq!(of(&[("LANG", "fr_CA.UTF-8")]), UiLang::Fr);
        assert_eq!(of(&[("LC_ALL", "C"), ("LANG", "fr_FR")]), UiLang::En);
        assert_eq!(of(&[("LC_ALL", ""), ("LC_MESSAGES", "fr"), ("LANG", "en_GB")]), UiLang::Fr);
        assert_eq!(of(&[("LANG", "de_DE@euro")]), UiLang::En);
        assert_eq!(of(&[]), UiLang::En);
    }
}
