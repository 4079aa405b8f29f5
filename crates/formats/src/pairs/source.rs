//! The interface of a reader of one format, and its errors.

use super::losses::Losses;
use super::record::PairRecord;
use crate::InputProblem;
use crate::xml::XmlFault;
use calque_text::Lang;

/// Why the next record could not be read.
#[derive(Debug)]
pub(crate) enum Fault {
    /// This record is bad; reading can continue.
    Bad { line: u64, problem: InputProblem, raw: String },
    /// Nothing more can be read.
    Fatal(InputProblem, Option<u64>),
}

impl Fault {
    /// A bad record; at most the first 2 KiB of it are kept.
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

/// A reader of one format.
pub(crate) trait PairSource: Send {
    /// Reads the next pair into `record`; false at the end.
    fn read(&mut self, record: &mut PairRecord) -> Result<bool, Fault>;

    /// The content read so far that a pair cannot hold, such as inline codes.
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

/// The indices of the source and the target among several languages: those requested, else the first
/// others in file order.
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
