//! The builder's job over HTTP: a file of pairs, a folder of a build.

use crate::client::Server;
use calque::Settings;
use calque_harvest::corpus::{
    BuildProgress, BuildSettings, CleaningSettings, CorpusOptions, DocumentSources, Documents, Provenance, build,
};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

/// Opens a corpus and waits until it is read.
fn opened(server: &Server, path: &Path) -> Value {
    server.done("/app/open-project", &json!({ "path": path }));
    for _ in 0..600 {
        let corpus = server.ok("/app/corpus");
        if corpus["complete"] == true {
            return corpus;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("never read to the end");
}

fn step<'a>(corpus: &'a Value, id: &str) -> &'a Value {
    corpus["steps"].as_array().expect("steps").iter().find(|s| s["id"] == id).unwrap_or_else(|| panic!("no step {id}"))
}

/// Good pairs, and some that a filter drops.
fn table() -> String {
    let mut out = String::from("source\ttarget\n");
    for n in 0..40 {
        let n = n.to_string();
        out.extend(["The bridge number ", &n, " was closed on Monday.\tLe pont numéro ", &n, " a été fermé lundi.\n"]);
    }
    out.push_str("The bridge number 7 was closed on Monday!\tLe pont numéro 7 a été fermé lundi !\n");
    out.push_str("Yes.\tOui, et c’est ainsi que tout a commencé, il y a longtemps, dans une vallée que personne ne connaît plus.\n");
    out.push_str("The same on both sides of it.\tThe same on both sides of it.\n");
    out
}

#[test]
fn a_file_of_pairs_is_a_corpus() {
    let server = Server::start();
    assert_eq!(server.get("/app/corpus").code(), "no-corpus");
    let path = server.data.path().join("pairs.tsv");
    std::fs::write(&path, table()).expect("written");
    let corpus = opened(&server, &path);
    assert_eq!((corpus["pairs"].as_u64(), corpus["languages"]["target"].as_str()), (Some(43), Some("fr")), "{corpus}");
    assert_eq!(server.ok("/app/state")["project"]["kind"], "corpus");
    assert_eq!(step(&corpus, "duplicate")["dropped"], 1, "{corpus}");
    // Steps follow each other without a gap.
    let steps = corpus["steps"].as_array().expect("steps");
    let mut left = corpus["pairs"].as_u64().expect("pairs");
    for step in steps {
        left -= step["dropped"].as_u64().expect("dropped");
        assert_eq!(step["kept"].as_u64(), Some(left), "{step}");
    }
    assert_eq!(corpus["kept"].as_u64(), Some(left));
    // What a step lost.
    let losing = steps.iter().find(|s| s["dropped"].as_u64() > Some(0)).expect("some loss");
    let id = losing["id"].as_str().expect("an id");
    let lost = server.ok(&format!("/app/corpus/lost?step={id}&n=5"));
    assert_eq!(lost["total"], losing["dropped"]);
    assert_eq!(lost["pairs"][0]["reason"], id);
    // A threshold that lets nothing pass, and back.
    let filter =
        corpus["filters"].as_array().expect("filters").iter().find(|f| f["id"] == "ratio").expect("ratio").clone();
    let histogram = server.ok("/app/corpus/histogram?filter=ratio");
    let counted: u64 = histogram["counts"].as_array().expect("counts").iter().filter_map(Value::as_u64).sum();
    assert_eq!(counted + histogram["without"].as_u64().expect("without"), 43);
    assert_eq!(histogram["edges"].as_array().map(Vec::len), histogram["counts"].as_array().map(|c| c.len() + 1));
    let strict = server.done("/app/corpus/threshold", &json!({ "filter": "ratio", "value": 0.0 }));
    assert!(strict["kept"] == 0 && strict["changed"].as_u64() > Some(30), "{strict}");
    let back = server.done("/app/corpus/threshold", &json!({ "filter": "ratio", "value": filter["threshold"] }));
    assert_eq!((&back["kept"], &back["changed"]), (&corpus["kept"], &strict["changed"]));
    let near = server.ok(&format!("/app/corpus/near?filter=ratio&threshold={}&n=3", filter["threshold"]));
    assert_eq!(near["kept"].as_array().map(Vec::len), Some(3));
    assert!(near["kept"][0]["value"].is_number());
    assert_eq!(server.get("/app/corpus/histogram?filter=nonsense").status, 404);
    // Labels outlive the server's corpus.
    let pair = lost["pairs"][0]["id"].clone();
    server.done("/app/corpus/label", &json!({ "pair": pair, "verdict": "bad" }));
    assert_eq!(server.post("/app/corpus/label", &json!({ "pair": 999, "verdict": "bad" })).status, 400);
    opened(&server, &path);
    let precision = server.ok("/app/corpus/precision");
    let of = precision["filters"].as_array().expect("filters").iter().find(|f| f["id"] == id).expect("it");
    assert_eq!((&of["judged"], &of["right"]), (&json!(1), &json!(1)), "{of}");
    let sample = server.ok("/app/corpus/sample?n=10&seed=3");
    assert_eq!(sample, server.ok("/app/corpus/sample?n=10&seed=3"));
    assert!(
        sample["pairs"].as_array().expect("pairs").iter().all(|p| p["id"] != pair),
        "what is labelled is not asked"
    );
    // Saved, and refused where something is there.
    server.done("/app/corpus/threshold", &json!({ "filter": "ratio", "value": 2.25 }));
    let toml = server.data.path().join("calque.toml");
    let saved = server.done("/app/corpus/save-settings", &json!({ "path": toml }));
    assert_eq!(saved["filters"], json!(["ratio=2.25"]));
    let settings = Settings::parse("calque.toml", &std::fs::read_to_string(&toml).expect("there")).expect("valid");
    assert_eq!(settings.corpus.filters, ["ratio=2.25"]);
    assert_eq!(server.post("/app/corpus/save-settings", &json!({ "path": toml })).code(), "exists");
    server.done("/app/corpus/save-settings", &json!({ "path": toml, "replace": true }));
    // Written again, beside what is there.
    let done = server.done("/app/corpus/rewrite", &json!({}));
    let text = std::fs::read_to_string(done["path"].as_str().expect("a path")).expect("there");
    assert_eq!(Some(text.lines().count() as u64), done["pairs"].as_u64());
    assert_eq!(std::fs::read_to_string(&path).expect("there"), table(), "the corpus itself is not touched");
}

