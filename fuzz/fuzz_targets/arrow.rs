//! Rows out of Arrow streams and back: no bytes make the reader hang or hoard, nor let a panic out.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    calque_fuzz::caught_panics_are_none();
    calque_fuzz::table(bytes);
});
