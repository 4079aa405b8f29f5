//! End-to-end tests: the binary as a user meets it.

mod common;
mod contracts;
mod inputs;
mod output;

/// The blocks of `docs/cli.md` show what the binary says.
#[test]
fn the_page_of_the_command_line_is_true() {
    let root = common::root();
    std::env::set_current_dir(&root).expect("the root exists");
    trycmd::TestCases::new().env("NO_COLOR", "1").case(root.join("docs/cli.md").to_str().expect("UTF-8"));
}
