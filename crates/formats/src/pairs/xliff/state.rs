//! The state of a translation in both versions.

/// The prefix in `subState` for states of 1.2 that version 2 lacks.
pub(super) const SUB_STATE: &str = "xlf12:";

/// The nearest state of version 2.
pub(super) fn state_in_v2(state: &str) -> &'static str {
    match state {
        "final" => "final",
        "reviewed" | "signed-off" => "reviewed",
        "translated" | "needs-review-translation" | "needs-review-adaptation" | "needs-review-l10n" => "translated",
        _ => "initial",
    }
}

/// The state of 1.2 for one of version 2.
pub(super) fn state_in_v1(state: &str) -> &str {
    match state {
        "initial" => "new",
        "reviewed" => "signed-off",
        other => other,
    }
}

/// The `original` of a file without a document.
pub(super) const UNKNOWN: &str = "pairs";
