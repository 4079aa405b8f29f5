//! The `calque` binary.
fn main() {}
