//! One memory with the command line: the list of dismissed findings and the glossary beside the texts.

use crate::client::Server;
use calque::{Input, Settings, Suppressions};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const ENGLISH: &str =
    "The dam was closed on Tuesday.\n\nSome 4,200 people left the valley.\n\nThey will be back in May.\n";
const FRENCH: &str =
    "La digue a été fermée jeudi.\n\nQuelque 2 400 personnes ont quitté la vallée.\n\nElles reviendront en mai.\n";

struct Desk {
    server: Server,
    folder: TempDir,
    doc: Value,
}

impl Desk {
    fn new() -> Self {
        let (server, folder) = (Server::start(), tempfile::tempdir().expect("a folder"));
        std::fs::write(folder.path().join("a.en.txt"), ENGLISH).expect("written");
        std::fs::write(folder.path().join("a.fr.txt"), FRENCH).expect("written");
        let doc = open(&server, folder.path());
        Self { server, folder, doc }
    }

    fn get(&self) -> Value {
        self.server.ok(&format!("/app/doc/{}", self.doc))
    }

    /// The finding of a rule.
    fn finding(&self, rule: &str) -> Value {
        let doc = self.get();
        let all = doc["findings"].as_array().expect("findings");
        all.iter().find(|f| f["rule"] == rule).unwrap_or_else(|| panic!("no {rule}: {doc}")).clone()
    }

    fn command(&self, command: &Value) -> Value {
        self.server.done(&format!("/app/doc/{}/command", self.doc), command)
    }

    fn list(&self) -> PathBuf {
        self.folder.path().join(calque::DISMISSED)
    }

    fn listed(&self) -> String {
        std::fs::read_to_string(self.list()).unwrap_or_default()
    }

    /// What `calque check` says of the files: the rules of what stands, and of what is dismissed.
    fn checked(&self) -> (Vec<String>, Vec<String>) {
        let paths = ["a.en.txt", "a.fr.txt"].map(|n| self.folder.path().join(n));
        let mut settings = Settings::default();
        calque::add_usual_files(&mut settings, &[&paths[0], &paths[1]]);
        calque::open_glossaries(&mut settings).expect("glossaries");
        let [source, target] = paths.map(|p| Input::from_arg(p.as_path()));
        let mut report = calque::check(&source, &target, &settings).expect("a report");
        let mut list = Suppressions::default();
        for path in &settings.suppress {
            let text = std::fs::read_to_string(path).expect("a list");
            list.add(&path.display().to_string(), &text).expect("entries");
        }
        calque::suppress(&mut report, &[&list]);
        let rules = |all: Vec<&calque_bitext::Finding>| all.into_iter().map(|f| f.rule.clone()).collect();
        (
            rules(report.findings.iter().map(|f| &f.finding).collect()),
            rules(report.suppressed.iter().map(|s| &s.placed.finding).collect()),
        )
    }
}

fn open(server: &Server, folder: &Path) -> Value {
    let part = |name: &str| json!({ "path": folder.join(name) });
    let request = json!({ "source": part("a.en.txt"), "target": part("a.fr.txt") });
    server.done("/app/open", &request)["document"].clone()
}

#[test]
fn what_is_dismissed_in_the_page_is_dismissed_for_the_command_line() {
    let desk = Desk::new();
    let numbers = desk.finding("numbers");
    assert!(!desk.list().exists(), "nothing is written before something is decided");
    let dismiss = json!({ "kind": "dismiss", "finding": numbers["id"], "reason": "source", "note": "the agency \"corrected\" it" });
    let done = desk.command(&dismiss);
    assert_eq!(done["memory"]["list"].as_str(), desk.list().to_str(), "{done}");
    let (open, dismissed) = desk.checked();
    assert_eq!(dismissed, ["numbers"]);
    assert!(!open.contains(&"numbers".to_owned()) && !open.is_empty(), "{open:?}");
    // Taken back, it is taken out of the list; what somebody wrote there stays.
    let by_hand = format!("# ours\n\n[[suppress]]\nrule = \"names\"\ntarget = \"Velm\"\n\n{}", desk.listed());
    std::fs::write(desk.list(), &by_hand).expect("written");
    let path = format!("/app/doc/{}", desk.doc);
    desk.server.done(&format!("{path}/undo"), &json!({}));
    assert!(desk.listed().contains("Velm") && !desk.listed().contains("numbers"), "{}", desk.listed());
    assert!(desk.checked().1.is_empty());
    desk.server.done(&format!("{path}/redo"), &json!({}));
    assert_eq!(desk.checked().1, ["numbers"]);
    desk.command(&json!({ "kind": "reopen", "finding": numbers["id"] }));
    assert!(desk.checked().1.is_empty());
}

