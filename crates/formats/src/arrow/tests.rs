use super::*;
use arrow_array::Array;
use serde_json::json;

/// A stream with these answers.
fn stream(columns: &[(&str, ColumnType)], rows: &[Value]) -> Vec<u8> {
    let columns = columns.iter().map(|(name, shape)| ((*name).to_owned(), shape.clone())).collect();
    let mut writer = ArrowWriter::new(None, |_| true, columns).expect("a schema");
    let rows: Vec<Map<String, Value>> = rows.iter().map(|row| row.as_object().expect("an object").clone()).collect();
    for some in rows.chunks(2) {
        writer.write(None, some).expect("a batch");
    }
    writer.finish().expect("an end")
}

fn reader(bytes: &[u8]) -> Result<ArrowReader, InputError> {
    ArrowReader::new("standard input", Box::new(io::Cursor::new(bytes.to_vec())))
}

fn rows(bytes: &[u8]) -> Result<Vec<Value>, InputError> {
    let (mut reader, mut out) = (reader(bytes)?, Vec::new());
    while let Some(rows) = reader.next_rows()? {
        out.extend((0..rows.len()).map(|i| Value::Object(rows.row(i, usize::MAX, |_| true))));
    }
    Ok(out)
}

fn columns() -> Vec<(&'static str, ColumnType)> {
    let pair = ColumnType::Record(vec![("source", ColumnType::Text), ("score", ColumnType::Number)]);
    vec![("id", ColumnType::Count), ("keep", ColumnType::Truth), ("pairs", ColumnType::List(Box::new(pair)))]
}

fn values() -> Vec<Value> {
    vec![
        json!({"id": 1, "keep": true, "pairs": [{"source": "Fermé à clé", "score": 0.5}, {"source": "", "score": null}]}),
        json!({"id": null, "keep": null, "pairs": null}),
        json!({"id": 3, "keep": false, "pairs": []}),
    ]
}

#[test]
fn rows_come_back() {
    let bytes = stream(&columns(), &values());
    assert!(is_arrow(&bytes) && !is_arrow(b"{\"id\": 1}"));
    assert_eq!(rows(&bytes).expect("a stream"), values());
    // A file holds a stream, with a directory behind it.
    assert_eq!(rows(&[FILE_MAGIC, &bytes, b"whatever"].concat()).expect("a stream"), values());
    assert_eq!(rows(&stream(&columns(), &[])).expect("a stream"), Vec::<Value>::new());
}

#[test]
fn what_is_not_answered_is_passed_on() {
    let bytes = stream(
        &[("id", ColumnType::Count), ("source", ColumnType::Text), ("note", ColumnType::Text)],
        &[json!({"id": 7, "source": "a", "note": "n"}), json!({"id": 8, "source": "b"})],
    );
    let mut input = reader(&bytes).expect("a stream");
    let made = vec![("keep".to_owned(), ColumnType::Truth), ("source".to_owned(), ColumnType::Text)];
    let mut writer = ArrowWriter::new(Some(&input), |name| name != "note", made).expect("a schema");
    while let Some(rows) = input.next_rows().expect("a batch") {
        let answer = |i| json!({"keep": i == 0, "source": rows.row(i, usize::MAX, |_| true)["source"].as_str().map(str::to_uppercase)});
        let answers: Vec<_> = (0..rows.len()).map(|i| answer(i).as_object().expect("an object").clone()).collect();
        writer.write(Some(&rows), &answers).expect("a batch");
    }
    let got = rows(&writer.finish().expect("an end")).expect("a stream");
    assert_eq!(got, [json!({"id": 7, "source": "A", "keep": true}), json!({"id": 8, "source": "B", "keep": false})]);
    assert_eq!(got[0].as_object().expect("an object").keys().collect::<Vec<_>>(), ["id", "source", "keep"]);
}

#[test]
fn torn_and_altered_streams_do_no_harm() {
    let bytes = stream(&columns(), &values());
    for end in 1..bytes.len() - 8 {
        // What was whole before the tear is read, and the tear is said or is the end of a batch.
        if let Err(e) = rows(&bytes[..end]) {
            assert!(e.to_string().starts_with("standard input: is damaged: the Arrow stream cannot be read"), "{e}");
        }
    }
    let mut state = 7u64;
    for at in 0..bytes.len() {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1);
        let mut altered = bytes.clone();
        altered[at] ^= (state >> 33) as u8 | 1;
        let _ = rows(&altered);
    }
    assert!(rows(b"\xff\xff\xff\xff\xff\xff\xff\x7f").is_err());
}

