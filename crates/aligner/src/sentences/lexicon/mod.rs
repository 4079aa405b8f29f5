//! Stage 2: which words of one side may translate which of the other.
//!
//! Three sources give [`WordLink`]s, and a [`LinkTable`] holds them; the search asks
//! only the table, so that another source plugs in here.

mod cognates;
mod from_model;
mod link_table;
mod model1;

pub(crate) use cognates::cognates;
pub(crate) use from_model::model_links;
pub(crate) use link_table::{LinkTable, WordLink};
pub(crate) use model1::{WeightedBead, learn_links};
