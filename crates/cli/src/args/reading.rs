//! Argument groups that several commands share: how to read inputs, languages, inputs, probabilities.

// Doc comments are the help texts here, which know no Markdown.
#![allow(clippy::doc_markdown, rustdoc::broken_intra_doc_links)]

use super::fetch::WebArgs;
use calque::{EncoderUse, Input, InputFormat, ReadSettings, Settings};
use calque_text::Lang;
use clap::{Args, ValueEnum};
use std::path::Path;

/// How to read the inputs.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct ReadArgs {
    /// Format of the inputs, such as text, docx or subtitles [default: by name and content]
    #[arg(long, value_name = "FORMAT", value_parser = input_format)]
    input_format: Option<InputFormat>,

    /// Encoding of the inputs, such as windows-1252 or utf-16le [default: found out]
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,

    /// Refuse larger inputs, such as 200MB or 4GiB [default: 1GiB]
    #[arg(long, value_name = "SIZE", value_parser = ReadSettings::parse_size)]
    max_size: Option<u64>,

    #[command(flatten)]
    pub(crate) web: WebArgs,
}

/// The languages of both sides.
#[derive(Debug, Args)]
pub(crate) struct LangArgs {
    /// Language of the source, such as en [default: found out]
    #[arg(long, value_name = "LANG")]
    pub(crate) source_lang: Option<Lang>,

    /// Language of the target, such as fr [default: found out]
    #[arg(long, value_name = "LANG")]
    pub(crate) target_lang: Option<Lang>,
}

/// Whether the encoder reads the sentences.
#[derive(Debug, Args)]
pub(crate) struct EncoderArgs {
    /// When a small encoder reads the sentences, so that words are linked by what they mean there; it takes some
    /// milliseconds a pair [default: auto, see calque.toml]
    #[arg(long, value_name = "WHEN")]
    encoder: Option<EncoderWhen>,
}

/// When the encoder reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum EncoderWhen {
    Auto,
    On,
    Off,
}

impl EncoderArgs {
    /// Lets the option win over the settings file.
    pub(crate) fn apply(&self, settings: &mut Settings) {
        settings.encoder = match self.encoder {
            Some(EncoderWhen::Auto) => EncoderUse::Auto,
            Some(EncoderWhen::On) => EncoderUse::On,
            Some(EncoderWhen::Off) => EncoderUse::Off,
            None => settings.encoder,
        };
    }
}

impl ReadArgs {
    /// Lets the options win over the settings file.
    pub(crate) fn apply(&self, settings: &mut Settings) {
        let read = &mut settings.read;
        read.format = self.input_format.or(read.format);
        read.encoding = self.encoding.clone().or(read.encoding.take());
        read.max_size = self.max_size.unwrap_or(read.max_size);
    }
}

impl LangArgs {
    /// Lets the options win over the settings file.
    pub(crate) fn apply(&self, settings: &mut Settings) {
        settings.source_lang = self.source_lang.or(settings.source_lang);
        settings.target_lang = self.target_lang.or(settings.target_lang);
    }
}

/// An input of a command.
pub(crate) fn input(path: &Path) -> Input {
    Input::from_arg(path)
}

fn input_format(text: &str) -> Result<InputFormat, String> {
    let name = match text {
        "txt" => "text",
        "md" => "markdown",
        "adoc" => "asciidoc",
        "srt" | "vtt" | "ass" | "ssa" => "subtitles",
        other => other,
    };
    let found = InputFormat::ALL.into_iter().find(|f| f.as_str() == name);
    found.ok_or_else(|| {
        let names: Vec<&str> = InputFormat::ALL.iter().map(|f| f.as_str()).collect();
        format!("choose one of {}", names.join(", "))
    })
}

/// A number in [0, 1].
pub(super) fn probability(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(n) if (0.0..=1.0).contains(&n) => Ok(n),
        _ => Err("give a number from 0 to 1, such as 0.5".into()),
    }
}
