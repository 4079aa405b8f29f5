//! [`Settings`] and their file, `calque.toml`.
//!
//! Every key is optional; an unknown key is an error that names the line and the
//! nearest known key. Command-line options win over the file. [`SCHEMA`] is the
//! JSON schema of the file, for editors.

use super::corpus::CorpusSettings;
use super::error::{SettingsError, nearest};
use super::others::{JudgeSettings, SentenceVectorSettings};
use super::size::{parse_size, size};
use super::tree::TreeSettings;
use calque_diff::{OneRule, RuleSettings, Severity};
use calque_formats::{DEFAULT_MAX_BYTES, InputFormat};
use calque_messages::UiLang;
use calque_text::Lang;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The JSON schema of `calque.toml`.
pub const SCHEMA: &str = include_str!("calque.schema.json");

/// A settings file with every setting at its default, and what each is for.
pub const DEFAULTS: &str = include_str!("calque.default.toml");

/// All settings of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Language of the source; identified from the text if absent.
    pub source_lang: Option<Lang>,
    /// Language of the target; identified from the text if absent.
    pub target_lang: Option<Lang>,
    /// A model file; the embedded model if absent.
    pub model: Option<PathBuf>,
    /// When the encoder reads the sentences.
    pub encoder: EncoderUse,
    /// The language of messages and reports; English if absent (the command line asks the locale).
    pub ui_lang: Option<UiLang>,
    /// How severe a finding must be for `check` to exit with status 1.
    pub fail_on: FailOn,
    /// Baselines: files of known findings; see [`crate::Suppressions`].
    pub baseline: Vec<PathBuf>,
    /// Files of dismissed findings, kept by hand.
    pub suppress: Vec<PathBuf>,
    /// Glossaries, in TBX or TSV.
    pub glossary: Vec<PathBuf>,
    /// Reading.
    pub read: ReadSettings,
    /// Sentence alignment.
    pub align: AlignSettings,
    /// Which findings are reported: the table `[check]`. [`Settings::rule_settings`] adds [`Settings::rules`].
    pub check: RuleSettings,
    /// `[rules.NAME]`, one table for each rule whose behaviour is changed.
    pub rules: BTreeMap<String, OneRule>,
    /// `[corpus]`: `calque corpus build`.
    pub corpus: CorpusSettings,
    /// `[tree]`: `calque status`.
    pub tree: TreeSettings,
    /// `[judge]`: `calque check --judge`.
    pub judge: JudgeSettings,
    /// `[vectors]`: `calque align --vectors`, `calque pair --vectors`.
    pub vectors: SentenceVectorSettings,
}

/// When the encoder reads the sentences, so that words are linked by what they mean where they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EncoderUse {
    /// For `calque words`, and for the check of documents of up to 2,500 beads.
    #[default]
    Auto,
    /// Always; it takes some milliseconds a pair.
    On,
    /// Never.
    Off,
}

/// How to read inputs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ReadSettings {
    /// The format; detected from name and content if absent.
    pub format: Option<InputFormat>,
    /// The encoding of text; detected if absent.
    pub encoding: Option<String>,
    /// The largest input in bytes; in the file also `"200MB"`, `"1GiB"`.
    #[serde(deserialize_with = "size")]
    pub max_size: u64,
}

impl Default for ReadSettings {
    fn default() -> Self {
        Self { format: None, encoding: None, max_size: DEFAULT_MAX_BYTES }
    }
}

/// How to pair sentences.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct AlignSettings {
    /// Maximum number of segments on one side of a bead.
    pub max_span: usize,
    /// Longer texts (in segments) are refused: they would need too much time and memory.
    pub max_segments: usize,
    /// Whether to search for passages that were moved (crossing beads).
    pub crossings: bool,
    /// Whether `check` refuses texts that do not seem to be translations of each other.
    pub refuse_unrelated: bool,
}

