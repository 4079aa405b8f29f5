//! Opening texts, files, pairs and projects.

use crate::client::Server;
use serde_json::json;

const ENGLISH: &str = "The dam was closed on Tuesday.\n\nSome 4,200 people left the valley.\n";
const FRENCH: &str = "Le barrage a été fermé mardi.\n\nQuelque 2 400 personnes ont quitté la vallée.\n";

#[test]
fn pasted_text_uploads_and_files_open() {
    let server = Server::start();
    let opened = server.done("/app/open", &json!({ "source": { "text": ENGLISH }, "target": { "text": FRENCH } }));
    let doc = server.ok(&format!("/app/doc/{}", opened["document"]));
    assert_eq!((doc["source"]["lang"].as_str(), doc["target"]["lang"].as_str()), (Some("en"), Some("fr")));
    assert_eq!(doc["beads"], 2);
    let first = &doc["findings"][0];
    assert_eq!((first["rule"].as_str(), first["tier"].as_str()), (Some("numbers"), Some("to-correct")));
    // The texts again, as uploads with a name that is none, and as files.
    let page = format!("<html lang=fr><body><article><p>{}</p></article>", FRENCH.replace("\n\n", "</p><p>"));
    let a = server.upload("%C3%A9t%C3%A9%2F..%2F..%2Fa.txt", ENGLISH.as_bytes()).json();
    let b = server.upload("b.html", page.as_bytes()).json();
    assert_eq!((a["name"].as_str(), a["lang"].as_str()), (Some("a.txt"), Some("en")), "{a}");
    assert_eq!((b["format"].as_str(), b["lang"].as_str()), (Some("html"), Some("fr")), "{b}");
    let request = json!({ "source": { "upload": a["upload"] }, "target": { "upload": b["upload"] } });
    let doc = server.done("/app/open", &request)["document"].clone();
    assert_eq!(server.ok(&format!("/app/doc/{doc}"))["beads"], 2);
    let path = server.data.path().join("a.en.txt");
    std::fs::write(&path, ENGLISH).expect("written");
    let request = json!({ "source": { "path": path }, "target": { "text": FRENCH } });
    let doc = server.done("/app/open", &request)["document"].clone();
    assert_eq!(server.ok(&format!("/app/doc/{doc}"))["stale"], false);
    std::fs::write(&path, ENGLISH.repeat(2)).expect("written");
    assert_eq!(server.ok(&format!("/app/doc/{doc}"))["stale"], true);
    let state = server.ok("/app/state");
    assert_eq!(state["documents"].as_array().map(Vec::len), Some(3));
    assert_eq!(state["recent"].as_array().map(Vec::len), Some(1));
}

#[test]
fn texts_that_are_no_pair_are_refused_in_words_and_open_all_the_same_if_asked() {
    let server = Server::start();
    let english = "The committee met on Friday to discuss the new budget for schools in the region. It will decide in \
                   the spring. Parents were invited to write to the chairman before the end of the month.";
    let french = "La recette demande trois œufs et un peu de beurre fondu. Mélangez la farine avec le lait froid. \
                  Laissez reposer la pâte une heure dans un endroit frais avant de la cuire.";
    let request = |force| json!({ "source": { "text": english }, "target": { "text": french }, "force": force });
    let refused = server.post("/app/open", &request(false));
    let error = refused.json()["error"].clone();
    assert_eq!((refused.status, error["code"].as_str()), (422, Some("unrelated")), "{error}");
    assert_eq!(error["can_force"], true);
    server.done("/app/open", &request(true));
    let same = server.post("/app/open", &json!({ "source": { "text": english }, "target": { "text": english } }));
    assert_eq!(same.code(), "same-language");
    let empty = server.post("/app/open", &json!({ "source": { "text": " " }, "target": { "text": french } }));
    assert_eq!(empty.code(), "input");
    let nothing = server.post("/app/open", &json!({ "source": {}, "target": { "text": french } }));
    assert_eq!(nothing.code(), "bad-request");
    let missing = server.post("/app/open", &json!({ "source": { "path": "/no/such" }, "target": { "text": french } }));
    assert_eq!(missing.code(), "input");
    let private =
        server.post("/app/open", &json!({ "source": { "url": "http://127.0.0.1:9/" }, "target": { "text": french } }));
    assert_eq!(private.code(), "fetch", "{}", private.text());
}

#[test]
fn pairs_open_and_go_back_into_their_format() {
    let server = Server::start();
    let table = "source\ttarget\nThe dam was closed.\tLe barrage a été fermé.\nSome 4,200 people left.\tQuelque 2 400 personnes sont parties.\n";
    let up = server.upload("m.tsv", table.as_bytes()).json();
    assert_eq!(up["pairs"], 2, "{up}");
    let doc = server.done("/app/open", &json!({ "pairs": { "upload": up["upload"] } }))["document"].clone();
    let beads = server.ok(&format!("/app/doc/{doc}/beads"));
    let cell = beads["beads"][1]["target"][0].clone();
    let text = "Quelque 4 200 personnes sont parties.";
    let done =
        server.done(&format!("/app/doc/{doc}/command"), &json!({ "kind": "edit", "cell": cell["id"], "text": text }));
    assert_eq!(done["findings"]["went"][0]["rule"], "numbers", "{done}");
    let out = server.get(&format!("/app/doc/{doc}/export?format=original")).text();
    assert!(out.contains("Some 4,200 people left.\tQuelque 4 200 personnes sont parties."), "{out}");
    assert!(out.contains("Le barrage a été fermé."));
}

#[test]
fn a_project_opens_again_where_it_was_left() {
    let server = Server::start();
    let path = server.data.path().join("mine.calque");
    let request = json!({ "source": { "text": ENGLISH }, "target": { "text": FRENCH }, "save_as": path });
    let doc = server.done("/app/open", &request)["document"].clone();
    let bead = server.ok(&format!("/app/doc/{doc}/beads"))["beads"][0]["id"].clone();
    server.done(&format!("/app/doc/{doc}/command"), &json!({ "kind": "read", "beads": [bead], "read": true }));
    server.done("/app/close", &json!({}));
    assert_eq!(server.ok("/app/state")["project"], json!(null));
    assert_eq!(server.get(&format!("/app/doc/{doc}")).code(), "no-project");
    let state = server.done("/app/open-project", &json!({ "path": path }));
    assert_eq!(state["documents"][0]["progress"]["read"], 1, "{state}");
    // Another server is told that the project is in use.
    let second = Server::start();
    let told = second.post("/app/open-project", &json!({ "path": path }));
    assert_eq!((told.status, told.code().as_str()), (409, "in-use"));
    assert_eq!(second.post("/app/open-project", &json!({ "path": "/no/such.calque" })).code(), "missing");
}

#[test]
fn a_port_that_is_taken_is_said() {
    let server = Server::start();
    let options = calque_workbench::WorkbenchOptions {
        port: Some(server.port),
        data: Some(server.data.path().to_owned()),
        ..Default::default()
    };
    let error = calque_workbench::serve(options, |_| panic!("served")).expect_err("taken");
    assert!(error.to_string().contains(&server.port.to_string()), "{error}");
}
