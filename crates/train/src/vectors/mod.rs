//! Stage 3, sentence vectors: initial word vectors ([`initial`]), trained by contrast ([`contrastive`]).

pub(crate) mod contrastive;
pub(crate) mod initial;
