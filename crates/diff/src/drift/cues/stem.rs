//! Stem keys: one key for all forms of a word.

use calque_text::Lang;
use rust_stemmers::{Algorithm, Stemmer};

/// What all forms of a word have in common: its Snowball stem, after the plurals that the stemmers
/// do not know.
pub(crate) fn stem_key(norm: &str, lang: Lang) -> String {
    let word = norm.to_lowercase();
    let (algorithm, word) = match lang {
        Lang::FR => (Algorithm::French, singular_fr(&word)),
        Lang::EN => (Algorithm::English, singular_en(&word)),
        _ => match lang.code() {
            "es" => (Algorithm::Spanish, word),
            "de" => (Algorithm::German, word),
            _ => return word,
        },
    };
    Stemmer::create(algorithm).stem(&word).into_owned()
}

/// *chevaux*, *travaux*, *eaux*.
fn singular_fr(word: &str) -> String {
    const AIL: [&str; 7] = ["travaux", "baux", "coraux", "émaux", "vitraux", "soupiraux", "vantaux"];
    match word.strip_suffix('x') {
        Some(stem) if AIL.contains(&word) => format!("{}ail", stem.trim_end_matches("au")),
        Some(stem) if stem.ends_with("eau") || stem.ends_with("eu") => stem.to_owned(),
        Some(stem) if stem.ends_with("au") && stem.len() > 3 => format!("{}al", stem.trim_end_matches("au")),
        _ => word.to_owned(),
    }
}

fn singular_en(word: &str) -> String {
    const ODD: [(&str, &str); 12] = [
        ("men", "man"),
        ("women", "woman"),
        ("children", "child"),
        ("feet", "foot"),
        ("teeth", "tooth"),
        ("mice", "mouse"),
        ("geese", "goose"),
        ("lives", "life"),
        ("knives", "knife"),
        ("wolves", "wolf"),
        ("halves", "half"),
        ("leaves", "leaf"),
    ];
    ODD.iter().find(|(many, _)| *many == word).map_or_else(|| word.to_owned(), |(_, one)| (*one).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_key() {
        for (lang, a, b) in [
            (Lang::FR, "chevaux", "cheval"),
            (Lang::FR, "travaux", "travail"),
            (Lang::FR, "eaux", "eau"),
            (Lang::FR, "nationales", "national"),
            (Lang::FR, "barrages", "barrage"),
            (Lang::EN, "dams", "dam"),
            (Lang::EN, "agencies", "agency"),
            (Lang::EN, "women", "woman"),
        ] {
            assert_eq!(stem_key(a, lang), stem_key(b, lang), "{a} {b}");
        }
        assert_ne!(stem_key("barrage", Lang::FR), stem_key("barque", Lang::FR));
    }
}
