//! The whole program, from two inputs to a report: [`check`] reads from top to bottom. The stages are
//! the folders beside this file: `inputs`, `alignment`, `pairs`; then the rules of `calque-diff`.

use crate::alignment::beads::align;
use crate::alignment::constraints::AlignmentConstraints;
use crate::alignment::keyed;
use crate::alignment::unaligned;
use crate::error::Error;
use crate::inputs::languages;
use crate::inputs::models::{self, LinksFor};
use crate::inputs::normalized::NormalizedText;
use crate::inputs::read::{SegmentUnit, options, read, segmented, warnings_of};
use crate::pairs::related::require_related;
use crate::pairs::words::{Pair, pair_beads, views};
use crate::repeats::merge_repeats;
use crate::settings::Settings;
use calque_aligner::{Alignment, encoder_knows};
use calque_diff::{
    DocumentView, PairReport, PairView, Place, RuleSettings, check_document, check_pair, rules_left_out,
};
use calque_encoder::Encoder;
use calque_formats::{Input, InputDocument, ReadOptions, document_from_bytes};
use calque_model::Model;
use calque_report::{PlacedFinding, Report, ReportSide};
use calque_text::{Block, Document, Lang, Origin, Sentence};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::HashMap;

/// Number of beads that [`Bitext::seems_related`] looks at.
const SAMPLED_BEADS: usize = 64;

/// Checks a translation against its original.
pub fn check(source: &Input, target: &Input, settings: &Settings) -> Result<Report, Error> {
    let unit = SegmentUnit::Sentences;
    let (source, target) = rayon::join(|| read(source, unit, settings), || read(target, unit, settings));
    check_documents(source?, target?, settings)
}

/// As [`check`], for documents that were read already, with the options of [`crate::read_options`].
pub fn check_documents(source: InputDocument, target: InputDocument, settings: &Settings) -> Result<Report, Error> {
    let bitext = align_to_check(source, target, settings)?;
    let model = models::required(settings, bitext.source.document.lang, bitext.target.document.lang)?;
    let encoder = for_document(settings, &bitext.alignment);
    let pairs = pair(&bitext.source, &bitext.target, &bitext.alignment, Some(model), encoder);
    if settings.align.refuse_unrelated {
        require_related(&bitext.source, &bitext.target, &bitext.alignment, &pairs, Some(model))?;
    }
    Ok(checked(bitext, &pairs, Some(model), settings))
}

/// Two documents as [`check_documents`] aligns them before it checks: segments that nothing explains are released
/// from their beads.
pub(crate) fn align_to_check(
    source: InputDocument,
    target: InputDocument,
    settings: &Settings,
) -> Result<Bitext, Error> {
    let unit = SegmentUnit::Sentences;
    let mut found = align_documents(source, target, unit, &AlignmentConstraints::default(), settings)?;
    let model = models::required(settings, found.source.document.lang, found.target.document.lang)?;
    let alignment = unaligned::released(&found.alignment, &found.source, &found.target, model);
    found.alignment = unaligned::joined(alignment, &found.source, &found.target);
    Ok(found)
}

/// Checks texts whose beads are known, such as those that somebody has mended: [`check`] from there on. Languages
/// without a model are checked by the rules that need none.
pub fn check_aligned(bitext: Bitext, settings: &Settings) -> Result<Report, Error> {
    let model = models::for_pair(settings, bitext.source.document.lang, bitext.target.document.lang)?;
    let pairs =
        pair(&bitext.source, &bitext.target, &bitext.alignment, model, for_document(settings, &bitext.alignment));
    Ok(checked(bitext, &pairs, model, settings))
}

/// The report on texts whose pairs are known.
fn checked(bitext: Bitext, pairs: &[Pair], model: Option<&Model>, settings: &Settings) -> Report {
    let reports = pair_reports(&bitext.source, &bitext.target, pairs, model, &settings.rule_settings());
    let mut report = bare_report(bitext);
    finish(&mut report, pairs, reports, model, settings);
    report
}

/// A report on texts before they are checked.
pub(crate) fn bare_report(bitext: Bitext) -> Report {
    let Bitext { source, target, alignment, warnings } = bitext;
    Report {
        source,
        target,
        alignment,
        findings: Vec::new(),
        suppressed: Vec::new(),
        comments: Vec::new(),
        fidelity: Vec::new(),
        warnings,
        encoder: false,
        contributors: Vec::new(),
        rules_left_out: Vec::new(),
        rules: calque_diff::catalogue(),
    }
}

