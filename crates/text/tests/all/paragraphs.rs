//! The paragraphs of `corpus/segment`: each is cut into its sentences, and
//! known for the language it is in.

use calque_text::{language, split_sentences};
use serde::Deserialize;
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
struct Paragraph {
    id: String,
    lang: calque_text::Lang,
    sentences: Vec<String>,
}

#[test]
fn paragraphs_are_cut_and_known() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/segment");
    let mut wrong = Vec::new();
    for name in ["fr.jsonl", "en.jsonl"] {
        let file = fs::read_to_string(dir.join(name)).expect("the corpus is part of the repository");
        assert!(file.lines().count() >= 10, "{name}");
        for line in file.lines() {
            let p: Paragraph = serde_json::from_str(line).expect("a paragraph is {id, lang, sentences}");
            let text = p.sentences.join(" ");
            let got: Vec<&str> = split_sentences(&text, p.lang).iter().map(|s| s.of(&text)).collect();
            if got != p.sentences {
                wrong.push(format!("{}: {got:#?}", p.id));
            }
            if language(&text) != Some(p.lang) {
                wrong.push(format!("{}: language {:?}", p.id, calque_text::identify(&text)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
