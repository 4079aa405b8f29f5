//! How to fetch: limits, pace, retries, and which addresses may be reached.

use crate::urls::PrivateAddresses;
use std::path::PathBuf;
use std::time::Duration;

/// How Calque introduces itself; robots.txt may address it as `calque`.
pub const USER_AGENT: &str = concat!("Calque/", env!("CARGO_PKG_VERSION"));

/// Media types that are fetched unless others are named; one that ends in `/` stands for all under it.
/// A server that does not know a file says `application/octet-stream`, or nothing, which is fetched too.
pub const ACCEPTED: &[&str] = &[
    "text/",
    "application/xhtml+xml",
    "application/xml",
    "application/json",
    "application/x-ndjson",
    "application/jsonl",
    "application/pdf",
    "application/epub+zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
    "application/x-subrip",
    "application/x-gettext",
    "application/x-tmx+xml",
    "application/xliff+xml",
    "application/x-xliff+xml",
    "application/vnd.apache.parquet",
    "application/warc",
    "application/gzip",
    "application/x-gzip",
    "application/zstd",
    "application/octet-stream",
    "binary/octet-stream",
];

/// Through which proxy to go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ProxyChoice {
    /// None, whatever the environment says.
    #[default]
    None,
    /// The one that `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY` names, but for the hosts of `NO_PROXY`.
    Environment,
    /// This one.
    Url(String),
}

/// How to fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchSettings {
    /// Where fetched files are kept; the user's cache folder if absent.
    pub cache: Option<PathBuf>,
    /// Which private addresses may be reached.
    pub private: PrivateAddresses,
    /// Whether robots.txt is obeyed.
    pub robots: bool,
    /// Whether to use the cache alone.
    pub offline: bool,
    /// Copies in the cache younger than this are used without asking the server again.
    pub max_age: Duration,
    /// The largest file, in bytes after decompression.
    pub max_bytes: u64,
    /// How many times larger than what was sent a file may be after decompression.
    pub max_ratio: u64,
    /// Media types that are fetched, as in [`ACCEPTED`].
    pub accept: Vec<String>,
    /// How long one request may take, from connecting to the last byte.
    pub timeout: Duration,
    /// How often a request that failed for a passing reason is made again.
    pub retries: usize,
    /// The wait before the first repetition; it doubles with each.
    pub backoff: Duration,
    /// The longest wait that a server may ask for; who asks for more is given up.
    pub max_wait: Duration,
    /// Most redirects in a row.
    pub max_redirects: usize,
    /// Least time between two requests to one host; robots.txt may ask for more.
    pub delay: Duration,
    /// Most requests to one host at a time.
    pub per_host: usize,
    /// Most hosts at a time.
    pub hosts: usize,
    /// Through which proxy to go.
    pub proxy: ProxyChoice,
    /// A file of certificates of authorities that are trusted beside those of the system, in PEM.
    pub authorities: Option<PathBuf>,
}

impl Default for FetchSettings {
    fn default() -> Self {
        Self {
            cache: None,
            private: PrivateAddresses::Refused,
            robots: true,
            offline: false,
            max_age: Duration::ZERO,
            max_bytes: 100 << 20,
            max_ratio: 200,
            accept: ACCEPTED.iter().map(|&a| a.to_owned()).collect(),
            timeout: Duration::from_secs(120),
            retries: 3,
            backoff: Duration::from_secs(1),
            max_wait: Duration::from_secs(60),
            max_redirects: 10,
            delay: Duration::from_secs(1),
            per_host: 1,
            hosts: 16,
            proxy: ProxyChoice::None,
            authorities: None,
        }
    }
}

impl FetchSettings {
    /// Whether a media type is fetched.
    pub(crate) fn accepts(&self, media_type: &str) -> bool {
        self.accept.iter().any(|a| a == media_type || (a.ends_with('/') && media_type.starts_with(a.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_accepted_by_name_or_by_kind() {
        let settings = FetchSettings::default();
        for (media_type, accepted) in
            [("text/html", true), ("application/pdf", true), ("image/png", false), ("textual/html", false)]
        {
            assert_eq!(settings.accepts(media_type), accepted, "{media_type}");
        }
    }
}
