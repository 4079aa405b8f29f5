//! Reads translation memories.

use super::names::REGION;
use crate::error::InputProblem;
use crate::input::stream::Bytes;
use crate::pairs::codes::{CodeKind, InlineCodes};
use crate::pairs::extra::add;
use crate::pairs::losses::Losses;
use crate::pairs::options::ReadPairs;
use crate::pairs::record::{PairRecord, keys};
use crate::pairs::source::{Fault, PairSource, choose_languages, fault_of_xml};
use crate::xml;
use crate::xml::{Node, Xml, XmlFault};
use calque_text::Lang;
use quick_xml::events::BytesStart;

/// The largest unit accepted, in bytes of XML.
const MAX_UNIT: u64 = 4 << 20;
/// Streams pairs out of a memory.
pub(crate) struct TmxSource {
    xml: Xml<Bytes>,
    requested: (Option<Lang>, Option<Lang>),
    /// The header's `srclang`, where it names a language.
    header: Option<Lang>,
    /// The languages of the first unit, which the others follow where nothing says which is the source.
    first: Option<(Lang, Lang)>,
    /// The variants of the current unit are the first `used`; the others are kept for reuse.
    variants: Vec<Variant>,
    used: usize,
    left_out: Losses,
    seen_root: bool,
    /// A variant outside a unit, or a fault in one, was told; the variants after it are not told one by one.
    astray: bool,
}

/// A `tuv`.
#[derive(Default)]
struct Variant {
    tag: String,
    lang: Option<Lang>,
    text: String,
    extra: Vec<(String, String)>,
}

/// The position of the reader inside a unit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Unit,
    Variant,
    /// In a segment, inside this many inline codes.
    Segment(u32),
    /// In a property or a note of the unit or of a variant.
    PropertyOrNote,
}

impl TmxSource {
    pub(crate) fn new(input: Bytes, options: &ReadPairs) -> Self {
        Self {
            xml: Xml::new(input),
            requested: (options.source_lang, options.target_lang),
            header: None,
            first: None,
            variants: Vec::new(),
            used: 0,
            left_out: Losses::default(),
            seen_root: false,
            astray: false,
        }
    }

    /// Skips to the next unit and reads its attributes; false at the end.
    fn find_unit(&mut self, record: &mut PairRecord) -> Result<bool, Fault> {
        loop {
            let line = self.xml.line();
            match self.xml.next() {
                Ok(Node::Start(tag)) => match tag.local_name().into_inner() {
                    "tu" => {
                        self.astray = false;
                        record.restart(line);
                        unit_attributes(&tag, record);
                        return Ok(true);
                    }
                    "tuv" if !self.astray => {
                        self.astray = true;
                        record.restart(line);
                        return Err(unit_fault(record, "a variant stands outside a unit"));
                    }
                    "header" => self.header = xml::attribute(&tag, "srclang").and_then(|l| l.parse().ok()),
                    "tmx" => self.seen_root = true,
                    _ => {}
                },
                Ok(Node::Eof) if self.seen_root => return Ok(false),
                Ok(Node::Eof) => {
                    return Err(Fault::Fatal(InputProblem::Xml("is no TMX: it has no element <tmx>".into()), None));
                }
                Ok(_) => {}
                // Faults between units do not matter.
                Err(XmlFault::Here(_)) if self.seen_root => {}
                Err(fault) => return Err(fault_of_xml(fault, line, "")),
            }
        }
    }

    /// Reads the unit to its end.
    fn read_unit(&mut self, record: &mut PairRecord) -> Result<(), Fault> {
        self.used = 0;
        let (mut at, mut key, mut text) = (Position::Unit, String::new(), String::new());
        let (mut codes, mut kind, mut content) = (InlineCodes::default(), CodeKind::Half, String::new());
        let mut has_segment = false;
        let mark = self.xml.mark();
        loop {
            let node = self.xml.next().map_err(|fault| fault_of_xml(fault, record.line, &record.id_text()))?;
            match node {
                Node::Start(tag) => match (at, tag.local_name().into_inner()) {
                    (Position::Unit, "tuv") => {
                        begin_variant(&mut self.variants, &mut self.used, &tag);
                        has_segment = false;
                        at = Position::Variant;
                    }
                    (Position::Variant, "seg") => {
                        has_segment = true;
                        codes = InlineCodes::default();
                        at = Position::Segment(0);
                    }
                    (Position::Unit | Position::Variant, name @ ("prop" | "note")) => {
                        key.clear();
                        key.push_str(if name == "prop" { "prop" } else { keys::NOTES });
                        if name == "prop"
                            && let Some(kind) = xml::attribute(&tag, "type")
                        {
                            key.clear();
                            key.push_str(&kind);
                        }
                        text.clear();
                        at = Position::PropertyOrNote;
                    }
                    (Position::Segment(0), "hi") => {}
                    (Position::Segment(0), element) => {
                        let breaks = xml::attribute(&tag, "type").is_some_and(|t| matches!(&*t, "lb" | "x-br" | "br"));
                        kind = match element {
                            _ if breaks => CodeKind::LineBreak,
                            "ph" => CodeKind::Alone,
                            _ => CodeKind::Half,
                        };
                        content.clear();
                        at = Position::Segment(1);
                    }
                    (Position::Segment(depth), _) => at = Position::Segment(depth + 1),
                    (_, "tu") => return Err(unit_fault(record, "a unit begins inside another")),
                    _ => {}
                },
                Node::Text(piece) => match at {
                    Position::Segment(0) => codes.text(&mut self.variants[self.used - 1].text, &piece),
                    Position::Segment(_) => content.push_str(&piece),
                    Position::PropertyOrNote => text.push_str(&piece),
                    _ => {}
                },
                Node::End(tag) => match (at, tag.local_name().into_inner()) {
                    (_, "tu") => return Ok(()),
                    (Position::PropertyOrNote, "prop" | "note") if self.used > 0 => {
                        self.variants[self.used - 1].extra.push((key.clone(), text.clone()));
                        at = Position::Variant;
                    }
                    (Position::PropertyOrNote, "prop" | "note") => {
                        add(&mut record.extra, &key, &text);
                        at = Position::Unit;
                    }
                    (Position::Segment(_), "seg") => at = Position::Variant,
                    (Position::Segment(0), "hi") => {}
                    (Position::Segment(depth), _) => {
                        at = Position::Segment(depth.saturating_sub(1));
                        if depth == 1 && !codes.code(&mut self.variants[self.used - 1].text, kind, &content) {
                            self.left_out.add("inline codes were left out", 1);
                        }
                    }
                    (_, "tuv") if !has_segment => return Err(unit_fault(record, "a variant has no <seg>")),
                    (_, "tuv") => at = Position::Unit,
                    _ => {}
                },
                Node::Eof => return Err(unit_fault(record, "the file ends inside a unit")),
                Node::Other => {}
            }
            if self.xml.mark() - mark > MAX_UNIT {
                return Err(unit_fault(record, "the unit is larger than 4 MiB"));
            }
        }
    }

