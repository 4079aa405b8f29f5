//! Stage 2, the lexicon: candidate translations ([`candidates`]), word alignment by EM ([`em`]), its tables
//! ([`rows`]), and phrases ([`phrases`]).

mod candidates;
mod em;
pub(crate) mod phrases;
pub(crate) mod rows;
