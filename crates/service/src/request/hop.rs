//! One hop of a chain of redirects: a request, repeated where that may help, and its response.

use super::body::{BodyDigest, BodyError, BodyWriter, Limits};
use super::client::WebClient;
use super::headers::{content_type, request_headers, retry_after, text};
use crate::cache::{Cache, CacheEntry};
use crate::error::Problem;
use crate::urls::{refused_literal, resolve, web_url};
use backon::{ExponentialBuilder, Retryable};
use reqwest::{Response, header};
use std::io::BufWriter;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tempfile::NamedTempFile;
use url::Url;

/// A request for a URL.
pub(crate) struct HopRequest<'a> {
    pub(crate) url: &'a Url,
    /// The entry of the cache, whose validators are sent.
    pub(crate) known: Option<&'a CacheEntry>,
    pub(crate) limits: Limits,
    /// Whether only the media types of the settings are taken.
    pub(crate) typed: bool,
    /// The least time until the next request to this host.
    pub(crate) delay: Duration,
}

/// The response to a request.
pub(crate) enum HopResponse {
    /// A body.
    Body(Box<ResponseBody>),
    /// The copy in the cache is still good (304).
    NotModified,
    /// The URL that it redirects to.
    Redirect(Url),
}

/// A body, in a temporary file, and what its headers say.
pub(crate) struct ResponseBody {
    pub(crate) file: NamedTempFile,
    pub(crate) digest: BodyDigest,
    pub(crate) media_type: Option<String>,
    pub(crate) charset: Option<String>,
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
}

/// Why an attempt failed, and the wait that `Retry-After` asks for.
pub(super) struct FailedAttempt {
    pub(super) problem: Problem,
    pub(super) wait: Option<Duration>,
}

impl From<Problem> for FailedAttempt {
    fn from(problem: Problem) -> Self {
        Self { problem, wait: None }
    }
}

impl WebClient {
    /// Sends a request, again with exponential backoff where that may help; counts the attempts in `tries`.
    pub(crate) async fn send(
        &self,
        request: &HopRequest<'_>,
        cache: &Cache,
        tries: &AtomicU32,
    ) -> Result<HopResponse, Problem> {
        self.check_host(request.url).await?;
        let backoff = ExponentialBuilder::default()
            .with_min_delay(self.settings.backoff)
            .with_max_delay(self.settings.max_wait.max(self.settings.backoff))
            .with_max_times(self.settings.retries)
            .with_jitter();
        let attempt = || {
            tries.fetch_add(1, Ordering::Relaxed);
            self.attempt(request, cache)
        };
        attempt
            .retry(backoff)
            .when(|failed: &FailedAttempt| failed.problem.may_pass())
            .adjust(|failed, wait| wait.map(|wait| failed.wait.map_or(wait, |asked| asked.max(wait))))
            .notify(|failed, wait| {
                tracing::info!("{}: {}; again in {wait:?}", web_url::without_credentials(request.url), failed.problem);
            })
            .await
            .map_err(|failed| failed.problem)
    }

    /// Refuses a host that is a private address; behind a proxy also one that resolves to it.
    pub(super) async fn check_host(&self, url: &Url) -> Result<(), Problem> {
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

    /// One attempt, when the pace of the host allows it.
    async fn attempt(&self, request: &HopRequest<'_>, cache: &Cache) -> Result<HopResponse, FailedAttempt> {
        let host = request.url.host_str().unwrap_or_default();
        let _turn = self.pace.turn(host, request.delay).await;
        let sent = self.client.get(request.url.clone()).headers(request_headers(request.known)).send();
        let response = sent.await.map_err(|e| Problem::of(e, self.settings.timeout))?;
        // The resolver has checked the address; this guards against a connection made without it.
        if let Some(address) = response.remote_addr().map(|a| a.ip())
            && !self.proxied
            && !self.settings.private.allows(address)
        {
            return Err(Problem::Private { host: host.to_owned(), address }.into());
        }
        let status = response.status().as_u16();
        match status {
            200 | 203 => Ok(HopResponse::Body(Box::new(self.body(request, response, cache).await?))),
            304 if request.known.is_some() => Ok(HopResponse::NotModified),
            301 | 302 | 303 | 307 | 308 => {
                let location = text(response.headers(), header::LOCATION).ok_or(Problem::NoLocation(status))?;
                Ok(HopResponse::Redirect(web_url::join(request.url, &location)?))
            }
            _ => {
                let wait = retry_after(response.headers());
                if let Some(wait) = wait.filter(|wait| *wait > self.settings.max_wait) {
                    return Err(Problem::Wait { status, wait }.into());
                }
                if let Some(wait) = wait {
                    self.pace.defer(host, wait);
                }
                Err(FailedAttempt { problem: Problem::Status(status), wait })
            }
        }
    }

    /// Receives the body, piece by piece.
    async fn body(
        &self,
        request: &HopRequest<'_>,
        mut response: Response,
        cache: &Cache,
    ) -> Result<ResponseBody, Problem> {
        let headers = response.headers();
        let (media_type, charset) = content_type(headers);
        if let Some(media_type) = media_type.as_deref().filter(|t| request.typed && !self.settings.accepts(t)) {
            return Err(Problem::MediaType(media_type.to_owned()));
        }
        let coding = text(headers, header::CONTENT_ENCODING);
        let (etag, last_modified) = (text(headers, header::ETAG), text(headers, header::LAST_MODIFIED));
        if response.content_length().is_some_and(|n| n > request.limits.max_bytes) {
            return Err(Problem::TooLarge(request.limits.max_bytes));
        }
        let file = cache.new_body()?;
        let path = file.path().to_path_buf();
        let blame = |e| match e {
            BodyError::Problem(problem) => problem,
            BodyError::Disk(e) => Problem::disk(&path, &e),
        };
        let mut writer = BodyWriter::new(BufWriter::new(&file), coding.as_deref(), request.limits)?;
        while let Some(piece) = response.chunk().await.map_err(|e| Problem::of(e, self.settings.timeout))? {
            writer.write(&piece).map_err(blame)?;
        }
        let digest = writer.finish().map_err(blame)?;
        Ok(ResponseBody { file, digest, media_type, charset, etag, last_modified })
    }
}
