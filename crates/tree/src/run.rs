//! The run: a tree and its translations to what is said of them.

use crate::cache::{CacheKey, PageCache};
use crate::compare::{
    Comparison, Texts, bytes_of, changed_since, compare, compare_catalogue, is_ignored_whole, language_of,
};
use crate::error::TreeError;
use crate::history::{History, Since};
use crate::item::ItemChange;
use crate::page::{LanguageStatus, PageState, PageStatus, PairedBy, TreeStatus};
use crate::scan::{PageFile, Patterns, language_of_folder, leftovers, pages_of, pair_by_content, pair_by_name};
use calque::{EncoderUse, Settings, Suppressions};
use calque_text::Lang;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Pages that are read to find out the language of a tree.
const SAMPLE: usize = 24;

/// What to look at.
#[derive(Clone, Debug)]
pub struct StatusRequest {
    /// The folder of the originals.
    pub source: PathBuf,
    /// The folders of the translations.
    pub targets: Vec<PathBuf>,
    /// Patterns of the paths that belong; all pages if empty.
    pub include: Vec<String>,
    /// Patterns of the paths that do not.
    pub exclude: Vec<String>,
    /// Whether to ask Git what the originals changed.
    pub since: Option<Since>,
}

/// Told of each page that is done; called on any thread.
pub type TreeProgress<'a> = &'a (dyn Fn(usize) + Sync);

/// What every page is looked at with.
#[derive(Clone, Copy)]
struct With<'a> {
    settings: &'a Settings,
    dismissed: &'a [&'a Suppressions],
    /// All that a comparison depends on beside the two files.
    key: &'a CacheKey,
    cache: &'a PageCache,
}

/// One side of a pair of trees.
struct Tree {
    folder: PathBuf,
    pages: Vec<PageFile>,
    lang: Lang,
}

/// Looks at a tree. `progress` is told how many pages are done.
pub fn status(
    request: &StatusRequest,
    settings: &Settings,
    dismissed: &[&Suppressions],
    cache: &PageCache,
    progress: TreeProgress<'_>,
) -> Result<TreeStatus, TreeError> {
    calque::chosen_model(settings)?;
    // A tree is as large as a corpus: it is read with the encoder only where the settings ask for that.
    let settings = &match settings.encoder {
        EncoderUse::Auto => Settings { encoder: EncoderUse::Off, ..settings.clone() },
        EncoderUse::On | EncoderUse::Off => settings.clone(),
    };
    let patterns = Patterns::new(&request.include, &request.exclude)?;
    // Translations inside the folder of the originals are none of its pages.
    let inside: Vec<PathBuf> = request.targets.iter().filter_map(|t| t.canonicalize().ok()).collect();
    let source = tree(&request.source, &patterns, &inside, settings.source_lang, settings)?;
    let mut out = TreeStatus {
        folder: request.source.display().to_string(),
        lang: source.lang.to_string(),
        languages: Vec::new(),
        warnings: Vec::new(),
    };
    if source.pages.is_empty() {
        out.warnings.push(format!("{}: has no pages", request.source.display()));
    }
    for folder in &request.targets {
        let target = tree(folder, &patterns, &[], settings.target_lang, settings)?;
        let settings = Settings {
            source_lang: Some(source.lang).filter(|l| *l != Lang::UND),
            target_lang: Some(target.lang).filter(|l| *l != Lang::UND),
            ..settings.clone()
        };
        out.languages.push(language(&source, &target, request.since.as_ref(), &settings, dismissed, cache, progress)?);
    }
    Ok(out)
}

fn tree(
    folder: &Path,
    patterns: &Patterns,
    without: &[PathBuf],
    given: Option<Lang>,
    settings: &Settings,
) -> Result<Tree, TreeError> {
    let pages = pages_of(folder, patterns, without)?;
    let lang = given.or_else(|| language_of_folder(folder)).unwrap_or_else(|| sampled_language(&pages, settings));
    Ok(Tree { folder: folder.to_path_buf(), pages, lang })
}

/// The language of most of some pages from all over a tree.
fn sampled_language(pages: &[PageFile], settings: &Settings) -> Lang {
    let step = pages.len().div_ceil(SAMPLE).max(1);
    let mut counts: BTreeMap<Lang, usize> = BTreeMap::new();
    for page in pages.iter().step_by(step) {
        let bytes = bytes_of(&page.path, settings).ok();
        if let Some(lang) = bytes.and_then(|bytes| language_of(&page.name, &bytes, settings)) {
            *counts.entry(lang).or_default() += 1;
        }
    }
    // Ties: the first code in the alphabet.
    counts.into_iter().rev().max_by_key(|&(_, n)| n).map_or(Lang::UND, |(lang, _)| lang)
}

