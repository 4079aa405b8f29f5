//! A question to a server: JSON sent by POST, the body of the answer back.
//!
//! Redirects are not followed: they would take the texts, and the key, somewhere that nobody named.

use super::body::{BodyError, BodyWriter, Limits};
use super::client::WebClient;
use super::headers::{retry_after, text};
use super::hop::FailedAttempt;
use crate::error::Problem;
use backon::{ExponentialBuilder, Retryable};
use reqwest::{Response, header};
use std::time::Duration;
use url::Url;

/// Bytes of the body of an error that are looked at.
const EXPLANATION: u64 = 64 << 10;
/// Characters of what a server says about an error that are shown.
const SHOWN: usize = 160;

impl WebClient {
    /// Sends a question, again with exponential backoff where that may help. `key` is shown to the server as a bearer
    /// token, and to nobody else.
    pub(crate) async fn post(
        &self,
        url: &Url,
        body: &str,
        key: Option<&str>,
        limits: Limits,
    ) -> Result<Vec<u8>, Problem> {
        self.check_host(url).await?;
        let backoff = ExponentialBuilder::default()
            .with_min_delay(self.settings.backoff)
            .with_max_delay(self.settings.max_wait.max(self.settings.backoff))
            .with_max_times(self.settings.retries)
            .with_jitter();
        (|| self.post_once(url, body, key, limits))
            .retry(backoff)
            .when(|failed: &FailedAttempt| failed.problem.may_pass())
            .adjust(|failed, wait| wait.map(|wait| failed.wait.map_or(wait, |asked| asked.max(wait))))
            .await
            .map_err(|failed| failed.problem)
    }

    async fn post_once(
        &self,
        url: &Url,
        body: &str,
        key: Option<&str>,
        limits: Limits,
    ) -> Result<Vec<u8>, FailedAttempt> {
        let host = url.host_str().unwrap_or_default();
        let _turn = self.pace.turn(host, Duration::ZERO).await;
        let mut request = self
            .client
            .post(url.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "application/json")
            .header(header::ACCEPT_ENCODING, "gzip")
            .body(body.to_owned());
        if let Some(key) = key {
            request = request.bearer_auth(key);
        }
        let response = request.send().await.map_err(|e| Problem::of(e, self.settings.timeout))?;
        if let Some(address) = response.remote_addr().map(|a| a.ip())
            && !self.proxied
            && !self.settings.private.allows(address)
        {
            return Err(Problem::Private { host: host.to_owned(), address }.into());
        }
        let status = response.status();
        if status.is_success() {
            return Ok(self.received(response, limits).await?);
        }
        let wait = retry_after(response.headers());
        if let Some(wait) = wait.filter(|wait| *wait > self.settings.max_wait) {
            return Err(Problem::Wait { status: status.as_u16(), wait }.into());
        }
        if let Some(wait) = wait {
            self.pace.defer(host, wait);
        }
        let explanation = self.received(response, Limits { max_bytes: EXPLANATION, ..limits }).await;
        let said = explanation.ok().and_then(|bytes| said(&bytes, key));
        Err(FailedAttempt {
            problem: Problem::Refused { status: status.as_u16(), said: said.unwrap_or_default() },
            wait,
        })
    }

    /// Receives a body into memory.
    async fn received(&self, mut response: Response, limits: Limits) -> Result<Vec<u8>, Problem> {
        let coding = text(response.headers(), header::CONTENT_ENCODING);
        let mut bytes = Vec::new();
        let mut writer = BodyWriter::new(&mut bytes, coding.as_deref(), limits)?;
        let blame = |e| match e {
            BodyError::Problem(problem) => problem,
            // Memory is no disk; nothing is written to one here.
            BodyError::Disk(e) => Problem::Broken(e.to_string()),
        };
        while let Some(piece) = response.chunk().await.map_err(|e| Problem::of(e, self.settings.timeout))? {
            writer.write(&piece).map_err(blame)?;
        }
        writer.finish().map_err(blame)?;
        Ok(bytes)
    }
}

/// What a server says about an error, as OpenAI and those after it word it: on one line, without the key.
fn said(bytes: &[u8], key: Option<&str>) -> Option<String> {
    let body: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    let error = body.get("error").or_else(|| body.get("detail")).or_else(|| body.get("message"))?;
    let text = error.as_str().or_else(|| error.get("message")?.as_str())?;
    let text = key.filter(|k| !k.is_empty()).map_or_else(|| text.to_owned(), |key| text.replace(key, "…"));
    let words: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let clean: String = words.chars().filter(|c| !c.is_control()).take(SHOWN).collect();
    (!clean.is_empty()).then_some(clean)
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn what_servers_say_is_one_line_without_the_key() {
        let said = |text: &str| said(text.as_bytes(), Some("sk-123"));
        assert_eq!(said(r#"{"error":{"message":"no model\n x"}}"#).as_deref(), Some("no model x"));
        assert_eq!(said(r#"{"error":"key sk-123 is wrong"}"#).as_deref(), Some("key … is wrong"));
        assert_eq!([said("<html>"), said("{}"), said(r#"{"error":{"code":3}}"#)], [None, None, None]);
    }
}
