//! A document out of reStructuredText: no bytes make the reader panic, hang or hoard.
#![no_main]
use calque_formats::InputFormat;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| calque_fuzz::document(bytes, InputFormat::Rst));
