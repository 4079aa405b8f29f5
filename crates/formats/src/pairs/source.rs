//! What a reader of one format is, and why it may have no next record.

use super::losses::Losses;
use super::record::PairRecord;
use crate::InputProblem;
use crate::xml::XmlFault;
use calque_text::Lang;

/// Why there is no next record.
#[derive(Debug)]
pub(crate) enum Fault {
    /// This record is bad; the next may be read.
    Bad { line: u64, problem: InputProblem, raw: String },
    /// Nothing more can be read.
    Fatal(InputProblem, Option<u64>),
}

impl Fault {
    /// A bad record of which only a start is kept.
    pub(crate) fn bad(line: u64, problem: InputProblem, raw: &[u8]) -> Self {
        const KEPT: usize = 2048;
        let raw = String::from_utf8_lossy(&raw[..raw.len().min(KEPT)]).into_owned();
        Self::Bad { line, problem, raw }
    }
}

impl From<std::io::Error> for Fault {
    fn from(e: std::io::Error) -> Self {
        Self::Fatal(InputProblem::Io(e), None)
    }
}

/// What streams pairs out of one format.
pub(crate) trait PairSource: Send {
    /// Fills the record with the next pair; false at the end.
    fn read(&mut self, record: &mut PairRecord) -> Result<bool, Fault>;

    /// What the file held besides, that is no part of a pair, so far.
    fn left_out(&self) -> Losses {
        Losses::default()
    }
}

pub(crate) fn fault_of_xml(fault: XmlFault, line: u64, unit: &str) -> Fault {
    match fault {
        XmlFault::Here(what) => Fault::bad(line, InputProblem::Xml(what), unit.as_bytes()),
        XmlFault::End(what) => Fault::Fatal(InputProblem::Xml(what), Some(line)),
        XmlFault::Io(e) => Fault::Fatal(InputProblem::Io(e), Some(line)),
    }
}

/// Which two of several languages are the source and the target: as asked, else in their order.
pub(crate) fn choose_languages(have: &[Lang], source: Option<Lang>, target: Option<Lang>) -> Option<(usize, usize)> {
    let at = |lang: Lang| have.iter().position(|l| *l == lang);
    let other = |than: usize| (0..have.len()).find(|&i| i != than);
    match (source, target) {
        (Some(s), Some(t)) => Some((at(s)?, at(t)?)),
        (Some(s), None) => at(s).and_then(|s| Some((s, other(s)?))),
        (None, Some(t)) => at(t).and_then(|t| Some((other(t)?, t))),
        (None, None) => (have.len() >= 2).then_some((0, 1)),
    }
}
