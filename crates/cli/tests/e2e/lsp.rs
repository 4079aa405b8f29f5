//! `calque lsp`: on standard input and output, in the folder that the editor has open.

use crate::common::{Folder, calque, run_with_input};
use lsp_server::{Message, Notification, Request};
use serde_json::{Value, json};
use std::io::{BufReader, BufWriter};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

const EN: &str = "The bridge closed on 4 May. It cost 4,200 euros to mend.\n";
const FR: &str = "Le pont a fermé le 4 mai. Sa réparation a coûté 2 400 euros.\n";

struct Editor {
    server: Child,
    to: BufWriter<ChildStdin>,
    from: BufReader<ChildStdout>,
    folder: String,
}

impl Editor {
    fn new(folder: &str, args: &[&str]) -> Self {
        let mut command = calque(&[&["lsp"], args].concat());
        let mut server = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
        let to = BufWriter::new(server.stdin.take().expect("piped"));
        let from = BufReader::new(server.stdout.take().expect("piped"));
        let mut editor = Self { server, to, from, folder: format!("file://{folder}") };
        let root = editor.folder.clone();
        editor.ask(1, "initialize", json!({ "capabilities": {}, "rootUri": root, "locale": "fr" }));
        editor.tell("initialized", json!({}));
        editor
    }

    #[allow(clippy::needless_pass_by_value, reason = "as a channel takes it")]
    fn send(&mut self, message: Message) {
        message.write(&mut self.to).expect("sent");
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(Message::Notification(Notification::new(method.to_owned(), params)));
    }

    fn next(&mut self) -> Message {
        Message::read(&mut self.from).expect("readable").expect("it goes on")
    }

    fn ask(&mut self, id: i32, method: &str, params: Value) -> Value {
        self.send(Message::Request(Request::new(id.into(), method.to_owned(), params)));
        loop {
            if let Message::Response(answer) = self.next()
                && answer.id == id.into()
            {
                return answer.response_result.expect("no error");
            }
        }
    }

    fn open(&mut self, name: &str, text: &str) -> Vec<Value> {
        let uri = format!("{}/{name}", self.folder);
        let document = json!({ "uri": uri, "languageId": "text", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
        self.found()
    }

    fn found(&mut self) -> Vec<Value> {
        loop {
            if let Message::Notification(said) = self.next()
                && said.method == "textDocument/publishDiagnostics"
            {
                return said.params["diagnostics"].as_array().cloned().unwrap_or_default();
            }
        }
    }

    fn leave(mut self) {
        self.ask(99, "shutdown", Value::Null);
        self.tell("exit", Value::Null);
        drop(self.to);
        assert!(self.server.wait().expect("it ends").success());
    }
}

#[test]
fn a_dismissal_in_the_editor_is_read_by_check() {
    let folder = Folder::new("lsp");
    let root = folder.path("").trim_end_matches('/').to_owned();
    folder.file("a.en.txt", EN);
    folder.file("a.fr.txt", FR);
    let mut editor = Editor::new(&root, &[]);
    let found = editor.open("a.fr.txt", FR);
    let number = found.iter().find(|d| d["code"] == "numbers").expect("the figure is told");
    let arguments = json!([format!("file://{root}/a.fr.txt"), number["data"]["id"], "meant so"]);
    editor.ask(2, "workspace/executeCommand", json!({ "command": "calque.dismiss", "arguments": arguments }));
    assert!(editor.found().iter().all(|d| d["code"] != "numbers"));
    editor.leave();
    let list = std::fs::read_to_string(folder.path("calque-dismissed.toml")).expect("a list in the folder");
    assert!(list.contains("meant so"), "{list}");
    let out = calque(&["check", "a.en.txt", "a.fr.txt", "--format", "json"]).current_dir(&root).output();
    let report: Value = serde_json::from_slice(&out.expect("it runs").stdout).expect("JSON");
    let rules = |key: &str| report[key].as_array().map(|all| all.iter().filter(|f| f["rule"] == "numbers").count());
    assert_eq!((rules("findings"), rules("suppressed")), (Some(0), Some(1)));
}

#[test]
fn messages_are_in_the_language_of_the_editor() {
    let folder = Folder::new("lsp-fr");
    let root = folder.path("").trim_end_matches('/').to_owned();
    folder.file("a.en.txt", EN);
    let mut editor = Editor::new(&root, &[]);
    let found = editor.open("a.fr.txt", FR);
    let related = found[0]["relatedInformation"][0]["message"].as_str().expect("the original");
    assert!(related.starts_with("dans l’original"), "{related}");
    editor.leave();
}

#[test]
fn the_folders_of_the_settings_are_paired() {
    let folder = Folder::new("lsp-tree");
    let root = folder.path("").trim_end_matches('/').to_owned();
    for (name, text) in [("pages/a.txt", EN), ("translated/french/a.txt", FR)] {
        std::fs::create_dir_all(std::path::Path::new(&folder.path(name)).parent().expect("a parent")).expect("folders");
        folder.file(name, text);
    }
    folder.file("calque.toml", "[tree]\nsource = \"pages\"\ntargets = [\"translated/french\"]\n");
    let mut editor = Editor::new(&root, &[]);
    let found = editor.open("translated/french/a.txt", FR);
    assert!(found.iter().any(|d| d["code"] == "numbers"), "{found:?}");
    editor.leave();
}

#[test]
fn standard_input_that_is_no_editor_is_a_clear_error() {
    let out = run_with_input(&["lsp"], b"Hello\n");
    assert_eq!(out.status, Some(2), "{}", out.err);
    assert!(out.err.contains("docs/lsp.md"), "{}", out.err);
}
