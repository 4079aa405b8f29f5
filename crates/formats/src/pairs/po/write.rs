//! Writes catalogues of gettext.

use super::read::FLAGS;
use crate::output::{OutputError, OutputFile};
use crate::pairs::cells;
use crate::pairs::losses::Losses;
use crate::pairs::options::WritePairs;
use crate::pairs::record::{PairRecord, keys};
use crate::pairs::sink::PairSink;
use calque_text::Lang;
use serde_json::Value;
use std::fmt::Write as _;

/// Writes a catalogue.
pub(crate) struct PoSink {
    out: OutputFile,
    langs: (Option<Lang>, Option<Lang>),
    started: bool,
    entry: String,
}

impl PoSink {
    pub(crate) fn new(out: OutputFile, options: &WritePairs) -> Self {
        Self { out, langs: (options.source_lang, options.target_lang), started: false, entry: String::new() }
    }

    fn header(&mut self) {
        self.started = true;
        let mut text = String::from(
            "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n",
        );
        for (name, lang) in [("Language", self.langs.1), ("X-Source-Language", self.langs.0)] {
            if let Some(lang) = lang {
                // Writing to a string cannot fail.
                let _ = writeln!(text, "{name}: {lang}");
            }
        }
        self.entry.push_str("msgid \"\"\n");
        quote("msgstr", &text, &mut self.entry);
    }

    fn entry(&mut self, record: &PairRecord) {
        let entry = &mut self.entry;
        entry.push('\n');
        let comment = |mark: &str, text: &str, entry: &mut String| {
            for line in text.lines() {
                let _ = writeln!(entry, "#{mark} {line}");
            }
        };
        match record.extra.get(keys::NOTES) {
            Some(Value::Array(notes)) => notes.iter().for_each(|n| comment("", &cells::text(n), entry)),
            Some(note) => comment("", &cells::text(note), entry),
            None => {}
        }
        if let Some(document) = record.extra.get(keys::SOURCE_DOC) {
            comment(":", &cells::text(document), entry);
        }
        let fuzzy = record.extra_str(keys::STATE).filter(|s| *s == "initial" || s.starts_with("needs-"));
        let flags: Vec<&str> = fuzzy.map(|_| "fuzzy").into_iter().chain(record.extra_str(FLAGS)).collect();
        if !flags.is_empty() {
            comment(",", &flags.join(", "), entry);
        }
        if let Some(context) = record.extra.get(keys::CONTEXT) {
            quote("msgctxt", &cells::text(context), entry);
        }
        quote("msgid", &record.source, entry);
        quote("msgstr", &record.target, entry);
    }
}

/// Writes a field, one quoted line per line of text.
fn quote(field: &str, text: &str, out: &mut String) {
    out.push_str(field);
    let many = text.trim_end_matches('\n').contains('\n');
    out.push_str(if many { " \"\"\n" } else { " " });
    if text.is_empty() {
        out.push_str("\"\"\n");
    }
    for line in text.split_inclusive('\n') {
        out.push('"');
        for c in line.chars() {
            match c {
                '\n' => out.push_str("\\n"),
                '\t' => out.push_str("\\t"),
                '\r' => out.push_str("\\r"),
                '"' | '\\' => out.extend(['\\', c]),
                c => out.push(c),
            }
        }
        out.push_str("\"\n");
    }
}

impl PairSink for PoSink {
    fn write(&mut self, record: &PairRecord, losses: &mut Losses) -> Result<(), OutputError> {
        self.entry.clear();
        if !self.started {
            self.langs = (record.source_lang.or(self.langs.0), record.target_lang.or(self.langs.1));
            self.header();
        }
        losses.add_dropped_fields(record, &[keys::NOTES, keys::SOURCE_DOC, keys::STATE, FLAGS, keys::CONTEXT]);
        if record.source.is_empty() {
            losses.add("pairs without a source were left out", 1);
        } else {
            self.entry(record);
        }
        self.out.put(self.entry.as_bytes())
    }

    fn finish(mut self: Box<Self>, _: &mut Losses) -> Result<(), OutputError> {
        if !self.started {
            self.entry.clear();
            self.header();
            self.out.put(self.entry.as_bytes())?;
        }
        self.out.finish()
    }
}
