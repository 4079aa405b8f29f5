//! `calque corpus build` on folders with texts in third languages among them (`corpus/languages`): none of their
//! sentences is written, each is told, and the others stay. And what is asked before a corpus is replaced.

use crate::common::{Folder, root, run};
use serde_json::Value;
use std::fs;

const LANGUAGES: [&str; 5] = ["es", "it", "de", "ca", "la"];
const ARTICLES: [&str; 4] = ["ferry", "hire", "lodger", "observatory"];

fn paragraphs(name: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("corpus").join(name)).expect("a text of the corpus");
    text.split("\n\n").map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect()
}

/// The articles, with every third paragraph followed by one of another language: on the one side, the other, or both.
fn salted(folder: &Folder) {
    for side in ["en", "fr"] {
        fs::create_dir_all(folder.path(side)).expect("a folder");
    }
    for (n, language) in LANGUAGES.iter().enumerate() {
        let salt = paragraphs(&format!("languages/{language}.txt"));
        let article = ARTICLES[n % ARTICLES.len()];
        let mut sides = [paragraphs(&format!("news/{article}.en.txt")), paragraphs(&format!("news/{article}.fr.txt"))];
        for (k, paragraph) in salt.iter().enumerate() {
            for (which, side) in sides.iter_mut().enumerate() {
                if k % 3 == 2 || k % 3 == which {
                    let at = (k * 3).min(side.len());
                    side.insert(at, paragraph.clone());
                }
            }
        }
        for (side, text) in ["en", "fr"].iter().zip(&sides) {
            folder.file(&format!("{side}/mixed-{language}.txt"), text.join("\n\n"));
            // Whole files: on one side beside a translation, on both sides.
            folder.file(&format!("{side}/both-{language}.txt"), salt.join("\n\n"));
        }
        folder.file(&format!("en/source-{language}.txt"), salt.join("\n\n"));
        folder.file(&format!("fr/source-{language}.txt"), paragraphs(&format!("news/{article}.fr.txt")).join("\n\n"));
        folder.file(&format!("fr/target-{language}.txt"), salt.join("\n\n"));
        folder.file(&format!("en/target-{language}.txt"), paragraphs(&format!("news/{article}.en.txt")).join("\n\n"));
    }
}

#[test]
fn no_third_language_comes_into_a_corpus() {
    let folder = Folder::new("build-languages");
    salted(&folder);
    let salt: Vec<String> = LANGUAGES.iter().flat_map(|l| paragraphs(&format!("languages/{l}.txt"))).collect();
    for (output, more) in [
        ("plain", &[][..]),
        ("names", &["--pair-by", "names"][..]),
        ("given", &["--pair-by", "names", "--source-lang", "en", "--target-lang", "fr"][..]),
        ("all", &["--pair-by", "names", "--preset", "none"][..]),
    ] {
        let (en, fr, out) = (folder.path("en"), folder.path("fr"), folder.path(output));
        let got = run(&[&["corpus", "build", &en, &fr, "-o", &out][..], more].concat());
        assert_eq!(got.status, Some(0), "{}", got.err);
        let read = |name: &str| fs::read_to_string(folder.path(&format!("{output}/{name}"))).expect("a result");
        let pairs: Vec<Value> =
            read("data/train-00000-of-00001.jsonl").lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
        let leaked: Vec<&Value> = pairs
            .iter()
            .filter(|pair| {
                let sides = [pair["source"].as_str().expect("text"), pair["target"].as_str().expect("text")];
                sides.iter().any(|side| salt.iter().any(|p| p.contains(side) || side.contains(p.as_str())))
            })
            .collect();
        assert!(leaked.is_empty(), "{output}: {} of {} pairs, such as {}", leaked.len(), pairs.len(), leaked[0]);
        // The four articles have some 90 pairs; those of `dam` are not among them.
        assert!(pairs.len() >= 60, "{output}: {} pairs are left", pairs.len());
        let errors: Vec<Value> = read("errors.jsonl").lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
        for language in LANGUAGES {
            let name = format!("mixed-{language}.txt");
            let told = |e: &&Value| e["step"] == "language" && e["file"].as_str().is_some_and(|f| f.ends_with(&name));
            let told: Vec<_> = errors.iter().filter(told).collect();
            // Passages that stand together are one entry.
            assert!(told.len() >= 4 && told.iter().all(|e| e["line"].is_u64()), "{output} {language}: {told:?}");
        }
        assert!(errors.iter().all(|e| e["remedy"].as_str().is_some_and(|r| !r.is_empty())));
    }
}

