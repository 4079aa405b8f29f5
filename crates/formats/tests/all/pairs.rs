//! Pairs that are written come back as they were, in every format that can hold them.

use calque_formats::Input;
use calque_formats::pairs::{Losses, PairFormat, PairReader, PairRecord, PairWriter, WritePairs};
use calque_text::Lang;
use serde_json::json;

fn record(line: u64, source: &str, target: &str) -> PairRecord {
    let (source, target) = (source.to_owned(), target.to_owned());
    PairRecord {
        line,
        id: line.into(),
        source,
        target,
        source_lang: Some(Lang::EN),
        target_lang: Some(Lang::FR),
        ..PairRecord::default()
    }
}

fn round(name: &str, format: PairFormat, records: &[PairRecord]) -> (Vec<PairRecord>, Losses) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    let mut writer = PairWriter::open(Some(&path), format, &WritePairs::default()).expect("opens");
    for record in records {
        writer.write(record).expect("writes");
    }
    assert!(!path.exists(), "nothing has its name before the end");
    let losses = writer.finish().expect("finishes");
    let back = PairReader::open(&Input::from_arg(&path)).expect("opens").collect::<Result<Vec<_>, _>>().expect("pairs");
    (back, losses)
}

#[test]
fn lines_come_back_whole_packed_or_not() {
    let mut first = record(1, "A \"lone\" quote\u{a0}!", "L’été\u{202f}: « non »");
    first.extra.insert("score".into(), json!(0.25));
    first.extra.insert("notes".into(), json!(["z", "a"]));
    let mut second = record(2, "b", "c");
    second.id = json!("x-7");
    second.extra.insert("bead".into(), json!("2-1"));
    for name in ["a.jsonl", "a.jsonl.gz", "a.tsv", "a.tsv.zst"] {
        let format = PairFormat::of_name(name).expect("known");
        let (back, losses) = round(name, format, &[first.clone(), second.clone()]);
        assert!(losses.is_empty(), "{losses:?}");
        for (back, record) in back.iter().zip([&first, &second]) {
            assert_eq!(
                (&back.source, &back.target, &back.extra),
                (&record.source, &record.target, &record.extra),
                "{name}"
            );
            assert_eq!((back.id_text(), back.source_lang), (record.id_text(), record.source_lang), "{name}");
        }
    }
}

#[test]
fn what_a_table_cannot_hold_is_counted() {
    let (back, losses) = round("a.tsv", PairFormat::Tsv, &[record(1, "a\nb\tc", "d\re")]);
    assert_eq!((back[0].source.as_str(), back[0].target.as_str()), ("a b c", "d e"));
    assert_eq!(losses.iter().map(|(_, n)| n).collect::<Vec<_>>(), [3]);
}

#[test]
fn an_output_that_is_given_up_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut writer = PairWriter::open(Some(&folder.path().join("a.jsonl")), PairFormat::Jsonl, &WritePairs::default())
        .expect("opens");
    writer.write(&record(1, "a", "b")).expect("writes");
    drop(writer);
    assert_eq!(folder.path().read_dir().expect("a folder").count(), 0);
}

/// A record with everything that the memories' formats can say.
fn full() -> PairRecord {
    let mut record = record(1, "Fish & <chips>\u{a0}\"so\"", "L’été\u{202f}: « non »\ndeux ]]>");
    record.id = json!("a/1");
    for (key, value) in [
        ("score", json!(0.25)),
        ("bead", json!("2-1")),
        ("source_doc", json!("a.en.html")),
        ("target_doc", json!("a.fr.html")),
        ("notes", json!(["z", "a & b"])),
        ("client", json!("x\u{e9}")),
    ] {
        record.extra.insert(key.into(), value);
    }
    record
}

fn same(back: &PairRecord, record: &PairRecord) {
    let sorted = |r: &PairRecord| {
        r.extra.iter().map(|(k, v)| (k.clone(), v.to_string())).collect::<std::collections::BTreeMap<_, _>>()
    };
    assert_eq!((&back.source, &back.target), (&record.source, &record.target));
    assert_eq!((back.source_lang, back.target_lang), (record.source_lang, record.target_lang));
    assert_eq!(back.id_text(), record.id_text());
    assert_eq!(sorted(back), sorted(record));
}

