//! Functions of numbers, in operations that any processor does the same way.
//!
//! No fused multiplication and addition, no function of the system's library, sums in
//! sixteen lanes in a fixed order: loops that compilers turn into vector instructions.

/// Lanes of a sum. All lengths are multiples of it: the file is checked, and attention fills up.
pub(super) const LANES: usize = 16;
/// Added and taken away again, it rounds a number of less than 2^22 to a whole one.
const ROUND: f32 = 12_582_912.0;

/// A finite number of 16 bits (IEEE 754), exactly.
#[inline(always)]
pub(super) fn half(bits: u16) -> f32 {
    // The exponent of 16 bits begins 112 steps later than that of 32.
    const STEPS: f32 = f32::from_bits((127 + 112) << 23);
    let magnitude = f32::from_bits(u32::from(bits & 0x7fff) << 13) * STEPS;
    f32::from_bits(magnitude.to_bits() | u32::from(bits & 0x8000) << 16)
}

/// The lanes of numbers; all of them are whole.
#[inline(always)]
fn lanes(values: &[f32]) -> &[[f32; LANES]] {
    let (lanes, rest) = values.as_chunks();
    debug_assert!(rest.is_empty());
    lanes
}

/// The sum of numbers.
#[inline(always)]
pub(super) fn sum(values: &[f32]) -> f32 {
    let mut sums = [0f32; LANES];
    for chunk in lanes(values) {
        for (sum, v) in sums.iter_mut().zip(chunk) {
            *sum += v;
        }
    }
    fold(sums)
}

#[inline(always)]
fn fold(sums: [f32; LANES]) -> f32 {
    let mut sums = sums;
    for half in [LANES / 2, LANES / 4, LANES / 8, LANES / 16] {
        for i in 0..half {
            sums[i] += sums[i + half];
        }
    }
    sums[0]
}

/// The greatest of numbers; `least` if there is none greater.
#[inline(always)]
pub(super) fn greatest(values: &[f32], least: f32) -> f32 {
    let mut tops = [least; LANES];
    for chunk in lanes(values) {
        for (top, &v) in tops.iter_mut().zip(chunk) {
            *top = if v > *top { v } else { *top };
        }
    }
    tops.iter().fold(least, |a, &b| if b > a { b } else { a })
}

/// The greatest absolute value.
#[inline(always)]
pub(super) fn greatest_magnitude(values: &[f32]) -> f32 {
    let mut tops = [0f32; LANES];
    for chunk in lanes(values) {
        for (top, v) in tops.iter_mut().zip(chunk) {
            let v = v.abs();
            *top = if v > *top { v } else { *top };
        }
    }
    tops.iter().fold(0.0, |a, &b| if b > a { b } else { a })
}

/// The nearest whole number of a number of less than 2^22.
#[inline(always)]
pub(super) fn round(x: f32) -> i32 {
    (x + ROUND).to_bits() as i32 - ROUND.to_bits() as i32
}

/// e to the power of x, for x from -87 to 87 (others are taken for these), to 2 in the last place (Cephes).
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    let x = if x < -87.0 { -87.0 } else { x };
    let x = if x > 87.0 { 87.0 } else { x };
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    // ln 2 in two parts, so that the remainder is exact.
    let r = x - n * 0.693_359_4 - n * -2.121_944_4e-4;
    let mut p = 1.987_569_1e-4;
    p = p * r + 1.398_199_9e-3;
    p = p * r + 8.333_452e-3;
    p = p * r + 4.166_579_6e-2;
    p = p * r + 1.666_666_5e-1;
    p = p * r + 0.5;
    let fraction = p * r * r + r + 1.0;
    let exponent = (shifted.to_bits() as i32 - ROUND.to_bits() as i32 + 127) << 23;
    fraction * f32::from_bits(exponent as u32)
}

/// The Gaussian error linear unit: x times the probability that a standard normal variable is below x.
/// The error function is that of Abramowitz and Stegun, 7.1.26, within 1.5e-7.
#[inline(always)]
pub(super) fn gelu(x: f32) -> f32 {
    let a = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * a);
    let mut p = 1.061_405_4 * t - 1.453_152;
    p = p * t + 1.421_413_7;
    p = p * t - 0.284_496_74;
    p = p * t + 0.254_829_6;
    let erf = 1.0 - p * t * exp(-a * a);
    0.5 * x * (1.0 + erf.copysign(x))
}

/// Brings numbers to mean 0 and variance 1, then scales and shifts them.
#[inline(always)]
pub(super) fn normalise(values: &mut [f32], scale: &[f32], shift: &[f32]) {
    const EPSILON: f32 = 1e-12;
    let n = values.len() as f32;
    let mean = sum(values) / n;
    values.iter_mut().for_each(|v| *v -= mean);
    let mut squares = [0f32; LANES];
    for chunk in lanes(values) {
        for (square, v) in squares.iter_mut().zip(chunk) {
            *square += v * v;
        }
    }
    let inverse = 1.0 / (fold(squares) / n + EPSILON).sqrt();
    for ((v, a), b) in values.iter_mut().zip(scale).zip(shift) {
        *v = *v * inverse * a + b;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_those_of_the_books() {
        for i in -800..=800 {
            let x = i as f32 / 10.0;
            let (got, want) = (exp(x), (x as f64).exp());
            assert!(((got as f64 - want) / want).abs() < 3e-7, "exp({x}) = {got}, not {want}");
            assert_eq!(round(x), x.round_ties_even() as i32);
        }
        for (x, want) in [(0.0, 0.0), (1.0, 0.841_344_8), (-1.0, -0.158_655_25), (3.0, 2.995_95), (-8.0, 0.0)] {
            assert!((gelu(x) - want).abs() < 1e-5, "gelu({x}) = {}", gelu(x));
        }
        for (bits, want) in [(0x3c00, 1.0), (0xc000, -2.0), (0x0001, 5.960_464_5e-8), (0x7bff, 65504.0), (0, 0.0)] {
            assert_eq!(half(bits), want);
        }
        assert!(exp(-1e9) >= 0.0 && exp(1e9).is_finite());
        let values: Vec<f32> = (0..32).map(|i| i as f32 - 15.5).collect();
        assert_eq!(sum(&values), 0.0);
        assert_eq!(greatest(&values, f32::MIN), 15.5);
        assert_eq!(greatest_magnitude(&values[..16]), 15.5);
    }
}
