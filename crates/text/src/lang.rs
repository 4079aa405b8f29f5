//! Languages by their BCP 47 primary subtag.

use crate::table::rows;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

/// ISO 639-1 code, ISO 639-3 code, English name.
const LANGUAGE_NAMES: &str = include_str!("languages/names.tsv");

/// English and French names by code.
static NAMES: LazyLock<FxHashMap<&str, (&str, &str)>> =
    LazyLock::new(|| rows(LANGUAGE_NAMES).map(|[code, _, english, french]| (code, (english, french))).collect());

/// A language: two or three lower-case ASCII letters, such as `fr`, `en`, `gsw`.
///
/// Region and script are dropped on parsing (`fr-CA`, `en_GB` give `fr`, `en`):
/// Calque's knowledge is per language.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lang([u8; 3]);

impl Lang {
    /// French.
    pub const FR: Self = Self(*b"fr\0");
    /// English.
    pub const EN: Self = Self(*b"en\0");
    /// Undetermined (`und`).
    pub const UND: Self = Self(*b"und");

    /// The language with that ISO 639-3 code, where it is one of those Calque meets most.
    pub(crate) fn from_iso3(code: &str) -> Option<Self> {
        let two = rows::<2>(LANGUAGE_NAMES).find(|row| row[1] == code).map_or(code, |row| row[0]);
        two.parse().ok()
    }

    /// The subtag.
    pub fn code(&self) -> &str {
        let n = if self.0[2] == 0 { 2 } else { 3 };
        std::str::from_utf8(&self.0[..n]).unwrap_or("und")
    }

    /// The English name of the languages Calque meets most, else the code.
    pub fn name(&self) -> &str {
        match self.code() {
            "und" => "an unknown language",
            code => NAMES.get(code).map_or(code, |n| n.0),
        }
    }

    /// The language of that English or French name, or of that code, if it is one that Calque knows by name.
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let mut known = rows::<4>(LANGUAGE_NAMES);
        let row = known.find(|row| row.iter().any(|known| !known.is_empty() && known.to_lowercase() == name));
        row.and_then(|row| row[0].parse().ok())
    }

    /// The French name of the same languages, else the code.
    pub fn french_name(&self) -> &str {
        match self.code() {
            "und" => "langue inconnue",
            code => NAMES.get(code).map_or(code, |n| n.1),
        }
    }
}

/// The text was not a language tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseLangError(String);

impl fmt::Display for ParseLangError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a language code: give two or three letters, such as fr, en or de", self.0)
    }
}

impl std::error::Error for ParseLangError {}

impl FromStr for Lang {
    type Err = ParseLangError;

    fn from_str(s: &str) -> Result<Self, ParseLangError> {
        let primary = s.split(['-', '_']).next().unwrap_or("");
        let bytes = primary.as_bytes();
        if !(2..=3).contains(&bytes.len()) || !bytes.iter().all(u8::is_ascii_alphabetic) {
            return Err(ParseLangError(s.to_owned()));
        }
        let lower = |i: usize| bytes.get(i).map_or(0, u8::to_ascii_lowercase);
        Ok(match &[lower(0), lower(1), lower(2)] {
            b"fra" | b"fre" => Self::FR,
            b"eng" => Self::EN,
            code => Self(*code),
        })
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Lang {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Lang {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let s = std::borrow::Cow::<'de, str>::deserialize(d)?;
        s.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_reduce_to_the_primary_subtag() {
        for (tag, code) in [("fr", "fr"), ("fr-CA", "fr"), ("en_GB", "en"), ("FRA", "fr"), ("gsw", "gsw")] {
            assert_eq!(tag.parse::<Lang>().map(|l| l.code().to_owned()), Ok(code.to_owned()));
        }
        for bad in ["", "f", "french", "1a", "é"] {
            assert!(bad.parse::<Lang>().is_err(), "{bad}");
        }
    }
}
