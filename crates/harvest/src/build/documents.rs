//! A pair of documents to pairs of sentences, aligned and scored.
//!
//! Whatever is wrong with the documents comes back as a [`Fault`]; a panic too,
//! for one document in a million must not end the run.

use super::budget::Budget;
use super::counts::one_more;
use super::fault::{Fault, Step};
use super::part::{Boilerplate, Gave, Pair};
use super::plan::Planned;
use super::{BuildSettings, Counts};
use calque::{Bitext, Cut, Error, Input, ReportSide, Settings, bitext};
use calque_formats::pairs::keys;
use calque_formats::write::one_line;
use calque_text::LeftOut;
use serde_json::{Map, Value};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The name in a record of how faithful a pair is.
pub const FIDELITY: &str = "fidelity";

/// Two documents that were looked at: where their bytes lie, and what is in them.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) inputs: (Input, Input),
    /// The memory that they take.
    pub(super) need: u64,
    /// Of both.
    pub(super) hashes: (String, String),
}

/// Aligns two documents that lie somewhere.
pub(super) fn align(
    found: &Found,
    settings: &BuildSettings,
    budget: &Budget,
    counts: &mut Counts,
) -> Result<(Vec<Pair>, Gave), Fault> {
    let _share = budget.take(found.need);
    // As they are called in public: without the password of a URL.
    let planned = Planned { source: found.inputs.0.name(), target: found.inputs.1.name() };
    let read = || bitext(&found.inputs.0, &found.inputs.1, Cut::Sentences, &settings.calque);
    scored(&planned, settings.fidelity, &settings.calque, counts, read)
}

/// Pairs of sentences from a bitext that is yet to be made.
pub(super) fn scored(
    planned: &Planned,
    fidelity: bool,
    settings: &Settings,
    counts: &mut Counts,
    make: impl FnOnce() -> Result<Bitext, Error>,
) -> Result<(Vec<Pair>, Gave), Fault> {
    let work = || {
        let bitext = make()?;
        let fidelity = fidelity.then(|| bitext.fidelity(settings)).transpose()?;
        if fidelity.is_none() && settings.align.refuse_unrelated && !bitext.seems_related(settings)? {
            return Err(Error::Unrelated { source: planned.source.clone(), target: planned.target.clone() });
        }
        Ok((bitext, fidelity))
    };
    // What `work` has touched is dropped, so it cannot be seen half changed.
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok((bitext, fidelity))) => {
            let pairs = pairs(planned, &bitext, fidelity.as_deref(), counts);
            let said = said(planned, &bitext, pairs.len(), counts);
            Ok((pairs, said))
        }
        Ok(Err(e)) => Err(Fault::of(&e, &planned.source, &planned.target)),
        Err(_) => Err(Fault {
            file: format!("{} + {}", planned.source, planned.target),
            line: None,
            step: Step::Align,
            why: "made Calque fail: this is a bug".into(),
            remedy: "please report it with both documents".into(),
        }),
    }
}

/// What there is to say of two documents that were aligned.
fn said(planned: &Planned, bitext: &Bitext, aligned: usize, counts: &mut Counts) -> Gave {
    let left_out = |side: &ReportSide| {
        let LeftOut { blocks, characters } = side.origin.left_out;
        Boilerplate { blocks, characters }
    };
    let (source, target) = (left_out(&bitext.source), left_out(&bitext.target));
    counts.boilerplate_blocks += (source.blocks + target.blocks) as u64;
    counts.boilerplate_characters += (source.characters + target.characters) as u64;
    Gave {
        source: planned.source.clone(),
        target: planned.target.clone(),
        source_sentences: bitext.source.sentences.len() as u64,
        target_sentences: bitext.target.sentences.len() as u64,
        aligned: aligned as u64,
        source_boilerplate: source,
        target_boilerplate: target,
    }
}

/// The beads with both sides, as records.
fn pairs(planned: &Planned, bitext: &Bitext, fidelity: Option<&[f32]>, counts: &mut Counts) -> Vec<Pair> {
    let (source, target) = (&bitext.source, &bitext.target);
    counts.source_sentences += source.sentences.len() as u64;
    counts.target_sentences += target.sentences.len() as u64;
    let mut out = Vec::with_capacity(bitext.alignment.beads.len());
    for (i, bead) in bitext.alignment.beads.iter().enumerate() {
        let shape = format!("{}-{}", bead.source.len(), bead.target.len());
        one_more(&mut counts.beads, &shape);
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
        extra.insert(keys::SOURCE_DOC.to_owned(), planned.source.clone().into());
        extra.insert(keys::TARGET_DOC.to_owned(), planned.target.clone().into());
        let langs = (source.document.lang, target.document.lang);
        out.push(Pair { source: line(source, &bead.source), target: line(target, &bead.target), langs, extra });
    }
    counts.aligned += out.len() as u64;
    out
}

/// Four digits say all there is to say.
pub(super) fn rounded(score: f32) -> Value {
    ((f64::from(score) * 1e4).round() / 1e4).into()
}
