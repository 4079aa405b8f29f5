//! The files of a tree ([`files`], [`patterns`]), what their front matter says ([`front_matter`]), and which page
//! translates which ([`pairing`]).

mod files;
mod front_matter;
mod pairing;
mod patterns;

pub(crate) use files::{PageFile, language_of_folder, pages_of};
pub(crate) use pairing::{leftovers, pair_by_content, pair_by_name};
pub(crate) use patterns::Patterns;
