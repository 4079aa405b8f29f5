//! From a pair of documents to pairs of sentences, aligned and scored.
//!
//! What is wrong with the documents is returned as an [`ErrorEntry`]. So is a panic: one
//! document in a million must not end the run.

use crate::corpus::counts::{CorpusCounts, increment};
use crate::corpus::error_entry::{ErrorEntry, Step};
use crate::corpus::part::{Boilerplate, DocumentResult, LeftOutWords, StoredPair};
use crate::corpus::plan::DocumentPair;
use crate::corpus::settings::BuildSettings;
use crate::corpus::work::budget::Budget;
use crate::corpus::work::third_language::{Passage, entries, passages};
use crate::score::rounded;
use calque::{Bitext, Error, Input, ReportSide, SegmentUnit, Settings, bitext, chosen_model};
use calque_formats::pairs::keys;
use calque_formats::write::one_line;
use calque_text::{Lang, LeftOut, LeftOutReason};
use serde_json::Map;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The field of a record with the fidelity of the pair by the drift rules, in [0, 1].
pub const FIDELITY: &str = "fidelity";

/// The field of a record whose bead is less probable than a half.
const DOUBTFUL: &str = "doubtful";

/// Two documents that were located: their bytes, hashes and memory.
#[derive(Clone, Debug)]
pub(crate) struct LocatedPair {
    pub(crate) inputs: (Input, Input),
    /// Bytes of memory that they take together.
    pub(crate) need: u64,
    /// Of their content.
    pub(crate) hashes: (String, String),
}

/// What a pair of documents gave.
pub(crate) struct ScoredDocuments {
    pub(crate) pairs: Vec<StoredPair>,
    pub(crate) document: DocumentResult,
    /// What is wrong with parts of the documents.
    pub(crate) entries: Vec<ErrorEntry>,
}

/// Aligns two documents; waits for their memory first.
pub(crate) fn align(
    located: &LocatedPair,
    settings: &BuildSettings,
    budget: &Budget,
    counts: &mut CorpusCounts,
) -> Result<ScoredDocuments, ErrorEntry> {
    let _share = budget.take(located.need);
    // The names without the passwords of URLs.
    let documents = DocumentPair { source: located.inputs.0.name(), target: located.inputs.1.name() };
    let read = || bitext(&located.inputs.0, &located.inputs.1, SegmentUnit::Sentences, &settings.calque);
    scored_pairs(&documents, settings.fidelity, &settings.calque, counts, read)
}

/// The pairs of sentences of a bitext that `make` makes, and the result of the documents.
pub(crate) fn scored_pairs(
    documents: &DocumentPair,
    fidelity: bool,
    settings: &Settings,
    counts: &mut CorpusCounts,
    make: impl FnOnce() -> Result<Bitext, Error>,
) -> Result<ScoredDocuments, ErrorEntry> {
    let work = || {
        let bitext = make()?;
        let fidelity = fidelity.then(|| bitext.fidelity(settings)).transpose()?;
        if fidelity.is_none() && settings.align.refuse_unrelated && !bitext.seems_related(settings)? {
            return Err(Error::Unrelated { source: documents.source.clone(), target: documents.target.clone() });
        }
        Ok((bitext, fidelity))
    };
    // A panic drops everything that `work` has touched, so nothing is left half changed.
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok((bitext, fidelity))) => {
            let languages = (bitext.source.document.lang, bitext.target.document.lang);
            for (side, lang, given) in [
                (&bitext.source, languages.0, settings.source_lang),
                (&bitext.target, languages.1, settings.target_lang),
            ] {
                if let Some(entry) = in_no_language_of_the_corpus(side, lang, given, settings) {
                    return Err(entry);
                }
            }
            let third = [passages(&bitext.source, languages), passages(&bitext.target, languages)];
            let pairs = pairs(documents, &bitext, fidelity.as_deref(), &third, counts);
            let document = document_result(documents, &bitext, &pairs, counts);
            let entries = account_entries(&bitext)
                .chain(entries(&bitext.source, &third[0]))
                .chain(entries(&bitext.target, &third[1]))
                .collect();
            Ok(ScoredDocuments { pairs, document, entries })
        }
        Ok(Err(e)) => Err(ErrorEntry::of(&e, &documents.source, &documents.target)),
        Err(_) => Err(ErrorEntry {
            file: format!("{} + {}", documents.source, documents.target),
            line: None,
            step: Step::Align,
            why: "made Calque fail: this is a bug".into(),
            remedy: "please report it with both documents".into(),
        }),
    }
}

/// Why a document in this language is not for the corpus: where its languages are not given, they are those of the
/// model, and a page in another one among them is there by mistake.
fn in_no_language_of_the_corpus(
    side: &ReportSide,
    lang: Lang,
    given: Option<Lang>,
    settings: &Settings,
) -> Option<ErrorEntry> {
    let known = chosen_model(settings).ok()?.langs();
    if given.is_some() || lang == known.0 || lang == known.1 {
        return None;
    }
    Some(ErrorEntry {
        file: side.name.clone(),
        line: None,
        step: Step::Language,
        why: format!("is in {}, and the corpus in {} and {}", lang.name(), known.0.name(), known.1.name()),
        remedy: format!("take it out; for a corpus in {0} say so with --source-lang or --target-lang {0}", lang.code()),
    })
}

