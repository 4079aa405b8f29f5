//! The options of `calque fetch`, and those of every command that takes URLs.

use calque::ReadSettings;
use calque_service::{ACCEPTED, FetchSettings, PrivateAddresses, ProxyChoice, TrimLimit, is_url};
use clap::Args;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

/// Fetch pages and files from the web
///
/// Politely: robots.txt is obeyed, a host is asked once a second and over one connection, requests that
/// fail for a passing reason are repeated, and what has not changed is not sent again. Private addresses,
/// endless bodies, decompression bombs and files that Calque does not read are refused.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  calque fetch https://example.org/en/ https://example.org/fr/ -o site
  calque fetch --urls urls.txt -o site
  calque fetch --urls urls.txt > fetched.jsonl
  calque fetch --trim 5GB

With -o, files are named after their URLs (site/example.org/fr/page.html), and site/fetch.jsonl has a
line for each: what became of it, its file, its media type and encoding, or why it failed. The same
command again fetches only what is missing. Without -o, files stay in the cache and the lines go to
standard output. Ctrl-C stops, with status 130; run the command again to go on.

The exit status is 2 if something could not be had.")]
pub(crate) struct FetchArgs {
    /// What to fetch
    #[arg(value_name = "URL", required_unless_present_any = ["list", "trim"])]
    pub(crate) urls: Vec<String>,

    /// A file of URLs, one a line, - for standard input; lines that begin with # are left out
    #[arg(long = "urls", alias = "list", value_name = "FILE")]
    pub(crate) list: Option<PathBuf>,

    /// Put the files into this folder, with a record of each
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,

    /// Ask the servers whether what is in the folder has changed
    #[arg(long)]
    pub(crate) refresh: bool,

    /// At the end remove from the cache what was not used for longest, down to a size such as 5GB, or what
    /// was not used for so long, such as 30d or 12h
    #[arg(long, value_name = "SIZE|AGE", value_parser = trim)]
    pub(crate) trim: Option<TrimLimit>,

    /// Refuse larger files, such as 20MB
    #[arg(long, value_name = "SIZE", default_value = "100MiB", value_parser = ReadSettings::parse_size)]
    pub(crate) max_size: u64,

    /// Also fetch this media type, such as image/svg+xml or audio/; may be repeated
    #[arg(long, value_name = "TYPE")]
    pub(crate) accept: Vec<String>,

    #[command(flatten)]
    pub(crate) pace: PaceArgs,

    #[command(flatten)]
    pub(crate) web: WebArgs,
}

/// How hard to press the servers; shared by the commands that fetch many pages.
#[derive(Clone, Debug, Args)]
pub(crate) struct PaceArgs {
    /// Least seconds between two requests to one host; robots.txt may ask for more
    #[arg(long, value_name = "SECONDS", default_value = "1", value_parser = seconds)]
    pub(crate) delay: Duration,

    /// Requests to one host at a time
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) per_host: usize,

    /// Hosts at a time
    #[arg(long, value_name = "N", default_value_t = 16)]
    pub(crate) hosts: usize,

    /// Repetitions of a request that failed for a passing reason
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub(crate) retries: usize,

    /// Most seconds that a server may ask to wait
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    pub(crate) max_wait: Duration,
}

impl PaceArgs {
    /// The settings with this pace.
    pub(crate) fn apply(&self, settings: FetchSettings) -> FetchSettings {
        let Self { delay, per_host, hosts, retries, max_wait } = *self;
        FetchSettings { delay, per_host, hosts, retries, max_wait, ..settings }
    }
}

/// How to reach the web; shared by all commands that take URLs.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Inputs that are URLs")]
pub(crate) struct WebArgs {
    /// Also fetch from private addresses: all, or only those given, with commas
    #[arg(long, value_name = "ADDRESSES", num_args = 0..=1, require_equals = true, default_missing_value = "", value_parser = private)]
    pub(crate) allow_private: Option<PrivateAddresses>,

    /// Keep fetched files in this folder [default: calque/fetch in the user's cache folder]
    #[arg(long, value_name = "DIR")]
    pub(crate) cache: Option<PathBuf>,

    /// Use only what was fetched before
    #[arg(long)]
    pub(crate) offline: bool,

    /// Do not ask robots.txt, for sites of your own
    #[arg(long)]
    pub(crate) ignore_robots: bool,

    /// Seconds that one request may take
    #[arg(long, value_name = "SECONDS", default_value = "120", value_parser = seconds)]
    pub(crate) timeout: Duration,

    /// Go through a proxy: its URL, or env for what HTTPS_PROXY and the like say [default: none]
    #[arg(long, value_name = "URL", value_parser = proxy)]
    pub(crate) proxy: Option<ProxyChoice>,

    /// Also trust the authorities whose certificates are in this file, in PEM
    #[arg(long, value_name = "FILE")]
    pub(crate) ca: Option<PathBuf>,
}

impl WebArgs {
    /// How to fetch files of at most `max_bytes`.
    pub(crate) fn settings(&self, max_bytes: u64) -> FetchSettings {
        FetchSettings {
            private: self.allow_private.clone().unwrap_or_default(),
            cache: self.cache.clone(),
            offline: self.offline,
            robots: !self.ignore_robots,
            timeout: self.timeout,
            proxy: self.proxy.clone().unwrap_or_default(),
            authorities: self.ca.clone(),
            max_bytes,
            ..FetchSettings::default()
        }
    }
}

impl FetchArgs {
    /// How to fetch.
    pub(crate) fn settings(&self) -> FetchSettings {
        FetchSettings {
            accept: ACCEPTED.iter().map(|&a| a.to_owned()).chain(self.accept.iter().cloned()).collect(),
            ..self.pace.apply(self.web.settings(self.max_size))
        }
    }
}

fn private(text: &str) -> Result<PrivateAddresses, String> {
    if text.is_empty() {
        return Ok(PrivateAddresses::Allowed);
    }
    let address = |a: &str| a.trim().parse::<IpAddr>().map_err(|_| format!("`{a}` is no address such as 10.0.0.7"));
    Ok(PrivateAddresses::Only(text.split(',').map(address).collect::<Result<_, _>>()?))
}

fn proxy(text: &str) -> Result<ProxyChoice, String> {
    match text {
        "env" => Ok(ProxyChoice::Environment),
        url if is_url(url) => Ok(ProxyChoice::Url(url.to_owned())),
        _ => Err("give a URL such as http://proxy.example.org:3128, or env".to_owned()),
    }
}

fn trim(text: &str) -> Result<TrimLimit, String> {
    let hours = |unit, hours: u64| Some(text.strip_suffix(unit)?.parse::<u64>().ok()?.saturating_mul(hours * 3600));
    if let Some(seconds) = hours('h', 1).or_else(|| hours('d', 24)).or_else(|| hours('w', 7 * 24)) {
        return Ok(TrimLimit::Unused(Duration::from_secs(seconds)));
    }
    let size = ReadSettings::parse_size(text).map(TrimLimit::Size);
    size.map_err(|_| "give a size such as 5GB, or an age such as 30d, 12h or 2w".to_owned())
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse::<f64>().ok().and_then(|s| Duration::try_from_secs_f64(s).ok());
    seconds.filter(|s| s.as_secs() <= 86_400).ok_or_else(|| "give seconds, such as 30 or 0.5".to_owned())
}
