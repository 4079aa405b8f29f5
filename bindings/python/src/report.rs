//! Two texts: checked, aligned, or two versions compared.

use crate::errors;
use crate::pool::detached;
use crate::settings::Settings;
use crate::texts::Text;
use calque::{AlignmentConstraints, Input, SegmentUnit, align_documents, check_documents, revise_documents};
use calque_formats::write::{self, BitextSide, BitextView};
use calque_report::{RenderOptions, ReportFormat, ReportSide, render};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use std::path::PathBuf;

/// The report of a check.
#[pyclass(frozen, module = "calque._native")]
pub struct Report {
    inner: calque::Report,
}

#[pymethods]
impl Report {
    /// The report in a format of `calque check`.
    #[pyo3(signature = (format, *, width = 100, color = false, all = false, worst_first = true))]
    fn render(
        &self,
        py: Python<'_>,
        format: &str,
        width: usize,
        color: bool,
        all: bool,
        worst_first: bool,
    ) -> PyResult<String> {
        let format: ReportFormat = format.parse().map_err(|_| {
            let names = ReportFormat::ALL.map(ReportFormat::as_str).join(", ");
            let what = format!("there is no report format `{format}`");
            errors::raised(py, errors::Class::Settings, what, &format!("choose one of {names}"))
        })?;
        let options = RenderOptions { width, color, all, worst_first, ..RenderOptions::default() };
        Ok(py.detach(|| render(&self.inner, format, &options)))
    }

    /// Its findings as a baseline, for `calque check --baseline`.
    fn baseline(&self) -> String {
        calque::baseline(&self.inner)
    }
}

/// Checks a translation against its original.
#[pyfunction]
pub fn check(py: Python<'_>, source: &Text, target: &Text, settings: &Settings) -> PyResult<Report> {
    let (source, target) = (source.inner.clone(), target.inner.clone());
    let found = detached(py, || {
        let mut report = check_documents(source, target, &settings.inner)?;
        calque::suppress(&mut report, &settings.lists());
        Ok(report)
    })?;
    Ok(Report { inner: found.map_err(|e| errors::of(py, &e))? })
}

/// Two aligned texts.
#[pyclass(frozen, module = "calque._native")]
pub struct Bitext {
    inner: calque::Bitext,
    related: bool,
}

#[pymethods]
impl Bitext {
    /// Its beads as `tsv`, `jsonl`, `vecalign` or `html`.
    fn render(&self, py: Python<'_>, format: &str) -> PyResult<String> {
        let write = match format {
            "tsv" => write::tsv,
            "jsonl" => write::jsonl,
            "vecalign" => write::vecalign,
            "html" => write::html,
            _ => {
                let what = format!("there is no format of beads `{format}`");
                return Err(errors::raised(
                    py,
                    errors::Class::Settings,
                    what,
                    "choose one of tsv, jsonl, vecalign, html",
                ));
            }
        };
        py.detach(|| {
            let (source, target) = (side(&self.inner.source), side(&self.inner.target));
            let mut out = Vec::new();
            let written = write(&BitextView { source, target, alignment: &self.inner.alignment }, &mut out);
            // Memory takes all that is written, and what is written is text.
            written.ok().and_then(|()| String::from_utf8(out).ok())
        })
        .ok_or_else(|| PyValueError::new_err("the beads cannot be written"))
    }

    /// Name, language and text of both sides.
    fn sides(&self) -> [(&str, String, &str); 2] {
        [&self.inner.source, &self.inner.target]
            .map(|s| (s.name.as_str(), s.document.lang.to_string(), s.document.text.as_str()))
    }

    /// Warnings of reading, and whether the texts seem to be translations of each other.
    fn remarks(&self) -> (Vec<String>, bool) {
        (self.inner.warnings.clone(), self.related)
    }
}

fn side(side: &ReportSide) -> BitextSide<'_> {
    BitextSide { name: &side.name, lang: side.document.lang, text: &side.document.text, sentences: &side.sentences }
}

/// Aligns two texts, with anchors in a file and with hard breaks if wanted.
#[pyfunction]
pub fn align(
    py: Python<'_>,
    source: &Text,
    target: &Text,
    anchors: Option<PathBuf>,
    hard_breaks: Option<String>,
    settings: &Settings,
) -> PyResult<Bitext> {
    let unit: SegmentUnit = source.unit();
    let given = AlignmentConstraints {
        anchors: anchors.map(Input::Path),
        hard_breaks: hard_breaks.map(|mark| mark.trim().to_owned()),
        ..AlignmentConstraints::default()
    };
    let (source, target) = (source.inner.clone(), target.inner.clone());
    let found = detached(py, || {
        let inner = align_documents(source, target, unit, &given, &settings.inner)?;
        let related = inner.seems_related(&settings.inner)?;
        Ok(Bitext { inner, related })
    })?;
    found.map_err(|e| errors::of(py, &e))
}

/// Compares two versions of a translation; gives JSON and the warnings.
#[pyfunction]
#[pyo3(signature = (old, new, reference, settings))]
pub fn diff(
    py: Python<'_>,
    old: &Text,
    new: &Text,
    reference: Option<&Text>,
    settings: &Settings,
) -> PyResult<(String, Vec<String>)> {
    let (old, new, reference) = (old.inner.clone(), new.inner.clone(), reference.map(|r| r.inner.clone()));
    let found = detached(py, || {
        let found = revise_documents(old, new, reference, &settings.inner)?;
        let (old, new) = found.versions();
        // Strings and numbers always serialise.
        let json = calque_diff::revision::render::json(&found.revision, old, new).unwrap_or_default();
        Ok((json, found.warnings))
    })?;
    found.map_err(|e| errors::of(py, &e))
}