fn language(
    source: &Tree,
    target: &Tree,
    since: Option<&Since>,
    settings: &Settings,
    dismissed: &[&Suppressions],
    cache: &PageCache,
    progress: TreeProgress<'_>,
) -> Result<LanguageStatus, TreeError> {
    let key = base_key(settings, dismissed);
    let with = With { settings, dismissed, key: &key, cache };
    let mut paired = pair_by_name(&source.pages, &target.pages, (source.lang, target.lang));
    let (lone_sources, lone_targets) = leftovers(&paired, source.pages.len(), target.pages.len());
    // A catalogue pairs by name or not at all.
    let is_text = |f: &PageFile| !is_catalogue(&f.name);
    let lone_sources: Vec<usize> = lone_sources.into_iter().filter(|&i| is_text(&source.pages[i])).collect();
    let lone_targets: Vec<usize> = lone_targets.into_iter().filter(|&i| is_text(&target.pages[i])).collect();
    if !lone_sources.is_empty() && !lone_targets.is_empty() {
        let mut name = key.clone().add("pairing");
        for (files, lone) in [(&source.pages, &lone_sources), (&target.pages, &lone_targets)] {
            for &i in lone {
                name = name.add(&files[i].name).add(bytes_of(&files[i].path, settings).unwrap_or_default());
            }
            name = name.add("|");
        }
        let langs = (source.lang, target.lang);
        let pairs = cache.pairing(&name.hex(), || {
            let indices =
                pair_by_content((&source.pages, &lone_sources), (&target.pages, &lone_targets), langs, settings)?;
            // As places among the leftovers: what is elsewhere in the tree does not matter.
            let place = |lone: &[usize], i: usize| lone.iter().position(|&l| l == i).unwrap_or(0);
            Ok::<_, TreeError>(
                indices.into_iter().map(|(s, t)| (place(&lone_sources, s), place(&lone_targets, t))).collect(),
            )
        })?;
        for (s, t) in pairs {
            if let (Some(&s), Some(&t)) = (lone_sources.get(s), lone_targets.get(t)) {
                paired.add(s, t, PairedBy::Content);
            }
        }
    }
    let pairs: Vec<_> = paired.pairs.values().copied().collect();
    let files: Vec<_> = pairs.iter().map(|p| (&source.pages[p.source], &target.pages[p.target])).collect();
    let before = match since {
        Some(since) => History::open(&target.folder, since)?.before(&files)?,
        None => vec![None; files.len()],
    };
    let pages: Vec<PageStatus> = files
        .par_iter()
        .zip(&before)
        .zip(&pairs)
        .map(|((&(s, t), before), pair)| {
            let page = page((s, t), before.as_deref(), pair.by, with);
            progress(1);
            page
        })
        .collect();
    let mut by_source: BTreeMap<usize, PageStatus> = pairs.iter().map(|p| p.source).zip(pages).collect();
    let (lone_sources, lone_targets) = leftovers(&paired, source.pages.len(), target.pages.len());
    let missing: Vec<PageStatus> = lone_sources
        .par_iter()
        .map(|&i| {
            progress(1);
            missing(&source.pages[i], with)
        })
        .collect();
    by_source.extend(lone_sources.into_iter().zip(missing));
    let mut pages: Vec<PageStatus> = by_source.into_values().collect();
    pages.extend(lone_targets.into_iter().map(|i| orphan(&target.pages[i], with)));
    Ok(LanguageStatus { folder: target.folder.display().to_string(), lang: target.lang.to_string(), pages })
}

/// All that a comparison depends on beside the two files.
fn base_key(settings: &Settings, dismissed: &[&Suppressions]) -> CacheKey {
    // Settings always serialise.
    let mut key = CacheKey::new("page").add(serde_json::to_string(settings).unwrap_or_default());
    key = key.add(format!("{:?}", settings.rule_settings()));
    if let Some(model) = &settings.model {
        let size = model.metadata().map_or(0, |m| m.len());
        key = key.add(size.to_le_bytes());
    }
    dismissed.iter().fold(key, |key, list| key.add(format!("{list:?}")))
}

fn is_catalogue(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.eq_ignore_ascii_case("po") || ending.eq_ignore_ascii_case("pot")
}

