//! How the time codes of two texts correspond: subtitles of the same film.
//!
//! Two versions of a film begin at different moments and may run at different
//! speeds (25 frames a second or 23.976). So a line is fitted through the start
//! times of pairs found by their words, and times are compared after that.
//!
//! The weight of the feature is fixed at 1, since no text to learn from has time
//! codes; what nearness in time is worth is set here by hand.

/// A line: a time `t` of the source is `slope * t + shift` in the target, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TimeFit {
    slope: f32,
    shift: f32,
}

/// Log-odds, in nats, of sides that begin and end at the same time: they are some twelve times likelier in
/// a right pair than in a wrong one nearby.
const SAME_TIME: f32 = 2.5;
/// Added for each second between them.
const PER_SECOND: f32 = -1.25;
/// The lowest log-odds.
const LOWEST: f32 = -8.0;
/// Pairs that a fit needs at least.
const MIN_PAIRS: usize = 8;

impl TimeFit {
    /// Fits a line through pairs of start times in seconds, in order of time. `None` for too few.
    ///
    /// The slope is the median of the slopes between each point and the one half the list on (Theil 1950, in
    /// the incomplete form), the shift a median too: so a few wrong pairs do no harm. Slopes outside [0.9, 1.1]
    /// are taken for 1.
    pub(crate) fn new(pairs: &[(f32, f32)]) -> Option<Self> {
        if pairs.len() < MIN_PAIRS {
            return None;
        }
        let half = pairs.len() / 2;
        let slopes = (0..pairs.len() - half).map(|k| (pairs[k], pairs[k + half]));
        let slope = median(slopes.filter(|(a, b)| b.0 - a.0 > 1.0).map(|(a, b)| (b.1 - a.1) / (b.0 - a.0)).collect());
        let slope = slope.filter(|s| (0.9..1.1).contains(s)).unwrap_or(1.0);
        let shift = median(pairs.iter().map(|(s, t)| t - slope * s).collect())?;
        Some(Self { slope, shift })
    }

    /// Log-odds, in nats, that two sides are a pair, given their start and end times in seconds.
    pub(crate) fn log_odds(self, source: (f32, f32), target: (f32, f32)) -> f32 {
        let apart = |s: f32, t: f32| (t - self.slope * s - self.shift).abs();
        let apart = 0.5 * (apart(source.0, target.0) + apart(source.1, target.1));
        (SAME_TIME + PER_SECOND * apart).max(LOWEST)
    }
}

fn median(mut values: Vec<f32>) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shifted_and_faster_film_is_read_all_the_same() {
        let mut pairs: Vec<(f32, f32)> = (0..40).map(|k| (k as f32 * 30.0, k as f32 * 28.8 + 12.0)).collect();
        pairs[7].1 = 900.0;
        let fit = TimeFit::new(&pairs).expect("enough pairs");
        assert!(fit.log_odds((600.0, 602.0), (588.0, 590.0)) > 2.0);
        assert!(fit.log_odds((600.0, 602.0), (600.0, 602.0)) < -7.0);
        assert_eq!(TimeFit::new(&pairs[..3]), None);
    }
}
