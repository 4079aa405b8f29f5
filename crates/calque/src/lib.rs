//! Calque reads a text and its translation, pairs them sentence by sentence,
//! flags drift, and reports.
//!
//! [`check`] is the whole of it, as one function; [`bitext`] is its first half,
//! for those who only want the pairs. [`check_record`] checks a pair that is
//! already one. What may be chosen is in [`Settings`], which `calque.toml` spells.
//!
//! ```no_run
//! use calque::{Input, Settings, check};
//! let (source, target) = (Input::from_arg("article.en.txt"), Input::from_arg("article.fr.txt"));
//! let report = check(&source, &target, &Settings::default())?;
//! println!("{} findings", report.findings.len());
//! # Ok::<(), calque::Error>(())
//! ```

mod beads;
mod corpus;
mod error;
pub mod eval;
mod folders;
mod given;
mod glossaries;
mod languages;
mod models;
mod pairs;
mod pipeline;
mod related;
mod revise;
mod settings;
mod suppress;
mod written;

pub use beads::on_all_cores;
pub use calque_formats::{FetchedFile, Input, InputDocument, InputError, InputFormat, ReadOptions};
pub use calque_report::{Report, ReportSide};
pub use corpus::CorpusSettings;
pub use error::Error;
pub use folders::{PairBy, PairedFiles, files_of, is_archive, pair_folders, pair_mixed};
pub use given::Given;
pub use glossaries::open_glossaries;
pub use models::{chosen_model, open_model};
pub use pairs::{LinkedPair, PairCheck, Unnamed, check_record, fidelity, languages_of, link_record, record_languages};
pub use pipeline::{Bitext, Cut, bitext, bitext_given, bitext_of_texts, check, segment, segment_text};
pub use revise::{Revised, revise};
pub use settings::{AlignSettings, DEFAULTS, FailOn, ReadSettings, SCHEMA, Settings, SettingsError, nearest};
pub use suppress::{Seen, Suppressions, baseline, baseline_line, by_note, suppress};
