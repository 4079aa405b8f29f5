//! Finds the documents of links: files beside them, or entries of the archives of OPUS.

use crate::input::stream::{self, Bytes};
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, OnceLock};
use zip::{CompressionMethod, ZipArchive};

/// The places in which documents are searched.
pub(super) struct DocumentStore {
    folder: PathBuf,
    archives: OnceLock<Archives>,
}

/// The archive and entry index of each document, by its name below corpus and kind.
type Archives = HashMap<String, (PathBuf, usize)>;

impl DocumentStore {
    /// Documents beside the links, in `folder`.
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder, archives: OnceLock::new() }
    }

    /// Opens a document by its name in `fromDoc` or `toDoc`.
    pub(super) fn open(&self, name: &str) -> Result<Bytes, String> {
        let plain = Path::new(name).components().all(|c| matches!(c, Component::Normal(_)));
        if !plain || name.is_empty() {
            return Err(format!("`{name}` is no name of a document below the folder of the links"));
        }
        let bare = name.strip_suffix(".gz").unwrap_or(name);
        let unpack =
            |reader: Box<dyn Read + Send>| stream::unpacked(reader, Arc::default()).map_err(|e| format!("{name}: {e}"));
        for below in ["", "raw", "xml", "..", "../raw", "../xml"] {
            for name in [name, bare] {
                if let Ok(file) = File::open(self.folder.join(below).join(name)) {
                    return unpack(Box::new(file));
                }
            }
        }
        let archives = self.archives.get_or_init(|| list(&self.folder));
        let Some((archive, at)) = archives.get(bare) else {
            let place = self.folder.display();
            return Err(format!("the document {name} is neither below {place} nor in a .zip there"));
        };
        unpack(entry(archive, *at).map_err(|e| format!("{}: {e}", archive.display()))?)
    }
}

/// The documents of all archives in a folder; raw text is preferred to tokens.
fn list(folder: &Path) -> Archives {
    let mut found = Archives::new();
    let mut paths: Vec<PathBuf> = folder.read_dir().into_iter().flatten().flatten().map(|e| e.path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e.eq_ignore_ascii_case("zip")));
    paths.sort();
    for path in paths {
        let Some(archive) = File::open(&path).ok().and_then(|f| ZipArchive::new(f).ok()) else { continue };
        for (at, name) in archive.file_names().enumerate() {
            let Ok(name) = name else { continue };
            // news/raw/en/doc.xml
            let mut parts = name.splitn(3, '/');
            let (_, kind, rest) = (parts.next(), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
            if kind == "raw" || !found.contains_key(rest) {
                found.insert(rest.to_owned(), (path.clone(), at));
            }
        }
    }
    found
}

/// A stream of one entry of an archive, independent of the archive object.
fn entry(archive: &Path, at: usize) -> io::Result<Box<dyn Read + Send>> {
    let mut archive = ZipArchive::new(File::open(archive)?).map_err(io::Error::other)?;
    let (start, size, method) = {
        let file = archive.by_index(at).map_err(io::Error::other)?;
        (file.data_start(), file.compressed_size(), file.compression())
    };
    let mut file = archive.into_inner();
    file.seek(SeekFrom::Start(start.ok_or_else(|| io::Error::other("the archive is damaged"))?))?;
    match method {
        CompressionMethod::Stored => Ok(Box::new(file.take(size))),
        CompressionMethod::Deflated => Ok(Box::new(flate2::read::DeflateDecoder::new(file.take(size)))),
        other => Err(io::Error::other(format!("packed in a way that is not known ({other})"))),
    }
}
