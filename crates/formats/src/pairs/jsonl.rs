//! Pairs as JSON Lines: `{"id", "source", "target", "source_lang", "target_lang", ...}`.
//!
//! `id` may be a string or a number and is the line number where it is missing; the
//! languages may be missing too. A line `{"translation": {"en": "...", "fr": "..."}}`,
//! in the layout of the Hugging Face hub, is a pair as well. All other fields are kept in
//! [`PairRecord::extra`] and written again.

use crate::input::stream::Bytes;
use crate::output::{OutputError, OutputFile};
use crate::pairs::lines::Lines;
use crate::pairs::losses::Losses;
use crate::pairs::options::ReadPairs;
use crate::pairs::record::PairRecord;
use crate::pairs::sink::PairSink;
use crate::pairs::source::{Fault, PairSource, choose_languages};
use calque_text::Lang;
use serde_json::{Map, Value};
use std::io::{self, Write};

/// Streams pairs out of JSON Lines.
pub(crate) struct JsonlSource {
    lines: Lines,
    langs: (Option<Lang>, Option<Lang>),
    keep_blank: bool,
}

impl JsonlSource {
    pub(crate) fn new(input: Bytes, options: &ReadPairs) -> Self {
        let langs = (options.source_lang, options.target_lang);
        Self { lines: Lines::new(input), langs, keep_blank: options.keep_blank }
    }
}

impl PairSource for JsonlSource {
    fn read(&mut self, record: &mut PairRecord) -> Result<bool, Fault> {
        while self.lines.advance()? {
            let text = self.lines.text()?;
            record.restart(self.lines.line);
            if !text.trim_ascii().is_empty() {
                let object = parse(text).map_err(|what| self.lines.bad(what))?;
                fill_from_object(record, object, self.langs)
                    .map_err(|what| self.lines.bad(format!("not a pair: {what}")))?;
            } else if !self.keep_blank {
                continue;
            }
            return Ok(true);
        }
        Ok(false)
    }
}

fn parse(text: &str) -> Result<Map<String, Value>, String> {
    serde_json::from_str(text).map_err(|e| {
        let what = e.to_string();
        let what = what.split(" at line ").next().unwrap_or(&what).to_owned();
        if e.is_data() {
            format!("not a pair: {what}")
        } else {
            format!("not valid JSON: {what} at column {}", e.column())
        }
    })
}

/// Fills a record from an object: the known keys, and the others into `extra`.
pub(crate) fn fill_from_object(
    record: &mut PairRecord,
    object: Map<String, Value>,
    langs: (Option<Lang>, Option<Lang>),
) -> Result<(), String> {
    let (mut source, mut target, mut translation) = (None, None, None);
    for (key, value) in object {
        match key.as_str() {
            "id" => match value {
                Value::Null => {}
                Value::String(_) | Value::Number(_) => record.id = value,
                _ => return Err("`id` must be a string or a number".into()),
            },
            "source" => source = Some(string("source", value)?),
            "target" => target = Some(string("target", value)?),
            "source_lang" | "src_lang" => record.source_lang = lang(value)?,
            "target_lang" | "tgt_lang" => record.target_lang = lang(value)?,
            "translation" if value.is_object() => translation = Some(value),
            _ => {
                record.extra.insert(key, value);
            }
        }
    }
    if let (None, None, Some(Value::Object(sides))) = (&source, &target, translation) {
        return fill_from_translation(record, sides, langs);
    }
    record.source = source.ok_or("missing field `source`")?;
    record.target = target.ok_or("missing field `target`")?;
    Ok(())
}

