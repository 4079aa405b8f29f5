//! The kind of an input by its first bytes (its signature): documents in a container, and binary files.

use super::compression::bare;
use super::format::InputFormat;
use crate::InputProblem;
use crate::error::unread::{APPLE, PRESENTATION, RESX, SPREADSHEET};

/// Refuses texts whose names tell a kind that is not read; as plain text their markup would be taken for words.
pub(crate) fn refuse_name(name: &str) -> Result<(), InputProblem> {
    let name = bare(name).to_ascii_lowercase();
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "resx" | "resw" => Err(InputProblem::NoReader(RESX)),
        "stringsdict" | "xcstrings" => Err(InputProblem::NoReader(APPLE)),
        _ => Ok(()),
    }
}

/// Refuses binary files by their signatures.
pub(crate) fn refuse_binary(bytes: &[u8]) -> Result<(), InputProblem> {
    const SIGNATURES: &[(&[u8], &str)] = &[
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF87a", "a GIF image"),
        (b"GIF89a", "a GIF image"),
        (b"II*\0", "a TIFF image"),
        (b"MM\0*", "a TIFF image"),
        (b"BZh", "a bzip2 archive"),
        (b"\xfd7zXZ\0", "an xz archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
        (b"Rar!\x1a\x07", "a RAR archive"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90\0", "a program"),
        (b"ID3", "a sound file"),
        (b"OggS", "a sound file"),
        (b"fLaC", "a sound file"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"PAR1", "a Parquet file"),
        (b"wOFF", "a font"),
        (b"wOF2", "a font"),
    ];
    const DOCUMENTS: &[(&[u8], &str)] =
        &[(b"{\\rtf", "an RTF document"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document")];
    for (signature, kind) in SIGNATURES {
        if bytes.starts_with(signature) {
            return Err(InputProblem::Binary(kind));
        }
    }
    for (signature, kind) in DOCUMENTS {
        if bytes.starts_with(signature) {
            return Err(InputProblem::NoReader(kind));
        }
    }
    if bytes.starts_with(b"RIFF") && matches!(bytes.get(8..12), Some(b"WEBP" | b"WAVE" | b"AVI ")) {
        return Err(InputProblem::Binary("an image, sound or video file"));
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Err(InputProblem::Binary("a video file"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(zip_kind(bytes));
    }
    Ok(())
}

/// The format of a document in a container (PDF or ZIP), by its signature.
pub(crate) fn container(bytes: &[u8]) -> Option<InputFormat> {
    if bytes.starts_with(b"%PDF-") {
        return Some(InputFormat::Pdf);
    }
    let has = |needle: &[u8]| bytes.windows(needle.len()).any(|w| w == needle);
    if !bytes.starts_with(b"PK\x03\x04") {
        None
    } else if has(b"application/epub+zip") {
        Some(InputFormat::Epub)
    } else if has(b"application/vnd.oasis.opendocument.text") {
        Some(InputFormat::Odt)
    } else {
        // Parts of other archives inside stand in the bytes as well: the first is the own one.
        const MAIN: [(&[u8], InputFormat); 3] = [
            (b"word/document.xml", InputFormat::Docx),
            (b"ppt/presentation.xml", InputFormat::Pptx),
            (b"xl/workbook.xml", InputFormat::Xlsx),
        ];
        let first = |name: &[u8]| bytes.windows(name.len()).position(|w| w == name);
        let found = MAIN.into_iter().filter_map(|(name, format)| Some((first(name)?, format)));
        found.min_by_key(|(at, _)| *at).map(|(_, format)| format)
    }
}

/// The error for a ZIP archive that is not a supported document.
fn zip_kind(bytes: &[u8]) -> InputProblem {
    let start = &bytes[..bytes.len().min(4096)];
    let has = |needle: &[u8]| start.windows(needle.len()).any(|w| w == needle);
    if has(b"[Content_Types].xml") {
        InputProblem::NoReader("an Office Open XML document that has no text, slides or cells")
    } else if has(b"application/vnd.oasis.opendocument.spreadsheet") {
        InputProblem::NoReader(SPREADSHEET)
    } else if has(b"application/vnd.oasis.opendocument.presentation") {
        InputProblem::NoReader(PRESENTATION)
    } else if has(b"application/vnd.oasis.opendocument") {
        InputProblem::NoReader("an OpenDocument file that is no text")
    } else {
        InputProblem::Binary("a ZIP archive")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_and_archives_are_named() {
        for (bytes, word) in [
            (&b"\x89PNG\r\n\x1a\n..."[..], "PNG"),
            (b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "OpenDocument"),
            (b"PK\x03\x04....[Content_Types].xml", "Office Open XML"),
        ] {
            let said = refuse_binary(bytes).map_err(|p| p.to_string());
            assert!(said.as_ref().is_err_and(|s| s.contains(word)), "{said:?}");
        }
        assert!(refuse_binary("Maréchal".as_bytes()).is_ok());
        for (name, remedy) in [("a.resx", "resx2po"), ("fr.lproj/a.stringsdict", "XLIFF")] {
            let Err(InputProblem::NoReader(kind)) = refuse_name(name) else { panic!("{name}") };
            assert!(crate::error::unread::remedy(kind).contains(remedy));
        }
        assert!(refuse_name("a.strings").is_ok() && refuse_name("resx").is_ok());
    }
}
