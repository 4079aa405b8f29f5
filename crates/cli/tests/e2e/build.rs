//! `calque corpus build` and `merge`: what comes out, what goes wrong, being killed, shards.

use crate::common::{Folder, calque, root, run};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

/// Documents of a few sentences from the project's own articles, in `en` and `fr`.
fn documents(folder: &Folder, count: usize) {
    let mut pairs = Vec::new();
    for article in ["dam", "ferry", "observatory"] {
        let name = |lang: &str| format!("corpus/news/{article}.{lang}.txt");
        let table = run(&["align", &name("en"), &name("fr"), "--format", "tsv"]).out;
        let rows = table.lines().map(|l| l.split('\t').collect::<Vec<_>>()).filter(|r| r[3] == "1-1");
        pairs.extend(rows.map(|r| (r[0].to_owned(), r[1].to_owned())));
    }
    for lang in ["en", "fr"] {
        fs::create_dir_all(folder.path(lang)).expect("a folder");
    }
    for n in 0..count {
        let chosen: Vec<_> = (0..5).map(|i| &pairs[(n * 7 + i * 11) % pairs.len()]).collect();
        let text = |first: String, side: fn(&(String, String)) -> &String| {
            chosen.iter().fold(first, |text, pair| text + "\n\n" + side(pair)) + "\n"
        };
        folder.file(&format!("en/{n:04}.txt"), text(format!("Dispatch number {n} was sent on Monday."), |p| &p.0));
        folder.file(&format!("fr/{n:04}.txt"), text(format!("La dépêche numéro {n} a été envoyée lundi."), |p| &p.1));
    }
}

/// Every result by its name.
fn results(folder: &str) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    for (name, path) in [("", folder.to_owned()), ("data/", format!("{folder}/data"))] {
        for entry in fs::read_dir(path).expect("results") {
            let entry = entry.expect("an entry");
            if entry.path().is_file() {
                let name = format!("{name}{}", entry.file_name().to_string_lossy());
                out.insert(name, fs::read(entry.path()).expect("a result"));
            }
        }
    }
    out
}

fn build(folder: &Folder, output: &str, more: &[&str]) -> String {
    let (en, fr, output) = (folder.path("en"), folder.path("fr"), folder.path(output));
    let args = [&["corpus", "build", &en, &fr, "-o", &output], more].concat();
    let got = run(&args);
    assert_eq!(got.status, Some(0), "{}", got.err);
    got.out
}

fn report(folder: &str) -> Value {
    serde_json::from_slice(&fs::read(format!("{folder}/report.json")).expect("a report")).expect("JSON")
}

fn errors(folder: &str) -> Vec<Value> {
    let text = fs::read_to_string(format!("{folder}/errors.jsonl")).expect("an error report");
    text.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect()
}

#[test]
fn documents_become_a_corpus_whatever_the_threads() {
    let folder = Folder::new("build");
    documents(&folder, 80);
    let said = build(&folder, "one", &["--threads", "1"]);
    assert!(said.contains("            80  document pairs") && said.contains("− duplicate"), "{said}");
    build(&folder, "three", &["--threads", "3"]);
    let (one, three) = (results(&folder.path("one")), results(&folder.path("three")));
    let names: Vec<_> = one.keys().map(String::as_str).collect();
    let want = [
        "README.md",
        "data/train-00000-of-00001.jsonl",
        "documents.jsonl",
        "errors.jsonl",
        "report.html",
        "report.json",
    ];
    assert_eq!(names, want);
    assert_eq!(one, three);
    let lines = String::from_utf8(one["data/train-00000-of-00001.jsonl"].clone()).expect("UTF-8");
    let first: Value = serde_json::from_str(lines.lines().next().expect("a pair")).expect("JSON");
    assert_eq!(first["source"], "Dispatch number 0 was sent on Monday.");
    assert_eq!(first["target"], "La dépêche numéro 0 a été envoyée lundi.");
    assert!(
        first["score"].as_f64().is_some_and(|s| s > 0.5)
            && first["source_doc"].as_str().is_some_and(|d| d.ends_with("0000.txt"))
    );
    let counts = &report(&folder.path("one"))["counts"];
    assert_eq!(counts["written"].as_u64(), Some(lines.lines().count() as u64));
    // Each of the articles' sentences is there once.
    let aligned = counts["aligned"].as_u64().expect("a number");
    assert!(aligned > 400 && counts["written"].as_u64().is_some_and(|n| n < 80 + 100), "{counts}");
}

