//! How the time codes of two texts run: subtitles of the same film.
//!
//! Two versions of a film begin at different moments and may run at different
//! speeds (25 frames a second or 23.976), so that times are compared after a
//! line has been laid through those of pairs found by their words. How much
//! nearness in time says is set by what it is, not learnt: sides that begin
//! and end together are some twelve times likelier in a right pair than
//! anywhere near, and each second apart takes that back.

/// A time on the source's clock is `slope * time + shift` on the target's, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Clock {
    slope: f32,
    shift: f32,
}

/// Nats for sides that begin and end together.
const TOGETHER: f32 = 2.5;
/// Nats for a second apart.
const SECOND: f32 = -1.25;
/// The most that times speak against a pair.
const APART: f32 = -8.0;
/// Pairs without which no line is laid.
const ENOUGH: usize = 8;

impl Clock {
    /// Lays a line through pairs of times in order, by medians, so that a few wrong pairs do no harm.
    pub(crate) fn fit(pairs: &[(f32, f32)]) -> Option<Self> {
        if pairs.len() < ENOUGH {
            return None;
        }
        let half = pairs.len() / 2;
        let slopes = (0..pairs.len() - half).map(|k| (pairs[k], pairs[k + half]));
        let slope = median(slopes.filter(|(a, b)| b.0 - a.0 > 1.0).map(|(a, b)| (b.1 - a.1) / (b.0 - a.0)).collect());
        let slope = slope.filter(|s| (0.9..1.1).contains(s)).unwrap_or(1.0);
        let shift = median(pairs.iter().map(|(s, t)| t - slope * s).collect())?;
        Some(Self { slope, shift })
    }

    /// What the times of two sides say for their being a pair, in nats.
    pub(crate) fn nats(self, source: (f32, f32), target: (f32, f32)) -> f32 {
        let apart = |s: f32, t: f32| (t - self.slope * s - self.shift).abs();
        let apart = 0.5 * (apart(source.0, target.0) + apart(source.1, target.1));
        (TOGETHER + SECOND * apart).max(APART)
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
        let clock = Clock::fit(&pairs).expect("enough pairs");
        assert!(clock.nats((600.0, 602.0), (588.0, 590.0)) > 2.0);
        assert!(clock.nats((600.0, 602.0), (600.0, 602.0)) < -7.0);
        assert_eq!(Clock::fit(&pairs[..3]), None);
    }
}
