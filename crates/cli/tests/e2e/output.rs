//! Where results go: whole files or none, colour where it belongs, settings, help.

use crate::common::{EN, FR, Folder, calque, finished, run};

#[test]
fn a_file_appears_whole_or_not_at_all() {
    let folder = Folder::new("whole");
    let (en, fr) = (folder.file("a.en.txt", EN), folder.file("a.fr.txt", FR));
    let out = folder.path("beads.tsv");
    let got = run(&["align", &en, &fr, "-o", &out]);
    assert_eq!((got.status, got.out.as_str()), (Some(0), ""), "{got:?}");
    assert_eq!(std::fs::read_to_string(&out).expect("written"), run(&["align", &en, &fr]).out);
    let kept = folder.file("kept.tsv", "as it was");
    assert_eq!(run(&["align", &en, &folder.path("none.txt"), "-o", &kept]).status, Some(2));
    let bad = folder.file("bad.tsv", "a\tb\nc\n");
    assert_eq!(run(&["check", "--pairs", &bad, "-o", &kept]).status, Some(2));
    assert_eq!(std::fs::read_to_string(&kept).expect("there"), "as it was");
    assert_eq!(folder.names(), ["a.en.txt", "a.fr.txt", "bad.tsv", "beads.tsv", "kept.tsv"], "nothing else is left");
}

#[test]
fn what_cannot_be_written_is_said() {
    let folder = Folder::new("unwritten");
    let path = folder.file("a.fr.txt", FR);
    for (out, said) in
        [(folder.path("no/such/out.txt"), "out.txt: cannot be written"), (folder.path(""), ": is a directory")]
    {
        let got = run(&["segment", &path, "-o", &out]);
        assert_eq!(got.status, Some(2), "{got:?}");
        assert!(got.err.contains(said), "{}", got.err);
    }
    #[cfg(target_os = "linux")]
    {
        let full = std::fs::File::options().write(true).open("/dev/full").expect("Linux has it");
        let got = finished(calque(&["segment", &path]).stdout(full).output().expect("runs"));
        assert_eq!(got.status, Some(2));
        assert!(got.err.contains("cannot write to standard output"), "{}", got.err);
    }
}

#[test]
fn the_format_follows_the_name_of_the_file() {
    let folder = Folder::new("names");
    let (en, fr) = (folder.file("a.en.txt", EN), folder.file("a.fr.txt", FR));
    for (name, start) in [("r.html", "<!doctype html>"), ("r.json", "{"), ("r.md", "## ")] {
        let out = folder.path(name);
        assert_eq!(run(&["check", &en, &fr, "-o", &out]).status, Some(0));
        let text = std::fs::read_to_string(&out).expect("written");
        assert!(text.to_ascii_lowercase().starts_with(start), "{name}: {}", &text[..text.len().min(80)]);
    }
}

#[test]
fn colour_only_where_it_is_wanted() {
    let folder = Folder::new("colour");
    let (en, fr) = (folder.file("a.en.txt", EN), folder.file("a.fr.txt", FR));
    let coloured = |args: &[&str], env: &[(&str, &str)]| {
        let mut all = vec!["check", &en, &fr];
        all.extend(args);
        let mut command = calque(&all);
        command.envs(env.iter().copied());
        finished(command.output().expect("runs")).out.contains('\u{1b}')
    };
    assert!(!coloured(&[], &[]), "a pipe takes no colour");
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn settings_are_read_from_the_folder_and_options_win() {
    let folder = Folder::new("settings");
    let pairs = folder.file("w.tsv", "It cost 250 euros in 2019.\tCela a coûté 350 euros en 2019.\n");
    folder.file("calque.toml", "fail-on = \"major\"\n");
    let here = |args: &[&str]| {
        let mut command = calque(args);
        command.current_dir(folder.path("."));
        finished(command.output().expect("runs"))
    };
    assert_eq!(here(&["check", "--pairs", &pairs]).status, Some(1));
    assert_eq!(here(&["check", "--pairs", &pairs, "--fail-on", "never"]).status, Some(0));
    let other = folder.file("other.toml", "[check]\nprofil = \"news\"\n");
    let got = here(&["check", "--pairs", &pairs, "--settings", &other]);
    assert_eq!(got.status, Some(2));
    assert!(got.err.contains("other.toml:2: there is no setting `profil` here"), "{}", got.err);
    assert!(got.err.contains("did you mean `profile`?"), "{}", got.err);
    assert_eq!(here(&["check", "--pairs", &pairs, "--settings", "none.toml"]).status, Some(2));
}

#[test]
fn rules_are_listed_and_explained() {
    let list = run(&["explain"]).out;
    let first = list.split_whitespace().next().expect("a rule");
    let page = run(&["explain", first]);
    assert!(page.out.starts_with("# "), "{}", page.out);
    let got = run(&["explain", "nmubers"]);
    assert_eq!(got.status, Some(2));
    assert!(got.err.contains("there is no rule `nmubers`") && got.err.contains("`numbers`"), "{}", got.err);
}

#[test]
fn two_versions_are_compared_and_judged() {
    let folder = Folder::new("diff");
    let original = folder.file("o.txt", EN);
    let old = folder.file("old.txt", FR.replace("4 km", "14 km"));
    let new = folder.file("new.txt", FR);
    let got = run(&["diff", &old, &new]);
    assert_eq!(got.status, Some(0), "{got:?}");
    assert!(got.out.starts_with("1 change") && got.out.contains("[-14"), "{}", got.out);
    let judged = run(&["diff", &old, &new, "--reference", &original]);
    assert!(judged.out.contains("nearer to the reference ("), "{}", judged.out);
    let json: serde_json::Value =
        serde_json::from_str(&run(&["diff", &old, &new, "--format", "json"]).out).expect("JSON");
    assert!(json.is_object());
}

#[test]
fn shells_and_man_are_served() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let got = run(&["completions", shell]);
        assert!(got.status == Some(0) && got.out.contains("calque"), "{shell}");
    }
    assert!(run(&["man"]).out.contains(".TH calque 1"));
    let folder = Folder::new("man");
    assert_eq!(run(&["man", "--dir", &folder.path(".")]).status, Some(0));
    assert!(folder.names().contains(&"calque-check.1".to_owned()), "{:?}", folder.names());
}

#[test]
fn every_command_shows_examples() {
    for command in ["check", "align", "words", "segment", "diff", "explain", "model", "config", "completions", "man"] {
        let help = run(&["help", command]).out;
        let example = help.split("Examples:").nth(1).unwrap_or("");
        assert!(example.contains(&format!("calque {command}")), "{command}: {help}");
    }
}
