//! Repeated checks: baselines, suppressions, glossaries, formats for machines, files of pairs.

use crate::common::{EN, FR, Folder, run};
use serde_json::Value;

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// The rules of the open findings of `check … --format json`.
fn rules(args: &[&str]) -> Vec<String> {
    let mut all = vec!["check", "--format", "json"];
    all.extend(args);
    let got = run(&all);
    assert!(got.status.is_some_and(|s| s < 2), "{got:?}");
    let report = json(&got.out);
    let findings = report["findings"].as_array().expect("findings");
    findings.iter().map(|f| f["rule"].as_str().expect("a rule").to_owned()).collect()
}

#[test]
fn a_baseline_leaves_only_what_is_new() {
    let folder = Folder::new("baseline");
    let en = folder.file("a.en.txt", EN);
    let fr = folder.file("a.fr.txt", FR.replace("4 km", "14 km"));
    let known = folder.path("known.jsonl");
    let got = run(&["check", &en, &fr, "--fail-on", "info", "--write-baseline", &known]);
    assert_eq!(got.status, Some(0), "what was just written is known: {got:?}");
    let again = run(&["check", &en, &fr, "--fail-on", "info", "--baseline", &known]);
    assert_eq!(again.status, Some(0), "{again:?}");
    assert!(again.out.contains("1 dismissed finding (1 in ") && again.out.contains("known.jsonl"), "{}", again.out);
    // Edited in another sentence, in the typography, and beside the words: still dismissed.
    let edited = folder.file(
        "b.fr.txt",
        FR.replace("4 km", "14\u{a0}km")
            .replace("Personne", "Nul")
            .replace("Les élèves", "Les élèves et leurs parents"),
    );
    assert!(!rules(&[&en, &edited, "--baseline", &known]).contains(&"numbers".to_owned()));
    // Another slip: back.
    let worse = folder.file("c.fr.txt", FR.replace("4 km", "40 km"));
    let got = run(&["check", &en, &worse, "--baseline", &known, "--fail-on", "info", "--log", "info"]);
    assert_eq!(got.status, Some(1), "{got:?}");
    assert!(got.err.contains("1 of 1 findings of the baseline are gone"), "{}", got.err);
    // Reasons survive when the baseline is written anew.
    let line = std::fs::read_to_string(&known).expect("written").replace("}\n", ",\"reason\":\"as agreed\"}\n");
    std::fs::write(&known, line).expect("writable");
    let next = folder.path("next.jsonl");
    run(&["check", &en, &fr, "--baseline", &known, "--write-baseline", &next]);
    assert!(std::fs::read_to_string(&next).expect("written").contains("as agreed"));
}

#[test]
fn lists_dismiss_and_say_what_is_stale() {
    let folder = Folder::new("suppress");
    let en = folder.file("a.en.txt", EN);
    let fr = folder.file("a.fr.txt", FR.replace("4 km", "14 km"));
    let list =
        folder.file("s.toml", "[[suppress]]\nrule = \"numbers\"\nreason = \"agreed\"\n[[suppress]]\nid = \"0123\"\n");
    let got = run(&["check", &en, &fr, "--suppress", &list, "--format", "json"]);
    let report = json(&got.out);
    assert_eq!(report["summary"]["suppressed"], 1);
    assert_eq!(report["suppressed"][0]["suppression"]["reason"], "agreed");
    assert!(got.err.contains("s.toml:4: nothing matches any more: any rule 0123"), "{}", got.err);
    let bad = folder.file("bad.toml", "[[suppress]]\nreson = \"x\"\n");
    let got = run(&["check", &en, &fr, "--suppress", &bad]);
    assert_eq!(got.status, Some(2));
    assert!(got.err.contains("bad.toml:2: there is no setting `reson` here"), "{}", got.err);
}

