//! What counts as a URL here, and how it is shown.
//!
//! Only `http` and `https`; the fragment is dropped, since it never leaves the
//! browser. A URL may carry a user and a password, which are used and never
//! shown: not in messages, not in the report, not in the cache.

use crate::error::Problem;
use url::Url;

/// Longer URLs are refused.
const MAX_LENGTH: usize = 8192;

/// Whether an argument is meant as a URL and not as a file: `https://example.org/`, but also
/// `file:///etc/passwd`, which is then refused by name. One letter is a drive, as in `C://`.
pub fn is_url(arg: &str) -> bool {
    let Some((scheme, _)) = arg.split_once("://") else { return false };
    scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// Characters of what is no URL that are shown.
const SHOWN: usize = 200;

/// A URL as it may be shown: without user, password and fragment.
pub fn shown(url: &str) -> String {
    match Url::parse(url.trim()) {
        Ok(url) if !url.cannot_be_a_base() => without_credentials(&url),
        // What stands before an @ may be a password even where the rest is no URL.
        _ => brief(&match (url.split_once("://"), url.rsplit_once('@')) {
            (Some((scheme, _)), Some((_, host))) => format!("{scheme}://{host}"),
            (None, Some((_, host))) => host.to_owned(),
            _ => url.to_owned(),
        }),
    }
}

/// What is no URL may be anything, a line of a picture say: without control characters, and cut.
fn brief(text: &str) -> String {
    let mut letters = text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c });
    let start: String = letters.by_ref().take(SHOWN).collect();
    if letters.next().is_some() { start + "…" } else { start }
}

/// The same of a parsed URL.
pub(crate) fn without_credentials(url: &Url) -> String {
    let mut url = url.clone();
    url.set_fragment(None);
    // These fail for URLs that cannot have credentials.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.into()
}

/// Parses a URL that may be fetched.
pub(crate) fn parse(text: &str) -> Result<Url, Problem> {
    let text = text.trim();
    if text.len() > MAX_LENGTH {
        return Err(Problem::LongUrl(MAX_LENGTH));
    }
    check(Url::parse(text).map_err(|e| Problem::NotAUrl(e.to_string()))?)
}

/// Where a redirect leads.
pub(crate) fn join(base: &Url, location: &str) -> Result<Url, Problem> {
    if location.len() > MAX_LENGTH {
        return Err(Problem::LongUrl(MAX_LENGTH));
    }
    check(base.join(location).map_err(|e| Problem::NotAUrl(e.to_string()))?)
}

fn check(mut url: Url) -> Result<Url, Problem> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Problem::Scheme(url.scheme().to_owned()));
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(Problem::NotAUrl("it names no host".to_owned()));
    }
    url.set_fragment(None);
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_fetched() {
        for (text, said) in [
            ("file:///etc/passwd", "only http and https"),
            ("ftp://example.org/", "only http and https"),
            ("javascript:alert(1)", "only http and https"),
            ("http://", "no URL"),
            ("https:///", "no URL"),
            ("example.org", "no URL"),
            ("http://exa mple.org/", "no URL"),
        ] {
            let error = parse(text).expect_err(text).to_string();
            assert!(error.contains(said), "{text}: {error}");
        }
        assert!(parse(&format!("http://a/{}", "x".repeat(MAX_LENGTH))).is_err());
        assert_eq!(parse(" HTTP://Example.ORG/a#b ").expect("a URL").as_str(), "http://example.org/a");
    }

    #[test]
    fn credentials_are_never_shown() {
        for (url, safe) in [
            ("https://ann:secret@example.org/a?b#c", "https://example.org/a?b"),
            ("https://ann@example.org/", "https://example.org/"),
            ("http://ann:secret@exa mple/", "http://exa mple/"),
            ("ann:secret@", ""),
            ("ftp://ann:secret@example.org/", "ftp://example.org/"),
            ("nothing", "nothing"),
        ] {
            assert_eq!(shown(url), safe);
        }
    }

    #[test]
    fn urls_are_told_from_files() {
        for (arg, url) in [
            ("https://example.org", true),
            ("file:///etc/passwd", true),
            ("C://texts/a.txt", false),
            ("texts/a.txt", false),
            ("://", false),
            ("a b://c", false),
            ("-", false),
        ] {
            assert_eq!(is_url(arg), url, "{arg}");
        }
    }
}
