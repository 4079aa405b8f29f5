//! The bilingual model: translation lexicon, static vectors, word frequencies.
//!
//! A model is one file ([`mod@format`]) that is used where it lies: embedded in
//! the binary, memory-mapped, or read into memory; opening it parses a small
//! header and touches nothing else.
//!
//! ```
//! use calque_model::Model;
//! use calque_text::Lang;
//! let model = Model::embedded();
//! let fr = model.side(Lang::FR).unwrap();
//! let en = model.side(Lang::EN).unwrap();
//! let lexicon = model.lexicon(Lang::FR, Lang::EN).unwrap();
//! let best = lexicon.translations(fr.id("maison").unwrap()).next().unwrap();
//! assert_eq!(en.word(best.0), "house");
//! ```

mod build;
mod embed;
mod error;
pub mod format;
mod lexicon;
mod meta;
mod model;
mod phrases;
mod raw;
mod rows;
mod side;

pub use build::{LexiconRows, ModelBuilder, SideRows, as_stored, with_measured};
pub use embed::{Embedder, cosine, each_gram, gram_share, key_into};
pub use error::ModelError;
pub use lexicon::TranslationTable;
pub use meta::{DataSource, Meta, WordParams};
pub use model::Model;
pub use phrases::{LONGEST as LONGEST_PHRASE, Phrase, PhraseRow, Phrases};
pub use side::ModelSide;
