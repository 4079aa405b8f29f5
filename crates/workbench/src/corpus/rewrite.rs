//! Writes the corpus again: the pairs that the thresholds leave, and in place of those of documents that were
//! mended their beads as they are now. What is there is not touched.

use super::Corpus;
use crate::answer::{Answer, ApiError};
use crate::export::file_stem;
use calque_formats::pairs::{PairFormat, PairRecord, PairWriter, WritePairs, keys};
use calque_messages::{UiLang, message};
use calque_project::{DocumentState, Project};
use calque_text::Side;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Writes the corpus into a new file beside it.
pub(crate) fn rewrite(corpus: &Corpus, project: Option<&Project>, lang: UiLang) -> Answer {
    let mended: Vec<Mended> = project.map(mended).unwrap_or_default();
    let replaced: BTreeSet<&str> = mended.iter().map(|m| m.0.as_str()).collect();
    let path = free_name(corpus);
    let options = WritePairs {
        source_lang: corpus.langs.map(|l| l.0),
        target_lang: corpus.langs.map(|l| l.1),
        ..WritePairs::default()
    };
    let failed = |e: calque_formats::pairs::OutputError| ApiError::of(&e, "output");
    let mut writer = PairWriter::open(Some(&path), PairFormat::Jsonl, &options).map_err(failed)?;
    for pair in (0..corpus.scores.len()).filter(|pair| corpus.keeps(*pair)) {
        let text = corpus.texts.get(pair);
        if text.document.as_deref().is_some_and(|d| replaced.contains(d)) {
            continue;
        }
        let mut record = PairRecord { source: text.source, target: text.target, ..PairRecord::default() };
        if let Some(document) = text.document {
            record.extra.insert(keys::TARGET_DOC.to_owned(), Value::from(document));
        }
        writer.write(&record).map_err(failed)?;
    }
    let mut beads = 0;
    for (document, records) in &mended {
        for (source, target) in records {
            let mut record = PairRecord { source: source.clone(), target: target.clone(), ..PairRecord::default() };
            record.extra.insert(keys::TARGET_DOC.to_owned(), Value::from(document.as_str()));
            writer.write(&record).map_err(failed)?;
            beads += 1;
        }
    }
    let pairs = writer.written() as usize;
    writer.finish().map_err(failed)?;
    let name = path.display().to_string();
    let said = message!("corpus-rewritten", pairs = pairs, documents = mended.len(), name = name.as_str());
    Ok(json!({ "said": said.text(lang), "path": name, "pairs": pairs, "mended": beads }))
}

/// A document's name, and its pairs as they are now.
type Mended = (String, Vec<(String, String)>);

/// The documents of a project that were opened from files.
fn mended(project: &Project) -> Vec<Mended> {
    let from_files = project.documents().filter(|(_, state)| state.row.target.path.is_some());
    let of = |state: &DocumentState| {
        let pairs = state.order().iter().filter_map(|id| state.beads.get(id)).filter(|b| b.is_pair());
        let texts = pairs.map(|b| (state.text_of(b, Side::Source), state.text_of(b, Side::Target)));
        (state.row.target.name.clone(), texts.collect())
    };
    from_files.map(|(_, state)| of(state)).collect()
}

/// A name beside the corpus that no file has.
fn free_name(corpus: &Corpus) -> PathBuf {
    let folder = if corpus.is_folder { Some(corpus.path.as_path()) } else { corpus.path.parent() };
    let stem = corpus.path.file_stem().map_or_else(|| "corpus".to_owned(), |s| file_stem(&s.to_string_lossy()));
    let at = |n: usize| {
        let name = if n == 1 { format!("{stem}.rewritten.jsonl") } else { format!("{stem}.rewritten-{n}.jsonl") };
        folder.map_or_else(|| PathBuf::from(&name), |f| f.join(&name))
    };
    (1..10_000).map(at).find(|path| !path.exists()).unwrap_or_else(|| at(1))
}
