//! Tests of the whole pipeline, in one binary.

mod golden;
mod hostile;
mod ids;
mod keyed;
mod languages;
