//! Certificates, proxies, and the cache made smaller.

use crate::server::{Act, Server, answer, none, page};
use crate::{bytes, fetch, folder, settings};
use calque_service::{Cache, FetchSettings, Private, ProxyChoice, Trim, Trimmed};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// A file of `tls/`.
fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/web/tls").join(name)
}

/// A server of HTTPS whose certificate is signed by an authority that nobody knows.
fn secure_server() -> String {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let certificate = CertificateDer::from_pem_file(file("server.pem")).expect("a certificate");
    let key = PrivateKeyDer::from_pem_file(file("server.key")).expect("a key");
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .expect("they fit");
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let base = format!("https://{}", listener.local_addr().expect("bound"));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let connection = rustls::ServerConnection::new(Arc::clone(&config)).expect("a connection");
            let mut stream = rustls::StreamOwned::new(connection, stream);
            // Whoever does not trust the certificate hangs up here.
            let mut lines = BufReader::new(&mut stream).lines().map_while(Result::ok).take_while(|l| !l.is_empty());
            let Some(path) = lines.next() else { continue };
            lines.for_each(drop);
            let (status, body) =
                if path.contains("robots") { ("404 Not Found", "") } else { ("200 OK", "<p>Le pont.</p>") };
            let head = format!("HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {}\r\n", body.len());
            let _ = stream.write_all(format!("{head}Connection: close\r\n\r\n{body}").as_bytes());
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
    });
    base
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused() {
    let (cache, url) = (folder(), secure_server() + "/page");
    let error = fetch(&url, settings(&cache)).await.expect_err("not trusted");
    assert_eq!(error.problem.name(), "tls", "{error}");
    assert!(error.to_string().contains("UnknownIssuer") && error.help().contains("--ca FILE"), "{error}");
    // An unanswered robots.txt is not taken for the site's word.
    let trusting = FetchSettings { authorities: Some(file("ca.pem")), ..settings(&cache) };
    let page = fetch(&url, trusting).await.expect("trusted");
    assert_eq!(bytes(&page), b"<p>Le pont.</p>");
    for (name, said) in [("README.md", "holds no certificate"), ("none.pem", "cannot be read")] {
        let settings = FetchSettings { authorities: Some(file(name)), ..settings(&cache) };
        let error = fetch(&url, settings).await.expect_err(name);
        assert_eq!(error.problem.name(), "authorities");
        assert!(error.to_string().contains(said), "{error}");
    }
}

#[tokio::test]
async fn a_proxy_is_asked_for_the_whole_url() {
    let proxy = Server::start(|asked, _| match asked.path.as_str() {
        "http://news.example/fr" => page("Par un intermédiaire."),
        path if path.ends_with("/robots.txt") => none(),
        _ => answer("502 Bad Gateway", &[], ""),
    })
    .await;
    let cache = folder();
    let through =
        FetchSettings { proxy: ProxyChoice::Url(proxy.base.clone()), private: Private::Refused, ..settings(&cache) };
    // The name need not be known here, and the proxy itself may be at a private address.
    let page = fetch("http://news.example/fr", through.clone()).await.expect("fetched");
    assert!(String::from_utf8_lossy(&bytes(&page)).contains("intermédiaire"));
    assert_eq!(proxy.count("http://news.example/fr"), 1);
    // What is refused is refused before the proxy is asked.
    let error = fetch("http://127.0.0.1/", through.clone()).await.expect_err("private");
    assert_eq!((error.problem.name(), proxy.count("http://127.0.0.1/")), ("private-address", 0));
    let wrong = FetchSettings { proxy: ProxyChoice::Url("no url".to_owned()), ..through };
    assert_eq!(fetch("http://news.example/fr", wrong).await.expect_err("no proxy").problem.name(), "proxy");
}

#[tokio::test]
async fn what_was_not_used_for_longest_leaves_the_cache_first() {
    let server = Server::start(|asked, _| -> Act {
        match asked.path.as_str() {
            "/robots.txt" => none(),
            path => answer("200 OK", &["Content-Type: text/plain", "ETag: \"1\""], path.repeat(100)),
        }
    })
    .await;
    let folder = folder();
    let forever = FetchSettings { max_age: Duration::from_secs(3600), ..settings(&folder) };
    for path in ["/aa", "/bb", "/cc"] {
        let page = fetch(&server.url(path), forever.clone()).await.expect("fetched");
        let old = std::time::SystemTime::now() - Duration::from_secs(1000 - u64::from(path.as_bytes()[1]));
        std::fs::File::options().append(true).open(&page.path).and_then(|f| f.set_modified(old)).expect("a time");
    }
    // The oldest is used again, so that it is the youngest now.
    assert!(fetch(&server.url("/aa"), forever.clone()).await.expect("in the cache").cached);
    let cache = Cache::open(Some(folder.path())).expect("a cache");
    let trimmed = cache.trim(Trim::Size(700)).expect("trimmed");
    assert_eq!(trimmed, Trimmed { files: 1, bytes: 300, left: 600 });
    let offline = FetchSettings { offline: true, ..forever };
    for (path, there) in [("/aa", true), ("/bb", false), ("/cc", true)] {
        assert_eq!(fetch(&server.url(path), offline.clone()).await.is_ok(), there, "{path}");
    }
    assert_eq!(cache.trim(Trim::Unused(Duration::from_secs(3600))).expect("trimmed").files, 0);
    assert_eq!(cache.trim(Trim::Size(0)).expect("trimmed"), Trimmed { files: 2, bytes: 600, left: 0 });
    let left = |name: &str| {
        std::fs::read_dir(folder.path().join(name))
            .expect("a folder")
            .flatten()
            .flat_map(|f| std::fs::read_dir(f.path()).expect("a folder"))
            .count()
    };
    assert_eq!((left("bodies"), left("urls")), (0, 0));
}