#[test]
fn a_memory_comes_back_whole() {
    let mut first = full();
    for (key, value) in [
        ("creationdate", json!("20261125T120000Z")),
        ("drift", json!([{"rule": "numbers"}])),
        ("source.locale", json!("en-GB")),
        ("target.creationid", json!("me")),
        ("target.x-kind", json!("book")),
        ("two", json!(["a", "b"])),
    ] {
        first.extra.insert(key.into(), value);
    }
    let (back, losses) = round("a.tmx.gz", PairFormat::Tmx, &[first.clone(), record(2, "b", "c")]);
    assert!(losses.is_empty(), "{losses:?}");
    assert_eq!(back.len(), 2);
    same(&back[0], &first);
    let (back, losses) = round("a.tmx", PairFormat::Tmx, &[record(1, "a\u{b}b\u{ffff}", "c"), record(2, "", "d")]);
    assert_eq!((back.len(), back[0].source.as_str()), (1, "ab"));
    assert_eq!(losses.iter().map(|(_, n)| n).collect::<Vec<_>>(), [2, 1]);
}

#[test]
fn translation_files_come_back_whole() {
    let mut first = full();
    first.extra.insert("state".into(), json!("needs-adaptation"));
    let mut second = record(2, "b", "");
    second.extra.insert("state".into(), json!("initial"));
    for format in [PairFormat::Xliff, PairFormat::Xliff12] {
        let (back, losses) = round("a.xlf", format, &[first.clone(), second.clone()]);
        assert!(losses.is_empty(), "{losses:?}");
        assert_eq!(back.len(), 2);
        same(&back[0], &first);
        assert_eq!((back[1].target.as_str(), back[1].extra_str("source_doc")), ("", None));
    }
}

#[test]
fn a_catalogue_comes_back_but_for_what_is_counted() {
    let mut pair = full();
    pair.extra.insert("state".into(), json!("needs-review-translation"));
    pair.extra.insert("context".into(), json!("menu \\ \"x\""));
    let (back, losses) = round("a.po", PairFormat::Po, &[pair.clone()]);
    assert_eq!((&back[0].source, &back[0].target, back[0].target_lang), (&pair.source, &pair.target, pair.target_lang));
    for key in ["notes", "source_doc", "state", "context"] {
        assert_eq!(back[0].extra[key], pair.extra[key], "{key}");
    }
    assert_eq!(losses.iter().count(), 4, "{losses:?}");
}

#[test]
fn two_files_have_as_many_lines_as_there_are_pairs() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("news.gz");
    let mut writer = PairWriter::open(Some(&path), PairFormat::Moses, &WritePairs::default()).expect("opens");
    let mut pair = record(1, "a\rb\u{2028}", "c\u{85}\td");
    (pair.source_lang, pair.target_lang) = (pair.target_lang, pair.source_lang);
    for _ in 0..3 {
        writer.write(&pair).expect("writes");
    }
    let losses = writer.finish().expect("finishes");
    assert_eq!(losses.iter().map(|(_, n)| n).collect::<Vec<_>>(), [12]);
    let french = Input::from_arg(folder.path().join("news.en-fr.fr.gz"));
    let back = PairReader::open(&french).expect("opens").collect::<Result<Vec<_>, _>>().expect("pairs");
    assert_eq!((back.len(), back[0].source.as_str(), back[0].target.as_str()), (3, "a b ", "c  d"));
    assert_eq!(back[0].source_lang, Some(Lang::FR));
}

#[test]
fn a_page_escapes_what_it_shows() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("p.html");
    let mut writer = PairWriter::open(Some(&path), PairFormat::Html, &WritePairs::default()).expect("opens");
    writer.write(&record(1, "<script>alert(1)</script>", "b")).expect("writes");
    writer.finish().expect("finishes");
    let page = std::fs::read_to_string(path).expect("a page");
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script>"));
}

