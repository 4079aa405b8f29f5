//! The model for a pair of languages: the one of the settings, else the embedded one.
//! Opened models stay mapped until the process ends. And whether the encoder reads the sentences.

use crate::error::Error;
use crate::settings::{EncoderUse, Settings};
use calque_encoder::Encoder;
use calque_model::{Model, ModelError};
use calque_text::Lang;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

static OPENED: Mutex<BTreeMap<PathBuf, &'static Model>> = Mutex::new(BTreeMap::new());

/// Opens a model file; each file is opened once per process.
pub fn open_model(path: &Path) -> Result<&'static Model, Error> {
    let mut opened = OPENED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(model) = opened.get(path) {
        return Ok(model);
    }
    let model: &'static Model = Box::leak(Box::new(Model::open(path)?));
    opened.insert(path.to_owned(), model);
    Ok(model)
}

/// The model of the settings, or the embedded one.
pub fn chosen_model(settings: &Settings) -> Result<&'static Model, Error> {
    match &settings.model {
        Some(path) => open_model(path),
        None => Ok(Model::embedded()),
    }
}

/// The model for a pair of languages; `None` if the embedded model does not cover them. A model named in
/// the settings that does not cover them is an error.
pub(crate) fn for_pair(settings: &Settings, source: Lang, target: Lang) -> Result<Option<&'static Model>, Error> {
    let model = chosen_model(settings)?;
    if settings.model.is_some() && !model.knows(source, target) {
        return Err(ModelError::Unsupported(source, target).into());
    }
    Ok(model.knows(source, target).then_some(model))
}

/// As [`for_pair`], but an error if there is no model.
pub(crate) fn required(settings: &Settings, source: Lang, target: Lang) -> Result<&'static Model, Error> {
    for_pair(settings, source, target)?.ok_or_else(|| ModelError::Unsupported(source, target).into())
}

/// What word links are wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinksFor {
    /// The links themselves.
    Words,
    /// The check of a document of so many beads.
    Document(usize),
    /// The check of records, of which there may be millions.
    Records,
}

/// The encoder, where it reads the sentences for word links.
pub(crate) fn encoder(settings: &Settings, links: LinksFor) -> Option<&'static Encoder> {
    let used = match settings.encoder {
        EncoderUse::On => true,
        EncoderUse::Off => false,
        EncoderUse::Auto => match links {
            LinksFor::Words => true,
            LinksFor::Document(beads) => beads <= READ_BEADS,
            LinksFor::Records => false,
        },
    };
    used.then(Encoder::embedded)
}

/// A document of more beads than this is checked without the encoder, unless it is asked for: a novel would take
/// ten times as long.
const READ_BEADS: usize = 2500;

impl Settings {
    /// The settings for the check of a part of a document of `beads` beads, such as a pair that was edited: the encoder
    /// reads the part if it reads the whole.
    #[must_use]
    pub fn for_part_of(&self, beads: usize) -> Self {
        let read = encoder(self, LinksFor::Document(beads)).is_some();
        Self { encoder: if read { EncoderUse::On } else { EncoderUse::Off }, ..self.clone() }
    }
}