#[test]
fn files_are_cut_and_packed_as_asked() {
    let folder = Folder::new("build-cut");
    documents(&folder, 30);
    build(&folder, "out", &["--format", "tsv.gz", "--pairs-per-file", "100", "--preset", "none"]);
    let report = report(&folder.path("out"));
    let files: Vec<_> =
        report["files"].as_array().expect("files").iter().map(|f| f["name"].as_str().expect("a name")).collect();
    assert_eq!(files, ["train-00000-of-00002.tsv.gz", "train-00001-of-00002.tsv.gz"]);
    assert_eq!(report["files"][0]["pairs"], 100);
    assert!(fs::read(folder.path("out/data/train-00001-of-00002.tsv.gz")).expect("a file").starts_with(b"\x1f\x8b"));
}

#[test]
fn a_data_set_has_its_card() {
    let folder = Folder::new("build-card");
    documents(&folder, 30);
    let named = ["--name", "Dispatches: a test", "--licence", "cc0-1.0", "--set", "ratio=2.5"];
    for (format, file, layout) in [
        ("jsonl", "train-00000-of-00001.jsonl", "  - name: source\n    dtype: string\n"),
        (
            "hub-jsonl.gz",
            "train-00000-of-00001.jsonl.gz",
            "      translation:\n        languages:\n        - en\n        - fr\n",
        ),
        ("parquet", "train-00000-of-00001.parquet", "      translation:\n"),
    ] {
        build(&folder, "out", &[&named[..], &["--format", format]].concat());
        assert!(Path::new(&folder.path(&format!("out/data/{file}"))).exists(), "{format}");
        let card = fs::read_to_string(folder.path("out/README.md")).expect("a card");
        let pairs = report(&folder.path("out"))["counts"]["written"].as_u64().expect("a number");
        for said in [
            "---\npretty_name: \"Dispatches: a test\"\nlanguage:\n- en\n- fr\nlicense: cc0-1.0\n",
            "size_categories:\n- n<1K\n",
            "    path: data/train-*\n",
            layout,
            "  - name: quality\n    dtype: float64\n",
            &format!("    num_examples: {pairs}\n---\n"),
            "the preset `normal` and `ratio=2.5`",
            "| − duplicate |",
            &format!("| pairs written | {pairs} |"),
        ] {
            assert!(card.contains(said), "{format}: {said}\n{card}");
        }
    }
    build(&folder, "out", &["--replace"]);
    let card = fs::read_to_string(folder.path("out/README.md")).expect("a card");
    assert!(card.contains("\nlicense: unknown # fill in before you share it\n"), "{card}");
    // A table is no data set, and has no card.
    build(&folder, "out", &["--format", "tsv"]);
    assert!(!Path::new(&folder.path("out/README.md")).exists());
    let (en, fr, out) = (folder.path("en"), folder.path("fr"), folder.path("packed"));
    let got = run(&["corpus", "build", &en, &fr, "-o", &out, "--format", "parquet.gz"]);
    assert!(got.status == Some(2) && got.err.contains("files of parquet are not packed"), "{}", got.err);
}

