//! `calque corpus build` from pages: lists of URLs, manifests with URLs, web archives.

use crate::common::{Folder, Run, calque, finished, root, serve};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::sync::{Arc, Mutex};

/// A page of one of the project's own articles.
fn page(article: &str, lang: &str) -> String {
    let text = fs::read_to_string(root().join(format!("corpus/news/{article}.{lang}.txt"))).expect("an article");
    let paragraphs = text.replace("\n\n", "</p><p>");
    format!("<html><body><nav><ul><li>Menu</ul></nav><article><p>{paragraphs}</p></article></body></html>")
}

/// What the server has: one pair whose names say so, one whose names do not, and a page without a partner.
fn site() -> BTreeMap<&'static str, String> {
    [
        ("/en/news/dam.html", page("dam", "en")),
        ("/fr/news/dam.html", page("dam", "fr")),
        ("/n/4711", page("ferry", "en")),
        ("/n/4742", page("ferry", "fr")),
        ("/lone", page("observatory", "en")),
    ]
    .into()
}

/// A server with these pages; its robots.txt hides `/secret`.
pub(crate) fn serve_pages(pages: BTreeMap<&'static str, String>) -> String {
    serve(move |path| {
        Some(match (path, pages.get(path)) {
            ("/robots.txt", _) => ("200 OK", "text/plain", b"User-agent: *\nDisallow: /secret\n".to_vec()),
            (_, Some(page)) => ("200 OK", "text/html; charset=utf-8", page.as_bytes().to_vec()),
            _ => ("404 Not Found", "text/html", b"<p>No.".to_vec()),
        })
    })
}

/// Builds in the folder, with a cache of its own unless one is named, allowed to reach the server of the test.
fn build(folder: &Folder, args: &[&str]) -> Run {
    let web = ["--allow-private=127.0.0.1", "--delay", "0", "--retries", "0", "--preset", "none"];
    let cache = if args.contains(&"--cache") { &[][..] } else { &["--cache", "cache"] };
    let all = [&["corpus", "build"], args, &web, cache].concat();
    finished(calque(&all).current_dir(folder.path("")).output().expect("it runs"))
}

/// The lines of a result.
fn lines(folder: &Folder, name: &str) -> Vec<Value> {
    let text = fs::read_to_string(folder.path(name)).expect("a result");
    text.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect()
}

/// The pairs of documents that pairs of sentences come from, with how many they are.
fn documents(folder: &Folder, output: &str) -> BTreeMap<(String, String), usize> {
    let mut out = BTreeMap::new();
    for pair in lines(folder, &format!("{output}/data/train-00000-of-00001.jsonl")) {
        let name = |key: &str| pair[key].as_str().expect("a name").to_owned();
        *out.entry((name("source_doc"), name("target_doc"))).or_default() += 1;
    }
    out
}

/// The entries of the error report: file and reason.
fn errors(folder: &Folder, output: &str) -> Vec<(String, String)> {
    let entry = |e: Value| {
        assert!(e["remedy"].as_str().is_some_and(|r| !r.is_empty()), "{e}");
        (e["file"].as_str().expect("a name").to_owned(), e["why"].as_str().expect("a reason").to_owned())
    };
    lines(folder, &format!("{output}/errors.jsonl")).into_iter().map(entry).collect()
}

