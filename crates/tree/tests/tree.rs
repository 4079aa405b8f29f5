//! Trees as a whole: our own with its gold, the cache, baselines, comments, Git.

#![allow(clippy::print_stderr)] // what is skipped is said

use calque::Settings;
use calque_tree::{
    ItemChange, KnownItems, PageCache, PageState, PageStatus, PairedBy, Since, StatusFormat, StatusRequest, TreeStatus,
    baseline, render, status,
};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/tree")
}

fn request(folder: &Path) -> StatusRequest {
    StatusRequest {
        source: folder.join("en"),
        targets: vec![folder.join("fr")],
        include: Vec::new(),
        exclude: Vec::new(),
        since: None,
    }
}

fn look(request: &StatusRequest, cache: &PageCache) -> TreeStatus {
    status(request, &Settings::default(), &[], cache, &|_| ()).expect("a tree")
}

fn fresh(folder: &Path) -> TreeStatus {
    look(&request(folder), &PageCache::default())
}

fn page<'a>(tree: &'a TreeStatus, name: &str) -> &'a PageStatus {
    tree.languages[0].pages.iter().find(|p| p.name() == name).unwrap_or_else(|| panic!("no page {name}"))
}

/// The parts of a page as the gold writes them.
fn parts(page: &PageStatus) -> Vec<String> {
    let mut parts: Vec<String> = page
        .items
        .iter()
        .map(|i| {
            let words = if i.source.is_empty() { &i.target } else { &i.source };
            format!("{}:{}:{words}", i.change.as_str(), i.kind.as_str())
        })
        .collect();
    parts.sort();
    parts
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
}

