//! What findings say, over all cases of all rules and in each language.

use crate::cases::{findings, only};
use calque_diff::descriptions;
use calque_messages::UiLang;
use std::collections::BTreeSet;

/// Words of lists and of the code that no reader should meet.
const LABELS: [&str; 8] =
    ["at-least", "more-than", "at-most", "less-than", "conditional]", "hedge]", "modal", "strong"];

#[test]
fn every_message_is_a_sentence_without_labels() {
    for lang in UiLang::ALL {
        let mut seen = BTreeSet::new();
        for rule in descriptions() {
            for line in rule.cases.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')) {
                let columns: Vec<&str> = line.split('\t').collect();
                let mut settings = only(rule.id, Some(0.0));
                settings.ui_lang = lang;
                for f in findings(rule, &columns, &settings) {
                    seen.insert(f.rule.clone());
                    for said in f.evidence.iter().chain([&f.message]) {
                        check(said, &f.rule, &columns);
                    }
                    let text = [columns[2], columns[3]].concat();
                    let foreign: [&str; 2] = if lang == UiLang::Fr { ["“", "The "] } else { ["«", "’"] };
                    let mixed = foreign.into_iter().find(|x| f.message.contains(x) && !text.contains(x));
                    assert_eq!(mixed, None, "{lang}, {}: {}", f.rule, f.message);
                }
            }
        }
        assert_eq!(seen.len(), descriptions().len(), "some rule found nothing in its cases");
    }
}

/// One sentence, no placeable that was left, no id of a message or a rule, no label of a list.
fn check(said: &str, rule: &str, columns: &[&str]) {
    let own = |x: &str| columns[2].contains(x) || columns[3].contains(x);
    let whole = |x: &str| said == x || said.contains(&format!("({x})")) || said.starts_with(&format!("{x}:"));
    assert!(said.ends_with('.') && said.contains(' '), "{rule} says no sentence: {said}");
    for mark in ["{", "}", "$"] {
        assert!(own(mark) || !said.contains(mark), "{rule}: {said}");
    }
    for label in LABELS.into_iter().chain(descriptions().iter().map(|d| d.id)) {
        assert!(!whole(label), "{rule} shows the label {label}: {said}");
    }
}

#[test]
fn the_language_of_messages_changes_no_id() {
    for rule in descriptions() {
        for line in rule.cases.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let mut settings = only(rule.id, Some(0.0));
            let ids = |found: Vec<calque_diff::Finding>| found.into_iter().map(|f| f.id).collect::<Vec<_>>();
            let english = ids(findings(rule, &columns, &settings));
            settings.ui_lang = UiLang::Fr;
            assert_eq!(english, ids(findings(rule, &columns, &settings)), "{line}");
        }
    }
}