#[test]
fn comments_dismiss_in_markdown_and_html() {
    let folder = Folder::new("comments");
    let en = folder.file("a.en.md", EN);
    let slip = FR.replace("4 km", "14 km");
    let before = |comment: &str| slip.replace("La mairie", &format!("<!-- {comment} -->\n\nLa mairie"));
    assert!(rules(&[&en, &folder.file("a.fr.md", &slip)]).contains(&"numbers".to_owned()));
    for comment in [
        "calque-ignore numbers: agreed",
        "calque-ignore",
        "calque-ignore-file numbers",
        "calque-ignore-start numbers, names",
    ] {
        assert!(!rules(&[&en, &folder.file("b.fr.md", before(comment))]).contains(&"numbers".to_owned()), "{comment}");
    }
    for comment in ["calque-ignore names", "calque-ignore-start numbers -->\n\n<!-- calque-ignore-end"] {
        let text = before(comment);
        let got = run(&["check", &en, &folder.file("c.fr.md", text), "--fail-on", "major"]);
        assert_eq!(got.status, Some(1), "{comment}: {got:?}");
        assert!(got.err.contains("c.fr.md") && got.err.contains("dismisses nothing any more"), "{}", got.err);
    }
    let got = run(&["check", &en, &folder.file("d.fr.md", before("calque-ignore nmubers"))]);
    assert!(got.err.contains("`nmubers`, which is no rule; did you mean `numbers`?"), "{}", got.err);
    let page = |text: &str, comment: &str| {
        let p = text.split("\n\n").map(|b| format!("<p>{}</p>", b.trim())).collect::<Vec<_>>().join("\n");
        format!("<article>{}</article>", p.replace("<p>La mairie", &format!("<p>{comment}La mairie")))
    };
    let en = folder.file("a.en.html", page(EN, ""));
    let fr = folder.file("a.fr.html", page(&slip, "<!-- calque-ignore numbers -->"));
    assert!(!rules(&[&en, &fr]).contains(&"numbers".to_owned()));
}

#[test]
fn sarif_points_at_the_lines_of_the_file() {
    let folder = Folder::new("sarif");
    let en = folder.file("a.en.md", EN);
    let fr = folder.file("a.fr.md", format!("---\ntitle: Le pont\n---\n\n{}", FR.replace("4 km", "**14 km**")));
    let got = run(&["check", &en, &fr, "--format", "sarif"]);
    let log = json(&got.out);
    let results = log["runs"][0]["results"].as_array().expect("results");
    let number = results.iter().find(|r| r["ruleId"] == "numbers").expect("a number");
    let at = &number["locations"][0]["physicalLocation"];
    let line = std::fs::read_to_string(&fr).expect("there").lines().nth(6).expect("a line").to_owned();
    let column = line.chars().take_while(|&c| c != '*').count() + 3;
    assert_eq!(
        (at["region"]["startLine"].as_u64(), at["region"]["startColumn"].as_u64()),
        (Some(7), Some(column as u64)),
        "{at}"
    );
    assert_eq!(number["relatedLocations"][0]["physicalLocation"]["region"]["startLine"], 3);
    assert!(number["partialFingerprints"]["calqueFinding/v1"].as_str().is_some_and(|id| id.len() == 12));
}

#[test]
fn a_glossary_is_checked_whatever_the_form_of_its_words() {
    let dam = ["corpus/news/dam.en.txt", "corpus/news/dam.fr.txt"];
    for glossary in ["corpus/glossary/dam.tsv", "corpus/glossary/dam.tbx"] {
        let got = run(&["check", dam[0], dam[1], "--glossary", glossary, "--format", "json"]);
        let report = json(&got.out);
        let found: Vec<(String, String)> = report["findings"]
            .as_array()
            .expect("findings")
            .iter()
            .filter(|f| f["rule"] == "glossary")
            .map(|f| (f["target"]["text"].to_string(), f["suggestion"].to_string()))
            .collect();
        assert!(found.contains(&("\"éventuellement\"".into(), "\"à terme\"".into())), "{glossary}: {found:?}");
        assert!(found.iter().any(|f| f.1 == "\"vanne de décharge\""), "{glossary}: {found:?}");
        assert_eq!(found.len(), 2, "{glossary}: {found:?}");
    }
    let folder = Folder::new("glossary");
    let bad = folder.file("bad.tsv", "en\tfr\ndam\n");
    let got = run(&["check", dam[0], dam[1], "--glossary", &bad]);
    assert_eq!(got.status, Some(2));
    assert!(got.err.contains("bad.tsv:2: no tab between source and target"), "{}", got.err);
}

#[test]
fn form_is_silent_outside_its_profile() {
    let folder = Folder::new("form");
    let pairs = folder.file("p.tsv", "Really? The dam is closed.\tVraiment? le barage est  fermé..\n");
    let found = |profile: &str| {
        let got = run(&["check", "--pairs", &pairs, "--preset", profile]);
        let line = json(&got.out);
        line["findings"].as_array().expect("findings").iter().filter(|f| f["category"] == "form").count()
    };
    assert_eq!((found("news"), found("strict")), (0, 0));
    assert!(found("form") >= 3, "{}", run(&["check", "--pairs", &pairs, "--preset", "form"]).out);
    assert_eq!(run(&["check", "--pairs", &pairs, "--preset", "nwes"]).status, Some(2));
}

