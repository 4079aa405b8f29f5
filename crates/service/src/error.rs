//! Why something could not be fetched, and what to do about it.
//!
//! The message is one line that starts with the URL, without credentials. Each
//! problem also has a short name that does not change, for reports and scripts.

use crate::urls::RefusedAddress;
use calque_text::Remedy;
use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

/// Something that could not be fetched.
#[derive(Clone, Debug)]
pub struct FetchError {
    /// Its URL, without credentials; empty where no URL is to blame.
    pub url: String,
    /// The URL that a redirect led to, where that is to blame.
    pub at: Option<String>,
    /// Why.
    pub problem: Problem,
    /// How many requests were made for it.
    pub tries: u32,
}

/// Why something could not be fetched.
#[derive(Clone, Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the fields are what the messages say of them")]
pub enum Problem {
    /// It is no URL.
    #[error("is no URL: {0}")]
    NotAUrl(String),
    /// Its scheme is not `http` or `https`.
    #[error("is a {0}: URL; only http and https are fetched")]
    Scheme(String),
    /// It is too long.
    #[error("is longer than {0} characters")]
    LongUrl(usize),
    /// Its address is not of the public internet.
    #[error("{host} is at the private address {address}, which is not fetched from")]
    Private { host: String, address: IpAddr },
    /// Its host has no address.
    #[error("the host cannot be found: {0}")]
    Resolve(String),
    /// robots.txt forbids it.
    #[error("robots.txt of the site does not allow it")]
    Robots,
    /// robots.txt could not be had, which forbids everything (RFC 9309).
    #[error("robots.txt of the site cannot be read ({0}), so nothing of it may be fetched")]
    RobotsUnreachable(String),
    /// The server answers with an error.
    #[error("the server answers {0}{name}", name = reason(*.0))]
    Status(u16),
    /// The server answers a question with an error.
    #[error("the server answers {status}{name}{said}", name = reason(*.status), said = after(.said))]
    Refused { status: u16, said: String },
    /// A key would be readable on the way.
    #[error("a key would be sent there in the clear")]
    PlainKey,
    /// The server asks for a wait that is too long.
    #[error("the server answers {status} and asks to wait {} s", wait.as_secs())]
    Wait { status: u16, wait: Duration },
    /// It took too long.
    #[error("took longer than {0:?}")]
    Timeout(Duration),
    /// No connection.
    #[error("no connection: {0}")]
    Connect(String),
    /// No trustworthy connection.
    #[error("no trustworthy connection: {0}")]
    Tls(String),
    /// The answer breaks off or is no HTTP.
    #[error("the answer is broken: {0}")]
    Broken(String),
    /// It is larger than allowed.
    #[error("is larger than the limit of {0} bytes")]
    TooLarge(u64),
    /// It unfolds without end.
    #[error("unfolds to more than {0} times what was sent: a decompression bomb")]
    Bomb(u64),
    /// It is compressed in a way that was not asked for.
    #[error("is compressed as `{0}`, which was not asked for")]
    Coding(String),
    /// It is no kind of file that is fetched.
    #[error("is {0}, which is not read")]
    MediaType(String),
    /// Redirects lead in a circle.
    #[error("the redirects lead in a circle")]
    Loop,
    /// Redirects do not end.
    #[error("more than {0} redirects in a row")]
    Redirects(usize),
    /// A redirect leads nowhere.
    #[error("the server answers {0} without saying where to")]
    NoLocation(u16),
    /// The cache does not have it.
    #[error("is not in the cache")]
    NotCached,
    /// The cache, or the folder, cannot be used.
    #[error("{} cannot be used: {error}", path.display())]
    Disk { path: PathBuf, error: String },
    /// The proxy's URL is wrong.
    #[error("`{0}` is no URL of a proxy")]
    Proxy(String),
    /// A file of certificates cannot be used.
    #[error("{}: {why}", path.display())]
    Authorities { path: PathBuf, why: String },
    /// The HTTP client could not be set up.
    #[error("the HTTP client cannot be set up: {0}")]
    Client(String),
    /// The run was stopped before its turn came.
    #[error("was not reached before the run was stopped")]
    Stopped,
}

