//! Pairs the files of two folders: which file translates which.
//!
//! [`calque_aligner::pairing`] scores and assigns; here files are found, read and split
//! by language. The same folder may be given for both sides; a list of files and pages
//! in both languages is paired by [`pair_mixed`].

use super::files::{TextFile, archive, is_archive, read, sentences, walk};
use crate::alignment::sentence_vectors::SentenceVectors;
use crate::error::Error;
use crate::inputs::models;
use crate::settings::{PairBy, Settings};
use calque_aligner::pairing::names::Name;
use calque_aligner::pairing::{DocumentPair, DocumentProfile, NamedDocument, PairingSettings, pair};
use calque_formats::{Input, InputError};
use calque_model::Model;
use calque_text::{Lang, Side};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Paired and unpaired files.
#[derive(Debug, Default)]
pub struct PairedFiles {
    /// The files of the source.
    pub sources: Vec<PathBuf>,
    /// The files of the target.
    pub targets: Vec<PathBuf>,
    /// Pairs, as indices into both lists.
    pub pairs: Vec<DocumentPair>,
    /// Sources without a partner.
    pub lone_sources: Vec<usize>,
    /// Targets without a partner.
    pub lone_targets: Vec<usize>,
    /// Files that could not be read; they are left out.
    pub unread: Vec<InputError>,
    /// Other warnings.
    pub warnings: Vec<String>,
}

/// How files are paired.
#[derive(Clone, Copy, Debug)]
pub struct PairingChoices<'a> {
    /// By names, content, or both.
    pub by: PairBy,
    /// Files that pair with a lower score stay unpaired, in [0, 1].
    pub min_score: f32,
    /// Whoever gives sentences vectors in place of the model.
    pub encoder: Option<&'a dyn SentenceVectors>,
}

/// Pairs the files of two folders. Files that cannot be read are left out with a warning.
pub fn pair_folders(
    source: &Path,
    target: &Path,
    by: PairBy,
    min_score: f32,
    settings: &Settings,
) -> Result<PairedFiles, Error> {
    pair_folders_with(source, target, &PairingChoices { by, min_score, encoder: None }, settings)
}

/// As [`pair_folders`], perhaps with the vectors of somebody else.
pub fn pair_folders_with(
    source: &Path,
    target: &Path,
    choices: &PairingChoices<'_>,
    settings: &Settings,
) -> Result<PairedFiles, Error> {
    let by = choices.by;
    let mut out = PairedFiles::default();
    let model = models::chosen_model(settings)?;
    let how = (model, choices.encoder.is_some());
    let mut find = |folder: &Path, lang: Option<Lang>| -> Result<Vec<TextFile>, Error> {
        if is_archive(folder) {
            let mut files = archive(folder, (lang, by), how, settings, &mut out.unread)?;
            files.sort_by(|a, b| a.name.cmp(&b.name));
            return Ok(files);
        }
        let mut files = Vec::new();
        walk(folder, "", &mut files)?;
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(if by == PairBy::Names { files } else { read(files, lang, how, settings, &mut out.unread) })
    };
    let given = (settings.source_lang, settings.target_lang);
    let same = match (source.canonicalize(), target.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    };
    let sides = if same {
        split_by_language(find(source, None)?, default_languages(settings), &mut out.warnings)
    } else {
        (find(source, given.0)?, find(target, given.1)?)
    };
    pair_sides(&mut out, sides, choices, model, settings)?;
    Ok(out)
}

/// Pairs a mixed list of texts in both languages. Those that cannot be read are left out with a warning.
pub fn pair_mixed(inputs: &[Input], by: PairBy, min_score: f32, settings: &Settings) -> Result<PairedFiles, Error> {
    pair_mixed_with(inputs, &PairingChoices { by, min_score, encoder: None }, settings)
}

/// As [`pair_mixed`], perhaps with the vectors of somebody else.
pub fn pair_mixed_with(
    inputs: &[Input],
    choices: &PairingChoices<'_>,
    settings: &Settings,
) -> Result<PairedFiles, Error> {
    let mut out = PairedFiles::default();
    let model = models::chosen_model(settings)?;
    let file = |input: &Input| {
        let (input, name) = (Some(input.clone()), input.name());
        TextFile::unread(input, PathBuf::from(&name), name)
    };
    let mut files: Vec<TextFile> = inputs.iter().map(file).collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files.dedup_by(|a, b| a.name == b.name);
    if choices.by != PairBy::Names {
        files = read(files, None, (model, choices.encoder.is_some()), settings, &mut out.unread);
    }
    let sides = split_by_language(files, default_languages(settings), &mut out.warnings);
    pair_sides(&mut out, sides, choices, model, settings)?;
    Ok(out)
}

