//! How far the checks are that run beside the page.

use crate::answer::ApiError;
use calque_messages::UiLang;
use calque_project::{CheckJob, CheckProgress};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The checks of the documents of the project that is open.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    by_document: Mutex<HashMap<i64, Arc<Checking>>>,
    begun: AtomicUsize,
}

/// How far one check is.
#[derive(Debug)]
pub(crate) struct Checking {
    /// Its number among the checks of this process: who hears of it twice knows which is the later news.
    run: usize,
    stop: AtomicBool,
    done: AtomicUsize,
    total: usize,
    end: Mutex<Option<CheckEnd>>,
}

/// How a check ended.
#[derive(Clone, Debug)]
pub(crate) enum CheckEnd {
    /// It went through: so many findings came, so many went.
    Whole { came: usize, went: usize },
    /// Somebody stopped it.
    Stopped,
    /// It could not go on.
    Failed(ApiError),
}

impl Checks {
    fn all(&self) -> std::sync::MutexGuard<'_, HashMap<i64, Arc<Checking>>> {
        self.by_document.lock().unwrap_or_else(PoisonError::into_inner)
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
            run: self.begun.fetch_add(1, Ordering::Relaxed) + 1,
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
            Some(CheckEnd::Whole { came, went }) => (Some(came), Some(went)),
            _ => (None, None),
        };
        let failed = match &end {
            Some(CheckEnd::Failed(error)) => error.json(lang),
            _ => Value::Null,
        };
        json!({
            "run": self.run, "running": end.is_none(), "done": self.done.load(Ordering::Relaxed), "total": self.total,
            "stopped": matches!(end, Some(CheckEnd::Stopped)), "failed": failed, "came": came, "went": went,
        })
    }

    /// Whether somebody has stopped it: then the project may be another.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// So many beads are done.
    pub(crate) fn reached(&self, done: usize) {
        self.done.store(done, Ordering::Relaxed);
    }

    /// It has come to its end.
    pub(crate) fn ended(&self, end: CheckEnd) {
        *self.end.lock().unwrap_or_else(PoisonError::into_inner) = Some(end);
    }
}
