//! Answers to pairs of documents: `calque pipe --documents`.
//!
//! A record is `{"id", "source", "target"}`, whole texts, with `source_lang` and
//! `target_lang` if wanted. Its answer is `{"id", "pairs": [{"source", "target", "score",
//! "quality", "bead", "key"}], "dropped"}`. Two pairs with the same `key` are equal but for
//! case, accents and punctuation; of them the one with the best `quality` is to be kept.

use super::answerer::{Answerer, error_answer, error_type};
use crate::corpus::part::StoredPair;
use crate::corpus::plan::DocumentPair;
use crate::corpus::work::{PairCleaner, scored_pairs};
use crate::corpus::{BuildError, CleaningSettings, CorpusCounts, FIDELITY, QUALITY};
use crate::dedup::{ComparedTexts, CopyCriterion, DedupKey};
use calque::{Settings, bitext_of_texts};
use calque_formats::arrow::ColumnType;
use calque_formats::pairs::keys;
use calque_text::Lang;
use serde::Deserialize;
use serde_json::{Map, Value};

/// Aligns pairs of documents, and cleans the pairs of sentences.
#[derive(Debug)]
pub struct DocumentAnswerer {
    settings: Settings,
    cleaner: PairCleaner,
    fidelity: bool,
}

#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    id: Value,
    source: String,
    target: String,
    source_lang: Option<Lang>,
    target_lang: Option<Lang>,
}

impl DocumentAnswerer {
    /// With the settings of a build. Error: a model or a threshold that does not fit.
    pub fn new(settings: &Settings, cleaning: &CleaningSettings, fidelity: bool) -> Result<Self, BuildError> {
        Ok(Self { settings: settings.clone(), cleaner: PairCleaner::new(cleaning, settings)?, fidelity })
    }

    /// The answer, or what is wrong and what to do about it.
    fn pairs(&self, record: &Record) -> Result<Map<String, Value>, (String, String)> {
        let mut settings = self.settings.clone();
        settings.source_lang = record.source_lang.or(settings.source_lang);
        settings.target_lang = record.target_lang.or(settings.target_lang);
        let names = DocumentPair { source: "source".to_owned(), target: "target".to_owned() };
        let mut counts = CorpusCounts::default();
        let make = || bitext_of_texts((&names.source, &record.source), (&names.target, &record.target), &settings);
        let pairs = scored_pairs(&names, self.fidelity, &settings, &mut counts, make);
        let pairs = pairs.map_err(|entry| (format!("{}: {}", entry.file, entry.why), entry.remedy))?.pairs;
        let all = pairs.len();
        let kept: Vec<Value> =
            pairs.into_iter().filter_map(|p| self.cleaner.clean(p, &mut counts).ok()).map(pair_value).collect();
        let mut answer = Map::new();
        answer.insert("id".to_owned(), record.id.clone());
        answer.insert("dropped".to_owned(), (all - kept.len()).into());
        answer.insert("pairs".to_owned(), kept.into());
        Ok(answer)
    }
}

impl Answerer for DocumentAnswerer {
    const REMEDY: &'static str = "write {\"id\": ..., \"source\": \"...\", \"target\": \"...\"}, one object a line";

    fn answer_value(&self, value: Value) -> Map<String, Value> {
        let id = value.get("id").cloned().unwrap_or_default();
        match serde_json::from_value::<Record>(value) {
            Ok(record) => self.pairs(&record).unwrap_or_else(|(why, remedy)| error_answer(&id, &why, &remedy)),
            Err(e) => error_answer(&id, &format!("is not a pair of documents: {e}"), Self::REMEDY),
        }
    }

    fn columns(&self) -> Vec<(String, ColumnType)> {
        let mut pair =
            vec![("source", ColumnType::Text), ("target", ColumnType::Text), (keys::SCORE, ColumnType::Number)];
        if self.fidelity {
            pair.push((FIDELITY, ColumnType::Number));
        }
        pair.extend([(keys::BEAD, ColumnType::Text), (QUALITY, ColumnType::Number), ("key", ColumnType::Text)]);
        vec![
            ("dropped".to_owned(), ColumnType::Count),
            ("pairs".to_owned(), ColumnType::List(Box::new(ColumnType::Record(pair)))),
            ("error".to_owned(), error_type()),
        ]
    }
}

/// A pair of an answer.
fn pair_value(pair: StoredPair) -> Value {
    let key = match DedupKey::of(CopyCriterion::Folded, ComparedTexts::Pair, &pair.source, &pair.target) {
        DedupKey::Whole(key) => format!("{key:016x}"),
        DedupKey::Sketch(_) => String::new(),
    };
    let mut out = Map::new();
    out.insert("source".to_owned(), pair.source.into());
    out.insert("target".to_owned(), pair.target.into());
    out.extend(pair.extra.into_iter().filter(|(name, _)| !name.ends_with("_doc")));
    out.insert("key".to_owned(), key.into());
    Value::Object(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_line_has_one_answer() {
        let answerer =
            DocumentAnswerer::new(&Settings::default(), &CleaningSettings::default(), false).expect("settings");
        let ask = |line: &str| -> Value { serde_json::from_str(&answerer.answer_line(line.as_bytes())).expect("JSON") };
        let (en, fr) = (
            "The bridge has been closed since Monday.\n\nNobody was hurt when a beam fell into the river.",
            "Le pont est fermé depuis lundi.\n\nPersonne n’a été blessé quand une poutre est tombée dans la rivière.",
        );
        let good = ask(&json!({ "id": 7, "source": en, "target": fr }).to_string());
        assert_eq!((&good["id"], good["pairs"].as_array().map(Vec::len)), (&7.into(), Some(2)), "{good}");
        assert_eq!(good["pairs"][1]["target"], "Personne n’a été blessé quand une poutre est tombée dans la rivière.");
        assert!(good["pairs"][0]["key"].as_str().is_some_and(|k| k.len() == 16));
        for (line, id, why) in [
            (json!({ "id": "a", "source": en }).to_string(), json!("a"), "missing field `target`"),
            (json!({ "id": "b", "source": en, "target": null }).to_string(), json!("b"), "is not a pair of documents"),
            (json!({ "id": "c", "source": en, "target": en }).to_string(), json!("c"), "both sides are in English"),
            (json!({ "id": "d", "source": en, "target": " \n" }).to_string(), json!("d"), "is empty"),
            ("{\"id\": 1, \"sou".to_owned(), Value::Null, "is not JSON"),
            (String::new(), Value::Null, "is not JSON"),
        ] {
            let got = ask(&line);
            assert!(got["id"] == id && got["error"]["why"].as_str().is_some_and(|w| w.contains(why)), "{got}");
            assert!(got["error"]["remedy"].as_str().is_some_and(|r| !r.is_empty()));
        }
    }
}
