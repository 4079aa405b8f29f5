//! Pairs out of xces: no bytes make the reader panic, hang or hoard.
#![no_main]
use calque_formats::pairs::PairFormat;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| calque_fuzz::pairs(bytes, PairFormat::Xces));
