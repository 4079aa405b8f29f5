//! An HTTP response as stored by a crawler: its header is removed, chunks are joined, gzip is decompressed.
//! Crawlers may store the decoded body with the header of the encoded one, so the bytes decide.

use flate2::read::MultiGzDecoder;
use std::io::Read;

/// The largest number of header lines.
const MAX_LINES: usize = 256;

/// A response with status 200.
pub(super) struct Response {
    pub(super) media_type: Option<String>,
    pub(super) charset: Option<String>,
    pub(super) body: Vec<u8>,
}

/// Parses a response; `None` if its status is not 200. A body that decompresses to more than `max`
/// bytes is an error.
pub(super) fn response(block: &[u8], max: u64) -> Result<Option<Response>, String> {
    let mut lines = [httparse::EMPTY_HEADER; MAX_LINES];
    let mut response = httparse::Response::new(&mut lines);
    let mut config = httparse::ParserConfig::default();
    config.allow_spaces_after_header_name_in_responses(true);
    config.allow_obsolete_multiline_headers_in_responses(true);
    config.ignore_invalid_headers_in_responses(true);
    let start = match config.parse_response(&mut response, block) {
        Ok(httparse::Status::Complete(n)) => n,
        Ok(httparse::Status::Partial) => return Err("its HTTP header breaks off".to_owned()),
        Err(e) => return Err(format!("its HTTP header is malformed ({e})")),
    };
    if response.code != Some(200) {
        return Ok(None);
    }
    let header = |name: &str| {
        let line = response.headers.iter().find(|h| h.name.eq_ignore_ascii_case(name));
        line.map(|h| String::from_utf8_lossy(h.value).trim().to_ascii_lowercase())
    };
    let typed = response.headers.iter().find(|h| h.name.eq_ignore_ascii_case("content-type"));
    let (media_type, charset) = content_type(&typed.map(|h| String::from_utf8_lossy(h.value)).unwrap_or_default());
    let mut body = block[start..].to_vec();
    if header("transfer-encoding").is_some_and(|t| t.contains("chunked"))
        && let Some(join_chunks) = join_chunks(&body)
    {
        body = join_chunks;
    }
    if body.starts_with(b"\x1f\x8b") && header("content-encoding").is_some_and(|c| c.contains("gzip")) {
        body = gunzip(&body, max)?;
    }
    Ok(Some(Response { media_type, charset, body }))
}

/// The media type in lower case, and the charset parameter.
pub(super) fn content_type(value: &str) -> (Option<String>, Option<String>) {
    let mut parts = value.split(';');
    let media_type = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    });
    ((!media_type.is_empty()).then_some(media_type), charset)
}

/// Joins chunks; `None` if the body is not chunked. A truncated body is kept as far as it goes.
fn join_chunks(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    while let Ok(httparse::Status::Complete((start, size))) = httparse::parse_chunk_size(body) {
        let rest = &body[start..];
        let size = usize::try_from(size).unwrap_or(usize::MAX).min(rest.len());
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(&rest[..size]);
        body = rest[size..].strip_prefix(b"\r\n").unwrap_or(&rest[size..]);
    }
    (!out.is_empty()).then_some(out)
}

fn gunzip(body: &[u8], max: u64) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    let read = MultiGzDecoder::new(body).take(max.saturating_add(1)).read_to_end(&mut out);
    if out.len() as u64 > max {
        return Err(format!("it unfolds to more than {max} bytes"));
    }
    match read {
        Err(e) if out.is_empty() => Err(format!("its gzip is damaged ({e})")),
        // The bytes before the damage are kept.
        _ => Ok(out),
    }
}
