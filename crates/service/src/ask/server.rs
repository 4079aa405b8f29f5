//! A server that answers questions in JSON, of the kind that speaks the protocol of OpenAI: named by the user, asked
//! politely, and given up where it does not answer.
//!
//! Nothing is sent anywhere but to the address that was named. That may be this machine; other private addresses must
//! be allowed in so many words. A key goes over an encrypted connection, or to this machine.

use crate::cache::AnswerCache;
use crate::error::{FetchError, Problem};
use crate::list::runtime;
use crate::request::{Limits, WebClient};
use crate::settings::{FetchSettings, ProxyChoice};
use crate::urls::{PrivateAddresses, web_url};
use calque_text::Remedy;
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use url::{Host, Url};

/// The largest answer, in bytes.
const MAX_ANSWER: u64 = 64 << 20;
/// After so many failures with no answer before them the server is given up.
const HOPELESS: usize = 3;

/// How to ask a server.
#[derive(Clone)]
pub struct ServerSettings {
    /// Its address up to the version: `http://127.0.0.1:11434/v1`.
    pub url: String,
    /// The key that it wants, if it wants one.
    pub key: Option<String>,
    /// Whether it may be at a private address other than this machine.
    pub allow_private: bool,
    /// How long one answer may take.
    pub timeout: Duration,
    /// How often a question is asked again where that may help.
    pub retries: usize,
    /// The wait before the first repetition; it doubles with each.
    pub backoff: Duration,
    /// The longest wait that the server may ask for.
    pub max_wait: Duration,
    /// Questions at a time.
    pub parallel: usize,
    /// The folder in which answers are kept; none are where it is absent.
    pub cache: Option<PathBuf>,
}

impl fmt::Debug for ServerSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The key is nobody's business.
        f.debug_struct("ServerSettings").field("url", &web_url::shown(&self.url)).finish_non_exhaustive()
    }
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerAnswer {
    /// What the server said.
    pub value: Value,
    /// Whether it had said so before and was not asked again.
    pub cached: bool,
}

/// Why a server gave no answer.
#[derive(Clone, Debug)]
pub struct ServerError(FetchError);

impl ServerError {
    fn new(url: &str, problem: Problem) -> Self {
        Self(FetchError::new(web_url::shown(url), problem))
    }

    /// Why, without the address.
    pub fn why(&self) -> String {
        self.0.problem.to_string()
    }

    /// Whether it was not asked, because it had given no answer to others.
    pub fn not_asked(&self) -> bool {
        matches!(self.0.problem, Problem::Stopped)
    }
}

impl fmt::Display for ServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for ServerError {}

impl Remedy for ServerError {
    fn help(&self) -> Cow<'_, str> {
        match &self.0.problem {
            Problem::NotAUrl(_) | Problem::Scheme(_) => {
                Cow::Borrowed("write the address up to the version, such as http://127.0.0.1:11434/v1")
            }
            Problem::Private { .. } => Cow::Borrowed(
                "if it is a machine of yours, write allow-private = true beside its url in the settings file",
            ),
            Problem::PlainKey => Cow::Borrowed("use https, or leave the key out of the environment"),
            Problem::Connect(_) => Cow::Borrowed("check that the server runs and listens at this address"),
            Problem::Refused { status: 401 | 403, .. } => Cow::Borrowed(
                "give the key that the server wants in the environment variable that docs/models.md names",
            ),
            Problem::Refused { status: 404, .. } => {
                Cow::Borrowed("check the address up to the version, and the name of the model")
            }
            Problem::Refused { .. } | Problem::Timeout(_) | Problem::Wait { .. } => {
                Cow::Borrowed("look at what the server says, or give it more time with timeout in the settings file")
            }
            _ => self.0.help(),
        }
    }
}

/// A server that is asked.
pub struct JsonServer {
    web: Arc<WebClient>,
    base: Url,
    key: Option<Arc<str>>,
    parallel: usize,
    cache: Option<AnswerCache>,
}