#[test]
fn what_the_command_line_dismisses_is_dismissed_in_the_page() {
    let desk = Desk::new();
    let paths = ["a.en.txt", "a.fr.txt"].map(|n| desk.folder.path().join(n));
    let [source, target] = paths.map(|p| Input::from_arg(p.as_path()));
    let report = calque::check(&source, &target, &Settings::default()).expect("a report");
    let named = calque::named_findings(&report);
    let numbers = named.iter().find(|n| n.about().starts_with("numbers")).expect("numbers");
    let list = calque::with_entry("l.toml", "", numbers, ("seen", Some("night desk"), "2026-11-29"));
    std::fs::write(desk.list(), &list).expect("written");
    let seen = desk.finding("numbers");
    assert_eq!((seen["state"].as_str(), seen["who"].as_str()), (Some("dismissed"), Some("night desk")), "{seen}");
    assert_eq!(desk.get()["can_undo"], false, "nobody did it here");
    // Taken out of the list by hand, it is open again.
    std::fs::write(desk.list(), "# nothing\n").expect("written");
    assert_eq!(desk.finding("numbers")["state"], "open");
    // And one that was there before the texts are opened.
    std::fs::write(desk.list(), &list).expect("written");
    let doc = open(&desk.server, desk.folder.path());
    let again = Desk { doc, ..desk };
    assert_eq!(again.finding("numbers")["state"], "dismissed");
}

/// A list that cannot be read is said and left alone; so is one that cannot be written.
#[test]
fn a_broken_list_is_left_alone() {
    let desk = Desk::new();
    std::fs::write(desk.list(), "[[supress]]\n").expect("written");
    let trouble = desk.get()["memory"]["trouble"].clone();
    assert!(trouble["message"].as_str().is_some_and(|m| m.contains("supress")), "{trouble}");
    let numbers = desk.finding("numbers");
    let done = desk.command(&json!({ "kind": "dismiss", "finding": numbers["id"], "reason": "meant" }));
    assert_eq!(done["findings"]["changed"][0]["state"], "dismissed", "{done}");
    assert_eq!(done["memory"]["trouble"]["code"], "list");
    assert_eq!(desk.listed(), "[[supress]]\n");
    std::fs::remove_file(desk.list()).expect("removed");
    std::fs::create_dir(desk.list()).expect("a folder in its place");
    let done = desk.command(&json!({ "kind": "reopen", "finding": numbers["id"] }));
    assert!(done["memory"]["trouble"]["code"].is_string(), "{done}");
    assert_eq!(desk.finding("numbers")["state"], "open");
}

#[test]
fn pasted_texts_have_no_list() {
    let server = Server::start();
    let doc = server.done("/app/open", &json!({ "source": { "text": ENGLISH }, "target": { "text": FRENCH } }));
    assert_eq!(server.ok(&format!("/app/doc/{}", doc["document"]))["memory"]["list"], Value::Null);
}

#[test]
fn a_term_is_kept_beside_the_texts_and_checked_by_both() {
    let desk = Desk::new();
    let terms = |rules: &[String]| rules.iter().filter(|r| *r == "glossary").count();
    assert_eq!(terms(&desk.checked().0), 0);
    let term = json!({ "source": "dam", "target": "barrage", "forbidden": "digue", "note": "house style" });
    let done = desk.server.done(&format!("/app/doc/{}/term", desk.doc), &term);
    let glossary = desk.folder.path().join(calque::GLOSSARY);
    assert_eq!(done["glossary"].as_str(), glossary.to_str());
    assert_eq!(std::fs::read_to_string(&glossary).expect("a glossary").lines().count(), 2);
    let (began, rules) = (Instant::now(), |doc: &Value| -> Vec<String> {
        let all = doc["findings"].as_array().expect("findings").iter();
        all.filter_map(|f| f["rule"].as_str().map(str::to_owned)).collect()
    });
    while desk.get()["check"]["running"] == true {
        assert!(began.elapsed() < Duration::from_secs(60));
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(terms(&rules(&desk.get())), 1, "{}", desk.get());
    assert_eq!(terms(&desk.checked().0), 1);
    // A term of the command line's glossary holds in the page when the texts are opened.
    let again = open(&Server::start(), desk.folder.path());
    assert!(again.is_number());
    let other = Desk { server: Server::start(), folder: desk.folder, doc: Value::Null };
    let other = Desk { doc: open(&other.server, other.folder.path()), ..other };
    assert_eq!(terms(&rules(&other.get())), 1);
    // A glossary that cannot be read is said.
    std::fs::write(&glossary, "no tab\n").expect("written");
    let refused = other.server.post(&format!("/app/doc/{}/term", other.doc), &term);
    assert_eq!(refused.code(), "input", "{}", refused.text());
    assert_eq!(std::fs::read_to_string(&glossary).expect("as it was"), "no tab\n");
}
