use super::*;
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use std::io::Write;

const MAX: u64 = 1 << 16;

fn record(kind: &str, url: &str, headers: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-11-25T20:00:00Z\r\n{headers}Content-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// A page that is read well.
#[expect(clippy::unnecessary_wraps, reason = "it stands among errors")]
fn page(url: &str, body: &str) -> Read {
    Read::Ok((url.to_owned(), body.to_owned()))
}

fn response(url: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let block = [format!("HTTP/1.1 200 OK\r\n{headers}\r\n").as_bytes(), body].concat();
    record("response", url, "Content-Type: application/http; msgtype=response\r\n", &block)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// URL and body, or what was said.
type Read = Result<(String, String), String>;

fn pages(bytes: &[u8]) -> Vec<Read> {
    let pages = Pages::of_bytes("a.warc", bytes.to_vec(), MAX).take(1000);
    pages
        .map(|p| p.map(|p| (p.url, String::from_utf8_lossy(&p.body).into_owned())).map_err(|e| e.to_string()))
        .collect()
}

/// An archive with everything in it that is no page, and three that are.
fn archive() -> Vec<Vec<u8>> {
    let not_found = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>No.";
    vec![
        record("warcinfo", "", "Content-Type: application/warc-fields\r\n", b"software: a test\r\n"),
        record(
            "request",
            "http://a/1",
            "Content-Type: application/http; msgtype=request\r\n",
            b"GET /1 HTTP/1.1\r\n\r\n",
        ),
        response("<http://a/1>", "Content-Type: text/html; charset=iso-8859-15\r\n", b"<p>10 \xa4"),
        record("response", "http://a/2", "Content-Type: application/http; msgtype=response\r\n", not_found),
        record("revisit", "http://a/1", "", b""),
        record("resource", "http://a/3", "Content-Type: text/plain\r\nWARC-Truncated: length\r\n", "Trois.".as_bytes()),
        record("conversion", "http://a/4", "Content-Type: text/plain\r\n", "Quatre.".as_bytes()),
    ]
}

#[test]
fn pages_come_with_what_is_said_of_them_plain_and_packed() {
    let plain = archive().concat();
    let packed = archive().iter().flat_map(|r| gzip(r)).collect::<Vec<u8>>();
    let whole = gzip(&plain);
    for bytes in [plain, packed, whole] {
        let pages: Vec<Page> = Pages::of_bytes("a.warc.gz", bytes, MAX).map(|p| p.expect("a page")).collect();
        let urls: Vec<(&str, u64)> = pages.iter().map(|p| (p.url.as_str(), p.record)).collect();
        assert_eq!(urls, [("http://a/1", 3), ("http://a/3", 6), ("http://a/4", 7)]);
        assert_eq!(
            (pages[0].media_type.as_deref(), pages[0].charset.as_deref()),
            (Some("text/html"), Some("iso-8859-15"))
        );
        assert_eq!((pages[0].date.as_deref(), pages[0].truncated), (Some("2026-11-25T20:00:00Z"), false));
        assert!(pages[1].truncated && pages[1].is_text());
        let reading = pages[0].read(&ReadOptions::default()).expect("text");
        assert_eq!((reading.document.text.as_str(), reading.name.as_str()), ("10 €", "http://a/1"));
    }
}

#[test]
fn bodies_are_as_they_were_meant() {
    let chunked = "Transfer-Encoding: chunked\r\n";
    let zipped = "Content-Encoding: gzip\r\n";
    let both = format!("{chunked}{zipped}");
    let pieces = |body: &[u8]| {
        let (a, b) = body.split_at(body.len() / 2);
        let chunk = |c: &[u8]| [format!("{:x};x=y\r\n", c.len()).as_bytes(), c, b"\r\n"].concat();
        [chunk(a), chunk(b), b"0\r\n\r\n".to_vec()].concat()
    };
    for (headers, body) in [
        (chunked, pieces(b"<p>Oui.")),
        (chunked, b"<p>Oui.".to_vec()),
        (chunked, b"7\r\n<p>Oui.".to_vec()),
        (zipped, gzip(b"<p>Oui.")),
        (zipped, b"<p>Oui.".to_vec()),
        (&both, pieces(&gzip(b"<p>Oui."))),
        ("Broken header\r\nX : y\r\n", b"<p>Oui.".to_vec()),
    ] {
        assert_eq!(pages(&response("http://a/", headers, &body)), [page("http://a/", "<p>Oui.")], "{headers}");
    }
    let bomb = response("http://a/", zipped, &gzip(&vec![b'a'; 1 << 20]));
    assert_eq!(pages(&bomb), [Err("a.warc: record 1 (http://a/): it unfolds to more than 65536 bytes".to_owned())]);
}

#[test]
fn a_damaged_record_is_reported_and_the_next_is_read() {
    let good = |n: u32| response(&format!("http://a/{n}"), "", format!("<p>{n}").as_bytes());
    let said = |n: u64, what: &str| Err(format!("a.warc: record {n}{what}"));
    let large = response("http://a/9", "", &vec![b'a'; MAX as usize]);
    let no_http = record("response", "http://a/9", "", b"<p>No HTTP.");
    let cut_http = record("response", "http://a/9", "", b"HTTP/1.1 200 OK\r\nContent-Ty");
    let no_length = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\nbody\r\n\r\n".to_vec();
    let long_header = [b"WARC/1.0\r\nX: ".to_vec(), vec![b'x'; 100_000], b"\r\n".to_vec()].concat();
    for (bad, what) in [
        (large, " (http://a/9): 65555 bytes are more than the limit of 65536"),
        (no_http, " (http://a/9): its HTTP header is malformed (invalid HTTP version)"),
        (cut_http, " (http://a/9): its HTTP header breaks off"),
        (no_length, ": no valid Content-Length"),
        (b"<html>no archive</html>\r\n".to_vec(), ": no WARC header where one should be"),
        (long_header, ": its header is too long"),
    ] {
        let expected = [page("http://a/1", "<p>1"), said(2, what), page("http://a/2", "<p>2")];
        assert_eq!(pages(&[good(1), bad.clone(), good(2)].concat()), expected);
        assert_eq!(pages(&[gzip(&good(1)), gzip(&bad), gzip(&good(2))].concat()), expected);
    }
    // Damage inside a member, and an end in the middle.
    let mut damaged = gzip(&good(9));
    let middle = damaged.len() / 2;
    damaged[middle..].fill(0xff);
    let got = pages(&[gzip(&good(1)), damaged, gzip(&good(2))].concat());
    assert_eq!((got.len(), &got[0], &got[2]), (3, &page("http://a/1", "<p>1"), &page("http://a/2", "<p>2")), "{got:?}");
    assert!(got[1].as_ref().is_err_and(|e| e.contains("record 2") && e.contains("it is damaged")), "{got:?}");
    for packed in [false, true] {
        let pack = |bytes: Vec<u8>| if packed { gzip(&bytes) } else { bytes };
        let whole = [pack(good(1)), pack(good(2))].concat();
        let first = pack(good(1)).len();
        for end in first + 12..whole.len() - 12 {
            let got = pages(&whole[..end]);
            assert_eq!((got.len(), &got[0]), (2, &page("http://a/1", "<p>1")), "{end}: {got:?}");
            assert!(got[1].as_ref().is_err_and(|e| e.contains("breaks off")), "{end}: {got:?}");
        }
    }
    assert_eq!(pages(b""), []);
    assert_eq!(pages(b"\r\n\r\n"), []);
}

#[test]
fn names_of_archives() {
    for (name, is) in [("a.warc", true), ("A.WARC.GZ", true), ("b.warc.wet.gz", true), ("a.gz", false), ("warc", false)]
    {
        assert_eq!(Pages::has_name(name), is, "{name}");
    }
}

proptest! {
    /// Whatever the bytes, reading ends, and no page is larger than allowed.
    #[test]
    fn any_bytes_end(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(pages(&bytes).len() < 600);
    }

    #[test]
    fn any_change_to_an_archive_ends(at in 0usize..1200, byte in any::<u8>(), cut in 0usize..1200, packed in any::<bool>()) {
        let mut bytes: Vec<u8> = archive().into_iter().flat_map(|r| if packed { gzip(&r) } else { r }).collect();
        let at = at % bytes.len();
        bytes[at] = byte;
        bytes.drain(at..(at + cut % 50).min(bytes.len()));
        prop_assert!(pages(&bytes).len() < 100);
    }
}
