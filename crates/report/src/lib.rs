//! The report of a check, and its emitters: one file per format.
//!
//! ```
//! use calque_report::{ReportFormat, RenderOptions, render};
//! # fn show(report: &calque_report::Report) {
//! let page = render(report, ReportFormat::Html, &RenderOptions::default());
//! # let _ = page; }
//! let format: ReportFormat = "markdown".parse().expect("a format");
//! assert_eq!(format.extension(), "md");
//! ```
//!
//! To add a format: write a module with one function from [`Report`] to
//! `String`, add a variant to [`ReportFormat`], and say in [`render`] which function
//! it calls. What formats have in common is in `summary` (the counts) and
//! `marks` (which words each finding points at); an emitter only lays it out.

mod card;
mod format;
mod formats;
mod options;
mod pair;
mod render;
mod report;
mod shared;
mod stream;

pub use card::{FindingCard, GAP, quoted};
pub use format::{NotAFormat, ReportFormat};
pub use options::RenderOptions;
pub use pair::PairOutcome;
pub use render::render;
pub use report::{BeadComment, Contributor, ContributorRole, Dismissal, PlacedFinding, Report, ReportSide, Suppressed};
pub use shared::summary::ReportSummary;
pub use stream::PairStream;
