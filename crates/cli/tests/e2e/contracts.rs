//! What other programs read: the shapes of machine-readable output.

use crate::common::{EN, FR, Folder, calque, finished, run};
use serde_json::{Value, json};

fn json_lines(text: &str) -> Vec<Value> {
    text.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect()
}

#[test]
fn vecalign_counts_lines_and_covers_each_once() {
    let folder = Folder::new("vecalign");
    let source = folder.file("s.txt", "Le pont est fermé.\n\nPersonne ne sait quand il rouvrira.\nFin\n");
    let target = folder.file("t.txt", "The bridge is closed.\nNobody knows when it will open again.\n\nThe end\n");
    let got = run(&[
        "align",
        "--lines",
        "--format",
        "vecalign",
        "--source-lang",
        "fr",
        "--target-lang",
        "en",
        &source,
        &target,
    ]);
    assert_eq!(got.status, Some(0), "{got:?}");
    let (mut sources, mut targets) = (Vec::new(), Vec::new());
    for line in got.out.lines() {
        let mut parts = line.split(':');
        let mut ids = || -> Vec<u32> { serde_json::from_str(parts.next().expect("a part")).expect("a list") };
        sources.extend(ids());
        targets.extend(ids());
        let cost: f64 = parts.next().expect("a cost").parse().expect("a number");
        assert!((0.0..=1.0).contains(&cost) && parts.next().is_none(), "{line}");
    }
    assert_eq!((sources, targets), (vec![0, 1, 2, 3], vec![0, 1, 2, 3]), "{}", got.out);
}

#[test]
fn segments_are_lines_with_an_empty_line_between_blocks() {
    let folder = Folder::new("segment");
    // A soft hyphen and a decomposed accent come out as they went in.
    let text = "M. Morel est venu. Il a mange\u{301} un gâ\u{ad}teau.\n\nElle partit.";
    let path = folder.file("a.txt", text);
    let got = run(&["segment", "--lang", "fr", "--format", "lines", &path]);
    assert_eq!(got.out, "M. Morel est venu.\nIl a mange\u{301} un gâ\u{ad}teau.\n\nElle partit.\n");
    let objects = json_lines(&run(&["segment", "--lang", "fr", "--format", "jsonl", &path]).out);
    for object in &objects {
        let at = |key: &str| object[key].as_u64().expect("an offset") as usize;
        let words: String = text.chars().skip(at("start")).take(at("end") - at("start")).collect();
        assert_eq!(object["text"], words);
    }
    assert_eq!(objects.iter().map(|o| o["block"].clone()).collect::<Vec<_>>(), [json!(0), json!(0), json!(1)]);
}

#[test]
fn words_are_pharaoh_links_line_for_line() {
    let folder = Folder::new("words");
    let path = folder.file("p.tsv", "the bridge is closed\tle pont est fermé\n\n12 !\t12 !\n");
    let args = ["words", "--tokenized", "--source-lang", "en", "--target-lang", "fr", "--format", "pharaoh", &path];
    let got = run(&args);
    assert_eq!(got.status, Some(0), "{got:?}");
    let lines: Vec<&str> = got.out.split('\n').collect();
    assert_eq!((lines.len(), lines[1], lines[3]), (4, "", ""), "{}", got.out);
    for (line, n) in [(lines[0], 4), (lines[2], 2)] {
        for link in line.split(' ') {
            let (i, j) = link.split_once('-').expect("i-j");
            assert!(i.parse::<u32>().is_ok_and(|i| i < n) && j.parse::<u32>().is_ok_and(|j| j < n), "{line}");
        }
    }
    assert!(lines[0].split(' ').any(|l| l == "1-1"), "bridge is pont: {}", lines[0]);
}

/// Pairs with findings and without, with ids of both kinds, and characters beyond the first plane.
fn pairs(folder: &Folder) -> String {
    let pairs = [
        json!({"id": "a", "source": "😀 It cost 250 euros in 2019.", "target": "😀 Cela a coûté 350 euros en 2019.", "source_lang": "en", "target_lang": "fr"}),
        json!({"id": 7, "source": "The bridge is closed.", "target": "Le pont est fermé.", "source_lang": "en", "target_lang": "fr"}),
        json!({"source": "", "target": ""}),
        json!({"id": "é", "source": "Nobody knows.", "target": "Personne ne le sait."}),
    ];
    let many: Vec<String> = pairs.iter().cycle().take(1200).map(ToString::to_string).collect();
    folder.file("pairs.jsonl", many.join("\n"))
}

