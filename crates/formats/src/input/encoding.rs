//! Decodes bytes to text. The order of evidence:
//!
//! 1. the encoding that the user names;
//! 2. a byte-order mark;
//! 3. NUL bytes in every other position: UTF-16 without a mark;
//! 4. valid UTF-8;
//! 5. the encoding that the HTTP header or the page declares, if the bytes are valid in it (servers often
//!    name one encoding for all their pages, so valid UTF-8 counts for more);
//! 6. statistical detection (`chardetng`), with a warning.
//!
//! Bytes that are invalid in the encoding become U+FFFD, with a warning that counts them. Text with NUL
//! bytes is refused.

use crate::InputProblem;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Decoded text, with warnings about what was guessed or replaced.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// The encoding's WHATWG name.
    pub(crate) encoding: &'static str,
    pub(crate) warnings: Vec<String>,
}

/// Decodes `bytes`. `label` is the encoding that the user named, `charset` the one of the HTTP header.
pub(crate) fn decode(bytes: Vec<u8>, label: Option<&str>, charset: Option<&str>) -> Result<Decoded, InputProblem> {
    if let Some(label) = label {
        let encoding =
            Encoding::for_label(label.as_bytes()).ok_or_else(|| InputProblem::UnknownEncoding(label.to_owned()))?;
        return decode_as(&bytes, encoding, Vec::new());
    }
    if let Some((encoding, _)) = Encoding::for_bom(&bytes) {
        if encoding == UTF_8 {
            return utf8(bytes, 3, None);
        }
        return decode_as(&bytes, encoding, Vec::new());
    }
    if let Some(encoding) = detect_utf16(&bytes) {
        let warning = format!("read as {} (no byte-order mark; guessed from the NUL bytes)", encoding.name());
        return decode_as(&bytes, encoding, vec![warning]);
    }
    utf8(bytes, 0, charset.and_then(|c| Encoding::for_label(c.as_bytes())))
}

/// UTF-8 after a mark of `skip` bytes, not copied if it is valid; otherwise the detected encoding.
fn utf8(mut bytes: Vec<u8>, skip: usize, http_charset: Option<&'static Encoding>) -> Result<Decoded, InputProblem> {
    bytes.drain(..skip);
    match String::from_utf8(bytes) {
        Ok(text) => {
            if let Some(at) = find_nul(text.as_bytes()) {
                return Err(InputProblem::Nul(at + skip));
            }
            let wrong = http_charset.filter(|e| *e != UTF_8 && !text.is_ascii());
            let warnings = wrong.map(|e| format!("the server says {}, but it is valid UTF-8 and read so", e.name()));
            Ok(Decoded { text, encoding: UTF_8.name(), warnings: warnings.into_iter().collect() })
        }
        // Truncated inside its last character: an interrupted download is still UTF-8.
        Err(e) if e.utf8_error().error_len().is_none() => decode_as(e.as_bytes(), UTF_8, Vec::new()),
        Err(e) => detect_or_declared(e.as_bytes(), http_charset),
    }
}

/// Text that is not valid UTF-8: UTF-8 with a few invalid sequences, the declared encoding, or the
/// detected one.
fn detect_or_declared(bytes: &[u8], http_charset: Option<&'static Encoding>) -> Result<Decoded, InputProblem> {
    if let Some(at) = find_nul(bytes) {
        return Err(InputProblem::Nul(at));
    }
    let (good, bad) = count_utf8(bytes);
    if good > 4 * bad {
        return decode_as(bytes, UTF_8, Vec::new());
    }
    let fits = |e: &&'static Encoding| *e != UTF_8 && !e.decode_without_bom_handling(bytes).1;
    if let Some(encoding) = http_charset.filter(fits).or_else(|| declared_encoding(bytes).filter(fits)) {
        return decode_as(bytes, encoding, Vec::new());
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    // One MiB is more than enough for the detector.
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    // The hint `fr` makes it prefer Western encodings where several fit.
    let mut encoding = detector.guess(Some(b"fr"), Utf8Detection::Deny);
    if encoding.decode_without_bom_handling(bytes).1 {
        encoding = WINDOWS_1252;
    }
    let what = if encoding == WINDOWS_1252 { "windows-1252 (Latin-1)" } else { encoding.name() };
    decode_as(bytes, encoding, vec![format!("not UTF-8: read as {what}, a guess; name another with --encoding")])
}

fn decode_as(bytes: &[u8], encoding: &'static Encoding, mut warnings: Vec<String>) -> Result<Decoded, InputProblem> {
    let (text, used, broken) = encoding.decode(bytes);
    if let Some(at) = find_nul(text.as_bytes()) {
        return Err(InputProblem::Nul(at));
    }
    if broken {
        let n = text.matches('\u{fffd}').count();
        let line = 1 + text.bytes().take(text.find('\u{fffd}').unwrap_or(0)).filter(|&b| b == b'\n').count();
        let places = if n == 1 { "one place is".to_owned() } else { format!("{n} places are") };
        warnings.push(format!("{places} not valid {} (first on line {line}) and stand as \u{fffd}", used.name()));
    }
    Ok(Decoded { text: text.into_owned(), encoding: used.name(), warnings })
}

fn find_nul(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|&b| b == 0)
}