#[test]
fn a_list_of_pages_in_both_languages_becomes_a_corpus() {
    let (folder, base) = (Folder::new("build-urls"), serve_pages(site()));
    let host = base.trim_start_matches("http://");
    folder.file("local.fr.txt", fs::read(root().join("corpus/news/observatory.fr.txt")).expect("an article"));
    let list = [
        "# pages of one site, in no order",
        &format!("{base}/n/4742"),
        &format!("{base}/en/news/dam.html"),
        &format!("http://ann:hunter2@{host}/n/4711"),
        &format!("{base}/fr/news/dam.html"),
        &format!("{base}/fr/news/dam.html"),
        "",
        &format!("{base}/lone"),
        &format!("{base}/gone"),
        &format!("{base}/secret/x"),
        "local.fr.txt",
        "missing.txt",
    ];
    folder.file("urls.txt", list.join("\n"));
    let got = build(&folder, &["--urls", "urls.txt", "-o", "out"]);
    assert_eq!(got.status, Some(0), "{}", got.err);
    let found = documents(&folder, "out");
    let pair = |en: &str, fr: &str| (format!("{base}{en}"), format!("{base}{fr}"));
    let lone = (format!("{base}/lone"), "local.fr.txt".to_owned());
    let want = [pair("/en/news/dam.html", "/fr/news/dam.html"), lone, pair("/n/4711", "/n/4742")];
    assert_eq!(found.keys().cloned().collect::<Vec<_>>(), want);
    assert!(found.values().all(|&n| n > 10), "{found:?}");
    let gone = (format!("{base}/gone"), "the server answers 404 Not Found".to_owned());
    let secret = (format!("{base}/secret/x"), "robots.txt of the site does not allow it".to_owned());
    let missing = ("missing.txt".to_owned(), "there is no such file".to_owned());
    assert_eq!(errors(&folder, "out"), [missing, gone, secret]);
    let results = || {
        ["data/train-00000-of-00001.jsonl", "errors.jsonl", "report.json"]
            .map(|n| fs::read(folder.path(&format!("out/{n}"))).expect("a result"))
    };
    let first = results();
    for result in &first {
        assert!(!String::from_utf8_lossy(result).contains("hunter2"), "a password is nobody's business");
    }
    // What was fetched is not asked for again; what failed is.
    assert_eq!(build(&folder, &["--urls", "urls.txt", "-o", "out"]).status, Some(0));
    assert!(first == results(), "the same run, the same bytes");
    // Menus were left out, and counted: of each page and in all.
    let gave = lines(&folder, "out/documents.jsonl");
    let menu = serde_json::json!({ "blocks": 1, "characters": 4 });
    assert_eq!(gave.len(), 3);
    assert!(gave.iter().all(|d| d["source_boilerplate"] == menu && d["aligned"].as_u64().is_some_and(|n| n > 10)));
    let report: Value = serde_json::from_slice(&first[2]).expect("JSON");
    assert_eq!(
        (&report["counts"]["boilerplate_blocks"], &report["counts"]["boilerplate_characters"]),
        (&5.into(), &20.into())
    );
    // By names alone, what names do not pair stays alone.
    assert_eq!(build(&folder, &["--urls", "urls.txt", "-o", "names", "--pair-by", "names"]).status, Some(0));
    assert_eq!(documents(&folder, "names").keys().cloned().collect::<Vec<_>>(), want[..1]);
}

#[test]
fn a_manifest_may_name_pages() {
    let (folder, base) = (Folder::new("build-manifest-urls"), serve_pages(site()));
    folder.file("local.fr.txt", fs::read(root().join("corpus/news/observatory.fr.txt")).expect("an article"));
    let record = serde_json::json!({ "source": format!("{base}/lone"), "target": "local.fr.txt" });
    let list = format!("{base}/n/4711\t{base}/n/4742\n{record}\n{base}/en/news/dam.html\t{base}/gone\n");
    folder.file("list.tsv", list);
    let got = build(&folder, &["--manifest", "list.tsv", "-o", "out"]);
    assert_eq!(got.status, Some(0), "{}", got.err);
    let found = documents(&folder, "out");
    let want =
        [(format!("{base}/lone"), "local.fr.txt".to_owned()), (format!("{base}/n/4711"), format!("{base}/n/4742"))];
    assert_eq!(found.keys().cloned().collect::<Vec<_>>(), want);
    assert_eq!(errors(&folder, "out"), [(format!("{base}/gone"), "the server answers 404 Not Found".to_owned())]);
    // The same from the cache alone, and as calque.toml says it.
    let toml = "[corpus]\nmanifest = \"list.tsv\"\noutput = \"again\"\n";
    folder.file("calque.toml", toml);
    assert_eq!(build(&folder, &["--offline"]).status, Some(0));
    assert_eq!(documents(&folder, "again"), found);
}

