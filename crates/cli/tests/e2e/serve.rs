//! `calque serve`: the address, the end, and twenty kills in the middle of the work.

use crate::common::{calque, run};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// A workbench in a process of its own.
struct Workbench {
    child: Child,
    port: u16,
    token: String,
}

impl Workbench {
    fn start(data: &Path, args: &[&str]) -> Self {
        let data = data.to_str().expect("UTF-8");
        let args = [&["serve", "--no-open", "--port", "0", "--data", data], args].concat();
        let mut child = calque(&args).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the binary runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("an address");
        let rest = line.trim().strip_prefix("http://127.0.0.1:").expect("an address of this machine");
        let (port, token) = rest.split_once("/?token=").expect("a token");
        Self { child, port: port.parse().expect("a port"), token: token.to_owned() }
    }

    /// An answer, or nothing where the process was killed meanwhile.
    fn ask(&self, method: &str, path: &str, body: &Value) -> Option<Value> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(60))).ok()?;
        let body = body.to_string();
        let (port, token, length) = (self.port, &self.token, body.len());
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).ok()?;
        let mut reply = String::new();
        stream.read_to_string(&mut reply).ok()?;
        let (head, body) = reply.split_once("\r\n\r\n")?;
        assert!(head.starts_with("HTTP/1.1 200"), "{method} {path}: {reply}");
        serde_json::from_str(body).ok()
    }

    fn get(&self, path: &str) -> Value {
        self.ask("GET", path, &Value::Null).expect("an answer")
    }

    fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Workbench {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The text of the cell, and how many events there are.
fn seen(bench: &Workbench, cell: i64) -> (String, usize) {
    let beads = bench.get("/app/doc/1/beads");
    let cells = beads["beads"].as_array().expect("beads").iter().flat_map(|b| b["target"].as_array().expect("cells"));
    let text = cells.clone().find(|c| c["id"] == cell).expect("the cell")["text"].as_str().expect("text").to_owned();
    (text, bench.get("/app/doc/1/history").as_array().expect("a list").len())
}

/// `kill -9` at twenty moments: whatever was answered is there, and nothing is half there.
#[test]
fn killed_twenty_times_nothing_is_lost_that_was_answered() {
    let data = tempfile::tempdir().expect("a folder");
    let texts = ["corpus/news/dam.en.txt", "corpus/news/dam.fr.txt"];
    let mut bench = Workbench::start(data.path(), &texts);
    let first = bench.get("/app/doc/1/beads?from=3&to=4")["beads"][0]["target"][0].clone();
    let (cell, start) = (first["id"].as_i64().expect("an id"), first["text"].as_str().expect("text").to_owned());
    let mut answered = 0;
    let mut seed = 7u64;
    for round in 0..20 {
        // From immediately to a third of a second: while it reads, checks, writes.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let delay = Duration::from_millis((seed >> 33) % 330);
        let id = bench.child.id();
        // Every other time only once something was answered, however slow the machine is.
        let answers = Arc::new(AtomicUsize::new(0));
        let (wanted, count) = (round % 2 * (1 + round % 3), Arc::clone(&answers));
        let killer = std::thread::spawn(move || {
            while count.load(Ordering::Relaxed) < wanted {
                std::thread::sleep(Duration::from_millis(1));
            }
            std::thread::sleep(delay);
            // The child is killed as the system kills: without a word.
            let _ = std::process::Command::new("kill").args(["-9", &id.to_string()]).status();
        });
        let mut n = answered;
        loop {
            let edit = json!({ "kind": "edit", "cell": cell, "text": format!("{start} {}", n + 1) });
            match bench.ask("POST", "/app/doc/1/command", &edit) {
                Some(_) => n += 1,
                None => break,
            }
            answers.fetch_add(1, Ordering::Relaxed);
        }
        answers.store(usize::MAX, Ordering::Relaxed);
        killer.join().expect("killed");
        bench.stop();
        bench = Workbench::start(data.path(), &texts);
        let (text, events) = seen(&bench, cell);
        let there: usize = text.strip_prefix(&start).expect("the text").trim().parse().unwrap_or(0);
        // What was answered is there; the one that was under way may be.
        assert!(there == n || there == n + 1, "round {round}: answered {n}, there {there}");
        assert_eq!(events.min(500), (there + 1).min(500), "round {round}: an event for each change, and the opening");
        answered = there;
    }
    assert!(answered > 0, "no edit was ever answered");
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_it_and_the_same_texts_go_on() {
    let data = tempfile::tempdir().expect("a folder");
    let texts = ["corpus/news/ferry.fr.txt", "corpus/news/ferry.en.txt"];
    let mut bench = Workbench::start(data.path(), &texts);
    let bead = bench.get("/app/doc/1/beads?to=1")["beads"][0]["id"].clone();
    bench.ask("POST", "/app/doc/1/command", &json!({ "kind": "read", "beads": [bead], "read": true })).expect("done");
    let id = bench.child.id().to_string();
    let status = std::process::Command::new("kill").args(["-INT", &id]).status().expect("sent");
    assert!(status.success());
    assert_eq!(bench.child.wait().expect("ended").code(), Some(130));
    let bench = Workbench::start(data.path(), &texts);
    assert_eq!(bench.get("/app/state")["documents"][0]["progress"]["read"], 1);
    // A second process on the same texts is told, and so is whoever reads its exit status.
    let folder = data.path().to_str().expect("UTF-8");
    let second = run(&["serve", "--no-open", "--data", folder, texts[0], texts[1]]);
    assert_eq!(second.status, Some(2));
    assert!(second.err.contains("is open in another window"), "{}", second.err);
}

#[test]
fn what_cannot_be_opened_is_said() {
    let data = tempfile::tempdir().expect("a folder");
    let folder = data.path().to_str().expect("UTF-8");
    for (files, said) in [
        (vec!["no/such.calque"], "There is no file no/such.calque"),
        (vec!["corpus/news/dam.en.txt", "no/such.txt"], "no/such.txt"),
        (vec!["corpus/news"], "neither the folder of a `calque corpus build` nor a file of pairs"),
        (vec!["corpus/news/dam.en.txt"], "no project of Calque"),
    ] {
        let args = [&["serve", "--no-open", "--port", "0", "--data", folder], &files[..]].concat();
        let run = run(&args);
        assert_eq!(run.status, Some(2), "{files:?}");
        assert!(run.err.contains(said), "{files:?}: {}", run.err);
    }
}
