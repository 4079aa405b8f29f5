//! Writes XLIFF.

use super::state::{SUB_STATE, UNKNOWN, state_in_v1, state_in_v2};
use crate::output::{OutputError, OutputFile};
use crate::pairs::cells;
use crate::pairs::losses::Losses;
use crate::pairs::options::WritePairs;
use crate::pairs::record::{PairRecord, keys};
use crate::pairs::sink::PairSink;
use crate::xml;
use calque_text::Lang;
use serde_json::Value;

/// Writes XLIFF 2.1 or 1.2.
pub(crate) struct XliffSink {
    out: OutputFile,
    version_1: bool,
    langs: (Option<Lang>, Option<Lang>),
    /// The document of the current `file` element, if there is one.
    file: Option<String>,
    files: u64,
    units: u64,
    text: String,
}

impl XliffSink {
    pub(crate) fn new(out: OutputFile, version_1: bool, options: &WritePairs) -> Self {
        let langs = (options.source_lang, options.target_lang);
        Self { out, version_1, langs, file: None, files: 0, units: 0, text: String::new() }
    }

    /// Begins the `file` element of the next pair.
    fn file(&mut self, document: &str, illegal: &mut u64) {
        let lang = |lang: Option<Lang>| lang.unwrap_or(Lang::UND);
        let (source, target) = (lang(self.langs.0), lang(self.langs.1));
        let text = &mut self.text;
        match (self.file.is_some(), self.version_1) {
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
        if self.version_1 {
            xml::attribute_into("source-language", source.code(), text, illegal);
            xml::attribute_into("target-language", target.code(), text, illegal);
            text.push_str(" datatype=\"plaintext\"");
        } else {
            xml::attribute_into("id", &format!("f{}", self.files), text, illegal);
        }
        xml::attribute_into("original", if document.is_empty() { UNKNOWN } else { document }, text, illegal);
        text.push_str(" xml:space=\"preserve\">\n");
        if self.version_1 {
            text.push_str("<body>\n");
        }
        self.file = Some(document.to_owned());
    }

    fn write_unit_v2(&mut self, record: &PairRecord, illegal: &mut u64) {
        let text = &mut self.text;
        text.push_str("<unit");
        xml::attribute_into("id", &format!("u{}", self.units), text, illegal);
        if record.has_own_id() {
            xml::attribute_into("name", &record.id_text(), text, illegal);
        }
        text.push('>');
        let mut other_fields = other_fields(record).peekable();
        if other_fields.peek().is_some() {
            text.push_str("<mda:metadata><mda:metaGroup category=\"calque\">");
            for (key, value) in other_fields {
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
            xml::attribute_into("state", state_in_v2(state), text, illegal);
            if state != state_in_v2(state) {
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

    fn write_unit_v1(&mut self, record: &PairRecord, illegal: &mut u64) {
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
            element("target", state.map(|s| ("state", state_in_v1(s))), &record.target, text, illegal);
        }
        let mut other_fields = other_fields(record).peekable();
        if other_fields.peek().is_some() {
            text.push_str("<prop-group>");
            for (key, value) in other_fields {
                element("prop", Some(("prop-type", key)), &cells::text(value), text, illegal);
            }
            text.push_str("</prop-group>");
        }
        notes(record).for_each(|note| element("note", None, &cells::text(note), text, illegal));
        text.push_str("</trans-unit>\n");
    }
}

/// The fields without an element of their own.
fn other_fields(record: &PairRecord) -> impl Iterator<Item = (&str, &Value)> {
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

impl PairSink for XliffSink {
    fn write(&mut self, record: &PairRecord, losses: &mut Losses) -> Result<(), OutputError> {
        self.text.clear();
        self.units += 1;
        let mut illegal = 0;
        if self.file.is_none() {
            self.langs = (record.source_lang.or(self.langs.0), record.target_lang.or(self.langs.1));
        }
        let document = record.extra_str(keys::SOURCE_DOC).unwrap_or_default();
        if self.file.as_deref() != Some(document) {
            self.file(document, &mut illegal);
        }
        if self.version_1 {
            self.write_unit_v1(record, &mut illegal);
        } else {
            self.write_unit_v2(record, &mut illegal);
        }
        losses.add(xml::ILLEGAL, illegal);
        self.out.put(self.text.as_bytes())
    }

    fn finish(mut self: Box<Self>, _: &mut Losses) -> Result<(), OutputError> {
        self.text.clear();
        if self.file.is_none() {
            self.file("", &mut 0);
        }
        self.text.push_str(if self.version_1 { "</body>\n</file>\n</xliff>\n" } else { "</file>\n</xliff>\n" });
        self.out.put(self.text.as_bytes())?;
        self.out.finish()
    }
}
