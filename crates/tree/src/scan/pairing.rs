//! Which page translates which: by path, by front matter, then what is left by content.

use super::files::PageFile;
use super::front_matter::{PageKeys, page_keys};
use crate::page::PairedBy;
use calque::Settings;
use calque_aligner::pairing::names::Name;
use calque_aligner::pairing::{DocumentProfile, NamedDocument, PairingSettings, pair};
use calque_formats::{ReadOptions, document_from_bytes};
use calque_text::Lang;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Bytes of a file that are read for its front matter.
const HEAD: u64 = 1 << 16;
/// Pages that pair by content with a lower score stay alone.
const MIN_SCORE: f32 = 0.6;

/// Two pages that belong together, as indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PagePair {
    pub(crate) source: usize,
    pub(crate) target: usize,
    pub(crate) by: PairedBy,
}

/// The pairs found so far, by the index of the original.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paired {
    /// By source.
    pub(crate) pairs: BTreeMap<usize, PagePair>,
    targets: FxHashMap<usize, usize>,
}

impl Paired {
    /// Adds a pair of pages that are both free.
    pub(crate) fn add(&mut self, source: usize, target: usize, by: PairedBy) {
        if !self.pairs.contains_key(&source) && !self.targets.contains_key(&target) {
            self.pairs.insert(source, PagePair { source, target, by });
            self.targets.insert(target, source);
        }
    }
}

/// Pairs by path and front matter.
pub(crate) fn pair_by_name(sources: &[PageFile], targets: &[PageFile], langs: (Lang, Lang)) -> Paired {
    let mut paired = Paired::default();
    let by_path: FxHashMap<&str, usize> = targets.iter().enumerate().map(|(i, f)| (f.name.as_str(), i)).collect();
    for (i, source) in sources.iter().enumerate() {
        if let Some(&target) = by_path.get(source.name.as_str()) {
            paired.add(i, target, PairedBy::Path);
        }
    }
    let key = |f: &PageFile| Some(Name::new(stem(&f.name), langs).key().to_owned()).filter(|k| !k.is_empty());
    by_only_key(&mut paired, sources, targets, PairedBy::Path, |f| key(f).into_iter().collect());
    let (lone_sources, lone_targets) = leftovers(&paired, sources.len(), targets.len());
    if lone_sources.is_empty() || lone_targets.is_empty() {
        return paired;
    }
    let keys = |files: &[PageFile], lone: &[usize]| -> FxHashMap<String, PageKeys> {
        lone.par_iter().map(|&i| (files[i].name.clone(), page_keys(&head(&files[i])))).collect()
    };
    let (of_sources, of_targets) = (keys(sources, &lone_sources), keys(targets, &lone_targets));
    let by_source: FxHashMap<&str, usize> = lone_sources.iter().map(|&i| (sources[i].name.as_str(), i)).collect();
    for &target in &lone_targets {
        let originals = of_targets.get(&targets[target].name).map_or(&[][..], |keys| &keys.originals);
        let found = originals.iter().find_map(|path| {
            // The longest path that ends it: of `docs/a/b.md` rather `a/b.md` than `b.md`.
            let ends = |&i: &usize| path.ends_with(&format!("/{}", sources[i].name));
            let longest = || lone_sources.iter().copied().filter(ends).max_by_key(|&i| sources[i].name.len());
            by_source.get(path.as_str()).copied().or_else(longest)
        });
        if let Some(source) = found {
            paired.add(source, target, PairedBy::FrontMatter);
        }
    }
    let shared = |f: &PageFile| -> Vec<String> {
        let keys = of_sources.get(&f.name).into_iter().chain(of_targets.get(&f.name));
        keys.flat_map(|k| &k.shared).map(|(key, value)| format!("{key}={value}")).collect()
    };
    by_only_key(&mut paired, sources, targets, PairedBy::FrontMatter, shared);
    paired
}

