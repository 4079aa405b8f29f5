//! How far a translation has come, in the words of both versions.

/// The prefix of states in `subState` that version 2 has no word for.
pub(super) const SUB_STATE: &str = "xlf12:";

/// The state of version 2 that says most of what a state says.
pub(super) fn state_of_2(state: &str) -> &'static str {
    match state {
        "final" => "final",
        "reviewed" | "signed-off" => "reviewed",
        "translated" | "needs-review-translation" | "needs-review-adaptation" | "needs-review-l10n" => "translated",
        _ => "initial",
    }
}

/// The state of 1.2 for one of version 2.
pub(super) fn state_of_1(state: &str) -> &str {
    match state {
        "initial" => "new",
        "reviewed" => "signed-off",
        other => other,
    }
}

/// What a file without a document calls its original.
pub(super) const UNKNOWN: &str = "pairs";
