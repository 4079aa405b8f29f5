//! How far an opening is. Who asked waits for a short text, and is told how far it is with a long one.

use crate::answer::ApiError;
use calque_messages::UiLang;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A document of at most so many beads is waited for until it is checked.
pub(crate) const SHORT: usize = 400;
/// Texts with fewer bytes than this are waited for until they are aligned.
const SMALL: usize = 512 << 10;
/// How long larger ones are waited for.
const PATIENCE: Duration = Duration::from_millis(700);
/// How long the reading is waited for, of which nobody knows how much it will be.
const TO_READ: Duration = Duration::from_secs(3);

/// How far an opening is.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Bytes are fetched and read.
    Reading,
    /// The texts are read: so many bytes.
    Aligning(usize),
    /// The document is there with so many beads; it is being checked.
    Checking(i64, usize),
    /// All is done.
    Opened(i64),
    /// It cannot be opened.
    Failed(ApiError),
    /// Somebody changed their mind.
    Stopped,
}

/// An opening under way.
#[derive(Debug)]
pub(crate) struct Opening {
    step: Mutex<Step>,
    changed: Condvar,
    stop: AtomicBool,
    began: Instant,
}

impl Opening {
    /// One that begins now.
    pub(crate) fn begin() -> Self {
        Self {
            step: Mutex::new(Step::Reading),
            changed: Condvar::new(),
            stop: AtomicBool::new(false),
            began: Instant::now(),
        }
    }

    fn step(&self) -> MutexGuard<'_, Step> {
        self.step.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Goes on to a step; an error where somebody has changed their mind.
    pub(crate) fn go_on(&self, step: Step) -> Result<(), ApiError> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(ApiError::stopped());
        }
        self.set(step);
        Ok(())
    }

    /// Goes on to a step, whatever somebody thinks.
    pub(crate) fn set(&self, step: Step) {
        *self.step() = step;
        self.changed.notify_all();
    }

    /// Ends it, if its document is not there yet; else it is too late.
    pub(crate) fn stop(&self) {
        let mut step = self.step();
        if matches!(*step, Step::Reading | Step::Aligning(_)) {
            self.stop.store(true, Ordering::Relaxed);
            *step = Step::Stopped;
            self.changed.notify_all();
        }
    }

    /// Whether it was ended before its document was there.
    pub(crate) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Waits until there is something to say: the document, an error, or nothing yet of a long text.
    pub(crate) fn wait(&self) -> Result<Option<i64>, ApiError> {
        let mut step = self.step();
        loop {
            let patience = PATIENCE.saturating_sub(self.began.elapsed());
            match &*step {
                Step::Opened(document) => return Ok(Some(*document)),
                Step::Checking(document, beads) if *beads > SHORT => return Ok(Some(*document)),
                Step::Failed(error) => return Err(error.clone()),
                Step::Stopped => return Err(ApiError::stopped()),
                Step::Aligning(bytes) if *bytes > SMALL && patience.is_zero() => return Ok(None),
                Step::Reading if self.began.elapsed() > TO_READ => return Ok(None),
                Step::Checking(..) | Step::Aligning(_) | Step::Reading => {}
            }
            let patience = patience.max(Duration::from_millis(50));
            let waited = self.changed.wait_timeout(step, patience).unwrap_or_else(PoisonError::into_inner);
            step = waited.0;
        }
    }

    /// As JSON.
    pub(crate) fn json(&self, lang: UiLang) -> Value {
        let (name, document, error) = match &*self.step() {
            Step::Reading => ("reading", None, Value::Null),
            Step::Aligning(_) => ("aligning", None, Value::Null),
            Step::Checking(document, _) => ("checking", Some(*document), Value::Null),
            Step::Opened(document) => ("opened", Some(*document), Value::Null),
            Step::Failed(error) => ("failed", None, error.json(lang)),
            Step::Stopped => ("stopped", None, Value::Null),
        };
        json!({ "step": name, "document": document, "error": error, "seconds": self.began.elapsed().as_secs() })
    }
}
