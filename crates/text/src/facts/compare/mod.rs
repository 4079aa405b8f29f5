//! The facts of two sides matched by value: what is left over differs.

mod dates_and_times;
mod numbers;
mod quantity;

pub use dates_and_times::{MomentDifference, compare_dates, compare_times};
pub use numbers::{Change, NumberDifference, compare_numbers, match_numbers};
pub use quantity::{Match, same_quantity};
