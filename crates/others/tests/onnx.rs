//! Vectors of ONNX files: small models whose vectors count the pieces of a sentence (`data/onnx/make.py`).
#![cfg(feature = "onnx")]

use calque_others::{OnnxEncoder, OnnxError, OnnxFiles, OnnxReading};
use calque_text::Remedy;
use std::cell::Cell;

const READING: OnnxReading = OnnxReading { longest: 64, batch: 3, first_token: false };
/// Numbers of pieces in `unigram.json`: those that are special, and the words from *zero* to *ten*.
const BEGIN: usize = 0;
const END: usize = 2;
const UNKNOWN: usize = 3;
const ZERO: usize = 4;

fn data(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/data/onnx/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn files(model: &str, tokenizer: &str) -> OnnxFiles {
    OnnxFiles { model: data(model), beside: Vec::new(), tokenizer: data(tokenizer) }
}

fn read(model: &str, tokenizer: &str, reading: OnnxReading) -> Result<OnnxEncoder, OnnxError> {
    OnnxEncoder::read(files(model, tokenizer), reading)
}

fn vectors(encoder: &OnnxEncoder, prefix: &str, texts: &[&str]) -> Vec<Vec<f32>> {
    let all = encoder.vectors(prefix, texts, &|_| ()).expect("vectors");
    all.data.chunks(all.dim).map(<[f32]>::to_vec).collect()
}

/// The vector of length 1 that counts these pieces.
fn counted(pieces: &[usize], dim: usize) -> Vec<f32> {
    let mut out = vec![0.0f32; dim];
    pieces.iter().for_each(|&piece| out[piece] += 1.0);
    let norm = out.iter().map(|x| x * x).sum::<f32>().sqrt();
    out.into_iter().map(|x| x / norm).collect()
}

#[track_caller]
fn same(got: &[f32], pieces: &[usize]) {
    let want = counted(pieces, got.len());
    let near = got.iter().zip(&want).all(|(a, b)| (a - b).abs() < 1e-6);
    assert!(near, "{got:?} is not {want:?}");
}

#[test]
fn the_mean_of_the_tokens_that_count() {
    let encoder = read("tokens.onnx", "unigram.json", READING).expect("an encoder");
    let texts = ["two", "one two two ten", "", "nine threes", "six", "seven eight", "four five six"];
    let got = vectors(&encoder, "", &texts);
    same(&got[0], &[BEGIN, ZERO + 2, END]);
    same(&got[1], &[BEGIN, ZERO + 1, ZERO + 2, ZERO + 2, ZERO + 10, END]);
    // A full stop stands for nothing.
    assert!(got[2][UNKNOWN] > 0.0);
    same(&got[3], &[BEGIN, ZERO + 9, ZERO + 3, ZERO + 12, END]);
    let prefixed = vectors(&encoder, "one ", &["two"]);
    same(&prefixed[0], &[BEGIN, ZERO + 1, ZERO + 2, END]);
    assert!(vectors(&encoder, "", &texts[..1]).iter().all(|v| v == &got[0]), "a sentence alone is as among others");
}

#[test]
fn the_order_is_that_of_the_texts_and_all_are_told_of() {
    let encoder = read("tokens.onnx", "unigram.json", READING).expect("an encoder");
    let done = Cell::new(0);
    let texts = ["nine nine nine nine", "one", "two two", "three", "four four four", "five", "six six six six six"];
    let all = encoder.vectors("", &texts, &|n| done.set(done.get() + n)).expect("vectors");
    assert_eq!((done.get(), all.data.len()), (7, 7 * all.dim));
    for (row, (word, times)) in all.data.chunks(all.dim).zip([(9, 4), (1, 1), (2, 2), (3, 1), (4, 3), (5, 1), (6, 5)]) {
        let pieces: Vec<usize> = [BEGIN, END].into_iter().chain(std::iter::repeat_n(ZERO + word, times)).collect();
        same(row, &pieces);
    }
    assert_eq!(encoder.vectors("", &[], &|_| ()).expect("none").data.len(), 0);
}

#[test]
fn the_first_token_and_what_a_graph_pools_itself() {
    let first = read("tokens.onnx", "unigram.json", OnnxReading { first_token: true, ..READING }).expect("an encoder");
    same(&vectors(&first, "", &["two"])[0], &[BEGIN]);
    let pooled = read("sentences.onnx", "unigram.json", READING).expect("an encoder");
    same(&vectors(&pooled, "", &["two two", "five"])[0], &[BEGIN, ZERO + 2, ZERO + 2, END]);
}

#[test]
fn word_pieces_and_lengths() {
    let encoder = read("tokens.onnx", "wordpiece.json", READING).expect("an encoder");
    // [CLS] 2, [SEP] 3, the words from 4, ##s 15; the file itself cuts at six tokens.
    let got = vectors(&encoder, "", &["Two threes", "one one one two two"]);
    same(&got[0], &[2, 6, 7, 15, 3]);
    same(&got[1], &[2, 5, 5, 5, 6, 3]);
    let short = read("tokens.onnx", "unigram.json", OnnxReading { longest: 3, ..READING }).expect("an encoder");
    same(&vectors(&short, "", &["five six seven"])[0], &[BEGIN, ZERO + 5, END]);
}

#[test]
fn a_graph_of_a_fixed_shape_is_filled_up() {
    let encoder = read("fixed.onnx", "wordpiece.json", READING).expect("an encoder");
    let got = vectors(&encoder, "", &["one", "two two", "three"]);
    same(&got[0], &[2, 5, 3]);
    same(&got[1], &[2, 6, 6, 3]);
    same(&got[2], &[2, 7, 3]);
}

#[test]
fn weights_may_lie_beside() {
    let whole = files("beside.onnx", "unigram.json");
    let named = OnnxFiles { beside: vec![("beside.onnx.data".to_owned(), data("beside.onnx.data"))], ..whole.clone() };
    let encoder = OnnxEncoder::read(named, READING).expect("an encoder");
    same(&vectors(&encoder, "", &["two"])[0], &[BEGIN, ZERO + 2, END]);
    let error = OnnxEncoder::read(whole, READING).expect_err("without them");
    assert!(error.help().contains("beside the model"), "{error}: {}", error.help());
}

#[test]
fn what_cannot_be_used_is_said() {
    let odd = |model: &str, tokenizer: Vec<u8>, said: &str| {
        let files = OnnxFiles { tokenizer, ..files(model, "unigram.json") };
        let got = OnnxEncoder::read(files, READING).and_then(|e| e.vectors("", &["one two"], &|_| ()));
        let error = got.expect_err(said);
        assert!(error.to_string().contains(said), "{error}");
        assert!(!error.help().is_empty());
    };
    let unigram = || data("unigram.json");
    let with_kind = |kind: &str| {
        let text = String::from_utf8(unigram()).expect("text");
        text.replace("\"Unigram\"", &format!("\"{kind}\"")).into_bytes()
    };
    odd("picture.onnx", unigram(), "wants an input `pixel_values`");
    odd("unknown.onnx", unigram(), "has the outputs left, right, and none of them is known");
    odd("flat.onnx", unigram(), "`last_hidden_state` has the shape [4, 17], for 1 sentences of 4 tokens");
    odd("unigram.json", unigram(), "is no ONNX model");
    odd("tokens.onnx", data("tokens.onnx"), "is no JSON");
    odd("tokens.onnx", b"{}".to_vec(), "has no `model`");
    odd("tokens.onnx", with_kind("Syllables"), "is of the kind Syllables, which is not known");
    let cut = OnnxFiles { model: data("tokens.onnx")[..900].to_vec(), ..files("tokens.onnx", "unigram.json") };
    let error = OnnxEncoder::read(cut, READING).expect_err("half a file");
    assert!(!error.of_tokenizer, "{error}");
    let none = OnnxReading { longest: 2, ..READING };
    let error = read("tokens.onnx", "unigram.json", none).expect_err("no room");
    assert!(error.to_string().contains("2 tokens are no more than the 2"), "{error}");
}

#[test]
fn a_tokenizer_with_more_pieces_than_the_model_is_said() {
    let mut more: serde_json::Value = serde_json::from_slice(&data("unigram.json")).expect("JSON");
    let vocab = more["model"]["vocab"].as_array_mut().expect("a list");
    vocab.extend((0..40).map(|n| serde_json::json!([format!("▁{n}"), -2.0])));
    let files = OnnxFiles { tokenizer: more.to_string().into_bytes(), ..files("tokens.onnx", "unigram.json") };
    let encoder = OnnxEncoder::read(files, READING).expect("an encoder");
    let error = encoder.vectors("", &["39"], &|_| ()).expect_err("no such row");
    assert!(error.to_string().contains("does not run on 1 sentences of 3 tokens"), "{error}");
    assert!(error.help().contains("tokenizer belongs to the model"));
}

#[test]
fn a_damaged_file_is_an_error_and_no_crash() {
    let whole = data("tokens.onnx");
    let tried = |model: Vec<u8>| {
        let files = OnnxFiles { model, ..files("tokens.onnx", "unigram.json") };
        // Whether it is an error depends on the byte; what counts is that the call comes back.
        let _ = OnnxEncoder::read(files, READING).and_then(|e| e.vectors("", &["one two"], &|_| ()));
    };
    for at in 0..whole.len() {
        tried(whole[..at].to_vec());
        for flip in [1, 0x40, 0xff] {
            let mut odd = whole.clone();
            odd[at] ^= flip;
            tried(odd);
        }
    }
}