impl JsonServer {
    /// Sets the connection up; nothing is sent yet.
    pub fn new(settings: &ServerSettings) -> Result<Self, ServerError> {
        let fail = |problem| ServerError::new(&settings.url, problem);
        let mut base = web_url::parse(&settings.url).map_err(fail)?;
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", base.path()));
        }
        let key = settings.key.as_deref().map(str::trim).filter(|k| !k.is_empty()).map(Arc::from);
        let here = is_this_machine(&base);
        if key.is_some() && base.scheme() == "http" && !here && !settings.allow_private {
            return Err(fail(Problem::PlainKey));
        }
        let private = match (settings.allow_private, here) {
            (true, _) => PrivateAddresses::Allowed,
            (false, true) => PrivateAddresses::Only(this_machine(&base)),
            (false, false) => PrivateAddresses::Refused,
        };
        let fetching = FetchSettings {
            private,
            timeout: settings.timeout,
            retries: settings.retries,
            backoff: settings.backoff,
            max_wait: settings.max_wait,
            per_host: settings.parallel.max(1),
            delay: Duration::ZERO,
            proxy: ProxyChoice::None,
            ..FetchSettings::default()
        };
        let web = WebClient::new(fetching).map_err(|e| fail(e.problem))?;
        let cache = settings.cache.clone().map(AnswerCache::new);
        Ok(Self { web: Arc::new(web), base, key, parallel: settings.parallel.max(1), cache })
    }

    /// Its address as it may be shown.
    pub fn shown(&self) -> String {
        web_url::without_credentials(&self.base).trim_end_matches('/').to_owned()
    }

    /// Asks all questions at a path below the address, such as `embeddings`, several at a time; the answers are in the
    /// order of the questions. `told` hears of each answer as it comes. A server that answers none of the first few is
    /// given up, and the rest is not asked.
    pub fn ask_all(
        &self,
        path: &str,
        questions: &[Value],
        told: &dyn Fn(),
    ) -> Result<Vec<Result<ServerAnswer, ServerError>>, ServerError> {
        let fail = |problem| ServerError::new(self.base.as_str(), problem);
        let url = self.base.join(path).map_err(|e| fail(Problem::NotAUrl(e.to_string())))?;
        let runtime = runtime().map_err(|e| fail(e.problem))?;
        Ok(runtime.block_on(self.all(&url, questions, told)))
    }

    async fn all(&self, url: &Url, questions: &[Value], told: &dyn Fn()) -> Vec<Result<ServerAnswer, ServerError>> {
        let mut answers: Vec<Option<Result<ServerAnswer, ServerError>>> = questions.iter().map(|_| None).collect();
        let places = Arc::new(Semaphore::new(self.parallel));
        let (good, bad) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let mut tasks = JoinSet::new();
        for (index, question) in questions.iter().enumerate() {
            let body = question.to_string();
            let key = AnswerCache::key(web_url::without_credentials(url).as_str(), &body);
            if let Some(value) = self.cache.as_ref().and_then(|cache| cache.get(&key)) {
                answers[index] = Some(Ok(ServerAnswer { value, cached: true }));
                told();
                continue;
            }
            let (web, url, secret, places) =
                (Arc::clone(&self.web), url.clone(), self.key.clone(), Arc::clone(&places));
            let (good, bad) = (Arc::clone(&good), Arc::clone(&bad));
            tasks.spawn(async move {
                // The semaphore is never closed, so that there is always a permit in the end.
                let _place = places.acquire_owned().await.ok();
                let hopeless = good.load(Ordering::Relaxed) == 0 && bad.load(Ordering::Relaxed) >= HOPELESS;
                let limits = Limits { max_bytes: MAX_ANSWER, max_ratio: web.settings().max_ratio };
                let got = if hopeless {
                    Err(Problem::Stopped)
                } else {
                    web.post(&url, &body, secret.as_deref(), limits).await
                };
                let value = got.and_then(|bytes| {
                    serde_json::from_slice::<Value>(&bytes).map_err(|e| Problem::Broken(format!("it is no JSON ({e})")))
                });
                (if value.is_ok() { &good } else { &bad }).fetch_add(1, Ordering::Relaxed);
                (index, key, value)
            });
        }
        while let Some(done) = tasks.join_next().await {
            // A task that panicked has no answer.
            let Ok((index, key, value)) = done else { continue };
            if let (Ok(value), Some(cache)) = (&value, &self.cache) {
                cache.put(&key, value);
            }
            let answer = value.map(|value| ServerAnswer { value, cached: false });
            answers[index] = Some(answer.map_err(|problem| ServerError::new(url.as_str(), problem)));
            told();
        }
        let none = || Err(ServerError::new(url.as_str(), Problem::Stopped));
        answers.into_iter().map(|answer| answer.unwrap_or_else(none)).collect()
    }
}