/// Written by pyarrow 26 (`write_table` with `compression="lz4"` or `"zstd"`; `feather.write_feather`, which
/// packs with LZ4), and a stream with types of all kinds.
const LZ4: &[u8] = include_bytes!("../../../../fuzz/seeds/arrow/lz4.arrow");
const ZSTD: &[u8] = include_bytes!("../../../../fuzz/seeds/arrow/zstd.arrow");
const FEATHER: &[u8] = include_bytes!("../../../../fuzz/seeds/arrow/file.arrow");
const TYPES: &[u8] = include_bytes!("../../../../fuzz/seeds/arrow/types.arrow");

#[test]
fn what_pyarrow_packs_is_read() {
    for packed in [LZ4, ZSTD, FEATHER] {
        let rows = rows(packed).expect("a stream");
        let last = json!({"id": 3, "source": null, "target": "Le pont.", "note": null});
        assert!(is_arrow(packed) && rows.len() == 3 && rows[2] == last, "{rows:?}");
        assert_eq!(
            (&rows[0]["target"], &rows[1]["note"]),
            (&json!("Le pont est fermé depuis le 4 mai."), &json!("kept"))
        );
    }
    let rows = rows(TYPES).expect("a stream");
    assert_eq!(rows[0]["list"], json!([{"a": 1, "b": ["x"]}]));
    assert!(rows[0].get("run").is_none() && rows[2]["none"].is_null() && rows[1]["source"].is_string());
}

/// Where sizes of packed columns stand: before each frame of LZ4.
fn sizes(stream: &[u8]) -> Vec<usize> {
    (8..stream.len() - 4).filter(|i| stream[*i..].starts_with(b"\x04\x22\x4d\x18")).map(|i| i - 8).collect()
}

#[test]
fn packed_columns_that_claim_to_be_huge_or_break_off_are_an_error() {
    let at = sizes(LZ4);
    assert_eq!(at.len(), 10, "two of the dictionary, eight of the batch");
    for at in at {
        for (size, why) in [
            (1 << 62, "would unfold to 4194304 TiB"),
            (5 << 30, "would unfold to 5 GiB"),
            (-7, "the size of a packed column is negative"),
            (40 << 20, "Expected decompressed length of 41943040"),
            (1, "exceeds advertised size"),
        ] {
            let mut claims = LZ4.to_vec();
            if claims[at..at + 8] == i64::to_le_bytes(size) {
                continue; // A bitmap for three rows.
            }
            claims[at..at + 8].copy_from_slice(&i64::to_le_bytes(size));
            let error = rows(&claims).expect_err("a claim").to_string();
            assert!(error.contains(why), "{error}");
        }
        // A frame whose own header says something else.
        let mut other = LZ4.to_vec();
        other[at + 12] ^= 0xff;
        assert!(rows(&other).is_err());
    }
    for stream in [LZ4, ZSTD, TYPES] {
        // What remains without the end, which need not be marked, is whole.
        for end in 9..stream.len() - 8 {
            if let Err(e) = rows(&stream[..end]) {
                assert!(e.to_string().starts_with("standard input: is damaged: the Arrow stream cannot"), "{e}");
            }
        }
        let error = rows(&stream[..stream.len() - 20]).expect_err("torn").to_string();
        assert!(error.ends_with("cannot be read after row 0: it breaks off"), "{error}");
    }
}

/// A stream of one batch.
fn of(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter(columns).expect("columns");
    let mut out = StreamWriter::try_new(Vec::new(), &batch.schema()).expect("a schema");
    out.write(&batch).expect("a batch");
    out.into_inner().expect("an end")
}

#[test]
fn rows_without_bytes_and_texts_told_over_and_over_are_bounded() {
    let nulls = |rows: usize| -> ArrayRef { Arc::new(arrow_array::NullArray::new(rows)) };
    assert_eq!(rows(&of(vec![("none", nulls(1000))])).expect("rows").len(), 1000);
    let error = rows(&of(vec![("none", nulls(1 << 40))])).expect_err("more than there can be").to_string();
    assert!(error.ends_with("a batch declares more rows than it can hold"), "{error}");
    // A row of some hundred bytes that stands for 100 MB.
    let long = "x".repeat(1 << 20);
    let texts: arrow_array::DictionaryArray<arrow_array::types::Int8Type> =
        std::iter::repeat_n(long.as_str(), 100).collect();
    let offsets = arrow_buffer::OffsetBuffer::from_lengths([100]);
    let field = Field::new("item", texts.data_type().clone(), true);
    let list = arrow_array::ListArray::new(Arc::new(field), offsets, Arc::new(texts), None);
    let bytes = of(vec![("id", nulls(1)), ("texts", Arc::new(list))]);
    let rows = reader(&bytes).expect("a stream").next_rows().expect("a batch").expect("rows");
    assert!(rows.size(0, |_| true) > 100 << 20);
    assert_eq!(Value::Object(rows.row(0, 64 << 20, |_| true)), json!({"id": null}));
}
