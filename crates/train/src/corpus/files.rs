//! Files of sentence pairs: TSV, JSONL and TMX, plain or `.gz` or `.zst`.
//!
//! Every kind comes out as numbered lines `first<TAB>second`; what is no pair
//! comes out as a line without a tab, so that it can be counted and named.

use crate::error::TrainError;
use calque_text::Lang;
use quick_xml::events::{BytesStart, Event};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Opens a file, decompressing by its extension.
pub(crate) fn open(path: &Path) -> Result<Box<dyn BufRead + Send>, TrainError> {
    let io = |source| TrainError::Io { path: path.display().to_string(), source };
    let file = File::open(path).map_err(io)?;
    let ext = path.extension().and_then(|e| e.to_str()).unwrap_or("");
    Ok(match ext {
        "zst" => Box::new(BufReader::with_capacity(1 << 20, zstd::Decoder::new(file).map_err(io)?)),
        "gz" => Box::new(BufReader::with_capacity(1 << 20, flate2::read::MultiGzDecoder::new(file))),
        _ => Box::new(BufReader::with_capacity(1 << 20, file)),
    })
}

const CHUNK: usize = 20_000;

/// Collects lines into chunks and passes them on.
struct Chunks<F> {
    with: F,
    first: u64,
    lines: Vec<String>,
}

impl<F: FnMut(u64, &[String]) -> Result<(), TrainError>> Chunks<F> {
    fn push(&mut self, line: String) -> Result<(), TrainError> {
        self.lines.push(line);
        if self.lines.len() == CHUNK { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), TrainError> {
        if !self.lines.is_empty() {
            (self.with)(self.first, &self.lines)?;
            self.first += self.lines.len() as u64;
            self.lines.clear();
        }
        Ok(())
    }
}

/// Calls `with` with chunks of lines `first<TAB>second` and the number of the first of them.
pub(crate) fn each_chunk(
    path: &Path,
    langs: [Lang; 2],
    with: impl FnMut(u64, &[String]) -> Result<(), TrainError>,
) -> Result<(), TrainError> {
    let mut chunks = Chunks { with, first: 1, lines: Vec::with_capacity(CHUNK) };
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let kind = name.trim_end_matches(".gz").trim_end_matches(".zst");
    let ending = kind.rsplit('.').next().unwrap_or_default();
    if ending == "tmx" {
        tmx(path, langs, &mut chunks)?;
    } else {
        let json = ending == "jsonl" || ending == "ndjson";
        lines(path, |line| chunks.push(if json { from_json(&line, langs).unwrap_or_default() } else { line }))?;
    }
    chunks.flush()
}

fn lines(path: &Path, mut with: impl FnMut(String) -> Result<(), TrainError>) -> Result<(), TrainError> {
    let mut reader = open(path)?;
    let mut raw = Vec::new();
    loop {
        raw.clear();
        let n = reader
            .read_until(b'\n', &mut raw)
            .map_err(|source| TrainError::Io { path: path.display().to_string(), source })?;
        if n == 0 {
            return Ok(());
        }
        while raw.last().is_some_and(|b| matches!(b, b'\n' | b'\r')) {
            raw.pop();
        }
        with(String::from_utf8_lossy(&raw).into_owned())?;
    }
}

/// `{"fr", "en"}`, `{"translation": {"fr", "en"}}` or `{"source", "target"}` as a line; the last may say
/// in `src_lang` that its source is the second language.
fn from_json(line: &str, langs: [Lang; 2]) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(line).ok()?;
    let inner = value.get("translation").unwrap_or(&value);
    let text = |key: &str| inner.get(key).and_then(|v| v.as_str());
    let turned = text("src_lang").is_some_and(|l| l == langs[1].code());
    let [source, target] = if turned { ["target", "source"] } else { ["source", "target"] };
    let first = text(langs[0].code()).or_else(|| text(source))?;
    let second = text(langs[1].code()).or_else(|| text(target))?;
    Some(joined(first, second))
}

fn joined(first: &str, second: &str) -> String {
    let flat = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}\t{}", flat(first), flat(second))
}

/// The longest unit of a TMX file in bytes: hostile files end here, not in memory.
const LONGEST_UNIT: usize = 1 << 20;

fn tmx<F>(path: &Path, langs: [Lang; 2], chunks: &mut Chunks<F>) -> Result<(), TrainError>
where
    F: FnMut(u64, &[String]) -> Result<(), TrainError>,
{
    let malformed = |at: u64, why: String| TrainError::Malformed { path: path.display().to_string(), at, why };
    let mut reader = quick_xml::Reader::from_reader(open(path)?);
    let mut buffer = Vec::new();
    let mut unit: [String; 2] = Default::default();
    let (mut side, mut inside) = (None, false);
    loop {
        buffer.clear();
        let event =
            reader.read_event_into(&mut buffer).map_err(|e| malformed(reader.error_position(), e.to_string()))?;
        let mut add = |text: &str| {
            if let (Some(s), true) = (side, inside) {
                let s: usize = s;
                if unit[s].len() < LONGEST_UNIT {
                    unit[s].push_str(text);
                }
            }
        };
        match event {
            Event::Start(e) => match e.name().as_ref() {
                "tu" => unit = Default::default(),
                "tuv" => side = language(&e).and_then(|l| langs.iter().position(|&k| k == l)),
                "seg" => inside = true,
                _ => {}
            },
            Event::End(e) => match e.name().as_ref() {
                "tu" => chunks.push(joined(&unit[0], &unit[1]))?,
                "tuv" => side = None,
                "seg" => inside = false,
                _ => {}
            },
            Event::Text(e) => add(&e.html_content()),
            Event::CData(e) => add(&e.html_content()),
            // Only the five entities of XML and characters by number: nothing is ever fetched or expanded.
            Event::GeneralRef(e) => match e.resolve_char_ref() {
                Ok(Some(c)) => add(c.encode_utf8(&mut [0; 4])),
                _ => add(quick_xml::escape::resolve_predefined_entity(&e.html_content()).unwrap_or(" ")),
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn language(e: &BytesStart<'_>) -> Option<Lang> {
    let attribute = |name| e.try_get_attribute(name).ok().flatten();
    attribute("xml:lang").or_else(|| attribute("lang"))?.value.parse().ok()
}

/// The pairs of a file, as text; what is no pair is left out.
pub fn pairs_of(path: &Path, langs: [Lang; 2]) -> Result<Vec<(String, String)>, TrainError> {
    let mut out = Vec::new();
    each_chunk(path, langs, |_, lines| {
        out.extend(lines.iter().filter_map(|l| {
            let mut columns = l.split('\t');
            Some((columns.next()?.to_owned(), columns.next()?.to_owned()))
        }));
        Ok(())
    })?;
    Ok(out)
}
