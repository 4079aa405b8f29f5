//! Answers of servers, kept by what was asked: one small file each, under the SHA-256 of the question.
//!
//! Files appear whole or not at all. A cache that cannot be read or written is no cache: the server is asked again.

use crate::hex::hex;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use tempfile::NamedTempFile;

/// A folder of answers.
#[derive(Clone, Debug)]
pub(crate) struct AnswerCache {
    folder: PathBuf,
}

impl AnswerCache {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The key of a question to a server.
    pub(crate) fn key(url: &str, body: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(url.as_bytes());
        hash.update([0]);
        hash.update(body.as_bytes());
        hex(&hash.finalize())
    }

    fn path(&self, key: &str) -> PathBuf {
        self.folder.join(key.get(..2).unwrap_or("00")).join(format!("{key}.json"))
    }

    /// The answer to a question, if it was given before.
    pub(crate) fn get(&self, key: &str) -> Option<Value> {
        serde_json::from_slice(&fs::read(self.path(key)).ok()?).ok()
    }

    /// Keeps an answer.
    pub(crate) fn put(&self, key: &str, answer: &Value) {
        let path = self.path(key);
        let put = || {
            let folder = path.parent().unwrap_or(&self.folder);
            fs::create_dir_all(folder)?;
            let mut file = NamedTempFile::new_in(folder)?;
            serde_json::to_writer(&mut file, answer)?;
            file.flush()?;
            file.persist(&path).map(drop).map_err(|e| e.error)
        };
        if let Err(e) = put() {
            tracing::info!("{}: the answer cannot be kept: {e}", path.display());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_belongs_to_a_question_of_a_server() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = AnswerCache::new(folder.path().join("new"));
        let key = AnswerCache::key("http://a/v1", "{}");
        assert_eq!(cache.get(&key), None);
        cache.put(&key, &serde_json::json!({"x": 1}));
        assert_eq!(cache.get(&key), Some(serde_json::json!({"x": 1})));
        assert_ne!(key, AnswerCache::key("http://b/v1", "{}"));
        assert_ne!(key, AnswerCache::key("http://a/v1", "{ }"));
        fs::write(cache.path(&key), "{\"x\":").expect("writable");
        assert_eq!(cache.get(&key), None, "cut off");
        // A folder that cannot be made costs nothing.
        AnswerCache::new(PathBuf::from("/dev/null/x")).put(&key, &Value::Null);
    }
}
