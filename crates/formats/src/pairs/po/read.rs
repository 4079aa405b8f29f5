//! Reads catalogues of gettext.

use crate::input::stream::Bytes;
use crate::pairs::lines::Lines;
use crate::pairs::losses::Losses;
use crate::pairs::options::ReadPairs;
use crate::pairs::record::{PairRecord, keys};
use crate::pairs::source::{Fault, PairSource};
use calque_text::Lang;
use encoding_rs::Encoding;
use serde_json::Value;
use std::collections::VecDeque;

/// The largest entry, in bytes.
const MAX_ENTRY: usize = 1 << 22;
/// The state of a fuzzy entry.
const FUZZY: &str = "needs-review-translation";

/// Streams pairs out of a catalogue.
pub(crate) struct PoSource {
    lines: Lines,
    langs: (Option<Lang>, Option<Lang>),
    encoding: &'static Encoding,
    /// Whether the current line belongs to the next entry.
    pushed_back: bool,
    queue: VecDeque<PairRecord>,
    /// The rule of plurals of the header, until the first pair has it.
    plural_rule: Option<String>,
    left_out: Losses,
}

/// An entry as it is read.
#[derive(Default)]
struct PoEntry {
    line: u64,
    comments: Vec<String>,
    references: Vec<String>,
    flags: Vec<String>,
    context: Option<String>,
    id: Option<String>,
    plural: Option<String>,
    strings: Vec<String>,
    size: usize,
}

/// The text of the entry to which a quoted line is added.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    None,
    Context,
    Id,
    Plural,
    String(usize),
}

impl PoSource {
    pub(crate) fn new(input: Bytes, options: &ReadPairs) -> Self {
        Self {
            lines: Lines::new(input),
            langs: (options.source_lang, options.target_lang),
            encoding: encoding_rs::UTF_8,
            pushed_back: false,
            queue: VecDeque::new(),
            plural_rule: None,
            left_out: Losses::default(),
        }
    }

    /// The next entry with a message; `None` at the end.
    fn entry(&mut self) -> Result<Option<PoEntry>, Fault> {
        let (mut entry, mut field) = (PoEntry::default(), Field::None);
        loop {
            if !std::mem::take(&mut self.pushed_back) && !self.lines.advance()? {
                return Ok(entry.id.is_some().then_some(entry));
            }
            let text = self.lines.decoded(self.encoding)?;
            let line = text.trim();
            let done = !entry.strings.is_empty();
            let begins = line.starts_with('#')
                || line.starts_with("msgctxt")
                || line.starts_with("msgid ")
                || line.starts_with("msgid\"");
            if done && (line.is_empty() || begins) {
                drop(text);
                self.pushed_back = begins;
                return Ok(Some(entry));
            }
            if entry.line == 0 {
                entry.line = self.lines.line;
            }
            entry.size += line.len();
            if entry.size > MAX_ENTRY {
                return Err(self.lines.bad("an entry of more than 4 MiB".into()));
            }
            if let Some(obsolete) = line.strip_prefix("#~") {
                if obsolete.trim_start().starts_with("msgid ") {
                    self.left_out.add("obsolete entries were left out", 1);
                }
                continue;
            }
            if let Some(comment) = line.strip_prefix('#') {
                entry.comment(comment);
                continue;
            }
            if line.is_empty() {
                if entry.id.is_none() {
                    entry = PoEntry::default();
                }
                continue;
            }
            match entry.message(line, &mut field) {
                Ok(()) => {}
                Err(what) => {
                    let fault = self.lines.bad(what);
                    drop(text);
                    self.skip_entry()?;
                    return Err(fault);
                }
            }
        }
    }

    /// Skips to the end of a bad entry.
    fn skip_entry(&mut self) -> Result<(), Fault> {
        while self.lines.advance()? {
            if self.lines.decoded(self.encoding)?.trim().is_empty() {
                break;
            }
        }
        Ok(())
    }