/// Aligns two texts that are segmented already, such as a stretch of a longer one, as [`check`] aligns them.
pub fn align_sides(source: &ReportSide, target: &ReportSide, settings: &Settings) -> Result<Alignment, Error> {
    let model = models::for_pair(settings, source.document.lang, target.document.lang)?;
    let alignment = align(source, target, &AlignmentConstraints::default(), settings)?;
    let alignment = match model {
        Some(model) => unaligned::released(&alignment, source, target, model),
        None => alignment,
    };
    Ok(unaligned::joined(alignment, source, target))
}

/// Checks a long record as the two documents that it holds, sentence by sentence: the cost of a pair
/// grows with the square of its length. The fidelity is the mean over the bytes of the target.
pub(crate) fn check_long(source: (&str, Lang), target: (&str, Lang), settings: &Settings) -> Result<PairReport, Error> {
    let side = |(text, lang): (&str, Lang)| {
        let document = Document::from_lines(text, lang);
        let sentences = calque_text::segment(&document);
        ReportSide { name: String::new(), document, sentences, origin: Origin::default() }
    };
    let (source, target) = (side(source), side(target));
    let model = models::required(settings, source.document.lang, target.document.lang)?;
    let alignment = align(&source, &target, &AlignmentConstraints::default(), settings)?;
    let alignment = unaligned::released(&alignment, &source, &target, model);
    let alignment = unaligned::joined(alignment, &source, &target);
    let pairs = pair(&source, &target, &alignment, Some(model), models::encoder(settings, LinksFor::Records));
    let Report { target, alignment, findings, fidelity, .. } =
        checked(Bitext { source, target, alignment, warnings: Vec::new() }, &pairs, Some(model), settings);
    let bytes = |b: &calque_aligner::Bead| target.span(&b.target).map_or(0, |s| s.len()) as f32;
    let (mut all, mut faithful) = (0.0, 0.0);
    for (bead, share) in alignment.beads.iter().zip(fidelity) {
        all += bytes(bead);
        faithful += bytes(bead) * share;
    }
    let findings = findings.into_iter().map(|f| f.finding).collect();
    Ok(PairReport { findings, score: if all > 0.0 { faithful / all } else { 0.0 } })
}

/// Two texts, segmented and aligned.
#[derive(Clone, Debug)]
pub struct Bitext {
    /// The original.
    pub source: ReportSide,
    /// The translation.
    pub target: ReportSide,
    /// Their alignment.
    pub alignment: Alignment,
    /// Warnings of reading the inputs.
    pub warnings: Vec<String>,
}

impl Bitext {
    /// The fidelity of each bead, in [0, 1], from the check of its pair; 0 for unaligned segments.
    /// Refuses texts that do not seem to be translations of each other, unless the settings allow them.
    pub fn fidelity(&self, settings: &Settings) -> Result<Vec<f32>, Error> {
        let model = models::for_pair(settings, self.source.document.lang, self.target.document.lang)?;
        let pairs = pair(&self.source, &self.target, &self.alignment, model, for_document(settings, &self.alignment));
        if settings.align.refuse_unrelated {
            require_related(&self.source, &self.target, &self.alignment, &pairs, model)?;
        }
        let (rules, mut fidelity) = (settings.rule_settings(), vec![0.0; self.alignment.beads.len()]);
        for (pair, view) in pairs.iter().zip(views(&self.source, &self.target, &pairs, model)) {
            fidelity[pair.bead] = report(pair, &view, &rules).score;
        }
        Ok(fidelity)
    }

    /// Whether the texts seem to be translations of each other: from a sample of the beads, and where that denies it,
    /// as [`check`] finds it, so that both accept the same texts.
    pub fn seems_related(&self, settings: &Settings) -> Result<bool, Error> {
        let model = models::for_pair(settings, self.source.document.lang, self.target.document.lang)?;
        if related_by_sample(self, SAMPLED_BEADS, model).is_ok() {
            return Ok(true);
        }
        let (source, target) = (&self.source, &self.target);
        let released = model.map(|model| unaligned::released(&self.alignment, source, target, model));
        let alignment = unaligned::joined(released.unwrap_or_else(|| self.alignment.clone()), source, target);
        let pairs = pair(source, target, &alignment, model, for_document(settings, &alignment));
        Ok(require_related(source, target, &alignment, &pairs, model).is_ok())
    }
}