impl Default for AlignSettings {
    fn default() -> Self {
        let defaults = calque_aligner::AlignerSettings::default();
        Self {
            max_span: defaults.max_span,
            max_segments: 4_000_000,
            crossings: defaults.crossings,
            refuse_unrelated: true,
        }
    }
}

/// The lowest severity at which `check` exits with status 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// `info` or higher.
    Info,
    /// `minor` or higher.
    Minor,
    /// `major` or higher.
    Major,
    /// `critical`.
    Critical,
    /// Findings do not change the exit status.
    #[default]
    Never,
}

impl FailOn {
    /// Whether a finding of `severity` makes the check fail.
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            Self::Never => false,
            Self::Info => true,
            Self::Minor => severity >= Severity::Minor,
            Self::Major => severity >= Severity::Major,
            Self::Critical => severity >= Severity::Critical,
        }
    }
}

impl Settings {
    /// The settings of the drift rules: `[check]` with the tables of single rules and the language of messages.
    pub fn rule_settings(&self) -> RuleSettings {
        RuleSettings { rules: self.rules.clone(), ui_lang: self.ui_lang.unwrap_or_default(), ..self.check.clone() }
    }

    /// Reads the text of a settings file; `name` is for messages.
    pub fn parse(name: &str, text: &str) -> Result<Self, SettingsError> {
        let settings: Self = toml::from_str(text).map_err(|e| SettingsError::from_toml(name, text, &e))?;
        settings.check_rule_names(name, text)?;
        Ok(settings)
    }

    /// Reads settings from JSON, as the bindings of other languages hold them; `name` is for messages.
    pub fn from_json(name: &str, text: &str) -> Result<Self, SettingsError> {
        let settings: Self = serde_json::from_str(text).map_err(|e| SettingsError::from_json(name, &e))?;
        settings.check_rule_names(name, text)?;
        Ok(settings)
    }

    /// Refuses settings of rules that do not exist, which would otherwise be ignored.
    fn check_rule_names(&self, name: &str, text: &str) -> Result<(), SettingsError> {
        let known: Vec<&str> = calque_diff::catalogue().iter().map(|r| r.id).collect();
        let Some(wrong) = self.rules.keys().find(|r| !known.contains(&r.as_str())) else { return Ok(()) };
        // Settings that are no file have no lines.
        let is_file = !text.starts_with('{');
        let line = if is_file { 1 + text.lines().position(|l| l.contains(wrong.as_str())).unwrap_or(0) } else { 0 };
        let help = nearest(wrong, &known).unwrap_or_else(|| "`calque explain` lists the rules".to_owned());
        Err(SettingsError::at(name, line, format!("there is no rule `{wrong}`"), &help))
    }
}

