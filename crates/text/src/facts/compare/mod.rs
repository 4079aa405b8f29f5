//! The facts of two sides matched by value: what is left over differs.

mod dates_and_times;
mod moments;
mod numbers;
mod quantity;

pub use dates_and_times::{DateTimeDifference, compare_dates, compare_times};
pub use moments::compare_moments;
pub use numbers::{FactChange, NumberDifference, compare_numbers, match_numbers};
pub use quantity::{QuantityMatch, in_unit_of, same_quantity};
