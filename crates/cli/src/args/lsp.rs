//! Arguments of `calque lsp`.

// Doc comments are the help texts here, which know no Markdown.
#![allow(clippy::doc_markdown, rustdoc::broken_intra_doc_links)]

use super::reading::LangArgs;
use clap::Args;

/// Hold a translation against its original in an editor (language server)
///
/// An editor starts it and talks to it on standard input and output. Findings are underlined while somebody
/// types; over a sentence stands its original; actions put in what a finding suggests, or dismiss it; the
/// definition of a sentence is its counterpart. The original of a translation is the file that a comment in its
/// first or last lines names (`calque: original=../en/guide.md`), the page of the folders that [tree] in
/// calque.toml names, or the one with the same path and another language: docs/fr/guide.md and
/// docs/en/guide.md, news.fr.txt and news.en.txt. Settings and dismissed findings
/// are those of the folder that the editor has open.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque lsp                     what the editor runs (docs/lsp.md shows how for three of them)
  calque lsp --source-lang fr    the originals are French")]
pub(crate) struct LspArgs {
    /// Some editors pass it; standard input and output are what is used anyway
    #[arg(long, hide = true)]
    pub(crate) stdio: bool,

    /// Also compare texts that do not seem to be translations of each other
    #[arg(long)]
    pub(crate) allow_unrelated: bool,

    #[command(flatten)]
    pub(crate) langs: LangArgs,
}
