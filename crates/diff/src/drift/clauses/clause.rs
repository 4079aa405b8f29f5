//! A clause, and those who take part in it.

/// Somebody who takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Participant {
    /// A noun or name: the token of its first content word, and the last one.
    Noun(usize, usize),
    /// A pronoun by the persons that it may stand for: `i` me, `w` us, `y` you, `h` him, `s` her, `t` them,
    /// and its token.
    Pronoun(&'static str, usize),
}

/// A verb with those who take part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    /// The token of the verb.
    pub(crate) verb: usize,
    /// Who does it.
    pub(crate) agent: Option<Participant>,
    /// To whom it is done, or who is given something.
    pub(crate) patient: Option<Participant>,
}
