//! What other checkers found, in reports and scored.

use crate::common::{Folder, run};
use serde_json::Value;

const DAM: [&str; 2] = ["corpus/news/dam.en.txt", "corpus/news/dam.fr.txt"];
const XCOMET: &str = "corpus/others/dam.xcomet.jsonl";

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn check(more: &[&str]) -> crate::common::Run {
    let args: Vec<&str> = ["check"].iter().chain(&DAM).chain(more).copied().collect();
    let got = run(&args);
    assert_eq!(got.status, Some(0), "{got:?}");
    got
}

#[test]
fn findings_of_others_stand_beside_those_of_calque() {
    let plain = json(&check(&["--format", "json"]).out);
    let got = check(&["--format", "json", "--findings", XCOMET]);
    assert!(got.err.contains("1 row is about another text; left out"), "{}", got.err);
    let merged = json(&got.out);
    let other = &merged["meta"]["others"][0];
    assert_eq!((other["role"].as_str(), other["name"].as_str()), (Some("findings"), Some("dam")));
    assert_eq!(
        (other["added"].as_u64(), other["agreed"].as_u64(), other["rows_elsewhere"].as_u64()),
        (Some(1), Some(1), Some(1))
    );
    assert_eq!(other["sha256"].as_str().map(str::len), Some(64));
    assert!(plain["meta"].get("others").is_none());
    let findings = |report: &Value| report["findings"].as_array().expect("findings").clone();
    assert_eq!(findings(&merged).len(), findings(&plain).len() + 1);
    let new: Vec<_> = findings(&merged).into_iter().filter(|f| f["found_by"] == "dam").collect();
    assert_eq!(
        (new[0]["rule"].as_str(), new[0]["target"]["text"].as_str()),
        (Some("another-checker"), Some("descendu une caméra"))
    );
    assert_eq!((new[0]["confidence"].as_f64(), new[0]["tier"].as_str()), (Some(0.41), Some("to-check")));
    let bead = new[0]["bead"].as_u64().expect("a bead") as usize;
    assert!(merged["beads"][bead]["target"]["text"].as_str().is_some_and(|t| t.starts_with("Samedi, les inspecteurs")));
    let shared: Vec<_> = findings(&merged).into_iter().filter(|f| f["also_found_by"][0] == "dam").collect();
    assert_eq!((shared.len(), shared[0]["target"]["text"].as_str()), (1, Some("2\u{202f}400")));
    // By id it is dismissed like any other.
    let folder = Folder::new("others");
    let list = folder.file("s.toml", format!("[[suppress]]\nid = {}\n", new[0]["id"]));
    let without = json(&check(&["--format", "json", "--findings", XCOMET, "--suppress", &list]).out);
    assert_eq!(findings(&without).len(), findings(&plain).len());
    // What is asked for is left out.
    let severe = json(&check(&["--format", "json", "--findings", XCOMET, "--min-severity", "major"]).out);
    assert!(findings(&severe).iter().all(|f| f["found_by"] != "dam"));
}

#[test]
fn every_format_says_who_it_was() {
    for (format, said) in [
        ("terminal", &["with findings of dam (corpus/others/dam.xcomet.jsonl, sha256 ", "Also marked by dam."][..]),
        ("html", &["With findings of dam (corpus/others/dam.xcomet.jsonl", "Also marked by dam.", "Another checker"]),
        ("markdown", &["With findings of dam", "Also marked by dam."]),
        ("csv", &["found_by", "\"calque, dam\"", ",dam,,\r\n"]),
        ("sarif", &["\"another-checker\"", "\"extensions\"", "\"found_by\":\"dam\""]),
        ("jsonl", &["\"found_by\":\"dam\"", "\"also_found_by\":[\"dam\"]"]),
        ("junit", &["dam marks “descendu une caméra”"]),
        ("xliff", &["dam marks “descendu une caméra”"]),
    ] {
        let got = check(&["--format", format, "--findings", XCOMET]).out;
        for said in said {
            assert!(got.contains(said), "{format} does not say {said}:\n{got}");
        }
    }
    let french = check(&["--findings", XCOMET, "--ui-lang", "fr", "--format", "html"]).out;
    assert!(french.contains("Marqué aussi par dam."));
}