const SLIP: (&str, &str) = ("It cost 250 euros in 2019.", "Cela a coûté 350 euros en 2019.");

/// The same two pairs in every format that holds pairs: the same findings, in the same order.
#[test]
fn pairs_come_from_every_format() {
    let folder = Folder::new("formats");
    let (s, t) = SLIP;
    let clean = ("The bridge is closed.", "Le pont est fermé.");
    let tmx = |(s, t): (&str, &str)| {
        format!("<tu><tuv xml:lang=\"en\"><seg>{s}</seg></tuv><tuv xml:lang=\"fr\"><seg>{t}</seg></tuv></tu>")
    };
    let unit = |id: u32, (s, t): (&str, &str)| {
        format!("<unit id=\"{id}\"><segment><source>{s}</source><target>{t}</target></segment></unit>")
    };
    let old = |id: u32, (s, t): (&str, &str)| {
        format!("<trans-unit id=\"{id}\"><source>{s}</source><target>{t}</target></trans-unit>")
    };
    let files = [
        ("a.tsv", format!("{}\t{}\n{s}\t{t}\n", clean.0, clean.1)),
        (
            "a.jsonl",
            format!(
                "{{\"source\":\"{}\",\"target\":\"{}\"}}\n{{\"source\":\"{s}\",\"target\":\"{t}\"}}\n",
                clean.0, clean.1
            ),
        ),
        (
            "a.tmx",
            format!(
                "<?xml version=\"1.0\"?><tmx version=\"1.4\"><header creationtool=\"x\" creationtoolversion=\"1\" segtype=\"sentence\" \
                 o-tmf=\"x\" adminlang=\"en\" srclang=\"en\" datatype=\"plaintext\"/><body>{}{}</body></tmx>",
                tmx(clean),
                tmx(SLIP)
            ),
        ),
        (
            "a.xlf",
            format!(
                "<?xml version=\"1.0\"?><xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.1\" srcLang=\"en\" trgLang=\"fr\">\
                 <file id=\"f\">{}{}</file></xliff>",
                unit(1, clean),
                unit(2, SLIP)
            ),
        ),
        (
            "b.xlf",
            format!(
                "<?xml version=\"1.0\"?><xliff xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" version=\"1.2\"><file original=\"x\" \
                 source-language=\"en\" target-language=\"fr\" datatype=\"plaintext\"><body>{}{}</body></file></xliff>",
                old(1, clean),
                old(2, SLIP)
            ),
        ),
        (
            "a.po",
            format!(
                "msgid \"\"\nmsgstr \"Language: fr\\nContent-Type: text/plain; charset=UTF-8\\n\"\n\nmsgid \"{}\"\nmsgstr \"{}\"\n\nmsgid \"{s}\"\nmsgstr \"{t}\"\n",
                clean.0, clean.1
            ),
        ),
    ];
    let found = |path: &str| -> Vec<Vec<String>> {
        let got = run(&["check", "--pairs", path]);
        assert_eq!(got.status, Some(0), "{path}: {got:?}");
        let rules = |line: &str| {
            let line = json(line);
            let findings = line["findings"].as_array().expect("findings");
            findings.iter().map(|f| format!("{} {}", f["rule"], f["id"])).collect()
        };
        got.out.lines().map(rules).collect()
    };
    let wanted = found(&folder.file(files[0].0, &files[0].1));
    assert!(wanted.len() == 2 && wanted[0].is_empty() && wanted[1].len() == 1, "{wanted:?}");
    for (name, text) in &files[1..] {
        assert_eq!(found(&folder.file(name, text)), wanted, "{name}");
    }
}

