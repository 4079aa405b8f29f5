//! The text of a docx: no bytes make the reader panic, hang or hoard.
#![no_main]
use calque_formats::InputFormat;

const PARTS: [&str; 3] = ["word/document.xml", "word/styles.xml", "word/footnotes.xml"];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| calque_fuzz::packed(bytes, InputFormat::Docx, &PARTS));