/// Pairs the free pages of which a key is the only one of its kind on both sides.
fn by_only_key(
    paired: &mut Paired,
    sources: &[PageFile],
    targets: &[PageFile],
    by: PairedBy,
    keys: impl Fn(&PageFile) -> Vec<String>,
) {
    let (lone_sources, lone_targets) = leftovers(paired, sources.len(), targets.len());
    let only = |files: &[PageFile], lone: &[usize]| {
        let mut by_key: BTreeMap<String, Option<usize>> = BTreeMap::new();
        for &i in lone {
            for key in keys(&files[i]) {
                by_key.entry(key).and_modify(|other| *other = None).or_insert(Some(i));
            }
        }
        by_key
    };
    let of_targets = only(targets, &lone_targets);
    for (key, source) in only(sources, &lone_sources) {
        if let (Some(source), Some(Some(target))) = (source, of_targets.get(&key)) {
            paired.add(source, *target, by);
        }
    }
}

/// The pages of both sides that are in no pair.
pub(crate) fn leftovers(paired: &Paired, sources: usize, targets: usize) -> (Vec<usize>, Vec<usize>) {
    let lone_sources = (0..sources).filter(|i| !paired.pairs.contains_key(i)).collect();
    (lone_sources, (0..targets).filter(|i| !paired.targets.contains_key(i)).collect())
}

/// Pairs the pages that are left by what they say. Files that cannot be read stay alone.
pub(crate) fn pair_by_content(
    (sources, lone_sources): (&[PageFile], &[usize]),
    (targets, lone_targets): (&[PageFile], &[usize]),
    langs: (Lang, Lang),
    settings: &Settings,
) -> Result<Vec<(usize, usize)>, calque::Error> {
    let model = calque::chosen_model(settings)?;
    let options = calque::read_options(settings);
    let profiles = |files: &[PageFile], lone: &[usize], lang| -> Vec<Option<DocumentProfile>> {
        let profile = |&i: &usize| {
            let text = read(&files[i], &options)?;
            Some(DocumentProfile::new(&text, lang, Some(model)))
        };
        lone.par_iter().map(profile).collect()
    };
    let (of_sources, of_targets) = (profiles(sources, lone_sources, langs.0), profiles(targets, lone_targets, langs.1));
    let readable = |lone: &[usize], profiles: &[Option<DocumentProfile>]| -> Vec<usize> {
        (0..lone.len()).filter(|&i| profiles[i].is_some()).collect()
    };
    let (some_sources, some_targets) = (readable(lone_sources, &of_sources), readable(lone_targets, &of_targets));
    let named = |files: &'_ [PageFile], lone: &[usize], i: usize| files[lone[i]].name.clone();
    let source_names: Vec<String> = some_sources.iter().map(|&i| named(sources, lone_sources, i)).collect();
    let target_names: Vec<String> = some_targets.iter().map(|&i| named(targets, lone_targets, i)).collect();
    let found = pair(
        &documents(&source_names, &some_sources, &of_sources),
        &documents(&target_names, &some_targets, &of_targets),
        langs,
        &PairingSettings { names: true, min_score: MIN_SCORE },
    );
    let index = |p: &calque_aligner::pairing::DocumentPair| {
        (lone_sources[some_sources[p.source]], lone_targets[some_targets[p.target]])
    };
    Ok(found.pairs.iter().map(index).collect())
}

/// The pages that can be read, with their names.
fn documents<'a>(
    names: &'a [String],
    some: &[usize],
    profiles: &'a [Option<DocumentProfile>],
) -> Vec<NamedDocument<'a>> {
    names.iter().zip(some).map(|(name, &i)| NamedDocument { name, profile: profiles[i].as_ref() }).collect()
}

/// The text of a page; none where it cannot be read.
fn read(file: &PageFile, options: &ReadOptions) -> Option<String> {
    let bytes = calque::Input::Path(file.path.clone()).bytes(options.max_bytes).ok()?;
    Some(document_from_bytes(&file.name, &bytes, options).ok()?.document.text)
}

/// The beginning of a file, as far as it is text.
fn head(file: &PageFile) -> String {
    use std::io::Read;
    let mut bytes = Vec::new();
    let read = std::fs::File::open(&file.path).and_then(|f| f.take(HEAD).read_to_end(&mut bytes));
    if read.is_ok() { String::from_utf8_lossy(&bytes).into_owned() } else { String::new() }
}

/// A path without its ending.
fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') => stem,
        _ => name,
    }
}
