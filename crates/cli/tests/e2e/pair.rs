//! `calque pair` on folders made of the corpus, under names that help, that do not, and that mislead.

use crate::common::{EN, FR, Folder, root, run};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Copies files of the corpus into a folder.
fn copy(folder: &Folder, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.path(name);
        fs::create_dir_all(Path::new(&path).parent().expect("a folder")).expect("a folder");
        fs::copy(root().join("corpus").join(text), &path).expect("a copy");
    }
}

/// Source and target of every line, their folders left out; the score of pairs.
fn pairs(folder: &Folder, args: &[&str]) -> BTreeMap<(String, String), f64> {
    let got = run(&[&["pair"], args, &["--format", "jsonl"]].concat());
    assert_eq!(got.status, Some(0), "{}", got.err);
    let cut = |v: &Value| v.as_str().map_or(String::new(), |p| p.trim_start_matches(&folder.path("")).to_owned());
    let row = |line: &str| {
        let row: Value = serde_json::from_str(line).expect("JSON");
        ((cut(&row["source"]), cut(&row["target"])), row["score"].as_f64().unwrap_or(-1.0))
    };
    got.out.lines().map(row).collect()
}

fn names(pairs: &BTreeMap<(String, String), f64>) -> Vec<(&str, &str)> {
    pairs.keys().map(|(s, t)| (s.as_str(), t.as_str())).collect()
}

#[test]
fn content_finds_partners_whose_names_say_nothing() {
    let folder = Folder::new("pair-content");
    copy(
        &folder,
        &[
            ("s/k1.txt", "news/dam.en.txt"),
            ("s/k2.txt", "news/ferry.en.txt"),
            ("s/k3.txt", "news/observatory.en.txt"),
            ("s/k4.txt", "eval/align/mill_letter/tgt.txt"),
            ("t/9/xa.txt", "news/observatory.fr.txt"),
            ("t/9/xb.txt", "news/dam.fr.txt"),
            ("t/xc.txt", "news/ferry.fr.txt"),
            ("t/xd.txt", "eval/align/mill_market/tgt.txt"),
        ],
    );
    let (s, t) = (folder.path("s"), folder.path("t"));
    let found = pairs(&folder, &[&s, &t]);
    let wanted = [
        ("", "t/xd.txt"),
        ("s/k1.txt", "t/9/xb.txt"),
        ("s/k2.txt", "t/xc.txt"),
        ("s/k3.txt", "t/9/xa.txt"),
        ("s/k4.txt", ""),
    ];
    assert_eq!(names(&found), wanted, "{found:?}");
    // The other way round the pairs are the same.
    let back = pairs(&folder, &[&t, &s]);
    for ((source, target), score) in &found {
        assert!(back.get(&(target.clone(), source.clone())).is_some_and(|b| (b - score).abs() < 2e-4), "{back:?}");
    }
    let none = pairs(&folder, &[&s, &t, "--pair-by", "names"]);
    assert!(none.values().all(|&score| score < 0.0) && none.len() == 8, "{none:?}");
}

#[test]
fn names_pair_what_they_can_without_reading() {
    let folder = Folder::new("pair-names");
    for name in [
        "s/en/a/01.en.md",
        "s/en/a/02.en.md",
        "s/en/index.html",
        "s/Chapter-4.txt",
        "s/Chapter-5.txt",
        "s/Chapter-6.txt",
        "s/Chapter-3.txt",
        "t/fr/a/1.html",
        "t/fr/a/2_FR.txt",
        "t/fr.htm",
        "t/chapitre 3.txt",
        "t/chapitre 4.txt",
        "t/chapitre 5.txt",
        "t/chapitre 6.txt",
        "t/.hidden",
    ] {
        let path = folder.path(name);
        fs::create_dir_all(Path::new(&path).parent().expect("a folder")).expect("a folder");
        // Nothing that could be read as text.
        fs::write(&path, b"\x89PNG\r\n\x1a\n").expect("a file");
    }
    let (s, t) = (folder.path("s"), folder.path("t"));
    let found = pairs(&folder, &[&s, &t, "--pair-by", "names"]);
    for pair in [
        ("s/en/a/01.en.md", "t/fr/a/1.html"),
        ("s/en/a/02.en.md", "t/fr/a/2_FR.txt"),
        ("s/Chapter-3.txt", "t/chapitre 3.txt"),
        ("s/en/index.html", "t/fr.htm"),
    ] {
        assert!(names(&found).contains(&pair), "{pair:?}: {found:?}");
    }
    let got = run(&["pair", &s, &t]);
    assert!(got.status == Some(0) && got.err.matches("is a PNG image").count() == 14, "{}", got.err);
    assert_eq!(got.out, "source\ttarget\tscore\tname\tcontent\n");
}

