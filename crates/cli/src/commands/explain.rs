//! `calque explain`: the page of a rule, or the list of all.

use crate::args::ExplainArgs;
use crate::failure::Failure;
use crate::output::Output;
use std::fmt::Write as _;
use std::process::ExitCode;

/// Runs it.
pub(crate) fn run(args: &ExplainArgs) -> Result<ExitCode, Failure> {
    let mut out = Output::open(None)?;
    match &args.rule {
        Some(id) => {
            let page = calque_diff::explain(id).ok_or_else(|| unknown(id))?;
            out.text(page)?;
            if !page.ends_with('\n') {
                out.text("\n")?;
            }
        }
        None => out.text(&list())?,
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// The rules, one a line.
fn list() -> String {
    let rules = calque_diff::catalogue();
    let width = rules.iter().map(|(id, ..)| id.len()).max().unwrap_or(0);
    let mut text = String::new();
    for (id, category, summary) in rules {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{id:width$}  {summary} ({category})");
    }
    text
}

fn unknown(id: &str) -> Failure {
    let names: Vec<&str> = calque_diff::catalogue().iter().map(|(id, ..)| *id).collect();
    let help = calque::nearest(id, &names).unwrap_or_else(|| "`calque explain` lists the rules".to_owned());
    Failure::new(format!("there is no rule `{id}`"), help)
}
