//! The HTTP client: proxies, certificate authorities, and the addresses that it may connect to.

use super::host_pace::HostPace;
use crate::error::{FetchError, Problem};
use crate::settings::{FetchSettings, ProxyChoice, USER_AGENT};
use crate::urls::{CheckedResolver, web_url};
use reqwest::{Certificate, Client, NoProxy, Proxy};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// Sends requests to the hosts that may be reached, at the pace of each.
pub(crate) struct WebClient {
    pub(super) client: Client,
    pub(super) pace: HostPace,
    pub(super) settings: FetchSettings,
    /// Whether requests go through a proxy, which then connects to the host.
    pub(super) proxied: bool,
}

impl WebClient {
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
        Ok(Self { client, pace: HostPace::new(settings.per_host), settings, proxied })
    }

    /// Its settings.
    pub(crate) fn settings(&self) -> &FetchSettings {
        &self.settings
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
