//! XLIFF: 1.2 and 2.x are read, 2.1 and 1.2 are written.
//!
//! A unit is a pair, or each segment of it where version 2 has several. The state is
//! kept by its word; what the other version lacks goes through its `subState`. The
//! file's `original` is the source's document. The text of codes is left out and
//! counted, marked text stays. What else a pair has goes into metadata (version 2)
//! or properties (1.2).

use super::place::{OutputError, Place};
use super::stream::Bytes;
use super::tmx::broken;
use super::{Fault, Losses, PairRecord, ReadPairs, Sink, Source, WritePairs, cells, keys};
use crate::Problem;
use crate::xml::{self, Node, Xml};
use calque_text::Lang;
use quick_xml::events::BytesStart;
use serde_json::{Map, Value};

/// The largest unit accepted, in bytes of XML.
const MAX_UNIT: u64 = 4 << 20;

/// Streams pairs out of a file.
pub(crate) struct XliffSource {
    xml: Xml<Bytes>,
    langs: (Option<Lang>, Option<Lang>),
    /// What the file in hand is made from.
    original: Option<String>,
    unit: Unit,
    left_out: Losses,
    seen_root: bool,
    /// Where the unit began, to measure it.
    mark: u64,
}

/// What a unit says of all its segments.
#[derive(Default)]
struct Unit {
    open: bool,
    line: u64,
    id: String,
    segments: u32,
    extra: Map<String, Value>,
}

/// Which text reading is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum In {
    Nothing,
    Source,
    Target,
    /// A note or a piece of metadata.
    Aside,
    /// Something that is passed over, so many elements deep.
    Skipped(u32),
}

impl XliffSource {
    pub(crate) fn new(input: Bytes, options: &ReadPairs) -> Self {
        Self {
            xml: Xml::new(input),
            langs: (options.source_lang, options.target_lang),
            original: None,
            unit: Unit::default(),
            left_out: Losses::default(),
            seen_root: false,
            mark: 0,
        }
    }

    fn fault(&self, what: &str) -> Fault {
        let named = if self.unit.id.is_empty() { String::new() } else { format!(" (unit {})", self.unit.id) };
        Fault::bad(self.unit.line, Problem::Xml(format!("{what}{named}")), self.unit.id.as_bytes())
    }

    fn read_pair(&mut self, record: &mut PairRecord) -> Result<bool, Fault> {
        let (mut at, mut code, mut name, mut aside) = (In::Nothing, 0_u32, String::new(), String::new());
        record.restart(self.xml.line());
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
                    return Err(broken(fault, if inside { self.unit.line } else { line }, &self.unit.id));
                }
            };
            match node {
                Node::Start(tag) => match (at, tag.local_name().into_inner()) {
                    (In::Skipped(depth), _) => at = In::Skipped(depth + 1),
                    (In::Source | In::Target, "cp") if code == 0 => {
                        let hex = xml::attribute(&tag, "hex").and_then(|h| u32::from_str_radix(&h, 16).ok());
                        let side = if at == In::Source { &mut record.source } else { &mut record.target };
                        side.extend(hex.and_then(char::from_u32));
                    }
                    (In::Source | In::Target, "bpt" | "ept" | "ph" | "it") => code += 1,
                    (In::Source | In::Target, _) if code > 0 => code += 1,
                    (In::Nothing, "xliff") => {
                        self.seen_root = true;
                        languages(&tag, "srcLang", "trgLang", &mut self.langs);
                    }
                    (In::Nothing, "file") => {
                        languages(&tag, "source-language", "target-language", &mut self.langs);
                        self.original = xml::attribute(&tag, "original").map(std::borrow::Cow::into_owned);
                    }
                    (In::Nothing, "trans-unit" | "unit") => {
                        self.unit = Unit::begin(&tag, line);
                        self.mark = self.xml.mark();
                    }
                    (In::Nothing, "segment") => {
                        record.restart(line);
                        has_source = false;
                        state(&tag, record);
                    }
                    (In::Nothing, "alt-trans" | "seg-source" | "ignorable" | "bin-unit" | "originalData") => {
                        at = In::Skipped(0);
                    }
                    (In::Nothing, "source") => {
                        has_source = true;
                        at = In::Source;
                    }
                    (In::Nothing, "target") => {
                        state(&tag, record);
                        at = In::Target;
                    }
                    (In::Nothing, element @ ("note" | "meta" | "prop")) => {
                        let kind = match element {
                            "meta" => xml::attribute(&tag, "type"),
                            "prop" => xml::attribute(&tag, "prop-type"),
                            _ => None,
                        };
                        name = kind.map_or_else(|| keys::NOTES.to_owned(), std::borrow::Cow::into_owned);
                        aside.clear();
                        at = In::Aside;
                    }
                    _ => {}
                },
                Node::Text(text) => match at {
                    In::Source if code == 0 => record.source.push_str(&text),
                    In::Target if code == 0 => record.target.push_str(&text),
                    In::Aside => aside.push_str(&text),
                    _ => {}
                },
                Node::End(tag) => match (at, tag.local_name().into_inner()) {
                    (In::Skipped(0), _) => at = In::Nothing,
                    (In::Skipped(depth), _) => at = In::Skipped(depth - 1),
                    (In::Source | In::Target, _) if code > 0 => {
                        code -= 1;
                        if code == 0 {
                            self.left_out.add("inline codes were left out", 1);
                        }
                    }
                    (In::Source, "source") | (In::Target, "target") => at = In::Nothing,
                    (In::Aside, "note" | "meta" | "prop") => {
                        super::tmx::add(&mut self.unit.extra, &name, &aside);
                        at = In::Nothing;
                    }
                    (In::Nothing, "segment") if self.unit.open => {
                        if !has_source {
                            return Err(self.fault("a segment has no source"));
                        }
                        self.complete(record);
                        return Ok(true);
                    }
                    (In::Nothing, "trans-unit") if self.unit.open => {
                        if !has_source {
                            self.unit.open = false;
                            return Err(self.fault("the unit has no source"));
                        }
                        self.complete(record);
                        self.unit.open = false;
                        return Ok(true);
                    }
                    (In::Nothing, "unit") => self.unit.open = false,
                    _ => {}
                },
                Node::Eof if self.unit.open => {
                    self.unit.open = false;
                    return Err(self.fault("the file ends inside a unit"));
                }
                Node::Eof if self.seen_root => return Ok(false),
                Node::Eof => {
                    return Err(Fault::Fatal(Problem::Xml("is no XLIFF: it has no element <xliff>".into()), None));
                }
                Node::Other => {}
            }
        }
    }

    /// Adds what the file and the unit say.
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
/// What a file without a document calls its original.
const UNKNOWN: &str = "pairs";

