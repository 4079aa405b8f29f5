//! One request and its answer: what every hop of a chain of redirects goes through.

use crate::address::{CheckedResolver, refused_literal, resolve};
use crate::body::{Arrived, BodyError, BodyWriter, Limits};
use crate::cache::{Cache, Entry};
use crate::error::{FetchError, Problem};
use crate::pace::Pace;
use crate::settings::{FetchSettings, ProxyChoice, USER_AGENT};
use crate::web_url;
use backon::{ExponentialBuilder, Retryable};
use reqwest::header::{self, HeaderMap, HeaderName};
use reqwest::{Certificate, Client, NoProxy, Proxy, Response};
use std::io::BufWriter;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};
use tempfile::NamedTempFile;
use url::Url;

/// The web, as far as it may be reached.
pub(crate) struct Web {
    client: Client,
    pace: Pace,
    settings: FetchSettings,
    proxied: bool,
}

/// What is wanted of a hop.
pub(crate) struct Want<'a> {
    pub(crate) url: &'a Url,
    /// What the cache has of it.
    pub(crate) known: Option<&'a Entry>,
    pub(crate) limits: Limits,
    /// Whether only the media types of the settings are taken.
    pub(crate) typed: bool,
    /// Time until the next request to this host.
    pub(crate) delay: Duration,
}

/// What a hop gave.
pub(crate) enum Answer {
    /// A body.
    Body(Box<Body>),
    /// What the cache has is still how it is.
    NotModified,
    /// It is elsewhere.
    Redirect(Url),
}

/// A body and what the server says of it.
pub(crate) struct Body {
    pub(crate) file: NamedTempFile,
    pub(crate) arrived: Arrived,
    pub(crate) media_type: Option<String>,
    pub(crate) charset: Option<String>,
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
}

/// A problem, and the wait that the server asks for.
struct Failed {
    problem: Problem,
    wait: Option<Duration>,
}

impl From<Problem> for Failed {
    fn from(problem: Problem) -> Self {
        Self { problem, wait: None }
    }
}

impl Web {
    /// Sets up the HTTP client.
    pub(crate) fn new(settings: FetchSettings) -> Result<Self, FetchError> {
        let fail = |problem| FetchError::new("", problem);
        // Another part of the program may have chosen a provider already, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = Client::builder()
            .user_agent(USER_AGENT)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .connect_timeout(settings.timeout.min(Duration::from_secs(20)))
            .timeout(settings.timeout)
            .no_proxy();
        let proxies = proxies(&settings.proxy).map_err(fail)?;
        let proxied = !proxies.is_empty();
        let mut hosts = Vec::new();
        for (url, proxy) in proxies {
            builder = builder.proxy(proxy);
            hosts.extend(host(&url));
        }
        let private = Arc::new(settings.private.clone());
        builder = builder.dns_resolver(Arc::new(CheckedResolver { private, proxies: hosts }));
        if let Some(path) = &settings.authorities {
            builder = builder.tls_certs_merge(authorities(path).map_err(fail)?);
        }
        let client = builder.build().map_err(|e| fail(Problem::Client(e.to_string())))?;
        Ok(Self { client, pace: Pace::new(settings.per_host), settings, proxied })
    }

    /// How it fetches.
    pub(crate) fn settings(&self) -> &FetchSettings {
        &self.settings
    }

    /// Asks for a URL, again where that may help; counts the requests in `tries`.
    pub(crate) async fn ask(&self, want: &Want<'_>, cache: &Cache, tries: &AtomicU32) -> Result<Answer, Problem> {
        self.check_host(want.url).await?;
        let backoff = ExponentialBuilder::default()
            .with_min_delay(self.settings.backoff)
            .with_max_delay(self.settings.max_wait.max(self.settings.backoff))
            .with_max_times(self.settings.retries)
            .with_jitter();
        let once = || {
            tries.fetch_add(1, Ordering::Relaxed);
            self.once(want, cache)
        };
        once.retry(backoff)
            .when(|failed: &Failed| failed.problem.may_pass())
            .adjust(|failed, wait| wait.map(|wait| failed.wait.map_or(wait, |asked| asked.max(wait))))
            .notify(|failed, wait| {
                tracing::info!("{}: {}; again in {wait:?}", web_url::without_credentials(want.url), failed.problem);
            })
            .await
            .map_err(|failed| failed.problem)
    }