#[test]
fn a_shard_of_a_manifest_fetches_its_own_pages_only() {
    let folder = Folder::new("build-shard-urls");
    let (asked, pages) = (Arc::new(Mutex::new(Vec::new())), site());
    let log = Arc::clone(&asked);
    let base = serve(move |path| {
        let page = pages.get(path.split('?').next().unwrap_or_default());
        if page.is_some() {
            log.lock().expect("no panic").push(path.to_owned());
        }
        Some(match page {
            Some(page) => ("200 OK", "text/html; charset=utf-8", page.as_bytes().to_vec()),
            None => ("404 Not Found", "text/html", b"<p>No.".to_vec()),
        })
    });
    // Longer than a batch can be, most of it documents without a partner.
    let line = |i: usize| match i % 30 {
        0 => format!("{base}/n/4711?{i}\t{base}/n/4742?{i}\n"),
        _ => format!("lone {i}\t\n"),
    };
    folder.file("list.tsv", (0..600).map(line).collect::<String>());
    let run = |output: &str, more: &[&str]| {
        let cache = format!("cache-{}", more.last().unwrap_or(&"").replace('/', "-"));
        let args = [&["--manifest", "list.tsv", "-o", output, "--cache", &cache], more].concat();
        let got = build(&folder, &args);
        assert_eq!(got.status, Some(0), "{}", got.err);
        let mut asked = std::mem::take(&mut *asked.lock().expect("no panic"));
        asked.sort();
        asked
    };
    let (one, two) = (run("shards", &["--shard", "1/2"]), run("shards", &["--shard", "2/2"]));
    assert!(!one.is_empty() && !two.is_empty() && !one.iter().any(|page| two.contains(page)), "{one:?} {two:?}");
    let all = run("out", &[]);
    let mut both = [one, two].concat();
    both.sort();
    assert_eq!((both.len(), both), (40, all), "each once");
    // What was fetched is not asked for again.
    assert_eq!(run("again", &[]), Vec::<String>::new());
    let merged = crate::common::run(&["corpus", "merge", &folder.path("shards"), "-o", &folder.path("merged")]);
    assert_eq!(merged.status, Some(0), "{}", merged.err);
    let data =
        |output: &str| fs::read(folder.path(&format!("{output}/data/train-00000-of-00001.jsonl"))).expect("a result");
    assert!(data("merged") == data("out"), "what a single run makes");
}

#[test]
fn a_list_of_pages_is_paired_first_and_then_cut_into_shards() {
    let (folder, base) = (Folder::new("pair-urls"), serve_pages(site()));
    folder.file("local.fr.txt", fs::read(root().join("corpus/news/observatory.fr.txt")).expect("an article"));
    let names = ["/n/4742", "/en/news/dam.html", "/n/4711", "/fr/news/dam.html", "/lone", "/gone"];
    let list: Vec<String> =
        names.iter().map(|name| format!("{base}{name}")).chain(["local.fr.txt".to_owned()]).collect();
    folder.file("urls.txt", list.join("\n"));
    let web = ["--cache", "cache", "--allow-private=127.0.0.1", "--delay", "0", "--retries", "0"];
    let pair = |more: &[&str]| {
        let args = [&["pair", "--urls", "urls.txt"], more, &web].concat();
        finished(calque(&args).current_dir(folder.path("")).output().expect("it runs"))
    };
    let got = pair(&["-o", "pairs.tsv"]);
    assert!(
        got.status == Some(0) && got.err.contains("/gone: the server answers 404 Not Found; left out"),
        "{}",
        got.err
    );
    let pairs = fs::read_to_string(folder.path("pairs.tsv")).expect("a manifest");
    let pairs: Vec<Vec<&str>> = pairs.lines().skip(1).map(|line| line.split('\t').take(2).collect()).collect();
    let url = |name: &str| format!("{base}{name}");
    let want = [
        [url("/en/news/dam.html"), url("/fr/news/dam.html")],
        [url("/lone"), "local.fr.txt".to_owned()],
        [url("/n/4711"), url("/n/4742")],
    ];
    assert_eq!(pairs, want);
    // The shards of it need nothing but the cache.
    for shard in ["1/2", "2/2"] {
        let got = build(&folder, &["--manifest", "pairs.tsv", "-o", "shards", "--shard", shard, "--offline"]);
        assert_eq!(got.status, Some(0), "{}", got.err);
    }
    let merge = ["corpus", "merge", &folder.path("shards"), "-o", &folder.path("out")];
    assert_eq!(crate::common::run(&merge).status, Some(0));
    assert_eq!(documents(&folder, "out").len(), 3);
    let both = finished(calque(&["pair", "a", "b", "--urls", "urls.txt"]).output().expect("it runs"));
    assert!(both.status == Some(2) && both.err.contains("cannot be used with"), "{}", both.err);
}

/// A record of a web archive.
fn record(path: &str, page: &str) -> Vec<u8> {
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    let head = format!("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org{path}\r\n");
    format!("{head}Content-Length: {}\r\n\r\n{block}\r\n\r\n", block.len()).into_bytes()
}