/// Writes pairs under a name and reads them back from another.
fn through(
    name: &str,
    back: &str,
    format: PairFormat,
    records: &[PairRecord],
) -> (Vec<PairRecord>, Losses, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let options = WritePairs { name: Some("news".into()), licence: Some("cc-by-4.0".into()), ..WritePairs::default() };
    let mut writer = PairWriter::open(Some(&folder.path().join(name)), format, &options).expect("opens");
    records.iter().for_each(|r| writer.write(r).expect("writes"));
    let losses = writer.finish().expect("finishes");
    let reader = PairReader::open(&Input::from_arg(folder.path().join(back))).expect("opens");
    (reader.collect::<Result<Vec<_>, _>>().expect("pairs"), losses, folder)
}

#[test]
fn opus_links_lead_to_the_texts_again() {
    let mut records: Vec<PairRecord> =
        (1..=3000).map(|n| record(n, &format!("Line {n} & <more>."), &format!("L’été {n}."))).collect();
    for r in &mut records {
        let doc = if r.line <= 2000 { "a/b.html" } else { "../c" };
        r.extra.insert("source_doc".into(), doc.into());
        r.extra.insert("score".into(), json!(0.5));
    }
    records[5].target.clear();
    let (back, losses, folder) = through("out", "out/news_latest_xml_en-fr.xml.gz", PairFormat::Xces, &records);
    assert!(losses.is_empty(), "{losses:?}");
    assert_eq!(back.len(), records.len());
    for (back, record) in back.iter().zip(&records) {
        assert_eq!((&back.source, &back.target, back.score()), (&record.source, &record.target, Some(0.5)));
    }
    assert_eq!((back[0].extra_str("source_doc"), back[5].extra_str("bead")), (Some("en/a/b.html.xml.gz"), Some("1-0")));
    // The tokens are read where there are no texts.
    for lang in ["en", "fr"] {
        std::fs::remove_file(folder.path().join(format!("out/news_latest_raw_{lang}.zip"))).expect("there");
    }
    let links = Input::from_arg(folder.path().join("out/news_latest_xml_en-fr.xml.gz"));
    let first = PairReader::open(&links).expect("opens").next_pair().expect("a pair").expect("one");
    assert_eq!(first.source, "Line 1 & < more > .");
}

#[test]
fn links_lead_nowhere_outside_their_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let links = folder.path().join("l.xml");
    for name in ["../../etc/passwd", "/etc/passwd", "en/none.xml"] {
        let text =
            format!("<cesAlign><linkGrp fromDoc='{name}' toDoc='{name}'><link xtargets='1;1'/></linkGrp></cesAlign>");
        std::fs::write(&links, text).expect("writes");
        let error =
            PairReader::open(&Input::from_arg(&links)).expect("opens").next_pair().expect_err("refused").to_string();
        assert!(error.contains("no name of a document") || error.contains("is neither below"), "{error}");
    }
}

#[test]
fn parquet_comes_back_from_a_file_and_from_a_folder() {
    let mut records: Vec<PairRecord> =
        (1..=10_000).map(|n| record(n, &format!("Line {n}\n"), &format!("Ligne {n}"))).collect();
    for r in &mut records {
        (r.source_lang, r.target_lang) = (Some(Lang::FR), Some(Lang::EN));
        r.id = format!("p{}", r.line).into();
        r.extra.insert("score".into(), json!(0.5));
        r.extra.insert("notes".into(), json!(["a"]));
    }
    for (name, back) in [("n.parquet", "n.parquet"), ("news", "news/en-fr/train-00000-of-00001.parquet")] {
        let (back, losses, folder) = through(name, back, PairFormat::Parquet, &records);
        assert!(losses.is_empty(), "{losses:?}");
        assert_eq!(back.len(), records.len());
        let (a, b) = (&back[9_999], &records[9_999]);
        assert_eq!(
            (&a.source, &a.target, a.source_lang, a.id_text()),
            (&b.source, &b.target, b.source_lang, b.id_text())
        );
        assert_eq!((a.score(), &a.extra["notes"]), (Some(0.5), &json!("[\"a\"]")));
        if name == "news" {
            let card = std::fs::read_to_string(folder.path().join("news/README.md")).expect("a card");
            assert!(
                card.contains("license: cc-by-4.0\n")
                    && card.contains("- 10K<n<100K\n")
                    && card.contains("num_examples: 10000"),
                "{card}"
            );
        }
    }
}

