//! Writes catalogues of gettext that `msgfmt -c` takes: each message once, plurals as one entry, line breaks at the
//! ends of both sides alike.

use super::placeholders;
use super::read::FLAGS;
use crate::output::{OutputError, OutputFile};
use crate::pairs::cells;
use crate::pairs::losses::Losses;
use crate::pairs::options::WritePairs;
use crate::pairs::record::{PairRecord, keys};
use crate::pairs::sink::PairSink;
use calque_text::Lang;
use rustc_hash::{FxHashMap, FxHasher};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::hash::{Hash as _, Hasher as _};

/// Rules of plurals by language, as gettext writes them.
const PLURALS: &str = include_str!("plurals.tsv");

/// Writes a catalogue.
pub(crate) struct PoSink {
    out: OutputFile,
    langs: (Option<Lang>, Option<Lang>),
    /// How many forms a plural has; none before the header is written.
    forms: Option<usize>,
    /// The pair that is not written yet: the next may be its plural.
    pending: Option<PairRecord>,
    /// Hashes of what is written: how often each message with its context, and each of these with its translation.
    written: FxHashMap<u64, u32>,
    entry: String,
}

impl PoSink {
    pub(crate) fn new(out: OutputFile, options: &WritePairs) -> Self {
        Self {
            out,
            langs: (options.source_lang, options.target_lang),
            forms: None,
            pending: None,
            written: FxHashMap::default(),
            entry: String::new(),
        }
    }

    fn header(&mut self, rule: Option<&str>) {
        let mut text = String::from(
            "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n",
        );
        for (name, lang) in [("Language", self.langs.1), ("X-Source-Language", self.langs.0)] {
            if let Some(lang) = lang {
                // Writing to a string cannot fail.
                let _ = writeln!(text, "{name}: {lang}");
            }
        }
        let code = self.langs.1.map(|lang| lang.to_string());
        let known = || {
            let rows = PLURALS.lines().skip(1).filter_map(|line| line.split_once('\t'));
            let mut of_language = rows.filter(|(lang, _)| Some(*lang) == code.as_deref());
            of_language.next().map_or("nplurals=2; plural=(n != 1);", |(_, rule)| rule)
        };
        let given = rule.filter(|rule| count_of(rule).is_some());
        let rule = given.unwrap_or_else(known);
        self.forms = count_of(rule);
        let _ = writeln!(text, "Plural-Forms: {rule}");
        self.entry.push_str("msgid \"\"\n");
        quote("msgstr", &text, &mut self.entry);
    }

    /// Writes the pending pair, with the plural that follows it.
    fn flush(&mut self, plural: Option<&PairRecord>, losses: &mut Losses) {
        let Some(record) = self.pending.take() else { return };
        let context = record.extra.get(keys::CONTEXT).map(|c| cells::text(c).into_owned());
        let mut context = context.filter(|c| !c.is_empty());
        let hash = |context: Option<&str>, parts: &[&str]| fingerprint(&[&[context.unwrap_or("")], parts].concat());
        let whole = hash(context.as_deref(), &[&record.source, &record.target]);
        let own = hash(context.as_deref(), &[&record.source]);
        if self.written.contains_key(&whole) && plural.is_none() {
            losses.add("pairs that were written already were left out", 1);
            return;
        }
        while let Some(count) = self.written.get_mut(&hash(context.as_deref(), &[&record.source])) {
            // A catalogue knows each message once: another translation of it gets a number for its context.
            *count += 1;
            context = Some(format!("{} {count}", context.unwrap_or_default()).trim_start().to_owned());
        }
        if hash(context.as_deref(), &[&record.source]) != own {
            losses.add("further translations of a message got a context of their own", 1);
        }
        self.written.insert(hash(context.as_deref(), &[&record.source]), 1);
        self.written.insert(whole, 1);
        self.entry(&record, context.as_deref(), plural, losses);
    }

    fn entry(&mut self, record: &PairRecord, context: Option<&str>, plural: Option<&PairRecord>, losses: &mut Losses) {
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
        let strings = plural.map(|plural| strings(record, plural, self.forms.unwrap_or(2), losses));
        let fuzzy = record.extra_str(keys::STATE).filter(|s| *s == "initial" || s.starts_with("needs-"));
        let flags = fuzzy.map(|_| "fuzzy").into_iter();
        let mut flags: Vec<&str> =
            flags.chain(record.extra_str(FLAGS).into_iter().flat_map(|f| f.split(',').map(str::trim))).collect();
        let number = flags.len();
        flags.retain(|flag| match (plural, &strings) {
            (Some(plural), Some(strings)) => strings.iter().enumerate().all(|(n, string)| {
                string.is_empty() || placeholders::agree(flag, &plural.source, string, n + 1 < strings.len())
            }),
            _ => record.target.is_empty() || placeholders::agree(flag, &record.source, &record.target, false),
        });
        losses.add("flags of formats were left out, since the placeholders differ", (number - flags.len()) as u64);
        if !flags.is_empty() {
            comment(",", &flags.join(", "), entry);
        }
        if let Some(context) = context {
            quote("msgctxt", context, entry);
        }
        quote("msgid", &record.source, entry);
        let Some(plural) = plural else {
            quote("msgstr", &alike(&record.source, &record.target), entry);
            return;
        };
        quote("msgid_plural", &alike(&record.source, &plural.source), entry);
        for (n, string) in strings.iter().flatten().enumerate() {
            quote(&format!("msgstr[{n}]"), &alike(&record.source, string), entry);
        }
    }
}

