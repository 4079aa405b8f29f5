//! Pairing of files: those of a folder or archive ([`files`]), and which translates which ([`pair`]).

mod files;
mod pair;

pub use files::{files_of, is_archive};
pub use pair::{PairedFiles, PairingChoices, pair_folders, pair_folders_with, pair_mixed, pair_mixed_with};
