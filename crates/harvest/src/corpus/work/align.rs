//! From a pair of documents to pairs of sentences, aligned and scored.
//!
//! What is wrong with the documents is returned as an [`ErrorEntry`]. So is a panic: one
//! document in a million must not end the run.

use crate::corpus::counts::{CorpusCounts, increment};
use crate::corpus::error_entry::{ErrorEntry, Step};
use crate::corpus::part::{Boilerplate, DocumentResult, StoredPair};
use crate::corpus::plan::DocumentPair;
use crate::corpus::settings::BuildSettings;
use crate::corpus::work::budget::Budget;
use crate::score::rounded;
use calque::{Bitext, Error, Input, ReportSide, SegmentUnit, Settings, bitext};
use calque_formats::pairs::keys;
use calque_formats::write::one_line;
use calque_text::LeftOut;
use serde_json::Map;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The field of a record with the fidelity of the pair by the drift rules, in [0, 1].
pub const FIDELITY: &str = "fidelity";

/// Two documents that were located: their bytes, hashes and memory.
#[derive(Clone, Debug)]
pub(crate) struct LocatedPair {
    pub(crate) inputs: (Input, Input),
    /// Bytes of memory that they take together.
    pub(crate) need: u64,
    /// Of their content.
    pub(crate) hashes: (String, String),
}

/// Aligns two documents; waits for their memory first.
pub(crate) fn align(
    located: &LocatedPair,
    settings: &BuildSettings,
    budget: &Budget,
    counts: &mut CorpusCounts,
) -> Result<(Vec<StoredPair>, DocumentResult), ErrorEntry> {
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
) -> Result<(Vec<StoredPair>, DocumentResult), ErrorEntry> {
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
            let pairs = pairs(documents, &bitext, fidelity.as_deref(), counts);
            let result = document_result(documents, &bitext, pairs.len(), counts);
            Ok((pairs, result))
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

/// The result of two documents that were aligned.
fn document_result(
    documents: &DocumentPair,
    bitext: &Bitext,
    aligned: usize,
    counts: &mut CorpusCounts,
) -> DocumentResult {
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
        aligned: aligned as u64,
        source_boilerplate: source,
        target_boilerplate: target,
    }
}

/// The beads with both sides, as pairs.
fn pairs(
    documents: &DocumentPair,
    bitext: &Bitext,
    fidelity: Option<&[f32]>,
    counts: &mut CorpusCounts,
) -> Vec<StoredPair> {
    let (source, target) = (&bitext.source, &bitext.target);
    counts.source_sentences += source.sentences.len() as u64;
    counts.target_sentences += target.sentences.len() as u64;
    let mut out = Vec::with_capacity(bitext.alignment.beads.len());
    for (i, bead) in bitext.alignment.beads.iter().enumerate() {
        let shape = format!("{}-{}", bead.source.len(), bead.target.len());
        increment(&mut counts.beads, &shape);
        if bead.is_unaligned() {
            continue;
        }
        let line = |side: &ReportSide, range: &Range<usize>| {
            side.span(range).map(|s| one_line(s.of(&side.document.text)).into_owned()).unwrap_or_default()
        };
        let mut extra = Map::new();
        extra.insert(keys::SCORE.to_owned(), rounded(bead.score));
        if let Some(&fidelity) = fidelity.and_then(|f| f.get(i)) {
            extra.insert(FIDELITY.to_owned(), rounded(fidelity));
        }
        extra.insert(keys::BEAD.to_owned(), shape.into());
        extra.insert(keys::SOURCE_DOC.to_owned(), documents.source.clone().into());
        extra.insert(keys::TARGET_DOC.to_owned(), documents.target.clone().into());
        let langs = (source.document.lang, target.document.lang);
        out.push(StoredPair { source: line(source, &bead.source), target: line(target, &bead.target), langs, extra });
    }
    counts.aligned += out.len() as u64;
    out
}
