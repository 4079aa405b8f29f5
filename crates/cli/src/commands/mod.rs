//! One file per command: from its options to its output.

pub(crate) mod align;
pub(crate) mod check;
mod check_pairs;
pub(crate) mod config;
pub(crate) mod corpus;
pub(crate) mod diff;
pub(crate) mod dismiss;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod fetch;
mod judge;
pub(crate) mod lsp;
pub(crate) mod model;
mod model_server;
mod others;
pub(crate) mod pair;
pub(crate) mod pipe;
pub(crate) mod segment;
pub(crate) mod serve;
mod shared;
pub(crate) mod shell;
pub(crate) mod status;
mod suppression;
#[cfg(feature = "onnx")]
mod vector_file;
#[cfg(not(feature = "onnx"))]
#[path = "no_vector_file.rs"]
mod vector_file;
mod vectors;
pub(crate) mod web;
pub(crate) mod words;
