//! One memory with the command line: what is dismissed in the page stands in the list that `calque check` reads,
//! and what `calque dismiss` writes there is dismissed in the page; terms too.
//!
//! The list is the last one that the settings name, else `calque-dismissed.toml` beside the translation, where both
//! texts are files on this machine; so is the glossary. What else stands in these files stays as it is. A file that
//! cannot be read is said, and never written over.

use crate::answer::ApiError;
use crate::app::App;
use crate::stamp::stamp;
use crate::state::Known;
use calque::{DISMISSED, FindingContext, GLOSSARY, NamedFinding, Suppressions, with_entry, without_entry};
use calque_formats::{GlossaryRow, Input, temporary_beside, with_glossary_row};
use calque_messages::{UiLang, message};
use calque_project::{DocumentState, FindingRow, FindingState, Outcome, Project, today};
use calque_text::{Lang, Side};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The largest list, in bytes.
const MAX_BYTES: u64 = 1 << 28;

/// The folder of the translation, or of the file of pairs, where all that was read are files on this machine.
fn folder(state: &DocumentState) -> Option<PathBuf> {
    let row = &state.row;
    let path =
        if row.pairs { row.source.path.as_ref()? } else { row.source.path.as_ref().and(row.target.path.as_ref())? };
    Some(Path::new(path).parent()?.to_owned())
}

/// The list of dismissed findings of a document; nothing where there is no place for one.
fn list(app: &App, state: &DocumentState) -> Option<PathBuf> {
    app.list.clone().or_else(|| Some(folder(state)?.join(DISMISSED)))
}

/// The glossary of a document. Pasted texts have one among the user's data.
pub(crate) fn glossary(app: &App, state: &DocumentState) -> PathBuf {
    app.glossary_file
        .clone()
        .or_else(|| folder(state).map(|f| f.join(GLOSSARY)))
        .unwrap_or_else(|| app.data.join(GLOSSARY))
}

/// The text of a list; empty where there is none.
fn read(path: &Path) -> Result<String, ApiError> {
    if !path.exists() {
        return Ok(String::new());
    }
    let name = path.display().to_string();
    let text = String::from_utf8(Input::from_arg(path).bytes(MAX_BYTES)?).map_err(|_| unreadable(&name, "UTF-8"))?;
    parse(&name, &text)?;
    Ok(text)
}

fn parse(name: &str, text: &str) -> Result<Suppressions, ApiError> {
    let mut list = Suppressions::default();
    list.add(name, text).map_err(|e| unreadable(name, &e.to_string()))?;
    Ok(list)
}

fn unreadable(name: &str, why: &str) -> ApiError {
    ApiError::refused("list", message!("memory-unreadable", name = name, why = why), message!("memory-unreadable-help"))
}

/// Writes a file so that it is there whole or as it was.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), ApiError> {
    let name = path.display().to_string();
    let fail = |e: std::io::Error| {
        let what = message!("memory-unwritable", name = &name, why = e.to_string());
        ApiError::refused("list", what, message!("memory-unwritable-help"))
    };
    // A link is followed, so that what it points to is replaced and not the link.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let mut file = temporary_beside(&path).map_err(fail)?;
    file.write_all(text.as_bytes()).map_err(fail)?;
    file.as_file().sync_all().map_err(fail)?;
    file.persist(&path).map(drop).map_err(|e| fail(e.error))
}

/// The list that a document is checked with, beside those of the settings.
pub(crate) fn suppressions(app: &App, project: &Project, doc: i64) -> Option<Suppressions> {
    let path = list(app, project.document(doc).ok()?)?;
    parse(&path.display().to_string(), &read(&path).ok()?).ok()
}

