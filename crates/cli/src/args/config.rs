//! Arguments of `calque config`.

use clap::Args;

/// Print all settings with their defaults, or their JSON schema
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque config > calque.toml
  calque config --schema > calque.schema.json")]
pub(crate) struct ConfigArgs {
    /// Print the JSON schema of calque.toml
    #[arg(long)]
    pub(crate) schema: bool,
}
