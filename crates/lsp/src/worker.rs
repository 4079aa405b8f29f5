//! The thread that checks: typing never waits for it, and of several edits of one text only the last is
//! checked.

use crate::checked::{Checked, Job, check};
use crate::host::Knowledge;
use crate::place::Unit;
use calque_text::Remedy;
use crossbeam_channel::{Receiver, Sender, unbounded};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How long it waits for another edit before it begins.
const PAUSE: Duration = Duration::from_millis(80);

/// What it is asked.
pub(crate) struct Task {
    /// The texts.
    pub(crate) job: Job,
    /// What the check needs.
    pub(crate) knowledge: Arc<Knowledge>,
}

/// What comes of it: the outcome, or why the texts could not be compared.
pub(crate) type Answer = Result<Box<Checked>, Box<NotChecked>>;

/// A translation that could not be compared.
pub(crate) struct NotChecked {
    /// The translation.
    pub(crate) url: lsp_types::Url,
    /// The edit that its words were of.
    pub(crate) version: i32,
    /// Why, with the remedy.
    pub(crate) why: String,
}

/// Starts it: tasks go in, answers come out. It ends when nobody can ask any more.
pub(crate) fn start(root: Option<PathBuf>, unit: Unit) -> (Sender<Task>, Receiver<Answer>) {
    let (ask, tasks) = unbounded::<Task>();
    let (answer, answers) = unbounded();
    std::thread::spawn(move || {
        while let Ok(first) = tasks.recv() {
            for task in latest(first, &tasks) {
                if answer.send(done(task, root.as_deref(), unit)).is_err() {
                    return;
                }
            }
        }
    });
    (ask, answers)
}

/// The last task of each text among those that come in one after the other.
fn latest(first: Task, tasks: &Receiver<Task>) -> Vec<Task> {
    let mut waiting = vec![first];
    while let Ok(task) = tasks.recv_timeout(PAUSE) {
        waiting.retain(|t| t.job.url != task.job.url);
        waiting.push(task);
    }
    waiting
}

fn done(task: Task, root: Option<&Path>, unit: Unit) -> Answer {
    let Task { job, knowledge } = task;
    let name = |url: &lsp_types::Url| {
        let path = url.to_file_path().unwrap_or_else(|()| PathBuf::from(url.path()));
        let below = root.and_then(|root| path.strip_prefix(root).ok()).map(Path::to_path_buf);
        below.unwrap_or(path).display().to_string()
    };
    let names = [name(&job.source_url), name(&job.url)];
    let (url, version) = (job.url.clone(), job.version);
    check(job, &names, &knowledge.settings, &knowledge.suppressions, unit)
        .map(Box::new)
        .map_err(|error| Box::new(NotChecked { url, version, why: format!("{error}; {}", error.help()) }))
}
