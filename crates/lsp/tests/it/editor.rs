//! An editor for tests: it opens texts, asks, and reads what the server says.

use calque::{Report, Settings};
use calque_lsp::{Host, HostError, Knowledge, LspError, start};
use lsp_server::{Connection, Message, Notification, Request, Response};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

/// What was dismissed: ids and reasons.
pub(crate) type Dismissed = Arc<Mutex<Vec<(String, String)>>>;

struct TestHost(Dismissed);

impl Host for TestHost {
    fn knowledge(&self, _root: Option<&Path>, _locale: Option<&str>) -> Result<Knowledge, HostError> {
        let mut suppressions = calque::Suppressions::default();
        for (id, _) in self.0.lock().expect("no panic").iter() {
            suppressions.add("list.jsonl", &format!("{{\"id\": \"{id}\"}}\n")).expect("an entry");
        }
        let settings = Settings { ui_lang: Some("en".parse().expect("a language")), ..Settings::default() };
        Ok(Knowledge { settings, suppressions: vec![suppressions], trees: Vec::new() })
    }

    fn dismiss(&self, _report: &Report, id: &str, reason: &str) -> Result<(), HostError> {
        self.0.lock().expect("no panic").push((id.to_owned(), reason.to_owned()));
        Ok(())
    }
}

/// An editor with a folder open.
pub(crate) struct Editor {
    connection: Connection,
    server: Option<JoinHandle<Result<(), LspError>>>,
    folder: tempfile::TempDir,
    asked: i32,
    pub(crate) dismissed: Dismissed,
}

impl Editor {
    /// Starts a server for a folder with those files; `unit` is the unit of characters that it offers.
    pub(crate) fn new(files: &[(&str, &str)], unit: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (connection, theirs) = Connection::memory();
        let dismissed = Dismissed::default();
        let host = TestHost(dismissed.clone());
        let server = std::thread::spawn(move || start(theirs)?.run(&host));
        let mut editor = Self { connection, server: Some(server), folder, asked: 0, dismissed };
        for (name, text) in files {
            editor.write(name, text);
        }
        let root = format!("file://{}", editor.folder.path().display());
        let capabilities = json!({ "general": { "positionEncodings": [unit] } });
        let offered = editor.ask("initialize", json!({ "capabilities": capabilities, "rootUri": root }));
        let offered = offered.expect("an answer");
        assert_eq!(offered["capabilities"]["positionEncoding"], unit);
        editor.tell("initialized", json!({}));
        editor
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn url(&self, name: &str) -> String {
        format!("file://{}", self.path(name).display())
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        std::fs::write(path, text).expect("written");
    }

    pub(crate) fn tell(&self, method: &str, params: Value) {
        let notification = Notification::new(method.to_owned(), params);
        self.connection.sender.send(Message::Notification(notification)).expect("sent");
    }

    /// Asks, and waits for the answer: a value, or the words of an error.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Result<Value, String> {
        self.asked += 1;
        let request = Request::new(self.asked.into(), method.to_owned(), params);
        self.connection.sender.send(Message::Request(request)).expect("sent");
        let id = self.asked.into();
        loop {
            if let Message::Response(Response { id: of, response_result }) = self.next()
                && of == id
            {
                return response_result.map_err(|error| error.message);
            }
        }
    }

    fn next(&self) -> Message {
        self.connection.receiver.recv_timeout(Duration::from_secs(60)).expect("the server answers")
    }

    /// Opens a text and waits for what is found in it.
    pub(crate) fn open(&self, name: &str, text: &str) -> Vec<Value> {
        let document = json!({ "uri": self.url(name), "languageId": "text", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
        self.diagnostics(name, 1)
    }

    /// Replaces the words of a text and waits for what is found in them.
    pub(crate) fn edit(&self, name: &str, text: &str, version: i32) -> Vec<Value> {
        self.tell(
            "textDocument/didChange",
            json!({ "textDocument": { "uri": self.url(name), "version": version }, "contentChanges": [{ "text": text }] }),
        );
        self.diagnostics(name, version)
    }

    /// Waits for the diagnostics of a version of a text.
    pub(crate) fn diagnostics(&self, name: &str, version: i32) -> Vec<Value> {
        loop {
            if let Message::Notification(said) = self.next()
                && said.method == "textDocument/publishDiagnostics"
                && said.params["uri"] == self.url(name)
                && said.params["version"] == version
            {
                return said.params["diagnostics"].as_array().cloned().unwrap_or_default();
            }
        }
    }

    /// Leaves; the server ends without an error.
    pub(crate) fn leave(mut self) {
        self.ask("shutdown", Value::Null).expect("it shuts down");
        self.tell("exit", Value::Null);
        let server = self.server.take().expect("it runs");
        server.join().expect("no panic").expect("no error");
    }
}