#[test]
fn lines_of_the_hub_have_languages_in_order() {
    let mut french = full();
    (french.source_lang, french.target_lang) = (Some(Lang::FR), Some(Lang::EN));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("h.jsonl");
    let mut writer = PairWriter::open(Some(&path), PairFormat::HubJsonl, &WritePairs::default()).expect("opens");
    writer.write(&french).expect("writes");
    writer.finish().expect("finishes");
    let text = std::fs::read_to_string(path).expect("lines");
    assert!(text.starts_with("{\"id\":\"a/1\",\"translation\":{\"en\":\"L’été"), "{text}");
}

mod laws {
    use super::*;
    use proptest::prelude::*;

    /// Text that XML, tables and lines can all hold: no control characters, no breaks.
    fn text() -> impl Strategy<Value = String> {
        "[^\\p{C}\\p{Zl}\\p{Zp}\u{fffe}\u{ffff}]{1,40}".prop_map(|s| format!("x{s}"))
    }

    fn any_record() -> impl Strategy<Value = PairRecord> {
        let extra = proptest::collection::btree_map("[a-z]{3,8}-[a-z]{2}", text(), 0..4);
        (text(), text(), extra, proptest::option::of("[a-z]{1,3}[.][0-9]{1,3}")).prop_map(
            |(source, target, extra, id)| {
                let mut record = record(1, &source, &target);
                record.extra = extra.into_iter().map(|(k, v)| (k, v.into())).collect();
                if let Some(id) = id {
                    record.id = id.into();
                }
                record
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

        /// Whatever can be held is read as it was written.
        #[test]
        fn what_is_written_is_read(mut records in proptest::collection::vec(any_record(), 1..6)) {
            for (line, record) in (1..).zip(&mut records) {
                if record.id == json!(1) {
                    record.id = line.into();
                }
                record.line = line;
            }
            for name in ["a.jsonl", "a.tsv", "a.tmx", "a.xlf"] {
                let format = PairFormat::of_name(name).expect("known");
                let (back, losses) = round(name, format, &records);
                prop_assert!(losses.is_empty(), "{name}: {losses:?}");
                prop_assert_eq!(back.len(), records.len());
                for (back, record) in back.iter().zip(&records) {
                    prop_assert_eq!((&back.source, &back.target), (&record.source, &record.target), "{}", name);
                    for (key, value) in &record.extra {
                        prop_assert_eq!(back.extra.get(key), Some(value), "{}", name);
                    }
                    if record.id.is_string() {
                        prop_assert_eq!(back.id_text(), record.id_text());
                    }
                }
            }
        }

        /// No bytes make a reader panic, and every reader comes to an end.
        #[test]
        fn no_bytes_do_harm(bytes in proptest::collection::vec(any::<u8>(), 0..400), at in 0..PairFormat::ALL.len()) {
            drain(&bytes, PairFormat::ALL[at]);
        }

        /// Nor do files of the formats in which bytes were changed.
        #[test]
        fn torn_files_do_no_harm(changes in proptest::collection::vec((any::<u16>(), any::<u8>()), 1..8), cut in any::<u16>()) {
            for name in ["a.jsonl", "a.tsv", "a.tmx", "a.xlf", "a.po", "a.parquet", "a.tsv.gz", "a.jsonl.zst"] {
                let format = PairFormat::of_name(name).expect("known");
                let folder = tempfile::tempdir().expect("a folder");
                let path = folder.path().join(name);
                let mut writer = PairWriter::open(Some(&path), format, &WritePairs::default()).expect("opens");
                writer.write(&full()).expect("writes");
                writer.finish().expect("finishes");
                let mut bytes = std::fs::read(&path).expect("bytes");
                for (at, byte) in &changes {
                    let n = bytes.len();
                    bytes[usize::from(*at) % n] = *byte;
                }
                if cut % 4 == 0 {
                    bytes.truncate(usize::from(cut) % bytes.len());
                }
                drain(&bytes, format);
            }
        }
    }

    fn drain(bytes: &[u8], format: PairFormat) {
        let mut reader = PairReader::from_reader("x", Box::new(std::io::Cursor::new(bytes.to_vec())), Some(format));
        let mut left = bytes.len() + 10;
        while let Ok(Some(_)) = reader.next_entry() {
            left = left.checked_sub(1).expect("a reader that never ends");
        }
    }
}
