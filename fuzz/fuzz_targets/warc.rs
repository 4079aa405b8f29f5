#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| calque_fuzz::pages(bytes));