/// Reads, segments and aligns two texts.
pub fn bitext(source: &Input, target: &Input, unit: SegmentUnit, settings: &Settings) -> Result<Bitext, Error> {
    bitext_with(source, target, unit, &AlignmentConstraints::default(), settings)
}

/// As [`bitext`], with constraints on the alignment.
pub fn bitext_with(
    source: &Input,
    target: &Input,
    unit: SegmentUnit,
    constraints: &AlignmentConstraints,
    settings: &Settings,
) -> Result<Bitext, Error> {
    let (source, target) = rayon::join(|| read(source, unit, settings), || read(target, unit, settings));
    align_documents(source?, target?, unit, constraints, settings)
}

/// Segments and aligns two texts in memory. Names are for messages; their extensions give the formats.
pub fn bitext_of_texts(source: (&str, &str), target: (&str, &str), settings: &Settings) -> Result<Bitext, Error> {
    let read = |(name, text): (&str, &str)| document_from_bytes(name, text.as_bytes(), &options(settings));
    align_documents(read(source)?, read(target)?, SegmentUnit::Sentences, &AlignmentConstraints::default(), settings)
}

/// Segments and aligns two documents that were read already, with the options of [`crate::read_options`].
pub fn bitext_of_documents(source: InputDocument, target: InputDocument, settings: &Settings) -> Result<Bitext, Error> {
    align_documents(source, target, SegmentUnit::Sentences, &AlignmentConstraints::default(), settings)
}

/// As [`bitext_with`], for documents that were read already in the same unit.
pub fn align_documents(
    mut source: InputDocument,
    mut target: InputDocument,
    unit: SegmentUnit,
    constraints: &AlignmentConstraints,
    settings: &Settings,
) -> Result<Bitext, Error> {
    languages::resolve_both(&mut source, &mut target, (settings.source_lang, settings.target_lang))?;
    keyed::arrange(&mut source, &mut target);
    let warnings = [&source, &target].iter().flat_map(|r| warnings_of(r)).collect();
    let (source, target) = rayon::join(|| segmented(source, unit), || segmented(target, unit));
    let alignment = align(&source, &target, constraints, settings)?;
    Ok(Bitext { source, target, alignment, warnings })
}

/// Reads and segments one text. The document is not normalised; its sentences are those of the
/// normalised text, mapped back.
pub fn segment(input: &Input, settings: &Settings) -> Result<(ReportSide, Vec<String>), Error> {
    let options = ReadOptions { normalize: false, ..options(settings) };
    Ok(segment_original(calque_formats::read(input, &options)?, settings))
}

/// As [`segment`], for a text in memory.
pub fn segment_text(name: &str, text: &str, settings: &Settings) -> Result<(ReportSide, Vec<String>), Error> {
    let options = ReadOptions { normalize: false, ..options(settings) };
    Ok(segment_original(calque_formats::document_from_bytes(name, text.as_bytes(), &options)?, settings))
}

fn segment_original(mut reading: InputDocument, settings: &Settings) -> (ReportSide, Vec<String>) {
    languages::resolve_one(&mut reading, settings.source_lang);
    let warnings = warnings_of(&reading);
    let document = reading.document;
    let normalized = NormalizedText::new(&document.text);
    let sentences = if matches!(normalized.text, Cow::Borrowed(_)) {
        calque_text::segment(&document)
    } else {
        let blocks = document.blocks.iter().map(|b| Block { span: normalized.to_normalized(b.span), ..*b }).collect();
        let normal = Document { lang: document.lang, text: normalized.text.to_string(), blocks };
        let to_original = |s: &Sentence| Sentence { span: normalized.to_original(s.span), block: s.block };
        calque_text::segment(&normal).iter().map(to_original).collect()
    };
    drop(normalized);
    (ReportSide { name: reading.name, document, sentences, origin: reading.origin }, warnings)
}