/// The two sides of a `translation`: the requested languages, else the first two.
pub(crate) fn fill_from_translation(
    record: &mut PairRecord,
    sides: Map<String, Value>,
    (source_lang, target_lang): (Option<Lang>, Option<Lang>),
) -> Result<(), String> {
    let mut found = Vec::with_capacity(2);
    for (code, text) in sides {
        found.push((code.parse::<Lang>().map_err(|e| e.to_string())?, text));
    }
    let chosen = choose_languages(&found.iter().map(|(l, _)| *l).collect::<Vec<_>>(), source_lang, target_lang);
    let (s, t) = chosen.ok_or_else(|| {
        let have: Vec<&str> = found.iter().map(|(l, _)| l.code()).collect();
        format!("`translation` has no such two languages; it has {}", have.join(", "))
    })?;
    (record.source_lang, record.target_lang) = (Some(found[s].0), Some(found[t].0));
    record.source = string("translation", std::mem::take(&mut found[s].1))?;
    record.target = string("translation", std::mem::take(&mut found[t].1))?;
    Ok(())
}

fn string(what: &str, value: Value) -> Result<String, String> {
    match value {
        Value::String(s) => Ok(s),
        other => Err(format!("`{what}` must be a string, not {other}")),
    }
}

fn lang(value: Value) -> Result<Option<Lang>, String> {
    match value {
        Value::Null => Ok(None),
        Value::String(tag) => tag.parse().map(Some).map_err(|e: calque_text::ParseLangError| e.to_string()),
        other => Err(format!("a language must be a string, not {other}")),
    }
}

/// Writes a pair as one line in the layout of the Hugging Face hub, languages in alphabetical order; as
/// [`write`] does if its languages are unknown or equal.
pub(crate) fn write_hub(record: &PairRecord, out: &mut dyn Write) -> io::Result<()> {
    let (Some(source), Some(target)) = (record.source_lang, record.target_lang) else { return write(record, out) };
    if source == target {
        return write(record, out);
    }
    let mut sides = [(source, &record.source), (target, &record.target)];
    sides.sort_by_key(|(lang, _)| *lang);
    out.write_all(b"{\"id\":")?;
    serde_json::to_writer(&mut *out, &record.id_text())?;
    out.write_all(b",\"translation\":{")?;
    for (n, (lang, text)) in sides.into_iter().enumerate() {
        write!(out, "{}\"{lang}\":", if n == 0 { "" } else { "," })?;
        serde_json::to_writer(&mut *out, text)?;
    }
    out.write_all(b"}")?;
    write_extra(record, out)
}

/// Writes a pair as one line.
pub(crate) fn write(record: &PairRecord, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"{\"id\":")?;
    let line = Value::from(record.line);
    serde_json::to_writer(&mut *out, if record.id.is_null() { &line } else { &record.id })?;
    out.write_all(b",\"source\":")?;
    serde_json::to_writer(&mut *out, &record.source)?;
    out.write_all(b",\"target\":")?;
    serde_json::to_writer(&mut *out, &record.target)?;
    for (key, lang) in [("source_lang", record.source_lang), ("target_lang", record.target_lang)] {
        if let Some(lang) = lang {
            write!(out, ",\"{key}\":\"{lang}\"")?;
        }
    }
    write_extra(record, out)
}

/// Writes the other fields and ends the line.
fn write_extra(record: &PairRecord, out: &mut dyn Write) -> io::Result<()> {
    for (key, value) in &record.extra {
        out.write_all(b",")?;
        serde_json::to_writer(&mut *out, key)?;
        out.write_all(b":")?;
        serde_json::to_writer(&mut *out, value)?;
    }
    out.write_all(b"}\n")
}

/// Writes JSON Lines, in one of the two forms.
pub(crate) struct JsonlSink {
    pub(crate) out: OutputFile,
    pub(crate) write: fn(&PairRecord, &mut dyn Write) -> io::Result<()>,
}

impl PairSink for JsonlSink {
    fn write(&mut self, record: &PairRecord, _: &mut Losses) -> Result<(), OutputError> {
        let write = self.write;
        self.out.with(|out| write(record, out))
    }

    fn finish(self: Box<Self>, _: &mut Losses) -> Result<(), OutputError> {
        self.out.finish()
    }
}
