//! `calque corpus filter`, `dedup` and `stats` as a user meets them.

use crate::common::{root, run, run_with_input};
use std::fs;

/// Good pairs, and one of each kind that is not.
const RAW: &str = "source\ttarget\tscore\n\
The keeper closed the gate at nine.\tLe gardien a fermé la porte à neuf heures.\t0.9\n\
It was built in 1952 by two brothers.\tIl a été construit en 1925 par deux frères.\t0.8\n\
The mayor will answer on Monday.\tThe mayor will answer on Monday.\t0.9\n\
The harbour was closed for three days.\tDer Hafen blieb drei Tage lang geschlossen.\t0.7\n\
The old bridge is closed.\t\t0.1\n\
- the keeper closed the gate at NINE!\t– Le gardien a fermé la porte à neuf heures !\t0.95\n\
He read the cafÃ© menu &amp; left.\tIl a lu la carte du cafÃ© &amp; il est parti.\t0.6\n";

#[test]
fn a_reason_for_every_pair_that_is_dropped() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    fs::write(path("raw.tsv"), RAW).expect("written");
    let (clean, dropped, report) = (path("clean.jsonl"), path("dropped.tsv"), path("report.json"));
    let done = run(&["corpus", "filter", &path("raw.tsv"), "-o", &clean, "--rejected", &dropped, "--report", &report]);
    assert_eq!(done.status, Some(0), "{}", done.err);
    assert!(done.err.contains("7 pairs read, 2 kept"), "{}", done.err);
    let clean = fs::read_to_string(clean).expect("kept pairs");
    // The better-scored copy stays, and what could be mended is.
    assert!(clean.contains("at NINE!") && !clean.contains("The keeper closed the gate at nine."), "{clean}");
    assert!(clean.contains("He read the café menu & left."), "{clean}");
    let dropped = fs::read_to_string(dropped).expect("dropped pairs");
    for (start, reason) in [
        ("It was built", "numbers"),
        ("The mayor", "copy"),
        ("The harbour", "language"),
        ("The old bridge", "short"),
        ("The keeper", "duplicate"),
    ] {
        let line = dropped.lines().find(|l| l.contains(start)).unwrap_or_else(|| panic!("{start}: {dropped}"));
        assert!(line.split('\t').any(|c| c == reason), "{line}");
    }
    let report: serde_json::Value = serde_json::from_str(&fs::read_to_string(report).expect("a report")).expect("JSON");
    assert_eq!(
        (report["read"].as_u64(), report["kept"].as_u64(), report["dropped"].as_u64()),
        (Some(7), Some(2), Some(5))
    );
    assert_eq!(report["repairs"]["mojibake"], 1);
    assert_eq!(report["filters"]["numbers"]["dropped"], 1);
}

#[test]
fn annotation_keeps_all_in_order() {
    let done = run_with_input(&["corpus", "filter", "-", "--annotate"], RAW.as_bytes());
    assert_eq!(done.status, Some(0), "{}", done.err);
    let lines: Vec<serde_json::Value> =
        done.out.lines().map(|l| serde_json::from_str(l).expect("a JSON line")).collect();
    assert_eq!(lines.len(), 7);
    assert!(lines[0]["source"].as_str().is_some_and(|s| s.starts_with("The keeper")));
    assert_eq!(lines[1]["rejected_by"], "numbers");
    assert_eq!(lines[0]["rejected_by"], "duplicate");
    assert!(lines[0]["filter_alignment"].as_f64().is_some_and(|s| s > 0.5), "{}", lines[0]);
}

#[test]
fn thresholds_are_moved_and_misspelt_filters_are_named() {
    let mut args = vec!["corpus", "filter", "-"];
    for set in ["numbers=off", "copy.threshold=1", "language=off", "fluency=off"] {
        args.extend(["--set", set]);
    }
    let done = run_with_input(&args, RAW.as_bytes());
    assert!(done.out.contains("1925") && done.out.contains("The mayor"), "{}", done.out);
    let done = run_with_input(&["corpus", "filter", "-", "--set", "number=1"], RAW.as_bytes());
    assert_eq!(done.status, Some(2));
    assert!(
        done.err.contains("there is no filter `number`") && done.err.contains("did you mean `numbers`?"),
        "{}",
        done.err
    );
}

#[test]
fn explain_shows_pairs_near_each_threshold() {
    let done = run_with_input(&["corpus", "filter", "-", "--explain", "--explain-pairs", "1"], RAW.as_bytes());
    assert_eq!(done.status, Some(0), "{}", done.err);
    assert!(done.out.contains("copy: Share of words that both sides have in common\n  threshold 0.6"), "{}", done.out);
}

#[test]
fn lists_and_test_sets_of_the_user() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    fs::write(path("words.txt"), "gardien\n").expect("written");
    fs::write(path("test.txt"), "He read the café menu & left.\n").expect("written");
    let args = ["corpus", "filter", "-", "--profanity", &path("words.txt"), "--test-set", &path("test.txt")];
    let done = run_with_input(&args, RAW.as_bytes());
    assert!(
        done.err.contains("0 kept") && done.err.contains("profanity") && done.err.contains("test-set"),
        "{}",
        done.err
    );
}

