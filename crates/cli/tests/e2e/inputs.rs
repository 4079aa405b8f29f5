//! Inputs that nobody wants: each gives a clear message and status 2, or correct
//! work; never a panic, never half an output.

use crate::common::{EN, FR, Folder, Run, calque, run, run_with_input};
use std::process::Stdio;

const PLAIN_EN: &str = "corpus/hostile/plain.en.txt";
const PLAIN_FR: &str = "corpus/hostile/plain.fr.txt";

/// Status 2, nothing on standard output, and a message of two lines: what is wrong with
/// which file, and what to do.
fn refused(run: &Run, said: &str) {
    assert_eq!(run.status, Some(2), "{run:?}");
    assert_eq!(run.out, "", "{run:?}");
    let lines: Vec<&str> = run.err.lines().filter(|l| !l.starts_with("warning: ")).collect();
    assert!(lines.len() == 2 && lines[0].starts_with("error: ") && lines[1].starts_with("  help: "), "{}", run.err);
    assert!(lines[0].contains(said), "{said:?} is not in {:?}", lines[0]);
}

#[test]
fn files_that_are_no_text_are_refused_by_name() {
    for (file, said) in [
        ("corpus/hostile/empty.txt", "empty.txt: is empty"),
        ("corpus/hostile/blank.txt", "blank.txt: is empty"),
        ("corpus/hostile/bom-only.txt", "bom-only.txt: is empty"),
        ("corpus/hostile/picture.png", "picture.png: is a PNG image"),
        ("corpus/hostile/nul.en.txt", "nul.en.txt: has NUL bytes (the first at byte "),
        ("corpus/hostile/none.txt", "none.txt: there is no such file"),
        ("corpus/hostile/plain.en.txt/x", "x: there is no such file"),
        ("corpus", "corpus: is a directory"),
    ] {
        refused(&run(&["segment", file]), said);
        refused(&run(&["check", file, PLAIN_FR]), said);
        refused(&run(&["check", PLAIN_EN, file]), said);
        refused(&run(&["align", file, PLAIN_FR, "--lines"]), said);
    }
    for (file, said) in [
        ("corpus/hostile/picture.png", "picture.png: is a PNG image"),
        ("corpus/hostile/empty.txt", "empty.txt: is empty"),
        ("corpus/hostile/utf16le.fr.txt", "utf16le.fr.txt:1: not a pair"),
        ("corpus/hostile/none.jsonl", "none.jsonl: there is no such file"),
        ("corpus", "corpus: is a directory"),
    ] {
        refused(&run(&["check", "--pairs", file]), said);
        refused(&run(&["words", file]), said);
    }
}

#[test]
fn every_encoding_gives_the_same_segments() {
    let plain = run(&["segment", "corpus/hostile/plain.fr.txt"]);
    assert_eq!((plain.status, plain.err.as_str()), (Some(0), ""));
    assert_eq!(plain.out.lines().count(), 3);
    for (file, guessed) in [
        ("bom.fr.txt", false),
        ("utf16le.fr.txt", false),
        ("utf16be.fr.txt", false),
        ("windows1252.fr.txt", true),
        ("latin1.fr.txt", true),
    ] {
        let got = run(&["segment", &format!("corpus/hostile/{file}")]);
        assert_eq!(got.status, Some(0), "{file}: {got:?}");
        assert_eq!(got.out.replace('\'', "’"), plain.out, "{file}");
        let warned = got.err.starts_with("warning: ") && got.err.contains(file) && got.err.contains("windows-1252");
        assert_eq!(warned, guessed, "{file}: {}", got.err);
    }
}

#[test]
fn utf16_without_a_mark_is_read_and_said() {
    let folder = Folder::new("utf16");
    let bytes: Vec<u8> = FR.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let got = run(&["segment", &folder.file("a.txt", bytes)]);
    assert_eq!(got.out, run_with_input(&["segment", "-"], FR.as_bytes()).out);
    assert!(got.err.contains("read as UTF-16BE"), "{}", got.err);
}

#[test]
fn a_text_that_breaks_off_is_read_up_to_there() {
    let got = run(&["segment", "corpus/hostile/truncated-utf8.fr.txt"]);
    assert_eq!((got.status, got.out.as_str()), (Some(0), "Le pont est ferm\u{fffd}\n"));
    assert!(got.err.contains("not valid UTF-8 (first on line 1)"), "{}", got.err);
}

