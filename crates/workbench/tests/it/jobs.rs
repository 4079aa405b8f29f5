//! The jobs of the desk, over HTTP: find, correct, dismiss, read, take away.

use crate::client::Server;
use serde_json::{Value, json};
use std::time::Instant;

fn find<'a>(doc: &'a Value, rule: &str) -> &'a Value {
    let findings = doc["findings"].as_array().expect("findings");
    findings.iter().find(|f| f["rule"] == rule).unwrap_or_else(|| panic!("no {rule}"))
}

#[test]
fn the_desk_corrects_the_example() {
    let server = Server::start();
    let began = Instant::now();
    let id = server.done("/app/example", &json!({}))["document"].clone();
    let doc = server.ok(&format!("/app/doc/{id}"));
    assert!(began.elapsed().as_secs_f64() < 20.0, "the time that counts is measured with a release build");
    let counts = doc["counts"].clone();
    assert!(counts["to_correct"].as_u64() > Some(5), "{counts}");
    let (path, command) = (format!("/app/doc/{id}"), format!("/app/doc/{id}/command"));
    // A card.
    let names = find(&doc, "names");
    let card = server.ok(&format!("{path}/finding/{}", names["id"].as_str().expect("an id")));
    assert!(card["sentence"].as_str().is_some_and(|s| s.contains('*')), "{card}");
    assert!(card["rule_page"]["html_safe_markdown"].as_str().is_some_and(|h| h.contains("<h1>")));
    let words: String = context(&card["target"]);
    assert_eq!(card["target"]["text"], words);
    // An edit, first as a preview.
    let index = names["index"].as_u64().expect("a place");
    let bead = server.ok(&format!("{path}/beads?from={index}&to={}", index + 1))["beads"][0].clone();
    let cell = bead["target"][0].clone();
    let text = cell["text"].as_str().expect("text").replace(&words, card["source"]["text"].as_str().expect("words"));
    let seen = server.done(&format!("{path}/preview"), &json!({ "cell": cell["id"], "text": text }));
    assert_eq!(seen["went"][0]["id"], names["id"], "{seen}");
    let done = server.done(&command, &json!({ "kind": "edit", "cell": cell["id"], "text": text }));
    assert_eq!(done["findings"]["went"][0]["state"], "corrected", "{done}");
    assert_eq!(done["beads"]["beads"].as_array().map(Vec::len), Some(1), "only the pair itself changes: {done}");
    assert_eq!(done["counts"]["to_correct"].as_u64(), counts["to_correct"].as_u64().map(|n| n - 1));
    assert!(done["said"].as_str().is_some_and(|s| s.contains("1 finding went")), "{done}");
    // A dismissal, a comment, a question; and back.
    let negation = find(&doc, "negation")["id"].clone();
    let done =
        server.done(&command, &json!({ "kind": "dismiss", "finding": negation, "reason": "meant", "note": "style" }));
    assert_eq!(done["findings"]["changed"][0]["state"], "dismissed");
    let done = server.done(&command, &json!({ "kind": "comment", "bead": bead["id"], "text": "Seen <b>here</b>." }));
    assert_eq!(done["beads"]["beads"][0]["comments"][0]["text"], "Seen <b>here</b>.");
    let undone = server.done(&format!("{path}/undo"), &json!({}));
    assert_eq!((undone["counts"]["comments"].as_u64(), undone["can_redo"].as_bool()), (Some(0), Some(true)));
    server.done(&format!("{path}/redo"), &json!({}));
    let history = server.ok(&format!("{path}/history"));
    let kinds: Vec<&str> = history.as_array().expect("a list").iter().filter_map(|e| e["kind"].as_str()).collect();
    assert_eq!(kinds, ["redo", "undo", "comment", "dismiss", "edit", "open"]);
    // What is taken away.
    let clean = server.get(&format!("{path}/text?side=target")).text();
    assert!(clean.contains(&text));
    let file = server.get(&format!("{path}/export?format=original"));
    assert_eq!(file.text(), clean, "a text file is its text");
    assert!(file.header("content-disposition").is_some_and(|d| d.contains("dam.fr.txt")), "{}", file.head);
    let html = server.get(&format!("{path}/export?format=html")).text();
    assert!(html.starts_with("<!doctype html>") && html.contains("Petar"));
    let report: Value = server.ok(&format!("{path}/export?format=json"));
    assert_eq!(report["suppressed"][0]["id"], negation);
    assert_eq!(report["suppressed"][0]["suppression"]["reason"], "meant: style");
    let list = server.get(&format!("{path}/export?format=suppressions")).text();
    assert!(list.starts_with("[[suppress]]") && list.contains("meant: style"), "{list}");
    let changes = server.ok(&format!("{path}/changes"));
    assert_eq!(changes["changes"].as_array().map(Vec::len), Some(1));
    assert_eq!(changes["changes"][0]["kind"], "edited", "{changes}");
    for format in
        ["sarif", "csv", "tmx", "xliff", "tsv", "jsonl", "xces", "gold", "gold-contrasts", "gold-beads", "mqm"]
    {
        let reply = server.get(&format!("{path}/export?format={format}"));
        assert_eq!(reply.status, 200, "{format}: {}", reply.text());
    }
    assert_eq!(server.get(&format!("{path}/export?format=pdf")).code(), "format");
}

/// The words that a side of a card points at.
fn context(side: &Value) -> String {
    let at = |name: &str| side[name].as_u64().map_or(0, |n| n as usize);
    let text: Vec<char> = side["context"].as_str().unwrap_or_default().chars().collect();
    text[at("start")..at("end")].iter().collect()
}

