//! `calque dismiss`: writes what somebody decided of a finding where the next check reads it.

use super::shared::{only_one_stdin, settings};
use super::suppression::{Dismissed, MAX_BYTES};
use super::web;
use crate::args::Cli;
use crate::args::dismiss::DismissArgs;
use crate::args::reading::input;
use crate::failure::Failure;
use crate::output::Output;
use calque::{NamedFinding, NamingError, Settings, named_by, named_findings, named_findings_of_json};
use calque_diff::Severity;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

/// Findings that are named where an id could mean several.
const NAMED: usize = 5;

/// Runs it.
pub(crate) fn run(cli: &Cli, args: &DismissArgs) -> Result<ExitCode, Failure> {
    let mut settings = settings(cli)?;
    let list = list(args, &settings);
    apply(args, &mut settings);
    let (ids, texts) = split(args)?;
    let shown = findings(args, &texts, &settings)?;
    let mut chosen: Vec<NamedFinding> = Vec::new();
    let mut more = None;
    for id in ids {
        let found = match named_by(&shown, id) {
            // What the check left out for its severity or confidence has an id, too.
            Err(NamingError::Unknown) if args.report.is_none() => {
                if more.is_none() {
                    more = Some(findings(args, &texts, &with_all(&settings))?);
                }
                named_by(more.as_deref().unwrap_or_default(), id)
            }
            found => found,
        };
        let found = found.map_err(|error| not_named(id, &error))?;
        if !chosen.iter().any(|c| c.id() == found.id()) {
            chosen.push(found.clone());
        }
    }
    write(args, &list, &chosen, !args.known.suppress.is_empty())
}

