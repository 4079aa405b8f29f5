//! A web server that misbehaves on purpose: raw sockets on the loopback
//! interface, so that it can send what no library would.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::HashMap;
use std::io::Write as _;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What to do with one request.
pub(crate) enum Act {
    /// Send these bytes and close.
    Send(Vec<u8>),
    /// Send these bytes, then the second ones again and again.
    Forever(Vec<u8>, Vec<u8>),
    /// Send these bytes, then nothing more, and keep the connection.
    Stall(Vec<u8>),
    /// Close with a reset.
    Reset,
}

/// A request that came.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) path: String,
    pub(crate) headers: HashMap<String, String>,
}

/// A running server; the handler gets the request and how often its path was asked before.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) base: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    pub(crate) async fn start(handler: impl Fn(&Asked, usize) -> Act + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("bound"));
        let server = Self { base, asked: Arc::default() };
        let (asked, handler) = (Arc::clone(&server.asked), Arc::new(handler));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (asked, handler) = (Arc::clone(&asked), Arc::clone(&handler));
                // A client that has seen enough hangs up; that is no failure here.
                tokio::spawn(async move { serve(stream, &asked, handler.as_ref()).await.ok() });
            }
        });
        server
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The requests so far, robots.txt left out.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        let asked = self.asked.lock().expect("no panic");
        asked.iter().filter(|a| a.path != "/robots.txt").cloned().collect()
    }

    /// How often a path was asked for.
    pub(crate) fn count(&self, path: &str) -> usize {
        self.asked.lock().expect("no panic").iter().filter(|a| a.path == path).count()
    }
}

async fn serve(
    mut stream: TcpStream,
    asked: &Mutex<Vec<Asked>>,
    handler: &(dyn Fn(&Asked, usize) -> Act + Send + Sync),
) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let mut lines = head.lines();
    let path = lines.next().and_then(|l| l.split(' ').nth(1)).unwrap_or_default().to_owned();
    let headers = lines.filter_map(|l| l.split_once(": ")).map(|(n, v)| (n.to_lowercase(), v.to_owned())).collect();
    let request = Asked { path, headers };
    let act = {
        let mut asked = asked.lock().expect("no panic");
        let before = asked.iter().filter(|a| a.path == request.path).count();
        asked.push(request.clone());
        handler(&request, before)
    };
    match act {
        Act::Send(bytes) => {
            stream.write_all(&bytes).await?;
            stream.shutdown().await
        }
        Act::Forever(first, again) => {
            stream.write_all(&first).await?;
            loop {
                stream.write_all(&again).await?;
            }
        }
        Act::Stall(bytes) => {
            stream.write_all(&bytes).await?;
            std::future::pending().await
        }
        Act::Reset => {
            stream.set_zero_linger()?;
            Ok(())
        }
    }
}

/// An answer with its length.
pub(crate) fn answer(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Act {
    let body = body.as_ref();
    let mut bytes = head(status, headers);
    bytes.truncate(bytes.len() - 2);
    bytes.extend(format!("Content-Length: {}\r\n\r\n", body.len()).bytes());
    bytes.extend(body);
    Act::Send(bytes)
}

/// The head of an answer, without a length.
pub(crate) fn head(status: &str, headers: &[&str]) -> Vec<u8> {
    let start = format!("HTTP/1.1 {status}\r\nConnection: close");
    [&[start.as_str()], headers, &["", ""]].concat().join("\r\n").into_bytes()
}

pub(crate) const HTML: &str = "Content-Type: text/html; charset=utf-8";

pub(crate) fn page(text: &str) -> Act {
    answer("200 OK", &[HTML], format!("<html><body><p>{text}</p></body></html>"))
}

pub(crate) fn none() -> Act {
    answer("404 Not Found", &[HTML], "<p>Nothing here.</p>")
}

pub(crate) fn redirect(to: &str) -> Act {
    answer("302 Found", &[&format!("Location: {to}")], "")
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}