/// UTF-16 without a byte-order mark: in Western text every other byte is NUL (at least 70 % of the
/// first 4 KiB, and none in the other positions).
fn detect_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    if sample.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let (mut even, mut odd) = (0, 0);
    for unit in sample.chunks_exact(2) {
        even += usize::from(unit[0] == 0);
        odd += usize::from(unit[1] == 0);
    }
    let most = sample.len() / 2 * 7 / 10;
    match (even, odd) {
        (0, odd) if odd > most => Some(UTF_16LE),
        (even, 0) if even > most => Some(UTF_16BE),
        _ => None,
    }
}

/// The numbers of valid multi-byte characters and of invalid sequences in UTF-8.
fn count_utf8(bytes: &[u8]) -> (usize, usize) {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    (good, bad)
}

/// The encoding that a page declares in a `<meta>` element or an XML declaration in its first 2 KiB.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let meta = head.find("<meta").or_else(|| head.starts_with("<?xml").then_some(0))?;
    let rest = &head[meta..];
    let value = rest.split_once("charset=").or_else(|| rest.split_once("encoding="))?.1;
    let name: String = value
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c))
        .collect();
    Encoding::for_label(name.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRENCH: &str = "L’été dernier, près de Besançon, un garçon naïf a mangé à la forêt : « Où êtes-vous ? »";

    fn round(encoding: &'static Encoding) -> Vec<u8> {
        match encoding.name() {
            "UTF-16LE" => FRENCH.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "UTF-16BE" => FRENCH.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => encoding.encode(FRENCH).0.into_owned(),
        }
    }

    #[test]
    fn encodings_of_french_are_told_apart() {
        for encoding in [UTF_8, UTF_16LE, UTF_16BE, WINDOWS_1252] {
            let got = decode(round(encoding), None, None).expect("text");
            assert_eq!((got.text.as_str(), got.encoding), (FRENCH, encoding.name()));
            assert_eq!(got.warnings.is_empty(), encoding == UTF_8, "{:?}", got.warnings);
        }
    }

    #[test]
    fn marks_are_dropped_and_decide() {
        for (mark, encoding) in [(&b"\xef\xbb\xbf"[..], UTF_8), (b"\xff\xfe", UTF_16LE), (b"\xfe\xff", UTF_16BE)] {
            let got = decode([mark, &round(encoding)].concat(), None, None).expect("text");
            assert_eq!((got.text.as_str(), got.warnings.len()), (FRENCH, 0));
        }
    }

    #[test]
    fn broken_utf8_stays_utf8_and_says_where() {
        let mut bytes = format!("{FRENCH}\n").into_bytes();
        bytes.extend(b"ligne deux \xff fin");
        let got = decode(bytes, None, None).expect("text");
        assert!(got.text.ends_with("ligne deux \u{fffd} fin"));
        assert!(got.warnings[0].contains("line 2"), "{:?}", got.warnings);
    }

    #[test]
    fn text_that_breaks_off_is_still_utf8() {
        let got = decode(b"Le pont est ferm\xc3".to_vec(), None, None).expect("text");
        assert_eq!((got.text.as_str(), got.encoding), ("Le pont est ferm\u{fffd}", "UTF-8"));
    }

    #[test]
    fn a_page_is_believed_and_a_label_obeyed() {
        let page = "<meta charset=\"iso-8859-15\"><p>10 €, œuvre";
        let bytes = Encoding::for_label(b"iso-8859-15").expect("known").encode(page).0.into_owned();
        let got = decode(bytes.clone(), None, None).expect("text");
        assert_eq!((got.text.as_str(), got.encoding), (page, "ISO-8859-15"));
        assert!(matches!(decode(bytes, Some("latin-99"), None), Err(InputProblem::UnknownEncoding(_))));
    }

    #[test]
    fn a_server_is_believed_where_the_bytes_allow_it() {
        let latin9 = Encoding::for_label(b"iso-8859-15").expect("known");
        let bytes = latin9.encode("10 €, œuvre").0.into_owned();
        let got = decode(bytes.clone(), None, Some("iso-8859-15")).expect("text");
        assert_eq!((got.text.as_str(), got.warnings.len()), ("10 €, œuvre", 0));
        // Wrong about UTF-8, wrong about what is not, and no encoding at all.
        let utf8 = decode(FRENCH.into(), None, Some("ISO-8859-1")).expect("text");
        assert_eq!((utf8.text.as_str(), utf8.encoding), (FRENCH, "UTF-8"));
        assert!(utf8.warnings[0].starts_with("the server says windows-1252, but"), "{:?}", utf8.warnings);
        for charset in ["utf-8", "shift-what"] {
            assert_eq!(decode(round(WINDOWS_1252), None, Some(charset)).expect("text").text, FRENCH);
        }
        assert_eq!(decode(bytes, Some("windows-1252"), Some("iso-8859-15")).expect("text").text, "10 ¤, ½uvre");
    }

    #[test]
    fn nul_bytes_are_refused_where_they_are_no_utf16() {
        assert!(matches!(decode(b"abc\0def".to_vec(), None, None), Err(InputProblem::Nul(3))));
        assert!(matches!(decode(b"caf\xe9 \0 noir".to_vec(), None, None), Err(InputProblem::Nul(5))));
    }
}
