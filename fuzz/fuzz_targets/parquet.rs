//! Pairs out of Parquet: no bytes make the reader hang or hoard, nor let a panic out.
#![no_main]
use calque_formats::pairs::PairFormat;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    calque_fuzz::caught_panics_are_none();
    calque_fuzz::pairs(bytes, PairFormat::Parquet);
});
