//! Long texts are there before they are checked; a check can be stopped, gone on with, and begun again.

use crate::client::Server;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const PAIRS: usize = 3000;

fn pairs() -> String {
    (0..PAIRS)
        .map(|i| {
            let said = if i % 100 == 42 { 1801 + i } else { 1800 + i };
            format!("The keeper counted {i} boats in {}.\tLe gardien a compté {i} bateaux en {said}.\n", 1800 + i)
        })
        .collect::<Vec<_>>()
        .concat()
}

/// Opens the pairs; the document.
fn opened(server: &Server) -> Value {
    let up = server.upload("book.tsv", pairs().as_bytes()).json();
    let mut answer = server.done("/app/open", &json!({ "pairs": { "upload": up["upload"] } }));
    let began = Instant::now();
    while answer["document"].is_null() && began.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(50));
        answer = server.ok("/app/opening");
    }
    answer["document"].clone()
}

/// Waits until something holds of a document.
fn until(server: &Server, doc: &Value, holds: impl Fn(&Value) -> bool) -> Value {
    let began = Instant::now();
    loop {
        let now = server.ok(&format!("/app/doc/{doc}"));
        if holds(&now) {
            return now;
        }
        assert!(began.elapsed() < Duration::from_secs(120), "never: {}", now["check"]);
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_long_text_is_there_before_it_is_checked() {
    let server = Server::start();
    let doc = opened(&server);
    let first = server.ok(&format!("/app/doc/{doc}"));
    assert_eq!(first["beads"], PAIRS);
    assert_eq!(server.ok("/app/state")["documents"][0]["pairs"], PAIRS);
    // What is not checked yet can be read and worked on.
    let last = server.ok(&format!("/app/doc/{doc}/beads?from={}&to={PAIRS}", PAIRS - 1))["beads"][0].clone();
    let edit = json!({ "kind": "edit", "cell": last["target"][0]["id"], "text": "Le gardien a compté 7 bateaux." });
    let done = server.done(&format!("/app/doc/{doc}/command"), &edit);
    assert!(done["findings"]["came"].as_array().is_some_and(|c| !c.is_empty()), "{done}");
    let whole = until(&server, &doc, |d| d["check"]["running"] == false);
    assert_eq!(whole["check"]["first"], "done", "{}", whole["check"]);
    assert!(whole["findings"].as_array().is_some_and(|f| f.len() >= PAIRS / 100));
    assert_eq!(whole["check"]["done"], PAIRS);
}

#[test]
fn a_check_is_stopped_gone_on_with_and_begun_again() {
    let server = Server::start();
    let doc = opened(&server);
    let path = format!("/app/doc/{doc}");
    server.done(&format!("{path}/check/stop"), &json!({}));
    let stopped = until(&server, &doc, |d| d["check"]["running"] == false);
    assert_eq!((stopped["check"]["first"].as_str(), stopped["beads"].as_u64()), (Some("stopped"), Some(3000)));
    // Closed and opened again it is still stopped, and goes on when it is asked to.
    let project = server.ok("/app/state")["project"]["path"].clone();
    server.done("/app/close", &json!({}));
    server.done("/app/open-project", &json!({ "path": project }));
    assert_eq!(server.ok(&path)["check"]["running"], false);
    let begun = server.done(&format!("{path}/check"), &json!({}));
    assert_eq!(begun["first"], "begun", "{begun}");
    let whole = until(&server, &doc, |d| d["check"]["first"] == "done");
    let count = whole["findings"].as_array().map(Vec::len);
    // All again: nothing comes and nothing goes.
    server.done(&format!("{path}/check"), &json!({}));
    let again = until(&server, &doc, |d| d["check"]["running"] == false);
    assert_eq!((again["check"]["came"].as_u64(), again["check"]["went"].as_u64()), (Some(0), Some(0)));
    assert_eq!(again["findings"].as_array().map(Vec::len), count);
}

/// A project that is closed in the midst of a check goes on when it is opened again.
#[test]
fn a_check_goes_on_when_its_project_is_opened_again() {
    let server = Server::start();
    let doc = opened(&server);
    let project = server.ok("/app/state")["project"]["path"].clone();
    server.done("/app/close", &json!({}));
    server.done("/app/open-project", &json!({ "path": project }));
    let whole = until(&server, &doc, |d| d["check"]["first"] == "done");
    assert!(whole["findings"].as_array().is_some_and(|f| f.len() >= PAIRS / 100));
}

/// Stopping an opening that is over changes nothing.
#[test]
fn an_opening_is_followed_and_stopped() {
    let server = Server::start();
    assert_eq!(server.ok("/app/opening"), Value::Null);
    let doc = opened(&server);
    let over = server.done("/app/opening/stop", &json!({}));
    assert_eq!(over["document"], doc, "{over}");
    let refused = server.post("/app/open", &json!({ "pairs": { "text": "", "name": "a.tsv" } }));
    assert_eq!((refused.status, refused.code().is_empty()), (422, false), "{}", refused.text());
    assert_eq!(server.ok("/app/opening")["step"], "failed");
}