#[test]
fn pairs_are_written_as_tables_and_logs_and_remembered() {
    let folder = Folder::new("pairs-out");
    let pairs = folder
        .file("p.tsv", format!("{0}\t{1}\nThe bridge is closed.\tLe pont est fermé.\n{0}\t{1}\n", SLIP.0, SLIP.1));
    let csv = run(&["check", "--pairs", &pairs, "--format", "csv"]).out;
    assert_eq!(csv.lines().count(), 3, "{csv}");
    assert!(
        csv.starts_with("\u{feff}pair,tier,severity") && csv.contains("\r\n3,to-correct,critical,number,"),
        "{csv}"
    );
    let log = json(&run(&["check", "--pairs", &pairs, "--format", "sarif"]).out);
    let lines: Vec<u64> = log["runs"][0]["results"]
        .as_array()
        .expect("results")
        .iter()
        .map(|r| r["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64().expect("a line"))
        .collect();
    assert_eq!(lines, [1, 3]);
    let known = folder.path("known.jsonl");
    assert_eq!(run(&["check", "--pairs", &pairs, "--write-baseline", &known, "--fail-on", "info"]).status, Some(0));
    let again = run(&["check", "--pairs", &pairs, "--baseline", &known, "--fail-on", "info"]);
    assert_eq!(again.status, Some(0), "{again:?}");
    assert!(json(again.out.lines().next().expect("a line"))["suppressed"][0]["rule"] == "numbers");
    let got = run(&["check", "--pairs", &pairs, "--format", "html"]);
    assert_eq!(got.status, Some(2));
    assert!(got.err.contains("--pairs does not write html") && got.err.contains("jsonl, csv, sarif"), "{}", got.err);
}

#[test]
fn notes_of_pairs_dismiss() {
    let folder = Folder::new("pair-notes");
    let (s, t) = SLIP;
    let head = "msgid \"\"\nmsgstr \"Language: fr\\nContent-Type: text/plain; charset=UTF-8\\n\"\n\n";
    let po = folder.file("a.po", format!("{head}# calque-ignore numbers: agreed\nmsgid \"{s}\"\nmsgstr \"{t}\"\n"));
    let got = run(&["check", "--pairs", &po, "--fail-on", "info"]);
    assert_eq!(got.status, Some(0), "{got:?}");
    assert_eq!(json(&got.out)["suppressed"][0]["suppression"]["reason"], "agreed");
}

#[test]
fn the_worst_pair_comes_first_unless_the_order_of_the_text_is_asked_for() {
    let dam = ["check", "corpus/news/dam.en.txt", "corpus/news/dam.fr.txt", "--format", "markdown"];
    let pairs = |extra: &[&str]| {
        let mut args = dam.to_vec();
        args.extend(extra);
        let out = run(&args).out;
        out.lines().filter_map(|l| l.strip_prefix("### Pair ")?.split(' ').next()?.parse().ok()).collect::<Vec<u32>>()
    };
    let (text, worst) = (pairs(&["--sort", "text"]), pairs(&[]));
    assert_eq!(worst, pairs(&["--sort", "worst"]));
    assert!(pairs(&["--all"]).is_sorted());
    assert!(text.is_sorted() && !worst.is_sorted(), "{worst:?}");
    let mut sorted = worst.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, text);
}

#[test]
fn pairs_are_written_as_test_cases_and_as_units() {
    let folder = Folder::new("pairs-xml");
    let text = format!("{0}\t{1}\nThe “bridge” <is> closed.\tLe « pont » <est> fermé.\n{0}\t{1}\n", SLIP.0, SLIP.1);
    let pairs = folder.file("p.tsv", text);
    let got = run(&["check", "--pairs", &pairs, "--format", "junit", "--fail-on", "critical"]);
    assert_eq!(got.status, Some(1), "{got:?}");
    assert_eq!(got.out.matches("<testcase ").count(), 3, "{}", got.out);
    assert_eq!(got.out.matches("<failure type=\"critical.numbers\"").count(), 2, "{}", got.out);
    assert!(got.out.contains("p.tsv:3: to correct: critical number"), "{}", got.out);
    // What is written as XLIFF is read as XLIFF, marks and all.
    let units = folder.path("p.xlf");
    assert_eq!(run(&["check", "--pairs", &pairs, "-o", &units, "--format", "xliff"]).status, Some(0));
    let lines = |path: &str| -> Vec<Value> {
        let records = run(&["check", "--pairs", path]).out;
        records.lines().map(|l| json(l)["findings"].clone()).collect()
    };
    assert_eq!(lines(&units), lines(&pairs));
}

#[test]
fn xliff_holds_one_pair_of_languages() {
    let folder = Folder::new("pairs-languages");
    let record = |s: &str, t: &str, lang: &str| {
        format!("{{\"source\":\"{s}\",\"target\":\"{t}\",\"source_lang\":\"{lang}\",\"target_lang\":\"fr\"}}\n")
    };
    let mixed = record("It rains.", "Il pleut.", "en") + &record("Es regnet.", "Il pleut.", "de");
    let pairs = folder.file("p.jsonl", mixed);
    let units = folder.path("p.xlf");
    let got = run(&["check", "--pairs", &pairs, "--format", "xliff", "-o", &units]);
    assert_eq!(got.status, Some(2), "{got:?}");
    assert!(got.err.contains("p.jsonl:2: a pair from de to fr among pairs from en to fr"), "{got:?}");
    assert_eq!(folder.names(), ["p.jsonl"], "nothing half-written");
}
