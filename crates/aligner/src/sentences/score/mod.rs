//! Stage 5: every bead in the band as features, and their weighted sum.
//!
//! [`grid`] gathers what each pair of segments has in common, in a form that adds
//! up: [`node_sums`] turns it into sums over all beads that begin at one node.
//! [`paired`] makes features of them, [`unaligned`] those of a segment left out;
//! [`feature`] lists all features by name, [`weights`] holds what was learnt.

mod cells;
mod coverage;
mod feature;
mod grid;
mod matches;
mod node_sums;
mod paired;
mod shapes;
mod unaligned;
mod weights;

#[cfg(feature = "training")]
pub(crate) use feature::Feature;
pub(crate) use feature::{FEATURES, PAIRED};
pub(crate) use grid::Grid;
pub(crate) use matches::Scratch;
pub(crate) use node_sums::NodeSums;
pub(crate) use paired::paired_features;
pub(crate) use shapes::SHAPES;
pub(crate) use unaligned::{UnalignedSegment, unaligned_features};
#[cfg_attr(not(feature = "training"), allow(unreachable_pub, reason = "public with the feature `training`"))]
pub use weights::WeightSet;
pub(crate) use weights::{Weights, weights};