#[test]
fn a_table_of_marot_and_a_line_of_pearmut() {
    let marot = json(&check(&["--format", "json", "--findings", "corpus/others/dam.marot.tsv"]).out);
    let findings = marot["findings"].as_array().expect("findings");
    let shared = findings.iter().find(|f| f["also_found_by"][0] == "dam").expect("the lost negation");
    assert_eq!(shared["category"], "negation");
    let evidence = shared["evidence"].as_array().expect("evidence");
    assert!(evidence.iter().any(|e| e == "dam: the contrary of the original"), "{evidence:?}");
    assert!(findings.iter().any(|f| f["message"] == "dam marks “spillway gates”."));
    let folder = Folder::new("pearmut");
    let line = r#"{"user_id":"u","item":[{"src":"It rained.","tgt":{"A":"Il  neige.","B":"Il pleut."}}],"annotation":[{"A":{"score":20,"error_spans":[{"start_i":4,"end_i":8,"severity":"major","category":"Accuracy/Mistranslation"}]},"B":{"score":90,"error_spans":[]}}]}"#;
    let file = folder.file("annotations.jsonl", line);
    let pairs = folder.file("p.tsv", "It rained.\tIl neige.\n");
    let got = run(&["check", "--pairs", &pairs, "--source-lang", "en", "--target-lang", "fr", "--findings", &file]);
    assert_eq!(got.status, Some(0), "{got:?}");
    let pair = json(&got.out);
    let theirs: Vec<_> = pair["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter(|f| f["found_by"] == "annotations" || f["also_found_by"][0] == "annotations")
        .collect();
    assert_eq!((theirs.len(), theirs[0]["target"]["text"].as_str()), (1, Some("neige")), "{pair:#}");
    assert!(got.err.contains("annotations.jsonl: 1 row is about another text"), "{}", got.err);
}

#[test]
fn a_broken_file_is_refused_with_its_line() {
    let folder = Folder::new("broken-findings");
    let file = folder.file("x.jsonl", "{\"mt\":\"a\",\"spans\":[]}\n{\"mt\":\n");
    let got = run(&["check", DAM[0], DAM[1], "--findings", &file]);
    assert_eq!(got.status, Some(2));
    assert!(got.err.contains("x.jsonl:2: is no JSON") && got.err.contains("help: give a line of JSON"), "{}", got.err);
    let twice = run(&["check", "-", DAM[1], "--findings", "-"]);
    assert!(twice.status == Some(2) && twice.err.contains("only once"), "{}", twice.err);
}

#[test]
fn another_checker_is_scored_by_the_same_measure() {
    let args = ["eval", "check", "corpus/eval/clean.jsonl", "corpus/eval/contrasts.jsonl", "--format", "json"];
    let others = ["--findings", "corpus/eval/other.spans.jsonl"];
    let got = run(&[&args[..], &others[..]].concat());
    assert_eq!(got.status, Some(0), "{got:?}");
    let scores = json(&got.out);
    assert_eq!(scores["others"][0]["name"], "other");
    let (clean, contrasts) = (&scores["sets"][0], &scores["sets"][1]);
    assert_eq!(clean["flags_per_100"], 25.0);
    let recall = |name: &str| {
        let all = contrasts["phenomena"].as_array().expect("kinds");
        all.iter().find(|p| p["name"] == name).map(|p| (p["recall"].as_f64(), p["recall_at_budget"].as_f64()))
    };
    assert_eq!((recall("number"), recall("negation")), (Some((Some(1.0), Some(1.0))), Some((Some(0.0), Some(0.0)))));
    assert_eq!(contrasts["span"]["f1"], 1.0);
    // What the file does not have is counted.
    let judged = run(&["eval", "check", "corpus/eval/judged.jsonl", "--findings", "corpus/eval/other.spans.jsonl"]);
    assert!(judged.err.contains("3 of 4 texts are not in the files of --findings"), "{}", judged.err);
}