#[test]
fn the_folder_of_a_build_has_documents_to_mend() {
    let server = Server::start();
    let root = server.data.path();
    let (en, fr) = (root.join("en"), root.join("fr"));
    for (folder, name) in [(&en, "en"), (&fr, "fr")] {
        std::fs::create_dir_all(folder).expect("made");
        for article in ["observatory", "ferry"] {
            let text = std::fs::read(format!("../../corpus/news/{article}.{name}.txt")).expect("an article");
            std::fs::write(folder.join(format!("{article}.txt")), text).expect("written");
        }
    }
    std::fs::write(en.join("alone.txt"), "Nobody translated this page about a lamp in a window.").expect("written");
    let output = root.join("built");
    let settings = BuildSettings {
        documents: Documents::Folders { source: en, target: fr, by: calque::PairBy::Both, min_score: 0.5 },
        output: output.clone(),
        calque: Settings::default(),
        sources: DocumentSources::default(),
        fidelity: false,
        cleaning: CleaningSettings::default(),
        options: CorpusOptions {
            format: calque_formats::pairs::PairFormat::Jsonl,
            compression: String::new(),
            pairs_per_file: 1000,
            duplicate: None,
            memory: 1 << 30,
            name: None,
            licence: None,
            provenance: Provenance::default(),
        },
        shard: None,
        threads: 2,
    };
    build(&settings, &BuildProgress::default()).expect("built");
    let corpus = opened(&server, &output);
    assert_eq!((corpus["kind"].as_str(), corpus["documents"].as_u64()), (Some("build"), Some(2)), "{corpus}");
    assert!(corpus["pairs"].as_u64() > Some(30) && corpus["failed"].is_null(), "{corpus}");
    let orphans = corpus["orphans"].as_array().expect("orphans");
    assert!(orphans.iter().any(|o| o["name"].as_str().is_some_and(|n| n.contains("alone"))), "{orphans:?}");
    let documents = server.ok("/app/corpus/documents");
    assert_eq!(documents["documents"][0]["open"], true, "{documents}");
    let doc = server.done("/app/corpus/open", &json!({ "document": 0 }))["document"].clone();
    let path = format!("/app/doc/{doc}");
    let beads = server.ok(&format!("{path}/beads"))["beads"].as_array().expect("beads").clone();
    let is_pair = |bead: &Value| ["source", "target"].iter().all(|s| bead[s].as_array().is_some_and(|c| c.len() == 1));
    let at = beads.windows(2).position(|two| two.iter().all(is_pair)).expect("two pairs in a row");
    server.done(&format!("{path}/command"), &json!({ "kind": "merge", "bead": beads[at]["id"], "with": "next" }));
    let done = server.done("/app/corpus/rewrite", &json!({}));
    let paired = |bead: &&Value| ["source", "target"].iter().all(|s| bead[s].as_array().is_some_and(|c| !c.is_empty()));
    let pairs = beads.iter().filter(paired).count() as u64;
    assert_eq!(done["mended"].as_u64(), Some(pairs - 1), "two of them are one now: {done}");
    let text = std::fs::read_to_string(done["path"].as_str().expect("a path")).expect("there");
    let whole = |bead: &Value| bead["target"][0]["text"].as_str().unwrap_or_default().to_owned();
    let joined = format!("{} {}", whole(&beads[at]), whole(&beads[at + 1]));
    let targets: Vec<Value> =
        text.lines().map(|l| serde_json::from_str::<Value>(l).expect("JSON")["target"].clone()).collect();
    assert!(targets.iter().any(|t| t.as_str() == Some(&joined)), "the mended bead is written: {joined}");
    assert_eq!(server.post("/app/open-project", &json!({ "path": root })).code(), "no-corpus");
}
