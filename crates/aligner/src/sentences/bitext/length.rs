//! Lengths: how far a pair is from the length that its source lets expect.

/// Squared distance of the target's length from the expected one, in standard deviations.
///
/// After Gale and Church 1993, whose model is a normal distribution of the target's characters around
/// `ratio * source`, with a variance proportional to the length: `delta^2 = (l2 - c l1)^2 / (s^2 l1)`, with
/// `s^2` = 6.8. Here the variance is 5 times the mean of both lengths, so that sides are treated alike, plus
/// 10 for very short segments, plus a term in the square of the length (0.006), because errors of long
/// segments grow in proportion to them. The three numbers are set by hand; features learn what a distance
/// is worth.
///
/// Lengths are in letters and digits; `ratio` is the expected number of target letters for each source letter.
pub(crate) fn length_distance(source_chars: f32, target_chars: f32, ratio: f32) -> f32 {
    let expected = source_chars * ratio;
    let variance = 5.0 * (expected + target_chars) * 0.5 + 10.0 + 0.006 * (expected + target_chars).powi(2);
    (target_chars - expected).powi(2) / variance
}