    /// Takes languages and encoding from the header.
    fn read_header(&mut self, text: &str) {
        for line in text.lines() {
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "language" => self.langs.1 = self.langs.1.or(value.parse().ok()),
                "plural-forms" => self.plural_rule = Some(value.to_owned()),
                "x-source-language" => self.langs.0 = self.langs.0.or(value.parse().ok()),
                "content-type" => {
                    let charset = value.split("charset=").nth(1).and_then(|c| Encoding::for_label(c.trim().as_bytes()));
                    self.encoding = charset.unwrap_or(self.encoding);
                }
                _ => {}
            }
        }
    }

    /// Queues the pairs of an entry.
    fn pairs(&mut self, mut entry: PoEntry) {
        let mut base = PairRecord { line: entry.line, id: entry.line.into(), ..PairRecord::default() };
        (base.source_lang, base.target_lang) = self.langs;
        let mut keep = |key: &str, value: Value| base.extra.insert(key.to_owned(), value);
        if let Some(context) = entry.context.take() {
            keep(keys::CONTEXT, context.into());
        }
        if !entry.comments.is_empty() {
            keep(keys::NOTES, std::mem::take(&mut entry.comments).into());
        }
        if !entry.references.is_empty() {
            keep(keys::SOURCE_DOC, entry.references.join(" ").into());
        }
        let fuzzy = entry.flags.iter().any(|f| f == "fuzzy");
        entry.flags.retain(|f| f != "fuzzy");
        if !entry.flags.is_empty() {
            keep(FLAGS, entry.flags.join(", ").into());
        }
        if fuzzy {
            keep(keys::STATE, FUZZY.into());
        }
        if let Some(rule) = self.plural_rule.take() {
            keep(keys::PLURAL_RULE, rule.into());
        }
        let (Some(source), mut strings) = (entry.id, entry.strings.into_iter()) else { return };
        let target = strings.next().unwrap_or_default();
        let Some(plural) = entry.plural else {
            self.queue.push_back(PairRecord { source, target, ..base });
            return;
        };
        let mut of_plural = base.clone();
        of_plural.extra.remove(keys::PLURAL_RULE);
        of_plural.extra.insert(keys::PLURAL_OF.to_owned(), source.clone().into());
        // A language with one form has the same for both.
        let (second, further) = (strings.next(), strings.map(Value::from).collect::<Vec<_>>());
        of_plural.source = plural;
        of_plural.target = second.unwrap_or_else(|| target.clone());
        if !further.is_empty() {
            of_plural.extra.insert(keys::PLURAL_FORMS.to_owned(), further.into());
        }
        self.queue.push_back(PairRecord { source, target, ..base });
        self.queue.push_back(of_plural);
    }
}

impl PoEntry {
    fn comment(&mut self, comment: &str) {
        let words = comment.get(1..).unwrap_or("").trim();
        match comment.as_bytes().first() {
            Some(b':') => self.references.push(words.to_owned()),
            Some(b',') => self.flags.extend(words.split(',').map(|f| f.trim().to_owned()).filter(|f| !f.is_empty())),
            Some(b'|') => {}
            Some(b'.') => self.comments.push(words.to_owned()),
            _ if comment.trim().is_empty() => {}
            _ => self.comments.push(comment.trim().to_owned()),
        }
    }

    fn message(&mut self, line: &str, field: &mut Field) -> Result<(), String> {
        let quoted = if line.starts_with('"') {
            line
        } else {
            let at = line.find('"').ok_or("not a line of a catalogue: no quoted text")?;
            *field = match line[..at].trim() {
                "msgctxt" => Field::Context,
                "msgid" => Field::Id,
                "msgid_plural" => Field::Plural,
                "msgstr" => Field::String(0),
                other => {
                    let n =
                        other.strip_prefix("msgstr[").and_then(|n| n.strip_suffix(']')).and_then(|n| n.parse().ok());
                    Field::String(n.filter(|n| *n < 16).ok_or_else(|| format!("`{other}` is no word of a catalogue"))?)
                }
            };
            &line[at..]
        };
        let text = match field {
            Field::None => return Err("a quoted text without msgid or msgstr".into()),
            Field::Context => self.context.get_or_insert_default(),
            Field::Id => self.id.get_or_insert_default(),
            Field::Plural => self.plural.get_or_insert_default(),
            Field::String(n) => {
                self.strings.resize(self.strings.len().max(*n + 1), String::new());
                &mut self.strings[*n]
            }
        };
        unescape_into(quoted, text)
    }
}

