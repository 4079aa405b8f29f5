//! Writes translation memories.

use super::names::{ATTRIBUTES, REGION};
use crate::output::{OutputError, OutputFile};
use crate::pairs::cells;
use crate::pairs::extra::CALQUE_KEYS;
use crate::pairs::losses::Losses;
use crate::pairs::options::WritePairs;
use crate::pairs::record::{PairRecord, keys};
use crate::pairs::sink::PairSink;
use crate::xml;
use calque_text::Lang;
use serde_json::Value;
use std::fmt::Write as _;

/// Writes a memory.
pub(crate) struct TmxSink {
    out: OutputFile,
    date: Option<String>,
    keep_unaligned: bool,
    /// The source language of the header.
    srclang: Option<Lang>,
    started: bool,
    unit: String,
}

impl TmxSink {
    pub(crate) fn new(out: OutputFile, options: &WritePairs) -> Self {
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
                property_or_note(key, value, unit, illegal);
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
                property_or_note("source-document", value, unit, illegal);
            }
            for (key, value) in of_side().filter(|(k, _)| !is_attribute(k) && *k != REGION) {
                property_or_note(key, value, unit, illegal);
            }
            unit.push_str("<seg>");
            xml::escape_into(text, unit, illegal);
            unit.push_str("</seg></tuv>");
        }
        unit.push_str("</tu>\n");
    }
}

/// The language tag of a variant: as it was read if it is in the language, with `-` for `_`.
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

/// Writes a property or note; a list of strings becomes several.
fn property_or_note(key: &str, value: &Value, unit: &mut String, illegal: &mut u64) {
    if let Value::Array(list) = value
        && (list.len() > 1 || key == keys::NOTES)
        && list.iter().all(Value::is_string)
    {
        return list.iter().for_each(|v| property_or_note(key, v, unit, illegal));
    }
    let end = if key == keys::NOTES {
        unit.push_str("<note>");
        "</note>"
    } else {
        unit.push_str("<prop");
        let name = if CALQUE_KEYS.contains(&key) { format!("x-{key}") } else { key.to_owned() };
        xml::attribute_into("type", &name, unit, illegal);
        unit.push('>');
        "</prop>"
    };
    xml::escape_into(&cells::text(value), unit, illegal);
    unit.push_str(end);
}

impl PairSink for TmxSink {
    fn write(&mut self, record: &PairRecord, losses: &mut Losses) -> Result<(), OutputError> {
        self.unit.clear();
        if !self.started {
            self.srclang = record.source_lang.or(self.srclang);
            self.header();
        }
        let one_sided = record.source.is_empty() || record.target.is_empty();
        let empty = record.source.is_empty() && record.target.is_empty();
        if empty || one_sided && !self.keep_unaligned {
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
