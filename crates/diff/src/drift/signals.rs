//! Signals: named numbers that describe a finding.
//!
//! A rule that knows more of a finding than how strong its evidence is declares a struct of named
//! signals and pushes its values with the finding. The names stand in the learnt table
//! (`learnt/trees.tsv`); [`crate::drift::confidence`] predicts from the values how surely the
//! finding is right.

/// A struct of named numbers, made by [`signals!`].
pub(crate) trait Signals {
    /// The names of the fields, in the order of [`Signals::values`].
    const NAMES: &'static [&'static str];

    /// The values of the fields.
    fn values(&self) -> impl Iterator<Item = f32>;
}

/// Declares a struct whose fields, all `f32`, are signals.
macro_rules! signals {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$doc:meta])* $field:ident,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default)]
        $vis struct $name {
            $($(#[$doc])* pub(crate) $field: f32,)+
        }

        impl $name {
            /// The names of the signals, in order.
            pub(crate) const NAMES: &'static [&'static str] = &[$(stringify!($field)),+];
        }

        impl $crate::drift::signals::Signals for $name {
            const NAMES: &'static [&'static str] = Self::NAMES;

            fn values(&self) -> impl Iterator<Item = f32> {
                [$(self.$field),+].into_iter()
            }
        }
    };
}
pub(crate) use signals;

/// A signal that says yes or no: 1 or 0.
pub(crate) fn flag(yes: bool) -> f32 {
    f32::from(u8::from(yes))
}
