//! The list of features of a bead, by name and in the order of `weights.tsv`.
//!
//! Features whose name ends in *Hinge* are hinges, max(0, x - knot), of the feature before them: with
//! them a weighted sum can bend. A *scaled* value is 0 as by chance and 1 as in the mean right pair of the
//! same text (`Level::scaled` of the bitext's statistics).

/// Makes the enum of features, their list, and their names.
macro_rules! features {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// What is known of a bead with two sides, and (from `Unaligned` on) of an unaligned segment.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Feature { $($(#[$doc])* $name,)* }

        impl Feature {
            /// All features, in order.
            pub(crate) const ALL: &[Self] = &[$(Self::$name,)*];

            /// The name by which `weights.tsv` calls it.
            #[cfg(any(test, feature = "training"))]
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }
        }
    };
}

features! {
    /// 1 for one segment to one; this and the next seven say which shape a bead has.
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
    /// Segments beyond four: max(0, m + n - 4).
    ExtraSegments,
    /// Squared distance from the expected length in the text's standard deviations, 16 at most.
    LengthSquared,
    /// Its root, 6 at most.
    LengthDistance,
    /// Absolute logarithm of the ratio of lengths to the expected ratio, 2 at most.
    LengthRatio,
    /// Logarithm of the length of both sides.
    LogLength,
    /// Coverage: share of both sides' information in words that have a partner in the bead; scaled.
    Coverage,
    /// max(0, coverage - 0.3).
    CoverageHinge,
    /// max(0, coverage - 0.7).
    CoverageHighHinge,
    /// The coverage of the side that is covered less, scaled.
    CoverageMin,
    /// Logarithm of 1 + the information covered, in nats.
    LogCovered,
    /// Information covered, in units of 40 nats, 4 at most.
    Covered,
    /// Information not covered, in units of 60 nats, 4 at most.
    Uncovered,
    /// Coverage of the first or last segment of a side that is covered least; not for 1-1.
    EdgeCoverage,
    /// 10 max(0, 0.1 - EdgeCoverage): a segment at the edge with hardly a word covered.
    EdgeUncovered,
    /// Mean share of its segments' attention that stays in the bead, source plus target.
    Attention,
    /// The lesser of the two.
    AttentionMin,
    /// max(0, AttentionMin - 0.5).
    AttentionMinHinge,
    /// Cosine of the sides' vectors, scaled; this and the next three are 0 without vectors.
    Cosine,
    /// max(0, cosine - 0.4).
    CosineHinge,
    /// max(0, cosine - 0.8).
    CosineHighHinge,
    /// By how much the cosine would fall without the first or last segment that it needs least; not for 1-1.
    EdgeCosineGain,
    /// Difference in the number of question marks, 3 at most; the next five likewise.
    Questions,
    /// Exclamation marks.
    Exclamations,
    /// Quotation marks.
    Quotes,
    /// Colons and semicolons.
    Colons,
    /// Brackets.
    Brackets,
    /// Other signs.
    Signs,
    /// 1 if the sides end in different marks.
    EndingsDiffer,
    /// 1 if one side ends in a pause (comma, semicolon, colon, dash) and the other does not.
    PauseOnOneSide,
    /// 1 if both sides end in a pause.
    PauseOnBothSides,
    /// Numbers that both sides have, 4 at most.
    NumbersKept,
    /// Numbers that one side alone has, 6 at most.
    NumbersLost,
    /// Block boundaries inside the bead, 4 at most; 0 where blocks are not informative.
    BreaksInside,
    /// One if one side opens a block and the other does not, one more if their blocks are of different kinds.
    BreaksDiffer,
    /// Log-odds by the time codes, in nats; 0 without.
    TimeLogOdds,
    /// Log-odds that a pair of this text is merged; 0 for 1-1.
    MergeLogOdds,
    /// Coverage, not scaled.
    CoverageUnscaled,
    /// Coverage, scaled, that the best of the four neighbours would add to the bead, 1.5 at most.
    NeighbourGain,
    /// max(0, NeighbourGain - 0.25).
    NeighbourGainHinge,
    /// What all four would add.
    NeighbourGainSum,
    /// By how much the cosine would rise with the best neighbour, 0.5 at most; 0 without vectors.
    NeighbourCosineGain,
    /// 1 for an unaligned segment.
    Unaligned,
    /// 1 if it begins a run of them: the bead before has two sides.
    UnalignedOpening,
    /// NULL probability: the share of the segment's attention that goes to no segment.
    NullProb,
    /// max(0, NullProb - 0.5).
    NullProbHinge,
    /// Logarithm of 1 + the segment's information, in nats.
    LogInfo,
    /// Its information in units of 60 nats, 4 at most.
    Info,
    /// NullProb times the logarithm of 1 + its length in units of 20 letters.
    NullProbLength,
    /// 1 if it has fewer than 20 letters.
    Short,
    /// Log-odds that a segment of this text is unaligned.
    UnalignedLogOdds,
    /// 1 if it ends in a pause: a part of a sentence that goes on.
    UnalignedPause,
    /// 1 if the segment before ends in a pause.
    UnalignedAfterPause,
}

/// How many features a bead with two sides has; those of unaligned segments follow.
pub(crate) const PAIRED: usize = Feature::Unaligned as usize;
/// How many features there are.
pub(crate) const FEATURES: usize = Feature::ALL.len();
