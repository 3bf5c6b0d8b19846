//! Logarithm and exponential from `+ - * /` alone: IEEE arithmetic gives the same bits on every platform,
//! the platforms' own functions do not.

/// The natural logarithm of a positive, finite `x`, within 1e-6 of it relative to `1 + |ln x|`. What is not
/// positive counts as the smallest normal number.
pub(crate) fn ln(x: f32) -> f32 {
    let bits = x.max(f32::MIN_POSITIVE).to_bits();
    // x = m * 2^e with m from sqrt(1/2) to sqrt(2).
    let shifted = bits.wrapping_sub(0x3f35_04f3);
    let exponent = (shifted as i32) >> 23;
    let mantissa = f32::from_bits((shifted & 0x007f_ffff).wrapping_add(0x3f35_04f3));
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let z = s * s;
    let series = 2.0 + z * (0.666_666_7 + z * (0.4 + z * 0.285_714_3));
    exponent as f32 * core::f32::consts::LN_2 + s * series
}

/// `e` to the power `x`, within 1e-6 of it relatively; `x` counts as -80 to 80.
pub(crate) fn exp(x: f32) -> f32 {
    let x = x.clamp(-80.0, 80.0);
    let whole = (x * core::f32::consts::LOG2_E + 0.5).floor();
    // ln 2 in two parts, so that the difference is exact to the last bit that matters.
    let r = (x - whole * 0.693_359_4) + whole * 0.000_212_194_44;
    let series = 1.0
        + r * (1.0
            + r * (0.5
                + r * (0.166_666_67
                    + r * (0.041_666_667 + r * (0.008_333_333 + r * 0.001_388_9)))));
    let power = whole as i32;
    let scale = f32::from_bits(((power + 127) as u32) << 23);
    series * scale
}

/// The probability that has the log-odds `x`.
pub(crate) fn logistic(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// The log-odds of a probability; it counts as at least one in 100,000, and as far from 1.
pub(crate) fn log_odds(p: f32) -> f32 {
    let p = p.clamp(1e-5, 1.0 - 1e-5);
    ln(p / (1.0 - p))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithm_is_near_the_true_one() {
        for step in -12_000..12_000_i16 {
            let x = 1.007_f64.powi(i32::from(step)) as f32;
            if x.is_normal() {
                let true_one = f64::from(x).ln();
                let error = (f64::from(ln(x)) - true_one).abs();
                assert!(error < 1e-6 * (1.0 + true_one.abs()), "ln {x}: {error}");
            }
        }
        assert!(ln(0.0) < -87.0 && ln(-1.0) < -87.0);
    }

    #[test]
    fn exponential_is_near_the_true_one() {
        for step in -8_000..8_000_i16 {
            let x = f32::from(step) * 0.01;
            let ratio = f64::from(exp(x)) / f64::from(x).exp();
            assert!((ratio - 1.0).abs() < 1e-6, "exp {x}: {ratio}");
        }
        assert!(exp(1e9).is_finite() && exp(f32::NEG_INFINITY) >= 0.0);
    }
}
