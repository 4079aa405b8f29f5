//! Settings as Python holds them: made from JSON or from a `calque.toml`, with what they name opened.

use crate::errors;
use calque::Suppressions;
use pyo3::prelude::*;

/// The settings of a call.
#[pyclass(frozen, module = "calque._native")]
pub struct Settings {
    /// The settings, with their glossaries read.
    pub(crate) inner: calque::Settings,
    /// Findings that somebody dismissed, and those of baselines.
    pub(crate) dismissed: [Suppressions; 2],
}

#[pymethods]
impl Settings {
    /// Settings as JSON, with the keys of `calque.toml`.
    #[staticmethod]
    fn of_json(py: Python<'_>, text: &str) -> PyResult<Self> {
        let inner = calque::Settings::from_json("settings", text).map_err(|e| errors::of_settings(py, &e))?;
        Self::opened(py, inner)
    }

    /// The text of a `calque.toml` as JSON, so that arguments can be put over it.
    #[staticmethod]
    fn json_of_toml(py: Python<'_>, name: &str, text: &str) -> PyResult<String> {
        let settings = calque::Settings::parse(name, text).map_err(|e| errors::of_settings(py, &e))?;
        // What settings hold always serialises.
        Ok(serde_json::to_string(&settings).unwrap_or_default())
    }
}

impl Settings {
    /// Opens what the settings name, so that an error in it is told before any work.
    fn opened(py: Python<'_>, mut inner: calque::Settings) -> PyResult<Self> {
        calque::chosen_model(&inner).map_err(|e| errors::of(py, &e))?;
        calque::open_glossaries(&mut inner).map_err(|e| errors::of(py, &e))?;
        let lists = |paths: &[std::path::PathBuf]| {
            let mut all = Suppressions::default();
            for path in paths {
                let input = calque::Input::Path(path.clone());
                let bytes = input.bytes(1 << 28).map_err(|e| errors::of_input(py, &e))?;
                let text = String::from_utf8(bytes).map_err(|_| {
                    let what = format!("{}: is not UTF-8", path.display());
                    errors::raised(py, errors::Class::Input, what, "save the list as UTF-8 text")
                })?;
                all.add(&input.name(), &text).map_err(|e| errors::of_settings(py, &e))?;
            }
            Ok::<_, PyErr>(all)
        };
        let dismissed = [lists(&inner.suppress)?, lists(&inner.baseline)?];
        Ok(Self { inner, dismissed })
    }

    /// Both lists, in the order in which a finding is looked up in them.
    pub(crate) fn lists(&self) -> [&Suppressions; 2] {
        [&self.dismissed[0], &self.dismissed[1]]
    }
}