/// Whether a URL names the machine that Calque runs on.
fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(v4)) => v4.is_loopback(),
        Some(Host::Ipv6(v6)) => v6.is_loopback(),
        None => false,
    }
}

/// The addresses of this machine that a URL may mean.
fn this_machine(url: &Url) -> Vec<IpAddr> {
    let named = match url.host() {
        Some(Host::Ipv4(v4)) => Some(IpAddr::V4(v4)),
        Some(Host::Ipv6(v6)) => Some(IpAddr::V6(v6)),
        _ => None,
    };
    [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()].into_iter().chain(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(url: &str, key: Option<&str>, allow_private: bool) -> ServerSettings {
        ServerSettings {
            url: url.to_owned(),
            key: key.map(str::to_owned),
            allow_private,
            timeout: Duration::from_secs(1),
            retries: 0,
            backoff: Duration::from_millis(1),
            max_wait: Duration::from_secs(1),
            parallel: 2,
            cache: None,
        }
    }

    #[test]
    fn a_key_is_not_sent_in_the_clear_nor_shown() {
        let refused = JsonServer::new(&settings("http://judge.example/v1", Some("sk-1"), false));
        let error = refused.err().expect("refused");
        assert!(error.to_string().contains("in the clear") && error.help().contains("https"), "{error}");
        for (url, allow) in [
            ("https://judge.example/v1", false),
            ("http://127.0.0.1:8080/v1", false),
            ("http://localhost/v1", false),
            ("http://[::1]:1/v1", false),
            ("http://gpu.lan:8000/v1", true),
        ] {
            assert!(JsonServer::new(&settings(url, Some("sk-1"), allow)).is_ok(), "{url}");
        }
        assert!(JsonServer::new(&settings("http://judge.example/v1", Some(" "), false)).is_ok(), "no key");
        assert!(!format!("{:?}", settings("http://ann:pw@127.0.0.1/v1", Some("sk-1"), false)).contains("sk-1"));
        let server = JsonServer::new(&settings("http://ann:pw@127.0.0.1:9/v1", None, false)).expect("set up");
        assert_eq!(server.shown(), "http://127.0.0.1:9/v1");
    }

    #[test]
    fn other_private_addresses_must_be_allowed() {
        for url in ["http://10.0.0.7/v1", "http://169.254.169.254/v1", "http://192.168.1.5:8000/v1"] {
            let server = JsonServer::new(&settings(url, None, false)).expect("set up");
            let answers = server.ask_all("embeddings", &[Value::Null], &|| ()).expect("asked");
            let error = answers[0].as_ref().expect_err(url);
            assert!(error.to_string().contains("private address") && error.help().contains("allow-private"), "{error}");
        }
        for url in ["ftp://x/", "x", "http://"] {
            assert!(JsonServer::new(&settings(url, None, false)).is_err(), "{url}");
        }
    }
}
