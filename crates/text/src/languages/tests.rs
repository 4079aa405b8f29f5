use super::traits::FILE as TRAITS;
use super::{LANGUAGES, Traits};
use crate::table::{lines, rows};
use std::collections::BTreeSet;

/// Every table with its name: those of the languages, and those that are common to all.
fn tables() -> Vec<(String, &'static str)> {
    let of_language = |l: &'static super::WordLists| {
        [
            ("token", l.token),
            ("numbers", l.numbers),
            ("calendar", l.calendar),
            ("units", l.units),
            ("names", l.names),
            ("quotes", l.quotes),
        ]
        .map(|(name, file)| (format!("{name}/words_{}.tsv", l.code), file))
    };
    LANGUAGES.iter().flat_map(of_language).chain([("traits.tsv".to_owned(), TRAITS)]).collect()
}

#[test]
fn every_list_is_a_table_without_repetition() {
    for (name, file) in tables() {
        let head: Vec<&str> = file.lines().next().unwrap_or("").split('\t').collect();
        assert!((2..=3).contains(&head.len()), "{name}: its head line names its columns");
        let mut seen = BTreeSet::new();
        for line in lines(file) {
            let fields = line.split('\t').count();
            assert!(fields == 2 || fields == head.len(), "{name}: {line:?} has {fields} fields");
        }
        for [word, role, _] in rows(file) {
            assert!(!word.is_empty() && !role.is_empty() && word.trim() == word, "{name}: {word:?} {role:?}");
            assert!(seen.insert((word, role)), "{name}: {word} is {role} twice");
        }
    }
}

#[test]
fn every_trait_is_known_and_every_language_has_lists() {
    for [code, name, _] in rows(TRAITS) {
        assert!(LANGUAGES.iter().any(|l| l.code == code), "{code} has no lists");
        assert!(Traits::default().named(name).is_some(), "{name} is no trait");
    }
    for language in LANGUAGES {
        assert!(language.code.parse::<crate::Lang>().is_ok(), "{}", language.code);
        assert!(rows::<2>(language.numbers).count() > 50, "{} has hardly any number words", language.code);
    }
}

#[test]
fn the_lists_of_tokens_have_known_roles() {
    for language in LANGUAGES {
        for [word, role, _] in rows(language.token) {
            assert!(["elision", "clitic", "negative-clitic", "whole"].contains(&role), "{word} is {role}");
            assert!(word.to_lowercase() == word && !word.contains('’'), "{word} would never be found");
        }
    }
}
