//! The projects that were opened last.

use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// How many are kept.
const KEPT: usize = 20;

/// The list of recent projects, a file.
#[derive(Debug)]
pub(crate) struct Recent {
    path: PathBuf,
}

/// A project that was opened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct RecentProject {
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    pub(crate) when: String,
}

impl Recent {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Those that are still there, the last first.
    pub(crate) fn list(&self) -> Vec<RecentProject> {
        let kept = std::fs::read(&self.path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let all: Vec<RecentProject> = kept.unwrap_or_default();
        all.into_iter().filter(|p| p.path.exists()).collect()
    }

    /// Puts a project first. A list that cannot be written costs nobody any work.
    pub(crate) fn add(&self, name: &str, path: &Path) {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let mut all = self.list();
        all.retain(|p| p.path != path);
        all.insert(0, RecentProject { name: name.to_owned(), path, when: calque_project::now() });
        all.truncate(KEPT);
        let beside = self.path.with_extension("new");
        let written = serde_json::to_vec_pretty(&all).map_err(std::io::Error::other);
        let written = written.and_then(|text| std::fs::write(&beside, text));
        if let Err(e) = written.and_then(|()| std::fs::rename(&beside, &self.path)) {
            tracing::warn!("{}: {e}", self.path.display());
        }
    }
}
