//! Checks that run beside the page: a long document is there once it is aligned, and what is found comes lot by
//! lot. A check can be stopped and gone on with; one that the process did not finish begins anew when the
//! project is opened.

use crate::answer::ApiError;
use crate::app::App;
use crate::memory;
use calque::{Bitext, Report, Settings, Suppressions};
use calque_messages::UiLang;
use calque_project::{CheckJob, CheckProgress, Project};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::ops::{ControlFlow, Range};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The checks of the documents of the project that is open.
#[derive(Debug, Default)]
pub(crate) struct Checks(Mutex<HashMap<i64, Arc<Checking>>>);

/// How far one check is.
#[derive(Debug)]
pub(crate) struct Checking {
    stop: AtomicBool,
    done: AtomicUsize,
    total: usize,
    end: Mutex<Option<End>>,
}

#[derive(Clone, Debug)]
enum End {
    Whole { came: usize, went: usize },
    Stopped,
    Failed(ApiError),
}

impl Checks {
    fn all(&self) -> std::sync::MutexGuard<'_, HashMap<i64, Arc<Checking>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The check of a document that runs, or was the last.
    fn get(&self, document: i64) -> Option<Arc<Checking>> {
        self.all().get(&document).cloned()
    }

    /// Stops all of them, and forgets them: their project is closed.
    pub(crate) fn stop_all(&self) {
        for (_, check) in self.all().drain() {
            check.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Stops the check of a document, if one runs.
    pub(crate) fn stop(&self, document: i64) {
        if let Some(check) = self.get(document) {
            check.stop.store(true, Ordering::Relaxed);
        }
    }

    /// A new check takes the place of the one that a document has; that one stops.
    pub(crate) fn begin(&self, job: &CheckJob) -> Arc<Checking> {
        let check = Arc::new(Checking {
            stop: AtomicBool::new(false),
            done: AtomicUsize::new(0),
            total: job.total(),
            end: Mutex::new(None),
        });
        if let Some(old) = self.all().insert(job.document(), check.clone()) {
            old.stop.store(true, Ordering::Relaxed);
        }
        check
    }

    /// Those of all documents, as JSON.
    pub(crate) fn json(&self, lang: UiLang) -> Value {
        let one = |(document, check): (&i64, &Arc<Checking>)| {
            let mut value = check.json(lang);
            value["document"] = json!(document);
            value
        };
        self.all().iter().map(one).collect()
    }

    /// That of one document, as JSON; `progress` is how far its first check has come.
    pub(crate) fn of(&self, document: i64, progress: CheckProgress, lang: UiLang) -> Value {
        let mut value = self.get(document).map_or_else(|| json!({ "running": false }), |c| c.json(lang));
        value["first"] = json!(progress);
        value
    }
}

impl Checking {
    fn json(&self, lang: UiLang) -> Value {
        let end = self.end.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let (came, went) = match &end {
            Some(End::Whole { came, went }) => (Some(came), Some(went)),
            _ => (None, None),
        };
        let failed = match &end {
            Some(End::Failed(error)) => error.json(lang),
            _ => Value::Null,
        };
        json!({
            "running": end.is_none(), "done": self.done.load(Ordering::Relaxed), "total": self.total,
            "stopped": matches!(end, Some(End::Stopped)), "failed": failed, "came": came, "went": went,
        })
    }

    /// Does something with the project, unless this check was stopped: then the project may be another.
    fn with<T>(
        &self,
        app: &App,
        work: impl FnOnce(&mut Project) -> Result<T, ApiError>,
    ) -> Option<Result<T, ApiError>> {
        let mut slot = app.slot();
        if self.stop.load(Ordering::Relaxed) {
            return None;
        }
        slot.as_mut().map(work)
    }
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
    let (app, settings) = (app.clone(), app.check_settings(lang));
    std::thread::spawn(move || {
        let _ = run(&app, job, bitext, &settings, &check);
    });
    Ok(())
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
            End::Whole { came, went }
        }
        Ok(false) => End::Stopped,
        Err(error) => End::Failed(error.clone()),
    };
    *check.end.lock().unwrap_or_else(PoisonError::into_inner) = Some(end);
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
    let beside = check.with(app, |project| Ok(memory::suppressions(app, project, job.document())));
    let beside = beside.and_then(Result::ok).flatten();
    let lists: Vec<&Suppressions> = app.suppressions.iter().chain(&beside).collect();
    let mut failed = None;
    let mut told = |report: &mut Report, lot: Range<usize>| {
        let done = lot.end;
        calque::suppress(report, &lists);
        match check.with(app, |project| Ok(project.take_lot(job, report, lot)?)) {
            Some(Ok(())) => {
                check.done.store(done, Ordering::Relaxed);
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
    let finished = check.with(app, |project| Ok(project.finish_check(job, &report)?));
    finished.transpose().map(|done| done.is_some())
}
