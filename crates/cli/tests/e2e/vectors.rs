//! Vectors from a server, for sentences and for documents.

use crate::common::{Folder, Run, calque, finished};
use crate::models::{Asked, ModelServer, Reply};
use serde_json::{Value, json};

/// Ten sentences in a language that no model knows, and their translations; the last word is the key.
const SOURCE: &str = "ba be bi one\nbo bu by two\nca ce ci three\nco cu cy four\nda de di five\n\
                      do du dy six\nfa fe fi seven\nfo fu fy eight\nga ge gi nine\ngo gu gy ten\n";
const TARGET: &str = "ha he hi one\nho hu hy two\nja je ji three\njo ju jy four\nxa xe xi zero\nla le li five\n\
                      lo lu ly six\nma me mi seven\nmo mu my eight\nna ne ni nine\nno nu ny ten\n";
const KEYS: [&str; 11] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// A server that knows what a sentence means by the keys in it, and gives its rows in reverse order.
fn encoder() -> ModelServer {
    ModelServer::start(|_, asked| {
        let input = asked.body["input"].as_array().expect("a list").clone();
        let row = |(index, text): (usize, &Value)| {
            let text = text.as_str().expect("text");
            let vector: Vec<f32> = KEYS.iter().map(|k| text.split(' ').filter(|w| w == k).count() as f32).collect();
            json!({ "object": "embedding", "index": index, "embedding": vector })
        };
        let mut rows: Vec<Value> = input.iter().enumerate().map(row).collect();
        rows.reverse();
        Reply::Send("200 OK", Vec::new(), json!({ "object": "list", "data": rows }).to_string())
    })
}

fn with(cache: &Folder, args: &[&str]) -> Run {
    let mut command = calque(args);
    command.env("XDG_CACHE_HOME", cache.path("cache")).env("CALQUE_VECTORS_KEY", "sk-vec");
    finished(command.output().expect("it runs"))
}

fn inputs(asked: &[Asked]) -> Vec<String> {
    let of = |a: &Asked| a.body["input"].as_array().cloned().unwrap_or_default();
    asked.iter().flat_map(of).filter_map(|t| t.as_str().map(str::to_owned)).collect()
}

#[test]
fn sentences_are_paired_by_the_vectors_of_a_server() {
    let folder = Folder::new("vectors");
    let (source, target) = (folder.file("a.txt", SOURCE), folder.file("b.txt", TARGET));
    let server = encoder();
    let settings = folder.file(
        "calque.toml",
        format!(
            "[vectors]\nurl = \"{}\"\nmodel = \"e5\"\nquery-prefix = \"query: \"\npassage-prefix = \"passage: \"\nbatch = 4\n",
            server.url
        ),
    );
    let args = [
        "align",
        &source,
        &target,
        "--lines",
        "--format",
        "vecalign",
        "--settings",
        &settings,
        "--source-lang",
        "sw",
        "--target-lang",
        "fi",
    ];
    let silent = with(&folder, &args);
    assert_eq!((silent.status, server.asked().len()), (Some(0), 0), "nothing is sent without the option: {silent:?}");
    let got = with(&folder, &[&args[..], &["--vectors"]].concat());
    assert_eq!(got.status, Some(0), "{got:?}");
    let beads: Vec<&str> = got.out.lines().map(|l| l.rsplit_once(':').map_or(l, |(bead, _)| bead)).collect();
    assert!(beads.contains(&"[]:[4]"), "{beads:?}");
    let shifted = (4..10).all(|i| beads.contains(&format!("[{i}]:[{}]", i + 1).as_str()));
    assert!(shifted && beads.contains(&"[0]:[0]"), "{beads:?}");
    let asked = server.asked();
    assert!(asked.iter().all(|a| a.path == "/v1/embeddings" && a.key.as_deref() == Some("Bearer sk-vec")));
    assert_eq!(asked.len(), 6, "batches of four");
    let sent = inputs(&asked);
    assert!(sent.contains(&"query: ba be bi one".to_owned()) && sent.contains(&"passage: ha he hi one".to_owned()));
    // What was asked before is not asked again.
    let again = with(&folder, &[&args[..], &["--vectors"]].concat());
    assert_eq!((again.out, server.asked().len()), (got.out, 6));
}

