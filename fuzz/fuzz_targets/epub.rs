//! The text of an e-book: no bytes make the reader panic, hang or hoard.
#![no_main]
use calque_formats::InputFormat;

const PARTS: [&str; 4] = ["META-INF/container.xml", "p.opf", "a.xhtml", "b.xhtml"];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| calque_fuzz::packed(bytes, InputFormat::Epub, &PARTS));