#[test]
fn checked_pairs_come_out_in_order_with_offsets_in_code_points() {
    let folder = Folder::new("records");
    let path = pairs(&folder);
    let got = run(&["check", "--pairs", &path, "--format", "jsonl"]);
    assert_eq!((got.status, got.err.as_str()), (Some(0), ""));
    let records = json_lines(&got.out);
    let ids: Vec<Value> = records.iter().take(5).map(|r| r["id"].clone()).collect();
    assert_eq!(ids, [json!("a"), json!(7), json!(3), json!("é"), json!("a")]);
    assert_eq!(records.len(), 1200);
    for record in &records {
        assert!(record["score"].as_f64().is_some_and(|s| (0.0..=1.0).contains(&s)), "{record}");
        for finding in record["findings"].as_array().expect("a list") {
            for key in ["rule", "category", "severity", "message"] {
                assert!(finding[key].is_string(), "{key}: {finding}");
            }
            assert!(finding["confidence"].as_f64().is_some_and(|c| (0.0..=1.0).contains(&c)), "{finding}");
        }
    }
    let number = records[0]["findings"].as_array().expect("a list").iter().find(|f| f["category"] == "number");
    let number = number.expect("the wrong price is found");
    let at = |key: &str| number["target"][key].as_u64().expect("an offset") as usize;
    let target: String =
        "😀 Cela a coûté 350 euros en 2019.".chars().skip(at("start")).take(at("end") - at("start")).collect();
    assert!(target.contains("350"), "{number}");
}

#[test]
fn results_do_not_depend_on_the_number_of_threads() {
    let folder = Folder::new("threads");
    let (path, en, fr) = (pairs(&folder), folder.file("a.en.txt", EN), folder.file("a.fr.txt", FR));
    for args in [&["check", "--pairs", path.as_str()][..], &["check", &en, &fr, "--format", "json"]] {
        let with = |n: &str| finished(calque(args).env("RAYON_NUM_THREADS", n).output().expect("runs")).out;
        assert_eq!(with("1"), with("4"));
    }
}

#[test]
fn beads_are_written_in_every_format() {
    let folder = Folder::new("beads");
    let (en, fr) = (folder.file("a.en.txt", EN), folder.file("a<b.fr.txt", FR));
    let tsv = run(&["align", &en, &fr]).out;
    assert!(tsv.starts_with("source\ttarget\tscore\tbead\n"));
    assert!(tsv.lines().all(|l| l.split('\t').count() == 4), "{tsv}");
    assert!(tsv.contains("The bridge has been closed since Monday.\tLe pont est fermé depuis lundi.\t"), "{tsv}");
    let beads = json_lines(&run(&["align", &en, &fr, "--format", "jsonl"]).out);
    assert_eq!(beads.len(), tsv.lines().count() - 1);
    for bead in &beads {
        let side = &bead["target"];
        let at = |key: &str| side[key].as_u64().expect("an offset") as usize;
        let words: String = FR.chars().skip(at("start")).take(at("end") - at("start")).collect();
        assert_eq!(side["text"], words);
    }
    let html = run(&["align", &en, &fr, "--format", "html"]).out;
    assert!(html.starts_with("<!doctype html>") && html.contains("a&lt;b.fr.txt") && !html.contains("<script"));
}

#[test]
fn the_exit_status_follows_fail_on() {
    let folder = Folder::new("exit");
    let wrong = folder.file("w.tsv", "It cost 250 euros in 2019.\tCela a coûté 350 euros en 2019.\n");
    let right = folder.file("r.tsv", "The bridge is closed.\tLe pont est fermé.\n");
    for (file, fail_on, status) in
        [(&wrong, "never", 0), (&wrong, "major", 1), (&wrong, "info", 1), (&right, "info", 0), (&wrong, "nonsense", 2)]
    {
        let got = run(&["check", "--pairs", file, "--fail-on", fail_on]);
        assert_eq!(got.status, Some(status), "{file} {fail_on}: {got:?}");
    }
    assert_eq!(run(&["check", "--pairs", &wrong]).status, Some(0), "the default is never");
    let mild = run(&["check", "--pairs", &wrong, "--fail-on", "info", "--min-confidence", "1"]);
    assert_eq!(mild.status, Some(0), "what is left out does not fail: {mild:?}");
}
