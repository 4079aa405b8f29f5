//! `calque eval` on the sets in `corpus/eval`, and what it says of bad gold.

use crate::common::{Folder, Run, run};
use serde_json::Value;

fn json(args: &[&str]) -> Value {
    let Run { status, out, err } = run(&[args, &["--format", "json"]].concat());
    assert_eq!(status, Some(0), "{err}");
    serde_json::from_str(&out).expect("JSON")
}

fn at(value: &Value, pointer: &str) -> f64 {
    value.pointer(pointer).and_then(Value::as_f64).unwrap_or_else(|| panic!("{pointer} in {value}"))
}

#[test]
fn beads_of_another_tool_come_out_as_counted_by_hand() {
    let scores = json(&["eval", "align", "--dir", "corpus/eval/align", "--beads", "other.txt"]);
    // The letter: 11 beads, of which 1-2 for one sentence and two others are wrong; 8 of 8 full gold beads but one.
    for (pointer, figure) in [
        ("/sets/0/beads", 11.0),
        ("/sets/0/gold", 8.0),
        ("/sets/0/strict/precision", 7.0 / 11.0),
        ("/sets/0/strict/recall", 6.0 / 8.0),
        ("/sets/0/lax/precision", 8.0 / 11.0),
        ("/sets/0/lax/recall", 7.0 / 8.0),
        ("/sets/1/strict/precision", 4.0 / 6.0),
        ("/sets/1/strict/recall", 4.0 / 5.0),
        ("/all/strict/recall", 10.0 / 13.0),
        ("/all/strict/precision", 11.0 / 17.0),
    ] {
        assert!((at(&scores, pointer) - figure).abs() < 1e-9, "{pointer} is not {figure}: {scores:#}");
    }
}

#[test]
fn a_found_alignment_scores_as_its_own_gold_and_is_drawn() {
    let folder = Folder::new("eval-align");
    let set = "corpus/eval/align/mill_market";
    let (source, target) = (format!("{set}/src.txt"), format!("{set}/tgt.txt"));
    let beads = run(&["align", "--lines", "--format", "vecalign", &source, &target]).out;
    let (gold, plot) = (folder.file("found.txt", &beads), folder.path("a.svg"));
    let scores = json(&["eval", "align", "--gold", &gold, &source, &target, "--plot", &plot]);
    assert_eq!((at(&scores, "/all/strict/f1"), at(&scores, "/all/lax/f1")), (1.0, 1.0));
    let picture = std::fs::read_to_string(&plot).expect("a picture");
    assert!(picture.starts_with("<svg ") && picture.trim_end().ends_with("</svg>"));
    assert_eq!(picture.matches("<title>right: ").count(), beads.lines().count());
    // A folder gets a picture for each set.
    let pictures = folder.path("pictures");
    let got = run(&["eval", "align", "--dir", "corpus/eval/align", "--plot", &pictures]);
    assert_eq!(got.status, Some(0), "{}", got.err);
    let mut names: Vec<_> =
        std::fs::read_dir(&pictures).expect("a folder").map(|e| e.expect("an entry").file_name()).collect();
    names.sort();
    assert_eq!(names, ["mill_letter.svg", "mill_market.svg"]);
}

#[test]
fn other_scores_are_figures_of_the_right_sets() {
    let words = json(&["eval", "words", "corpus/eval/words.jsonl"]);
    let part = at(&words, "/all/links") * at(&words, "/all/precision");
    assert!((part - part.round()).abs() < 1e-9 && at(&words, "/sets/0/pairs") == 3.0, "{words:#}");
    let segment = json(&["eval", "segment", "--show-errors", "3", "corpus/segment/fr.jsonl"]);
    assert!(at(&segment, "/all/f1") > 0.95, "{segment:#}");
    let files = ["clean", "contrasts", "judged"].map(|n| format!("corpus/eval/{n}.jsonl"));
    let check = json(&["eval", "check", &files[0], &files[1], &files[2]]);
    let kinds: Vec<&str> = (0..3).filter_map(|i| check["sets"][i]["kind"].as_str()).collect();
    assert_eq!(kinds, ["clean", "contrast", "judged"]);
    let names: Vec<&Value> =
        check["sets"][1]["phenomena"].as_array().expect("a list").iter().map(|p| &p["name"]).collect();
    assert_eq!(names, ["date", "negation", "number", "omission"]);
    // What the planted number changes is seen with any model.
    assert_eq!(at(&check, "/sets/1/phenomena/2/pairwise"), 1.0, "{check:#}");
}

#[test]
fn bad_gold_is_named_by_file_and_line() {
    let folder = Folder::new("eval-bad");
    let (one, two) = (folder.file("one.txt", "Un.\nDeux.\n"), folder.file("two.txt", "One.\nTwo.\n"));
    let cases = [
        (folder.file("a.txt", "[0]:[0]\nnonsense\n"), "a.txt:2: is no bead"),
        (folder.file("b.txt", "[0]:[7]\n"), "b.txt: counts 1 source and 8 target segments"),
        (folder.file("c.txt", ""), "c.txt: is empty"),
        (folder.file("d.txt", b"\xff[0]:[0]"), "d.txt: is not UTF-8 (at byte 0)"),
    ];
    for (gold, said) in &cases {
        let got = run(&["eval", "align", "--gold", gold, "--source-lang", "fr", "--target-lang", "en", &one, &two]);
        assert!(got.status == Some(2) && got.err.contains(said) && got.err.contains("help:"), "{said}: {}", got.err);
    }
    let contrast = folder.file("x.jsonl", "{\"source\":\"a\",\"good\":\"b\",\"bad\":\"c\"}\n");
    let empty = folder.path("");
    for (args, said) in [
        (&["eval", "check", contrast.as_str()][..], "x.jsonl:1: has no field `phenomenon`"),
        (&["eval", "segment", contrast.as_str()], "x.jsonl:1: missing field `sentences`"),
        (&["eval", "words", "nowhere.jsonl"], "nowhere.jsonl: there is no such file"),
        (&["eval", "align", "--dir", empty.as_str()], "has no sets in it"),
        (&["eval", "align", "--gold", one.as_str()], "required arguments were not provided"),
    ] {
        let got = run(args);
        assert!(got.status == Some(2) && got.err.contains(said), "{said}: {}", got.err);
    }
}