#[test]
fn one_copy_stays_the_best_or_the_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let copies = folder.path().join("copies.tsv").display().to_string();
    let done = run_with_input(&["corpus", "dedup", "-", "--format", "tsv", "--rejected", &copies], RAW.as_bytes());
    assert_eq!(done.status, Some(0), "{}", done.err);
    assert!(done.err.contains("7 pairs read, 6 kept, 1 copies dropped"), "{}", done.err);
    assert!(fs::read_to_string(copies).expect("copies").contains("The keeper closed the gate at nine."));
    let done = run_with_input(&["corpus", "dedup", "-", "--match", "exact"], RAW.as_bytes());
    assert!(done.err.contains("0 copies dropped"), "{}", done.err);
    let done = run(&["corpus", "dedup", "no-such.tsv"]);
    assert_eq!(done.status, Some(2), "{}", done.err);
}

#[test]
fn unreadable_records_are_listed_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let errors = folder.path().join("errors.jsonl").display().to_string();
    let input = "{\"source\":\"The dam is old.\",\"target\":\"Le barrage est vieux.\"}\n{\"source\":\n{\"source\":\"Yes.\",\"target\":\"Oui.\"}\n";
    let done = run_with_input(&["corpus", "filter", "-", "--errors", &errors], input.as_bytes());
    assert_eq!((done.status, done.out.lines().count()), (Some(0), 2), "{}", done.err);
    assert!(fs::read_to_string(errors).expect("a list").contains("\"line\":2"));
}

#[test]
fn statistics_as_page_and_as_data() {
    let done = run_with_input(&["corpus", "stats", "-"], RAW.as_bytes());
    assert_eq!(done.status, Some(0), "{}", done.err);
    assert!(done.out.contains("7  pairs, 1 with an empty side") && done.out.contains("Scores"), "{}", done.out);
    let done = run_with_input(&["corpus", "stats", "-", "--format", "json"], RAW.as_bytes());
    let stats: serde_json::Value = serde_json::from_str(&done.out).expect("JSON");
    assert_eq!((stats["pairs"].as_u64(), stats["empty"].as_u64()), (Some(7), Some(1)));
    let done =
        run_with_input(&["corpus", "stats", "-", "--format", "html"], b"source\ttarget\n<script>x</script>\ty\n");
    assert!(!done.out.contains("<script") && done.out.contains("<svg"), "{}", done.out);
}

#[test]
fn single_pairs_are_answered_line_by_line() {
    let input = "{\"id\":1,\"source\":\"The dam is old.\",\"target\":\"Le barrage est vieux.\",\"doc\":\"a\"}\n{\"id\":2}\nnonsense\n\n";
    let done = run_with_input(&["pipe", "--fidelity"], input.as_bytes());
    assert_eq!(done.status, Some(0), "{}", done.err);
    let lines: Vec<serde_json::Value> =
        done.out.lines().map(|l| serde_json::from_str(l).expect("a JSON line")).collect();
    assert_eq!(lines.len(), 4, "{}", done.out);
    assert!(lines[0]["keep"] == true && lines[0]["doc"] == "a" && lines[0]["fidelity"].is_number(), "{}", lines[0]);
    assert!(
        lines[1]["id"] == 2 && lines[1]["error"]["why"].as_str().is_some_and(|w| w.contains("`source` is missing"))
    );
    assert!(lines[2]["error"]["why"].is_string() && lines[3]["error"]["why"].is_string());
}

/// The planted noise, on texts of our own; `just bench-corpus` does it on news.
#[test]
#[allow(clippy::print_stderr, reason = "a test that is skipped says so")]
fn planted_noise_is_dropped() {
    let script = root().join("crates/harvest/tests/planted/planted.py");
    let python = std::process::Command::new("python3").arg("--version").output();
    if python.is_err() {
        eprintln!("SKIPPED: python3 is not installed");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).display().to_string();
    let pairs = root().join("corpus/eval/pairs.tsv").display().to_string();
    let made = std::process::Command::new("python3")
        .args([script.to_str().expect("UTF-8"), "make", "--count", "150", &pairs])
        .output()
        .expect("python runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    fs::write(path("planted.jsonl"), &made.stdout).expect("written");
    let done = run(&["corpus", "filter", &path("planted.jsonl"), "-o", &path("kept.jsonl")]);
    assert_eq!(done.status, Some(0), "{}", done.err);
    let kept = fs::read_to_string(path("kept.jsonl")).expect("kept");
    for kind in ["misaligned", "numbers", "language", "copy", "empty"] {
        let count = |text: &str| text.matches(&format!("\"{kind}-")).count();
        let all = count(&String::from_utf8_lossy(&made.stdout));
        assert!(count(&kept) * 10 <= all, "{kind}: {} of {all} kept", count(&kept));
    }
}
