//! Kinds of repair, and sets of them.

/// A kind of repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fix {
    /// UTF-8 that was read as a one-byte encoding.
    Mojibake,
    /// HTML entities.
    Entities,
    /// Spaces, line breaks, invisible marks, Unicode form.
    Spaces,
    /// Quotation marks written as grave accents and apostrophes, or as angle brackets.
    Quotes,
}

impl Fix {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Mojibake, Self::Entities, Self::Spaces, Self::Quotes];

    /// As reports name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mojibake => "mojibake",
            Self::Entities => "entities",
            Self::Spaces => "spaces",
            Self::Quotes => "quotes",
        }
    }
}

/// A set of [`Fix`]es.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fixes(u8);

impl Fixes {
    /// Whether the set has `fix`.
    pub fn contains(self, fix: Fix) -> bool {
        self.0 & (1 << fix as u8) != 0
    }

    /// Whether nothing was repaired.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The union of both sets.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn insert(&mut self, fix: Fix) {
        self.0 |= 1 << fix as u8;
    }
}
