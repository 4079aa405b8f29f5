//! Certificates and proxies.

use crate::server::{Server, answer, none, page};
use crate::{bytes, fetch, folder, settings};
use calque_service::{FetchSettings, PrivateAddresses, ProxyChoice};
use calque_text::Remedy;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

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

/// A proxy that makes tunnels, whatever host is asked for, to one server; and what it was asked for.
fn tunnels(server: &str) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let base = format!("http://{}", listener.local_addr().expect("bound"));
    let (asked, server) = (Arc::new(Mutex::new(Vec::new())), server.trim_start_matches("https://").to_owned());
    let log = Arc::clone(&asked);
    std::thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let lines = BufReader::new(&client).lines().map_while(Result::ok).take_while(|l| !l.is_empty());
            let head: Vec<String> = lines.collect();
            log.lock().expect("no panic").push(head.first().cloned().unwrap_or_default());
            let server = TcpStream::connect(&server).expect("the server");
            (&client).write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").expect("a client");
            let (mut from, mut to) = (client.try_clone().expect("a socket"), server.try_clone().expect("a socket"));
            std::thread::spawn(move || std::io::copy(&mut from, &mut to));
            // Whoever does not trust the certificate hangs up.
            std::thread::spawn(move || std::io::copy(&mut (&server).take(u64::MAX), &mut (&client)));
        }
    });
    (base, asked)
}

#[tokio::test]
async fn https_goes_through_a_proxy_in_a_tunnel() {
    let (cache, server) = (folder(), secure_server());
    let (proxy, asked) = tunnels(&server);
    let through = FetchSettings {
        proxy: ProxyChoice::Url(proxy),
        private: PrivateAddresses::Refused,
        authorities: Some(file("ca.pem")),
        retries: 0,
        ..settings(&cache)
    };
    let asked = || std::mem::take(&mut *asked.lock().expect("no panic"));
    // A name that only the proxy can resolve is left to the proxy, which is asked for host and port.
    let page = fetch("https://news.example/page", through.clone()).await.expect("fetched");
    assert_eq!(bytes(&page), b"<p>Le pont.</p>");
    assert_eq!(asked(), ["CONNECT news.example:443 HTTP/1.1"; 2], "robots.txt and the page");
    // In the tunnel certificates are checked as without one, for the name that was asked for.
    for (url, settings, said) in [
        ("https://news.example/", FetchSettings { authorities: None, ..through.clone() }, "UnknownIssuer"),
        ("https://other.example/", through.clone(), "not valid for name"),
    ] {
        let error = fetch(url, settings).await.expect_err(url);
        assert!(error.problem.name() == "tls" && error.to_string().contains(said), "{error}");
        asked();
    }
    // What is private here is refused before the proxy is asked.
    let port = server.rsplit(':').next().unwrap_or_default();
    for url in [&server, &format!("https://localhost:{port}/"), "https://[::1]/", "https://169.254.169.254/"] {
        let error = fetch(url, through.clone()).await.expect_err(url);
        assert_eq!((error.problem.name(), asked()), ("private-address", Vec::new()), "{url}");
    }
    let allowed = FetchSettings { private: settings(&cache).private, ..through };
    assert_eq!(bytes(&fetch(&server, allowed).await.expect("allowed")), b"<p>Le pont.</p>");
    assert!(asked()[0].starts_with("CONNECT 127.0.0.1:"));
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
    let through = FetchSettings {
        proxy: ProxyChoice::Url(proxy.base.clone()),
        private: PrivateAddresses::Refused,
        ..settings(&cache)
    };
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
