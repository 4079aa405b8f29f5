//! Reads two files line for line.

use crate::error::InputProblem;
use crate::input::stream::Bytes;
use crate::pairs::lines::Lines;
use crate::pairs::record::PairRecord;
use crate::pairs::source::{Fault, PairSource};
use calque_text::Lang;

/// Streams pairs out of two files.
pub(crate) struct MosesSource {
    source: Lines,
    target: Lines,
    langs: (Option<Lang>, Option<Lang>),
}

impl MosesSource {
    pub(crate) fn new(source: Bytes, target: Bytes, langs: (Option<Lang>, Option<Lang>)) -> Self {
        Self { source: Lines::new(source), target: Lines::new(target), langs }
    }
}

impl PairSource for MosesSource {
    fn read(&mut self, record: &mut PairRecord) -> Result<bool, Fault> {
        // Both are advanced before a fault is returned, so that they stay in step.
        let (source, target) = (self.source.advance(), self.target.advance());
        match (source?, target?) {
            (false, false) => Ok(false),
            (true, true) => {
                record.restart(self.source.line);
                record.source.push_str(self.source.text()?);
                record.target.push_str(self.target.text()?);
                (record.source_lang, record.target_lang) = self.langs;
                Ok(true)
            }
            _ => {
                let (source, target) = (count(&mut self.source), count(&mut self.target));
                let what = format!("the two files have {source} and {target} lines, so their lines do not pair");
                Err(Fault::Fatal(InputProblem::Lines(what), Some(source.min(target) + 1)))
            }
        }
    }
}

/// The number of lines, after reading to the end.
fn count(lines: &mut Lines) -> u64 {
    while matches!(lines.advance(), Ok(true) | Err(Fault::Bad { .. })) {}
    lines.line
}
