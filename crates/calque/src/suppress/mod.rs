//! Suppression of dismissed findings.
//!
//! An editor reads a finding once. It may be dismissed in a file, a *baseline*
//! that Calque wrote or a list kept by hand ([`file`]), or by a comment in one
//! of the texts ([`inline`]). Either way it is taken out of the findings and
//! counted among the suppressed ones, which every report names.
//!
//! `calque dismiss` writes the entry of a finding that somebody names by its id
//! ([`named`]); [`edit`] changes a list without touching what else stands in it.
//!
//! A finding is recognised by its id, which is a hash of its rule, its words
//! and its two segments. Where the rest of a segment was edited the id is
//! another, so an entry also holds for the same rule and the same words in
//! segments that are still mostly the same.

mod context;
mod edit;
mod file;
mod inline;
mod list;
mod named;
mod report;

pub use context::FindingContext;
pub use edit::{with_entry, without_entry};
pub use inline::{ignored_blocks, ignored_whole};
pub use list::Suppressions;
pub use named::{NamedFinding, NamingError, named_by, named_findings, named_findings_of_json};
pub use report::{baseline, baseline_line, by_note, suppress};
