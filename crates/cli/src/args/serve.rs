//! Arguments of `calque serve`.

// Doc comments are the help texts here, which know no Markdown.
#![allow(clippy::doc_markdown, rustdoc::broken_intra_doc_links)]

use super::reading::{EncoderArgs, LangArgs};
use clap::Args;
use std::path::PathBuf;

/// Open the workbench in the browser
///
/// Read, correct and dismiss findings in the text, mend the alignment, take anything back. Everything is kept
/// in a project file as it happens. The workbench runs on this machine alone and needs no network; the address
/// that is printed holds a token, without which nobody is let in. Ctrl-C stops it and loses nothing.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque serve                                  begin with a page that takes two texts
  calque serve article.en.docx article.fr.docx  open two texts; the same two again go on where they were left
  calque serve book.calque                      open a project
  calque serve memory.tmx                       open a file of pairs")]
pub(crate) struct ServeArgs {
    /// The original and its translation, files or URLs; or a project, or a file of pairs
    #[arg(value_name = "FILE", num_args = 0..=2)]
    pub(crate) files: Vec<PathBuf>,

    /// The port [default: the first free one from 7317 on]
    #[arg(long, value_name = "PORT")]
    pub(crate) port: Option<u16>,

    /// Print the address only, and open no browser
    #[arg(long)]
    pub(crate) no_open: bool,

    /// Also open texts that do not seem to be translations of each other
    #[arg(long)]
    pub(crate) allow_unrelated: bool,

    /// A folder for projects without a place of their own [default: the user's data folder]
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,

    /// A folder to read the page from, while it is worked on
    #[arg(long, value_name = "DIR", hide = true)]
    pub(crate) page: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) encoder: EncoderArgs,

    #[command(flatten)]
    pub(crate) langs: LangArgs,
}
