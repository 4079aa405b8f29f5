//! Checks that run beside the page: a long document is there once it is aligned, and what is found comes lot by
//! lot. A check can be stopped and gone on with; one that the process did not finish begins anew when the
//! project is opened.

use crate::answer::ApiError;
use crate::app::App;
use crate::memory;
use crate::state::{CheckEnd, Checking};
use calque::{Bitext, Report, Settings, Suppressions};
use calque_messages::UiLang;
use calque_project::{CheckJob, CheckProgress, Project};
use std::ops::{ControlFlow, Range};
use std::sync::Arc;
use std::thread::JoinHandle;

/// Does something with the project, unless this check was stopped: then the project may be another.
fn unless_stopped<T>(
    check: &Checking,
    app: &App,
    work: impl FnOnce(&mut Project) -> Result<T, ApiError>,
) -> Option<Result<T, ApiError>> {
    let mut slot = app.slot();
    if check.is_stopped() { None } else { slot.as_mut().map(work) }
}

/// Checks a whole document from its beginning to its end, in a thread of its own.
pub(crate) fn start(app: &Arc<App>, document: i64, lang: UiLang) -> Result<(), ApiError> {
    let (job, bitext, check) = app.with_project(|project| {
        let (job, bitext) = project.check_job(document)?;
        if project.document(document)?.row.check == CheckProgress::Stopped {
            project.set_check(document, CheckProgress::Begun)?;
        }
        let check = app.checks.begin(&job);
        Ok((job, bitext, check))
    })?;
    run_beside(app, (job, bitext), app.check_settings(lang), check);
    Ok(())
}

/// Runs a check that was begun in a thread of its own. It says by itself how it ended.
pub(crate) fn run_beside(
    app: &Arc<App>,
    (job, bitext): (CheckJob, Bitext),
    settings: Settings,
    check: Arc<Checking>,
) -> JoinHandle<()> {
    let app = app.clone();
    std::thread::spawn(move || {
        let _ = run(&app, job, bitext, &settings, &check);
    })
}

/// Goes on with the checks that the process before this one did not finish.
pub(crate) fn go_on(app: &Arc<App>, lang: UiLang) -> Result<(), ApiError> {
    let begun: Vec<i64> = match app.slot().as_ref() {
        Some(p) => p.documents().filter(|(_, d)| d.row.check == CheckProgress::Begun).map(|(id, _)| id).collect(),
        None => Vec::new(),
    };
    begun.into_iter().try_for_each(|id| start(app, id, lang))
}

/// Stops the check of a document; what was found stays.
pub(crate) fn stop(app: &App, document: i64) -> Result<(), ApiError> {
    app.with_project(|project| {
        app.checks.stop(document);
        if project.document(document)?.row.check == CheckProgress::Begun {
            project.set_check(document, CheckProgress::Stopped)?;
        }
        Ok(())
    })
}

/// Runs a check that was begun; says whether it came to its end.
pub(crate) fn run(
    app: &App,
    mut job: CheckJob,
    bitext: Bitext,
    settings: &Settings,
    check: &Checking,
) -> Result<bool, ApiError> {
    let ended = run_through(app, &mut job, bitext, settings, check);
    let end = match &ended {
        Ok(true) => {
            let (came, went) = job.came_and_went();
            CheckEnd::Whole { came, went }
        }
        Ok(false) => CheckEnd::Stopped,
        Err(error) => CheckEnd::Failed(error.clone()),
    };
    check.ended(end);
    app.tell_checked();
    ended
}

fn run_through(
    app: &App,
    job: &mut CheckJob,
    bitext: Bitext,
    settings: &Settings,
    check: &Checking,
) -> Result<bool, ApiError> {
    let beside = unless_stopped(check, app, |project| Ok(memory::suppressions(app, project, job.document())));
    let beside = beside.and_then(Result::ok).flatten();
    let lists: Vec<&Suppressions> = app.suppressions.iter().chain(&beside).collect();
    let mut failed = None;
    let mut told = |report: &mut Report, lot: Range<usize>| {
        let done = lot.end;
        calque::suppress(report, &lists);
        match unless_stopped(check, app, |project| Ok(project.take_lot(job, report, lot)?)) {
            Some(Ok(())) => {
                check.reached(done);
                app.tell_checked();
                ControlFlow::Continue(())
            }
            Some(Err(error)) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
            None => ControlFlow::Break(()),
        }
    };
    let report = calque::check_in_lots(bitext, settings, &mut told)?;
    if let Some(error) = failed {
        return Err(error);
    }
    let Some(mut report) = report else { return Ok(false) };
    calque::suppress(&mut report, &lists);
    let finished = unless_stopped(check, app, |project| Ok(project.finish_check(job, &report)?));
    finished.transpose().map(|done| done.is_some())
}
