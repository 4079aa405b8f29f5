//! The messages of a catalogue while its reader collects them.

use super::icu;
use crate::InputProblem;
use calque_text::{Account, Lang, LeftOutReason, MessageKey};

/// Keys of one catalogue may take so many times its own size: a long path would stand in each of its messages.
const KEYS: usize = 16;

/// A message: its key, its text, and the line where it begins.
pub(super) struct Message {
    pub(super) key: MessageKey,
    pub(super) text: String,
    pub(super) line: usize,
}

/// A catalogue as its reader fills it.
#[derive(Default)]
pub(super) struct Catalogue {
    pub(super) messages: Vec<Message>,
    pub(super) lang: Option<Lang>,
    pub(super) account: Account,
    pub(super) warnings: Vec<String>,
    /// Bytes that keys may still take.
    room: usize,
}

impl Catalogue {
    pub(super) fn new(source: &str) -> Self {
        Self { room: KEYS * source.len() + (1 << 16), ..Self::default() }
    }

    /// Adds a message.
    pub(super) fn add(&mut self, key: MessageKey, text: impl Into<String>, line: usize) -> Result<(), InputProblem> {
        self.room = self
            .room
            .checked_sub(key.name.len())
            .ok_or_else(|| InputProblem::Damaged("its keys are far longer than its messages".into()))?;
        self.messages.push(Message { key, text: text.into(), line });
        Ok(())
    }

    /// Adds a message that may be written for ICU: one for each of its branches.
    pub(super) fn add_selecting(&mut self, name: &str, text: &str, line: usize) -> Result<(), InputProblem> {
        let mut variants = icu::variants(text).into_iter();
        variants.try_for_each(|(form, text)| self.add(MessageKey { name: name.to_owned(), form }, text, line))
    }

    pub(super) fn left_out(&mut self, why: LeftOutReason, words: &str) {
        self.account.add(why, words);
    }
}

/// The language that the only key at the root of all messages names, as in catalogues of Rails; it is taken off them.
pub(super) fn take_root_language(catalogue: &mut Catalogue) {
    let root = |key: &MessageKey| key.name.split_once('.').map(|(root, _)| root.to_owned());
    let Some(first) = catalogue.messages.first().and_then(|m| root(&m.key)) else { return };
    let code = first.split(['-', '_']).next().unwrap_or("");
    let Some(lang) = first.parse::<Lang>().ok().filter(|lang| code.len() == 2 && lang.name() != code) else { return };
    if catalogue.messages.iter().all(|m| root(&m.key).as_deref() == Some(&first)) {
        for message in &mut catalogue.messages {
            message.key.name.drain(..=first.len());
        }
        catalogue.lang = Some(lang);
    }
}

/// Whether a value has letters and is therefore words; `%d`, `{0}` and the like have none that count.
pub(super) fn has_words(value: &str) -> bool {
    value.chars().any(char::is_alphabetic)
}

/// A fault of a line.
pub(super) fn fault(line: usize, what: impl std::fmt::Display) -> InputProblem {
    InputProblem::Catalogue { line: line as u64, what: what.to_string() }
}
