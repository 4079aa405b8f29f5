//! What Calque does, from two inputs to a report. [`check`] reads from top to
//! bottom; each of its steps is a function below it, in the same order.

use crate::beads::align;
use crate::related::related;
use crate::written::Written;
use crate::{Error, Given, Settings, languages, models};
use calque_aligner::{Alignment, WordAlignment};
use calque_diff::{PairReport, PairView, RuleSettings, SideView, check_document, check_pair};
use calque_formats::{Input, InputDocument, ReadOptions, document_from_bytes};
use calque_model::Model;
use calque_report::{PlacedFinding, Report, ReportSide};
use calque_text::{Block, Document, Lang, Sentence, Span, Token, tokenize};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::HashMap;

/// Checks a translation against its original.
pub fn check(source: &Input, target: &Input, settings: &Settings) -> Result<Report, Error> {
    let Bitext { source, target, alignment, mut warnings } = bitext(source, target, Cut::Sentences, settings)?;
    let model = Some(models::required(settings, source.document.lang, target.document.lang)?);
    let pairs = pair(&source, &target, &alignment, model);
    if settings.align.refuse_unrelated {
        related(&source, &target, &alignment, &pairs, model)?;
    }
    warnings.extend(
        pairs.iter().filter(|p| p.is_too_long()).map(|p| format!("pair {} is too long to be checked", p.bead + 1)),
    );
    let (findings, fidelity) = find(&source, &target, &alignment, &pairs, model, settings);
    Ok(Report {
        source,
        target,
        alignment,
        findings,
        suppressed: Vec::new(),
        fidelity,
        warnings,
        rules: calque_diff::catalogue(),
    })
}

/// Two texts, cut into segments and paired.
#[derive(Clone, Debug)]
pub struct Bitext {
    /// The original.
    pub source: ReportSide,
    /// The translation.
    pub target: ReportSide,
    /// How they pair.
    pub alignment: Alignment,
    /// What reading the inputs gave to say.
    pub warnings: Vec<String>,
}

impl Bitext {
    /// How faithful each bead is, in [0, 1], as a check of its pair says; 0 where one side lacks.
    /// Refuses texts that do not seem to be translations of each other, unless the settings allow them.
    pub fn fidelity(&self, settings: &Settings) -> Result<Vec<f32>, Error> {
        let model = models::for_pair(settings, self.source.document.lang, self.target.document.lang)?;
        let pairs = pair(&self.source, &self.target, &self.alignment, model);
        if settings.align.refuse_unrelated {
            related(&self.source, &self.target, &self.alignment, &pairs, model)?;
        }
        let (rules, mut fidelity) = (settings.rule_settings(), vec![0.0; self.alignment.beads.len()]);
        for (pair, view) in pairs.iter().zip(views(&self.source, &self.target, &pairs, model)) {
            fidelity[pair.bead] = report(pair, &view, &rules).score;
        }
        Ok(fidelity)
    }
}

/// What a segment is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cut {
    /// A sentence, heading, item or caption, found by Calque.
    #[default]
    Sentences,
    /// A line: the text is cut already.
    Lines,
}

/// Reads, cuts and pairs two texts.
pub fn bitext(source: &Input, target: &Input, cut: Cut, settings: &Settings) -> Result<Bitext, Error> {
    bitext_given(source, target, cut, &Given::default(), settings)
}

/// As [`bitext`], with what is known of the alignment beforehand.
pub fn bitext_given(
    source: &Input,
    target: &Input,
    cut: Cut,
    given: &Given,
    settings: &Settings,
) -> Result<Bitext, Error> {
    let (source, target) = rayon::join(|| read(source, cut, settings), || read(target, cut, settings));
    paired(source?, target?, cut, given, settings)
}

/// Cuts and pairs two texts that are in memory; the names are for messages, and their endings for formats.
pub fn bitext_of_texts(source: (&str, &str), target: (&str, &str), settings: &Settings) -> Result<Bitext, Error> {
    let read = |(name, text): (&str, &str)| document_from_bytes(name, text.as_bytes(), &options(settings));
    paired(read(source)?, read(target)?, Cut::Sentences, &Given::default(), settings)
}

