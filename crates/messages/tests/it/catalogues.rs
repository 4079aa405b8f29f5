//! The catalogues as data: which messages there are, with which values.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::parse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The messages of a language with the names of their values.
pub(crate) fn messages(lang: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut out = BTreeMap::new();
    for (file, text) in files(lang) {
        let resource = parse(text.as_str()).unwrap_or_else(|(_, errors)| panic!("{file}: {errors:?}"));
        for entry in &resource.body {
            if let Entry::Message(message) = entry {
                let mut names = BTreeSet::new();
                let pattern = message.value.as_ref().unwrap_or_else(|| panic!("{file}: {} is empty", message.id.name));
                of_pattern(pattern, &mut names);
                let before = out.insert(message.id.name.to_owned(), names);
                assert!(before.is_none(), "{file}: {} stands twice", message.id.name);
            }
        }
    }
    assert!(out.len() > 50, "{lang} has only {} messages", out.len());
    out
}

/// The files of a language, by name.
pub(crate) fn files(lang: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(lang);
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("the catalogue").map(|e| e.expect("a file").path()).collect();
    paths.sort();
    let read = |p: &Path| std::fs::read_to_string(p).expect("readable");
    paths.iter().map(|p| (format!("{lang}/{}", p.file_name().expect("a name").to_string_lossy()), read(p))).collect()
}

fn of_pattern(pattern: &Pattern<&str>, names: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            of_expression(expression, names);
        }
    }
}

fn of_expression(expression: &Expression<&str>, names: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => of_inline(inline, names),
        Expression::Select { selector, variants } => {
            of_inline(selector, names);
            variants.iter().for_each(|v| of_pattern(&v.value, names));
        }
    }
}

fn of_inline(inline: &InlineExpression<&str>, names: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => drop(names.insert(id.name.to_owned())),
        InlineExpression::Placeable { expression } => of_expression(expression, names),
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        other => panic!("no message uses this: {other:?}"),
    }
}

#[test]
fn both_languages_say_the_same_things() {
    let (english, french) = (messages("en"), messages("fr"));
    let differ: Vec<_> = english
        .keys()
        .chain(french.keys())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .filter(|id| english.get(*id) != french.get(*id))
        .map(|id| format!("{id}: en {:?}, fr {:?}", english.get(id), french.get(id)))
        .collect();
    assert!(differ.is_empty(), "\n{}", differ.join("\n"));
}

#[test]
fn every_file_has_its_twin() {
    let names = |lang: &str| {
        let of = |f: &(String, String)| f.0.trim_start_matches(lang).to_owned();
        files(lang).iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(names("en"), names("fr"));
}
