//! Reads XLIFF.

use super::segments::Segments;
use super::state::{SUB_STATE, UNKNOWN};
use crate::error::InputProblem;
use crate::input::stream::Bytes;
use crate::pairs::codes::{CodeKind, InlineCodes};
use crate::pairs::extra::add;
use crate::pairs::losses::Losses;
use crate::pairs::options::ReadPairs;
use crate::pairs::record::{PairRecord, keys};
use crate::pairs::source::{Fault, PairSource, fault_of_xml};
use crate::xml;
use crate::xml::{Node, Xml};
use calque_text::Lang;
use quick_xml::events::BytesStart;
use serde_json::{Map, Value};
use std::collections::VecDeque;

/// The largest unit accepted, in bytes of XML.
const MAX_UNIT: u64 = 4 << 20;

/// Streams pairs out of a file.
pub(crate) struct XliffSource {
    xml: Xml<Bytes>,
    langs: (Option<Lang>, Option<Lang>),
    /// The `original` of the current file.
    original: Option<String>,
    unit: CurrentUnit,
    /// Segments of the last unit that are yet to be given.
    waiting: VecDeque<(String, String)>,
    left_out: Losses,
    seen_root: bool,
    /// The byte offset at which the unit began, to limit its size.
    mark: u64,
}

/// The current unit: what applies to all its segments.
#[derive(Default)]
struct CurrentUnit {
    open: bool,
    line: u64,
    id: String,
    segments: u32,
    extra: Map<String, Value>,
}

/// The position of the reader.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Nothing,
    Source,
    Target,
    /// In `seg-source`: the source again, cut into segments.
    SourceSegments,
    /// A note or a piece of metadata.
    NoteOrMetadata,
    /// Inside a skipped element, this many levels deep.
    Skipped(u32),
}

impl XliffSource {
    pub(crate) fn new(input: Bytes, options: &ReadPairs) -> Self {
        Self {
            xml: Xml::new(input),
            langs: (options.source_lang, options.target_lang),
            original: None,
            unit: CurrentUnit::default(),
            waiting: VecDeque::new(),
            left_out: Losses::default(),
            seen_root: false,
            mark: 0,
        }
    }

    fn fault(&self, what: &str) -> Fault {
        let named = if self.unit.id.is_empty() { String::new() } else { format!(" (unit {})", self.unit.id) };
        Fault::bad(self.unit.line, InputProblem::Xml(format!("{what}{named}")), self.unit.id.as_bytes())
    }

