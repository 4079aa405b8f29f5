//! `calque align` with what is known beforehand: anchors, hard breaks, vectors, passages that moved.

use crate::common::{Folder, run};

const EN: &str = "corpus/news/ferry.en.txt";
const FR: &str = "corpus/news/ferry.fr.txt";

fn align(args: &[&str]) -> Vec<String> {
    let got = run(&[&["align", "--format", "vecalign"], args].concat());
    assert_eq!(got.status, Some(0), "{}", got.err);
    got.out.lines().map(|l| l.rsplit_once(':').map_or(l, |(bead, _)| bead).to_owned()).collect()
}

#[test]
fn anchors_hold_and_those_that_agree_change_nothing() {
    let folder = Folder::new("anchors");
    let free = align(&[EN, FR]);
    let agreeing = folder.file("agree.txt", free[..free.len() / 2].join("\n"));
    assert_eq!(align(&[EN, FR, "--anchors", &agreeing]), free);
    let other = folder.file("other.txt", "# against the text\n[1]:[0]:0.5\n[2]:[]\n");
    let held = align(&[EN, FR, "--anchors", &other]);
    assert!(held.contains(&"[1]:[0]".to_owned()) && held.contains(&"[2]:[]".to_owned()), "{held:?}");
}

#[test]
fn anchors_that_cannot_hold_are_refused_with_their_line() {
    let folder = Folder::new("anchors-bad");
    for (name, beads, said) in [
        ("cross", "[0]:[1]\n[2]:[0]\n", "cross:2: crosses line 1"),
        ("far", "\n[99]:[1]\n", "far:2: names source segment 99, but corpus/news/ferry.en.txt has"),
        ("both", "[0]:[0, 1]\n[1]:[1]\n", "both:2: claims a segment that line 1 claims, too"),
        ("gap", "[0, 2]:[0]\n", "gap:1: the segments of one side do not follow each other"),
        ("none", "[]:[]\n", "none:1: names no segment"),
        ("words", "hello\n", "words:1: is no bead"),
    ] {
        let path = folder.file(name, beads);
        let got = run(&["align", EN, FR, "--anchors", &path]);
        assert_eq!(got.status, Some(2), "{name}: {}", got.out);
        assert!(got.err.contains(said) && got.err.contains("help: "), "{name}: {}", got.err);
    }
}

#[test]
fn hard_breaks_correspond_or_are_refused() {
    let folder = Folder::new("breaks");
    let text = |lines: &[&str]| lines.join("\n") + "\n";
    let en = folder.file("en.txt", text(&["The bridge is closed.", "It rains.", "***", "The school is open."]));
    let fr = folder.file("fr.txt", text(&["Le pont est fermé.", "***", "Il pleut.", "L’école est ouverte."]));
    let langs = ["--source-lang", "en", "--target-lang", "fr"];
    let held = align(&[&["--lines", &en, &fr, "--hard-breaks", "***"], &langs[..]].concat());
    assert!(held.contains(&"[2]:[1]".to_owned()) && !held.contains(&"[1]:[2]".to_owned()), "{held:?}");
    let got = run(&["align", "--lines", &en, EN, "--hard-breaks", "***", "--source-lang", "en", "--target-lang", "fr"]);
    assert_eq!(got.status, Some(2));
    let got = run(&["align", "--lines", &en, FR, "--hard-breaks", "***"]);
    assert!(got.status == Some(2) && got.err.contains("has 1 hard breaks (`***`)"), "{}", got.err);
}

#[test]
fn beads_go_through_the_writers_of_pairs() {
    let folder = Folder::new("as-pairs");
    let want =
        run(&["align", EN, FR, "--format", "jsonl"]).out.lines().filter(|l| !l.contains("\"text\":\"\"")).count();
    assert!(want > 5);
    for name in ["a.tmx", "a.xlf", "a.po"] {
        let path = folder.path(name);
        let got = run(&["align", EN, FR, "-o", &path]);
        assert_eq!((got.status, got.out.as_str()), (Some(0), ""), "{name}: {}", got.err);
        let back = run(&["corpus", "convert", &path, "--format", "jsonl"]);
        assert_eq!(back.status, Some(0), "{name}: {}", back.err);
        // A unit of XLIFF may stand without a translation.
        let whole = back.out.lines().filter(|l| !l.contains("\"source\":\"\"") && !l.contains("\"target\":\"\""));
        assert_eq!(whole.count(), want, "{name}: {}", back.out);
        assert!(back.out.lines().next().is_some_and(|l| l.contains("Brannec")), "{name}: {}", back.out);
    }
    for (format, written) in [("moses", "m.en-fr.fr"), ("xces", "m")] {
        let got = run(&["align", EN, FR, "--format", format, "-o", &folder.path("m")]);
        assert_eq!(got.status, Some(0), "{format}: {}", got.err);
        assert!(folder.names().iter().any(|n| n == written), "{format}: {:?}", folder.names());
    }
    let got = run(&["align", EN, FR, "--format", "xliff12"]);
    assert!(got.out.contains("version=\"1.2\"") && got.out.contains("target-language=\"fr\""), "{}", got.out);
    let got = run(&["align", EN, FR, "--format", "parquet"]);
    assert!(got.status == Some(2) && got.err.contains("help: "), "{}", got.err);
}

#[test]
fn vectors_must_fit() {
    let folder = Folder::new("vectors");
    let junk = folder.file("junk.npy", b"\x93NUMPYjunk");
    let got = run(&["align", EN, FR, "--source-vectors", &junk, "--target-vectors", &junk]);
    assert!(got.status == Some(2) && got.err.contains("junk.npy: is no sound .npy file"), "{}", got.err);
    let got = run(&["align", EN, FR, "--source-vectors", &junk]);
    assert_eq!(got.status, Some(2), "{}", got.err);
}

#[test]
fn a_moved_paragraph_is_marked_where_it_is_asked_for() {
    let folder = Folder::new("moved");
    let text = std::fs::read_to_string(crate::common::root().join("corpus/news/dam.fr.txt")).expect("the corpus");
    let mut paragraphs: Vec<&str> = text.split("\n\n").collect();
    let moved = paragraphs.remove(8);
    paragraphs.insert(18, moved);
    let fr = folder.file("moved.fr.txt", paragraphs.join("\n\n"));
    let rows = |args: &[&str]| {
        let got = run(&[&["align", "corpus/news/dam.en.txt", &fr], args].concat());
        assert_eq!(got.status, Some(0), "{}", got.err);
        got.out
    };
    assert!(!rows(&[]).contains("crossed"));
    assert!(rows(&["--crossings"]).contains("-1 crossed"));
    assert!(rows(&["--crossings", "--format", "jsonl"]).contains("\"crossed\":true"));
    assert!(rows(&["--crossings", "--format", "html"]).contains("class=\"crossed\""));
}