/// Adds the entries to the list and says which.
fn write(args: &DismissArgs, list: &Path, chosen: &[NamedFinding], asked: bool) -> Result<ExitCode, Failure> {
    let mut text = read_list(list)?;
    let mut said = String::new();
    let mut written = 0;
    for finding in chosen {
        // Writing into a string does not fail.
        let _ = match finding.dismissed() {
            Some(by) => writeln!(said, "{} is dismissed already, {by}", finding.id()),
            None => writeln!(said, "dismissed {}: {}", finding.id(), finding.about()),
        };
        if finding.dismissed().is_none() {
            let name = list.display().to_string();
            text = calque::with_entry(&name, &text, finding, (&args.reason, args.who.as_deref(), &today()));
            written += 1;
        }
    }
    if written > 0 {
        let mut file = Output::open(Some(list))?;
        file.text(&text)?;
        file.finish()?;
        let name = list.display();
        let how = if asked {
            format!("give it to the next check with `--suppress {name}`, or name it in calque.toml")
        } else {
            "the next check in this folder reads it".to_owned()
        };
        let _ = writeln!(said, "written to {name}; {how}");
    }
    let mut out = Output::open(None)?;
    out.text(&said)?;
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// The list as it is; empty where there is none.
fn read_list(list: &Path) -> Result<String, Failure> {
    if !list.exists() {
        return Ok(String::new());
    }
    let source = input(list);
    let text = String::from_utf8(source.bytes(MAX_BYTES)?)
        .map_err(|_| Failure::new(format!("{}: is not UTF-8", list.display()), "save the list as UTF-8 text"))?;
    // A list that cannot be read is not written over.
    calque::Suppressions::default().add(&source.name(), &text)?;
    Ok(text)
}

/// The list to write: the last of `--suppress`, else of `suppress` in the settings, else the usual one.
fn list(args: &DismissArgs, settings: &Settings) -> PathBuf {
    let asked = args.known.suppress.last().or(settings.suppress.last());
    asked.cloned().unwrap_or_else(|| PathBuf::from(calque::DISMISSED))
}

fn apply(args: &DismissArgs, settings: &mut Settings) {
    args.langs.apply(settings);
    args.read.apply(settings);
    args.known.apply(settings);
    // A list that is to be made is not there yet.
    settings.suppress.retain(|path| path.exists());
    settings.align.refuse_unrelated &= !args.allow_unrelated;
}

fn with_all(settings: &Settings) -> Settings {
    let mut settings = settings.clone();
    settings.check.min_confidence = Some(0.0);
    settings.check.min_severity = Some(Severity::Info);
    settings
}

/// The ids and the texts among the arguments: what looks like an id and is no file is one.
fn split(args: &DismissArgs) -> Result<(Vec<&str>, Vec<&Path>), Failure> {
    let is_id = |arg: &str| {
        let digits = arg.split_once('-').map_or(arg, |(id, _)| id);
        !digits.is_empty() && arg.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
    };
    let (mut ids, mut texts) = (Vec::new(), Vec::new());
    for arg in &args.ids_and_texts {
        match arg.to_str().filter(|a| is_id(a) && !arg.exists()) {
            Some(id) => ids.push(id),
            None => texts.push(arg.as_path()),
        }
    }
    let example = "for example `calque dismiss 36ee a.en.txt a.fr.txt --reason \"…\"`";
    if ids.is_empty() {
        return Err(Failure::new(
            "no id of a finding is given",
            format!("the check shows them in brackets; {example}"),
        ));
    }
    let names = || texts.iter().map(|t| t.display().to_string()).collect::<Vec<_>>().join(", ");
    match (args.report.is_some(), texts.len()) {
        (true, 0) | (false, 2) => Ok((ids, texts)),
        (true, _) => Err(Failure::new(format!("`{}` is no id", names()), "with --report, give ids alone")),
        (false, 0) => {
            Err(Failure::new("the two texts of the check are missing", format!("{example}; or give --report")))
        }
        (false, _) => {
            let what = format!("the original and the translation are asked for, and there is: {}", names());
            Err(Failure::new(what, format!("an id has digits and the letters a to f alone; {example}")))
        }
    }
}

/// The findings that can be named.
fn findings(args: &DismissArgs, texts: &[&Path], settings: &Settings) -> Result<Vec<NamedFinding>, Failure> {
    if let Some(report) = &args.report {
        let source = input(report);
        let text = String::from_utf8(source.bytes(MAX_BYTES)?).map_err(|_| {
            Failure::new(
                format!("{}: is not UTF-8", source.name()),
                "give a report as `check -o report.json` writes it",
            )
        })?;
        return Ok(named_findings_of_json(&source.name(), &text)?);
    }
    let [source, target] = texts else { return Ok(Vec::new()) };
    only_one_stdin(&[source, target])?;
    let mut settings = settings.clone();
    calque::add_usual_files(&mut settings, &[source, target]);
    calque::open_glossaries(&mut settings)?;
    let dismissed = Dismissed::read(&settings)?;
    let [source, target] = web::inputs([source, target], &args.read.web, settings.read.max_size)?;
    let mut report = calque::check(&source, &target, &settings)?;
    calque::suppress(&mut report, &dismissed.all());
    Ok(named_findings(&report))
}

fn not_named(id: &str, error: &NamingError<'_>) -> Failure {
    match error {
        NamingError::Unknown => Failure::new(
            format!("no finding has an id that begins with `{id}`"),
            "check the texts again: ids change with the words of a finding and of its segments",
        ),
        NamingError::Ambiguous(found) => {
            let named = found.iter().take(NAMED).map(|f| format!("{} ({})", f.id(), f.about()));
            let more = if found.len() > NAMED { ", …" } else { "" };
            Failure::new(
                format!("{} findings have an id that begins with `{id}`", found.len()),
                format!("give more of the id: {}{more}", named.collect::<Vec<_>>().join(", ")),
            )
        }
    }
}

/// The date of today in UTC, as `2026-11-29`.
fn today() -> String {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs() / 86_400);
    date(days)
}

/// The date of a day since 1 January 1970, after Hinnant's `civil_from_days`: years begin in March.
fn date(days: u64) -> String {
    let shifted = days + 719_468;
    let (era, day) = (shifted / 146_097, shifted % 146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (day, month) = (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    format!("{:04}-{month:02}-{day:02}", era * 400 + year + u64::from(month <= 2))
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn days_are_dates() {
        let wanted = [(0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29"), (20_786, "2026-11-29")];
        for (days, name) in wanted {
            assert_eq!(date(days), name);
        }
    }
}
