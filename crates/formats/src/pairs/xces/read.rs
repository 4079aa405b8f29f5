//! Reads links and the documents that they link.

use super::document::LinkedDocument;
use super::store::DocumentStore;
use crate::error::InputProblem;
use crate::input::stream::Bytes;
use crate::pairs::cells;
use crate::pairs::options::ReadPairs;
use crate::pairs::record::{PairRecord, keys};
use crate::pairs::source::{Fault, PairSource, fault_of_xml};
use crate::xml::{self, Node, Xml};
use calque_text::Lang;
use std::path::PathBuf;

/// Streams pairs out of links and documents.
pub(crate) struct XcesSource {
    xml: Xml<Bytes>,
    requested: (Option<Lang>, Option<Lang>),
    store: DocumentStore,
    docs: Option<[LinkedDocument; 2]>,
    names: [String; 2],
    seen_root: bool,
}

impl XcesSource {
    pub(crate) fn new(input: Bytes, folder: PathBuf, options: &ReadPairs) -> Self {
        Self {
            xml: Xml::new(input),
            requested: (options.source_lang, options.target_lang),
            store: DocumentStore::new(folder),
            docs: None,
            names: Default::default(),
            seen_root: false,
        }
    }

    /// Makes a pair of a link: joins the sentences of both documents.
    fn pair(&mut self, record: &mut PairRecord, targets: &str) -> Result<(), Fault> {
        let bad = |what: String| Fault::bad(record.line, InputProblem::Xml(what), targets.as_bytes());
        let (from, to) =
            targets.split_once(';').ok_or_else(|| bad(format!("`{targets}` links nothing: it has no `;`")))?;
        if self.docs.is_none() {
            let open = |name: &str| self.store.open(name).map(|bytes| LinkedDocument::new(name.to_owned(), bytes));
            let docs = open(&self.names[0]).and_then(|a| Ok([a, open(&self.names[1])?]));
            self.docs = Some(docs.map_err(|what| Fault::Fatal(InputProblem::Xml(what), Some(record.line)))?);
        }
        let Some([first, second]) = &mut self.docs else { return Ok(()) };
        first.join(from, &mut record.source, &self.store).map_err(bad)?;
        let bad = |what: String| Fault::bad(record.line, InputProblem::Xml(what), targets.as_bytes());
        second.join(to, &mut record.target, &self.store).map_err(bad)?;
        record.extra.insert(keys::SOURCE_DOC.into(), self.names[0].as_str().into());
        record.extra.insert(keys::TARGET_DOC.into(), self.names[1].as_str().into());
        let count = |ids: &str| ids.split_ascii_whitespace().count();
        record.extra.insert(keys::BEAD.into(), format!("{}-{}", count(from), count(to)).into());
        record.source_lang = lang_of(&self.names[0]).or(self.requested.0);
        record.target_lang = lang_of(&self.names[1]).or(self.requested.1);
        let swapped = |lang: Option<Lang>, other: Option<Lang>| lang.is_some() && lang == other;
        if swapped(self.requested.0, record.target_lang) || swapped(self.requested.1, record.source_lang) {
            swap_sides(record);
        }
        Ok(())
    }
}

/// Swaps source and target.
fn swap_sides(record: &mut PairRecord) {
    std::mem::swap(&mut record.source, &mut record.target);
    std::mem::swap(&mut record.source_lang, &mut record.target_lang);
    let extra = &mut record.extra;
    let (source, target) = (extra.shift_remove(keys::SOURCE_DOC), extra.shift_remove(keys::TARGET_DOC));
    for (key, value) in [(keys::SOURCE_DOC, target), (keys::TARGET_DOC, source)] {
        extra.extend(value.map(|v| (key.to_owned(), v)));
    }
    if let Some((a, b)) = record.extra_str(keys::BEAD).and_then(|bead| bead.split_once('-')) {
        let swapped = format!("{b}-{a}");
        record.extra.insert(keys::BEAD.into(), swapped.into());
    }
}

/// The language of a document: its first folder.
fn lang_of(name: &str) -> Option<Lang> {
    name.split_once('/').and_then(|(lang, _)| lang.parse().ok())
}

impl PairSource for XcesSource {
    fn read(&mut self, record: &mut PairRecord) -> Result<bool, Fault> {
        loop {
            let line = self.xml.line();
            match self.xml.next().map_err(|fault| fault_of_xml(fault, line, ""))? {
                Node::Start(tag) => match tag.local_name().into_inner() {
                    "cesAlign" => self.seen_root = true,
                    "linkGrp" => {
                        let name = |key| xml::attribute(&tag, key).unwrap_or_default().into_owned();
                        self.names = [name("fromDoc"), name("toDoc")];
                        self.docs = None;
                    }
                    "link" => {
                        record.restart(line);
                        let mut targets = String::new();
                        for (key, value) in xml::attributes(&tag) {
                            match key {
                                "xtargets" => targets.push_str(&value),
                                "id" => record.id = value.as_ref().into(),
                                "certainty" => {
                                    record.extra.insert(keys::SCORE.into(), cells::value(&value));
                                }
                                "type" => {}
                                _ => {
                                    record.extra.insert(key.to_owned(), cells::value(&value));
                                }
                            }
                        }
                        self.pair(record, &targets)?;
                        return Ok(true);
                    }
                    _ => {}
                },
                Node::Eof if self.seen_root => return Ok(false),
                Node::Eof => {
                    return Err(Fault::Fatal(
                        InputProblem::Xml("is no XCES: it has no element <cesAlign>".into()),
                        None,
                    ));
                }
                _ => {}
            }
        }
    }
}
