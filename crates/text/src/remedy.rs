//! What can be done about an error.

use std::borrow::Cow;

/// An error that knows its remedy: the command line prints it below the message, as `help: ...`.
///
/// The message ([`Display`](std::fmt::Display)) says what is wrong and where; the remedy is one phrase
/// in the imperative, without a full stop: `check the spelling and the folder`.
pub trait Remedy {
    /// What the user can do about the error.
    fn help(&self) -> Cow<'_, str>;
}
