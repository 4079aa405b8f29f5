//! robots.txt of every site met so far (RFC 9309, read by the crate `robotxt`).
//!
//! It is fetched once per run and site, before the first page. A site without one
//! allows everything; one whose robots.txt cannot be read allows nothing.

use crate::cache::Cache;
use crate::error::Problem;
use crate::request::{HopRequest, HopResponse, Limits, WebClient};
use robotxt::{AccessResult, BYTE_LIMIT, Robots};
use std::collections::HashMap;
use std::sync::atomic::AtomicU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::OnceCell;
use url::Url;

/// The product token of Calque in robots.txt.
const AGENT: &str = "calque";
/// Redirects followed at most (RFC 9309, 2.3.1.2).
const MAX_REDIRECTS: usize = 5;
/// Beyond [`BYTE_LIMIT`] nothing is read; a file much larger than that is no robots.txt.
const LIMITS: Limits = Limits { max_bytes: 16 * BYTE_LIMIT as u64, max_ratio: 200 };
/// Sites that ask for longer between two pages are asked this often all the same.
const MAX_DELAY: Duration = Duration::from_secs(30);

/// What a site allows.
enum Access {
    Rules(Robots),
    Unreachable(Problem),
}

/// The rules of every site met so far.
#[derive(Default)]
pub(crate) struct RobotsRules {
    sites: Mutex<HashMap<String, Arc<OnceCell<Access>>>>,
}

impl RobotsRules {
    /// Whether a page may be fetched, and how long the site wants between two.
    pub(crate) async fn check(&self, url: &Url, web: &WebClient, cache: &Cache) -> Result<Option<Duration>, Problem> {
        let site = url.origin().ascii_serialization();
        let cell = {
            let mut sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(sites.entry(site).or_default())
        };
        match cell.get_or_init(|| read(url, web, cache)).await {
            Access::Rules(robots) if robots.is_url_allowed(url) => Ok(robots.crawl_delay().map(|d| d.min(MAX_DELAY))),
            Access::Rules(_) => Err(Problem::Robots),
            // Where the site as a whole is out of reach, robots.txt is not what to speak of.
            Access::Unreachable(
                problem @ (Problem::Private { .. } | Problem::Resolve(_) | Problem::Connect(_) | Problem::Tls(_)),
            ) => Err(problem.clone()),
            Access::Unreachable(problem) => Err(Problem::RobotsUnreachable(problem.to_string())),
        }
    }
}

async fn read(url: &Url, web: &WebClient, cache: &Cache) -> Access {
    let mut at = url.clone();
    at.set_path("/robots.txt");
    at.set_query(None);
    let tries = AtomicU32::new(0);
    for _ in 0..=MAX_REDIRECTS {
        let request = HopRequest { url: &at, known: None, limits: LIMITS, typed: false, delay: Duration::ZERO };
        match web.send(&request, cache, &tries).await {
            Ok(HopResponse::Body(body)) => {
                let robots = std::fs::File::open(body.file.path()).and_then(|f| Robots::from_reader(f, AGENT));
                return match robots {
                    Ok(robots) => Access::Rules(robots),
                    Err(e) => Access::Unreachable(Problem::disk(body.file.path(), &e)),
                };
            }
            Ok(HopResponse::Redirect(to)) => at = to,
            Ok(HopResponse::NotModified) => break,
            Err(Problem::Status(status)) if (400..500).contains(&status) && status != 429 => {
                return Access::Rules(Robots::from_access(AccessResult::Unavailable, AGENT));
            }
            Err(problem) => return Access::Unreachable(problem),
        }
    }
    Access::Rules(Robots::from_access(AccessResult::TooManyRedirects, AGENT))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn calque_is_met_by_its_name() {
        let text = b"User-agent: *\nDisallow: /\n\nUser-agent: Calque\nDisallow: /private\nCrawl-delay: 2.5\n";
        let robots = Robots::parse(text, AGENT);
        assert!(robots.is_allowed("/page") && !robots.is_allowed("/private/x"));
        assert_eq!(robots.crawl_delay(), Some(Duration::from_millis(2500)));
    }

    proptest! {
        /// Whatever a site sends, it is read, and answers.
        #[test]
        fn any_bytes_are_rules(bytes in proptest::collection::vec(any::<u8>(), 0..400), path in ".{0,60}") {
            let _ = Robots::parse(&bytes, AGENT).is_allowed(&path);
        }

        #[test]
        fn any_lines_are_rules(lines in proptest::collection::vec("(User-agent|Disallow|Allow|Crawl-delay)(: ?|:|)[*$/%a-c0-9.e+-]{0,12}", 0..20)) {
            let robots = Robots::parse(lines.join("\n").as_bytes(), AGENT);
            prop_assert!(robots.is_allowed("/robots.txt"));
            let _ = robots.is_allowed("/a/b%2Fc?abc");
        }
    }
}
