//! Translation memories in TMX: 1.1 to 1.4 are read, 1.4 is written.
//!
//! Which language is the source is what the options say, else the header's
//! `srclang`, else the order of the first unit's variants; tags are compared by
//! language, whatever their case and region. The text of inline codes is left out
//! and counted, highlighted text stays. Attributes, notes and properties of a unit
//! are kept under their names, those of a variant with `source.` or `target.` before
//! them; `x-score`, `x-bead` and the like are known by their common names
//! ([`keys`]), and so is bitextor's `source-document`.
//!
//! What is written is valid against the DTD of TMX 1.4: all attributes that it
//! requires, properties and notes before variants and segments, tags of BCP 47.

use super::jsonl::choose;
use super::place::{OutputError, Place};
use super::stream::Bytes;
use super::{Fault, Losses, PairRecord, ReadPairs, Sink, Source, WritePairs, cells, keys};
use crate::Problem;
use crate::xml::{self, Node, Xml, XmlFault};
use calque_text::Lang;
use quick_xml::events::BytesStart;
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// The largest unit accepted, in bytes of XML.
const MAX_UNIT: u64 = 4 << 20;
/// Names of ours, which stand in properties with `x-` before them.
const OURS: [&str; 5] = [keys::SCORE, keys::BEAD, keys::STATE, keys::CONTEXT, keys::DRIFT];
/// Attributes that the DTD allows on units and variants.
const ATTRIBUTES: [&str; 12] = [
    "o-encoding",
    "datatype",
    "usagecount",
    "lastusagedate",
    "creationtool",
    "creationtoolversion",
    "creationdate",
    "creationid",
    "changedate",
    "changeid",
    "o-tmf",
    "segtype",
];
const REGION: &str = "locale";

/// Streams pairs out of a memory.
pub(crate) struct TmxSource {
    xml: Xml<Bytes>,
    asked: (Option<Lang>, Option<Lang>),
    /// The header's `srclang`, where it names a language.
    header: Option<Lang>,
    /// The variants of the unit in hand; only the first `used` are of it.
    variants: Vec<Variant>,
    used: usize,
    left_out: Losses,
    seen_root: bool,
}

/// A `tuv`.
#[derive(Default)]
struct Variant {
    tag: String,
    lang: Option<Lang>,
    text: String,
    extra: Vec<(String, String)>,
}

/// Where in a unit reading stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Unit,
    Variant,
    /// In a segment, so many inline codes deep.
    Segment(u32),
    /// In a property or a note of the unit or of a variant.
    Aside,
}

impl TmxSource {
    pub(crate) fn new(input: Bytes, options: &ReadPairs) -> Self {
        Self {
            xml: Xml::new(input),
            asked: (options.source_lang, options.target_lang),
            header: None,
            variants: Vec::new(),
            used: 0,
            left_out: Losses::default(),
            seen_root: false,
        }
    }

    /// Goes to the next unit and takes its attributes; false at the end.
    fn find_unit(&mut self, record: &mut PairRecord) -> Result<bool, Fault> {
        loop {
            let line = self.xml.line();
            match self.xml.next() {
                Ok(Node::Start(tag)) => match tag.local_name().into_inner() {
                    "tu" => {
                        record.restart(line);
                        unit_attributes(&tag, record);
                        return Ok(true);
                    }
                    "header" => self.header = xml::attribute(&tag, "srclang").and_then(|l| l.parse().ok()),
                    "tmx" => self.seen_root = true,
                    _ => {}
                },
                Ok(Node::Eof) if self.seen_root => return Ok(false),
                Ok(Node::Eof) => {
                    return Err(Fault::Fatal(Problem::Xml("is no TMX: it has no element <tmx>".into()), None));
                }
                Ok(_) => {}
                // Between units nothing is said that matters.
                Err(XmlFault::Here(_)) if self.seen_root => {}
                Err(fault) => return Err(broken(fault, line, "")),
            }
        }
    }

