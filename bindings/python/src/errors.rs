//! Errors as Python exceptions, which say what is wrong and what to do. Their classes are Python, in
//! `calque._errors`: each is made from its message and its remedy.

use calque::Error;
use calque_harvest::corpus::BuildError;
use calque_text::Remedy;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use std::fmt;

/// A class of exceptions.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Class {
    /// An input cannot be read.
    Input,
    /// Settings or arguments do not fit.
    Settings,
    /// The texts do not belong together, or are too long.
    Texts,
    /// A model cannot be opened, or there is none for the languages.
    Model,
}

impl Class {
    const fn name(self) -> &'static str {
        match self {
            Self::Input => "InputError",
            Self::Settings => "SettingsError",
            Self::Texts => "TextsError",
            Self::Model => "ModelError",
        }
    }
}

/// An exception of a class.
pub(crate) fn raised(py: Python<'_>, class: Class, what: impl fmt::Display, remedy: &str) -> PyErr {
    let made = py
        .import("calque._errors")
        .and_then(|module| module.getattr(class.name()))
        .and_then(|class| class.call1((what.to_string(), remedy)));
    match made {
        Ok(exception) => PyErr::from_value(exception),
        Err(_) => PyRuntimeError::new_err(format!("{what}\n  help: {remedy}")),
    }
}

/// The exception for an error of the engine.
pub(crate) fn of(py: Python<'_>, error: &Error) -> PyErr {
    let class = match error {
        Error::Input(_) => Class::Input,
        Error::Settings(_) => Class::Settings,
        Error::Model(_) => Class::Model,
        _ => Class::Texts,
    };
    raised(py, class, error, &error.help())
}

/// The exception for an error of a corpus.
pub(crate) fn of_build(py: Python<'_>, error: &BuildError) -> PyErr {
    raised(py, Class::Settings, error, &error.help())
}

/// The exception for an error in settings or arguments.
pub(crate) fn of_settings(py: Python<'_>, error: &(impl std::error::Error + Remedy)) -> PyErr {
    raised(py, Class::Settings, error, &error.help())
}

/// The exception for an input that cannot be read.
pub(crate) fn of_input(py: Python<'_>, error: &(impl std::error::Error + Remedy)) -> PyErr {
    raised(py, Class::Input, error, &error.help())
}
