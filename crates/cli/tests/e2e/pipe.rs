//! `calque pipe` with tables: the same answers as to lines.

use crate::common::{calque, run_with_input};
use calque_formats::arrow::{ArrowReader, ArrowWriter, ColumnType};
use serde_json::{Map, Value, json};
use std::io::{Cursor, Write};
use std::process::Stdio;

/// Records as an Arrow stream, three to a batch.
fn stream(columns: &[(&str, ColumnType)], rows: &[Value]) -> Vec<u8> {
    let columns = columns.iter().map(|(name, shape)| ((*name).to_owned(), shape.clone())).collect();
    let mut writer = ArrowWriter::new(None, |_| true, columns).expect("a schema");
    let rows: Vec<Map<String, Value>> = rows.iter().map(|row| row.as_object().expect("an object").clone()).collect();
    rows.chunks(3).for_each(|some| writer.write(None, some).expect("a batch"));
    writer.finish().expect("an end")
}

fn rows(bytes: Vec<u8>) -> Vec<Map<String, Value>> {
    let mut reader = ArrowReader::new("the answers", Box::new(Cursor::new(bytes))).expect("a stream");
    let mut out = Vec::new();
    while let Some(rows) = reader.next_rows().expect("a batch") {
        out.extend((0..rows.len()).map(|i| rows.row(i, usize::MAX, |_| true)));
    }
    out
}

/// What comes back as bytes, with the status and what is said.
fn pipe(args: &[&str], input: &[u8]) -> (Option<i32>, Vec<u8>, String) {
    let mut command = calque(&[&["pipe"], args].concat());
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    let (mut stdin, input) = (child.stdin.take().expect("piped"), input.to_vec());
    // Whoever refuses its input closes the pipe.
    let writer = std::thread::spawn(move || stdin.write_all(&input).ok());
    let got = child.wait_with_output().expect("it ends");
    writer.join().expect("written");
    (got.status.code(), got.stdout, String::from_utf8(got.stderr).expect("UTF-8"))
}

fn lines(bytes: &[u8]) -> Vec<Map<String, Value>> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("an object")).collect()
}

/// What has a value.
fn said(fields: &Map<String, Value>) -> Map<String, Value> {
    fields.iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.clone(), value.clone())).collect()
}

fn pairs() -> Vec<Value> {
    vec![
        json!({"id": "a", "source": "The bridge has been closed since 4 May.", "target": "Le pont est fermé depuis le 4 mai.", "note": "kept", "weight": 0.5}),
        json!({"id": "b", "source": "The town hall has given no date.", "target": "", "note": null, "weight": 1.0}),
        json!({"id": "c", "source": null, "target": "Le pont.", "note": "poison", "weight": 2.0}),
        json!({"id": "d", "source": "Nobody was hurt, it said.", "target": "Personne n'a Ã©tÃ© blessÃ©, a-t-elle dit.", "note": "n", "weight": null}),
        json!({"id": "e", "source": "x".repeat(100_000), "target": "Le pont.", "note": "long", "weight": 3.0}),
    ]
}

const COLUMNS: [&str; 4] = ["id", "source", "target", "note"];

fn table() -> Vec<u8> {
    let mut columns: Vec<(&str, ColumnType)> = COLUMNS.iter().map(|name| (*name, ColumnType::Text)).collect();
    columns.push(("weight", ColumnType::Number));
    stream(&columns, &pairs())
}

fn as_lines(records: &[Value]) -> Vec<u8> {
    (records.iter().map(Value::to_string).collect::<Vec<_>>().join("\n") + "\n").into_bytes()
}

#[test]
fn a_table_of_pairs_has_the_answers_of_the_lines() {
    for options in
        [&[][..], &["--annotate"], &["--fidelity", "--preset", "strict"], &["--preset", "none", "--no-repair"]]
    {
        let (status, by_lines, _) = pipe(options, &as_lines(&pairs()));
        assert_eq!(status, Some(0));
        let (status, by_table, err) = pipe(options, &table());
        assert_eq!((status, err.as_str()), (Some(0), ""), "known by its first bytes");
        let (by_lines, by_table) = (lines(&by_lines), rows(by_table));
        assert_eq!(by_table.len(), by_lines.len());
        for ((table, line), record) in by_table.iter().zip(&by_lines).zip(pairs()) {
            let mut table = said(table);
            if line.contains_key("error") {
                // Here the other columns are still there.
                assert_eq!((&table["note"], &table["weight"]), (&record["note"], &record["weight"]));
                table.retain(|name, _| name == "id" || name == "error");
            }
            assert_eq!(table, said(line), "{options:?}");
        }
        // Lines from a table are lines; tables from lines are tables.
        let (_, crossed, _) = pipe(&[options, &["--format", "jsonl"]].concat(), &table());
        assert_eq!(lines(&crossed).iter().map(said).collect::<Vec<_>>(), by_lines.iter().map(said).collect::<Vec<_>>());
        let (_, crossed, _) = pipe(&[options, &["--format", "arrow"]].concat(), &as_lines(&pairs()));
        let crossed = rows(crossed);
        assert_eq!(crossed[0]["keep"], by_lines[0]["keep"]);
        assert_eq!(crossed[0]["more"], json!({"note": "kept", "weight": 0.5}).to_string());
        assert!(
            crossed[2]["error"]["why"].as_str().is_some_and(|why| why.contains("`source`"))
                && crossed[2]["keep"].is_null()
        );
    }
}

#[test]
fn a_table_of_documents_has_the_answers_of_the_lines() {
    let (en, fr) = (crate::common::EN, crate::common::FR);
    let records = [
        json!({"id": "7", "source": en, "target": fr}),
        json!({"id": "8", "source": en, "target": en}),
        json!({"id": "9", "source": en, "target": null}),
    ];
    let columns = ["id", "source", "target"].map(|name| (name, ColumnType::Text));
    let (status, by_lines, _) = pipe(&["--documents", "--fidelity"], &as_lines(&records));
    assert_eq!(status, Some(0));
    let (status, by_table, _) = pipe(&["--documents", "--fidelity"], &stream(&columns, &records));
    assert_eq!(status, Some(0));
    let by_table = rows(by_table);
    assert_eq!(
        by_table[0].keys().collect::<Vec<_>>(),
        ["id", "dropped", "pairs", "error"],
        "the texts do not come back"
    );
    let (by_lines, by_table): (Vec<_>, Vec<_>) =
        (lines(&by_lines).iter().map(said).collect(), by_table.iter().map(said).collect());
    assert!(by_lines[0]["pairs"].as_array().is_some_and(|pairs| pairs.len() > 2));
    assert_eq!(by_table, by_lines);
}

#[test]
fn what_is_no_table_is_said_and_what_was_answered_stays() {
    let whole = table();
    let (status, out, err) = pipe(&[], &whole[..whole.len() - 200]);
    assert_eq!(status, Some(2));
    assert!(err.starts_with("error: standard input: is damaged: the Arrow stream cannot be read after row 3"), "{err}");
    assert!(err.contains("\n  help: ") && !out.is_empty(), "{err}");
    let got = run_with_input(&["pipe", "--input-format", "arrow"], b"{\"id\": 1}\n");
    assert!(got.status == Some(2) && got.err.contains("the Arrow stream cannot be read"), "{}", got.err);
    // No record, no answer, but the columns are there.
    let empty = stream(&COLUMNS.map(|name| (name, ColumnType::Text)), &[]);
    let (status, out, _) = pipe(&[], &empty);
    assert_eq!((status, rows(out).len()), (Some(0), 0));
}
