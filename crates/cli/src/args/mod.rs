//! The command line: commands, options and their help.
//!
//! `calque help COMMAND` shows what is written here; `docs/cli.md` is the same,
//! checked by a test.

// Doc comments are the help texts here, which know no Markdown.
#![allow(clippy::doc_markdown, rustdoc::broken_intra_doc_links)]

pub(crate) mod align;
pub(crate) mod check;
pub(crate) mod config;
pub(crate) mod corpus;
pub(crate) mod diff;
pub(crate) mod dismiss;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod fetch;
pub(crate) mod global;
pub(crate) mod hints;
pub(crate) mod lsp;
pub(crate) mod model;
pub(crate) mod others;
pub(crate) mod pair;
pub(crate) mod pipe;
pub(crate) mod reading;
pub(crate) mod segment;
pub(crate) mod serve;
pub(crate) mod shell;
pub(crate) mod status;
pub(crate) mod suppression;
pub(crate) mod words;

use calque_messages::UiLang;
use clap::{Parser, Subcommand};
use global::{LogLevel, When};
use std::path::PathBuf;

/// Pairs a text with its translation and flags where they drift apart.
#[derive(Debug, Parser)]
#[command(name = "calque", version, max_term_width = 100, propagate_version = true)]
#[command(after_help = "\
Examples:
  calque check article.en.txt article.fr.txt
  calque align book.en.md book.fr.md --format tsv -o book.tsv
  calque help check

Inputs are text, pages, office documents, e-books, subtitles or catalogues of messages, as files or
URLs; `-` is standard input.
Exit status: 0 nothing at or above --fail-on, 1 findings there, 2 could not run.")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// How much to say on standard error
    #[arg(long, global = true, value_name = "LEVEL", default_value = "warn", help_heading = "Global options")]
    pub(crate) log: LogLevel,

    /// When to use colour; NO_COLOR and CLICOLOR_FORCE are obeyed
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "Global options")]
    pub(crate) color: When,

    /// Language of messages and reports: en, fr [default: that of LC_ALL, LC_MESSAGES or LANG]
    #[arg(long, global = true, value_name = "LANG", help_heading = "Global options")]
    pub(crate) ui_lang: Option<UiLang>,

    /// Settings file [default: calque.toml in this folder, if there is one]
    #[arg(long, global = true, value_name = "FILE", help_heading = "Global options")]
    pub(crate) settings: Option<PathBuf>,

    /// A model file [default: the embedded French-English model]
    #[arg(long, global = true, value_name = "FILE", help_heading = "Global options")]
    pub(crate) model: Option<PathBuf>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(check::CheckArgs),
    Dismiss(dismiss::DismissArgs),
    Align(align::AlignArgs),
    Pair(pair::PairArgs),
    Status(status::StatusArgs),
    Words(words::WordsArgs),
    Segment(segment::SegmentArgs),
    Serve(serve::ServeArgs),
    Lsp(lsp::LspArgs),
    Diff(diff::DiffArgs),
    Corpus(corpus::CorpusArgs),
    Fetch(fetch::FetchArgs),
    Pipe(pipe::PipeArgs),
    Explain(explain::ExplainArgs),
    Model(model::ModelArgs),
    Eval(eval::EvalArgs),
    Config(config::ConfigArgs),
    Completions(shell::CompletionsArgs),
    Man(shell::ManArgs),
}
