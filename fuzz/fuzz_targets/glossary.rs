//! Glossaries, TBX and tables: no bytes make the reader panic, hang or hoard.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| calque_fuzz::glossary(bytes));
