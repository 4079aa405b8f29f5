use super::*;
use serde_json::json;

/// A stream with these answers.
fn stream(columns: &[(&str, Shape)], rows: &[Value]) -> Vec<u8> {
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
        out.extend((0..rows.len()).map(|i| Value::Object(rows.row(i, |_| true))));
    }
    Ok(out)
}

fn columns() -> Vec<(&'static str, Shape)> {
    let pair = Shape::Record(vec![("source", Shape::Text), ("score", Shape::Number)]);
    vec![("id", Shape::Count), ("keep", Shape::Truth), ("pairs", Shape::List(Box::new(pair)))]
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
    assert_eq!(rows(&[FILE, &bytes, b"whatever"].concat()).expect("a stream"), values());
    assert_eq!(rows(&stream(&columns(), &[])).expect("a stream"), Vec::<Value>::new());
}

#[test]
fn what_is_not_answered_is_passed_on() {
    let bytes = stream(
        &[("id", Shape::Count), ("source", Shape::Text), ("note", Shape::Text)],
        &[json!({"id": 7, "source": "a", "note": "n"}), json!({"id": 8, "source": "b"})],
    );
    let mut input = reader(&bytes).expect("a stream");
    let made = vec![("keep".to_owned(), Shape::Truth), ("source".to_owned(), Shape::Text)];
    let mut writer = ArrowWriter::new(Some(&input), |name| name != "note", made).expect("a schema");
    while let Some(rows) = input.next_rows().expect("a batch") {
        let answer =
            |i| json!({"keep": i == 0, "source": rows.row(i, |_| true)["source"].as_str().map(str::to_uppercase)});
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
