//! Who is let in, and with what headers.

use crate::client::Server;
use serde_json::json;

#[test]
fn nobody_is_let_in_without_the_token() {
    let server = Server::start();
    let host = server.host();
    for path in
        ["/", "/app/state", "/assets/index.html", "/app/doc/1", "/app/events", "/api/v1/openapi.json", "/nowhere"]
    {
        let reply = server.request("GET", path, &[("Host", &host)], b"");
        assert_eq!(reply.status, 401, "{path}");
        assert!(!reply.text().contains(&server.token));
    }
    for token in ["", "0", &server.token[1..], &server.token.to_uppercase()] {
        let bearer = format!("Bearer {token}");
        let reply = server.request("GET", "/app/state", &[("Host", &host), ("Authorization", &bearer)], b"");
        assert_eq!(reply.status, 401, "{token}");
        let cookie = format!("calque_{}={token}", server.port);
        let reply = server.request("GET", "/app/state", &[("Host", &host), ("Cookie", &cookie)], b"");
        assert_eq!(reply.status, 401, "{token}");
    }
    let reply = server.request("GET", "/?token=wrong", &[("Host", &host)], b"");
    assert_eq!((reply.status, reply.header("set-cookie")), (401, None));
}

#[test]
fn the_token_becomes_a_cookie_that_other_sites_cannot_use() {
    let server = Server::start();
    let host = server.host();
    let reply = server.request("GET", &format!("/?token={}", server.token), &[("Host", &host)], b"");
    assert_eq!((reply.status, reply.header("location").as_deref()), (303, Some("/")));
    let cookie = reply.header("set-cookie").expect("a cookie");
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let pair = cookie.split(';').next().expect("a pair");
    let reply = server.request("GET", "/", &[("Host", &host), ("Cookie", &format!("a=b; {pair}"))], b"");
    assert_eq!(reply.status, 200);
    assert!(reply.text().contains("<html"));
    assert!(server.token.len() >= 64, "256 bits");
    assert_ne!(server.token, Server::start().token);
}

#[test]
fn another_host_is_refused_even_with_the_token() {
    let server = Server::start();
    let bearer = format!("Bearer {}", server.token);
    let port = server.port;
    for host in ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example", ""] {
        let reply = server.request("GET", "/app/state", &[("Host", host), ("Authorization", &bearer)], b"");
        assert_eq!(reply.status, 403, "{host}");
    }
    let none = format!("GET /app/state HTTP/1.1\r\nConnection: close\r\nAuthorization: {bearer}\r\n\r\n");
    assert!(matches!(server.raw(none.as_bytes()).status, 400 | 403));
    for host in [format!("localhost:{port}"), format!("LOCALHOST:{port}"), format!("[::1]:{port}")] {
        let reply = server.request("GET", "/app/state", &[("Host", &host), ("Authorization", &bearer)], b"");
        assert_eq!(reply.status, 200, "{host}");
    }
}

#[test]
fn another_pages_requests_are_refused() {
    let server = Server::start();
    let (host, bearer) = (server.host(), format!("Bearer {}", server.token));
    let own = format!("http://{host}");
    for (name, value, status) in [
        ("Origin", "https://evil.example", 403),
        ("Origin", "null", 403),
        ("Origin", "http://localhost:1", 403),
        ("Origin", "https://127.0.0.1", 403),
        ("Sec-Fetch-Site", "cross-site", 403),
        ("Sec-Fetch-Site", "same-site", 403),
        ("Sec-Fetch-Site", "same-origin", 200),
        ("Origin", own.as_str(), 200),
    ] {
        let headers =
            [("Host", &*host), ("Authorization", &*bearer), ("Content-Type", "application/json"), (name, value)];
        let reply = server.request("POST", "/app/settings", &headers, b"{}");
        assert_eq!(reply.status, status, "{name}: {value}: {}", reply.text());
    }
}

/// A form of another page can send text and forms, and no JSON.
#[test]
fn what_a_form_can_send_is_refused() {
    let server = Server::start();
    let (host, bearer) = (server.host(), format!("Bearer {}", server.token));
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""] {
        let headers = [("Host", &*host), ("Authorization", &*bearer), ("Content-Type", kind)];
        assert_eq!(server.request("POST", "/app/close", &headers, b"{}").status, 415, "{kind}");
    }
    let headers = [("Host", &*host), ("Authorization", &*bearer), ("Content-Type", "application/json")];
    assert_eq!(server.request("POST", "/app/upload", &headers, b"{}").status, 415);
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
        let reply = server.request(method, "/app/state", &headers, b"{}");
        assert_eq!(reply.status, 405, "{method}");
        assert_eq!(reply.header("access-control-allow-origin"), None);
    }
}

#[test]
fn every_answer_has_its_headers() {
    let server = Server::start();
    for path in ["/", "/app/state", "/nowhere", "/assets/index.html", "/app/doc/77"] {
        let reply = server.get(path);
        let policy = reply.header("content-security-policy").expect("a policy");
        for part in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(reply.header("x-content-type-options").as_deref(), Some("nosniff"), "{path}");
        assert_eq!(reply.header("referrer-policy").as_deref(), Some("no-referrer"), "{path}");
        assert_eq!(reply.header("cross-origin-resource-policy").as_deref(), Some("same-origin"), "{path}");
        assert_eq!(reply.header("cache-control").as_deref(), Some("no-store"), "{path}");
    }
}

#[test]
fn no_path_leads_out_of_the_page() {
    let server = Server::with(|o| o.page = Some("page".into()));
    assert_eq!(server.get("/assets/index.html").status, 200);
    for path in [
        "/assets/../Cargo.toml",
        "/assets/..%2FCargo.toml",
        "/assets/%2e%2e/Cargo.toml",
        "/assets/%2Fetc%2Fpasswd",
        "/assets//etc/passwd",
        "/assets/a/../../src/lib.rs",
    ] {
        let reply = server.get(path);
        assert!(matches!(reply.status, 404 | 400), "{path}: {}", reply.status);
    }
}

#[test]
fn errors_are_json_in_the_language_of_the_reader() {
    let server = Server::start();
    let (host, bearer) = (server.host(), format!("Bearer {}", server.token));
    let french = |path: &str| {
        let headers = [("Host", &*host), ("Authorization", &*bearer), ("Accept-Language", "fr-CA,fr;q=0.9,en;q=0.5")];
        server.request("GET", path, &headers, b"").json()
    };
    assert_eq!(french("/app/state")["ui_lang"], "fr");
    assert_eq!(french("/app/doc/1")["error"]["message"], "Aucun projet n’est ouvert.");
    server.done("/app/settings", &json!({ "ui_lang": "en", "page": { "place": 7 } }));
    assert_eq!(french("/app/doc/1")["error"]["message"], "No project is open.");
    let settings = server.ok("/app/state")["settings"].clone();
    assert_eq!(settings["page"]["place"], 7);
    let broken = server.request(
        "POST",
        "/app/open",
        &[("Host", &host), ("Authorization", &bearer), ("Content-Type", "application/json")],
        b"{\"source\": ",
    );
    assert_eq!((broken.status, broken.code().as_str()), (400, "bad-request"));
}
