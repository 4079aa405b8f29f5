//! Pairs out of OPUS links and their documents: no bytes make the reader panic, hang or hoard.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| calque_fuzz::linked(bytes));
