//! Extracts the text of a PDF with the crate `pdf-extract`, which fails on many files and panics on some.
//!
//! It runs in a thread of its own with a large stack for deep nesting: a panic becomes a damaged file, and
//! the time limit is that of `pdftotext`. A thread cannot be stopped; one that hangs runs until Calque
//! ends.

use crate::InputProblem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

/// The name of the thread.
const NAME: &str = "pdf";
/// Its stack size in bytes: the crate recurses into nested objects.
const STACK: usize = 64 << 20;

/// The text, at most `limit` bytes of it.
pub(super) fn text(bytes: &[u8], limit: u64, time_limit: Duration) -> Result<String, InputProblem> {
    silence_panics();
    let (send, receive) = channel();
    let bytes = bytes.to_vec();
    let work = move || {
        // The bytes are dropped with the thread.
        let text = catch_unwind(AssertUnwindSafe(|| pdf_extract::extract_text_from_mem(&bytes)));
        // The receiver may have timed out.
        let _ = send.send(text);
    };
    thread::Builder::new().name(NAME.to_owned()).stack_size(STACK).spawn(work).map_err(InputProblem::Io)?;
    let damaged =
        |what: String| InputProblem::Damaged(format!("{what}; pdftotext may do better where it is installed"));
    match receive.recv_timeout(time_limit) {
        Ok(Ok(Ok(text))) if text.len() as u64 > limit => Err(InputProblem::TooLarge(limit)),
        Ok(Ok(Ok(text))) => Ok(text),
        Ok(Ok(Err(e))) => Err(damaged(e.to_string())),
        Ok(Err(_)) => Err(damaged("its parts contradict each other".to_owned())),
        Err(_) => Err(damaged("reading it took more than a minute".to_owned())),
    }
}

/// Silences the panic message of this thread: the file is at fault, not Calque.
fn silence_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if thread::current().name() != Some(NAME) {
                usual(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::super::{tests::document, text_by};
    use super::*;

    #[test]
    fn the_crate_reads_where_the_program_is_not_installed() {
        let text = text_by("no-such-program", &document("The bridge is closed."), 1 << 20).expect("text");
        assert_eq!(text.split_whitespace().collect::<Vec<_>>().join(" "), "The bridge is closed.");
        assert!(matches!(
            text_by("no-such-program", &document("The bridge is closed."), 3),
            Err(InputProblem::TooLarge(3))
        ));
    }

    #[test]
    fn torn_and_altered_files_do_no_harm() {
        let whole = document("The bridge is closed.");
        for end in (0..whole.len()).step_by(7) {
            let _ = text_by("no-such-program", &whole[..end], 1 << 20);
        }
        let mut state = 3u64;
        for at in 0..whole.len() {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1);
            let mut altered = whole.clone();
            altered[at] = (state >> 33) as u8;
            let _ = text_by("no-such-program", &altered, 1 << 20);
        }
        let error = text_by("no-such-program", b"%PDF-1.4\nno more", 100).expect_err("torn");
        assert!(matches!(error, InputProblem::Damaged(_)), "{error}");
    }
}