    /// Reads the unit to its end.
    fn read_unit(&mut self, record: &mut PairRecord) -> Result<(), Fault> {
        self.used = 0;
        let (mut at, mut aside, mut text) = (At::Unit, String::new(), String::new());
        let mark = self.xml.mark();
        loop {
            let node = self.xml.next().map_err(|fault| broken(fault, record.line, &record.id_text()))?;
            match node {
                Node::Start(tag) => match (at, tag.local_name().into_inner()) {
                    (At::Unit, "tuv") => {
                        begin(&mut self.variants, &mut self.used, &tag);
                        at = At::Variant;
                    }
                    (At::Variant, "seg") => at = At::Segment(0),
                    (At::Unit | At::Variant, name @ ("prop" | "note")) => {
                        aside.clear();
                        aside.push_str(if name == "prop" { "prop" } else { keys::NOTES });
                        if name == "prop"
                            && let Some(kind) = xml::attribute(&tag, "type")
                        {
                            aside.clear();
                            aside.push_str(&kind);
                        }
                        text.clear();
                        at = At::Aside;
                    }
                    (At::Segment(0), "hi") => {}
                    (At::Segment(depth), _) => at = At::Segment(depth + 1),
                    (_, "tu") => return Err(unit_fault(record, "a unit begins inside another")),
                    _ => {}
                },
                Node::Text(piece) => match at {
                    At::Segment(0) => self.variants[self.used - 1].text.push_str(&piece),
                    At::Aside => text.push_str(&piece),
                    _ => {}
                },
                Node::End(tag) => match (at, tag.local_name().into_inner()) {
                    (_, "tu") => return Ok(()),
                    (At::Aside, "prop" | "note") if self.used > 0 => {
                        self.variants[self.used - 1].extra.push((aside.clone(), text.clone()));
                        at = At::Variant;
                    }
                    (At::Aside, "prop" | "note") => {
                        add(&mut record.extra, &aside, &text);
                        at = At::Unit;
                    }
                    (At::Segment(_), "seg") => at = At::Variant,
                    (At::Segment(0), "hi") => {}
                    (At::Segment(depth), _) => {
                        at = At::Segment(depth.saturating_sub(1));
                        if depth == 1 {
                            self.left_out.add("inline codes were left out", 1);
                        }
                    }
                    (_, "tuv") => at = At::Unit,
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

    /// Makes a pair of the unit's variants; false if it is not in the languages asked for.
    fn pair(&mut self, record: &mut PairRecord) -> Result<bool, Fault> {
        let variants = &mut self.variants[..self.used];
        let Some(first) = variants.first() else { return Err(unit_fault(record, "the unit has no variant")) };
        let (source, target) = if variants.len() == 1 {
            let is_target = self.asked.1.is_some() && self.asked.1 == first.lang;
            let fits = self.asked == (None, None) || self.asked.0 == first.lang || is_target;
            match (fits, is_target) {
                (false, _) => return Ok(false),
                (true, false) => (Some(0), None),
                (true, true) => (None, Some(0)),
            }
        } else {
            let langs: Vec<Lang> = variants.iter().map(|v| v.lang.unwrap_or(Lang::UND)).collect();
            let by_header = self.header.filter(|h| self.asked == (None, None) && langs.contains(h));
            let Some((s, t)) = choose(&langs, self.asked.0.or(by_header), self.asked.1) else { return Ok(false) };
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

impl Source for TmxSource {
    fn read(&mut self, record: &mut PairRecord) -> Result<bool, Fault> {
        while self.find_unit(record)? {
            self.read_unit(record)?;
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

/// Begins a variant in the place of one of an earlier unit.
fn begin(variants: &mut Vec<Variant>, used: &mut usize, tag: &BytesStart<'_>) {
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

/// Keeps a value under its common name; what comes twice becomes a list, notes are one always.
pub(crate) fn add(extra: &mut Map<String, Value>, key: &str, value: &str) {
    let ours = key.strip_prefix("x-").filter(|k| OURS.contains(k));
    let notes = key.rsplit('.').next() == Some(keys::NOTES);
    let parsed = if notes { value.into() } else { cells::value(value) };
    match extra.get_mut(ours.unwrap_or(key)) {
        None => {
            let parsed = if notes { Value::Array(vec![parsed]) } else { parsed };
            extra.insert(ours.unwrap_or(key).to_owned(), parsed);
        }
        Some(Value::Array(list)) => list.push(parsed),
        Some(one) => {
            let first = one.take();
            *one = Value::Array(vec![first, parsed]);
        }
    }
}

fn unit_fault(record: &PairRecord, what: &str) -> Fault {
    let named = record.id.as_str().map(|id| format!(" (unit {id})")).unwrap_or_default();
    Fault::bad(record.line, Problem::Xml(format!("{what}{named}")), record.source.as_bytes())
}

pub(crate) fn broken(fault: XmlFault, line: u64, unit: &str) -> Fault {
    match fault {
        XmlFault::Here(what) => Fault::bad(line, Problem::Xml(what), unit.as_bytes()),
        XmlFault::End(what) => Fault::Fatal(Problem::Xml(what), Some(line)),
        XmlFault::Io(e) => Fault::Fatal(Problem::Io(e), Some(line)),
    }
}

/// Writes a memory.
pub(crate) struct TmxSink {
    out: Place,
    date: Option<String>,
    keep_unaligned: bool,
    /// The header's source language, once it is written.
    srclang: Option<Lang>,
    started: bool,
    unit: String,
}

impl TmxSink {
    pub(crate) fn new(out: Place, options: &WritePairs) -> Self {
        let (date, keep_unaligned) = (options.date.clone(), options.keep_unaligned);
        Self { out, date, keep_unaligned, srclang: options.source_lang, started: false, unit: String::new() }
    }

    fn header(&mut self) {
        let lang = self.srclang.filter(|l| *l != Lang::UND);
        let srclang = lang.as_ref().map_or("*all*", Lang::code);
        let date = self.date.as_ref().map(|d| format!(" creationdate=\"{d}\"")).unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = write!(
            self.unit,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n\
             <header creationtool=\"Calque\" creationtoolversion=\"{}\" segtype=\"sentence\" o-tmf=\"Calque\" \
             adminlang=\"en\" srclang=\"{srclang}\" datatype=\"plaintext\"{date}/>\n<body>\n",
            env!("CARGO_PKG_VERSION")
        );
        self.started = true;
    }

    fn unit(&mut self, record: &PairRecord, illegal: &mut u64) {
        let unit = &mut self.unit;
        unit.push_str("<tu");
        if record.has_own_id() {
            xml::attribute_into("tuid", &record.id_text(), unit, illegal);
        }
        if record.source_lang != self.srclang
            && let Some(lang) = record.source_lang
        {
            xml::attribute_into("srclang", lang.code(), unit, illegal);
        }
        let of_unit = || record.extra.iter().filter(|(k, _)| !k.starts_with("source.") && !k.starts_with("target."));
        for (key, value) in of_unit().filter(|(k, _)| is_attribute(k)) {
            xml::attribute_into(key, &cells::text(value), unit, illegal);
        }
        unit.push('>');
        for (key, value) in of_unit().filter(|(k, _)| !is_attribute(k)) {
            if key != keys::SOURCE_DOC && key != keys::TARGET_DOC {
                aside(key, value, unit, illegal);
            }
        }
        let sides = [
            ("source.", &record.source, record.source_lang, keys::SOURCE_DOC),
            ("target.", &record.target, record.target_lang, keys::TARGET_DOC),
        ];
        for (prefix, text, lang, document) in sides {
            if text.is_empty() {
                continue;
            }
            let of_side = || record.extra.iter().filter_map(move |(k, v)| Some((k.strip_prefix(prefix)?, v)));
            let tag = of_side().find(|(k, _)| *k == REGION).and_then(|(_, v)| v.as_str());
            unit.push_str("<tuv");
            xml::attribute_into("xml:lang", &tag_of(tag, lang), unit, illegal);
            for (key, value) in of_side().filter(|(k, _)| is_attribute(k) && *k != "segtype") {
                xml::attribute_into(key, &cells::text(value), unit, illegal);
            }
            unit.push('>');
            if let Some(value) = record.extra.get(document) {
                aside("source-document", value, unit, illegal);
            }
            for (key, value) in of_side().filter(|(k, _)| !is_attribute(k) && *k != REGION) {
                aside(key, value, unit, illegal);
            }
            unit.push_str("<seg>");
            xml::escape_into(text, unit, illegal);
            unit.push_str("</seg></tuv>");
        }
        unit.push_str("</tu>\n");
    }
}

/// The tag of a variant: as it was read if it is in the language, `_` made `-`.
fn tag_of(tag: Option<&str>, lang: Option<Lang>) -> String {
    let lang = lang.unwrap_or(Lang::UND);
    match tag {
        Some(tag) if lang == Lang::UND || tag.parse() == Ok(lang) => tag.replace('_', "-"),
        _ => lang.code().to_owned(),
    }
}

fn is_attribute(key: &str) -> bool {
    ATTRIBUTES.contains(&key)
}

/// A property, or notes; a list of strings is as many of them.
fn aside(key: &str, value: &Value, unit: &mut String, illegal: &mut u64) {
    if let Value::Array(list) = value
        && (list.len() > 1 || key == keys::NOTES)
        && list.iter().all(Value::is_string)
    {
        return list.iter().for_each(|v| aside(key, v, unit, illegal));
    }
    let end = if key == keys::NOTES {
        unit.push_str("<note>");
        "</note>"
    } else {
        unit.push_str("<prop");
        let name = if OURS.contains(&key) { format!("x-{key}") } else { key.to_owned() };
        xml::attribute_into("type", &name, unit, illegal);
        unit.push('>');
        "</prop>"
    };
    xml::escape_into(&cells::text(value), unit, illegal);
    unit.push_str(end);
}

impl Sink for TmxSink {
    fn write(&mut self, record: &PairRecord, losses: &mut Losses) -> Result<(), OutputError> {
        self.unit.clear();
        if !self.started {
            self.srclang = record.source_lang.or(self.srclang);
            self.header();
        }
        let alone = record.source.is_empty() || record.target.is_empty();
        let nothing = record.source.is_empty() && record.target.is_empty();
        if nothing || alone && !self.keep_unaligned {
            losses.add("pairs of which one side is empty were left out (--keep-unaligned writes them)", 1);
        } else {
            let mut illegal = 0;
            self.unit(record, &mut illegal);
            losses.add(xml::ILLEGAL, illegal);
        }
        self.out.put(self.unit.as_bytes())
    }

    fn finish(mut self: Box<Self>, _: &mut Losses) -> Result<(), OutputError> {
        self.unit.clear();
        if !self.started {
            self.header();
        }
        self.unit.push_str("</body>\n</tmx>\n");
        self.out.put(self.unit.as_bytes())?;
        self.out.finish()
    }
}

#[cfg(test)]
mod tests;
