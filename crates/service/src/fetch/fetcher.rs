//! One URL: from the cache or from the web, over all redirects, into the cache.

use super::robots::RobotsRules;
use crate::cache::{self, Cache, CacheEntry};
use crate::error::{FetchError, Problem};
use crate::request::{HopRequest, HopResponse, Limits, ResponseBody, WebClient};
use crate::settings::FetchSettings;
use crate::urls::web_url;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::atomic::AtomicU32;
use std::time::{SystemTime, UNIX_EPOCH};
use url::Url;

/// Fetches, with one cache, one pace per host, and the robots.txt of every site read once.
pub struct Fetcher {
    web: WebClient,
    cache: Cache,
    robots: RobotsRules,
}

/// Something that was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Its URL, without credentials.
    pub url: String,
    /// Where redirects led, without credentials.
    pub final_url: String,
    /// Where its bytes lie, decompressed.
    pub path: PathBuf,
    /// Its media type as the server says, in lower case, such as `text/html`.
    pub media_type: Option<String>,
    /// Its encoding as the server says.
    pub charset: Option<String>,
    /// Its size.
    pub bytes: u64,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// Whether the bytes were in the cache already and did not have to be sent.
    pub cached: bool,
    /// How many requests were made.
    pub tries: u32,
}

impl Fetcher {
    /// Opens the cache and sets up the HTTP client.
    pub fn new(settings: FetchSettings) -> Result<Self, FetchError> {
        let cache = Cache::open(settings.cache.as_deref())?;
        Ok(Self { web: WebClient::new(settings)?, cache, robots: RobotsRules::default() })
    }

    /// Its settings.
    pub fn settings(&self) -> &FetchSettings {
        self.web.settings()
    }

    /// Fetches what a URL stands for.
    pub async fn fetch(&self, url: &str) -> Result<Fetched, FetchError> {
        let tries = AtomicU32::new(0);
        let mut at = None;
        let result = match web_url::parse(url) {
            Ok(start) => self.follow(&start, &mut at, &tries).await,
            Err(problem) => Err(problem),
        };
        let tries = tries.into_inner();
        if let Ok((entry, true)) = &result {
            self.cache.used(entry);
        }
        match result {
            Ok((entry, cached)) => Ok(self.fetched(entry, cached, tries)),
            Err(problem) => {
                let at = at.map(|at| web_url::without_credentials(&at));
                Err(FetchError { url: web_url::shown(url), at, problem, tries })
            }
        }
    }

    /// Goes from hop to hop; `at` is the last one, if it is not the first.
    async fn follow(
        &self,
        start: &Url,
        at: &mut Option<Url>,
        tries: &AtomicU32,
    ) -> Result<(CacheEntry, bool), Problem> {
        let settings = self.settings();
        let key = cache::key(start);
        let known = self.cache.get(&key);
        match &known {
            Some(entry) if settings.offline || now().saturating_sub(entry.fetched) < settings.max_age.as_secs() => {
                return Ok((entry.clone(), true));
            }
            None if settings.offline => return Err(Problem::NotCached),
            _ => {}
        }
        let limits = Limits { max_bytes: settings.max_bytes, max_ratio: settings.max_ratio };
        let mut seen = HashSet::from([start.clone()]);
        for _ in 0..=settings.max_redirects {
            let url = at.as_ref().unwrap_or(start);
            let mut delay = settings.delay;
            if settings.robots {
                let asked = self.robots.check(url, &self.web, &self.cache).await?;
                delay = delay.max(asked.unwrap_or_default());
            }
            // The validators are those of the page at the end of the redirects.
            let known = known.as_ref().filter(|entry| entry.final_key == cache::key(url));
            match self.web.send(&HopRequest { url, known, limits, typed: true, delay }, &self.cache, tries).await? {
                HopResponse::Redirect(to) if !seen.insert(to.clone()) => return Err(Problem::Loop),
                HopResponse::Redirect(to) => *at = Some(to),
                HopResponse::NotModified => {
                    let entry = CacheEntry { fetched: now(), ..known.cloned().ok_or(Problem::Status(304))? };
                    self.cache.put(&key, &entry)?;
                    return Ok((entry, true));
                }
                HopResponse::Body(body) => return Ok((self.keep(&key, start, url, *body)?, false)),
            }
        }
        Err(Problem::Redirects(settings.max_redirects))
    }

    /// Puts a body into the cache.
    fn keep(&self, key: &str, start: &Url, end: &Url, body: ResponseBody) -> Result<CacheEntry, Problem> {
        self.cache.keep_body(body.file, &body.digest.sha256)?;
        let entry = CacheEntry {
            url: web_url::without_credentials(start),
            final_url: web_url::without_credentials(end),
            final_key: cache::key(end),
            media_type: body.media_type,
            charset: body.charset,
            etag: body.etag,
            last_modified: body.last_modified,
            sha256: body.digest.sha256,
            bytes: body.digest.bytes,
            fetched: now(),
        };
        self.cache.put(key, &entry)?;
        Ok(entry)
    }

    fn fetched(&self, entry: CacheEntry, cached: bool, tries: u32) -> Fetched {
        Fetched {
            path: self.cache.body(&entry.sha256),
            url: entry.url,
            final_url: entry.final_url,
            media_type: entry.media_type,
            charset: entry.charset,
            bytes: entry.bytes,
            sha256: entry.sha256,
            cached,
            tries,
        }
    }
}

/// Seconds since 1970.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs())
}
