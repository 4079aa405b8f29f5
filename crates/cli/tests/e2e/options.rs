//! Names of options: what other programs call them, what they were called before, and endings of files.

use crate::common::{EN, FR, Folder, run};

#[test]
fn an_ending_without_a_format_is_an_error() {
    let folder = Folder::new("endings");
    let (en, fr) = (folder.file("a.en.txt", EN), folder.file("a.fr.txt", FR));
    let pairs = folder.file("p.tsv", "The bridge is closed.\tLe pont est fermé.\n");
    for (args, name, help) in [
        (&["check", &en, &fr][..], "r.pdf", "a browser prints the HTML page"),
        (&["check", &en, &fr], "r.xlsx", "spreadsheets open csv"),
        (&["check", "--pairs", &pairs], "r.docx", "jsonl"),
        (&["align", &en, &fr], "r.docx", "tmx"),
        (&["corpus", "filter", &pairs], "r.pdf.gz", "jsonl"),
        (&["corpus", "dedup", &pairs], "r.xml", "tsv"),
        (&["corpus", "stats", &pairs], "r.pdf", "html"),
    ] {
        let out = folder.path(name);
        let got = run(&[args, &["-o", &out]].concat());
        assert_eq!(got.status, Some(2), "{args:?}: {got:?}");
        assert!(got.err.contains("there is no format to write with the ending"), "{}", got.err);
        assert!(got.err.contains(help) && got.err.contains("--format"), "{}", got.err);
        assert!(!std::path::Path::new(&out).exists(), "{out}");
    }
    // With a format, or without an ending, any name will do.
    for (name, more) in [("r.pdf", &["--format", "html"][..]), ("report", &[]), ("r.txt", &[])] {
        let out = folder.path(name);
        assert_eq!(run(&[&["check", &en, &fr, "-o", &out], more].concat()).status, Some(0), "{name}");
    }
}

#[test]
fn options_of_other_programs_get_a_hint() {
    for (option, hint) in [
        ("--html", "--format html, or -o FILE.html"),
        ("--from=en", "--source-lang"),
        ("--quiet", "--log error"),
        ("--no-color", "--color never"),
        ("--outptu", "--output"),
    ] {
        let got = run(&["check", "a", "b", option]);
        assert_eq!(got.status, Some(2), "{got:?}");
        assert!(got.err.contains("tip:") && got.err.contains(hint), "{}", got.err);
    }
}

#[test]
fn earlier_names_are_still_understood_and_not_shown() {
    let folder = Folder::new("names-before");
    let pairs = folder.file("p.tsv", "The bridge is closed.\tLe pont est fermé.\n");
    let site = folder.path("none");
    for (now, before) in [
        (
            &["check", "--pairs", &pairs, "--preset", "strict"][..],
            &["check", "--pairs", &pairs, "--profile", "strict"][..],
        ),
        (
            &["corpus", "convert", &pairs, "--input-format", "tsv", "--format", "jsonl"],
            &["corpus", "convert", &pairs, "--from", "tsv", "--to", "jsonl"],
        ),
        (
            &["pair", &site, &site, "--pair-by", "names", "--min-pair-score", "0.4"],
            &["pair", &site, &site, "--by", "names", "--min-score", "0.4"],
        ),
    ] {
        let (now, before) = (run(now), run(before));
        assert_eq!((now.status, &now.out, &now.err), (before.status, &before.out, &before.err));
        assert!(!now.err.contains("unexpected argument"), "{}", now.err);
    }
    for (command, hidden) in [("check", "--profile"), ("pair", "--by "), ("pipe", "--from"), ("fetch", "--list")] {
        assert!(!run(&["help", command]).out.contains(hidden), "{command}");
    }
}

#[test]
fn no_filters_are_a_preset_everywhere() {
    let folder = Folder::new("none");
    let pairs = folder.file("p.tsv", "The bridge.\tThe bridge.\nThe bridge.\tThe bridge.\n");
    let kept = |preset: &str| run(&["corpus", "filter", &pairs, "--preset", preset]).out.lines().count();
    assert_eq!((kept("none"), kept("normal")), (2, 0));
    let got = run(&["corpus", "filter", &pairs, "--preset", "hard"]);
    assert!(got.status == Some(2) && got.err.contains("choose one of strict, normal, loose, none"), "{got:?}");
}
