//! `calque diff`: two versions of a translation.

use super::shared::{only_one_stdin, settings, warn};
use super::web;
use crate::args::Cli;
use crate::args::diff::{DiffArgs, DiffFormat};
use crate::failure::Failure;
use crate::output::Output;
use crate::terminal::colour_of_output;
use calque_diff::revision::render::{self, Marks};
use std::process::ExitCode;

/// Runs it.
pub(crate) fn run(cli: &Cli, args: &DiffArgs) -> Result<ExitCode, Failure> {
    let reference = args.reference.as_deref();
    let mut inputs = vec![args.old.as_path(), args.new.as_path()];
    inputs.extend(reference);
    only_one_stdin(&inputs)?;
    let mut settings = settings(cli)?;
    args.read.apply(&mut settings);
    let mut out = Output::open(args.output.as_deref())?;
    let (web, max) = (&args.read.web, settings.read.max_size);
    let [old, new] = web::inputs([&args.old, &args.new], web, max)?;
    let reference = reference.map(|r| web::inputs([r], web, max)).transpose()?;
    let found = calque::revise(&old, &new, reference.as_ref().map(|[r]| r), &settings)?;
    warn(&found.warnings);
    let (old, new) = found.versions();
    let text = match args.format {
        DiffFormat::Terminal => {
            let paint = colour_of_output(cli.color, args.output.is_some());
            render::text(&found.revision, old, new, if paint { Marks::Colour } else { Marks::Brackets })
        }
        DiffFormat::Json => render::json(&found.revision, old, new)
            .map_err(|e| Failure::new(format!("cannot write JSON: {e}"), "use --format terminal"))?,
    };
    out.text(&text)?;
    if !text.ends_with('\n') {
        out.text("\n")?;
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}
