//! The two tiers in words: what is to correct, what is to check, and what Calque does not look at.

use super::words::counted;
use calque_bitext::{Finding, Tier};

/// The tiers in the order in which they are told; `None` are remarks.
pub(crate) const TIERS: [Option<Tier>; 3] = [Some(Tier::ToCorrect), Some(Tier::ToCheck), None];

/// What is said where there is no finding.
pub(crate) const NOTHING_FLAGGED: &str = "Nothing flagged";

/// What a report without findings does not say.
pub(crate) const NOT_LOOKED_AT: &str =
    "Not looked at: style, fluency, register, whether the facts are true, and what no rule knows";

/// The tier of a finding: `to correct`, `to check`, `remark`.
pub(crate) fn tier_name(finding: &Finding) -> &'static str {
    match finding.tier() {
        Some(Tier::ToCorrect) => "to correct",
        Some(Tier::ToCheck) => "to check",
        None => "remark",
    }
}

/// `3 to correct`, `2 to check`, `1 remark`.
pub(crate) fn tier_count(tier: Option<Tier>, count: usize) -> String {
    match tier {
        Some(Tier::ToCorrect) => format!("{count} to correct"),
        Some(Tier::ToCheck) => format!("{count} to check"),
        None => counted(count, "remark"),
    }
}