/// A table of names and codes, each alone in its cell, on a page that says its language: names of languages look like
/// words of them.
#[test]
fn cells_of_names_and_codes_are_no_third_language() {
    let folder = Folder::new("build-names");
    let page = |lang: &str, words: [&str; 4], names: [&str; 6]| {
        let codes = ["jv", "su", "rn", "am", "ca", "la"];
        let row = |(name, code)| format!("<tr><td>{name}</td><td>{code}</td><td>12 {}</td></tr>", words[3]);
        let rows: String = names.iter().zip(codes).map(row).collect();
        let [title, about, head, _] = words;
        format!(
            "<html lang={lang}><body><main><h1>{title}</h1><p>{about}</p><table><tr><th>{head}</th></tr>{rows}</table></main></body></html>"
        )
    };
    for side in ["en", "fr"] {
        fs::create_dir_all(folder.path(side)).expect("a folder");
    }
    let english = ["Models for download", "The table lists the models that are ready.", "Language", "MB"];
    let french = ["Modèles à télécharger", "Le tableau énumère les modèles qui sont prêts.", "Langue", "Mo"];
    folder.file("en/a.html", page("en", english, ["Javanese", "Sundanese", "Kirundi", "Amharic", "Catalan", "Latin"]));
    folder
        .file("fr/a.html", page("fr", french, ["Javanais", "Soundanais", "Kirundi", "Amharique", "Catalan", "Latin"]));
    let (en, fr, out) = (folder.path("en"), folder.path("fr"), folder.path("out"));
    let got = run(&["corpus", "build", &en, &fr, "-o", &out, "--preset", "none"]);
    assert_eq!(got.status, Some(0), "{}", got.err);
    let read = |name: &str| fs::read_to_string(folder.path(&format!("out/{name}"))).expect("a result");
    assert!(!read("errors.jsonl").contains("\"language\""), "{}", read("errors.jsonl"));
    let pairs = read("data/train-00000-of-00001.jsonl");
    for words in ["Javanese", "Kirundi", "Sundanese", "that are ready", "\"Language\""] {
        assert!(pairs.contains(words), "{words} is lost: {pairs}");
    }
}

#[test]
fn other_filters_do_not_replace_a_corpus_unasked() {
    let folder = Folder::new("build-replace");
    let (en, fr, out) = (folder.path("en"), folder.path("fr"), folder.path("out"));
    for side in ["en", "fr"] {
        fs::create_dir_all(folder.path(side)).expect("a folder");
        folder.file(&format!("{side}/a.txt"), paragraphs(&format!("news/ferry.{side}.txt")).join("\n\n"));
    }
    let build = |more: &[&str]| run(&[&["corpus", "build", &en, &fr, "-o", &out][..], more].concat());
    assert_eq!(build(&[]).status, Some(0));
    let report = || fs::read_to_string(folder.path("out/report.json")).expect("a report");
    let before = report();
    // The same again, also with the preset named.
    assert_eq!(build(&["--preset", "normal"]).status, Some(0));
    for other in [&["--preset", "strict"][..], &["--set", "ratio=2"][..]] {
        let got = build(other);
        assert!(got.status == Some(2) && got.err.contains("--preset normal; this run has"), "{}", got.err);
        assert!(got.err.contains("help: add --replace"), "{}", got.err);
        assert_eq!(report(), before);
    }
    assert_eq!(build(&["--preset", "strict", "--replace"]).status, Some(0));
    assert!(report().contains("\"preset\": \"strict\""));
}
