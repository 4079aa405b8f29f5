//! PDF, by `pdftotext` of Poppler where it is installed.
//!
//! The program is given a copy of the file and a minute; what it says on standard
//! output is the text. Calque does not take PDF apart itself.

use crate::Problem;
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long the program may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often it is looked after.
const GLANCE: Duration = Duration::from_millis(10);

/// The text of a PDF, at most `limit` bytes of it.
pub(crate) fn text(bytes: &[u8], limit: u64) -> Result<String, Problem> {
    let mut file = tempfile::NamedTempFile::new().map_err(Problem::Io)?;
    file.write_all(bytes).and_then(|()| file.flush()).map_err(Problem::Io)?;
    let mut out = tempfile::tempfile().map_err(Problem::Io)?;
    let stdout = out.try_clone().map_err(Problem::Io)?;
    let mut command = Command::new("pdftotext");
    command.args(["-enc", "UTF-8", "-q"]).arg(file.path()).arg("-");
    let mut child = match command.stdin(Stdio::null()).stdout(stdout).stderr(Stdio::null()).spawn() {
        Ok(child) => child,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            return Err(Problem::NoProgram("a PDF document", "pdftotext"));
        }
        Err(e) => return Err(Problem::Io(e)),
    };
    let begun = Instant::now();
    let status = loop {
        match child.try_wait().map_err(Problem::Io)? {
            Some(status) => break status,
            None if begun.elapsed() > PATIENCE || size(&out) > limit => {
                // It may have ended by itself in between.
                let _ = child.kill();
                let _ = child.wait();
                let late = "pdftotext took more than a minute, or wrote too much, and was ended";
                return Err(Problem::Damaged(late.into()));
            }
            None => std::thread::sleep(GLANCE),
        }
    };
    if !status.success() {
        return Err(Problem::Damaged("pdftotext cannot read it".into()));
    }
    if size(&out) > limit {
        return Err(Problem::TooLarge(limit));
    }
    let mut text = String::new();
    out.rewind().and_then(|()| out.read_to_string(&mut text)).map_err(Problem::Io)?;
    Ok(text)
}

fn size(file: &File) -> u64 {
    file.metadata().map_or(0, |m| m.len())
}