#[test]
fn what_cannot_be_used_is_an_entry_and_not_the_end() {
    let folder = Folder::new("build-faults");
    let picture = root().join("corpus/hostile/picture.png");
    folder.file("empty.txt", "");
    folder.file("latin.txt", b"Le pont est ferm\xe9 depuis lundi. Personne n'a \xe9t\xe9 bless\xe9.");
    folder.file("good.en.txt", crate::common::EN);
    folder.file("good.fr.txt", crate::common::FR);
    folder.file("plain", vec![b'a'; 60 << 20]);
    let packed = std::process::Command::new("gzip").args(["-9c", &folder.path("plain")]).output().expect("gzip runs");
    folder.file("bomb.txt.gz", packed.stdout);
    let lines = [
        "source\ttarget",
        "good.en.txt\tgood.fr.txt",
        "good.en.txt\tgood.fr.txt",
        "missing.txt\tgood.fr.txt",
        &format!("{}\tgood.fr.txt", picture.display()),
        "empty.txt\tgood.fr.txt",
        "no tab",
        "good.fr.txt\tgood.fr.txt",
        "lone.txt\t",
        "https://example.org/a\tgood.fr.txt",
        "good.en.txt\tlatin.txt",
        ".\tgood.fr.txt",
        "good.en.txt\t/dev/null",
        "bomb.txt.gz\tgood.fr.txt",
    ];
    let manifest = folder.file("list.tsv", lines.join("\r\n"));
    let args =
        ["corpus", "build", "--manifest", &manifest, "-o", "out", "--preset", "none", "--offline", "--cache", "cache"];
    let got = calque(&args).current_dir(folder.path("")).output().expect("it runs");
    assert_eq!(got.status.code(), Some(0), "{}", String::from_utf8_lossy(&got.stderr));
    let found = errors(&folder.path("out"));
    let whys: Vec<_> = found.iter().map(|e| e["why"].as_str().expect("a reason")).collect();
    let said = [
        "there is no such file",
        "is a PNG image, not text",
        "is empty: no text to read",
        "has no tab between source and target",
        "both sides are in French: good.fr.txt and good.fr.txt",
        "has no partner: no document on the other side has its name or its content",
        "is not in the cache",
        "is a directory, not a file",
        "is a device or a pipe, not a file",
        "unpacks to hundreds of times its size, so it is not opened",
    ];
    assert_eq!(whys, said);
    assert!(found.iter().all(|e| e["remedy"].as_str().is_some_and(|r| !r.is_empty())));
    assert_eq!((&found[3]["line"], found[3]["file"].as_str()), (&Value::from(7), Some(manifest.as_str())));
    let counts = &report(&folder.path("out"))["counts"];
    assert_eq!((&counts["documents"], &counts["failed"], &counts["unpaired"]), (&11.into(), &8.into(), &1.into()));
    assert!(counts["written"].as_u64().is_some_and(|n| n >= 5), "{counts}");
}

#[test]
fn a_change_makes_anew_what_depends_on_it_and_nothing_else() {
    let folder = Folder::new("build-change");
    documents(&folder, 300);
    let parts = |kind: &str| -> BTreeMap<String, std::time::SystemTime> {
        let folders = fs::read_dir(folder.path(&format!("out/.calque/{kind}"))).expect("parts");
        let files = folders.flat_map(|f| fs::read_dir(f.expect("a folder").path()).expect("a folder"));
        files
            .map(|f| f.expect("a file"))
            .map(|f| {
                (f.file_name().into_string().expect("UTF-8"), f.metadata().and_then(|m| m.modified()).expect("a time"))
            })
            .collect()
    };
    build(&folder, "out", &[]);
    let (aligned, sieved, before) = (parts("aligned"), parts("sieved"), results(&folder.path("out")));
    assert!(aligned.len() > 1, "several parts");
    // Nothing to do.
    build(&folder, "out", &[]);
    assert_eq!(
        (parts("aligned"), parts("sieved"), results(&folder.path("out"))),
        (aligned.clone(), sieved.clone(), before)
    );
    // Other filters: nothing is aligned anew, all is sieved anew.
    build(&folder, "out", &["--preset", "loose", "--replace"]);
    assert_eq!(parts("aligned"), aligned);
    assert!(parts("sieved").keys().all(|k| !sieved.contains_key(k)));
    // One document: its own part only, and the rest of the run is as if it had been so from the start.
    let text = fs::read_to_string(folder.path("en/0007.txt")).expect("there");
    folder.file("en/0007.txt", text.replace("Monday", "Friday"));
    build(&folder, "out", &["--preset", "loose"]);
    let now = parts("aligned");
    assert_eq!(now.iter().filter(|(k, t)| aligned.get(*k) == Some(t)).count(), aligned.len() - 1);
    build(&folder, "fresh", &["--preset", "loose"]);
    assert_eq!(results(&folder.path("out")), results(&folder.path("fresh")));
}

