//! Options for models of others: what other checkers found, a judge, vectors.

// Doc comments are the help texts here, which know no Markdown.
#![allow(clippy::doc_markdown, rustdoc::broken_intra_doc_links)]

use clap::Args;
use std::path::PathBuf;

/// What others say of the same texts.
#[derive(Debug, Args)]
#[command(next_help_heading = "Models of others")]
pub(crate) struct OthersArgs {
    /// Add what another checker found or people marked: JSON lines with spans (xCOMET, ESA, Pearmut and others), or a
    /// table of Marot; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(crate) findings: Vec<PathBuf>,
}

/// A language model that is asked.
#[derive(Debug, Args)]
#[command(next_help_heading = "Models of others")]
pub(crate) struct JudgeArgs {
    /// Ask a language model about findings that are to check, and about pairs that seem to differ though nothing was
    /// found in them: the server of [judge] in calque.toml, or of --judge-url. The pairs in question are sent to it
    #[arg(long)]
    pub(crate) judge: bool,

    /// The address of the judge up to the version, such as http://127.0.0.1:11434/v1
    #[arg(long, value_name = "URL", requires = "judge")]
    pub(crate) judge_url: Option<String>,

    /// The name of its model
    #[arg(long, value_name = "NAME", requires = "judge")]
    pub(crate) judge_model: Option<String>,

    /// Most questions to the judge [default: 50]
    #[arg(long, value_name = "N", requires = "judge")]
    pub(crate) judge_budget: Option<usize>,
}

/// A server or a file that gives sentences vectors.
#[derive(Debug, Args)]
#[command(next_help_heading = "Models of others")]
pub(crate) struct VectorArgs {
    /// Take the vectors of a server or an ONNX file in place of the model's: that of [vectors] in calque.toml, or of
    /// --vectors-url or --vectors-onnx. A server is sent the sentences
    #[arg(long)]
    pub(crate) vectors: bool,

    /// The address of the server up to the version, such as http://127.0.0.1:11434/v1
    #[arg(long, value_name = "URL", requires = "vectors")]
    pub(crate) vectors_url: Option<String>,

    /// The name of its model
    #[arg(long, value_name = "NAME", requires = "vectors")]
    pub(crate) vectors_model: Option<String>,

    /// An ONNX file, run on this machine; needs a calque that was built with the feature onnx
    #[arg(long, value_name = "FILE", requires = "vectors", conflicts_with_all = ["vectors_url", "vectors_model"])]
    pub(crate) vectors_onnx: Option<PathBuf>,

    /// Its tokenizer.json [default: the one beside the file or a folder above]
    #[arg(long, value_name = "FILE", requires = "vectors", conflicts_with_all = ["vectors_url", "vectors_model"])]
    pub(crate) vectors_tokenizer: Option<PathBuf>,
}