#[test]
fn names_that_mislead_yield_to_content() {
    let folder = Folder::new("pair-mislead");
    copy(
        &folder,
        &[
            ("s/one.en.txt", "news/dam.en.txt"),
            ("s/two.en.txt", "news/ferry.en.txt"),
            ("s/three.en.txt", "news/observatory.en.txt"),
            ("t/one.fr.txt", "news/ferry.fr.txt"),
            ("t/two.fr.txt", "news/dam.fr.txt"),
            ("t/three.fr.txt", "news/observatory.fr.txt"),
        ],
    );
    let found = pairs(&folder, &[&folder.path("s"), &folder.path("t")]);
    let wanted =
        [("s/one.en.txt", "t/two.fr.txt"), ("s/three.en.txt", "t/three.fr.txt"), ("s/two.en.txt", "t/one.fr.txt")];
    assert_eq!(names(&found), wanted, "{found:?}");
}

#[test]
fn one_folder_may_hold_both_languages() {
    let found = run(&["pair", "corpus/news", "corpus/news", "--source-lang", "en", "--target-lang", "fr"]);
    assert_eq!(found.status, Some(0), "{}", found.err);
    for name in ["dam", "ferry", "observatory"] {
        let pair = format!("corpus/news/{name}.en.txt\tcorpus/news/{name}.fr.txt\t");
        assert!(found.out.contains(&pair), "{}", found.out);
    }
}

#[test]
fn what_is_no_folder_is_named() {
    for (args, said) in [
        (["corpus/news/dam.en.txt", "corpus"], "dam.en.txt: is not a folder"),
        (["corpus", "nowhere"], "nowhere: there is no such file"),
    ] {
        let got = run(&["pair", args[0], args[1]]);
        assert!(got.status == Some(2) && got.err.contains(said) && got.err.contains("help:"), "{}", got.err);
    }
}

#[test]
fn the_pages_of_a_web_archive_are_paired() {
    let folder = Folder::new("warc");
    let record = |url: &str, kind: &str, text: &str| {
        let block = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n<html><body><p>{text}</p></body></html>");
        let length = block.len();
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
        )
    };
    let html = "text/html; charset=utf-8";
    let (en, fr) = (EN.replace("\n\n", "</p><p>"), FR.replace("\n\n", "</p><p>"));
    let pages = [
        record("https://example.org/en/bridge", html, &en),
        record("https://example.org/fr/bridge", html, &fr),
        record("https://example.org/fr/bridge", html, "Une copie plus récente de la même page, qui ne compte pas."),
        record("https://example.org/logo.png", "image/png", "x"),
        record("https://example.org/en/weather", html, "It will rain all day on the northern coast, and the wind will be strong."),
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/cut\r\nContent-Length: 999\r\n\r\nHTTP/1.1".to_owned(),
    ];
    let archive = folder.file("crawl.warc", pages.concat());
    let got = run(&["pair", &archive, &archive, "--source-lang", "en", "--target-lang", "fr"]);
    assert_eq!(got.status, Some(0), "{got:?}");
    let lines: Vec<Vec<&str>> = got.out.lines().skip(1).map(|l| l.split('\t').take(2).collect()).collect();
    assert_eq!(
        lines,
        [["https://example.org/en/bridge", "https://example.org/fr/bridge"], ["https://example.org/en/weather", ""],]
    );
    assert!(
        got.err.contains("record 6 (https://example.org/cut): the archive breaks off in it; left out"),
        "{}",
        got.err
    );
}