/// The forms of a plural, as many as the language has.
fn strings(record: &PairRecord, plural: &PairRecord, forms: usize, losses: &mut Losses) -> Vec<String> {
    let further = plural.extra.get(keys::PLURAL_FORMS).and_then(Value::as_array);
    let further = further.into_iter().flatten().map(|form| cells::text(form).into_owned());
    let mut strings: Vec<String> = [record.target.clone(), plural.target.clone()].into_iter().chain(further).collect();
    let last = strings.last().cloned().unwrap_or_default();
    let lost = strings.iter().skip(forms).filter(|s| !strings[..forms.min(strings.len())].contains(s)).count();
    losses.add("forms of plurals that the language does not have were left out", lost as u64);
    strings.resize(forms, last);
    strings
}

/// The number of forms that a rule of plurals names.
fn count_of(rule: &str) -> Option<usize> {
    let number = rule.split_once("nplurals=")?.1.split(';').next()?.trim();
    number.parse().ok().filter(|n| (1..=8).contains(n) && rule.contains("plural="))
}

/// The text with line breaks at its ends where the message has them, which gettext asks for.
fn alike<'a>(message: &str, text: &'a str) -> Cow<'a, str> {
    let ends = (message.starts_with('\n'), message.ends_with('\n'));
    if text.trim().is_empty() || ends == (text.starts_with('\n'), text.ends_with('\n')) {
        return Cow::Borrowed(text);
    }
    let mark = |set: bool| if set { "\n" } else { "" };
    Cow::Owned(format!("{}{}{}", mark(ends.0), text.trim_matches('\n'), mark(ends.1)))
}

fn fingerprint(parts: &[&str]) -> u64 {
    let mut hasher = FxHasher::default();
    parts.hash(&mut hasher);
    hasher.finish()
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
                c if c < ' ' => {
                    // Writing to a string cannot fail.
                    let _ = write!(out, "\\{:03o}", c as u32);
                }
                c => out.push(c),
            }
        }
        out.push_str("\"\n");
    }
}

impl PairSink for PoSink {
    fn write(&mut self, record: &PairRecord, losses: &mut Losses) -> Result<(), OutputError> {
        self.entry.clear();
        if self.forms.is_none() {
            self.langs = (record.source_lang.or(self.langs.0), record.target_lang.or(self.langs.1));
            self.header(record.extra_str(keys::PLURAL_RULE));
        }
        losses.add_dropped_fields(record, &KEPT);
        let nul = |text: &str| text.matches('\0').count() as u64;
        losses.add("characters that a catalogue cannot hold were left out", nul(&record.source) + nul(&record.target));
        let without = |text: &str| text.replace('\0', "");
        let record = PairRecord { source: without(&record.source), target: without(&record.target), ..record.clone() };
        let singular = record.extra_str(keys::PLURAL_OF);
        let is_plural = |before: &PairRecord| {
            singular == Some(before.source.as_str())
                && before.extra.get(keys::CONTEXT) == record.extra.get(keys::CONTEXT)
        };
        if self.pending.as_ref().is_some_and(is_plural) {
            self.flush(Some(&record), losses);
        } else {
            self.flush(None, losses);
            if record.source.is_empty() {
                losses.add("pairs without a source were left out", 1);
            } else {
                self.pending = Some(record);
            }
        }
        self.out.put(self.entry.as_bytes())
    }

    fn finish(mut self: Box<Self>, losses: &mut Losses) -> Result<(), OutputError> {
        self.entry.clear();
        if self.forms.is_none() {
            self.header(None);
        }
        self.flush(None, losses);
        self.out.put(self.entry.as_bytes())?;
        self.out.finish()
    }
}

/// What an entry has room for.
const KEPT: [&str; 8] = [
    keys::NOTES,
    keys::SOURCE_DOC,
    keys::STATE,
    FLAGS,
    keys::CONTEXT,
    keys::PLURAL_OF,
    keys::PLURAL_FORMS,
    keys::PLURAL_RULE,
];