    fn read_pair(&mut self, record: &mut PairRecord) -> Result<bool, Fault> {
        record.restart(self.xml.line());
        if let Some((source, target)) = self.waiting.pop_front() {
            (record.source, record.target) = (source, target);
            self.complete(record);
            self.unit.open = false;
            return Ok(true);
        }
        let (mut at, mut code, mut name, mut aside) = (Position::Nothing, 0_u32, String::new(), String::new());
        let (mut codes, mut kind, mut content) = (InlineCodes::default(), CodeKind::Half, String::new());
        let mut segments = Segments::default();
        let mut has_source = false;
        loop {
            if self.unit.open && self.xml.mark() - self.mark > MAX_UNIT {
                self.unit.open = false;
                return Err(self.fault("the unit is larger than 4 MiB"));
            }
            let line = self.xml.line();
            let node = match self.xml.next() {
                Ok(node) => node,
                Err(fault) => {
                    let inside = std::mem::take(&mut self.unit.open);
                    return Err(fault_of_xml(fault, if inside { self.unit.line } else { line }, &self.unit.id));
                }
            };
            match node {
                Node::Start(tag) => match (at, tag.local_name().into_inner()) {
                    (Position::Skipped(depth), _) => at = Position::Skipped(depth + 1),
                    (Position::Source | Position::Target, "cp") if code == 0 => {
                        let hex = xml::attribute(&tag, "hex").and_then(|h| u32::from_str_radix(&h, 16).ok());
                        let side = if at == Position::Source { &mut record.source } else { &mut record.target };
                        side.extend(hex.and_then(char::from_u32));
                    }
                    (Position::Source | Position::Target | Position::SourceSegments, _) if code > 0 => code += 1,
                    (Position::Source | Position::Target | Position::SourceSegments, "mrk") => {
                        let is_segment = xml::attribute(&tag, "mtype").is_some_and(|kind| kind == "seg");
                        let mid = is_segment.then(|| xml::attribute(&tag, "mid").unwrap_or_default().into_owned());
                        segments.begin(at == Position::Target, mid);
                    }
                    (
                        Position::Source | Position::Target | Position::SourceSegments,
                        element @ ("bpt" | "ept" | "ph" | "it" | "x" | "bx" | "ex"),
                    ) => {
                        code += 1;
                        (kind, content) = inline_code(element, &tag);
                    }
                    (Position::Nothing, "xliff") => {
                        self.seen_root = true;
                        languages(&tag, "srcLang", "trgLang", &mut self.langs);
                    }
                    (Position::Nothing, "file") => {
                        languages(&tag, "source-language", "target-language", &mut self.langs);
                        self.original = xml::attribute(&tag, "original").map(std::borrow::Cow::into_owned);
                    }
                    (Position::Nothing, "trans-unit" | "unit") => {
                        self.unit = CurrentUnit::begin(&tag, line);
                        self.mark = self.xml.mark();
                    }
                    (Position::Nothing, "segment") => {
                        record.restart(line);
                        has_source = false;
                        state(&tag, record);
                    }
                    (Position::Nothing, "seg-source") => at = Position::SourceSegments,
                    (Position::Nothing, "alt-trans" | "ignorable" | "bin-unit" | "originalData") => {
                        at = Position::Skipped(0);
                    }
                    (Position::Nothing, "source") => {
                        has_source = true;
                        at = Position::Source;
                    }
                    (Position::Nothing, "target") => {
                        state(&tag, record);
                        at = Position::Target;
                    }
                    (Position::Nothing, element @ ("note" | "meta" | "prop")) => {
                        let kind = match element {
                            "meta" => xml::attribute(&tag, "type"),
                            "prop" => xml::attribute(&tag, "prop-type"),
                            _ => None,
                        };
                        name = kind.map_or_else(|| keys::NOTES.to_owned(), std::borrow::Cow::into_owned);
                        aside.clear();
                        at = Position::NoteOrMetadata;
                    }
                    _ => {}
                },
                Node::Text(text) => match at {
                    Position::Source | Position::Target | Position::SourceSegments if code > 0 => {
                        content.push_str(&text);
                    }
                    Position::Source | Position::Target | Position::SourceSegments => {
                        let [whole, part] = sides(at, record, &mut segments);
                        for side in [whole, part].into_iter().flatten() {
                            codes.clone().text(side, &text);
                        }
                        codes = InlineCodes::default();
                    }
                    Position::NoteOrMetadata => aside.push_str(&text),
                    _ => {}
                },
                Node::End(tag) => match (at, tag.local_name().into_inner()) {
                    (Position::Skipped(0), _) => at = Position::Nothing,
                    (Position::Skipped(depth), _) => at = Position::Skipped(depth - 1),
                    (Position::Source | Position::Target | Position::SourceSegments, _) if code > 0 => {
                        code -= 1;
                        if code == 0 {
                            let mut kept = false;
                            let before = codes.clone();
                            for side in sides(at, record, &mut segments).into_iter().flatten() {
                                codes = before.clone();
                                kept |= codes.code(side, kind, &content);
                            }
                            let counts = !kept && at != Position::SourceSegments;
                            self.left_out.add("inline codes were left out", u64::from(counts));
                        }
                    }
                    (Position::Source | Position::Target | Position::SourceSegments, "mrk") => segments.end(),
                    (Position::Source, "source")
                    | (Position::Target, "target")
                    | (Position::SourceSegments, "seg-source") => {
                        at = Position::Nothing;
                        codes = InlineCodes::default();
                    }
                    (Position::NoteOrMetadata, "note" | "meta" | "prop") => {
                        add(&mut self.unit.extra, &name, &aside);
                        at = Position::Nothing;
                    }
                    (Position::Nothing, "segment") if self.unit.open => {
                        if !has_source {
                            return Err(self.fault("a segment has no source"));
                        }
                        self.complete(record);
                        return Ok(true);
                    }
                    (Position::Nothing, "trans-unit") if self.unit.open => {
                        if !has_source {
                            self.unit.open = false;
                            return Err(self.fault("the unit has no source"));
                        }
                        self.waiting = segments.take();
                        if let Some((source, target)) = self.waiting.pop_front() {
                            (record.source, record.target) = (source, target);
                        }
                        self.complete(record);
                        self.unit.open = false;
                        return Ok(true);
                    }
                    (Position::Nothing, "unit") => self.unit.open = false,
                    _ => {}
                },
                Node::Eof if self.unit.open => {
                    self.unit.open = false;
                    return Err(self.fault("the file ends inside a unit"));
                }
                Node::Eof if self.seen_root => return Ok(false),
                Node::Eof => {
                    return Err(Fault::Fatal(InputProblem::Xml("is no XLIFF: it has no element <xliff>".into()), None));
                }
                Node::Other => {}
            }
        }
    }

