//! Calque reads a text and its translation, pairs them sentence by sentence,
//! flags drift, and reports.
//!
//! [`check`] is the whole program as one function; [`bitext`] is its first half, the
//! alignment. [`check_record`] checks one record of a translation memory or corpus.
//! [`Settings`] are the contents of `calque.toml`.
//!
//! ```no_run
//! use calque::{Input, Settings, check};
//! let (source, target) = (Input::from_arg("article.en.txt"), Input::from_arg("article.fr.txt"));
//! let report = check(&source, &target, &Settings::default())?;
//! println!("{} findings", report.findings.len());
//! # Ok::<(), calque::Error>(())
//! ```

mod alignment;
mod error;
pub mod eval;
mod folders;
mod gradual;
mod inputs;
mod lines;
mod pairs;
mod pipeline;
mod repeats;
mod revise;
mod settings;
pub mod stream;
mod suppress;

pub use alignment::beads::on_all_cores;
pub use alignment::constraints::AlignmentConstraints;
pub use alignment::sentence_vectors::{SentenceVectors, VectorsError};
pub use calque_formats::{FetchedFile, Input, InputDocument, InputError, InputFormat, ReadOptions};
pub use calque_report::{Report, ReportSide};
pub use error::Error;
pub use folders::{
    PairedFiles, PairingChoices, files_of, is_archive, pair_folders, pair_folders_with, pair_mixed, pair_mixed_with,
};
pub use gradual::{align_for_check, check_in_lots};
pub use inputs::glossaries::open_glossaries;
pub use inputs::models::{chosen_model, open_model};
pub use inputs::read::{SegmentUnit, options as read_options};
pub use inputs::usual::{DISMISSED, GLOSSARY, add_usual_files};
pub use lines::{FilePairLine, file_pair_lines, line, link_line, segment_lines};
pub use pairs::checked::PairCheck;
pub use pairs::record::{
    LanguageFallback, LinkedPair, check_record, fidelity, languages_of, link_record, record_languages,
};
pub use pairs::sequence::{Held, SuspectRun, check_run, is_suspect};
pub use pipeline::{
    Bitext, align_documents, align_sides, bitext, bitext_of_documents, bitext_of_texts, bitext_with, check,
    check_aligned, check_documents, segment, segment_text,
};
pub use revise::{Revised, revise, revise_documents};
pub use settings::{
    AlignSettings, CorpusSettings, DEFAULTS, EncoderUse, FailOn, JudgeSettings, PairBy, ReadSettings, SCHEMA,
    SentenceVectorSettings, Settings, SettingsError, TreeSettings, VectorPooling, nearest,
};
pub use suppress::{
    FindingContext, NamedFinding, NamingError, Suppressions, baseline, baseline_line, by_note, ignored_blocks,
    ignored_whole, named_by, named_findings, named_findings_of_json, suppress, with_entry, without_entry,
};
