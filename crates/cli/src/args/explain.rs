//! Arguments of `calque explain`.

use clap::Args;

/// Explain a rule: what it flags, why, and when to ignore it
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque explain            list the rules
  calque explain numbers")]
pub(crate) struct ExplainArgs {
    /// The rule; without it, all are listed
    pub(crate) rule: Option<String>,
}