    /// Adds the fields of the file and of the unit.
    fn complete(&mut self, record: &mut PairRecord) {
        self.unit.segments += 1;
        if record.line < self.unit.line || self.unit.segments == 1 {
            record.line = self.unit.line;
        }
        record.id = match self.unit.segments {
            _ if self.unit.id.is_empty() => record.line.into(),
            1 => self.unit.id.as_str().into(),
            n => format!("{}#{n}", self.unit.id).into(),
        };
        (record.source_lang, record.target_lang) = self.langs;
        if let Some(original) = self.original.as_deref().filter(|o| !matches!(*o, "" | UNKNOWN)) {
            record.extra.insert(keys::SOURCE_DOC.into(), original.into());
        }
        record.extra.extend(self.unit.extra.iter().map(|(k, v)| (k.clone(), v.clone())));
        if record.extra_str(keys::STATE).is_none() && self.unit.extra.contains_key(APPROVED) {
            record.extra.insert(keys::STATE.into(), "final".into());
        }
        record.extra.shift_remove(APPROVED);
    }
}

const APPROVED: &str = "approved";
impl CurrentUnit {
    fn begin(tag: &BytesStart<'_>, line: u64) -> Self {
        let mut unit = Self { open: true, line, ..Self::default() };
        for (key, value) in xml::attributes(tag) {
            match key {
                "id" if unit.id.is_empty() => unit.id = value.into_owned(),
                // The name is the id in the source system.
                "name" | "resname" => unit.id = value.into_owned(),
                "approved" if value == "yes" => {
                    unit.extra.insert(APPROVED.into(), true.into());
                }
                _ => {}
            }
        }
        unit
    }
}

/// Where the text at a position goes: the whole of the side, and the segment of it that is open.
fn sides<'a>(at: Position, record: &'a mut PairRecord, segments: &'a mut Segments) -> [Option<&'a mut String>; 2] {
    let part = segments.text(at == Position::Target);
    match at {
        Position::Source => [Some(&mut record.source), part],
        Position::Target => [Some(&mut record.target), part],
        _ => [None, part],
    }
}

/// The kind of an inline code, and the text that it says it stands for.
fn inline_code(element: &str, tag: &BytesStart<'_>) -> (CodeKind, String) {
    let says = |name| xml::attribute(tag, name).map(std::borrow::Cow::into_owned);
    let breaks = says("ctype").is_some_and(|c| matches!(&*c, "lb" | "x-html-br" | "pb"))
        || says("subType").is_some_and(|s| s == "xlf:lb");
    let kind = match element {
        _ if breaks => CodeKind::LineBreak,
        "ph" | "x" => CodeKind::Alone,
        _ => CodeKind::Half,
    };
    (kind, says("equiv-text").or_else(|| says("equiv")).or_else(|| says("disp")).unwrap_or_default())
}

fn languages(tag: &BytesStart<'_>, source: &str, target: &str, langs: &mut (Option<Lang>, Option<Lang>)) {
    let lang = |name| xml::attribute(tag, name).and_then(|tag| tag.parse().ok());
    *langs = (lang(source).or(langs.0), lang(target).or(langs.1));
}

/// The state of a segment (version 2) or of a target (1.2).
fn state(tag: &BytesStart<'_>, record: &mut PairRecord) {
    let sub = xml::attribute(tag, "subState");
    let of_old = sub.as_deref().and_then(|s| s.strip_prefix(SUB_STATE)).map(str::to_owned);
    if let Some(state) = of_old.or_else(|| xml::attribute(tag, "state").map(std::borrow::Cow::into_owned)) {
        record.extra.insert(keys::STATE.into(), state.into());
    }
}

impl PairSource for XliffSource {
    fn read(&mut self, record: &mut PairRecord) -> Result<bool, Fault> {
        self.read_pair(record)
    }

    fn left_out(&self) -> Losses {
        self.left_out.clone()
    }
}
