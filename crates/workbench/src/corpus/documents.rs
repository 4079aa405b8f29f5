//! The documents of a build: those that were paired, and those that were not.

use super::Corpus;
use crate::answer::ApiError;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;

/// The most lines of a list that are kept.
const MOST: usize = 200_000;

/// What a build says of itself.
#[derive(Default)]
pub(super) struct Found {
    pub(super) report: Value,
    pub(super) documents: Vec<Value>,
    pub(super) orphans: Vec<Value>,
}

/// Reads the reports of a build; what is not there is empty.
pub(super) fn of_folder(path: &Path) -> Found {
    let report = std::fs::read(path.join("report.json")).ok().and_then(|b| serde_json::from_slice(&b).ok());
    let documents = lines(&path.join("documents.jsonl"));
    let lone = calque_harvest::corpus::unpaired_documents(path).into_iter().take(MOST);
    let lone = lone.map(|name| json!({ "name": name, "side": Value::Null, "reason": Value::Null }));
    let failed = lines(&path.join("errors.jsonl")).into_iter().map(
        |error| json!({ "name": error["file"], "side": Value::Null, "reason": error["why"], "step": error["step"] }),
    );
    Found { report: report.unwrap_or_default(), orphans: lone.chain(failed).collect(), documents }
}

fn lines(path: &Path) -> Vec<Value> {
    let Ok(file) = std::fs::File::open(path) else { return Vec::new() };
    let lines = BufReader::new(file).lines().map_while(Result::ok).take(MOST);
    lines.filter_map(|line| serde_json::from_str(&line).ok()).collect()
}

/// Document pairs that can be opened to mend their beads.
pub(crate) fn documents(corpus: &Corpus, from: usize, n: usize) -> Value {
    let of = |(id, document): (usize, &Value)| {
        let name = |side: &str| document[side].as_str().unwrap_or_default().to_owned();
        let short = |name: &str| name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
        let (source, target) = (name("source"), name("target"));
        json!({
            "id": id,
            "name": format!("{} | {}", short(&source), short(&target)),
            "source": source,
            "target": target,
            "pairs": document["aligned"],
            "score": Value::Null,
            "open": Path::new(&source).is_file() && Path::new(&target).is_file(),
        })
    };
    let page = corpus.documents.iter().enumerate().skip(from).take(n.min(500)).map(of);
    json!({ "total": corpus.documents.len(), "documents": page.collect::<Vec<_>>() })
}

/// The two names of a document pair.
pub(crate) fn document(corpus: &Corpus, id: usize) -> Result<[String; 2], ApiError> {
    let missing = || ApiError::bad_request("there is no such document pair");
    let document = corpus.documents.get(id).ok_or_else(missing)?;
    let name = |side: &str| document[side].as_str().map(str::to_owned).ok_or_else(missing);
    Ok([name("source")?, name("target")?])
}