#[test]
fn the_tree_of_the_corpus_stands_as_planted() {
    let tree = fresh(&corpus());
    let gold = fs::read_to_string(corpus().join("status.tsv")).expect("the gold");
    let mut wrong = Vec::new();
    let lines: Vec<&str> = gold.lines().filter(|l| !l.starts_with('#')).skip(1).collect();
    assert_eq!(lines.len(), tree.languages[0].pages.len());
    for line in lines {
        let mut cells = line.split('\t');
        let (name, state) = (cells.next().expect("a page"), cells.next().expect("a state"));
        let mut wanted: Vec<&str> = cells.next().unwrap_or("").split('|').filter(|p| !p.is_empty()).collect();
        wanted.sort_unstable();
        let page = page(&tree, name);
        let found = parts(page);
        let same = found.len() == wanted.len() && found.iter().zip(&wanted).all(|(f, w)| f.starts_with(w));
        if page.state.as_str() != state || !same {
            wrong.push(format!(
                "{name}: {} {found:#?} {:#?}, planted {state} {wanted:?}",
                page.state.as_str(),
                page.findings
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let by = |name: &str| page(&tree, name).paired_by;
    assert_eq!(by("guide/deploy.md"), Some(PairedBy::FrontMatter));
    assert_eq!(by("faq.md"), Some(PairedBy::Content));
    assert_eq!(page(&tree, "reference/errors.html").ignored, 1);
    assert_eq!(page(&tree, "messages.pot").ignored, 1);
    assert!(page(&tree, "guide/images.md").findings.len() >= 2);
    // Places are lines of the files.
    let windows = &page(&tree, "install.md").items[0];
    assert_eq!((windows.source_line, windows.section.as_slice()), (Some(20), &["Installing Barque".to_owned()][..]));
}

#[test]
fn every_format_holds_what_was_found() {
    use calque_messages::UiLang;
    let tree = fresh(&corpus());
    for format in StatusFormat::ALL {
        for lang in [UiLang::En, UiLang::Fr] {
            let text = render(&tree, format, lang, false, 80, false);
            for words in ["On Windows", "guide/themes.md", "quickstart.md"] {
                assert!(text.contains(words), "{format} lacks {words}:\n{text}");
            }
            assert!(text.ends_with('\n'));
        }
    }
    let json: serde_json::Value =
        serde_json::from_str(&render(&tree, StatusFormat::Json, UiLang::En, false, 80, false)).expect("JSON");
    assert_eq!(json["languages"][0]["counts"]["missing"], 1);
    let sarif: serde_json::Value =
        serde_json::from_str(&render(&tree, StatusFormat::Sarif, UiLang::En, false, 80, false)).expect("JSON");
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
    assert!(results.len() > 8);
    assert!(results.iter().all(|r| rules.iter().any(|rule| rule["id"] == r["ruleId"])));
    let terminal = render(&tree, StatusFormat::Terminal, UiLang::En, false, 60, false);
    let parts = || terminal.lines().filter(|l| l.starts_with("          "));
    assert!(parts().count() > 20 && parts().all(|l| l.chars().count() <= 60), "{terminal}");
}

#[test]
fn nothing_is_compared_twice() {
    let (folder, kept) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let en = "# Boats\n\nThe boat is old and made of wood.\n";
    let fr = "# Bateaux\n\nLe bateau est vieux et fait de bois.\n";
    write(folder.path(), &[("en/a.md", en), ("fr/a.md", fr), ("en/b.md", en), ("en/c.md", "# C\n\nOne two three.\n")]);
    let open = || PageCache::open(kept.path(), "test");
    let cache = open();
    let first = look(&request(folder.path()), &cache);
    cache.save().expect("kept");
    let file = fs::read_dir(kept.path()).expect("kept").next().expect("a file").expect("an entry").path();
    let before = fs::read_to_string(&file).expect("text");
    // What is kept is believed: a result that says something else comes back.
    let words = first.languages[0].pages[0].words;
    fs::write(&file, before.replace(&format!("\"words\":{words},"), "\"words\":777,")).expect("written");
    let again = look(&request(folder.path()), &open());
    assert_eq!(page(&again, "a.md").words, 777);
    assert_eq!(page(&again, "c.md"), page(&first, "c.md"));
    // A file that changed is compared anew, and a damaged cache is as if it were not there.
    write(folder.path(), &[("fr/a.md", "# Bateaux\n")]);
    assert_eq!(page(&look(&request(folder.path()), &open()), "a.md").state, PageState::Behind);
    fs::write(&file, "\u{0}{\"key\":3}\n[").expect("written");
    write(folder.path(), &[("fr/a.md", fr)]);
    assert_eq!(look(&request(folder.path()), &open()), first);
    let other = Settings { fail_on: calque::FailOn::Major, ..Settings::default() };
    let cache = open();
    status(&request(folder.path()), &other, &[], &cache, &|_| ()).expect("a tree");
}

#[test]
fn a_baseline_leaves_what_is_new() {
    let mut tree = fresh(&corpus());
    let mut known = KnownItems::default();
    known.add("known.jsonl", &baseline(&tree)).expect("read");
    known.apply(&mut tree);
    assert!(tree.languages[0].pages.iter().all(|p| !p.state.is_open()), "{tree:#?}");
    assert!(page(&tree, "install.md").known > 0);
    let error = KnownItems::default().add("known.jsonl", "{}\n").expect_err("no line");
    assert!(error.to_string().starts_with("known.jsonl:1:"));
}

#[test]
fn pages_pair_by_what_they_have() {
    let folder = tempfile::tempdir().expect("a folder");
    let (en, fr) = ("# Boats\n\nThe boat is old.\n", "# Bateaux\n\nLe bateau est vieux.\n");
    write(
        folder.path(),
        &[
            ("en/one.en.md", en),
            ("fr/one.fr.md", fr),
            ("en/two.md", &format!("---\nslug: x\n---\n{en}")),
            ("fr/deux.md", &format!("---\nslug: x\n---\n{fr}")),
            ("en/.hidden.md", en),
            ("en/image.png", "no text"),
        ],
    );
    let tree = fresh(folder.path());
    let pairs: Vec<_> =
        tree.languages[0].pages.iter().map(|p| (p.source.as_deref(), p.target.as_deref(), p.paired_by)).collect();
    assert_eq!(
        pairs,
        [
            (Some("one.en.md"), Some("one.fr.md"), Some(PairedBy::Path)),
            (Some("two.md"), Some("deux.md"), Some(PairedBy::FrontMatter)),
        ]
    );
    let left_out = StatusRequest { exclude: vec!["one*".to_owned()], ..request(folder.path()) };
    assert_eq!(look(&left_out, &PageCache::default()).languages[0].pages.len(), 1);
    let nowhere = StatusRequest { source: folder.path().join("xx"), ..request(folder.path()) };
    let error = status(&nowhere, &Settings::default(), &[], &PageCache::default(), &|_| ()).expect_err("no folder");
    assert!(error.to_string().contains("xx: is not there"));
}

#[test]
fn translations_may_lie_inside_the_originals() {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        &[("en/a.md", "# Boats\n\nThe boat is old.\n"), ("en/fr/a.md", "# Bateaux\n\nLe bateau est vieux.\n")],
    );
    let inside = StatusRequest { targets: vec![folder.path().join("en/fr")], ..request(folder.path()) };
    let tree = look(&inside, &PageCache::default());
    assert_eq!(tree.languages[0].pages.len(), 1);
    assert_eq!(tree.languages[0].pages[0].state, PageState::InStep);
}

#[test]
fn odd_files_are_states_not_failures() {
    let folder = tempfile::tempdir().expect("a folder");
    let en = "# Boats\n\nThe boat is old, and it is made of wood that came from the north.\n";
    write(
        folder.path(),
        &[
            ("en/binary.md", en),
            ("en/empty.md", ""),
            ("fr/empty.md", ""),
            ("en/blank.md", en),
            ("fr/blank.md", "\n\n"),
            ("en/other.md", en),
            (
                "fr/other.md",
                "# Soupe\n\nÉpluchez les poireaux, puis faites-les revenir dans du beurre pendant dix minutes.\n\nServez chaud.\n",
            ),
        ],
    );
    fs::write(folder.path().join("fr/binary.md"), [0_u8, 1, 2, 255].repeat(500)).expect("written");
    let done = AtomicUsize::new(0);
    let tree = status(&request(folder.path()), &Settings::default(), &[], &PageCache::default(), &|n| {
        done.fetch_add(n, Ordering::Relaxed);
    })
    .expect("a tree");
    assert_eq!(done.load(Ordering::Relaxed), 4);
    assert_eq!(page(&tree, "binary.md").state, PageState::Unreadable);
    assert!(page(&tree, "binary.md").note.is_some());
    assert_eq!(page(&tree, "empty.md").state, PageState::InStep);
    assert_eq!(page(&tree, "blank.md").state, PageState::Untranslated);
    assert!(matches!(page(&tree, "other.md").state, PageState::Unrelated | PageState::Behind));
}

fn git(folder: &Path, args: &[&str]) {
    let done = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "user.name=Nobody", "-c", "user.email=nobody@example.invalid", "-c", "commit.gpgsign=false"])
        .args(args)
        .output()
        .expect("git");
    assert!(done.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn git_says_what_an_original_changed() {
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("SKIPPED: there is no git; what originals changed was not tested");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let en = "# Boats\n\nThe boat is old. It is painted blue.\n\n```sh\nrow --fast\n```\n";
    let fr = "# Bateaux\n\nLe bateau est vieux. Il est peint en bleu.\n\n```sh\nrow --fast\n```\n";
    write(root, &[("en/a.md", en), ("fr/a.md", fr), ("en/b été.md", en), ("fr/b été.md", fr)]);
    git(root, &["init", "-q"]);
    git(root, &["add", "."]);
    git(root, &["commit", "-q", "-m", "one"]);
    git(root, &["tag", "first"]);
    // A word that no comparison of meanings would call an error.
    write(
        root,
        &[
            ("en/a.md", &en.replace("is old", "is rather old")),
            ("en/b été.md", &en.replace("blue.", "blue, as boats are.")),
        ],
    );
    git(root, &["commit", "-q", "-am", "two"]);
    git(root, &["tag", "second"]);
    write(root, &[("fr/b été.md", &fr.replace("bleu.", "bleu, comme le sont les bateaux."))]);
    git(root, &["commit", "-q", "-am", "three"]);
    let since = |rev: &str| StatusRequest { since: Some(Since::parse(rev)), ..request(root) };
    let changed = |rev: &str| -> Vec<String> {
        let tree = look(&since(rev), &PageCache::default());
        let changed = |p: &&PageStatus| p.items.iter().any(|i| i.change == ItemChange::Changed);
        tree.languages[0].pages.iter().filter(changed).map(|p| p.name().to_owned()).collect()
    };
    assert_eq!(changed("translation"), ["a.md"]);
    assert_eq!(changed("first"), ["a.md"]);
    assert_eq!(changed("second"), Vec::<String>::new());
    let tree = look(&since("translation"), &PageCache::default());
    let item = page(&tree, "a.md").items.iter().find(|i| i.change == ItemChange::Changed).expect("changed");
    assert!(item.source.contains("rather old") && item.target.contains("is old"), "{item:?}");
    let error = |rev: &str| {
        status(&since(rev), &Settings::default(), &[], &PageCache::default(), &|_| ()).expect_err("no revision")
    };
    assert!(error("no-such").to_string().contains("no revision `no-such`"));
    assert!(error("--output=x").to_string().contains("no revision"));
}