/// The languages of the settings, else English and French: how a mixed list is split.
fn default_languages(settings: &Settings) -> (Lang, Lang) {
    (settings.source_lang.unwrap_or(Lang::EN), settings.target_lang.unwrap_or(Lang::FR))
}

/// Pairs the files of both sides.
fn pair_sides(
    out: &mut PairedFiles,
    (mut sources, mut targets): (Vec<TextFile>, Vec<TextFile>),
    choices: &PairingChoices<'_>,
    model: &Model,
    settings: &Settings,
) -> Result<(), Error> {
    let given = (settings.source_lang, settings.target_lang);
    let langs = (
        given.0.unwrap_or_else(|| majority_language(&sources)),
        given.1.unwrap_or_else(|| majority_language(&targets)),
    );
    // A model that was asked for must know both languages.
    models::for_pair(settings, langs.0, langs.1)?;
    let both = [(Side::Source, &mut sources, langs.0), (Side::Target, &mut targets, langs.1)];
    for (side, files, lang) in both {
        for file in files.iter_mut() {
            if let Some(text) = file.text.take() {
                file.profile = Some(DocumentProfile::new(&text, lang, Some(model)));
                if choices.encoder.is_some() {
                    file.sentences = sentences(&text, lang);
                }
            }
        }
        if let Some(encoder) = choices.encoder {
            encode(encoder, side, files)?;
        }
    }
    let chosen = PairingSettings { names: choices.by != PairBy::Content, min_score: choices.min_score };
    let found = pair(&documents(&sources), &documents(&targets), langs, &chosen);
    out.sources = sources.into_iter().map(|f| f.path).collect();
    out.targets = targets.into_iter().map(|f| f.path).collect();
    (out.pairs, out.lone_sources, out.lone_targets) = (found.pairs, found.sources, found.targets);
    Ok(())
}

/// Gives the files of a side the vectors of their sentences in place of the model's.
fn encode(encoder: &dyn SentenceVectors, side: Side, files: &mut [TextFile]) -> Result<(), Error> {
    let texts: Vec<&str> = files.iter().flat_map(|f| f.sentences.iter().flatten()).map(String::as_str).collect();
    let vectors = encoder.vectors(side, &texts)?;
    let mut rows = vectors.data.chunks(vectors.dim.max(1));
    for file in files {
        let mut stretches = Vec::with_capacity(file.sentences.len());
        for stretch in &file.sentences {
            let mut sum = vec![0.0; vectors.dim];
            for row in rows.by_ref().take(stretch.len()) {
                sum.iter_mut().zip(row).for_each(|(s, x)| *s += x);
            }
            stretches.push(sum);
        }
        file.profile = file.profile.take().map(|profile| profile.with_vectors(stretches));
    }
    Ok(())
}

fn documents(files: &[TextFile]) -> Vec<NamedDocument<'_>> {
    files.iter().map(|f| NamedDocument { name: &f.name, profile: f.profile.as_ref() }).collect()
}

/// The identified language of most files.
fn majority_language(files: &[TextFile]) -> Lang {
    let mut counts: BTreeMap<Lang, usize> = BTreeMap::new();
    for lang in files.iter().map(|f| f.identified).filter(|&lang| lang != Lang::UND) {
        *counts.entry(lang).or_default() += 1;
    }
    // Ties: the first code in the alphabet.
    counts.into_iter().rev().max_by_key(|&(_, n)| n).map_or(Lang::UND, |(lang, _)| lang)
}

/// Splits files by language: identified, else from their names.
fn split_by_language(
    files: Vec<TextFile>,
    langs: (Lang, Lang),
    warnings: &mut Vec<String>,
) -> (Vec<TextFile>, Vec<TextFile>) {
    let (mut sources, mut targets) = (Vec::new(), Vec::new());
    for file in files {
        // The site `example.fr` may have English pages, so the content counts before the name.
        let position = [langs.0, langs.1].iter().position(|&lang| lang == file.identified);
        match position.or_else(|| Name::new(&file.name, langs).side()) {
            Some(0) => sources.push(file),
            Some(_) => targets.push(file),
            None => warnings.push(format!(
                "{}: is neither in {} nor in {}, as far as it shows; left out",
                file.path.display(),
                langs.0.name(),
                langs.1.name()
            )),
        }
    }
    (sources, targets)
}
