//! Texts in other languages than French and English, of `corpus/languages`: each paragraph is told from both; and the
//! texts of `corpus/news` are in no third language.

use calque_text::{Lang, third_language};

const PAIR: (Lang, Lang) = (Lang::EN, Lang::FR);
/// Log odds from which on a single sentence is told.
const TOLD: f32 = 3.0;

fn paragraphs(name: &str) -> Vec<String> {
    let path = format!("{}/../../corpus/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("a text of the corpus");
    text.split("\n\n").map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect()
}

#[test]
fn each_paragraph_of_another_language_is_told() {
    for code in ["es", "it", "de", "ca", "la"] {
        for paragraph in paragraphs(&format!("languages/{code}.txt")) {
            let found = third_language(&paragraph, PAIR);
            assert!(found.is_some_and(|f| f.log_odds > TOLD), "{code} {found:?}: {paragraph}");
        }
    }
}

#[test]
fn no_sentence_of_the_articles_is_in_a_third_language() {
    for article in ["dam", "ferry", "harbour", "hire", "lodger", "observatory", "walk"] {
        for lang in ["en", "fr"] {
            for paragraph in paragraphs(&format!("news/{article}.{lang}.txt")) {
                for span in calque_text::split_sentences(&paragraph, lang.parse().expect("a language")) {
                    let sentence = span.of(&paragraph);
                    let found = third_language(sentence, PAIR);
                    assert!(found.is_none_or(|f| f.log_odds < TOLD), "{found:?}: {sentence}");
                }
            }
        }
    }
}