impl Unit {
    fn begin(tag: &BytesStart<'_>, line: u64) -> Self {
        let mut unit = Self { open: true, line, ..Self::default() };
        for (key, value) in xml::attributes(tag) {
            match key {
                "id" if unit.id.is_empty() => unit.id = value.into_owned(),
                // The name is what the unit is called outside.
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

/// The prefix of states in `subState` that version 2 has no word for.
const SUB_STATE: &str = "xlf12:";

/// The state of version 2 that says most of what a state says.
fn state_of_2(state: &str) -> &'static str {
    match state {
        "final" => "final",
        "reviewed" | "signed-off" => "reviewed",
        "translated" | "needs-review-translation" | "needs-review-adaptation" | "needs-review-l10n" => "translated",
        _ => "initial",
    }
}

/// The state of 1.2 for one of version 2.
fn state_of_1(state: &str) -> &str {
    match state {
        "initial" => "new",
        "reviewed" => "signed-off",
        other => other,
    }
}

impl Source for XliffSource {
    fn read(&mut self, record: &mut PairRecord) -> Result<bool, Fault> {
        self.read_pair(record)
    }

    fn left_out(&self) -> Losses {
        self.left_out.clone()
    }
}

/// Writes a file, of version 2.1 or 1.2.
pub(crate) struct XliffSink {
    out: Place,
    old: bool,
    langs: (Option<Lang>, Option<Lang>),
    /// The document of the file in hand, once there is one.
    file: Option<String>,
    files: u64,
    units: u64,
    text: String,
}

impl XliffSink {
    pub(crate) fn new(out: Place, old: bool, options: &WritePairs) -> Self {
        let langs = (options.source_lang, options.target_lang);
        Self { out, old, langs, file: None, files: 0, units: 0, text: String::new() }
    }

    /// Begins a file in which the next pair belongs.
    fn file(&mut self, document: &str, illegal: &mut u64) {
        let lang = |lang: Option<Lang>| lang.unwrap_or(Lang::UND);
        let (source, target) = (lang(self.langs.0), lang(self.langs.1));
        let text = &mut self.text;
        match (self.file.is_some(), self.old) {
            (true, true) => text.push_str("</body>\n</file>\n"),
            (true, false) => text.push_str("</file>\n"),
            (false, true) => text.push_str(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n",
            ),
            (false, false) => {
                text.push_str(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff version=\"2.1\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" \
                     xmlns:mda=\"urn:oasis:names:tc:xliff:metadata:2.0\"",
                );
                xml::attribute_into("srcLang", source.code(), text, illegal);
                xml::attribute_into("trgLang", target.code(), text, illegal);
                text.push_str(">\n");
            }
        }
        self.files += 1;
        text.push_str("<file");
        if self.old {
            xml::attribute_into("source-language", source.code(), text, illegal);
            xml::attribute_into("target-language", target.code(), text, illegal);
            text.push_str(" datatype=\"plaintext\"");
        } else {
            xml::attribute_into("id", &format!("f{}", self.files), text, illegal);
        }
        xml::attribute_into("original", if document.is_empty() { UNKNOWN } else { document }, text, illegal);
        text.push_str(" xml:space=\"preserve\">\n");
        if self.old {
            text.push_str("<body>\n");
        }
        self.file = Some(document.to_owned());
    }

    fn unit_of_2(&mut self, record: &PairRecord, illegal: &mut u64) {
        let text = &mut self.text;
        text.push_str("<unit");
        xml::attribute_into("id", &format!("u{}", self.units), text, illegal);
        if record.has_own_id() {
            xml::attribute_into("name", &record.id_text(), text, illegal);
        }
        text.push('>');
        let mut others = others(record).peekable();
        if others.peek().is_some() {
            text.push_str("<mda:metadata><mda:metaGroup category=\"calque\">");
            for (key, value) in others {
                element("mda:meta", Some(("type", key)), &cells::text(value), text, illegal);
            }
            text.push_str("</mda:metaGroup></mda:metadata>");
        }
        let mut notes = notes(record).peekable();
        if notes.peek().is_some() {
            text.push_str("<notes>");
            notes.for_each(|note| element("note", None, &cells::text(note), text, illegal));
            text.push_str("</notes>");
        }
        text.push_str("<segment");
        if let Some(state) = record.extra_str(keys::STATE) {
            xml::attribute_into("state", state_of_2(state), text, illegal);
            if state != state_of_2(state) {
                xml::attribute_into("subState", &format!("{SUB_STATE}{state}"), text, illegal);
            }
        }
        text.push('>');
        element("source", None, &record.source, text, illegal);
        if !record.target.is_empty() {
            element("target", None, &record.target, text, illegal);
        }
        text.push_str("</segment></unit>\n");
    }

    fn unit_of_1(&mut self, record: &PairRecord, illegal: &mut u64) {
        let text = &mut self.text;
        let state = record.extra_str(keys::STATE);
        text.push_str("<trans-unit");
        xml::attribute_into("id", &self.units.to_string(), text, illegal);
        if record.has_own_id() {
            xml::attribute_into("resname", &record.id_text(), text, illegal);
        }
        if state.is_some_and(|s| matches!(s, "reviewed" | "final" | "signed-off")) {
            text.push_str(" approved=\"yes\"");
        }
        text.push('>');
        element("source", None, &record.source, text, illegal);
        if !record.target.is_empty() {
            element("target", state.map(|s| ("state", state_of_1(s))), &record.target, text, illegal);
        }
        let mut others = others(record).peekable();
        if others.peek().is_some() {
            text.push_str("<prop-group>");
            for (key, value) in others {
                element("prop", Some(("prop-type", key)), &cells::text(value), text, illegal);
            }
            text.push_str("</prop-group>");
        }
        notes(record).for_each(|note| element("note", None, &cells::text(note), text, illegal));
        text.push_str("</trans-unit>\n");
    }
}

/// What has no place of its own.
fn others(record: &PairRecord) -> impl Iterator<Item = (&str, &Value)> {
    let known = |key: &str| matches!(key, keys::STATE | keys::SOURCE_DOC | keys::NOTES);
    record.extra.iter().map(|(k, v)| (k.as_str(), v)).filter(move |(k, _)| !known(k))
}

fn notes(record: &PairRecord) -> impl Iterator<Item = &Value> {
    let notes = record.extra.get(keys::NOTES);
    let list = notes.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter().chain(notes.filter(|n| n.is_string()))
}

fn element(name: &str, attribute: Option<(&str, &str)>, content: &str, text: &mut String, illegal: &mut u64) {
    text.push('<');
    text.push_str(name);
    if let Some((key, value)) = attribute {
        xml::attribute_into(key, value, text, illegal);
    }
    text.push('>');
    xml::escape_into(content, text, illegal);
    text.push_str("</");
    text.push_str(name);
    text.push('>');
}

impl Sink for XliffSink {
    fn write(&mut self, record: &PairRecord, losses: &mut Losses) -> Result<(), OutputError> {
        self.text.clear();
        self.units += 1;
        let mut illegal = 0;
        if self.file.is_none() {
            self.langs = (record.source_lang.or(self.langs.0), record.target_lang.or(self.langs.1));
        }
        let differs = |lang: Option<Lang>, of_file: Option<Lang>| lang.is_some() && lang != of_file;
        if differs(record.source_lang, self.langs.0) || differs(record.target_lang, self.langs.1) {
            losses.add("pairs in other languages than the first were written as if they were in its", 1);
        }
        let document = record.extra_str(keys::SOURCE_DOC).unwrap_or_default();
        if self.file.as_deref() != Some(document) {
            self.file(document, &mut illegal);
        }
        if self.old {
            self.unit_of_1(record, &mut illegal);
        } else {
            self.unit_of_2(record, &mut illegal);
        }
        losses.add(xml::ILLEGAL, illegal);
        self.out.put(self.text.as_bytes())
    }

    fn finish(mut self: Box<Self>, _: &mut Losses) -> Result<(), OutputError> {
        self.text.clear();
        if self.file.is_none() {
            self.file("", &mut 0);
        }
        self.text.push_str(if self.old { "</body>\n</file>\n</xliff>\n" } else { "</file>\n</xliff>\n" });
        self.out.put(self.text.as_bytes())?;
        self.out.finish()
    }
}

#[cfg(test)]
mod tests;
