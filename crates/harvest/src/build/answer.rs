//! Two documents in one record to their pairs of sentences in one record: what
//! `calque pipe --documents` does with each line, for engines that keep the
//! documents themselves, such as Spark.
//!
//! In: `{"id", "source", "target"}`, whole texts, and if wanted `source_lang` and
//! `target_lang`. Out: `{"id", "pairs": [{"source", "target", "score", "quality",
//! "bead", "key"}], "dropped"}`, or `{"id", "error": {"why", "remedy"}}`. Nothing is
//! kept from one record to the next, so that any part of the input may be given to
//! any process, any number of times. Two pairs with the same `key` are the same but
//! for case, accents and marks; of them the one with the best `quality` is to be kept.

use super::documents::{FIDELITY, scored};
use super::part::Pair;
use super::plan::Planned;
use super::sieve::{QUALITY, Sieve, SieveSettings};
use super::{BuildError, Counts};
use crate::answer::{error, error_shape};
use crate::dedup::{Key, Match, Side};
use calque::{Settings, bitext_of_texts};
use calque_formats::arrow::ColumnType;
use calque_formats::pairs::keys;
use calque_text::Lang;
use serde::Deserialize;
use serde_json::{Map, Value};

/// Answers records.
#[derive(Debug)]
pub struct Answerer {
    settings: Settings,
    sieve: Sieve,
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

impl Answerer {
    /// With the settings of a build.
    pub fn new(settings: &Settings, sieve: &SieveSettings, fidelity: bool) -> Result<Self, BuildError> {
        Ok(Self { settings: settings.clone(), sieve: Sieve::new(sieve, settings)?, fidelity })
    }

    /// The answer to one line, without its end.
    pub fn answer(&self, line: &[u8]) -> String {
        let answer = match serde_json::from_slice::<Value>(line) {
            Ok(value) => self.answer_value(value),
            Err(e) => error(&Value::Null, &format!("is not JSON: {e}"), WRITE),
        };
        Value::Object(answer).to_string()
    }

    /// The answer to a record.
    pub fn answer_fields(&self, fields: Map<String, Value>) -> Map<String, Value> {
        self.answer_value(Value::Object(fields))
    }

    fn answer_value(&self, value: Value) -> Map<String, Value> {
        let id = value.get("id").cloned().unwrap_or_default();
        match serde_json::from_value::<Record>(value) {
            Ok(record) => self.pairs(&record).unwrap_or_else(|(why, remedy)| error(&id, &why, &remedy)),
            Err(e) => error(&id, &format!("is not a pair of documents: {e}"), WRITE),
        }
    }

    /// What answers have beside `id`, for tables, whose columns are settled beforehand.
    pub fn columns(&self) -> Vec<(String, ColumnType)> {
        let mut pair =
            vec![("source", ColumnType::Text), ("target", ColumnType::Text), (keys::SCORE, ColumnType::Number)];
        if self.fidelity {
            pair.push((FIDELITY, ColumnType::Number));
        }
        pair.extend([(keys::BEAD, ColumnType::Text), (QUALITY, ColumnType::Number), ("key", ColumnType::Text)]);
        vec![
            ("dropped".to_owned(), ColumnType::Count),
            ("pairs".to_owned(), ColumnType::List(Box::new(ColumnType::Record(pair)))),
            ("error".to_owned(), error_shape()),
        ]
    }

    fn pairs(&self, record: &Record) -> Result<Map<String, Value>, (String, String)> {
        let mut settings = self.settings.clone();
        settings.source_lang = record.source_lang.or(settings.source_lang);
        settings.target_lang = record.target_lang.or(settings.target_lang);
        let planned = Planned { source: "source".to_owned(), target: "target".to_owned() };
        let mut counts = Counts::default();
        let make = || bitext_of_texts((&planned.source, &record.source), (&planned.target, &record.target), &settings);
        let pairs = scored(&planned, self.fidelity, &settings, &mut counts, make);
        let (pairs, _) = pairs.map_err(|fault| (format!("{}: {}", fault.file, fault.why), fault.remedy))?;
        let all = pairs.len();
        let kept: Vec<Value> = pairs.into_iter().filter_map(|p| self.sieve.pass(p, &mut counts)).map(told).collect();
        let mut answer = Map::new();
        answer.insert("id".to_owned(), record.id.clone());
        answer.insert("dropped".to_owned(), (all - kept.len()).into());
        answer.insert("pairs".to_owned(), kept.into());
        Ok(answer)
    }
}

/// A pair as it is told.
fn told(pair: Pair) -> Value {
    let key = match Key::of(Match::Folded, Side::Pair, &pair.source, &pair.target) {
        Key::Whole(key) => format!("{key:016x}"),
        Key::Sketch(_) => String::new(),
    };
    let mut out = Map::new();
    out.insert("source".to_owned(), pair.source.into());
    out.insert("target".to_owned(), pair.target.into());
    out.extend(pair.extra.into_iter().filter(|(name, _)| !name.ends_with("_doc")));
    out.insert("key".to_owned(), key.into());
    Value::Object(out)
}

const WRITE: &str = "write {\"id\": ..., \"source\": \"...\", \"target\": \"...\"}, one object a line";

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_line_has_one_answer() {
        let answerer = Answerer::new(&Settings::default(), &SieveSettings::default(), false).expect("settings");
        let ask = |line: &str| -> Value { serde_json::from_str(&answerer.answer(line.as_bytes())).expect("JSON") };
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
