//! Vectors of sentences from a server that speaks `/v1/embeddings`: the questions, and what the answers say.

use calque_bitext::SegmentVectors;
use serde_json::{Value, json};

/// Characters of a sentence that are sent; encoders read no more than some hundred words.
const LONGEST: usize = 4_000;

/// A text as encoders want it.
pub(crate) fn text_for_encoder(prefix: &str, text: &str) -> String {
    // A server refuses an empty text; a full stop says as little.
    let text = if text.trim().is_empty() { "." } else { text };
    prefix.chars().chain(text.chars().take(LONGEST)).collect()
}

/// The bodies of the requests for the vectors of `texts`, so many in each, with `prefix` before every text.
pub fn vector_questions(model: &str, prefix: &str, texts: &[&str], batch: usize) -> Vec<Value> {
    let body = |some: &[&str]| {
        let input: Vec<String> = some.iter().map(|text| text_for_encoder(prefix, text)).collect();
        json!({ "model": model, "input": input, "encoding_format": "float" })
    };
    texts.chunks(batch.max(1)).map(body).collect()
}

/// The vectors that the answers to [`vector_questions`] hold, in the order of the `count` texts; an error says what is
/// wrong with them.
pub fn vectors_of_answers(answers: &[Value], count: usize, batch: usize) -> Result<SegmentVectors, String> {
    let mut out = SegmentVectors { dim: 0, data: Vec::new() };
    for (n, answer) in answers.iter().enumerate() {
        let wanted = batch.max(1).min(count.saturating_sub(n * batch.max(1)));
        let rows = answer.get("data").and_then(Value::as_array).ok_or("the answer has no list `data`")?;
        let mut placed: Vec<Option<Vec<f32>>> = vec![None; wanted];
        for (at, row) in rows.iter().enumerate() {
            // The rows may come in any order.
            let index = row.get("index").and_then(Value::as_u64).map_or(at, |i| i as usize);
            let numbers = row.get("embedding").and_then(Value::as_array).ok_or("a row has no list `embedding`")?;
            let vector: Option<Vec<f32>> = numbers.iter().map(|x| Some(x.as_f64()? as f32)).collect();
            let vector =
                vector.filter(|v| v.iter().all(|x| x.is_finite())).ok_or("a vector holds what is no number")?;
            *placed
                .get_mut(index)
                .ok_or_else(|| format!("{wanted} vectors were asked for, and number {index} came"))? = Some(vector);
        }
        for vector in placed {
            let vector = vector.ok_or_else(|| format!("{wanted} vectors were asked for, and {} came", rows.len()))?;
            if out.dim == 0 {
                out.dim = vector.len();
            }
            if vector.len() != out.dim || out.dim == 0 {
                return Err(format!("vectors of length {} among those of length {}", vector.len(), out.dim));
            }
            out.data.extend(vector);
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_go_in_batches_with_their_prefix() {
        let bodies = vector_questions("e5", "query: ", &["Un.", " ", "Trois."], 2);
        assert_eq!(bodies.len(), 2);
        assert_eq!(bodies[0]["input"], json!(["query: Un.", "query: ."]));
        assert_eq!(bodies[1]["input"], json!(["query: Trois."]));
        let long = "é".repeat(LONGEST + 5);
        let body = &vector_questions("e5", "", &[&long], 8)[0];
        assert_eq!(body["input"][0].as_str().map(|t| t.chars().count()), Some(LONGEST));
    }

    #[test]
    fn rows_may_come_in_any_order() {
        let row = |index: usize, x: f32| json!({ "index": index, "embedding": [x, 0.5] });
        let answers = [json!({ "data": [row(1, 2.0), row(0, 1.0)] }), json!({ "data": [{ "embedding": [3.0, 0.5] }] })];
        let vectors = vectors_of_answers(&answers, 3, 2).expect("whole");
        assert_eq!((vectors.dim, vectors.data), (2, vec![1.0, 0.5, 2.0, 0.5, 3.0, 0.5]));
    }

    #[test]
    fn what_is_missing_or_odd_is_said() {
        for (answer, said) in [
            (json!({}), "no list `data`"),
            (json!({ "data": [{ "embedding": [1.0] }] }), "2 vectors were asked for, and 1 came"),
            (json!({ "data": [{ "embedding": [1.0] }, { "embedding": [1.0, 2.0] }] }), "vectors of length 2 among"),
            (json!({ "data": [{ "embedding": ["x"] }, { "embedding": [1.0] }] }), "no number"),
            (json!({ "data": [{ "index": 7, "embedding": [1.0] }] }), "number 7 came"),
            (json!({ "data": [{ "embedding": [] }, { "embedding": [] }] }), "vectors of length 0"),
            (json!({ "data": [{}] }), "no list `embedding`"),
        ] {
            let error = vectors_of_answers(&[answer], 2, 2).expect_err(said);
            assert!(error.contains(said), "{error}");
        }
    }
}