/// A warning of each side of whose words much was left out.
fn account_entries(bitext: &Bitext) -> impl Iterator<Item = ErrorEntry> {
    [&bitext.source, &bitext.target].into_iter().filter_map(|side| {
        let warning = side.origin.account.warning(words_read(side) as usize)?;
        Some(ErrorEntry {
            file: side.name.clone(),
            line: None,
            step: Step::Read,
            why: warning,
            remedy: "look at what was left out; if it is text, save the page without what stands around it".to_owned(),
        })
    })
}

/// The words of a side that are text.
fn words_read(side: &ReportSide) -> u64 {
    let in_code = side.origin.account.entries().iter().filter(|e| e.why == LeftOutReason::Code);
    let all = side.document.text.split_whitespace().count();
    all.saturating_sub(in_code.map(|e| e.words).sum()) as u64
}

/// What was left out of a side, by reason.
fn words_left_out(side: &ReportSide) -> Vec<LeftOutWords> {
    let entries = side.origin.account.entries().iter();
    let of = |e: &calque_text::LeftOutWords| LeftOutWords {
        why: e.why.in_words().to_owned(),
        words: e.words as u64,
        largest: e.largest.clone(),
    };
    entries.map(of).collect()
}

/// The result of two documents that were aligned.
fn document_result(
    documents: &DocumentPair,
    bitext: &Bitext,
    pairs: &[StoredPair],
    counts: &mut CorpusCounts,
) -> DocumentResult {
    let both = bitext.alignment.beads.iter().filter(|b| !b.is_unaligned()).count();
    let third_language = (both - pairs.len()) as u64;
    let words = [words_read(&bitext.source), words_read(&bitext.target)];
    let missing = [words_left_out(&bitext.source), words_left_out(&bitext.target)];
    counts.third_language += third_language;
    counts.words += words[0] + words[1];
    for entry in missing.iter().flatten() {
        *counts.words_left_out.entry(entry.why.clone()).or_default() += entry.words;
    }
    let [source_left_out, target_left_out] = missing;
    let left_out = |side: &ReportSide| {
        let LeftOut { blocks, characters } = side.origin.left_out;
        Boilerplate { blocks, characters }
    };
    let (source, target) = (left_out(&bitext.source), left_out(&bitext.target));
    counts.boilerplate_blocks += (source.blocks + target.blocks) as u64;
    counts.boilerplate_characters += (source.characters + target.characters) as u64;
    DocumentResult {
        source: documents.source.clone(),
        target: documents.target.clone(),
        source_sentences: bitext.source.sentences.len() as u64,
        target_sentences: bitext.target.sentences.len() as u64,
        languages: Some((bitext.source.document.lang, bitext.target.document.lang)),
        aligned: both as u64,
        third_language,
        source_words: words[0],
        target_words: words[1],
        source_left_out,
        target_left_out,
        source_boilerplate: source,
        target_boilerplate: target,
    }
}

/// The beads with both sides, as pairs, without those that reach into a passage in a third language.
fn pairs(
    documents: &DocumentPair,
    bitext: &Bitext,
    fidelity: Option<&[f32]>,
    third: &[Vec<Passage>; 2],
    counts: &mut CorpusCounts,
) -> Vec<StoredPair> {
    let (source, target) = (&bitext.source, &bitext.target);
    counts.source_sentences += source.sentences.len() as u64;
    counts.target_sentences += target.sentences.len() as u64;
    let mut out = Vec::with_capacity(bitext.alignment.beads.len());
    let mut aligned = 0;
    for (i, bead) in bitext.alignment.beads.iter().enumerate() {
        let shape = format!("{}-{}", bead.source.len(), bead.target.len());
        increment(&mut counts.beads, &shape);
        if bead.is_unaligned() {
            continue;
        }
        aligned += 1;
        let is_third = |passages: &[Passage], range: &Range<usize>| {
            let next = passages.partition_point(|p| p.sentences.end <= range.start);
            passages.get(next).is_some_and(|p| p.sentences.start < range.end)
        };
        if is_third(&third[0], &bead.source) || is_third(&third[1], &bead.target) {
            continue;
        }
        let line = |side: &ReportSide, range: &Range<usize>| {
            side.span(range).map(|s| one_line(s.of(&side.document.text)).into_owned()).unwrap_or_default()
        };
        let mut extra = Map::new();
        extra.insert(keys::SCORE.to_owned(), rounded(bead.score));
        if bead.is_doubtful() {
            extra.insert(DOUBTFUL.to_owned(), true.into());
        }
        if let Some(&fidelity) = fidelity.and_then(|f| f.get(i)) {
            extra.insert(FIDELITY.to_owned(), rounded(fidelity));
        }
        extra.insert(keys::BEAD.to_owned(), shape.into());
        extra.insert(keys::SOURCE_DOC.to_owned(), documents.source.clone().into());
        extra.insert(keys::TARGET_DOC.to_owned(), documents.target.clone().into());
        let langs = (source.document.lang, target.document.lang);
        out.push(StoredPair { source: line(source, &bead.source), target: line(target, &bead.target), langs, extra });
    }
    counts.aligned += aligned;
    out
}
