//! The extension module `calque._native` of the Python package.
//!
//! It holds what needs the engine: reading, checking, aligning, filtering. What a user of Python sees (typed objects,
//! iterators, cards for notebooks) is Python, in `python/calque`, made from the JSON that the command line writes:
//! so both say the same by construction. Every call that works for long releases the GIL.

// The macros of pyo3 hand out Python's references by value, and their functions are called from Python alone.
#![allow(clippy::needless_pass_by_value, unreachable_pub)]
// Their arguments are keywords there.
#![allow(clippy::too_many_arguments, clippy::fn_params_excessive_bools)]

mod corpora;
mod errors;
mod pairs;
mod pool;
mod report;
mod settings;
mod tables;
mod texts;

use pyo3::prelude::*;
use std::ffi::OsString;
use std::process::ExitCode;

/// The engine of the package `calque`.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<settings::Settings>()?;
    module.add_class::<texts::Text>()?;
    module.add_class::<report::Report>()?;
    module.add_class::<report::Bitext>()?;
    module.add_class::<pairs::PairChecker>()?;
    module.add_class::<corpora::Screen>()?;
    module.add_class::<corpora::Deduper>()?;
    module.add_function(wrap_pyfunction!(texts::segment, module)?)?;
    module.add_function(wrap_pyfunction!(report::check, module)?)?;
    module.add_function(wrap_pyfunction!(report::align, module)?)?;
    module.add_function(wrap_pyfunction!(report::diff, module)?)?;
    module.add_function(wrap_pyfunction!(pairs::words, module)?)?;
    module.add_function(wrap_pyfunction!(corpora::pair_folders, module)?)?;
    module.add_function(wrap_pyfunction!(corpora::pair_files, module)?)?;
    module.add_function(wrap_pyfunction!(corpora::filters, module)?)?;
    module.add_function(wrap_pyfunction!(main, module)?)?;
    Ok(())
}

/// Runs the command line; gives its exit status.
#[pyfunction]
fn main(py: Python<'_>, args: Vec<OsString>) -> u8 {
    let code = py.detach(|| calque_cli::run(args));
    // A status cannot be asked for its number, only be compared.
    (0..=u8::MAX).find(|n| ExitCode::from(*n) == code).unwrap_or(2)
}
