//! `calque explain`: the page of a rule or filter, or the list of all.

use crate::args::explain::ExplainArgs;
use crate::failure::Failure;
use crate::output::Output;
use calque_bitext::RuleInfo;
use calque_harvest::filter::ALL;
use calque_others::RULES;
use std::fmt::Write as _;
use std::process::ExitCode;

/// Runs it.
pub(crate) fn run(args: &ExplainArgs) -> Result<ExitCode, Failure> {
    let mut out = Output::open(None)?;
    match &args.rule {
        Some(id) => {
            // A rule and a filter may have one name: they look at the same thing, for other ends.
            let filter = ALL.iter().find(|f| f.id() == id).map(|f| f.page());
            let of_others = RULES.iter().find(|rule| rule.id == id).map(|rule| rule.page);
            let pages: Vec<&str> = calque_diff::explain(id).or(of_others).into_iter().chain(filter).collect();
            if pages.is_empty() {
                return Err(unknown(id));
            }
            for (n, page) in pages.into_iter().enumerate() {
                let between = if n > 0 { "\nAs a filter of `calque corpus filter`:\n\n" } else { "" };
                out.text(&format!("{between}{}\n", page.trim_end()))?;
            }
            out.text(&members(id))?;
        }
        None => out.text(&list())?,
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// What the tables of a rule hold, a class or scale a paragraph; empty for a rule without tables.
fn members(id: &str) -> String {
    let mut text = String::new();
    for (class, names) in calque_diff::members(id) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "\n{class} ({}): {}", names.len(), names.join(", "));
    }
    text
}

/// The rules and the filters, one a line.
fn list() -> String {
    let rules = calque_diff::catalogue();
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let mut text = String::new();
    for RuleInfo { id, category, summary, .. } in rules {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{id:width$}  {summary} ({category})");
    }
    text.push_str("\nFindings of others (docs/models.md):\n");
    for RuleInfo { id, summary, .. } in RULES {
        let _ = writeln!(text, "{id:width$}  {summary}");
    }
    text.push_str("\nFilters of `calque corpus filter`:\n");
    for filter in ALL {
        let _ = writeln!(text, "{:width$}  {}", filter.id(), filter.summary());
    }
    text
}

fn unknown(id: &str) -> Failure {
    let rules = calque_diff::catalogue();
    let names: Vec<&str> = rules.iter().map(|rule| rule.id).chain(ALL.iter().map(|f| f.id())).collect();
    let help = calque::nearest(id, &names).unwrap_or_else(|| "`calque explain` lists the rules".to_owned());
    Failure::new(format!("there is no rule `{id}`"), help)
}