fn page((source, target): (&PageFile, &PageFile), before: Option<&[u8]>, by: PairedBy, with: With<'_>) -> PageStatus {
    let With { settings, dismissed, key, cache } = with;
    let mut page = PageStatus::bare(Some(&source.name), Some(&target.name), PageState::Unreadable);
    page.paired_by = Some(by);
    let (source_bytes, target_bytes) = match (bytes_of(&source.path, settings), bytes_of(&target.path, settings)) {
        (Ok(s), Ok(t)) => (s, t),
        (Err(e), _) | (_, Err(e)) => {
            page.note = Some(e.to_string());
            return page;
        }
    };
    let name = key.clone().add(ending(&source.name)).add(&source_bytes).add(ending(&target.name)).add(&target_bytes);
    let name = name.add(before.unwrap_or_default()).add([u8::from(before.is_some())]).hex();
    let comparison = cache.comparison(&name, || {
        let (source, target) = ((source.name.as_str(), &source_bytes[..]), (target.name.as_str(), &target_bytes[..]));
        let mut found = if is_catalogue(target.0) {
            let template = is_catalogue(source.0).then_some(source);
            compare_catalogue(template, target, settings, dismissed)
                .unwrap_or_else(|e| Comparison::of_state(PageState::Unreadable, 0, Some(e.to_string())))
        } else {
            compare(&Texts { source, target }, settings, dismissed)
        };
        if let Some(before) = before.filter(|_| found.state.is_none()) {
            match changed_since(source.0, before, source.1, settings) {
                Ok(changes) => add_changes(&mut found, changes),
                Err(e) => found.note = Some(e.to_string()),
            }
        }
        found
    });
    fill(&mut page, comparison);
    page
}

/// Adds what changed, but for what is told already as missing or rewritten.
fn add_changes(found: &mut Comparison, changes: Vec<crate::item::PageItem>) {
    for change in changes {
        let told = |item: &crate::item::PageItem| {
            item.change != ItemChange::New && !change.source.is_empty() && item.source == change.source
        };
        if !found.items.iter().any(told) {
            found.items.push(change);
        }
    }
}

/// The end of a name, by which the format is known.
fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

fn fill(page: &mut PageStatus, found: Comparison) {
    page.words = found.words;
    page.words_translated = found.words_translated;
    page.items = found.items;
    page.findings = found.findings;
    page.to_check = found.to_check;
    page.ignored = found.ignored;
    page.note = found.note;
    match found.state {
        Some(state) => page.state = state,
        None => page.settle(),
    }
}

/// A page without a translation.
fn missing(source: &PageFile, With { settings, key, cache, .. }: With<'_>) -> PageStatus {
    let mut page = PageStatus::bare(Some(&source.name), None, PageState::Missing);
    let bytes = match bytes_of(&source.path, settings) {
        Ok(bytes) => bytes,
        Err(e) => {
            page.note = Some(e.to_string());
            return page;
        }
    };
    let name = key.clone().add("lone").add(ending(&source.name)).add(&bytes).hex();
    let (words, ignored) = cache.lone(&name, || match is_ignored_whole(&source.name, &bytes, settings) {
        Ok((words, ignored)) => (Some(words), ignored),
        Err(_) => (None, None),
    });
    page.words = words.unwrap_or(0);
    if let Some(reason) = ignored {
        page.state = PageState::Ignored;
        page.note = Some(reason).filter(|r| !r.is_empty());
    }
    page
}

/// A translation without an original; a catalogue holds its originals itself.
fn orphan(target: &PageFile, With { settings, dismissed, key, cache }: With<'_>) -> PageStatus {
    let mut page = PageStatus::bare(None, Some(&target.name), PageState::Orphan);
    let Ok(bytes) = bytes_of(&target.path, settings) else { return page };
    let name = key.clone().add("orphan").add(ending(&target.name)).add(&bytes).hex();
    if is_catalogue(&target.name) {
        let comparison = cache.comparison(&name, || {
            compare_catalogue(None, (&target.name, &bytes), settings, dismissed)
                .unwrap_or_else(|e| Comparison::of_state(PageState::Unreadable, 0, Some(e.to_string())))
        });
        fill(&mut page, comparison);
        return page;
    }
    let (_, ignored) = cache.lone(&name, || match is_ignored_whole(&target.name, &bytes, settings) {
        Ok((words, ignored)) => (Some(words), ignored),
        Err(_) => (None, None),
    });
    if let Some(reason) = ignored {
        page.state = PageState::Ignored;
        page.note = Some(reason).filter(|r| !r.is_empty());
    }
    page
}