#[test]
fn documents_are_paired_by_the_vectors_of_a_server() {
    let folder = Folder::new("vectors-pair");
    for side in ["s", "t"] {
        std::fs::create_dir_all(folder.path(side)).expect("a folder");
    }
    // The names say nothing, and the words have nothing in common but for the server.
    for (side, name, words) in [
        ("s", "a1", "one two"),
        ("s", "a2", "five six"),
        ("s", "a3", "nine ten"),
        ("t", "b1", "nine ten"),
        ("t", "b2", "one two"),
        ("t", "b3", "five six"),
    ] {
        let filler = if side == "s" { "ka ke ki" } else { "wa we wi" };
        let sentence = |word: &str| format!("{filler} {word} {filler}. ");
        let text: String = (0..40).flat_map(|_| words.split(' ').map(sentence)).collect();
        folder.file(&format!("{side}/{name}.txt"), text.replace(". ", ".\n\n"));
    }
    let server = encoder();
    let args = [
        "pair",
        &folder.path("s"),
        &folder.path("t"),
        "--source-lang",
        "sw",
        "--target-lang",
        "fi",
        "--pair-by",
        "content",
        "--format",
        "jsonl",
    ];
    let got =
        with(&folder, &[&args[..], &["--vectors", "--vectors-url", &server.url, "--vectors-model", "e5"]].concat());
    assert_eq!(got.status, Some(0), "{got:?}");
    let pairs: Vec<(String, String)> = got
        .out
        .lines()
        .map(|l| serde_json::from_str::<Value>(l).expect("JSON"))
        .filter_map(|l| Some((l["source"].as_str()?.to_owned(), l["target"].as_str()?.to_owned())))
        .collect();
    let name = |path: &String| path.rsplit('/').next().unwrap_or_default().to_owned();
    let named: Vec<_> = pairs.iter().map(|(s, t)| format!("{}-{}", name(s), name(t))).collect();
    assert_eq!(named, ["a1.txt-b2.txt", "a2.txt-b3.txt", "a3.txt-b1.txt"], "{}", got.out);
    assert!(!server.asked().is_empty());
}

#[test]
fn without_vectors_there_is_no_alignment() {
    let folder = Folder::new("vectors-none");
    let (source, target) = (folder.file("a.txt", SOURCE), folder.file("b.txt", TARGET));
    let align = |url: &str| {
        let args = ["align", &source, &target, "--lines", "--vectors", "--vectors-url", url, "--vectors-model", "e5"];
        with(&folder, &args)
    };
    let short = ModelServer::start(|_, _| {
        Reply::Send("200 OK", Vec::new(), json!({ "data": [{ "embedding": [1.0] }] }).to_string())
    });
    let got = align(&short.url);
    assert_eq!(got.status, Some(2), "{got:?}");
    assert!(
        got.err.contains("10 vectors were asked for, and 1 came") && got.err.contains("leave --vectors out"),
        "{}",
        got.err
    );
    let missing = ModelServer::start(|_, _| {
        Reply::Send("404 Not Found", Vec::new(), json!({ "error": { "message": "no model e5" } }).to_string())
    });
    let got = align(&missing.url);
    assert!(got.status == Some(2) && got.err.contains("the server answers 404 Not Found: no model e5"), "{}", got.err);
    assert!(got.err.contains("the name of the model") && !got.err.contains("sk-vec"), "{}", got.err);
    let bare = with(&folder, &["align", &source, &target, "--vectors"]);
    assert!(bare.status == Some(2) && bare.err.contains("no server is named"), "{}", bare.err);
    let plain = align("http://vectors.example/v1");
    assert!(plain.status == Some(2) && plain.err.contains("in the clear"), "{}", plain.err);
}