#[test]
fn web_archives_of_both_languages_become_a_corpus() {
    let folder = Folder::new("build-warcs");
    // Partners lie in different archives, one archive is packed, and one breaks off.
    let pages: Vec<(&str, String)> = site().into_iter().collect();
    let one: Vec<u8> = pages.iter().step_by(2).flat_map(|(path, page)| record(path, page)).collect();
    let two: Vec<u8> = pages.iter().skip(1).step_by(2).flat_map(|(path, page)| record(path, page)).collect();
    folder.file("one.warc", [&one[..], b"WARC/1.0\r\nWARC-Type"].concat());
    let mut packed =
        std::process::Command::new("gzip").args(["-c", &folder.file("two.warc", two)]).output().expect("gzip runs");
    folder.file("two.warc.gz", std::mem::take(&mut packed.stdout));
    let got = build(&folder, &["--warc", "one.warc", "two.warc.gz", "-o", "out"]);
    assert!(
        got.status == Some(0) && got.err.contains("one.warc: record 4: the archive breaks off in it"),
        "{}",
        got.err
    );
    let url = |path: &str| format!("https://example.org{path}");
    let want = [(url("/en/news/dam.html"), url("/fr/news/dam.html")), (url("/n/4711"), url("/n/4742"))];
    let found = documents(&folder, "out");
    assert_eq!(found.keys().cloned().collect::<Vec<_>>(), want);
    let lone = (url("/lone"), "has no partner: no document on the other side has its name or its content".to_owned());
    let broken = ("one.warc".to_owned(), "record 4: the archive breaks off in it".to_owned());
    assert_eq!(errors(&folder, "out"), [lone, broken]);
    // One archive with everything, as the only input; and two of one language each.
    let all: Vec<u8> = pages.iter().flat_map(|(path, page)| record(path, page)).collect();
    folder.file("all.warc", all);
    assert_eq!(build(&folder, &["all.warc", "-o", "all"]).status, Some(0));
    assert_eq!(documents(&folder, "all"), found);
    let of = |paths: &[&str]| -> Vec<u8> {
        pages.iter().filter(|p| paths.contains(&p.0)).flat_map(|(path, page)| record(path, page)).collect()
    };
    folder.file("en.warc", of(&["/en/news/dam.html", "/n/4711", "/lone"]));
    folder.file("fr.warc", of(&["/fr/news/dam.html", "/n/4742"]));
    assert_eq!(build(&folder, &["en.warc", "fr.warc", "-o", "two"]).status, Some(0));
    assert_eq!(documents(&folder, "two"), found);
}

#[test]
fn what_is_no_list_or_archive_is_refused_with_a_remedy() {
    let folder = Folder::new("build-pages-refused");
    folder.file("empty.txt", "# nothing\n\n");
    folder.file("latin.txt", b"caf\xe9\n");
    folder.file("not.warc", "These are words.\n");
    for (args, said) in [
        (&["--urls", "empty.txt", "-o", "out"][..], "empty.txt: names no document"),
        (&["--urls", "none.txt", "-o", "out"], "none.txt: there is no such file"),
        (&["--urls", "latin.txt", "-o", "out"], "latin.txt: is not UTF-8"),
        (&["--warc", "none.warc", "-o", "out"], "none.warc: there is no such file"),
        (&["--warc", ".", "-o", "out"], ".: is a directory"),
        (&["--urls", "empty.txt", "--warc", "not.warc", "-o", "out"], "cannot be used with"),
        (&["not.warc", "--manifest", "empty.txt", "-o", "out"], "cannot be used with"),
    ] {
        let got = build(&folder, args);
        assert!(got.status == Some(2) && got.err.contains(said), "{args:?}: {}", got.err);
    }
    // An archive without a page is an entry too, packed or not.
    folder.file("empty.warc", "");
    folder.file("empty.warc.gz", "");
    assert_eq!(build(&folder, &["--warc", "empty.warc", "empty.warc.gz", "-o", "none"]).status, Some(0));
    let why = "is an archive without a page".to_owned();
    assert_eq!(errors(&folder, "none"), [("empty.warc".to_owned(), why.clone()), ("empty.warc.gz".to_owned(), why)]);
    // Like a folder without a readable file: an entry, and no pairs.
    assert_eq!(build(&folder, &["--warc", "not.warc", "-o", "out"]).status, Some(0));
    assert_eq!(errors(&folder, "out").len(), 1);
}