/// The language of the interface is that of the findings too, whenever it is chosen.
#[test]
fn findings_are_worded_anew_in_another_language() {
    let server = Server::start();
    let id = server.done("/app/example", &json!({}))["document"].clone();
    let path = format!("/app/doc/{id}");
    let messages = |doc: &Value| -> Vec<(String, String)> {
        let text = |f: &Value, name: &str| f[name].as_str().unwrap_or_default().to_owned();
        doc["findings"].as_array().expect("findings").iter().map(|f| (text(f, "id"), text(f, "message"))).collect()
    };
    let english = messages(&server.ok(&path));
    server.done("/app/settings", &json!({ "ui_lang": "fr" }));
    let french = messages(&server.ok(&path));
    let ids = |all: &[(String, String)]| all.iter().map(|f| f.0.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&english), ids(&french));
    assert!(english.iter().zip(&french).filter(|(a, b)| a.1 != b.1).count() > 10, "{french:?}");
    assert_eq!(server.ok(&path)["can_undo"], false, "nothing was decided by it");
    server.done("/app/settings", &json!({ "ui_lang": "en" }));
    assert_eq!(messages(&server.ok(&path)), english);
}

#[test]
fn looking_around() {
    let server = Server::start();
    let id = server.done("/app/example", &json!({}))["document"].clone();
    let path = format!("/app/doc/{id}");
    let map = server.ok(&format!("{path}/minimap?buckets=10"));
    let total: u64 = map["buckets"].as_array().expect("buckets").iter().filter_map(|b| b["count"].as_u64()).sum();
    assert_eq!(Some(total), server.ok(&path)["counts"]["open"].as_u64());
    let hits = server.ok(&format!("{path}/search?q=BARRAGE&side=target"));
    assert!(
        hits["total"].as_u64() > Some(3)
            && hits["hits"].as_array().expect("hits").iter().all(|h| h["side"] == "target")
    );
    let look = server.ok(&format!("{path}/second-look?n=3&seed=5"));
    assert_eq!(look, server.ok(&format!("{path}/second-look?n=3&seed=5")));
    let pair = look["pairs"][0].clone();
    assert!(pair["findings"].as_array().is_some_and(Vec::is_empty));
    let judged = json!({ "kind": "judge-pair", "bead": pair["id"], "verdict": "missed", "note": "tense" });
    let done = server.done(&format!("{path}/command"), &judged);
    assert_eq!(done["beads"]["beads"][0]["judged"], "missed");
    assert_eq!(server.ok(&format!("{path}/second-look"))["judged"]["missed"], 1);
    let links = server.ok(&format!("{path}/links/{}", pair["id"]));
    assert!(links["links"].as_array().is_some_and(|l| !l.is_empty()), "{links}");
    let words = links["target"].as_array().map_or(0, Vec::len);
    assert!(links["links"].as_array().expect("links").iter().all(|l| l[1].as_u64() < Some(words as u64)));
}

/// A second tab is told.
#[test]
fn changes_are_told_to_whoever_listens() {
    use std::io::{BufRead, BufReader, Write};
    let server = Server::start();
    let id = server.done("/app/example", &json!({}))["document"].clone();
    let mut stream = std::net::TcpStream::connect(("127.0.0.1", server.port)).expect("connected");
    stream.set_read_timeout(Some(std::time::Duration::from_secs(20))).expect("set");
    let request = format!(
        "GET /app/events HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\r\n",
        server.host(),
        server.token
    );
    stream.write_all(request.as_bytes()).expect("sent");
    let lines = BufReader::new(stream).lines().map_while(Result::ok);
    let mut told = lines.filter_map(|l| serde_json::from_str::<Value>(l.strip_prefix("data:")?).ok());
    let first = told.next().expect("told");
    assert_eq!(
        (first["revision"].as_i64(), first["checks"][0]["running"].as_bool()),
        (Some(1), Some(false)),
        "{first}"
    );
    let bead = server.ok(&format!("/app/doc/{id}/beads"))["beads"][0]["id"].clone();
    server.done(&format!("/app/doc/{id}/command"), &json!({ "kind": "read", "beads": [bead], "read": true }));
    assert_eq!(told.next().expect("told")["revision"], 2);
}

/// The id of a finding goes with the words of its pair: a correction beside it gives it another, which is told.
#[test]
fn a_finding_beside_a_correction_is_told_by_its_new_id() {
    let server = Server::start();
    let request = json!({
        "source": { "text": "Some 4,200 people left the valley on Tuesday." },
        "target": { "text": "Quelque 2 400 personnes ont quitté la vallée jeudi." },
    });
    let id = server.done("/app/open", &request)["document"].clone();
    let path = format!("/app/doc/{id}");
    let before = find(&server.ok(&path), "dates")["id"].clone();
    let cell = server.ok(&format!("{path}/beads"))["beads"][0]["target"][0].clone();
    let text = "Quelque 4 200 personnes ont quitté la vallée jeudi.";
    let done = server.done(&format!("{path}/command"), &json!({ "kind": "edit", "cell": cell["id"], "text": text }));
    let changed = done["findings"]["changed"][0].clone();
    let after = find(&server.ok(&path), "dates")["id"].clone();
    assert_ne!(before, after);
    assert_eq!((&changed["was"], &changed["id"]), (&before, &after), "{done}");
    assert_eq!(server.get(&format!("{path}/finding/{}", after.as_str().expect("an id"))).status, 200);
}
