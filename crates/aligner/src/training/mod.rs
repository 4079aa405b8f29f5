//! For the developers' crate `calque-lab`: what learning the weights must know of the inside of this crate.
//!
//! [`PreparedPair`] gives, for one text pair aligned by hand, the gradient of the
//! log-likelihood of its gold alignment and the alignment that given weights decode
//! to. [`compare_documents`] gives the measures from which documents are paired.
//! Optimisers, samples and scores are in `training/lab`.

mod documents;
mod gold;
mod text_pair;

pub use crate::sentences::score::WeightSet;
pub use documents::{MAX_LEAD, compare_documents, find_leads, shipped_log_odds};
pub use gold::GoldText;
pub use text_pair::{DecodedBeads, PreparedPair, feature_names, shipped_weights};
