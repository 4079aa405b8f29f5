//! End-to-end tests: the binary as a user meets it.

mod align;
mod build;
mod build_languages;
mod build_web;
mod clean;
mod common;
mod contracts;
mod dismiss;
mod eval;
mod fetch;
mod inputs;
mod judge;
mod lsp;
mod models;
mod options;
mod others;
mod output;
mod pair;
mod pipe;
mod proxy;
mod serve;
mod suppression;
mod vectors;
mod vectors_onnx;

/// The blocks of these pages show what the binary says.
#[test]
fn the_pages_with_commands_are_true() {
    let root = common::root();
    std::env::set_current_dir(&root).expect("the root exists");
    let cases = trycmd::TestCases::new();
    cases.env("NO_COLOR", "1");
    for page in ["docs/cli.md", "docs/eval.md"] {
        cases.case(root.join(page).to_str().expect("UTF-8"));
    }
}
