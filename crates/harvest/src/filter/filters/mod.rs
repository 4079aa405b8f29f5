//! The filters, one file each, with its page for users (`NAME.md`) and its test cases
//! (`NAME.cases.tsv`) beside it. Thresholds are in `../presets.tsv`.

use super::base::Filter;

/// The methods of a filter that are the same for all: id, side of the threshold, summary, page, cases.
macro_rules! filter {
    ($id:literal, $accept:expr, $summary:literal) => {
        fn id(&self) -> &'static str {
            $id
        }
        fn accept(&self) -> Accept {
            $accept
        }
        fn summary(&self) -> &'static str {
            $summary
        }
        fn page(&self) -> &'static str {
            include_str!(concat!($id, ".md"))
        }
        fn cases(&self) -> &'static str {
            include_str!(concat!($id, ".cases.tsv"))
        }
    };
}

pub(crate) mod alignment;
mod boilerplate;
mod characters;
mod copy;
mod fidelity;
mod fluency;
mod language;
mod long;
mod markup;
mod network;
mod numbers;
mod profanity;
mod ratio;
mod repetition;
mod short;
mod test_set;
pub(crate) mod truncation;

/// How many filters there are.
pub const COUNT: usize = 16;

/// All filters, the cheapest first.
pub const ALL: [&dyn Filter; COUNT] = [
    &short::Short,
    &long::Long,
    &ratio::Ratio,
    &characters::Characters,
    &markup::Markup,
    &repetition::Repetition,
    &boilerplate::Boilerplate,
    &copy::Copy,
    &language::Language,
    &fluency::Fluency,
    &profanity::Profanity,
    &test_set::TestSet,
    &numbers::Numbers,
    &alignment::Alignment,
    &truncation::Truncation,
    &fidelity::Fidelity,
];

/// The index of a filter in [`ALL`].
pub(super) fn position(id: &str) -> Option<usize> {
    ALL.iter().position(|f| f.id() == id)
}
