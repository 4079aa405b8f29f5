//! Headers: those of a request, and what those of a response say.

use crate::cache::CacheEntry;
use reqwest::header::{self, HeaderMap, HeaderName};
use std::time::{Duration, SystemTime};

/// The headers of a request; with validators where the cache has an entry.
pub(super) fn request_headers(known: Option<&CacheEntry>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = value.parse() {
            headers.insert(name, value);
        }
    };
    set(header::ACCEPT, "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.8");
    set(header::ACCEPT_ENCODING, "gzip");
    if let Some(etag) = known.and_then(|k| k.etag.as_deref()) {
        set(header::IF_NONE_MATCH, etag);
    }
    if let Some(date) = known.and_then(|k| k.last_modified.as_deref()) {
        set(header::IF_MODIFIED_SINCE, date);
    }
    headers
}

/// A header as text; `None` if it is missing, empty, or longer than 16 KiB.
pub(super) fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    let value = headers.get(name)?;
    let text = String::from_utf8_lossy(value.as_bytes()).trim().to_owned();
    (!text.is_empty() && text.len() <= 16 << 10).then_some(text)
}

/// The media type, in lower case, and the encoding that the server names.
pub(super) fn content_type(headers: &HeaderMap) -> (Option<String>, Option<String>) {
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

/// How long `Retry-After` asks to wait: seconds, or a date.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
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