impl ReadSettings {
    /// Reads a size such as `200MB`, as [`ReadSettings::max_size`] is written.
    pub fn parse_size(text: &str) -> Result<u64, String> {
        parse_size(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calque_text::Remedy;

    #[test]
    fn a_file_is_read_and_the_rest_is_default() {
        let text = "source-lang = \"en\"\nfail-on = \"major\"\n[read]\nmax-size = \"2MB\"\n[check]\nprofile = \"strict\"\n\
                    [rules.numbers]\nenabled = false\n";
        let settings = Settings::parse("calque.toml", text).expect("valid");
        assert_eq!(settings.source_lang, Some(Lang::EN));
        assert_eq!(settings.read.max_size, 2_000_000);
        assert_eq!(settings.align, AlignSettings::default());
        assert!(settings.fail_on.fails(Severity::Critical) && !settings.fail_on.fails(Severity::Minor));
        assert_eq!(settings.rules["numbers"].enabled, Some(false));
    }

    #[test]
    fn errors_name_the_line_and_the_nearest_key() {
        for (text, said, help) in [
            (
                "\nsource-language = \"en\"",
                "c:2: there is no setting `source-language` here",
                "did you mean `source-lang`?",
            ),
            ("[align]\nmax-spam = 3", "c:2: there is no setting `max-spam` here", "did you mean `max-span`?"),
            ("fail-on = \"majr\"", "c:1: unknown variant `majr`", "did you mean `major`?"),
            ("[read]\nmax-size = \"much\"", "c:2: `much` is not a size", "`calque config`"),
            ("source-lang = \"french\"", "c:1: `french` is not a language code", "`calque config`"),
            ("[rules.nmubers]\nenabled = false", "c:1: there is no rule `nmubers`", "did you mean `numbers`?"),
            ("x", "c:1: ", "`calque config`"),
        ] {
            let error = Settings::parse("c", text).expect_err(text);
            assert!(error.to_string().starts_with(said), "{error}");
            assert!(error.help().starts_with(help), "{}", error.help());
        }
    }

    #[test]
    fn settings_are_read_from_json_too() {
        let settings = Settings::from_json("settings", r#"{"check":{"preset":"strict"},"target-lang":"fr"}"#);
        assert_eq!(settings.expect("valid").target_lang, Some(Lang::FR));
        for (text, said, help) in [
            (r#"{"fail-no":"major"}"#, "settings: there is no setting `fail-no` here", "did you mean `fail-on`?"),
            (r#"{"rules":{"nmubers":{}}}"#, "settings: there is no rule `nmubers`", "did you mean `numbers`?"),
            (r#"{"read":{"max-size":"much"}}"#, "settings: `much` is not a size", "`calque config`"),
        ] {
            let error = Settings::from_json("settings", text).expect_err(text);
            assert!(error.to_string().starts_with(said), "{error}");
            assert!(error.help().starts_with(help), "{}", error.help());
        }
    }

    #[test]
    fn sizes() {
        for (text, bytes) in [("17", 17), ("200MB", 200_000_000), ("1.5 GiB", 1_610_612_736), ("4k", 4000)] {
            assert_eq!(parse_size(text), Ok(bytes));
        }
        assert!(parse_size("-3").is_err() && parse_size("MB").is_err() && parse_size("1.2.3").is_err());
    }

    #[test]
    fn the_printed_defaults_are_the_defaults() {
        assert_eq!(Settings::parse("defaults", DEFAULTS), Ok(Settings::default()));
        // What is commented out because it has no default is known all the same.
        let is_setting = |l: &&str| l.contains(" = ") || l.starts_with('[');
        let bare = |l: &'static str| l.strip_prefix("# ").filter(is_setting).unwrap_or(l);
        let all = DEFAULTS.lines().map(bare).collect::<Vec<_>>().join("\n");
        assert!(Settings::parse("all", &all).is_ok(), "{all}");
    }

    /// Every key of `value` is in `schema`, and the other way round.
    fn compare(schema: &serde_json::Value, value: &serde_json::Value, path: &str) {
        let Some(map) = value.as_object() else { return };
        let Some(properties) = schema["properties"].as_object() else {
            assert!(schema["additionalProperties"].is_object(), "{path} has no properties in the schema");
            return;
        };
        assert_eq!(schema["additionalProperties"], false, "{path}");
        let mut keys: Vec<_> = map.keys().collect();
        let mut known: Vec<_> = properties.keys().filter(|k| *k != "$schema").collect();
        keys.sort();
        known.sort();
        assert_eq!(keys, known, "{path}");
        for (key, value) in map {
            assert!(properties[key]["description"].is_string(), "{path}.{key} has no description");
            compare(&properties[key], value, &format!("{path}.{key}"));
        }
    }

    /// The schema and the settings know the same keys.
    #[test]
    fn the_schema_fits_the_settings() {
        let schema: serde_json::Value = serde_json::from_str(SCHEMA).expect("JSON");
        let settings = serde_json::to_value(Settings::default()).expect("JSON");
        compare(&schema, &settings, "settings");
    }
}