    /// Makes a pair of the variants; false if the unit lacks the requested languages.
    fn pair(&mut self, record: &mut PairRecord) -> Result<bool, Fault> {
        let variants = &mut self.variants[..self.used];
        let Some(first) = variants.first() else { return Err(unit_fault(record, "the unit has no variant")) };
        let (source, target) = if variants.len() == 1 {
            let is_target = self.requested.1.is_some() && self.requested.1 == first.lang;
            let fits = self.requested == (None, None) || self.requested.0 == first.lang || is_target;
            match (fits, is_target) {
                (false, _) => return Ok(false),
                (true, false) => (Some(0), None),
                (true, true) => (None, Some(0)),
            }
        } else {
            let langs: Vec<Lang> = variants.iter().map(|v| v.lang.unwrap_or(Lang::UND)).collect();
            let by_header = self.header.filter(|h| self.requested == (None, None) && langs.contains(h));
            let open = self.requested == (None, None) && by_header.is_none();
            let first = self.first.filter(|(s, t)| open && langs.contains(s) && langs.contains(t)).unzip();
            let wanted = (self.requested.0.or(by_header).or(first.0), self.requested.1.or(first.1));
            let Some((s, t)) = choose_languages(&langs, wanted.0, wanted.1) else {
                return Ok(false);
            };
            if open && s > t {
                self.left_out.add("units of the other direction were turned round", 1);
            }
            self.first.get_or_insert((langs[s], langs[t]));
            if langs.len() > 2 {
                self.left_out.add("variants in further languages were left out", langs.len() as u64 - 2);
            }
            (Some(s), Some(t))
        };
        for (side, at) in [("source", source), ("target", target)] {
            let Some(variant) = at.map(|i| &mut variants[i]) else { continue };
            let (text, lang) = if side == "source" {
                (&mut record.source, &mut record.source_lang)
            } else {
                (&mut record.target, &mut record.target_lang)
            };
            std::mem::swap(text, &mut variant.text);
            *lang = variant.lang;
            if variant.lang.is_none_or(|l| l.code() != variant.tag) && !variant.tag.is_empty() {
                record.extra.insert(format!("{side}.{REGION}"), variant.tag.as_str().into());
            }
            for (key, value) in variant.extra.drain(..) {
                let document = key == "source-document";
                let key = if document { format!("{side}_doc") } else { format!("{side}.{key}") };
                add(&mut record.extra, &key, &value);
            }
        }
        Ok(true)
    }
}

impl PairSource for TmxSource {
    fn read(&mut self, record: &mut PairRecord) -> Result<bool, Fault> {
        while self.find_unit(record)? {
            // After a fault the rest of the unit is astray.
            self.astray = true;
            self.read_unit(record)?;
            self.astray = false;
            if self.pair(record)? {
                return Ok(true);
            }
            self.left_out.add("units in other languages were left out", 1);
        }
        Ok(false)
    }

    fn left_out(&self) -> Losses {
        self.left_out.clone()
    }
}

/// Begins a variant, reusing one of an earlier unit.
fn begin_variant(variants: &mut Vec<Variant>, used: &mut usize, tag: &BytesStart<'_>) {
    if *used == variants.len() {
        variants.push(Variant::default());
    }
    let variant = &mut variants[*used];
    *used += 1;
    variant.text.clear();
    variant.extra.clear();
    variant.tag.clear();
    variant.lang = None;
    for (key, value) in xml::attributes(tag) {
        match key {
            "xml:lang" | "lang" => {
                variant.tag.push_str(&value);
                variant.lang = value.parse().ok();
            }
            _ => variant.extra.push((key.to_owned(), value.into_owned())),
        }
    }
}

fn unit_attributes(tag: &BytesStart<'_>, record: &mut PairRecord) {
    for (key, value) in xml::attributes(tag) {
        match key {
            "tuid" => record.id = value.as_ref().into(),
            "srclang" => {}
            _ => add(&mut record.extra, key, &value),
        }
    }
}

fn unit_fault(record: &PairRecord, what: &str) -> Fault {
    let named = record.id.as_str().map(|id| format!(" (unit {id})")).unwrap_or_default();
    Fault::bad(record.line, InputProblem::Xml(format!("{what}{named}")), record.source.as_bytes())
}
