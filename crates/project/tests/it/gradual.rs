//! A document that is checked while somebody works on it.

use crate::common::{ENGLISH, FRENCH};
use calque::{Bitext, EncoderUse, Settings, bitext_of_texts, check_aligned, check_in_lots};
use calque_project::{CheckProgress, Command, FindingState, Project, SideRow, SourceFile, report};
use calque_report::{RenderOptions, ReportFormat, render};
use std::ops::ControlFlow;

/// Pairs enough for several lots.
fn long() -> Bitext {
    let (english, french): (Vec<String>, Vec<String>) = (0..700)
        .map(|i| {
            let said = if i % 100 == 42 { 1801 + i } else { 1800 + i };
            (
                format!("The keeper counted {i} boats in {}.", 1800 + i),
                format!("Le gardien a compté {i} bateaux en {said}."),
            )
        })
        .unzip();
    let (english, french) = (english.join("\n\n"), french.join("\n\n"));
    bitext_of_texts(("a.en.txt", &english), ("a.fr.txt", &french), &Settings::default()).expect("a bitext")
}

fn files() -> [SourceFile; 2] {
    [0, 1].map(|_| SourceFile { row: SideRow::default(), bytes: None })
}

/// Ids of findings, with their states.
fn known(project: &Project, doc: i64) -> Vec<(String, FindingState, bool)> {
    let state = project.document(doc).expect("the document");
    let mut all: Vec<_> = state.findings.values().map(|f| (f.finding.id.clone(), f.state, f.present)).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

#[test]
fn what_comes_lot_by_lot_is_at_the_end_what_a_check_says_at_once() {
    let (folder, settings, bitext) = (tempfile::tempdir().expect("a folder"), Settings::default(), long());
    let whole = check_aligned(bitext.clone(), &settings).expect("a report");
    let mut project = Project::open(&folder.path().join("p.calque")).expect("a project");
    let mut job = project.add_unchecked(&bitext, "a", files(), false, "me").expect("added");
    let doc = job.document();
    let mut lots = 0;
    let mut seen = Vec::new();
    let report = check_in_lots(bitext, &settings, &mut |report, lot| {
        project.take_lot(&mut job, report, lot).expect("taken");
        lots += 1;
        seen.push(known(&project, doc).len());
        ControlFlow::Continue(())
    });
    let report = report.expect("checked").expect("not stopped");
    assert_eq!(project.document(doc).expect("it").row.check, CheckProgress::Begun);
    project.finish_check(&mut job, &report).expect("finished");
    assert!(lots > 1 && seen.first() < seen.last(), "{lots} lots, {seen:?}");
    let mut wanted: Vec<_> = whole.findings.iter().map(|f| (f.finding.id.clone(), FindingState::Open, true)).collect();
    wanted.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(wanted.len() > 5);
    assert_eq!(known(&project, doc), wanted);
    let state = project.document(doc).expect("it");
    assert_eq!(state.row.check, CheckProgress::Done);
    assert!(state.order().iter().all(|id| state.beads[id].fidelity.is_some()));
    // The same from the file.
    let before = known(&project, doc);
    drop(project);
    let project = Project::open(&folder.path().join("p.calque")).expect("again");
    assert_eq!(known(&project, doc), before);
    // And once more, as a check of all again: nothing comes, nothing goes.
    let mut project = project;
    let (mut job, bitext) = project.check_job(doc).expect("a job");
    let report = check_in_lots(bitext, &settings, &mut |report, lot| {
        project.take_lot(&mut job, report, lot).expect("taken");
        ControlFlow::Continue(())
    });
    project.finish_check(&mut job, &report.expect("checked").expect("whole")).expect("finished");
    assert_eq!((known(&project, doc), job.came_and_went()), (before, (0, 0)));
}

/// What somebody does while the check runs stays, and can be taken back as if it had been done after it.
#[test]
fn work_in_the_midst_of_a_check_is_kept() {
    let (folder, settings, bitext) = (tempfile::tempdir().expect("a folder"), Settings::default(), long());
    let mut project = Project::open(&folder.path().join("p.calque")).expect("a project");
    let mut job = project.add_unchecked(&bitext, "a", files(), false, "me").expect("added");
    let doc = job.document();
    let mut once = true;
    let report = check_in_lots(bitext, &settings, &mut |report, lot| {
        project.take_lot(&mut job, report, lot).expect("taken");
        if std::mem::take(&mut once) {
            // Pair 42 is found and dismissed; 642, which the check has not come to, is corrected; 650 is merged.
            let state = project.document(doc).expect("it");
            let first = state.findings_of(state.order()[42]).next().expect("found").1.finding.id.clone();
            let late = state.beads[&state.order()[642]].clone();
            let merged = state.order()[650];
            let dismiss = Command::Dismiss { finding: first, reason: "meant".into(), note: None };
            project.run(doc, &dismiss, "me", &settings).expect("dismissed");
            let edit = Command::Edit { cell: late.target[0], text: "Le gardien a compté 642 bateaux en 2442.".into() };
            let outcome = project.run(doc, &edit, "me", &settings).expect("edited");
            assert_eq!(outcome.went.len(), 1, "the pair was checked before it was changed");
            let merge = Command::Merge { bead: merged, with: calque_project::Neighbour::Next };
            project.run(doc, &merge, "me", &settings).expect("merged");
        }
        ControlFlow::Continue(())
    });
    project.finish_check(&mut job, &report.expect("checked").expect("whole")).expect("finished");
    let count = |project: &Project, wanted: FindingState| {
        known(project, doc).iter().filter(|(_, state, _)| *state == wanted).count()
    };
    assert_eq!(count(&project, FindingState::Dismissed), 1);
    assert_eq!(count(&project, FindingState::Corrected), 1);
    let state = project.document(doc).expect("it");
    assert_eq!(state.order().len(), 699);
    let text = state.text_of(&state.beads[&state.order()[642]], calque_text::Side::Target);
    assert!(text.ends_with("2442."), "{text}");
    // All of it taken back: the findings are those of a check of the texts as they were.
    project.undo_to(doc, 0, "me").expect("undone");
    let whole = check_aligned(long(), &settings).expect("a report");
    let mut wanted: Vec<_> = whole.findings.iter().map(|f| f.finding.id.clone()).collect();
    wanted.sort();
    let present: Vec<_> = known(&project, doc).into_iter().filter(|f| f.2).collect();
    assert_eq!(present.iter().map(|f| f.0.clone()).collect::<Vec<_>>(), wanted);
    assert!(present.iter().all(|f| f.1 == FindingState::Open), "{present:?}");
}

/// A check that was stopped, or whose process was killed, goes on from the file.
#[test]
fn a_check_that_did_not_end_begins_anew() {
    let (folder, settings, bitext) = (tempfile::tempdir().expect("a folder"), Settings::default(), long());
    let path = folder.path().join("p.calque");
    let mut project = Project::open(&path).expect("a project");
    let mut job = project.add_unchecked(&bitext, "a", files(), false, "me").expect("added");
    let doc = job.document();
    let stopped = check_in_lots(bitext, &settings, &mut |report, lot| {
        project.take_lot(&mut job, report, lot).expect("taken");
        ControlFlow::Break(())
    });
    assert!(stopped.expect("no error").is_none());
    let some = known(&project, doc);
    assert!(!some.is_empty());
    drop(project);
    let mut project = Project::open(&path).expect("again");
    assert_eq!(project.document(doc).expect("it").row.check, CheckProgress::Begun);
    assert_eq!(known(&project, doc), some);
    let (mut job, bitext) = project.check_job(doc).expect("a job");
    let report = check_in_lots(bitext, &settings, &mut |report, lot| {
        project.take_lot(&mut job, report, lot).expect("taken");
        ControlFlow::Continue(())
    });
    project.finish_check(&mut job, &report.expect("checked").expect("whole")).expect("finished");
    let whole = check_aligned(long(), &settings).expect("a report");
    assert_eq!(known(&project, doc).len(), whole.findings.len());
    assert_eq!(project.document(doc).expect("it").row.check, CheckProgress::Done);
}

/// Short texts too, and those whose beads are mended at once.
#[test]
fn a_short_document_is_one_lot() {
    let (folder, settings) = (tempfile::tempdir().expect("a folder"), Settings::default());
    let bitext = bitext_of_texts(("a.en.txt", ENGLISH), ("a.fr.txt", FRENCH), &settings).expect("a bitext");
    let mut project = Project::open(&folder.path().join("p.calque")).expect("a project");
    let mut job = project.add_unchecked(&bitext, "a", files(), false, "me").expect("added");
    let mut lots = 0;
    let report = check_in_lots(bitext, &settings, &mut |report, lot| {
        lots += 1;
        project.take_lot(&mut job, report, lot).expect("taken");
        ControlFlow::Continue(())
    });
    project.finish_check(&mut job, &report.expect("checked").expect("whole")).expect("finished");
    assert_eq!(lots, 1);
    assert!(known(&project, job.document()).len() >= 2);
}

/// The report on a document says whether the encoder read it: from the first lot on, at the end, after a restart, and
/// after another check with other settings.
#[test]
fn the_report_says_whether_the_encoder_read() {
    let told = |project: &Project, doc: i64| {
        let made = report(project.document(doc).expect("it")).expect("a report");
        let json = render(&made, ReportFormat::Json, &RenderOptions::default());
        (made.encoder, json.contains("\"encoder\": true"), json.contains("\"encoder\": false"))
    };
    let (on, off) = ((true, true, false), (false, false, true));
    let with = |encoder| Settings { encoder, ..Settings::default() };
    let bitext = bitext_of_texts(("a.en.txt", ENGLISH), ("a.fr.txt", FRENCH), &Settings::default()).expect("a bitext");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("p.calque");
    let mut project = Project::open(&path).expect("a project");
    for (encoder, wanted) in [(EncoderUse::On, on), (EncoderUse::Off, off)] {
        let whole = check_aligned(bitext.clone(), &with(encoder)).expect("a report");
        let doc = project.add(&whole, "a", files(), false, "me").expect("added");
        assert_eq!(told(&project, doc), wanted, "checked at once, {encoder:?}");
    }
    let mut job = project.add_unchecked(&bitext, "a", files(), false, "me").expect("added");
    let doc = job.document();
    assert_eq!(told(&project, doc), off, "not checked yet");
    for (encoder, wanted) in [(EncoderUse::On, on), (EncoderUse::Off, off)] {
        let report = check_in_lots(bitext.clone(), &with(encoder), &mut |report, lot| {
            project.take_lot(&mut job, report, lot).expect("taken");
            assert_eq!(told(&project, doc), wanted, "in the midst, {encoder:?}");
            ControlFlow::Continue(())
        });
        project.finish_check(&mut job, &report.expect("checked").expect("whole")).expect("finished");
        drop(project);
        project = Project::open(&path).expect("again");
        assert_eq!(told(&project, doc), wanted, "at the end, {encoder:?}");
        job = project.check_job(doc).expect("a job").0;
    }
}
