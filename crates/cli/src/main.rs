//! The `calque` binary; all of it is in the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    calque_cli::run(std::env::args_os())
}
