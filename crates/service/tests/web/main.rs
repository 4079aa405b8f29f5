//! Fetching from a real web server that misbehaves on purpose. Nothing here is
//! about how long something took; where a wait is needed, it is a short one.

mod edges;
mod list;
mod proxies;
mod server;

use calque_service::{FetchError, FetchSettings, Fetched, Fetcher, PrivateAddresses, Problem};
use calque_text::Remedy;
use server::{Act, HTML, Server, answer, gzip, head, none, page, redirect};
use std::time::Duration;
use tempfile::TempDir;

/// Settings without waits, that may reach the server of the test and nothing else that is private.
fn settings(cache: &TempDir) -> FetchSettings {
    FetchSettings {
        cache: Some(cache.path().to_path_buf()),
        private: PrivateAddresses::Only(vec!["127.0.0.1".parse().expect("an address")]),
        delay: Duration::ZERO,
        backoff: Duration::from_millis(1),
        max_wait: Duration::from_secs(5),
        timeout: Duration::from_secs(30),
        max_bytes: 1 << 20,
        ..FetchSettings::default()
    }
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// Fetches one URL with a cache of its own.
async fn fetch(url: &str, settings: FetchSettings) -> Result<Fetched, FetchError> {
    Fetcher::new(settings)?.fetch(url).await
}

fn bytes(page: &Fetched) -> Vec<u8> {
    std::fs::read(&page.path).expect("in the cache")
}

#[tokio::test]
async fn a_page_comes_with_what_the_server_says_of_it() {
    let server = Server::start(|asked, _| match asked.path.as_str() {
        "/a?b=c" => answer("200 OK", &["Content-Type: Text/HTML; charset=\"iso-8859-15\"", "ETag: \"1\""], b"10 \xa4"),
        _ => none(),
    })
    .await;
    let cache = folder();
    let page = fetch(&server.url("/a?b=c#part"), settings(&cache)).await.expect("fetched");
    assert_eq!((page.url.as_str(), page.final_url.as_str()), (server.url("/a?b=c").as_str(), page.url.as_str()));
    assert_eq!((page.media_type.as_deref(), page.charset.as_deref()), (Some("text/html"), Some("iso-8859-15")));
    assert_eq!((bytes(&page), page.bytes, page.cached, page.tries), (b"10 \xa4".to_vec(), 4, false, 1));
    let asked = &server.asked()[0];
    assert!(asked.headers["user-agent"].starts_with("Calque/"), "{asked:?}");
    assert_eq!(asked.headers["accept-encoding"], "gzip");
    assert!(!asked.headers.contains_key("if-none-match"));
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let server = Server::start(|asked, _| match asked.path.as_str() {
        "/old" => redirect("/new"),
        "/new" if asked.headers.get("if-none-match").is_some_and(|e| e == "\"7\"") => {
            Act::Send(head("304 Not Modified", &[]))
        }
        "/new" => answer("200 OK", &[HTML, "ETag: \"7\"", "Last-Modified: Wed, 21 Oct 2015 07:28:00 GMT"], "<p>Un."),
        _ => none(),
    })
    .await;
    let cache = folder();
    let first = fetch(&server.url("/old"), settings(&cache)).await.expect("fetched");
    let again = fetch(&server.url("/old"), settings(&cache)).await.expect("unchanged");
    assert_eq!((first.cached, again.cached), (false, true));
    assert_eq!((bytes(&first), &first.final_url), (bytes(&again), &server.url("/new")));
    let asked = server.asked();
    // The validators belong to the page, not to the redirect before it.
    let since: Vec<bool> = asked.iter().map(|a| a.headers.contains_key("if-modified-since")).collect();
    assert_eq!(since, [false, false, false, true]);
    // With the cache alone, and with copies young enough, nobody is asked.
    for change in [
        |s: FetchSettings| FetchSettings { offline: true, ..s },
        |s: FetchSettings| FetchSettings { max_age: Duration::from_secs(3600), ..s },
    ] {
        assert!(fetch(&server.url("/old"), change(settings(&cache))).await.expect("cached").cached);
    }
    assert_eq!(server.asked().len(), 4);
    let other = fetch(&server.url("/other"), FetchSettings { offline: true, ..settings(&cache) }).await;
    assert_eq!(other.expect_err("offline").problem.name(), "not-cached");
}

#[tokio::test]
async fn a_page_that_changed_replaces_the_old_one() {
    let server = Server::start(|asked, before| match asked.path.as_str() {
        "/robots.txt" => none(),
        _ => answer("200 OK", &[HTML, &format!("ETag: \"{before}\"")], format!("<p>{before}")),
    })
    .await;
    let cache = folder();
    for n in 0..2 {
        let page = fetch(&server.url("/"), settings(&cache)).await.expect("fetched");
        assert_eq!((bytes(&page), page.cached), (format!("<p>{n}").into_bytes(), false));
    }
}

#[tokio::test]
async fn passing_troubles_are_waited_out() {
    let server = Server::start(|asked, before| match (asked.path.as_str(), before) {
        ("/robots.txt", _) => none(),
        ("/busy", 0) => answer("429 Too Many Requests", &["Retry-After: 0"], ""),
        ("/down", 0..2) => answer("503 Service Unavailable", &[HTML], "<p>Back soon."),
        ("/reset", 0) => Act::Reset,
        ("/cut", 0) => Act::Send([head("200 OK", &[HTML, "Content-Length: 1000"]), b"<p>Un".to_vec()].concat()),
        ("/never", _) => answer("500 Internal Server Error", &[], ""),
        ("/gone", _) => answer("410 Gone", &[], ""),
        _ => page("Enfin."),
    })
    .await;
    for (path, tries) in [("/busy", 2), ("/down", 3), ("/reset", 2), ("/cut", 2)] {
        let cache = folder();
        let got = fetch(&server.url(path), settings(&cache)).await.expect(path);
        assert_eq!((got.tries, bytes(&got).ends_with(b"<p>Enfin.</p></body></html>")), (tries, true), "{path}");
    }
    for (path, tries, said) in [("/never", 4, "answers 500 Internal Server Error"), ("/gone", 1, "answers 410 Gone")] {
        let cache = folder();
        let error = fetch(&server.url(path), settings(&cache)).await.expect_err(path);
        assert_eq!((error.tries, server.count(path)), (tries, tries as usize), "{path}");
        assert!(error.to_string().starts_with(&server.url(path)) && error.to_string().contains(said), "{error}");
    }
}

#[tokio::test]
async fn who_asks_to_wait_too_long_is_given_up() {
    let server = Server::start(|asked, _| match asked.path.as_str() {
        "/robots.txt" => none(),
        "/date" => answer("503 Service Unavailable", &["Retry-After: Fri, 31 Dec 9999 23:59:59 GMT"], ""),
        _ => answer("429 Too Many Requests", &["Retry-After: 86400"], ""),
    })
    .await;
    for path in ["/seconds", "/date"] {
        let cache = folder();
        let error = fetch(&server.url(path), settings(&cache)).await.expect_err(path);
        assert_eq!((error.problem.name(), error.tries), ("wait", 1), "{error}");
    }
}

#[tokio::test]
async fn bodies_without_end_and_bombs_are_stopped() {
    let bomb = gzip(&vec![b' '; 64 << 20]);
    let unasked = gzip(b"<p>Un.");
    let server = Server::start(move |asked, _| match asked.path.as_str() {
        "/robots.txt" => none(),
        "/endless" => Act::Forever(head("200 OK", &[HTML]), vec![b'a'; 1 << 16]),
        "/chunks" => Act::Forever(head("200 OK", &[HTML, "Transfer-Encoding: chunked"]), b"4\r\nabcd\r\n".repeat(999)),
        "/large" => answer("200 OK", &[HTML], vec![b'a'; (1 << 20) + 1]),
        "/lies" => Act::Send(head("200 OK", &[HTML, "Content-Length: 99999999999"])),
        "/bomb" => answer("200 OK", &[HTML, "Content-Encoding: gzip"], &bomb),
        "/damaged" => answer("200 OK", &[HTML, "Content-Encoding: gzip"], b"\x1f\x8bnonsense"),
        "/brotli" => answer("200 OK", &[HTML, "Content-Encoding: br"], "x"),
        "/gzip" => answer("200 OK", &[HTML, "Content-Encoding: GZIP"], &unasked),
        "/headers" => Act::Send(head("200 OK", &vec!["X-Filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"; 5000])),
        "/header" => Act::Send(head("200 OK", &[&format!("X: {}", "a".repeat(2 << 20))])),
        _ => Act::Send(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec()),
    })
    .await;
    for (path, reason) in [
        ("/endless", "too-large"),
        ("/chunks", "too-large"),
        ("/large", "too-large"),
        ("/lies", "too-large"),
        ("/bomb", "too-large"),
        ("/damaged", "broken"),
        ("/brotli", "coding"),
        ("/headers", "broken"),
        ("/header", "broken"),
        ("/no-http", "broken"),
    ] {
        let cache = folder();
        let settings = FetchSettings { retries: 0, ..settings(&cache) };
        let error = fetch(&server.url(path), settings).await.expect_err(path);
        assert_eq!(error.problem.name(), reason, "{error}");
        assert!(!error.help().is_empty());
        // Nothing half-fetched stays.
        let left: Vec<_> = std::fs::read_dir(cache.path().join("bodies")).expect("a folder").collect();
        assert!(left.is_empty(), "{path}: {left:?}");
    }
    let cache = folder();
    let roomy = FetchSettings { max_bytes: 1 << 30, ..settings(&cache) };
    assert_eq!(fetch(&server.url("/bomb"), roomy).await.expect_err("a bomb").problem.name(), "bomb");
    assert_eq!(bytes(&fetch(&server.url("/gzip"), settings(&cache)).await.expect("gzip")), b"<p>Un.");
}

#[tokio::test]
async fn a_server_that_stalls_is_left() {
    let server = Server::start(|asked, _| match asked.path.as_str() {
        "/robots.txt" => none(),
        "/head" => Act::Stall(b"HTTP/1.1 200 OK\r\nX-Slow".to_vec()),
        "/body" => Act::Stall([head("200 OK", &[HTML]), b"<p>Un".to_vec()].concat()),
        _ => Act::Stall(Vec::new()),
    })
    .await;
    for path in ["/head", "/body", "/nothing"] {
        let cache = folder();
        let settings = FetchSettings { timeout: Duration::from_millis(300), retries: 0, ..settings(&cache) };
        let error = fetch(&server.url(path), settings).await.expect_err(path);
        assert!(matches!(error.problem, Problem::Timeout(_)), "{path}: {error}");
    }
}

#[tokio::test]
async fn redirects_are_followed_and_each_hop_is_checked() {
    let server = Server::start(|asked, _| match asked.path.as_str() {
        "/robots.txt" => answer("200 OK", &[], "User-agent: *\nDisallow: /secret\n"),
        "/a" => redirect("b?x=1"),
        "/b?x=1" => redirect("//127.0.0.1:1/no"),
        "/ok" => redirect("/fin"),
        "/fin" => page("Fin."),
        "/circle" => redirect("/circle2"),
        "/circle2" => redirect("/circle"),
        "/self" => redirect("#top"),
        "/nowhere" => answer("302 Found", &[], ""),
        "/file" => redirect("file:///etc/passwd"),
        "/data" => redirect("data:text/html,x"),
        "/to-secret" => redirect("/secret/page"),
        "/metadata" => redirect("http://169.254.169.254/latest/meta-data/"),
        "/loopback" => redirect("http://127.0.0.2/"),
        "/loopback6" => redirect("http://[::1]:8080/"),
        "/mapped" => redirect("http://[::ffff:10.0.0.1]/"),
        "/decimal" => redirect("http://167772161/"),
        path => match path.strip_prefix("/count/").and_then(|n| n.parse::<u32>().ok()) {
            Some(n) => redirect(&format!("/count/{}", n + 1)),
            None => none(),
        },
    })
    .await;
    for (path, reason) in [
        ("/a", "connect"),
        ("/circle", "redirect-loop"),
        ("/self", "redirect-loop"),
        ("/count/1", "redirects"),
        ("/nowhere", "no-location"),
        ("/file", "scheme"),
        ("/data", "scheme"),
        ("/to-secret", "robots"),
        ("/metadata", "private-address"),
        ("/loopback", "private-address"),
        ("/loopback6", "private-address"),
        ("/mapped", "private-address"),
        ("/decimal", "private-address"),
    ] {
        let cache = folder();
        let settings = FetchSettings { retries: 0, ..settings(&cache) };
        let error = fetch(&server.url(path), settings).await.expect_err(path);
        assert_eq!(error.problem.name(), reason, "{path}: {error}");
    }
    assert_eq!(server.count("/secret/page"), 0);
    let cache = folder();
    let page = fetch(&server.url("/ok"), settings(&cache)).await.expect("fetched");
    assert_eq!((page.final_url, page.tries), (server.url("/fin"), 2));
}

#[tokio::test]
async fn private_addresses_are_refused_before_anything_is_sent() {
    let server = Server::start(|_, _| page("Privé.")).await;
    let port = server.base.rsplit(':').next().expect("a port").to_owned();
    for host in ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"] {
        let cache = folder();
        let settings = FetchSettings { private: PrivateAddresses::Refused, retries: 0, ..settings(&cache) };
        let error = fetch(&format!("http://{host}:{port}/"), settings).await.expect_err(host);
        assert_eq!(error.problem.name(), "private-address", "{error}");
        assert!(error.help().contains("--allow-private"), "{}", error.help());
    }
    assert!(server.asked().is_empty() && server.count("/robots.txt") == 0);
    let cache = folder();
    let all = FetchSettings { private: PrivateAddresses::Allowed, ..settings(&cache) };
    assert!(fetch(&format!("http://localhost:{port}/"), all).await.is_ok());
}

