//! A document of OPUS, read along with the links into it: sentence by sentence, with a window of recent
//! sentences, because links may step back a little.

use super::store::DocumentStore;
use crate::input::stream::Bytes;
use crate::pairs::source::{Fault, fault_of_xml};
use crate::xml::{self, Node, Xml};
use std::collections::VecDeque;

/// Number of sentences that a link may step back.
const WINDOW: usize = 1000;
/// How often a document is reread from its beginning for links out of order.
const REWINDS: u32 = 16;

/// A document that is read along with its links.
pub(super) struct LinkedDocument {
    name: String,
    xml: Xml<Bytes>,
    window: VecDeque<(String, String)>,
    rewinds: u32,
    ended: bool,
}

impl LinkedDocument {
    pub(super) fn new(name: String, bytes: Bytes) -> Self {
        Self { name, xml: Xml::new(bytes), window: VecDeque::new(), rewinds: 0, ended: false }
    }

    /// Appends the sentences with these ids, separated by spaces.
    pub(super) fn join(&mut self, ids: &str, out: &mut String, store: &DocumentStore) -> Result<(), String> {
        for id in ids.split_ascii_whitespace() {
            let at = match self.find(id)? {
                Some(at) => at,
                None if self.rewinds < REWINDS => {
                    let rewinds = self.rewinds + 1;
                    *self = Self { rewinds, ..Self::new(self.name.clone(), store.open(&self.name)?) };
                    self.find(id)?.ok_or_else(|| format!("{} has no sentence {id}", self.name))?
                }
                None => return Err(format!("{} has no sentence {id} here", self.name)),
            };
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&self.window[at].1);
            self.window.drain(..at.saturating_sub(WINDOW));
        }
        Ok(())
    }

    fn find(&mut self, id: &str) -> Result<Option<usize>, String> {
        if let Some(at) = self.window.iter().rposition(|(have, _)| have == id) {
            return Ok(Some(at));
        }
        while !self.ended {
            if !self.read_sentence()? {
                self.ended = true;
            } else if self.window.back().is_some_and(|(have, _)| have == id) {
                return Ok(Some(self.window.len() - 1));
            } else if self.window.len() > 2 * WINDOW {
                self.window.drain(..WINDOW);
            }
        }
        Ok(None)
    }

    /// Reads the next sentence into the window; false at the end.
    fn read_sentence(&mut self) -> Result<bool, String> {
        let (mut id, mut text, mut tokens) = (None::<String>, String::new(), false);
        loop {
            let node = self.xml.next().map_err(|fault| match fault_of_xml(fault, 0, "") {
                Fault::Bad { problem, .. } | Fault::Fatal(problem, _) => format!("{}: {problem}", self.name),
            })?;
            match node {
                Node::Start(tag) => match tag.local_name().into_inner() {
                    "s" => {
                        id = Some(xml::attribute(&tag, "id").unwrap_or_default().into_owned());
                        text.clear();
                        tokens = false;
                    }
                    "w" => {
                        tokens = true;
                        text.push(' ');
                    }
                    _ => {}
                },
                Node::Text(piece) if id.is_some() && text.len() < 1 << 20 => text.push_str(&piece),
                Node::End(tag) if tag.local_name().into_inner() == "s" => {
                    if let Some(id) = id.take() {
                        let text = if tokens {
                            text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
                        } else {
                            text.trim_ascii().to_owned()
                        };
                        self.window.push_back((id, text));
                        return Ok(true);
                    }
                }
                Node::Eof => return Ok(false),
                _ => {}
            }
        }
    }
}
