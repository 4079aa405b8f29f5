//! What every line format promises, and that packed input reads like unpacked.

use super::*;
use calque_text::Lang;
use calque_text::Remedy;
use std::io::Write;

fn reader(bytes: &[u8], format: Option<PairFormat>) -> PairReader {
    PairReader::from_reader("p", Box::new(std::io::Cursor::new(bytes.to_vec())), format)
}

fn all(text: &str, format: Option<PairFormat>) -> Result<Vec<PairRecord>, String> {
    reader(text.as_bytes(), format).map(|r| r.map_err(|e| e.to_string())).collect()
}

#[test]
fn json_lines_are_read_with_any_id_and_keep_the_rest() {
    let text = "\u{feff}{\"id\":\"a\",\"source\":\"x\",\"target\":\"é\",\"source_lang\":\"en\",\"z\":[1],\"a\":null}\n\n\
                {\"id\":7,\"source\":\"\",\"target\":\"\"}\n{\"source\":\"s\",\"target\":\"t\"}";
    let pairs = all(text, None).expect("pairs");
    let ids: Vec<_> = pairs.iter().map(|p| p.id.to_string()).collect();
    assert_eq!(ids, ["\"a\"", "7", "4"]);
    assert_eq!(pairs[0].source_lang, Some(Lang::EN));
    assert_eq!(pairs[0].target, "é");
    assert_eq!(pairs[0].extra.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>(), ["z=[1]", "a=null"]);
    assert_eq!(pairs.iter().map(PairRecord::has_own_id).collect::<Vec<_>>(), [true, true, false]);
}

#[test]
fn translations_of_the_hub_are_pairs_in_the_direction_asked_for() {
    let line = "{\"id\":\"0\",\"translation\":{\"en\":\"A\",\"fr\":\"B\"},\"score\":0.5}";
    let pairs = all(line, None).expect("pairs");
    assert_eq!((pairs[0].source.as_str(), pairs[0].source_lang, pairs[0].score()), ("A", Some(Lang::EN), Some(0.5)));
    let mut french = reader(line.as_bytes(), None);
    french.options.source_lang = Some(Lang::FR);
    let pair = french.next_pair().expect("pair").expect("one");
    assert_eq!((pair.source.as_str(), pair.target_lang), ("B", Some(Lang::EN)));
}

#[test]
fn tables_have_no_quoting_and_perhaps_a_header() {
    let pairs = all("He said \"no\tIl a dit \"non\nb\tc\td", None).expect("pairs");
    assert_eq!((pairs[0].source.as_str(), pairs[0].target.as_str()), ("He said \"no", "Il a dit \"non"));
    assert_eq!(pairs[1].extra_str("column3"), Some("d"));
    let pairs = all("id\ttarget\tsource\tmood\n9\tt\ts\tgay\n", Some(PairFormat::Tsv)).expect("pairs");
    assert_eq!((pairs[0].id.to_string(), pairs[0].source.as_str()), ("\"9\"".into(), "s"));
    assert_eq!(pairs[0].extra_str("mood"), Some("gay"));
}

#[test]
fn tables_of_bitextor_are_read_by_name_and_by_place() {
    let named = all("src_url\ttrg_url\tsrc_text\ttrg_text\taligner_score\nu\tv\ts\tt\t0.5\n", None).expect("pairs");
    let bare = all("http://u\thttps://v\ts\tt\t0.50\n", None).expect("pairs");
    assert_eq!(
        (named[0].source.as_str(), named[0].extra_str("source_doc"), named[0].score()),
        ("s", Some("u"), Some(0.5))
    );
    assert_eq!(
        (bare[0].target.as_str(), bare[0].extra_str("target_doc"), bare[0].score()),
        ("t", Some("https://v"), Some(0.5))
    );
}

#[test]
fn columns_can_be_chosen() {
    for (source, target) in [("3", "1"), ("b", "x")] {
        let text = if source == "3" { "t\tz\ts\n" } else { "x\tz\tb\nt\tz\ts\n" };
        let mut table = reader(text.as_bytes(), Some(PairFormat::Tsv));
        (table.options.source_column, table.options.target_column) = (Some(source.into()), Some(target.into()));
        let pair = table.next_pair().expect("pair").expect("one");
        assert_eq!((pair.source.as_str(), pair.target.as_str()), ("s", "t"));
    }
}

#[test]
fn errors_name_the_line() {
    for (text, said) in [
        ("{\"source\":\"a\",\"target\":\"b\"}\n{\"source\":", "p:2: not valid JSON"),
        ("{\"source\":\"a\"}", "p:1: not a pair: missing field `target`"),
        ("{\"source\":\"a\",\"target\":\"b\",\"source_lang\":\"klingon\"}", "p:1: not a pair: `klingon`"),
        ("a\tb\nno tab here\n", "p:2: not a pair: 1 column"),
        ("\u{89}PNG", "p:1: not a pair"),
        ("a\0b", "p: has NUL bytes"),
        ("", "p: is empty"),
    ] {
        let error = all(text, None).expect_err(text);
        assert!(error.starts_with(said), "{error}");
    }
}

#[test]
fn bad_records_are_handed_over_in_their_place() {
    let mut bytes = b"a\tb\nno tab\nc\td\nbad \xff\tx\n".to_vec();
    bytes.extend(std::iter::repeat_n(b'x', 2 << 20));
    bytes.extend(format!("\n{}\ty\ne\tf\n", "z".repeat(MAX_TEXT + 1)).into_bytes());
    let mut reader = reader(&bytes, Some(PairFormat::Tsv));
    let mut seen = Vec::new();
    while let Some(entry) = reader.next_entry().expect("goes on") {
        seen.push(match entry {
            Entry::Pair(p) => p.source,
            Entry::Bad(b) => format!("{}: {}", b.line, b.why.chars().take(20).collect::<String>()),
        });
    }
    let want = [
        "a",
        "2: not a pair: 1 colum",
        "c",
        "4: is not valid UTF-8; ",
        "5: a pair of 1 MiB is ",
        "6: a pair of 64.0 KiB",
        "e",
    ];
    assert_eq!(seen.len(), want.len(), "{seen:?}");
    for (seen, want) in seen.iter().zip(want) {
        assert!(seen.starts_with(&want[..want.len().min(14)]), "{seen} / {want}");
    }
}

#[test]
fn packed_and_utf16_input_reads_like_plain() {
    let text = "source\ttarget\nété\tsummer\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(text.as_bytes()).expect("memory");
    let mut twice = gzip.finish().expect("memory");
    twice.extend_from_slice(&{
        let mut more = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        more.write_all("hiver\twinter\n".as_bytes()).expect("memory");
        more.finish().expect("memory")
    });
    let zstd = zstd::encode_all(text.as_bytes(), 0).expect("memory");
    let wide: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    for (bytes, n) in [(twice.clone(), 2), (zstd, 1), (wide, 1)] {
        let pairs: Vec<_> = reader(&bytes, None).collect::<Result<_, _>>().expect("pairs");
        assert_eq!((pairs.len(), pairs[0].source.as_str()), (n, "été"));
    }
    let cut = reader(&twice[..twice.len() - 9], None).collect::<Result<Vec<_>, _>>().expect_err("cut off");
    assert!(cut.help().contains("damaged"), "{cut}: {}", cut.help());
}