#[tokio::test]
async fn robots_are_obeyed_and_read_once() {
    let server = Server::start(|asked, _| match asked.path.as_str() {
        "/robots.txt" => {
            answer("200 OK", &[], "User-agent: *\nDisallow: /\n\nUser-agent: calque\nDisallow: /no\nAllow: /no/but\n")
        }
        _ => page("Oui."),
    })
    .await;
    let cache = folder();
    let fetcher = Fetcher::new(settings(&cache)).expect("a fetcher");
    for (path, allowed) in [("/yes", true), ("/no", false), ("/no/never?x", false), ("/no/but/yes", true)] {
        let got = fetcher.fetch(&server.url(path)).await;
        assert_eq!(got.map_err(|e| e.problem.name()).err(), (!allowed).then_some("robots"), "{path}");
    }
    assert_eq!((server.count("/robots.txt"), server.asked().len()), (1, 2));
    let ignoring = FetchSettings { robots: false, ..settings(&cache) };
    assert!(fetch(&server.url("/no"), ignoring).await.is_ok());
    assert_eq!(server.count("/robots.txt"), 1);
}

#[tokio::test]
async fn a_site_without_robots_allows_all_and_one_that_cannot_say_nothing() {
    for (what, reason) in [
        ("404 Not Found", None),
        ("403 Forbidden", None),
        ("loop", None),
        ("html", None),
        ("500 Internal Server Error", Some("robots-unreachable")),
        ("429 Too Many Requests", Some("robots-unreachable")),
        ("endless", Some("robots-unreachable")),
        ("reset", Some("robots-unreachable")),
        ("private", Some("private-address")),
    ] {
        let server = Server::start(move |asked, _| match (asked.path.as_str(), what) {
            ("/page", _) => page("Oui."),
            (path, "loop") => redirect(&format!("{path}x")),
            (_, "html") => page("Disallow: /"),
            (_, "endless") => Act::Forever(head("200 OK", &[]), b"Disallow: /\n".repeat(9999)),
            (_, "reset") => Act::Reset,
            (_, "private") => redirect("http://10.0.0.1/robots.txt"),
            (_, status) => answer(status, &[], "User-agent: *\nDisallow: /"),
        })
        .await;
        let cache = folder();
        let settings = FetchSettings { retries: 0, ..settings(&cache) };
        let got = fetch(&server.url("/page"), settings).await;
        assert_eq!(got.as_ref().map_err(|e| e.problem.name()).err(), reason, "{what}: {got:?}");
        assert_eq!(server.count("/page"), usize::from(reason.is_none()), "{what}");
    }
}