/// A finding as entries of a list are matched against it.
fn with_context<T>(state: &DocumentState, row: &FindingRow, work: impl FnOnce(&FindingContext<'_>) -> T) -> T {
    let bead = row.bead.and_then(|b| state.beads.get(&b));
    let text = |side| bead.map_or_else(String::new, |b| state.text_of(b, side));
    let (source, target) = (text(Side::Source), text(Side::Target));
    let texts = (source.as_str(), target.as_str());
    work(&FindingContext { finding: &row.finding, texts, segments: texts })
}

/// Takes over what has changed in the list since it was seen last: what somebody dismissed there, and what
/// somebody took out of it.
pub(crate) fn take_over(app: &App, project: &mut Project, doc: i64) -> Result<(), ApiError> {
    let state = project.document(doc)?;
    let Some(path) = list(app, state) else { return Ok(()) };
    let now = stamp(&path);
    let known = app.memory.known().get(&doc).cloned().unwrap_or_default();
    if known.seen && known.stamp == now {
        return Ok(());
    }
    let name = path.display().to_string();
    let found = read(&path).and_then(|text| parse(&name, &text));
    let list = match found {
        Ok(list) => list,
        Err(error) => {
            app.memory.known().insert(doc, Known { stamp: now, seen: true, trouble: Some(error) });
            return Ok(());
        }
    };
    let before: BTreeSet<String> = kept_ids(project, doc)?;
    let mut decided = Vec::new();
    for row in project.document(doc)?.findings.values().filter(|r| r.present) {
        let by = || with_context(state, row, |context| list.find(context));
        match row.state {
            FindingState::Open | FindingState::Asked => {
                if let Some(by) = by() {
                    decided.push((row.finding.id.clone(), Some(by)));
                }
            }
            FindingState::Dismissed if before.contains(&row.finding.id) && by().is_none() => {
                decided.push((row.finding.id.clone(), None));
            }
            _ => {}
        }
    }
    if !decided.is_empty() {
        project.take_decisions(doc, &decided)?;
    }
    keep_ids(project, doc)?;
    app.memory.known().insert(doc, Known { stamp: now, seen: true, trouble: None });
    Ok(())
}

/// The findings that stood in the list when it was seen last.
fn kept_ids(project: &Project, doc: i64) -> Result<BTreeSet<String>, ApiError> {
    let kept = project.setting(&format!("listed-{doc}"))?;
    Ok(kept.and_then(|k| serde_json::from_str(&k).ok()).unwrap_or_default())
}

fn keep_ids(project: &mut Project, doc: i64) -> Result<(), ApiError> {
    let rows = project.document(doc)?.findings.values();
    let ids: BTreeSet<String> =
        rows.filter(|r| r.state == FindingState::Dismissed).map(|r| r.finding.id.clone()).collect();
    if ids != kept_ids(project, doc)? {
        project.set_setting(&format!("listed-{doc}"), &serde_json::to_string(&ids).unwrap_or_default())?;
    }
    Ok(())
}

/// Writes into the list what commands have decided. What they did stands in the project whether this succeeds or not.
pub(crate) fn write_back(app: &App, project: &mut Project, doc: i64, outcomes: &[Outcome]) -> Result<(), ApiError> {
    let state = project.document(doc)?;
    let Some(path) = list(app, state) else { return Ok(()) };
    let dismissed = |row: &FindingRow| row.state == FindingState::Dismissed;
    let (mut gone, mut come) = (BTreeSet::new(), BTreeSet::new());
    for change in outcomes.iter().flat_map(|o| &o.changes.findings) {
        let before = change.before.as_ref().filter(|r| dismissed(r));
        let after = change.after.as_ref().filter(|r| dismissed(r));
        if let Some(before) = before.filter(|b| after.is_none_or(|a| a.finding.id != b.finding.id)) {
            come.remove(&before.finding.id);
            gone.insert(before.finding.id.clone());
        }
        if let Some(after) = after.filter(|a| before.is_none_or(|b| b.finding.id != a.finding.id)) {
            gone.remove(&after.finding.id);
            come.insert(after.finding.id.clone());
        }
    }
    if gone.is_empty() && come.is_empty() {
        return Ok(());
    }
    let name = path.display().to_string();
    let written = read(&path).and_then(|old| {
        let mut text = old.clone();
        for id in &gone {
            text = without_entry(&name, &text, id);
        }
        for id in &come {
            let Some((_, row)) = state.finding_named(id) else { continue };
            let (reason, date) = (reason(row), row.date.clone().unwrap_or_else(today));
            let said = (reason.as_str(), row.who.as_deref(), date.as_str());
            text = with_entry(&name, &without_entry(&name, &text, id), &named(state, row), said);
        }
        if text == old {
            return Ok(());
        }
        parse(&name, &text)?;
        write(&path, &text)
    });
    let trouble = written.err();
    if trouble.is_none() {
        keep_ids(project, doc)?;
    }
    app.memory.known().insert(doc, Known { stamp: stamp(&path), seen: true, trouble });
    Ok(())
}

/// Why a finding was dismissed, with what else was said.
fn reason(row: &FindingRow) -> String {
    let said = [&row.reason, &row.note].into_iter().flatten().map(|w| w.trim()).filter(|w| !w.is_empty());
    said.collect::<Vec<_>>().join(": ")
}

fn named(state: &DocumentState, row: &FindingRow) -> NamedFinding {
    with_context(state, row, |context| NamedFinding::of(context, Some(state.row.target.name.clone())))
}

/// A term for the glossary.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTerm {
    source: String,
    target: String,
    #[serde(default)]
    forbidden: String,
    #[serde(default)]
    note: String,
}

