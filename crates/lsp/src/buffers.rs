//! The texts that the editor has open, as they stand there.

use lsp_types::Url;
use std::collections::HashMap;
use std::sync::Arc;

/// A text that is open.
#[derive(Clone, Debug)]
pub(crate) struct Buffer {
    /// The words.
    pub(crate) text: Arc<str>,
    /// The number of the edit, as the editor counts.
    pub(crate) version: i32,
}

/// All that are open.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    open: HashMap<Url, Buffer>,
}

impl Buffers {
    /// Opens a text, or replaces its words.
    pub(crate) fn set(&mut self, url: &Url, text: String, version: i32) {
        self.open.insert(url.clone(), Buffer { text: text.into(), version });
    }

    /// Forgets a text.
    pub(crate) fn close(&mut self, url: &Url) {
        self.open.remove(url);
    }

    /// A text that is open.
    pub(crate) fn get(&self, url: &Url) -> Option<&Buffer> {
        self.open.get(url)
    }

    /// The addresses of all, in order.
    pub(crate) fn urls(&self) -> Vec<Url> {
        let mut urls: Vec<Url> = self.open.keys().cloned().collect();
        urls.sort();
        urls
    }
}
