//! What somebody sees who translates in an editor.

use crate::editor::Editor;
use serde_json::{Value, json};

const EN: &str = "# Repairs\n\nThe bridge closed on 4 May. 🌻 It cost 4,200 euros to mend **the bridge**.\n\n\
    The mayor did not open it himself.\n\nTraffic goes round by the mill until June.\n";
const FR: &str = "# Travaux\n\nLe pont a fermé le 4 mai. 🌻 Il a coûté 2 400 euros de réparer **le pont**.\n\n\
    Le maire ne l'a pas ouvert lui-même.\n\nLa circulation passe par le moulin jusqu'en juin.\n";

fn words<'a>(text: &'a str, range: &Value) -> &'a str {
    let at = |place: &Value| {
        let line = place["line"].as_u64().expect("a line") as usize;
        let before: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        before + place["character"].as_u64().expect("a character") as usize
    };
    &text[at(&range["start"])..at(&range["end"])]
}

#[test]
fn a_wrong_figure_is_underlined_and_goes_when_it_is_mended() {
    let editor = Editor::new(&[("docs/en/a.md", EN)], "utf-8");
    let found = editor.open("docs/fr/a.md", FR);
    let number = found.iter().find(|d| d["code"] == "numbers").expect("the figure is told");
    assert_eq!(words(FR, &number["range"]), "2 400 euros");
    let original = &number["relatedInformation"][0];
    assert_eq!(original["location"]["uri"], editor.url("docs/en/a.md"));
    assert_eq!(words(EN, &original["location"]["range"]), "4,200 euros");
    let found = editor.edit("docs/fr/a.md", &FR.replace("2 400", "4 200"), 2);
    assert!(found.iter().all(|d| d["code"] != "numbers"), "{found:?}");
    editor.leave();
}

#[test]
fn the_original_stands_over_a_sentence_and_is_gone_to() {
    let mut editor = Editor::new(&[("a.en.md", EN)], "utf-8");
    editor.open("a.fr.md", FR);
    let at = json!({ "textDocument": { "uri": editor.url("a.fr.md") }, "position": { "line": 4, "character": 5 } });
    let hover = editor.ask("textDocument/hover", at.clone()).expect("an answer");
    let value = hover["contents"]["value"].as_str().expect("words");
    assert!(value.contains("The mayor did not open it himself"), "{value}");
    assert_eq!(words(FR, &hover["range"]), "Le maire ne l'a pas ouvert lui-même.");
    let place = editor.ask("textDocument/definition", at).expect("an answer");
    assert_eq!(place["uri"], editor.url("a.en.md"));
    assert_eq!(words(EN, &place["range"]), "The mayor did not open it himself.");
    // And back, from the original.
    let at = json!({ "textDocument": { "uri": editor.url("a.en.md") }, "position": { "line": 4, "character": 5 } });
    let back = editor.ask("textDocument/definition", at).expect("an answer");
    assert_eq!(words(FR, &back["range"]), "Le maire ne l'a pas ouvert lui-même.");
    editor.leave();
}

#[test]
fn an_action_puts_in_the_suggestion() {
    let en = EN.replace("did not open it himself", "actually resigned yesterday");
    let fr = FR.replace("ne l'a pas ouvert lui-même", "a actuellement démissionné hier");
    let mut editor = Editor::new(&[("a.en.md", &en)], "utf-8");
    let found = editor.open("a.fr.md", &fr);
    let friend = found.iter().find(|d| d["code"] == "false-friends").expect("told");
    let params = json!({
        "textDocument": { "uri": editor.url("a.fr.md") }, "range": friend["range"],
        "context": { "diagnostics": [friend] },
    });
    let actions = editor.ask("textDocument/codeAction", params).expect("an answer");
    let actions = actions.as_array().expect("a list");
    let preferred = actions.iter().find(|a| a["isPreferred"] == true).expect("a suggestion");
    let edit = &preferred["edit"]["changes"][editor.url("a.fr.md")][0];
    assert_eq!(words(&fr, &edit["range"]), "actuellement");
    assert!(edit["newText"].as_str().is_some_and(|better| !better.is_empty() && better != "actuellement"), "{edit}");
    editor.leave();
}

#[test]
fn a_dismissed_finding_is_gone() {
    let mut editor = Editor::new(&[("a.en.md", EN)], "utf-16");
    let found = editor.open("a.fr.md", FR);
    let number = found.iter().find(|d| d["code"] == "numbers").expect("told").clone();
    let params = json!({
        "textDocument": { "uri": editor.url("a.fr.md") }, "range": number["range"],
        "context": { "diagnostics": [number], "only": ["quickfix"] },
    });
    let actions = editor.ask("textDocument/codeAction", params).expect("an answer");
    let command = actions.as_array().expect("a list").iter().find_map(|a| a.get("command")).expect("a command").clone();
    let params = json!({ "command": command["command"], "arguments": command["arguments"] });
    editor.ask("workspace/executeCommand", params.clone()).expect("dismissed");
    assert_eq!(editor.dismissed.lock().expect("no panic")[0].1, "not an error");
    let found = editor.diagnostics("a.fr.md", 1);
    assert!(found.iter().all(|d| d["code"] != "numbers"), "{found:?}");
    let again = editor.ask("workspace/executeCommand", params).expect_err("it is gone");
    assert!(again.contains("gone"), "{again}");
    editor.leave();
}

#[test]
fn a_change_of_the_original_is_followed() {
    let editor = Editor::new(&[("a.en.md", EN)], "utf-8");
    editor.open("a.fr.md", FR);
    editor.write("a.en.md", &EN.replace("4,200", "2,400"));
    editor.tell("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": editor.url("a.en.md"), "type": 2 }] }));
    let found = editor.diagnostics("a.fr.md", 1);
    assert!(found.iter().all(|d| d["code"] != "numbers"), "{found:?}");
    editor.leave();
}

#[test]
fn what_cannot_be_checked_is_said_and_nothing_breaks() {
    let mut editor = Editor::new(&[("a.en.md", FR)], "utf-16");
    // No original: nothing is said of it.
    assert!(editor.open("notes.md", "Une note.").is_empty());
    // Both in one language: one remark, at the top.
    let found = editor.open("a.fr.md", FR);
    assert_eq!((found.len(), &found[0]["range"]["start"]["line"]), (1, &json!(0)));
    // Malformed messages and unknown methods.
    editor.tell("textDocument/didOpen", json!({ "textDocument": 3 }));
    assert!(editor.ask("textDocument/hover", json!({ "position": "here" })).is_err());
    assert!(editor.ask("calque/nonsense", json!({})).is_err());
    assert!(editor.ask("workspace/executeCommand", json!({ "command": "rm", "arguments": ["file:///x"] })).is_err());
    let at = json!({ "textDocument": { "uri": editor.url("a.fr.md") }, "position": { "line": 999, "character": 999 } });
    assert_eq!(editor.ask("textDocument/hover", at), Ok(Value::Null));
    editor.leave();
}