#[test]
fn the_sides_must_be_two_languages() {
    let same = ["check", PLAIN_FR, "corpus/hostile/crlf.en.txt"];
    assert_eq!(run(&same).status, Some(0));
    refused(&run(&["check", PLAIN_FR, "corpus/hostile/utf16le.fr.txt"]), "both sides are in French");
    refused(&run(&["align", PLAIN_EN, PLAIN_EN]), "both sides are in English");
    refused(
        &run(&["check", PLAIN_FR, PLAIN_EN, "--source-lang", "en", "--target-lang", "fr"]),
        "the sides are swapped: corpus/hostile/plain.fr.txt is in French",
    );
    refused(
        &run(&["check", PLAIN_FR, PLAIN_EN, "--source-lang", "fr", "--target-lang", "fr"]),
        "plain.en.txt: --target-lang says French, but the text is in English",
    );
}

#[test]
fn a_third_language_is_paired_without_a_model() {
    let got = run(&["align", "corpus/hostile/german.de.txt", PLAIN_FR, "--format", "vecalign"]);
    assert_eq!(got.status, Some(0), "{got:?}");
    assert_eq!(got.out.lines().count(), 3, "{}", got.out);
}

#[test]
fn pair_files_are_refused_by_line() {
    let folder = Folder::new("pairs");
    let good = "{\"id\":1,\"source\":\"a\",\"target\":\"b\"}\n";
    for (name, text, said) in [
        ("bad.jsonl", format!("{good}{{\"source\":"), "bad.jsonl:2: not valid JSON"),
        (
            "half.jsonl",
            format!("{good}{good}{{\"id\":3,\"source\":\"a\"}}"),
            "half.jsonl:3: not a pair: missing field `target`",
        ),
        ("list.jsonl", "[1]\n".to_owned(), "list.jsonl:1: not a pair"),
        (
            "lang.jsonl",
            "{\"source\":\"a\",\"target\":\"b\",\"source_lang\":\"?\"}".to_owned(),
            "`?` is not a language code",
        ),
        ("one.tsv", "a\tb\nc\n".to_owned(), "one.tsv:2: not a pair"),
        ("latin1.tsv", String::new(), "latin1.tsv:1: not a pair"),
    ] {
        let bytes = if name == "latin1.tsv" { b"\xe9t\xe9\tsummer\n".to_vec() } else { text.into_bytes() };
        let got = run(&["check", "--pairs", &folder.file(name, bytes)]);
        assert_eq!(got.status, Some(2), "{got:?}");
        let expected = if name == "latin1.tsv" { "latin1.tsv:1: is not valid UTF-8" } else { said };
        assert!(got.err.lines().next().is_some_and(|l| l.contains(expected)), "{}", got.err);
    }
}

#[test]
fn one_huge_line_is_read_in_linear_time() {
    let folder = Folder::new("line");
    let sentence = "Le pont est fermé depuis lundi, et personne ne sait quand il rouvrira. ";
    let n = 40_000;
    let got = run(&["segment", &folder.file("line.txt", sentence.repeat(n))]);
    assert_eq!((got.status, got.out.lines().count()), (Some(0), n));
    let word = run(&["segment", &folder.file("word.txt", "a".repeat(3_000_000)), "--lang", "fr"]);
    assert_eq!((word.status, word.out.len()), (Some(0), 3_000_001));
}

#[test]
fn a_huge_pair_is_refused_by_line() {
    let folder = Folder::new("huge");
    for words in [40_000, 3 << 20] {
        let text = format!("a\tb\n{}\tc\n", "x ".repeat(words));
        let got = run(&["check", "--pairs", &folder.file("huge.tsv", text)]);
        assert_eq!((got.status, got.out.lines().count()), (Some(2), 1), "what stands before is checked");
        assert!(got.err.starts_with("error: ") && got.err.contains("huge.tsv:2: a pair of "), "{}", got.err);
    }
}

#[test]
fn too_many_segments_are_refused_before_the_work() {
    let folder = Folder::new("toomany");
    let settings = folder.file("few.toml", "[align]\nmax-segments = 2\n");
    refused(&run(&["align", PLAIN_EN, PLAIN_FR, "--settings", &settings]), "plain.en.txt: 3 segments are too many");
}

