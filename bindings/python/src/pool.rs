//! The threads that work while the GIL is released.
//!
//! A process that was forked (as `multiprocessing` and `datasets` do) has the memory of its parent but none of its
//! threads: whoever waits for them waits forever. So each process makes threads of its own.

use crate::errors::{Class, raised};
use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::{Arc, Mutex, PoisonError};

static POOL: Mutex<Option<(u32, Arc<ThreadPool>)>> = Mutex::new(None);

/// Runs `work` on the threads of this process, with the GIL released.
pub(crate) fn detached<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    let pool = pool().map_err(|e| raised(py, Class::Settings, format!("no thread can be started: {e}"), HELP))?;
    Ok(py.detach(|| pool.install(work)))
}

const HELP: &str = "allow more processes (ulimit -u), or set RAYON_NUM_THREADS to a small number";

fn pool() -> Result<Arc<ThreadPool>, rayon::ThreadPoolBuildError> {
    let mut held = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    let here = std::process::id();
    if let Some((process, pool)) = held.as_ref()
        && *process == here
    {
        return Ok(Arc::clone(pool));
    }
    let pool = Arc::new(ThreadPoolBuilder::new().thread_name(|i| format!("calque-{i}")).build()?);
    // The pool of the parent is left alone: ending it would wait for threads that are not here.
    std::mem::forget(held.replace((here, Arc::clone(&pool))));
    Ok(pool)
}
