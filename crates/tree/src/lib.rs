//! Documentation trees: a folder of originals and the folders of its translations.
//!
//! [`status`] pairs the pages and says of each what its translation lacks: by content, never by date, so that the same
//! files always give the same answer. A page whose two files, settings and model have not changed is not compared
//! again ([`PageCache`]). With Git it also says what an original changed after its translation ([`Since`]).
//!
//! The folders are the stages, each of which uses only those above it:
//!
//! - `page`, `item`: what is said of a page, and of a part of it;
//! - `scan`: the files of a tree, and which translates which;
//! - `compare`: two files to what one lacks of the other;
//! - `history`: what an original was when it was translated;
//! - `baseline`: what is known already;
//! - `formats`: all of it for people and programs.

mod baseline;
mod cache;
mod compare;
mod error;
mod formats;
mod history;
mod item;
mod page;
mod run;
mod scan;

pub use baseline::{KnownItems, baseline};
pub use cache::PageCache;
pub use error::TreeError;
pub use formats::{StatusFormat, render};
pub use history::Since;
pub use item::{ItemChange, ItemKind, PageFinding, PageItem};
pub use page::{LanguageStatus, PageState, PageStatus, PairedBy, TreeStatus};
pub use run::{StatusRequest, TreeProgress, status};
