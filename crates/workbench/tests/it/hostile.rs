//! Texts, names and requests that nobody wants.

use crate::client::Server;
use serde_json::json;

const NASTY: &str = "<script>alert(1)</script><img src=x onerror=alert(2)>\" onmouseover=\"x' -->";

#[test]
fn hostile_words_stay_words() {
    let server = Server::start();
    let english = format!("The dam {NASTY} was closed on Tuesday.\n\nSome 4,200 people left the valley.");
    let french = format!("Le barrage {NASTY} a été fermé mardi.\n\nQuelque 2 400 personnes ont quitté la vallée.");
    let request = json!({
        "source": { "text": english, "name": format!("{NASTY}.txt") },
        "target": { "text": french, "name": "../../../etc/passwd" },
        "name": NASTY,
    });
    let id = server.done("/app/open", &request)["document"].clone();
    let path = format!("/app/doc/{id}");
    let bead = server.ok(&format!("{path}/beads"))["beads"][0].clone();
    assert!(bead["target"][0]["text"].as_str().is_some_and(|t| t.contains("<script>")), "text is not mangled: {bead}");
    server.done(&format!("{path}/command"), &json!({ "kind": "comment", "bead": bead["id"], "text": NASTY }));
    let page = server.get(&format!("{path}/export?format=html")).text();
    assert!(!page.contains("<script>alert") && !page.contains("<img src=x"), "the report escapes what it shows");
    for format in ["html", "original", "tmx", "json", "csv"] {
        let reply = server.get(&format!("{path}/export?format={format}"));
        let name = reply.header("content-disposition").unwrap_or_default();
        assert!(!name.contains(['/', '<', '"']) && !name.contains(".."), "{format}: {name}");
        assert!(reply.header("content-type").is_some_and(|t| !t.is_empty()));
    }
    // Answers are JSON, which no browser shows as a page.
    let reply = server.get(&path);
    assert_eq!(reply.header("content-type").as_deref(), Some("application/json"));
    // Names of other files never lead to them.
    let projects: Vec<_> = std::fs::read_dir(server.data.path().join("projects")).expect("projects").collect();
    assert!(
        projects.iter().flatten().all(|p| p
            .file_name()
            .to_string_lossy()
            .chars()
            .all(|c| c.is_alphanumeric() || "-.".contains(c)))
    );
}

#[test]
fn uploads_are_capped_and_bombs_do_not_unfold() {
    let server = Server::with(|o| o.settings.read.max_size = 1 << 20);
    let large = vec![b'a'; (1 << 20) + 1];
    let reply = server.upload("large.txt", &large);
    assert_eq!(reply.status, 413, "{}", reply.text());
    assert_eq!(reply.code(), "too-large");
    // One that does not say how large it is.
    let (host, token) = (server.host(), &server.token);
    let head = format!(
        "POST /app/upload HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\
         Content-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    let mut chunked = head.into_bytes();
    for _ in 0..40 {
        chunked.extend_from_slice(b"8000\r\n");
        chunked.extend(std::iter::repeat_n(b'a', 0x8000));
        chunked.extend_from_slice(b"\r\n");
    }
    chunked.extend_from_slice(b"0\r\n\r\n");
    assert_eq!(server.raw(&chunked).status, 413);
    // 50 MB of zeros in a document of some kilobytes.
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let deflated = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    archive.start_file("word/document.xml", deflated).expect("begun");
    std::io::Write::write_all(&mut archive, &vec![b' '; 50 << 20]).expect("written");
    let bomb = archive.finish().expect("finished").into_inner();
    assert!(bomb.len() < 1 << 20);
    let reply = server.upload("bomb.docx", &bomb);
    assert_eq!((reply.status, reply.code().as_str()), (422, "input"), "{}", reply.text());
    // The server goes on.
    assert_eq!(server.get("/app/state").status, 200);
}

#[test]
fn broken_requests_are_answered_and_the_server_goes_on() {
    let server = Server::start();
    let id = server.done("/app/example", &json!({}))["document"].clone();
    let path = format!("/app/doc/{id}");
    for (body, status) in [
        (json!({}), 400),
        (json!([]), 400),
        (json!({ "kind": "explode" }), 400),
        (json!({ "kind": "edit", "cell": "x", "text": 1 }), 400),
        (json!({ "kind": "edit", "cell": -1, "text": "x" }), 404),
        (json!({ "kind": "split", "cell": 2, "at": 999_999_999 }), 422),
        (json!({ "kind": "split-bead", "bead": 90, "source_at": 99, "target_at": 99 }), 422),
        (json!({ "kind": "link", "beads": [90, 90] }), 422),
        (json!({ "kind": "dismiss", "finding": "../../x", "reason": "" }), 404),
        (json!({ "kind": "confirm" }), 422),
    ] {
        let reply = server.post(&format!("{path}/command"), &body);
        assert_eq!(reply.status, status, "{body}: {}", reply.text());
    }
    for bad in
        ["/app/doc/x", "/app/doc/99999999999999999999", "/app/doc/1/beads?from=-1", "/app/doc/1/minimap?buckets=x"]
    {
        assert_eq!(server.get(bad).status, 400, "{bad}");
    }
    assert_eq!(server.get(&format!("{path}/minimap?buckets=0")).status, 200);
    assert_eq!(server.get(&format!("{path}/beads?from=9999999&to=1")).status, 200);
    let page = json!({ "page": { "x": "y".repeat(70_000) } });
    assert_eq!(server.post("/app/settings", &page).status, 400);
    let deep = "[".repeat(100_000);
    let headers = [
        ("Host", &*server.host()),
        ("Authorization", &*format!("Bearer {}", server.token)),
        ("Content-Type", "application/json"),
    ];
    assert_eq!(server.request("POST", "/app/open", &headers, deep.as_bytes()).status, 400);
    assert_eq!(server.raw(b"GARBAGE\r\n\r\n").status, 400);
    assert_eq!(server.ok(&path)["id"], id);
}
