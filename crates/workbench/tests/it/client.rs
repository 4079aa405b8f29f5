//! A server in this process, and a client that says what it is told to.

use calque_workbench::{WorkbenchOptions, serve};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::mpsc;
use std::time::Duration;
use tempfile::TempDir;

pub(crate) struct Server {
    pub(crate) port: u16,
    pub(crate) token: String,
    pub(crate) data: TempDir,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    /// The code of the error.
    pub(crate) fn code(&self) -> String {
        self.json()["error"]["code"].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let line = self.head.lines().find(|l| l.to_ascii_lowercase().starts_with(&format!("{name}:")))?;
        line.split_once(':').map(|(_, v)| v.trim().to_owned())
    }
}

impl Server {
    pub(crate) fn start() -> Self {
        Self::with(|_| {})
    }

    pub(crate) fn with(change: impl FnOnce(&mut WorkbenchOptions)) -> Self {
        let data = tempfile::tempdir().expect("a folder");
        let mut options =
            WorkbenchOptions { port: Some(0), data: Some(data.path().to_owned()), ..WorkbenchOptions::default() };
        change(&mut options);
        let (ready, address) = mpsc::channel();
        std::thread::spawn(move || {
            let told = ready.clone();
            if let Err(e) = serve(options, move |address| drop(told.send(Ok(address.to_owned())))) {
                let _ = ready.send(Err(e.to_string()));
            }
        });
        let address = address.recv_timeout(Duration::from_secs(60)).expect("started").expect("serving");
        let rest = address.strip_prefix("http://127.0.0.1:").expect("this machine");
        let (port, token) = rest.split_once("/?token=").expect("a token");
        Self { port: port.parse().expect("a port"), token: token.to_owned(), data }
    }

    /// Sends a request as it stands.
    pub(crate) fn raw(&self, request: &[u8]) -> Reply {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("connected");
        stream.set_read_timeout(Some(Duration::from_secs(120))).expect("a timeout");
        // A server may refuse before it has read everything.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
        let body = bytes.get(end + 4..).unwrap_or_default().to_vec();
        let chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
        Reply { status, head, body: if chunked { unchunked(&body) } else { body } }
    }

    pub(crate) fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        let mut request =
            format!("{method} {path} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
        for (name, value) in headers {
            request.extend([name, ": ", value, "\r\n"]);
        }
        let mut bytes = request.into_bytes();
        bytes.extend_from_slice(b"\r\n");
        bytes.extend_from_slice(body);
        self.raw(&bytes)
    }

    pub(crate) fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    fn bearer(&self) -> String {
        format!("Bearer {}", self.token)
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.request("GET", path, &[("Host", &self.host()), ("Authorization", &self.bearer())], b"")
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Reply {
        let headers =
            [("Host", &*self.host()), ("Authorization", &*self.bearer()), ("Content-Type", "application/json")];
        self.request("POST", path, &headers, body.to_string().as_bytes())
    }

    pub(crate) fn upload(&self, name: &str, bytes: &[u8]) -> Reply {
        let (host, bearer) = (self.host(), self.bearer());
        let headers = [
            ("Host", &*host),
            ("Authorization", &*bearer),
            ("Content-Type", "application/octet-stream"),
            ("X-File-Name", name),
        ];
        self.request("POST", "/app/upload", &headers, bytes)
    }

    /// A GET that must succeed.
    pub(crate) fn ok(&self, path: &str) -> Value {
        let reply = self.get(path);
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        reply.json()
    }

    /// A POST that must succeed.
    pub(crate) fn done(&self, path: &str, body: &Value) -> Value {
        let reply = self.post(path, body);
        assert_eq!(reply.status, 200, "{path} {body}: {}", reply.text());
        reply.json()
    }
}

fn unchunked(mut body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    while let Some(end) = body.windows(2).position(|w| w == b"\r\n") {
        let size = std::str::from_utf8(&body[..end]).ok().and_then(|s| usize::from_str_radix(s.trim(), 16).ok());
        let Some(size) = size.filter(|s| *s > 0) else { break };
        let start = end + 2;
        out.extend_from_slice(body.get(start..start + size).unwrap_or_default());
        body = body.get(start + size + 2..).unwrap_or_default();
    }
    out
}