/// Writes a term into the glossary of a document; the file.
pub(crate) fn add_term(app: &App, doc: i64, term: &NewTerm) -> Result<PathBuf, ApiError> {
    let (path, langs) = app.with_project(|project| {
        let state = project.document(doc)?;
        let lang = |side| state.row.side(side).lang.unwrap_or(Lang::UND);
        Ok((glossary(app, state), Side::BOTH.map(lang)))
    })?;
    let name = path.display().to_string();
    let old = if path.exists() { Input::from_arg(path.as_path()).bytes(MAX_BYTES)? } else { Vec::new() };
    let old = String::from_utf8(old).map_err(|_| unreadable(&name, "UTF-8"))?;
    let row = GlossaryRow {
        source: (langs[0], &term.source),
        target: (langs[1], &term.target),
        forbidden: &term.forbidden,
        note: &term.note,
    };
    write(&path, &with_glossary_row(&name, &old, &row)?)?;
    load_glossary(app, &path)?;
    Ok(path)
}

/// Reads the glossaries of the settings and this one, for all checks from now on.
pub(crate) fn load_glossary(app: &App, path: &Path) -> Result<(), ApiError> {
    let mut settings = app.settings.clone();
    let whole = path.canonicalize().ok();
    let is_named = settings.glossary.iter().any(|p| whole.is_some() && p.canonicalize().ok() == whole);
    if path.is_file() && !is_named {
        settings.glossary.push(path.to_owned());
    }
    calque::open_glossaries(&mut settings)?;
    *app.glossary() = settings.check.glossary;
    Ok(())
}

/// The glossary beside a document is that of its checks. One that cannot be read is said with the document.
pub(crate) fn use_glossary(app: &App, project: &Project, doc: i64) {
    let Ok(state) = project.document(doc) else { return };
    if let Err(error) = load_glossary(app, &glossary(app, state)) {
        app.memory.known().entry(doc).or_default().trouble = Some(error);
    }
}

/// Where dismissals of a document are kept, as JSON.
pub(crate) fn json(app: &App, state: &DocumentState, doc: i64, lang: UiLang) -> Value {
    let trouble = app.memory.known().get(&doc).and_then(|k| k.trouble.as_ref().map(|t| t.json(lang)));
    json!({ "list": list(app, state), "glossary": glossary(app, state), "trouble": trouble })
}
