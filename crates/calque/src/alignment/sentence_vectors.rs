//! Vectors of sentences from somebody else's encoder, in place of those of the model.

use crate::error::Error;
use calque_aligner::SegmentVectors;
use calque_text::Side;
use std::fmt::Debug;

/// Gives sentences vectors. The facade does no network itself: whoever calls it brings this along.
pub trait SentenceVectors: Debug + Send + Sync {
    /// The vectors of texts of one side, in their order, all of one length; an error says what happened and what to do.
    fn vectors(&self, side: Side, texts: &[&str]) -> Result<SegmentVectors, VectorsError>;
}

/// Why there are no vectors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VectorsError {
    /// What happened.
    pub what: String,
    /// What can be done about it.
    pub help: String,
}

/// The vectors of both sides.
pub(crate) fn of_both(
    encoder: &dyn SentenceVectors,
    source: &[&str],
    target: &[&str],
) -> Result<(SegmentVectors, SegmentVectors), Error> {
    let (source, target) = (encoder.vectors(Side::Source, source)?, encoder.vectors(Side::Target, target)?);
    if source.dim != target.dim && !source.data.is_empty() && !target.data.is_empty() {
        let what = format!("the vectors of the source have length {}, those of the target {}", source.dim, target.dim);
        return Err(Error::Vectors(VectorsError { what, help: "use one model for both sides".to_owned() }));
    }
    Ok((source, target))
}
