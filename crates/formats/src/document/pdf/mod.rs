//! Reads PDF with `pdftotext` of Poppler if it is installed, else with the crate `pdf-extract` if Calque was
//! built with the feature `pdf`.
//!
//! `pdftotext` gets a copy of the file and a time limit; its standard output is the text. It separates
//! columns and supports more fonts; the crate needs nothing installed.

#[cfg(feature = "pdf")]
mod extract;

use super::plain::Pages;
use crate::InputProblem;
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The time limit of the program.
const TIME_LIMIT: Duration = Duration::from_secs(60);
/// The interval at which the program is checked.
const POLL_INTERVAL: Duration = Duration::from_millis(10);

/// The program.
const PROGRAM: &str = "pdftotext";

/// The text of a PDF, at most `limit` bytes of it.
pub(crate) fn text(bytes: &[u8], limit: u64) -> Result<String, InputProblem> {
    text_by(PROGRAM, bytes, limit)
}

/// A warning where more than a tenth of the pages have no word.
pub(crate) fn empty_pages(pages: &Pages) -> Option<String> {
    (pages.empty * 10 > pages.number && pages.empty < pages.number).then(|| {
        format!(
            "{} of its {} pages have no text; if they are pictures of text, make it readable first, for example with ocrmypdf",
            pages.empty, pages.number
        )
    })
}

fn text_by(program: &str, bytes: &[u8], limit: u64) -> Result<String, InputProblem> {
    match by_program(program, bytes, limit) {
        #[cfg(feature = "pdf")]
        Err(InputProblem::NoProgram(..)) => extract::text(bytes, limit, TIME_LIMIT),
        other => other,
    }
}

/// The text as the program gives it.
fn by_program(program: &str, bytes: &[u8], limit: u64) -> Result<String, InputProblem> {
    let mut file = tempfile::NamedTempFile::new().map_err(InputProblem::Io)?;
    file.write_all(bytes).and_then(|()| file.flush()).map_err(InputProblem::Io)?;
    let mut out = tempfile::tempfile().map_err(InputProblem::Io)?;
    let stdout = out.try_clone().map_err(InputProblem::Io)?;
    let mut command = Command::new(program);
    command.args(["-enc", "UTF-8", "-q"]).arg(file.path()).arg("-");
    let mut child = match command.stdin(Stdio::null()).stdout(stdout).stderr(Stdio::null()).spawn() {
        Ok(child) => child,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
            return Err(InputProblem::NoProgram("a PDF document", PROGRAM));
        }
        Err(e) => return Err(InputProblem::Io(e)),
    };
    let begun = Instant::now();
    let status = loop {
        match child.try_wait().map_err(InputProblem::Io)? {
            Some(status) => break status,
            None if begun.elapsed() > TIME_LIMIT || size(&out) > limit => {
                // It may have ended in the meantime.
                let _ = child.kill();
                let _ = child.wait();
                let late = "pdftotext took more than a minute, or wrote too much, and was ended";
                return Err(InputProblem::Damaged(late.into()));
            }
            None => std::thread::sleep(POLL_INTERVAL),
        }
    };
    if !status.success() {
        return Err(InputProblem::Damaged("pdftotext cannot read it".into()));
    }
    if size(&out) > limit {
        return Err(InputProblem::TooLarge(limit));
    }
    let mut text = String::new();
    out.rewind().and_then(|()| out.read_to_string(&mut text)).map_err(InputProblem::Io)?;
    Ok(text)
}

fn size(file: &File) -> u64 {
    file.metadata().map_or(0, |m| m.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(not(feature = "pdf"))]
    use calque_text::Remedy;
    use std::fmt::Write as _;

    /// A PDF with one line of text.
    pub(super) fn document(words: &str) -> Vec<u8> {
        let page = format!("BT /F1 12 Tf 72 720 Td ({words}) Tj ET");
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
            format!("<< /Length {} >>\nstream\n{page}\nendstream", page.len()),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        ];
        let (mut out, mut places) = ("%PDF-1.4\n".to_owned(), Vec::new());
        for (i, object) in objects.iter().enumerate() {
            places.push(out.len());
            let _ = write!(out, "{} 0 obj\n{object}\nendobj\n", i + 1);
        }
        let start = out.len();
        let _ = write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for place in &places {
            let _ = writeln!(out, "{place:010} 00000 n ");
        }
        let _ = write!(out, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
        out.into_bytes()
    }

    #[test]
    fn the_program_reads_where_it_is_installed() {
        match by_program(PROGRAM, &document("The bridge is closed."), 1 << 20) {
            Ok(text) => assert_eq!(text.trim(), "The bridge is closed."),
            Err(problem) => assert!(matches!(problem, InputProblem::NoProgram(..)), "{problem}"),
        }
        match by_program(PROGRAM, b"%PDF-1.4\nno more", 1 << 20) {
            Err(InputProblem::Damaged(_) | InputProblem::NoProgram(..)) => {}
            other => panic!("{other:?}"),
        }
    }

    #[cfg(not(feature = "pdf"))]
    #[test]
    fn without_the_program_it_is_said_what_to_do() {
        let error = crate::InputError::new("a.pdf", text_by("no-such-program", &document("x"), 100).expect_err("none"));
        assert_eq!(error.to_string(), "a.pdf: is a PDF document, which needs the program pdftotext");
        assert!(error.help().contains("apt install poppler-utils") && error.help().contains("--features pdf"));
    }
}