/// An error if a sample of the beads says that the texts are no translations of each other.
pub(crate) fn related_by_sample(bitext: &Bitext, beads: usize, model: Option<&Model>) -> Result<(), Error> {
    let Bitext { source, target, alignment, .. } = bitext;
    let step = alignment.beads.len().div_ceil(beads).max(1);
    let pairs = pair_beads((0..alignment.beads.len()).step_by(step), source, target, alignment, model, None);
    require_related(source, target, alignment, &pairs, model)
}

/// The encoder, where it reads a document with this alignment.
fn for_document(settings: &Settings, alignment: &Alignment) -> Option<&'static Encoder> {
    models::encoder(settings, LinksFor::Document(alignment.beads.len()))
}

/// Beads to pairs with word links.
fn pair(
    source: &ReportSide,
    target: &ReportSide,
    alignment: &Alignment,
    model: Option<&Model>,
    encoder: Option<&Encoder>,
) -> Vec<Pair> {
    pair_beads(0..alignment.beads.len(), source, target, alignment, model, encoder)
}

/// What the rules for pairs say of each pair.
pub(crate) fn pair_reports(
    source: &ReportSide,
    target: &ReportSide,
    pairs: &[Pair],
    model: Option<&Model>,
    rules: &RuleSettings,
) -> Vec<PairReport> {
    let views = views(source, target, pairs, model);
    pairs.par_iter().zip(&views).map(|(p, v)| report(p, v, rules)).collect()
}

/// Writes into a report what was found in its pairs and what only the whole document shows, and the fidelity of
/// each bead.
pub(crate) fn finish(
    report: &mut Report,
    pairs: &[Pair],
    reports: Vec<PairReport>,
    model: Option<&Model>,
    settings: &Settings,
) {
    let langs = (report.source.document.lang, report.target.document.lang);
    report.encoder = for_document(settings, &report.alignment).is_some() && encoder_knows(langs.0, langs.1);
    report.rules_left_out = rules_left_out(langs.0, langs.1, &settings.rule_settings());
    let Report { source, target, alignment, .. } = &*report;
    let mut fidelity: Vec<f32> = vec![0.0; alignment.beads.len()];
    let mut findings = Vec::new();
    for (pair, report) in pairs.iter().zip(reports) {
        fidelity[pair.bead] = report.score;
        findings.extend(report.findings.into_iter().map(|finding| PlacedFinding { bead: Some(pair.bead), finding }));
    }
    let views = views(source, target, pairs, model);
    let (short, views): (Vec<&Pair>, Vec<PairView<'_>>) =
        pairs.iter().zip(views).filter(|(pair, _)| !pair.is_too_long()).unzip();
    let lone = unaligned::unaligned(source, target, alignment, &short);
    let lone_views = unaligned::views(source, target, &lone);
    let rules = settings.rule_settings();
    for found in check_document(&DocumentView { pairs: &views, unaligned: &lone_views }, &rules) {
        let bead = match found.place {
            Place::Pair(i) => short.get(i).map(|p| p.bead),
            Place::Unaligned(i) => lone.get(i).map(|u| u.bead),
        };
        findings.push(PlacedFinding { bead, finding: found.finding });
    }
    findings.sort_by_key(|f| (f.bead, f.finding.target.map(|s| s.start), f.finding.source.map(|s| s.start)));
    merge_repeats(&mut findings, &source.document.text, &target.document.text);
    number_repeated_ids(&mut findings);
    let long = pairs.iter().filter(|p| p.is_too_long());
    let warnings: Vec<String> = long.map(|p| format!("pair {} is too long to be checked", p.bead + 1)).collect();
    report.warnings.extend(warnings);
    (report.findings, report.fidelity) = (findings, fidelity);
    report.sort_by_weight();
}

/// Ids are hashes of words, so the findings of a repeated segment have equal ids: the second and later ones
/// are numbered, so that each can be dismissed on its own.
fn number_repeated_ids(findings: &mut [PlacedFinding]) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for PlacedFinding { finding, .. } in findings {
        let count = counts.entry(finding.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            finding.id = format!("{}-{count}", finding.id);
        }
    }
}

/// The findings and the score of one pair; nothing for a pair that is too long.
fn report(pair: &Pair, view: &PairView<'_>, rules: &RuleSettings) -> PairReport {
    if pair.is_too_long() { PairReport { findings: Vec::new(), score: 0.0 } } else { check_pair(view, rules) }
}