fn paired(
    mut source: InputDocument,
    mut target: InputDocument,
    cut: Cut,
    given: &Given,
    settings: &Settings,
) -> Result<Bitext, Error> {
    languages::settle(&mut source, &mut target, (settings.source_lang, settings.target_lang))?;
    let warnings = [&source, &target].iter().flat_map(|r| warnings_of(r)).collect();
    let (source, target) = rayon::join(|| side(source, cut), || side(target, cut));
    let alignment = align(&source, &target, given, settings)?;
    Ok(Bitext { source, target, alignment, warnings })
}

/// Reads and cuts one text. The words come out as they were written: the document is not
/// normalised, though the sentences are found as if it were.
pub fn segment(input: &Input, settings: &Settings) -> Result<(ReportSide, Vec<String>), Error> {
    let options = ReadOptions { normalize: false, ..options(settings) };
    Ok(cut(calque_formats::read(input, &options)?, settings))
}

/// Cuts a text that is in memory, as [`segment`] cuts a file of it.
pub fn segment_text(name: &str, text: &str, settings: &Settings) -> Result<(ReportSide, Vec<String>), Error> {
    let options = ReadOptions { normalize: false, ..options(settings) };
    Ok(cut(calque_formats::document_from_bytes(name, text.as_bytes(), &options)?, settings))
}

fn cut(mut reading: InputDocument, settings: &Settings) -> (ReportSide, Vec<String>) {
    languages::of_one(&mut reading, settings.source_lang);
    let warnings = warnings_of(&reading);
    let document = reading.document;
    let written = Written::new(&document.text);
    let sentences = if matches!(written.text, Cow::Borrowed(_)) {
        calque_text::segment(&document)
    } else {
        let blocks = document.blocks.iter().map(|b| Block { span: written.forth(b.span), ..*b }).collect();
        let normal = Document { lang: document.lang, text: written.text.to_string(), blocks };
        let back = |s: &Sentence| Sentence { span: written.back(s.span), block: s.block };
        calque_text::segment(&normal).iter().map(back).collect()
    };
    drop(written);
    (ReportSide { name: reading.name, document, sentences, origin: reading.origin }, warnings)
}

/// Bytes to a document.
pub(crate) fn read(input: &Input, cut: Cut, settings: &Settings) -> Result<InputDocument, Error> {
    let options = options(settings);
    Ok(match cut {
        Cut::Sentences => calque_formats::read(input, &options)?,
        Cut::Lines => calque_formats::read_lines(input, &options)?,
    })
}

pub(crate) fn options(settings: &Settings) -> ReadOptions {
    ReadOptions {
        format: settings.read.format,
        encoding: settings.read.encoding.clone(),
        charset: None,
        max_bytes: settings.read.max_size,
        normalize: true,
    }
}

pub(crate) fn warnings_of(reading: &InputDocument) -> Vec<String> {
    reading.warnings.iter().map(|w| format!("{}: {w}", reading.name)).collect()
}

/// A document to segments.
pub(crate) fn side(reading: InputDocument, cut: Cut) -> ReportSide {
    let document = reading.document;
    let sentences = match cut {
        Cut::Sentences => calque_text::segment(&document),
        Cut::Lines => {
            let line = |(i, b): (usize, &calque_text::Block)| calque_text::Sentence { span: b.span, block: i as u32 };
            document.blocks.iter().enumerate().map(line).collect()
        }
    };
    ReportSide { name: reading.name, document, sentences, origin: reading.origin }
}

/// A bead with both sides, as words: where it stands, its tokens, and their links.
pub(crate) struct Pair {
    pub(crate) bead: usize,
    pub(crate) source: (Span, Vec<Token>),
    pub(crate) target: (Span, Vec<Token>),
    pub(crate) words: WordAlignment,
}

/// Tokens on one side beyond which a pair is no sentence, nor a paragraph, and comparing every
/// word with every other would take minutes.
pub(crate) const MAX_TOKENS: usize = 8000;

impl Pair {
    pub(crate) fn is_too_long(&self) -> bool {
        self.source.1.len().max(self.target.1.len()) > MAX_TOKENS
    }
}

/// Beads to pairs with word links.
fn pair(source: &ReportSide, target: &ReportSide, alignment: &Alignment, model: Option<&Model>) -> Vec<Pair> {
    pair_every(1, source, target, alignment, model)
}

