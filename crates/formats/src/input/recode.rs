//! A text that goes back into the encoding that it came in.

use super::encoding::decode;
use crate::{InputError, InputProblem};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A text and the encoding that it came in.
#[derive(Clone, Debug)]
pub struct EncodedText {
    /// The text, without a byte-order mark.
    pub text: String,
    encoding: &'static Encoding,
    mark: bool,
}

impl EncodedText {
    /// Decodes a file as documents are decoded. Refuses one that would not come back as it was.
    pub fn decode(name: &str, bytes: &[u8]) -> Result<Self, InputError> {
        let fail = |problem| InputError::new(name, problem);
        let decoded = decode(bytes.to_vec(), None, None).map_err(fail)?;
        let encoding = Encoding::for_label(decoded.encoding.as_bytes()).unwrap_or(UTF_8);
        let text = Self { text: decoded.text, encoding, mark: Encoding::for_bom(bytes).is_some() };
        if text.encode(&text.text, |_| None).is_ok_and(|again| again == bytes) {
            Ok(text)
        } else {
            Err(fail(InputProblem::UnknownEncoding(decoded.encoding.to_owned())))
        }
    }

    /// The name of the encoding.
    pub fn encoding(&self) -> &'static str {
        self.encoding.name()
    }

    /// Another text in the same encoding. A character that it does not have is written as `other` says; where it
    /// says nothing, the character is the error.
    pub fn encode(&self, text: &str, other: impl Fn(char) -> Option<String>) -> Result<Vec<u8>, char> {
        let mut out = Vec::with_capacity(text.len());
        if self.encoding == UTF_16LE || self.encoding == UTF_16BE {
            let bytes = |unit: u16| if self.encoding == UTF_16LE { unit.to_le_bytes() } else { unit.to_be_bytes() };
            let mark = self.mark.then_some(0xfeff);
            mark.into_iter().chain(text.encode_utf16()).for_each(|unit| out.extend(bytes(unit)));
            return Ok(out);
        }
        if self.mark {
            out.extend("\u{feff}".as_bytes());
        }
        let mut rest = String::new();
        let (whole, _, lost) = self.encoding.encode(text);
        if !lost {
            out.extend(whole.iter());
            return Ok(out);
        }
        for c in text.chars() {
            if self.encoding.encode(c.encode_utf8(&mut [0; 4])).2 {
                rest.push_str(&other(c).ok_or(c)?);
            } else {
                rest.push(c);
            }
        }
        let (whole, _, lost) = self.encoding.encode(&rest);
        if lost {
            return Err('\u{fffd}');
        }
        out.extend(whole.iter());
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_goes_back_as_it_came() {
        let french = "Le barrage a été fermé mardi, « enfin ». L’été.\r\n".repeat(3);
        for label in ["utf-8", "windows-1252", "utf-16le", "utf-16be"] {
            for mark in [false, true] {
                let encoding = Encoding::for_label(label.as_bytes()).expect("known");
                let plain = EncodedText { text: french.clone(), encoding, mark: mark && label != "windows-1252" };
                let bytes = plain.encode(&french, |_| None).expect("all there");
                let read = EncodedText::decode("f", &bytes).unwrap_or_else(|e| panic!("{label} {mark}: {e}"));
                assert_eq!((read.text.as_str(), read.encoding()), (french.as_str(), encoding.name()), "{label}");
                let new = french.replace("mardi", "jeudi");
                let again = read.encode(&new, |_| None).expect("all there");
                assert_eq!(EncodedText::decode("f", &again).expect("read").text, new);
            }
        }
    }

    #[test]
    fn what_an_encoding_does_not_have_is_named_or_written_otherwise() {
        let latin = EncodedText { text: String::new(), encoding: encoding_rs::WINDOWS_1252, mark: false };
        assert_eq!(latin.encode("a ≤ b", |_| None), Err('≤'));
        let entity = |c: char| Some(format!("&#{};", u32::from(c)));
        assert_eq!(latin.encode("é ≤", entity).expect("all there"), b"\xe9 &#8804;");
    }
}
