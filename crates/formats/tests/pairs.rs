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
