//! The list of features.

/// What is known of a bead or of an unaligned segment, feature by feature, and
/// the names under which `weights.tsv` gives their weights.
macro_rules! features {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Feature { $($(#[$doc])* $name,)* }

        impl Feature {
            /// All features, in order.
            pub(crate) const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its name.
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }
        }
    };
}

features! {
    /// One segment to one.
    OneToOne,
    /// One to two, either way round.
    OneToTwo,
    /// One to three.
    OneToThree,
    /// One to four.
    OneToFour,
    /// One to five or more.
    OneToMore,
    /// Two to two.
    TwoToTwo,
    /// Two to three or more.
    TwoToMore,
    /// Three or more to three or more.
    ManyToMany,
    /// Segments beyond four.
    Extra,
    /// Squared distance from the expected length.
    LengthSquared,
    /// Distance from the expected length, in standard deviations.
    LengthDistance,
    /// Logarithm of the ratio of lengths.
    LengthRatio,
    /// Logarithm of the length of both sides.
    LogLength,
    /// Share of the words that have a partner, against the text's habit.
    Cover,
    /// As much of that as is above a third.
    CoverSome,
    /// As much of that as is above two thirds.
    CoverMuch,
    /// The share on the side that is worse covered.
    CoverWorse,
    /// Logarithm of the information covered.
    LogCovered,
    /// Information covered.
    Covered,
    /// Information not covered.
    Uncovered,
    /// Share covered in the worst of the outer segments.
    EdgeCover,
    /// One of the outer segments has hardly a word covered.
    EdgeBare,
    /// Share of the attention of both sides that stays inside.
    Attention,
    /// The lesser of the two shares.
    AttentionWorse,
    /// As much of that as is above a half.
    AttentionMuch,
    /// Cosine of the vectors, against the text's habit.
    Cosine,
    /// As much of that as is above two fifths.
    CosineSome,
    /// As much of that as is above four fifths.
    CosineMuch,
    /// What the outer segment needed least adds to the cosine.
    EdgeGain,
    /// Difference in question marks.
    Questions,
    /// Difference in exclamation marks.
    Exclamations,
    /// Difference in quotation marks.
    Quotes,
    /// Difference in colons and semicolons.
    Colons,
    /// Difference in brackets.
    Brackets,
    /// Difference in other signs.
    Signs,
    /// The sides end in different marks.
    Endings,
    /// One side ends in a pause, the other does not.
    PausedOne,
    /// Both sides end in a pause.
    PausedBoth,
    /// Numbers on both sides.
    NumbersKept,
    /// Numbers on one side alone.
    NumbersLost,
    /// Breaks of blocks inside.
    BreaksInside,
    /// One side opens a block where the other does not, or blocks of different kinds.
    BreaksDiffer,
    /// How near in time the sides begin and end, in nats.
    Time,
    /// The text's habit of merging, for all but one to one.
    MergedHabit,
    /// Share of the words that have a partner.
    CoverRaw,
    /// What the best neighbour would add to the words covered.
    Leak,
    /// As much of that as is above a quarter.
    LeakMuch,
    /// What all neighbours would add.
    LeakSum,
    /// What the best neighbour would add to the cosine.
    LeakCosine,
    /// An unaligned segment.
    Alone,
    /// Which begins a run of them.
    AloneOpening,
    /// Attention given to nobody.
    Nobody,
    /// As much of that as is above a half.
    NobodyMuch,
    /// Logarithm of the segment's information.
    LogInfo,
    /// The segment's information.
    Info,
    /// Attention given to nobody, by the segment's length.
    NobodyLength,
    /// A short segment.
    Short,
    /// The text's habit of leaving out.
    AloneHabit,
    /// Which ends in a pause: a part of a sentence that goes on.
    AlonePaused,
    /// Which follows on a pause.
    AloneContinues,
}

/// How many features a bead with two sides has; those of unaligned segments follow.
pub(crate) const PAIRED: usize = Feature::Alone as usize;
/// How many features there are.
pub(crate) const FEATURES: usize = Feature::ALL.len();