/// Every `step`th bead to a pair with word links.
pub(crate) fn pair_every(
    step: usize,
    source: &ReportSide,
    target: &ReportSide,
    alignment: &Alignment,
    model: Option<&Model>,
) -> Vec<Pair> {
    let spans: Vec<_> = alignment
        .beads
        .iter()
        .enumerate()
        .step_by(step)
        .filter_map(|(i, bead)| Some((i, source.span(&bead.source)?, target.span(&bead.target)?)))
        .collect();
    let link = |&(bead, s, t): &(usize, Span, Span)| {
        let source_tokens = tokens(&source.document.text, s, source.document.lang);
        let target_tokens = tokens(&target.document.text, t, target.document.lang);
        let words = words(
            model,
            (&source.document.text, source.document.lang, &source_tokens),
            (&target.document.text, target.document.lang, &target_tokens),
        );
        Pair { bead, source: (s, source_tokens), target: (t, target_tokens), words }
    };
    spans.par_iter().map(link).collect()
}

/// The tokens of one span of a text, their spans into the whole text.
pub(crate) fn tokens(text: &str, span: Span, lang: Lang) -> Vec<Token> {
    let mut tokens = tokenize(span.of(text), lang);
    for token in &mut tokens {
        token.span = token.span.shifted(span.start);
    }
    tokens
}

/// Word links; none without a model.
pub(crate) fn words(
    model: Option<&Model>,
    source: (&str, Lang, &[Token]),
    target: (&str, Lang, &[Token]),
) -> WordAlignment {
    match model {
        Some(model) => calque_aligner::align_words(model, source, target),
        None => WordAlignment {
            source_support: vec![0.0; source.2.len()],
            target_support: vec![0.0; target.2.len()],
            ..WordAlignment::default()
        },
    }
}

/// Pairs and the document to findings, in the order of the text, and the fidelity of each bead.
fn find(
    source: &ReportSide,
    target: &ReportSide,
    alignment: &Alignment,
    pairs: &[Pair],
    model: Option<&Model>,
    settings: &Settings,
) -> (Vec<PlacedFinding>, Vec<f32>) {
    let (rules, views) = (settings.rule_settings(), views(source, target, pairs, model));
    let reports: Vec<PairReport> = pairs.par_iter().zip(&views).map(|(p, v)| report(p, v, &rules)).collect();
    let mut fidelity: Vec<f32> = vec![0.0; alignment.beads.len()];
    let mut findings = Vec::new();
    for (pair, report) in pairs.iter().zip(reports) {
        fidelity[pair.bead] = report.score;
        findings.extend(report.findings.into_iter().map(|finding| PlacedFinding { bead: Some(pair.bead), finding }));
    }
    let (short, views): (Vec<&Pair>, Vec<PairView<'_>>) =
        pairs.iter().zip(views).filter(|(pair, _)| !pair.is_too_long()).unzip();
    for found in check_document(&views, &rules) {
        findings.push(PlacedFinding { bead: short.get(found.pair).map(|p| p.bead), finding: found.finding });
    }
    findings.sort_by_key(|f| (f.bead, f.finding.target.map(|s| s.start), f.finding.source.map(|s| s.start)));
    tell_apart(&mut findings);
    (findings, fidelity)
}

/// A segment that returns word for word brings its findings with it, and ids are hashes of words:
/// the second and later ones are numbered, so that each can be dismissed alone.
fn tell_apart(findings: &mut [PlacedFinding]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for PlacedFinding { finding, .. } in findings {
        let count = seen.entry(finding.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            finding.id = format!("{}-{count}", finding.id);
        }
    }
}

/// Pairs as the rules see them.
fn views<'a>(
    source: &'a ReportSide,
    target: &'a ReportSide,
    pairs: &'a [Pair],
    model: Option<&'a Model>,
) -> Vec<PairView<'a>> {
    fn view<'a>(side: &'a ReportSide, place: &'a (Span, Vec<Token>)) -> SideView<'a> {
        SideView { text: &side.document.text, span: place.0, lang: side.document.lang, tokens: &place.1 }
    }
    let of = |p: &'a Pair| PairView {
        source: view(source, &p.source),
        target: view(target, &p.target),
        words: &p.words,
        model,
    };
    pairs.iter().map(of).collect()
}

/// What the rules say of one pair.
fn report(pair: &Pair, view: &PairView<'_>, rules: &RuleSettings) -> PairReport {
    if pair.is_too_long() { PairReport { findings: Vec::new(), score: 0.0 } } else { check_pair(view, rules) }
}
