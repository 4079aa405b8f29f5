//! `calque dismiss`: what the terminal showed is named by its id, and the next check leaves it out.

use crate::common::{EN, FR, Folder, Run, calque, finished};
use serde_json::Value;

/// The texts of [`EN`] and [`FR`] with two slips, in a folder of their own.
fn texts(test: &str) -> Folder {
    let folder = Folder::new(test);
    folder.file("a.en.txt", EN);
    folder.file("a.fr.txt", FR.replace("4 km", "14 km").replace("lundi", "mardi"));
    folder
}

fn run_in(folder: &Folder, args: &[&str]) -> Run {
    finished(calque(args).current_dir(folder.path("")).output().expect("the binary runs"))
}

fn check(folder: &Folder, extra: &[&str]) -> Run {
    run_in(folder, &[&["check", "a.en.txt", "a.fr.txt"], extra].concat())
}

/// The short ids that the terminal shows, in order, and their places.
fn shown(out: &str) -> Vec<(String, String)> {
    let place = |line: &str| {
        let (place, id) = line.trim().strip_suffix(']')?.split_once(" [")?;
        place.starts_with("a.").then(|| (place.to_owned(), id.to_owned()))
    };
    out.lines().filter_map(place).collect()
}

#[test]
fn what_the_terminal_showed_is_dismissed_and_stays_so() {
    let folder = texts("dismiss");
    let before = check(&folder, &[]);
    let found = shown(&before.out);
    let slip = found.iter().find(|(place, _)| place.starts_with("a.fr.txt:3:")).expect("the slip of line 3");
    let reason = "the \"agency\" corrected it, été";
    let done = run_in(&folder, &["dismiss", &slip.1, "a.en.txt", "a.fr.txt", "--reason", reason, "--who", "desk"]);
    assert_eq!(done.status, Some(0), "{done:?}");
    assert!(done.out.contains("“14 km”") && done.out.contains("calque-dismissed.toml"), "{}", done.out);
    let after = check(&folder, &["--fail-on", "info"]);
    assert_eq!(shown(&after.out).len(), found.len() - 1, "{}", after.out);
    assert!(after.out.contains("1 dismissed finding (1 in calque-dismissed.toml)"), "{}", after.out);
    let report: Value = serde_json::from_str(&check(&folder, &["--format", "json"]).out).expect("JSON");
    let by = &report["suppressed"][0]["suppression"];
    assert_eq!((&by["reason"], &by["who"]), (&reason.into(), &"desk".into()));
    // Again: nothing is written twice.
    let list = std::fs::read_to_string(folder.path("calque-dismissed.toml")).expect("written");
    let again = run_in(&folder, &["dismiss", "a.en.txt", "a.fr.txt", &slip.1, "--reason", "again"]);
    assert!(again.status == Some(0) && again.out.contains("is dismissed already"), "{again:?}");
    assert_eq!(std::fs::read_to_string(folder.path("calque-dismissed.toml")).expect("there"), list);
    // It holds after an edit beside the words, and another check does not call it stale.
    folder.file("a.fr.txt", FR.replace("4 km", "14 km").replace("Les élèves", "Les élèves et leurs parents"));
    assert!(check(&folder, &[]).out.contains("1 dismissed finding"));
    folder.file("b.fr.txt", FR);
    let other = run_in(&folder, &["check", "a.en.txt", "b.fr.txt"]);
    assert!(!other.err.contains("nothing matches"), "{}", other.err);
    folder.file("a.fr.txt", FR);
    assert!(check(&folder, &[]).err.contains("calque-dismissed.toml:1: nothing matches any more"));
}

#[test]
fn ids_are_found_in_reports_and_written_to_the_list_that_is_named() {
    let folder = texts("dismiss-report");
    for (report, list) in [("r.json", "own.toml"), ("r.jsonl", "own.jsonl")] {
        assert_eq!(check(&folder, &["-o", report]).status, Some(0));
        let ids: Vec<String> = shown(&check(&folder, &[]).out).into_iter().map(|(_, id)| id).collect();
        let mut args = vec!["dismiss", "--report", report, "--reason", "agreed", "--suppress", list];
        args.extend(ids.iter().map(String::as_str));
        let done = run_in(&folder, &args);
        assert!(done.status == Some(0) && done.out.contains(&format!("--suppress {list}")), "{done:?}");
        let after = check(&folder, &["--suppress", list, "--fail-on", "info"]);
        assert_eq!((after.status, shown(&after.out).len()), (Some(0), 0), "{after:?}");
    }
    // A comment that somebody wrote into the list stays.
    folder.file("own.toml", "# ours\n[[suppress]]\nid = \"0123\"");
    let id = &shown(&check(&folder, &[]).out)[0].1;
    let done = run_in(&folder, &["dismiss", id, "--report", "r.json", "--reason", "x", "--suppress", "own.toml"]);
    assert_eq!(done.status, Some(0), "{done:?}");
    let list = std::fs::read_to_string(folder.path("own.toml")).expect("there");
    assert!(list.starts_with("# ours\n[[suppress]]\nid = \"0123\"\n\n[[suppress]]\nid = "), "{list}");
}

#[test]
fn ids_that_name_nothing_or_too_much_are_errors() {
    let folder = texts("dismiss-wrong");
    let report = r#"{"id":"1","source":{"text":"a"},"target":{"text":"b"},"findings":[{"id":"ab12","rule":"numbers"},{"id":"ab34","rule":"dates"}]}"#;
    folder.file("r.jsonl", report);
    for (args, said, help) in [
        (&["ab", "--report", "r.jsonl"][..], "2 findings have an id that begins with `ab`", "ab12 (numbers"),
        (&["cd", "--report", "r.jsonl"], "no finding has an id that begins with `cd`", "check the texts again"),
        (&["a.en.txt", "a.fr.txt", "0000"], "no finding has an id", "check the texts again"),
        (&["a.en.txt", "a.fr.txt"], "no id of a finding is given", "in brackets"),
        (&["ab12"], "the two texts of the check are missing", "--report"),
        (&["ab12", "a.en.txt", "a.fr.txt", "xyz"], "and there is: a.en.txt, a.fr.txt, xyz", "letters a to f"),
        (&["ab12", "--report", "a.en.txt"], "is no line of a report", "-o report.json"),
    ] {
        let got = run_in(&folder, &[&["dismiss", "--reason", "x"], args].concat());
        assert_eq!((got.status, got.out.as_str()), (Some(2), ""), "{got:?}");
        assert!(got.err.contains(said) && got.err.contains(help), "{args:?}: {}", got.err);
    }
    assert!(!folder.names().contains(&"calque-dismissed.toml".to_owned()), "nothing is written");
}
