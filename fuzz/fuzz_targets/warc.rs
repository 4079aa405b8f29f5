//! Pages out of web archives: no bytes make the reader panic, hang or hoard.
#![no_main]
use calque_formats::warc::Pages;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    const MOST: u64 = 1 << 20;
    // Packed bytes give more records than there are bytes, but each takes some.
    let most = bytes.len() * 1100 + 16;
    for (n, page) in Pages::of_bytes("fuzz", bytes.to_vec(), MOST).enumerate() {
        assert!(n < most, "a reader that never ends");
        assert!(page.map_or(0, |p| p.body.len() as u64) <= MOST);
    }
});