impl Problem {
    /// Its short name, for reports.
    pub fn name(&self) -> &'static str {
        match self {
            Self::NotAUrl(_) => "not-a-url",
            Self::Scheme(_) => "scheme",
            Self::LongUrl(_) => "long-url",
            Self::Private { .. } => "private-address",
            Self::Resolve(_) => "resolve",
            Self::Robots => "robots",
            Self::RobotsUnreachable(_) => "robots-unreachable",
            Self::Status(_) | Self::Refused { .. } => "status",
            Self::PlainKey => "plain-key",
            Self::Wait { .. } => "wait",
            Self::Timeout(_) => "timeout",
            Self::Connect(_) => "connect",
            Self::Tls(_) => "tls",
            Self::Broken(_) => "broken",
            Self::TooLarge(_) => "too-large",
            Self::Bomb(_) => "bomb",
            Self::Coding(_) => "coding",
            Self::MediaType(_) => "media-type",
            Self::Loop => "redirect-loop",
            Self::Redirects(_) => "redirects",
            Self::NoLocation(_) => "no-location",
            Self::NotCached => "not-cached",
            Self::Disk { .. } => "disk",
            Self::Proxy(_) => "proxy",
            Self::Authorities { .. } => "authorities",
            Self::Client(_) => "client",
            Self::Stopped => "stopped",
        }
    }

    /// That a file or folder cannot be used.
    pub(crate) fn disk(path: impl Into<PathBuf>, error: &std::io::Error) -> Self {
        Self::Disk { path: path.into(), error: error.to_string() }
    }

    /// Whether the same request may succeed a little later.
    pub(crate) fn may_pass(&self) -> bool {
        match self {
            Self::Status(status) | Self::Refused { status, .. } => {
                matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504)
            }
            Self::Timeout(_) | Self::Connect(_) | Self::Broken(_) => true,
            _ => false,
        }
    }

    /// What an error of the HTTP client means.
    pub(crate) fn of(error: reqwest::Error, timeout: Duration) -> Self {
        // The client's message would show the URL, with whatever is secret in it.
        let error = error.without_url();
        let mut last: &(dyn Error + 'static) = &error;
        let mut next: Option<&(dyn Error + 'static)> = Some(&error);
        let mut timed_out = error.is_timeout();
        while let Some(cause) = next {
            if let Some(RefusedAddress { host, address }) = cause.downcast_ref::<RefusedAddress>() {
                return Self::Private { host: host.clone(), address: *address };
            }
            if let Some(io) = cause.downcast_ref::<std::io::Error>() {
                timed_out |= io.kind() == std::io::ErrorKind::TimedOut;
                if let Some(tls) = tls_of(io) {
                    return Self::Tls(tls.to_string());
                }
            }
            (last, next) = (cause, cause.source());
        }
        match last.to_string() {
            _ if timed_out => Self::Timeout(timeout),
            // The text of the C library's resolver, which has no type of its own.
            what if what.contains("lookup address") => Self::Resolve(what),
            what if error.is_connect() => Self::Connect(what),
            what => Self::Broken(what),
        }
    }
}

impl FetchError {
    /// An error about one URL.
    pub(crate) fn new(url: impl Into<String>, problem: Problem) -> Self {
        Self { url: url.into(), at: None, problem, tries: 0 }
    }
}

impl Remedy for FetchError {
    fn help(&self) -> Cow<'_, str> {
        let help = match &self.problem {
            Problem::NotAUrl(_) | Problem::LongUrl(_) => "write it in full, such as https://example.org/page.html",
            Problem::Scheme(_) => "for a file on this machine give its path",
            Problem::Private { .. } => {
                "if it is a machine of yours, allow it with --allow-private; a page from the web should never lead there"
            }
            Problem::Resolve(_) => "check the spelling, and that there is a network",
            Problem::Robots => "ask the owner of the site; for a site of your own there is --ignore-robots",
            Problem::RobotsUnreachable(_) => "try again later; for a site of your own there is --ignore-robots",
            Problem::Status(401 | 403 | 407) => {
                "save the page from the browser, if you may see it there, and give the file"
            }
            Problem::Status(404 | 410) => "check the spelling; the page may have moved or gone",
            Problem::Status(_) | Problem::Refused { .. } | Problem::Broken(_) => "try again later",
            Problem::PlainKey => "use https",
            Problem::Wait { .. } => "try again later, or allow longer waits with --max-wait",
            Problem::Timeout(_) => "try again later, or allow more with --timeout",
            Problem::Connect(_) => "check that there is a network and that the site is up",
            Problem::Tls(_) => {
                "the certificate does not prove that this is the site; check the address and the clock of this machine, or \
                 trust the site's own authority with --ca FILE"
            }
            Problem::TooLarge(_) => "raise the limit with --max-size (such as --max-size 1GiB)",
            Problem::Bomb(_) | Problem::Coding(_) | Problem::Loop | Problem::Redirects(_) | Problem::NoLocation(_) => {
                "the site is at fault; open the page in a browser and save it from there"
            }
            Problem::MediaType(_) => "give the URL of the text itself; --accept TYPE fetches other kinds of files",
            Problem::NotCached => "leave --offline out to fetch it",
            Problem::Disk { .. } => "check the disk and who may write there; --cache names another folder",
            Problem::Proxy(_) => "write it in full, such as http://proxy.example.org:3128",
            Problem::Authorities { .. } => "give a file of certificates in PEM, as in -----BEGIN CERTIFICATE-----",
            Problem::Client(_) => "check that the certificates of the system are installed (package ca-certificates)",
            Problem::Stopped => "run the same command again to go on",
        };
        Cow::Borrowed(help)
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.at, self.url.as_str()) {
            (_, "") => self.problem.fmt(f),
            (None, url) => write!(f, "{url}: {}", self.problem),
            (Some(at), url) => write!(f, "{url}: leads to {at}: {}", self.problem),
        }
    }
}

impl Error for FetchError {}

/// The trouble with a certificate or a handshake that an error of the connection is about; it may lie in
/// another such error, which is none of its sources.
fn tls_of(io: &std::io::Error) -> Option<&rustls::Error> {
    let mut inner = io.get_ref()?;
    loop {
        if let Some(tls) = inner.downcast_ref::<rustls::Error>() {
            return Some(tls);
        }
        inner = inner.downcast_ref::<std::io::Error>()?.get_ref()?;
    }
}

/// What a server says, after a colon.
fn after(said: &str) -> String {
    if said.is_empty() { String::new() } else { format!(": {said}") }
}

/// The name of a status, with a space before it.
fn reason(status: u16) -> String {
    let status = reqwest::StatusCode::from_u16(status).ok();
    status.and_then(|s| s.canonical_reason()).map(|r| format!(" {r}")).unwrap_or_default()
}
