//! The features of an unaligned segment: the price of leaving a segment out is learnt, and depends on the
//! segment.

use super::feature::{FEATURES, Feature};
use crate::sentences::input::{Ending, SideIndex};

/// What is known of a segment that may be unaligned.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UnalignedSegment {
    /// Its information, in nats.
    info: f32,
    /// Its letters and digits.
    chars: f32,
    /// The share of its attention that goes to no segment.
    null_prob: f32,
    /// Whether it ends in a pause.
    paused: bool,
    /// Whether the segment before it does.
    continues: bool,
}

/// The segments of a side from `first` on, one for each NULL probability.
pub(super) fn unaligned_segments<'a>(
    side: &'a SideIndex,
    first: usize,
    null_probs: &'a [f32],
) -> impl Iterator<Item = UnalignedSegment> + 'a {
    null_probs.iter().enumerate().map(move |(k, &null_prob)| {
        let segment = first + k;
        let paused = |segment: usize| side.endings[segment] == Ending::Pause;
        UnalignedSegment {
            info: side.info(segment, segment + 1),
            chars: side.chars(segment, segment + 1),
            null_prob,
            paused: paused(segment),
            continues: segment > 0 && paused(segment - 1),
        }
    })
}

/// Writes the features of an unaligned segment. `log_odds` are those of a segment of this text being
/// unaligned, `opening` says whether the bead before has two sides.
pub(crate) fn unaligned_features(segment: UnalignedSegment, log_odds: f32, opening: bool, out: &mut [f32; FEATURES]) {
    let UnalignedSegment { info, chars, null_prob, paused, continues } = segment;
    *out = [0.0; FEATURES];
    let mut set = |feature: Feature, value: f32| out[feature as usize] = value;
    set(Feature::Unaligned, 1.0);
    set(Feature::UnalignedOpening, f32::from(u8::from(opening)));
    set(Feature::NullProb, null_prob);
    set(Feature::NullProbHinge, (null_prob - 0.5).max(0.0));
    set(Feature::LogInfo, (1.0 + info).ln());
    set(Feature::Info, (info / 60.0).min(4.0));
    set(Feature::NullProbLength, (1.0 + chars / 20.0).ln() * null_prob);
    set(Feature::UnalignedLogOdds, log_odds);
    set(Feature::Short, f32::from(u8::from(chars < 20.0)));
    set(Feature::UnalignedPause, f32::from(u8::from(paused)));
    set(Feature::UnalignedAfterPause, f32::from(u8::from(continues)));
}
