//! The documentation lists every format.

use calque_formats::InputFormat;
use calque_formats::pairs::PairFormat;

#[test]
fn the_head_of_pairs_lists_every_format() {
    let head = include_str!("../../src/pairs/mod.rs");
    let rows: Vec<&str> = head.lines().filter(|l| l.starts_with("//! | `")).collect();
    for format in PairFormat::ALL {
        let name = format!("`{}`", format.as_str());
        assert!(rows.iter().any(|row| row.split('|').nth(1).is_some_and(|cell| cell.contains(&name))), "{name}");
    }
}

#[test]
fn the_page_of_formats_lists_every_format() {
    let page = include_str!("../../../../docs/formats.md").to_lowercase();
    let names = InputFormat::ALL.map(InputFormat::as_str).into_iter().chain(PairFormat::ALL.map(PairFormat::as_str));
    for name in names {
        assert!(page.contains(name), "{name}");
    }
}
