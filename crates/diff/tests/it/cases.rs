//! Every rule's cases: `NAME.cases.tsv` beside the rule.
//!
//! A line is: source language, target language, source, target, and the
//! category that the check must report, or `none` if the rule must keep quiet.
//! Several categories are separated by commas. Only the rule itself is run, at default settings.

use calque_aligner::{WordAlignment, align_words};
use calque_diff::glossary::{Concept, Glossary, Standing, Term};
use calque_diff::{PairView, RuleSettings, SideView, all, check_pair};
use calque_model::Model;
use calque_text::{Lang, Span, tokenize};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The glossary of the cases of the rule `glossary`.
fn glossary() -> Glossary {
    let term = |lang, text: &str, standing| Term { lang, text: text.to_owned(), standing };
    let (good, other, bad) = (Standing::Preferred, Standing::Admitted, Standing::Forbidden);
    let concept = |terms: Vec<Term>| Concept { terms, ..Concept::default() };
    Glossary::new(vec![
        concept(vec![term(Lang::EN, "dam", good), term(Lang::FR, "barrage", good), term(Lang::FR, "digue", bad)]),
        concept(vec![
            term(Lang::EN, "dam wall", good),
            term(Lang::FR, "mur du barrage", good),
            term(Lang::FR, "mur de retenue", other),
        ]),
        concept(vec![term(Lang::EN, "National Water Agency", good), term(Lang::FR, "Agence nationale de l’eau", good)]),
        concept(vec![term(Lang::EN, "WHO", good), term(Lang::FR, "OMS", good)]),
        concept(vec![term(Lang::FR, "au final", bad)]),
        Concept { terms: vec![term(Lang::EN, "ReadNow", good)], keep: true, note: None },
    ])
}

/// Cases whose finding is made, but with less confidence than the default settings ask for: rule,
/// source, target. One that comes to be shown must be taken off, so that the list only shrinks.
const BELOW: &str = include_str!("below_limit.tsv");

/// The settings of a user who has changed nothing, save that one rule runs alone.
fn only(id: &str, least: Option<f32>) -> RuleSettings {
    let mut settings =
        RuleSettings { min_confidence: least, glossary: Some(Arc::new(glossary())), ..RuleSettings::default() };
    for rule in all() {
        settings.rules.entry(rule.id().to_owned()).or_default().enabled = Some(rule.id() == id);
    }
    settings
}

/// The categories found in a case.
fn categories(line: &[&str], settings: &RuleSettings) -> BTreeSet<String> {
    let lang = |k: usize| line[k].parse::<Lang>().expect("a language code in a case");
    let (source, target) = (line[2], line[3]);
    let (a, b) = (tokenize(source, lang(0)), tokenize(target, lang(1)));
    let model = Some(Model::embedded()).filter(|m| m.knows(lang(0), lang(1)));
    let words =
        model.map_or_else(WordAlignment::default, |m| align_words(m, (source, lang(0), &a), (target, lang(1), &b)));
    let pair = PairView {
        source: SideView { text: source, span: Span::new(0, source.len()), lang: lang(0), tokens: &a },
        target: SideView { text: target, span: Span::new(0, target.len()), lang: lang(1), tokens: &b },
        words: &words,
        model,
    };
    check_pair(&pair, settings).findings.iter().map(|f| f.category.as_str().to_owned()).collect()
}

#[test]
fn every_case_of_every_rule() {
    let mut wrong = Vec::new();
    let mut below: BTreeSet<&str> = BELOW.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).collect();
    let listed = below.clone();
    for rule in all() {
        let (shown, whole) = (only(rule.id(), None), only(rule.id(), Some(0.0)));
        let mut count = 0;
        for (n, line) in rule.cases().lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            assert!(columns.len() == 5, "{}.cases.tsv:{}: five columns, not {}", rule.id(), n + 1, columns.len());
            let expected: BTreeSet<String> =
                columns[4].split(',').map(|c| c.trim().to_owned()).filter(|c| c != "none").collect();
            let found = categories(&columns, &shown);
            let key = format!("{}\t{}\t{}", rule.id(), columns[2], columns[3]);
            let known = listed.contains(key.as_str());
            let all_told = expected.is_subset(&found);
            let told = if known {
                below.remove(key.as_str());
                if all_told {
                    wrong.push(format!("take it off below_limit.tsv, it is shown now:\n    {key}"));
                }
                expected.is_subset(&categories(&columns, &whole))
            } else {
                all_told
            };
            if !told || !found.is_subset(&expected) {
                let any = categories(&columns, &whole);
                wrong.push(format!(
                    "{}.cases.tsv:{}: expected {expected:?}, shown {found:?}, with any confidence {any:?}\n    {key}",
                    rule.id(),
                    n + 1,
                ));
            }
            count += 1;
        }
        assert!(count >= 3, "{} has only {count} cases", rule.id());
    }
    wrong.extend(below.iter().map(|key| format!("below_limit.tsv names no case: {key}")));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_its_page() {
    for rule in all() {
        let page = rule.page();
        assert!(page.starts_with(&format!("# {}\n", rule.id())), "{} begins otherwise", rule.id());
        for part in ["**Bad.**", "**Good.**", "When to ignore", "Known false alarms"] {
            assert!(page.contains(part), "{}.md lacks {part}", rule.id());
        }
    }
}