#[test]
fn a_killed_run_goes_on_and_ends_with_the_same_bytes() {
    let folder = Folder::new("build-kill");
    documents(&folder, 400);
    build(&folder, "whole", &[]);
    let (en, fr, out) = (folder.path("en"), folder.path("fr"), folder.path("killed"));
    let args = ["corpus", "build", &en, &fr, "-o", &out];
    let mut kills = 0;
    for wait in (0..200).map(|n| Duration::from_millis(20 + 35 * (n % 9))) {
        let mut child = calque(&args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs");
        std::thread::sleep(wait);
        let ended = child.try_wait().expect("a child");
        if let Some(status) = ended {
            assert!(status.success());
            break;
        }
        child.kill().expect("a kill");
        child.wait().expect("an end");
        kills += 1;
    }
    assert!(kills > 0, "the first run is killed");
    build(&folder, "killed", &[]);
    assert_eq!(results(&folder.path("whole")), results(&out), "after {kills} kills");
    assert!(!Path::new(&format!("{out}/.calque/new")).exists());
}

#[test]
fn shards_make_what_one_run_makes() {
    let folder = Folder::new("build-shards");
    documents(&folder, 300);
    build(&folder, "whole", &[]);
    for shard in ["3/3", "1/3"] {
        build(&folder, "shards", &["--shard", shard]);
    }
    let (shards, merged) = (folder.path("shards"), folder.path("merged"));
    let got = run(&["corpus", "merge", &shards, "-o", &merged]);
    assert!(got.status == Some(2) && got.err.contains("missing or not done: 2/3"), "{}", got.err);
    build(&folder, "shards", &["--shard", "2/3"]);
    let got = run(&["corpus", "merge", &shards, "-o", &merged]);
    assert_eq!(got.status, Some(0), "{}", got.err);
    assert_eq!(results(&folder.path("whole")), results(&merged));
    // Shards that do not fit together are named.
    build(&folder, "shards", &["--shard", "2/3", "--preset", "loose"]);
    let got = run(&["corpus", "merge", &shards, "-o", &merged]);
    assert!(got.status == Some(2) && got.err.contains("the settings or version differ"), "{}", got.err);
    let first = format!("{shards}/00001-of-00003");
    let got = run(&["corpus", "merge", &first, &first, "-o", &merged]);
    assert!(got.status == Some(2) && got.err.contains("is given twice"), "{}", got.err);
}

#[test]
fn the_settings_file_describes_a_run() {
    let folder = Folder::new("build-settings");
    documents(&folder, 5);
    folder.file("calque.toml", "[corpus]\nsource = \"en\"\ntarget = \"fr\"\noutput = \"out\"\nformat = \"tsv\"\n");
    let got = calque(&["corpus", "build"]).current_dir(folder.path("")).output().expect("it runs");
    assert_eq!(got.status.code(), Some(0), "{}", String::from_utf8_lossy(&got.stderr));
    assert!(Path::new(&folder.path("out/data/train-00000-of-00001.tsv")).exists());
}

#[test]
fn what_does_not_fit_is_refused_with_a_remedy() {
    let folder = Folder::new("build-refused");
    documents(&folder, 2);
    let (en, fr, out) = (folder.path("en"), folder.path("fr"), folder.path("out"));
    for (args, said) in [
        (vec!["corpus", "build", "-o", &out], "there are no documents to build from"),
        (vec!["corpus", "build", &en, &fr], "there is no folder for the results"),
        (vec!["corpus", "build", &en, "nowhere", "-o", &out], "nowhere: there is no such file"),
        (vec!["corpus", "build", &en, &fr, "-o", &out, "--format", "docx"], "`docx` is not a format of pairs"),
        (vec!["corpus", "build", &en, &fr, "-o", &out, "--preset", "hard"], "`hard` is not a preset"),
        (vec!["corpus", "build", &en, &fr, "-o", &out, "--set", "ratoi=2"], "there is no filter `ratoi`"),
        (vec!["corpus", "build", &en, &fr, "-o", &out, "--shard", "4/3"], "is not a shard"),
        (vec!["corpus", "merge", &en, "-o", &out], "holds no shard that is done"),
        (vec!["corpus", "build", "--manifest", &en, "-o", &out], "help: name a file in it"),
        (vec!["corpus", "build", "--manifest", "no.tsv", "-o", &out], "help: check the spelling and the folder"),
    ] {
        let got = run(&args);
        assert!(got.status == Some(2) && got.err.contains(said), "{args:?}: {}", got.err);
    }
}

/// A file may grow to so many blocks and no further, as on a full disk.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_stops_the_run_and_loses_nothing() {
    let folder = Folder::new("build-full");
    documents(&folder, 200);
    build(&folder, "whole", &[]);
    let (en, fr, out) = (folder.path("en"), folder.path("fr"), folder.path("full"));
    let binary = env!("CARGO_BIN_EXE_calque");
    // The signal that the system sends is ignored, so that the write fails as it does without room.
    let line = format!("trap '' XFSZ; ulimit -f 8; exec '{binary}' corpus build '{en}' '{fr}' -o '{out}'");
    let got = std::process::Command::new("bash").args(["-c", &line]).output().expect("bash runs");
    let said = String::from_utf8_lossy(&got.stderr).into_owned();
    assert!(
        got.status.code() == Some(2) && said.contains("cannot be written") && said.contains("help: make room"),
        "{said}"
    );
    assert!(!Path::new(&format!("{out}/data")).exists(), "no half of a corpus");
    build(&folder, "full", &[]);
    assert_eq!(results(&folder.path("whole")), results(&out));
}

