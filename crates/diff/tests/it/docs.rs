//! `docs/rules/README.md` lists every rule; this test says what is missing, and writes the
//! list anew with `UPDATE_DOCS=1`.

use calque_diff::{RuleDescription, Scope, descriptions};
use std::fmt::Write as _;
use std::path::Path;

fn list() -> String {
    let mut out = String::from(
        "# The rules\n\nEach rule is one file, with its page and its cases beside it. `calque explain RULE` prints the page.\n\n\
         | rule | MQM category of its findings | what it flags |\n|---|---|---|\n",
    );
    for &&RuleDescription { id, category, summary, scope, .. } in descriptions() {
        let folder = match scope {
            Scope::Meaning => "meaning",
            Scope::Form => "form",
            Scope::Document | Scope::Sequence => "document",
        };
        let _ = writeln!(
            out,
            "| [{id}](../../crates/diff/src/drift/rules/{folder}/{id}.md) | {category} | {} |",
            summary.trim_end_matches('.')
        );
    }
    let _ = writeln!(
        out,
        "\n{} rules look at a pair of segments, the others at the whole document or at a run of pairs. How confidences are learnt and what \
         they mean: [learning](../../training/drift/README.md). How to add a case: a line in `NAME.cases.tsv` \
         (languages, source, target, expected categories or `none`); `cargo test -p calque-diff` runs them.",
        descriptions().iter().filter(|r| !matches!(r.scope, Scope::Document | Scope::Sequence)).count()
    );
    out
}

#[test]
fn the_list_of_rules_is_complete() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules/README.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, list()).expect("docs/rules can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, list(), "run `UPDATE_DOCS=1 cargo test -p calque-diff`");
}

/// People read the name of a rule and what it flags in their language.
#[test]
fn every_rule_has_a_name_and_a_sentence_in_each_language() {
    use calque_messages::{UiLang, rule_name, rule_summary};
    for &&RuleDescription { id, summary, .. } in descriptions() {
        assert_eq!(
            rule_summary(id, UiLang::En).as_deref().map(|s| s.trim_end_matches('.')),
            Some(summary.trim_end_matches('.')),
            "rule-summary-{id} in crates/messages/en/rules.ftl"
        );
        assert!(rule_summary(id, UiLang::Fr).is_some(), "rule-summary-{id} in crates/messages/fr/rules.ftl");
        for lang in [UiLang::En, UiLang::Fr] {
            let name = rule_name(id, lang);
            assert!(name != id.replace('-', " "), "rule-name-{id} has no words in {lang:?}");
        }
    }
}
