//! Every `message!` of the code against the catalogues.

use crate::catalogues::messages;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A call: the message and the names of its values, and the file.
struct Call {
    id: String,
    names: BTreeSet<String>,
    file: PathBuf,
}

/// The calls in all crates but this one.
fn calls() -> Vec<Call> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("crates");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(crates)
        .expect("crates")
        .map(|e| e.expect("a crate").path())
        .filter(|p| !p.ends_with("messages"))
        .map(|p| p.join("src"))
        .collect();
    let mut out = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(&folder).expect("a folder").map(|e| e.expect("an entry").path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let code = std::fs::read_to_string(&path).expect("readable");
                let at = code.match_indices("message!(").map(|(at, m)| &code[at + m.len()..]);
                out.extend(at.map(|rest| call(rest, &path)));
            }
        }
    }
    out
}

/// The call whose arguments begin here.
fn call(rest: &str, file: &Path) -> Call {
    let (mut depth, mut quoted, mut parts) = (0, false, vec![String::new()]);
    let mut before = ' ';
    for c in rest.chars() {
        match c {
            '"' if before != '\\' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' if !quoted && depth == 0 => break,
            ')' | ']' | '}' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        before = c;
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    let id = parts[0].trim().trim_matches('"').to_owned();
    let names = parts[1..].iter().filter_map(|p| p.split_once('=')).map(|(name, _)| name.trim().to_owned()).collect();
    Call { id, names, file: file.to_owned() }
}

#[test]
fn every_call_gives_what_the_message_wants() {
    let catalogue = messages("en");
    let mut wrong = Vec::new();
    for Call { id, names, file } in calls() {
        let wanted = catalogue.get(&id);
        if wanted != Some(&names) {
            wrong.push(format!("{}: {id} is given {names:?} and wants {wanted:?}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_message_is_said_somewhere() {
    // Those of rules are asked for by the name of the rule; `calque-diff` holds that each has them.
    let asked = |id: &String| !id.starts_with("rule-name-") && !id.starts_with("rule-summary-");
    let mut times: BTreeMap<String, usize> = messages("en").into_keys().filter(asked).map(|id| (id, 0)).collect();
    calls().iter().for_each(|c| *times.entry(c.id.clone()).or_default() += 1);
    let unused: Vec<_> = times.iter().filter(|(_, n)| **n == 0).map(|(id, _)| id).collect();
    assert!(unused.is_empty(), "{unused:?}");
}
