//! Arguments of `calque check` for repeated use: profile, baselines, suppression files, glossaries, order.

use calque::Settings;
use calque_diff::Profile;
use clap::Args;
use std::path::PathBuf;

/// What is looked for, and what is known already: the same for a check and for `calque dismiss`.
#[derive(Debug, Args)]
#[command(next_help_heading = "What to show and to leave out")]
pub(crate) struct KnownArgs {
    /// The defaults to start from: news (few flags), strict (more), form (also spacing, capitals, punctuation, spelling)
    #[arg(long = "preset", alias = "profile", value_name = "PRESET", value_parser = profile)]
    profile: Option<Profile>,

    /// Leave out the findings in this file, as --write-baseline made it; may be given several times
    #[arg(long, value_name = "FILE")]
    baseline: Vec<PathBuf>,

    /// A list of dismissed findings, in TOML or JSONL, by id, rule or words; may be given several times, and
    /// calque dismiss adds to the last. calque-dismissed.toml in this folder and beside the texts is always read
    #[arg(long, value_name = "FILE")]
    pub(crate) suppress: Vec<PathBuf>,

    /// Check the terms of this glossary, in TBX or TSV; may be given several times. calque-glossary.tsv in this
    /// folder and beside the texts is always read
    #[arg(long, value_name = "FILE")]
    glossary: Vec<PathBuf>,
}

/// Which findings are reported, and in which order.
#[derive(Debug, Args)]
#[command(next_help_heading = "What to show and to leave out")]
pub(crate) struct SuppressionArgs {
    #[command(flatten)]
    known: KnownArgs,

    /// Write all present findings to this file, and count them as known from now on
    #[arg(long, value_name = "FILE")]
    pub(crate) write_baseline: Option<PathBuf>,

    /// Which pairs come first: text, or worst, by tier, severity and confidence (terminal, html and markdown)
    /// [default: worst; text for html and with --all]
    #[arg(long, value_name = "ORDER", value_enum)]
    pub(crate) sort: Option<Sort>,
}

/// Which pairs come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Sort {
    Text,
    Worst,
}

impl SuppressionArgs {
    /// Lets the options win over the settings file; lists are added to its lists.
    pub(crate) fn apply(&self, settings: &mut Settings) {
        self.known.apply(settings);
    }
}

impl KnownArgs {
    /// Lets the options win over the settings file; lists are added to its lists.
    pub(crate) fn apply(&self, settings: &mut Settings) {
        settings.check.profile = self.profile.unwrap_or(settings.check.profile);
        settings.baseline.extend(self.baseline.iter().cloned());
        settings.suppress.extend(self.suppress.iter().cloned());
        settings.glossary.extend(self.glossary.iter().cloned());
    }
}

fn profile(text: &str) -> Result<Profile, String> {
    match text {
        "news" => Ok(Profile::News),
        "strict" => Ok(Profile::Strict),
        "form" => Ok(Profile::Form),
        _ => Err("choose one of news, strict, form".into()),
    }
}
