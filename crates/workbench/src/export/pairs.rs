//! The beads as pairs, in every format that Calque writes.

use super::Download;
use crate::answer::ApiError;
use calque_formats::pairs::{PairFormat, PairWriter, WritePairs, keys};
use calque_formats::write::{BitextSide, BitextView, records};
use calque_project::{DocumentState, report};
use calque_report::ReportSide;
use serde_json::Value;
use std::io::{Cursor, Write};
use std::path::Path;

/// The pairs in a format. A format of several files comes as a ZIP archive.
pub(super) fn pairs(state: &DocumentState, name: &str, format: &str) -> Result<Download, ApiError> {
    let format = PairFormat::ALL.into_iter().find(|f| f.as_str() == format);
    let format = format.ok_or_else(|| ApiError::bad_request("no such format"))?;
    let report = report(state)?;
    let texts = BitextView { source: side(&report.source), target: side(&report.target), alignment: &report.alignment };
    let folder = tempfile::tempdir().map_err(ApiError::internal)?;
    let path = folder.path().join(format!("{name}.{}", ending(format)));
    let (source, target) = (report.source.document.lang, report.target.document.lang);
    let options = WritePairs {
        source_lang: Some(source),
        target_lang: Some(target),
        name: Some(state.row.name.clone()),
        ..WritePairs::default()
    };
    let failed = |e: calque_formats::pairs::OutputError| ApiError::of(&e, "output");
    let mut writer = PairWriter::open(Some(&path), format, &options).map_err(failed)?;
    for (mut record, id) in records(&texts).zip(state.order()) {
        if state.beads.get(id).is_some_and(|b| b.confirmed) {
            record.extra.insert(keys::STATE.to_owned(), Value::from("reviewed"));
        }
        let notes = state.comments.values().filter(|c| c.bead == *id).map(|c| Value::from(c.text.as_str()));
        let notes: Vec<Value> = notes.collect();
        if !notes.is_empty() {
            record.extra.insert(keys::NOTES.to_owned(), Value::from(notes));
        }
        writer.write(&record).map_err(failed)?;
    }
    writer.finish().map_err(failed)?;
    packed(folder.path(), name)
}

fn side(side: &ReportSide) -> BitextSide<'_> {
    BitextSide { name: &side.name, lang: side.document.lang, text: &side.document.text, sentences: &side.sentences }
}

/// The one file of a folder, or all of them as a ZIP archive.
fn packed(folder: &Path, name: &str) -> Result<Download, ApiError> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).map_err(ApiError::internal)? {
            let path = entry.map_err(ApiError::internal)?.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    let read = |path: &Path| std::fs::read(path).map_err(ApiError::internal);
    if let [one] = files.as_slice() {
        let name = one.file_name().map_or_else(|| name.to_owned(), |n| n.to_string_lossy().into_owned());
        return Ok(Download { name, media_type: "application/octet-stream", bytes: read(one)? });
    }
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for file in &files {
        let inside = file.strip_prefix(folder).unwrap_or(file).to_string_lossy().replace('\\', "/");
        archive.start_file(inside, zip::write::SimpleFileOptions::default()).map_err(ApiError::internal)?;
        archive.write_all(&read(file)?).map_err(ApiError::internal)?;
    }
    let bytes = archive.finish().map_err(ApiError::internal)?.into_inner();
    Ok(Download { name: format!("{name}.zip"), media_type: "application/zip", bytes })
}

/// The usual ending of files of a format.
pub(super) fn ending(format: PairFormat) -> &'static str {
    match format {
        PairFormat::Xliff | PairFormat::Xliff12 => "xlf",
        PairFormat::HubJsonl => "jsonl",
        PairFormat::Moses => "txt",
        other => other.as_str(),
    }
}
