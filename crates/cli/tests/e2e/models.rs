//! A server of the tests that speaks the protocol of OpenAI, well or badly as a test wants.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) path: String,
    pub(crate) key: Option<String>,
    pub(crate) body: Value,
}

/// What the server does with a request.
pub(crate) enum Reply {
    /// Status, further headers, body.
    Send(&'static str, Vec<String>, String),
    /// Nothing for so long, and then this body.
    Late(Duration, String),
    /// It hangs up.
    HangUp,
}

/// A server that runs until the tests end.
pub(crate) struct ModelServer {
    /// Its address up to the version.
    pub(crate) url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl ModelServer {
    /// Starts one. `reply` gets the number of the request, from 0, and the request.
    pub(crate) fn start(reply: impl Fn(usize, &Asked) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/v1", listener.local_addr().expect("bound"));
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let (reply, all) = (Arc::new(reply), Arc::clone(&asked));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (reply, all) = (Arc::clone(&reply), Arc::clone(&all));
                std::thread::spawn(move || answer(&stream, &*reply, &all));
            }
        });
        Self { url, asked }
    }

    /// What was asked so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("no test has panicked in it").clone()
    }
}

fn answer(stream: &TcpStream, reply: &dyn Fn(usize, &Asked) -> Reply, all: &Mutex<Vec<Asked>>) {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    let mut path = String::new();
    let (mut length, mut key) = (0, None);
    while reader.read_line(&mut line).is_ok_and(|n| n > 0) && !line.trim().is_empty() {
        if path.is_empty() {
            line.split(' ').nth(1).unwrap_or_default().clone_into(&mut path);
        }
        let (name, value) = line.split_once(':').unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().unwrap_or(0),
            "authorization" => key = Some(value.trim().to_owned()),
            _ => {}
        }
        line.clear();
    }
    let mut body = vec![0; length];
    if reader.read_exact(&mut body).is_err() {
        return;
    }
    let asked = Asked { path, key, body: serde_json::from_slice(&body).unwrap_or(Value::Null) };
    let number = {
        let mut all = all.lock().expect("no test has panicked in it");
        all.push(asked.clone());
        all.len() - 1
    };
    let (status, headers, body) = match reply(number, &asked) {
        Reply::Send(status, headers, body) => (status, headers, body),
        Reply::Late(wait, body) => {
            std::thread::sleep(wait);
            ("200 OK", Vec::new(), body)
        }
        Reply::HangUp => return,
    };
    let headers: String = headers.iter().flat_map(|h| [h.as_str(), "\r\n"]).collect();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n",
        body.len()
    );
    // Whoever hangs up early is no business of the server.
    let mut stream = stream;
    let _ = stream.write_all(&[head.as_bytes(), body.as_bytes()].concat());
}

/// A chat response with this content.
pub(crate) fn chat(content: &str) -> String {
    json!({ "object": "chat.completion", "choices": [{ "index": 0, "message": { "role": "assistant", "content": content }, "finish_reason": "stop" }] })
        .to_string()
}

/// A good answer.
pub(crate) fn ok(content: &str) -> Reply {
    Reply::Send("200 OK", Vec::new(), chat(content))
}