    /// Refuses a host that names a private address; behind a proxy also one that resolves to it.
    async fn check_host(&self, url: &Url) -> Result<(), Problem> {
        let mut refused = refused_literal(url, &self.settings.private);
        if let Some(host) = url.domain().filter(|_| self.proxied && refused.is_none()) {
            // A name that only the proxy can resolve is left to the proxy.
            let resolved = resolve(host, &self.settings.private).await;
            refused = resolved.err().and_then(|e| e.downcast().ok()).map(|e| *e);
        }
        match refused {
            Some(refused) => Err(Problem::Private { host: refused.host, address: refused.address }),
            None => Ok(()),
        }
    }

    /// One request, when its turn comes.
    async fn once(&self, want: &Want<'_>, cache: &Cache) -> Result<Answer, Failed> {
        let host = want.url.host_str().unwrap_or_default();
        let _turn = self.pace.turn(host, want.delay).await;
        let request = self.client.get(want.url.clone()).headers(headers(want));
        let response = request.send().await.map_err(|e| Problem::of(e, self.settings.timeout))?;
        // The resolver has seen to it; this would show if a connection ever came about otherwise.
        if let Some(address) = response.remote_addr().map(|a| a.ip())
            && !self.proxied
            && !self.settings.private.allows(address)
        {
            return Err(Problem::Private { host: host.to_owned(), address }.into());
        }
        let status = response.status().as_u16();
        match status {
            200 | 203 => Ok(Answer::Body(Box::new(self.body(want, response, cache).await?))),
            304 if want.known.is_some() => Ok(Answer::NotModified),
            301 | 302 | 303 | 307 | 308 => {
                let location = text(response.headers(), header::LOCATION).ok_or(Problem::NoLocation(status))?;
                Ok(Answer::Redirect(web_url::join(want.url, &location)?))
            }
            _ => {
                let wait = retry_after(response.headers());
                if let Some(wait) = wait.filter(|wait| *wait > self.settings.max_wait) {
                    return Err(Problem::Wait { status, wait }.into());
                }
                if let Some(wait) = wait {
                    self.pace.defer(host, wait);
                }
                Err(Failed { problem: Problem::Status(status), wait })
            }
        }
    }

    /// Takes the body, piece by piece.
    async fn body(&self, want: &Want<'_>, mut response: Response, cache: &Cache) -> Result<Body, Problem> {
        let headers = response.headers();
        let (media_type, charset) = content_type(headers);
        if let Some(media_type) = media_type.as_deref().filter(|t| want.typed && !self.settings.accepts(t)) {
            return Err(Problem::MediaType(media_type.to_owned()));
        }
        let coding = text(headers, header::CONTENT_ENCODING);
        let (etag, last_modified) = (text(headers, header::ETAG), text(headers, header::LAST_MODIFIED));
        if response.content_length().is_some_and(|n| n > want.limits.max_bytes) {
            return Err(Problem::TooLarge(want.limits.max_bytes));
        }
        let file = cache.new_body()?;
        let path = file.path().to_path_buf();
        let blame = |e| match e {
            BodyError::Problem(problem) => problem,
            BodyError::Disk(e) => Problem::disk(&path, &e),
        };
        let mut writer = BodyWriter::new(BufWriter::new(&file), coding.as_deref(), want.limits)?;
        while let Some(piece) = response.chunk().await.map_err(|e| Problem::of(e, self.settings.timeout))? {
            writer.take(&piece).map_err(blame)?;
        }
        let arrived = writer.finish().map_err(blame)?;
        Ok(Body { file, arrived, media_type, charset, etag, last_modified })
    }
}

/// The certificates of a file; one without any would be trusted for nothing, silently.
fn authorities(path: &Path) -> Result<Vec<Certificate>, Problem> {
    let wrong = |why: String| Problem::Authorities { path: path.to_owned(), why };
    let bytes = std::fs::read(path).map_err(|e| wrong(format!("cannot be read: {e}")))?;
    match Certificate::from_pem_bundle(&bytes) {
        Ok(certificates) if !certificates.is_empty() => Ok(certificates),
        Ok(_) => Err(wrong("holds no certificate".to_owned())),
        Err(e) => Err(wrong(format!("holds no certificate that can be read: {e}"))),
    }
}

/// The host of a proxy, whose URL may lack its beginning: `proxy:3128`.
fn host(proxy: &str) -> Option<String> {
    let rest = proxy.split_once("://").map_or(proxy, |(_, rest)| rest);
    Some(Url::parse(&format!("http://{rest}")).ok()?.host_str()?.to_owned())
}

