//! What can be done about a finding: put in what it suggests, dismiss it.

use crate::checked::Checked;
use crate::diagnostics::{diagnostic, id_of};
use crate::place::Lines;
use calque_messages::{UiLang, message};
use calque_text::Side;
use lsp_types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, Command, Range, TextEdit, WorkspaceEdit,
};
use serde_json::json;
use std::collections::HashMap;

/// The command that dismisses a finding: the address of the translation, the id, the reason.
pub(crate) const DISMISS: &str = "calque.dismiss";
/// The command that checks a translation again.
pub(crate) const CHECK: &str = "calque.check";
/// Both.
pub(crate) const COMMANDS: [&str; 2] = [DISMISS, CHECK];

/// The actions for the findings in `range`.
pub(crate) fn actions(
    checked: &Checked,
    range: Range,
    context: &CodeActionContext,
    lang: UiLang,
) -> Vec<CodeActionOrCommand> {
    let asked: Vec<&str> = context.diagnostics.iter().filter_map(id_of).collect();
    let wanted = |kind: &CodeActionKind| match &context.only {
        // A wish for `quickfix` also means its kinds below, and an empty kind means all.
        Some(only) => only.iter().any(|o| o.as_str().is_empty() || kind.as_str().starts_with(o.as_str())),
        None => true,
    };
    if !wanted(&CodeActionKind::QUICKFIX) {
        return Vec::new();
    }
    let is_asked = |n: &usize| asked.is_empty() || asked.contains(&checked.report.findings[*n].finding.id.as_str());
    let mut all = Vec::new();
    for number in checked.findings_in(range).filter(is_asked) {
        all.extend(suggestion(checked, number, lang));
        all.extend(dismissals(checked, number, lang));
    }
    all.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

/// Puts in the suggested words, where the words in the file are those of the finding: markup among them would
/// be lost.
fn suggestion(checked: &Checked, number: usize, lang: UiLang) -> Option<CodeAction> {
    let finding = &checked.report.findings[number].finding;
    let (better, span) = (finding.suggestion.as_ref()?, finding.target.filter(|s| !s.is_empty())?);
    let range = checked.findings[number][1]?;
    let lines = Lines::new(&checked.job.target, checked.unit);
    let is = span.of(&checked.report.side(Side::Target).document.text);
    (lines.words(range)? == is).then_some(())?;
    let edit = TextEdit { range, new_text: better.clone() };
    Some(CodeAction {
        title: message!("editor-replace", is = is, better = better.as_str()).text(lang),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![diagnostic(checked, number, lang)]),
        edit: Some(WorkspaceEdit::new(HashMap::from([(checked.job.url.clone(), vec![edit])]))),
        is_preferred: Some(true),
        ..CodeAction::default()
    })
}

/// Dismisses the finding, for one of two reasons.
fn dismissals(checked: &Checked, number: usize, lang: UiLang) -> [CodeAction; 2] {
    let finding = &checked.report.findings[number].finding;
    let reasons = [message!("editor-not-an-error"), message!("editor-meant-so")];
    reasons.map(|reason| {
        let reason = reason.text(lang);
        let title = message!("editor-dismiss", rule = finding.rule.as_str(), reason = reason.as_str()).text(lang);
        let arguments = vec![json!(checked.job.url), json!(finding.id), json!(reason)];
        CodeAction {
            title: title.clone(),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![diagnostic(checked, number, lang)]),
            command: Some(Command { title, command: DISMISS.to_owned(), arguments: Some(arguments) }),
            ..CodeAction::default()
        }
    })
}
