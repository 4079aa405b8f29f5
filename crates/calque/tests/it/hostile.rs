//! The inputs of `corpus/hostile`: each is read for what it says, or refused
//! with a message that says what is wrong. Nothing panics.

use calque::{Input, Report, Settings, check, segment};
use calque_text::normalize;
use std::path::PathBuf;

fn file(name: &str) -> Input {
    Input::from_arg(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../corpus/hostile").join(name))
}

fn run(source: &str, target: &str) -> Result<Report, String> {
    check(&file(source), &file(target), &Settings::default()).map_err(|e| e.to_string())
}

#[test]
fn encodings_and_line_ends_make_no_difference() {
    let words = |text: &str| text.replace('’', "'").split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = run("plain.en.txt", "plain.fr.txt").expect("plain text");
    assert_eq!(plain.alignment.pairs().count(), 3);
    for name in ["bom.fr.txt", "latin1.fr.txt", "windows1252.fr.txt", "utf16le.fr.txt", "utf16be.fr.txt"] {
        let report = run("plain.en.txt", name).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(words(&report.target.document.text), words(&plain.target.document.text), "{name}");
        assert_eq!(report.alignment.pairs().count(), 3, "{name}");
    }
    for name in ["crlf.en.txt", "cr-only.en.txt", "no-final-newline.en.txt"] {
        let report = run(name, "plain.fr.txt").unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(words(&report.source.document.text), words(&plain.source.document.text), "{name}");
        assert_eq!(report.alignment.pairs().count(), 3, "{name}");
    }
}

#[test]
fn what_is_no_text_is_refused_with_a_reason() {
    for (name, reason) in [
        ("empty.txt", "empty"),
        ("blank.txt", "empty"),
        ("bom-only.txt", "empty"),
        ("picture.png", "PNG"),
        ("nul.en.txt", "NUL"),
        ("no-such-file.txt", "no such file"),
        (".", "directory"),
    ] {
        for error in [run(name, "plain.fr.txt"), run("plain.en.txt", name)].map(Result::err) {
            let error = error.unwrap_or_else(|| panic!("{name} was taken for a text"));
            assert!(error.contains(reason) && error.contains(name), "{name}: {error}");
        }
    }
}

#[test]
fn one_language_on_both_sides_is_refused() {
    let error = run("plain.en.txt", "crlf.en.txt").map(|_| ()).expect_err("both are English");
    assert!(error.contains("both") && error.contains("English"), "{error}");
}

#[test]
fn odd_characters_are_read() {
    let text = |name: &str| {
        let (side, _) = segment(&file(name), &Settings::default()).unwrap_or_else(|e| panic!("{name}: {e}"));
        normalize(&side.document.text).into_owned()
    };
    let controls = text("controls.fr.txt");
    assert!(controls.starts_with("Le pont est fermé depuis lun"), "{controls:?}");
    let decomposed = text("decomposed.fr.txt");
    assert!(decomposed.contains("L’école de l’île a ouvert."), "{decomposed:?}");
    let page = text("unclosed.html");
    assert!(page.contains("Le pont est fermé depuis lundi.") && !page.contains("while"), "{page:?}");
}

#[test]
fn anything_else_gives_a_report_or_a_reason() {
    for name in ["punctuation.txt", "emoji.en.txt", "german.de.txt", "truncated-utf8.fr.txt"] {
        for outcome in [run(name, "plain.fr.txt"), run("plain.en.txt", name), run(name, name)] {
            match outcome {
                Ok(report) => assert_eq!(report.fidelity.len(), report.alignment.beads.len(), "{name}"),
                Err(reason) => assert!(!reason.is_empty(), "{name}"),
            }
        }
    }
}