/// The proxies to go through, with their URLs.
fn proxies(choice: &ProxyChoice) -> Result<Vec<(String, Proxy)>, Problem> {
    let env = |name: &str| {
        let get = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
        get(&name.to_ascii_lowercase()).or_else(|| get(name))
    };
    let wrong = |url: &str| Problem::Proxy(web_url::shown(url));
    match choice {
        ProxyChoice::None => Ok(Vec::new()),
        ProxyChoice::Url(url) => {
            web_url::parse(url).map_err(|_| wrong(url))?;
            Ok(vec![(url.clone(), Proxy::all(url).map_err(|_| wrong(url))?)])
        }
        ProxyChoice::Environment => {
            let all = env("ALL_PROXY");
            let (https, http) = (env("HTTPS_PROXY").or_else(|| all.clone()), env("HTTP_PROXY").or(all));
            let one = |url: String, of: fn(String) -> reqwest::Result<Proxy>| match of(url.clone()) {
                Ok(proxy) => Ok((url, proxy.no_proxy(NoProxy::from_env()))),
                Err(_) => Err(wrong(&url)),
            };
            let (https, http) = (https.map(|url| one(url, Proxy::https)), http.map(|url| one(url, Proxy::http)));
            [https, http].into_iter().flatten().collect()
        }
    }
}

/// What to ask for, and since when.
fn headers(want: &Want<'_>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = value.parse() {
            headers.insert(name, value);
        }
    };
    set(header::ACCEPT, "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.8");
    set(header::ACCEPT_ENCODING, "gzip");
    if let Some(etag) = want.known.and_then(|k| k.etag.as_deref()) {
        set(header::IF_NONE_MATCH, etag);
    }
    if let Some(date) = want.known.and_then(|k| k.last_modified.as_deref()) {
        set(header::IF_MODIFIED_SINCE, date);
    }
    headers
}

/// A header as text; long ones are no use to anybody.
fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    let value = headers.get(name)?;
    let text = String::from_utf8_lossy(value.as_bytes()).trim().to_owned();
    (!text.is_empty() && text.len() <= 16 << 10).then_some(text)
}

/// The media type, in small letters, and the encoding that the server names.
fn content_type(headers: &HeaderMap) -> (Option<String>, Option<String>) {
    let Some(value) = text(headers, header::CONTENT_TYPE) else { return (None, None) };
    let mut parts = value.split(';');
    let media_type = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']).trim();
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    });
    ((!media_type.is_empty()).then_some(media_type), charset)
}

/// How long the server asks to wait: seconds, or a date.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = text(headers, header::RETRY_AFTER)?;
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(&value).ok()?;
    Some(date.duration_since(SystemTime::now()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().expect("a value"))])
    }

    #[test]
    fn hosts_of_proxies_are_known() {
        for (proxy, name) in [
            ("http://proxy.example:3128", "proxy.example"),
            ("proxy:3128", "proxy"),
            ("https://ann:secret@Proxy.example/", "proxy.example"),
            ("10.0.0.1", "10.0.0.1"),
        ] {
            assert_eq!(host(proxy).as_deref(), Some(name));
        }
    }

    #[test]
    fn content_types_are_taken_apart() {
        for (value, media_type, charset) in [
            ("text/html", Some("text/html"), None),
            ("Text/HTML; Charset=\"ISO-8859-1\"", Some("text/html"), Some("ISO-8859-1")),
            ("text/html;boundary=x;charset=utf-8", Some("text/html"), Some("utf-8")),
            ("text/plain; charset=", Some("text/plain"), None),
            ("; charset=utf-8", None, Some("utf-8")),
            ("", None, None),
        ] {
            let got = content_type(&with(header::CONTENT_TYPE, value));
            assert_eq!((got.0.as_deref(), got.1.as_deref()), (media_type, charset), "{value}");
        }
    }

    #[test]
    fn waits_are_seconds_or_dates() {
        let wait = |value: &str| retry_after(&with(header::RETRY_AFTER, value));
        assert_eq!(wait("120"), Some(Duration::from_secs(120)));
        assert_eq!(wait("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO), "long gone");
        assert!(wait("Fri, 31 Dec 9999 23:59:59 GMT").is_some_and(|w| w > Duration::from_secs(1 << 30)));
        assert_eq!([wait("soon"), wait("-5"), wait("1.5")], [None, None, None]);
    }
}