#[test]
fn a_text_without_sentences_is_paired_but_not_compared_word_by_word() {
    let folder = Folder::new("endless");
    let (en, fr) = ("the bridge is closed and ", "le pont est fermé et ");
    let whole = |n: usize| (folder.file("a.en", en.repeat(n)), folder.file("a.fr", fr.repeat(n)));
    let (en, fr) = whole(5000);
    refused(&run(&["check", &en, &fr]), "a.en:1: a sentence of 124999 bytes is too long to be paired");
    let (en, fr) = whole(1800);
    let got = run(&["check", &en, &fr]);
    assert_eq!(got.status, Some(0), "{got:?}");
    assert!(got.err.contains("warning: pair 1 is too long to be checked"), "{}", got.err);
}

/// Many sentences, one a line.
fn bridges(n: usize) -> String {
    let lines: Vec<String> = (1..=n).map(|i| format!("Le pont numéro {i} est fermé depuis lundi.\n")).collect();
    lines.concat()
}

#[test]
fn many_lines_are_many_segments() {
    let folder = Folder::new("many");
    let n = 30_000;
    let text = bridges(n);
    let path = folder.file("many.txt", text);
    let got = run(&["segment", &path]);
    let sentences = got.out.lines().filter(|l| !l.is_empty()).count();
    assert_eq!((got.status, sentences), (Some(0), n));
}

#[test]
fn the_size_limit_is_said_and_can_be_moved() {
    let folder = Folder::new("size");
    let path = folder.file("a.txt", FR);
    refused(&run(&["segment", &path, "--max-size", "100"]), "a.txt: is larger than the limit of 100 bytes");
    assert_eq!(run(&["segment", &path, "--max-size", "1MB"]).status, Some(0));
    refused(&run_with_input(&["segment", "-", "--max-size", "100"], FR.as_bytes()), "standard input: is larger");
}

#[test]
fn standard_input_is_either_side_but_not_both() {
    let folder = Folder::new("stdin");
    let (en, fr) = (folder.file("a.en.txt", EN), folder.file("a.fr.txt", FR));
    let files = run(&["align", &en, &fr]);
    assert_eq!(run_with_input(&["align", "-", &fr], EN.as_bytes()).out, files.out);
    assert_eq!(run_with_input(&["align", &en, "-"], FR.as_bytes()).out, files.out);
    refused(&run(&["align", "-", "-"]), "standard input can be read only once");
}

#[test]
#[cfg(unix)]
fn a_reader_that_goes_away_ends_the_run_silently() {
    use std::io::Read;
    let folder = Folder::new("pipe");
    let text = bridges(20_000);
    let pairs = "The bridge is closed.\tLe pont est fermé.\n".repeat(5000);
    let (text, pairs) = (folder.file("a.txt", text), folder.file("a.tsv", pairs));
    for args in [&["segment", text.as_str()][..], &["words", &pairs], &["check", "--pairs", &pairs], &["help", "check"]]
    {
        let mut child = calque(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
        let mut stdout = child.stdout.take().expect("piped");
        let mut some = [0; 10];
        stdout.read_exact(&mut some).expect("something comes out");
        drop(stdout);
        let output = child.wait_with_output().expect("it ends");
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{args:?}");
    }
}

#[test]
#[cfg(unix)]
fn what_may_not_be_read_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("secret");
    let path = folder.file("a.txt", FR);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).expect("own file");
    if std::fs::read(&path).is_ok() {
        return; // the superuser may read everything
    }
    refused(&run(&["segment", &path]), "a.txt: may not be read");
}

#[test]
fn texts_that_are_no_translations_are_refused() {
    let said = "do not seem to be translations of each other";
    let texts = ["corpus/news/observatory.en.txt", "corpus/news/dam.fr.txt"];
    refused(&run(&["check", texts[0], texts[1]]), said);
    assert_eq!(run(&["check", texts[0], texts[1], "--allow-unrelated"]).status, Some(0));
    let aligned = run(&["align", texts[0], texts[1]]);
    assert!(aligned.status == Some(0) && aligned.err.contains(said), "a warning only: {aligned:?}");
    for name in ["dam", "ferry", "observatory"] {
        let pair = [format!("corpus/news/{name}.en.txt"), format!("corpus/news/{name}.fr.txt")];
        assert_eq!(run(&["align", &pair[0], &pair[1]]).err, "", "{name}");
    }
}