/// Appends the text between quotation marks, with escapes resolved.
fn unescape_into(quoted: &str, out: &mut String) -> Result<(), String> {
    let inside = quoted
        .strip_prefix('"')
        .and_then(|q| q.strip_suffix('"'))
        .ok_or("a text without its closing quotation mark")?;
    let mut chars = inside.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some('a') => out.push('\u{7}'),
            Some('b') => out.push('\u{8}'),
            Some('v') => out.push('\u{b}'),
            Some('f') => out.push('\u{c}'),
            Some(c @ ('"' | '\\')) => out.push(c),
            Some(c @ '0'..='7') => {
                // Up to three octal digits.
                let mut code = c as u32 - '0' as u32;
                for _ in 0..2 {
                    let Some(digit) = chars.next_if(|c| ('0'..='7').contains(c)) else { break };
                    code = 8 * code + (digit as u32 - '0' as u32);
                }
                out.push(char::from_u32(code).filter(|_| code < 128).unwrap_or('\u{fffd}'));
            }
            Some(c) => out.extend(['\\', c]),
            None => return Err("a text without its closing quotation mark".into()),
        }
    }
    Ok(())
}

impl PairSource for PoSource {
    fn read(&mut self, record: &mut PairRecord) -> Result<bool, Fault> {
        loop {
            if let Some(pair) = self.queue.pop_front() {
                *record = pair;
                return Ok(true);
            }
            let Some(entry) = self.entry()? else { return Ok(false) };
            if entry.id.as_deref() == Some("") && entry.context.is_none() {
                self.read_header(&entry.strings.concat());
            } else if entry.id.is_some() {
                self.pairs(entry);
            } else {
                return Err(self.lines.bad("an entry without msgid".into()));
            }
        }
    }

    fn left_out(&self) -> Losses {
        self.left_out.clone()
    }
}

/// The key of an entry's flags, `fuzzy` apart.
pub(super) const FLAGS: &str = "flags";

#[cfg(test)]
mod tests {
    use crate::pairs::{Entry, PairFormat, PairReader};

    fn entries(bytes: &[u8]) -> Vec<String> {
        let mut reader =
            PairReader::from_reader("x", Box::new(std::io::Cursor::new(bytes.to_vec())), Some(PairFormat::Po));
        let mut out = Vec::new();
        while let Some(entry) = reader.next_entry().expect("goes on") {
            out.push(match entry {
                Entry::Pair(p) => {
                    let extra: Vec<String> = p.extra.iter().map(|(k, v)| format!("{k}={v}")).collect();
                    format!(
                        "{}|{}|{}|{}|{}",
                        p.line,
                        p.source,
                        p.target,
                        p.target_lang.map(|l| l.to_string()).unwrap_or_default(),
                        extra.join(" ")
                    )
                }
                Entry::Bad(b) => format!("{}: {}", b.line, b.why),
            });
        }
        out
    }

    #[test]
    fn catalogues_are_read_with_what_they_say() {
        let text = "# Licence\nmsgid \"\"\nmsgstr \"\"\n\"Language: fr_FR\\n\"\n\n#. hint\n#: a.c:1\n#, fuzzy, c-format\nmsgctxt \"menu\"\nmsgid \"\"\n\"Open \"\n\"\\\"%s\\\"\\n\"\nmsgstr \"Ouvrir\"\n\
                    #~ msgid \"old\"\n#~ msgstr \"vieux\"\n\nmsgid \"file\"\nmsgid_plural \"files\"\nmsgstr[0] \"fichier\"\nmsgstr[1] \"fichiers\"\n";
        assert_eq!(
            entries(text.as_bytes()),
            [
                "6|Open \"%s\"\n|Ouvrir|fr|context=\"menu\" notes=[\"hint\"] source_doc=\"a.c:1\" flags=\"c-format\" state=\"needs-review-translation\"",
                "17|file|fichier|fr|",
                "17|files|fichiers|fr|plural_of=\"file\"",
            ]
        );
    }

    #[test]
    fn charsets_are_obeyed_and_bad_entries_named() {
        let text = b"msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ISO-8859-1\\n\"\n\nmsgid \"summer\"\nmsgstr \"\xe9t\xe9\"\n\nmsgid \"a\nmsgstr \"b\"\n\nmsgid \"c\"\nmsgstr \"d\"\n";
        assert_eq!(
            entries(text),
            ["4|summer|\u{e9}t\u{e9}||", "7: a text without its closing quotation mark", "10|c|d||"]
        );
    }
}