#[tokio::test]
async fn other_kinds_of_files_are_left_alone() {
    let server = Server::start(|asked, _| match asked.path.as_str() {
        "/png" => Act::Forever(head("200 OK", &["Content-Type: image/png"]), vec![0; 999]),
        "/untyped" => Act::Send([head("200 OK", &[]), b"Un.".to_vec()].concat()),
        "/unknown" => answer("200 OK", &["Content-Type: application/octet-stream"], "Deux."),
        _ => none(),
    })
    .await;
    let cache = folder();
    let error = fetch(&server.url("/png"), settings(&cache)).await.expect_err("a picture");
    assert_eq!(error.to_string(), format!("{}: is image/png, which is not read", server.url("/png")));
    for path in ["/untyped", "/unknown"] {
        assert!(fetch(&server.url(path), settings(&cache)).await.is_ok(), "{path}");
    }
}

#[tokio::test]
async fn credentials_are_used_and_never_shown() {
    let server = Server::start(|asked, _| match asked.path.as_str() {
        "/robots.txt" => none(),
        "/in" if asked.headers.contains_key("authorization") => page("Entrez."),
        "/elsewhere" => redirect("http://ann:hunter2@127.0.0.2/"),
        _ => answer("401 Unauthorized", &[], ""),
    })
    .await;
    let with = |path: &str| server.url(path).replace("http://", "http://ann:hunter2@");
    let cache = folder();
    let page = fetch(&with("/in"), settings(&cache)).await.expect("fetched");
    assert_eq!((page.url.as_str(), page.final_url.as_str()), (server.url("/in").as_str(), server.url("/in").as_str()));
    assert!(fetch(&server.url("/in"), settings(&cache)).await.is_err(), "the copy is not everybody's");
    for path in ["/out", "/elsewhere"] {
        let error = fetch(&with(path), settings(&cache)).await.expect_err(path);
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
    }
    let mut files = vec![cache.path().to_path_buf()];
    while let Some(path) = files.pop() {
        match std::fs::read_dir(&path) {
            Ok(entries) => files.extend(entries.map(|e| e.expect("an entry").path())),
            Err(_) => assert!(!String::from_utf8_lossy(&std::fs::read(&path).expect("a file")).contains("hunter2")),
        }
    }
}

#[tokio::test]
async fn what_is_no_web_address_is_refused() {
    let cache = folder();
    for (url, reason) in [
        ("file:///etc/passwd", "scheme"),
        ("gopher://example.org/", "scheme"),
        ("example.org", "not-a-url"),
        ("", "not-a-url"),
        ("http://nobody.invalid/", "resolve"),
    ] {
        let settings = FetchSettings { retries: 0, ..settings(&cache) };
        let error = fetch(url, settings).await.expect_err(url);
        assert_eq!(error.problem.name(), reason, "{error}");
    }
}