#[test]
fn the_pages_of_a_web_archive_become_a_corpus() {
    let folder = Folder::new("build-warc");
    let record = |url: &str, text: &str| {
        let block = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>{}</p></body></html>",
            text.replace("\n\n", "</p><p>")
        );
        let length = block.len();
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
        )
    };
    let (en, fr) = ("https://example.org/en/bridge", "https://example.org/fr/bridge");
    let pages = [record(en, crate::common::EN), record(fr, crate::common::FR), "WARC/1.0\r\nWARC-Type".to_owned()];
    let archive = folder.file("crawl.warc", pages.concat());
    let langs = ["--source-lang", "en", "--target-lang", "fr"];
    let args = [&["corpus", "build", &archive, &archive, "-o", "out", "--preset", "none"][..], &langs].concat();
    let run = || calque(&args).current_dir(folder.path("")).output().expect("it runs");
    let got = run();
    let said = String::from_utf8_lossy(&got.stderr);
    assert!(got.status.code() == Some(0) && said.contains("record 3: the archive breaks off in it"), "{said}");
    let data = || fs::read_to_string(folder.path("out/data/train-00000-of-00001.jsonl")).expect("data");
    let first = data();
    assert!(first.contains("The bridge has been closed since Monday.") && first.contains(fr), "{first}");
    run();
    assert_eq!(data(), first);
}
