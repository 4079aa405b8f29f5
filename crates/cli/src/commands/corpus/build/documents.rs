//! Which documents `calque corpus build` is given, and where their bytes are: URLs are
//! fetched, web archives unpacked.

use crate::args::corpus::build::BuildArgs;
use crate::args::pair::By;
use crate::commands::web;
use crate::failure::Failure;
use calque::{CorpusSettings, PairBy, Settings};
use calque_harvest::corpus::{DocumentSources, Documents, urls_of};
use calque_service::is_url;
use calque_text::Remedy;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Where the documents are said to be.
pub(super) struct Given {
    documents: Documents,
    /// Web archives to be unpacked.
    archives: Vec<PathBuf>,
}

/// What the options name, else what the settings do.
pub(super) fn given(args: &BuildArgs, corpus: &CorpusSettings) -> Result<Given, Failure> {
    let by = match args.pair_by {
        Some(By::Both) => PairBy::Both,
        Some(By::Names) => PairBy::Names,
        Some(By::Content) => PairBy::Content,
        None => corpus.pair_by,
    };
    let min_score = args.min_pair_score.unwrap_or(corpus.min_pair_score);
    let asked = args.source.is_some() || args.manifest.is_some() || args.urls.is_some() || !args.warc.is_empty();
    let (source, target, manifest, urls, warc) = if asked {
        (&args.source, &args.target, &args.manifest, &args.urls, &args.warc)
    } else {
        (&corpus.source, &corpus.target, &corpus.manifest, &corpus.urls, &corpus.warc)
    };
    let mixed = |names| Documents::Mixed { names, by, min_score };
    match (source, manifest, urls, warc.as_slice()) {
        (Some(source), None, None, []) => {
            let target = target.as_ref().unwrap_or(source);
            let archives = archives(source, target)?;
            let documents = Documents::Folders { source: source.clone(), target: target.clone(), by, min_score };
            Ok(Given { documents, archives })
        }
        (None, Some(manifest), None, []) => {
            Ok(Given { documents: Documents::Manifest(manifest.clone()), archives: Vec::new() })
        }
        (None, None, Some(list), []) => Ok(Given { documents: mixed(web::names(list)?), archives: Vec::new() }),
        (None, None, None, [_, ..]) => Ok(Given { documents: mixed(Vec::new()), archives: warc.clone() }),
        _ => Err(Failure::new(
            "there are no documents to build from",
            "give two folders, --manifest FILE, --urls FILE or --warc FILE..., or say so under [corpus] in calque.toml: \
             one of source and target, manifest, urls, warc",
        )),
    }
}

/// The web archives among two folders; what is neither is refused.
fn archives(source: &Path, target: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut archives = Vec::new();
    for folder in [source, target] {
        if calque::is_archive(folder) {
            archives.push(folder.to_owned());
        } else if folder.exists() && !folder.is_dir() {
            let help = "give two folders or web archives (.warc, .warc.gz), a list of pairs of files with --manifest, or \
                        of pages with --urls";
            return Err(Failure::new(format!("{}: is not a folder", folder.display()), help));
        }
    }
    archives.dedup();
    Ok(archives)
}

/// Fetches the documents that are URLs and unpacks archives; of a list of pairs, only those of this shard.
pub(super) fn fetch_documents(
    given: Given,
    args: &BuildArgs,
    settings: &Settings,
    output: &Path,
) -> Result<(Documents, DocumentSources), Failure> {
    let Given { mut documents, archives } = given;
    let mut sources = DocumentSources::default();
    for archive in &archives {
        sources.add_archive(archive, &output.join(".calque").join("pages"))?;
    }
    for damaged in &sources.damaged {
        tracing::warn!("{}: {}", damaged.file, damaged.why);
    }
    let urls = match &documents {
        Documents::Manifest(path) => urls_of(path, args.shard)?,
        Documents::Mixed { names, .. } => names.iter().filter(|name| is_url(name)).cloned().collect(),
        Documents::Folders { .. } => Vec::new(),
    };
    let pages = web::listed(&urls, &args.read, &args.pace, settings.read.max_size)?;
    let mut shown_as = HashMap::new();
    for (url, page) in urls.into_iter().zip(pages) {
        // Without the user name and password of the URL, which only the server may see.
        let shown = match page {
            Ok(page) => {
                let (shown, page) = (page.url.clone(), web::fetched(page));
                sources.fetched.insert(url.clone(), page.clone());
                sources.fetched.insert(shown.clone(), page);
                shown
            }
            Err(e) => {
                let why = (e.problem.to_string(), e.help().into_owned());
                sources.failed.insert(url.clone(), why.clone());
                sources.failed.insert(e.url.clone(), why);
                e.url
            }
        };
        shown_as.insert(url, shown);
    }
    if let Documents::Mixed { names, .. } = &mut documents {
        for name in names {
            if let Some(shown) = shown_as.get(name.as_str()) {
                name.clone_from(shown);
            }
        }
    }
    Ok((documents, sources))
}
