//! What the end-to-end tests share: running the binary, and folders that go away.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The binary, in the root of the project, without the user's environment for colours.
pub(crate) fn calque(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_calque"));
    command.args(args).current_dir(root()).stdin(Stdio::null());
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "COLUMNS", "LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    command
}

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs to the end.
pub(crate) fn run(args: &[&str]) -> Run {
    finished(calque(args).output().expect("the binary runs"))
}

/// Runs with standard input.
pub(crate) fn run_with_input(args: &[&str], input: &[u8]) -> Run {
    use std::io::Write;
    let mut child = calque(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut stdin = child.stdin.take().expect("piped");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // The binary may refuse its input early and close the pipe.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("written");
    finished(output)
}

pub(crate) fn finished(output: Output) -> Run {
    Run {
        status: output.status.code(),
        out: String::from_utf8(output.stdout).expect("UTF-8 on standard output"),
        err: String::from_utf8(output.stderr).expect("UTF-8 on standard error"),
    }
}

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the root exists")
}

/// A folder of its own for a test, removed at the end.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("calque-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a temporary folder");
        Self(path)
    }

    /// Writes a file and gives its path.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::write(&path, bytes).expect("a temporary file");
        path.to_str().expect("UTF-8").to_owned()
    }

    /// A path in it.
    pub(crate) fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("UTF-8").to_owned()
    }

    /// The names in it, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("a folder");
        let mut names: Vec<_> =
            entries.map(|e| e.expect("an entry").file_name().into_string().expect("UTF-8")).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(crate) const EN: &str = "The bridge has been closed since Monday.\n\nThe town hall has not given a date for its reopening. \
                      Pupils of the nearby school make a detour of 4 km.\n\nNobody was hurt when a beam fell into the river.\n";
pub(crate) const FR: &str = "Le pont est fermé depuis lundi.\n\nLa mairie n’a pas donné de date de réouverture. Les élèves de \
                      l’école voisine font un détour de 4 km.\n\nPersonne n’a été blessé quand une poutre est tombée dans la rivière.\n";

/// What a server of the tests gives for a path: status, media type, body.
pub(crate) type Page = (&'static str, &'static str, Vec<u8>);

/// A server on this machine that answers until the tests end; where there is no page it lets the client wait.
pub(crate) fn serve(page: impl Fn(&str) -> Option<Page> + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let base = format!("http://{}", listener.local_addr().expect("bound"));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut lines = BufReader::new(&stream).lines().map_while(Result::ok).take_while(|l| !l.is_empty());
            let path = lines.next().and_then(|l| Some(l.split(' ').nth(1)?.to_owned())).unwrap_or_default();
            lines.for_each(drop);
            let Some((status, kind, body)) = page(&path) else {
                std::mem::forget(stream);
                continue;
            };
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            // Whoever hangs up early is no business of the server.
            let _ = (&stream).write_all(&[head.as_bytes(), &body].concat());
        }
    });
    base
}
