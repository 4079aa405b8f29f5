//! Every rule's cases: `NAME.cases.tsv` beside the rule.
//!
//! A line is: source language, target language, source, target, and the categories that the check
//! must report, separated by commas, or `none` if the rule must keep quiet. Only the rule itself is
//! run, at default settings. The cases of a rule on the whole document or on a run of pairs have
//! several segments on each side, parted by `¶`; one that is empty on one side is unaligned.

use crate::views::Texts;
use calque_bitext::{Concept, Term, TermStanding};
use calque_diff::glossary::Glossary;
use calque_diff::{
    Finding, PairView, RuleDescription, RuleSettings, Scope, TextPair, check_document, check_pair, check_sequence,
    descriptions,
};
use calque_text::Lang;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The glossary of the cases of the rule `glossary`.
fn glossary() -> Glossary {
    let term = |lang, text: &str, standing| Term { lang, text: text.to_owned(), standing };
    let (good, other, bad) = (TermStanding::Preferred, TermStanding::Admitted, TermStanding::Forbidden);
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

/// Default settings, save that one rule runs alone.
pub(crate) fn only(id: &str, min_confidence: Option<f32>) -> RuleSettings {
    let mut settings = RuleSettings { min_confidence, glossary: Some(Arc::new(glossary())), ..RuleSettings::default() };
    for rule in descriptions() {
        settings.rules.entry(rule.id.to_owned()).or_default().enabled = Some(rule.id == id);
    }
    settings
}

/// The findings in a case.
pub(crate) fn findings(rule: &RuleDescription, line: &[&str], settings: &RuleSettings) -> Vec<Finding> {
    let lang = |k: usize| line[k].parse::<Lang>().expect("a language code in a case");
    let segments = |k: usize| line[k].split('¶').map(str::trim).collect::<Vec<_>>();
    let (sources, targets) = (segments(2), segments(3));
    assert_eq!(sources.len(), targets.len(), "as many segments on both sides: {line:?}");
    let pairs: Vec<_> = sources.into_iter().zip(targets).collect();
    let texts = Texts::new(&pairs, lang(0), lang(1));
    let views = texts.views();
    match rule.scope {
        Scope::Document => {
            let found = texts.with_document(|document| check_document(document, settings));
            found.into_iter().map(|f| f.finding).collect()
        }
        Scope::Sequence => sequence(&views, settings),
        _ => check_pair(&views[0], settings).findings,
    }
}

/// The categories found in a case.
fn categories(rule: &RuleDescription, line: &[&str], settings: &RuleSettings) -> BTreeSet<String> {
    findings(rule, line, settings).iter().map(|f| f.category.as_str().to_owned()).collect()
}

/// The findings on runs of pairs, those that seem unrelated being suspect.
fn sequence(views: &[PairView<'_>], settings: &RuleSettings) -> Vec<Finding> {
    fn text<'a>(v: &PairView<'a>) -> TextPair<'a> {
        TextPair { source: (v.source.text, v.source.lang), target: (v.target.text, v.target.lang), model: v.model }
    }
    let unrelated = only("unrelated", None);
    let suspect: Vec<bool> = views.iter().map(|v| !check_pair(v, &unrelated).findings.is_empty()).collect();
    let pairs: Vec<TextPair<'_>> = views.iter().map(text).collect();
    check_sequence(&pairs, &suspect, settings).into_iter().map(|f| f.finding).collect()
}

#[test]
fn every_case_of_every_rule() {
    let mut wrong = Vec::new();
    let mut below: BTreeSet<&str> = BELOW.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).collect();
    let listed = below.clone();
    for rule in descriptions() {
        let (shown, whole) = (only(rule.id, None), only(rule.id, Some(0.0)));
        let mut count = 0;
        for (n, line) in rule.cases.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            assert!(columns.len() == 5, "{}.cases.tsv:{}: five columns, not {}", rule.id, n + 1, columns.len());
            let expected: BTreeSet<String> =
                columns[4].split(',').map(|c| c.trim().to_owned()).filter(|c| c != "none").collect();
            let found = categories(rule, &columns, &shown);
            let key = format!("{}\t{}\t{}", rule.id, columns[2], columns[3]);
            let known = listed.contains(key.as_str());
            let all_shown = expected.is_subset(&found);
            let as_listed = if known {
                below.remove(key.as_str());
                if all_shown {
                    wrong.push(format!("take it off below_limit.tsv, it is shown now:\n    {key}"));
                }
                expected.is_subset(&categories(rule, &columns, &whole))
            } else {
                all_shown
            };
            if !as_listed || !found.is_subset(&expected) {
                let any = categories(rule, &columns, &whole);
                wrong.push(format!(
                    "{}.cases.tsv:{}: expected {expected:?}, shown {found:?}, with any confidence {any:?}\n    {key}",
                    rule.id,
                    n + 1,
                ));
            }
            count += 1;
        }
        assert!(count >= 3, "{} has only {count} cases", rule.id);
    }
    wrong.extend(below.iter().map(|key| format!("below_limit.tsv names no case: {key}")));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_its_page() {
    for rule in descriptions() {
        let page = rule.page;
        assert!(page.starts_with(&format!("# {}\n", rule.id)), "{} begins otherwise", rule.id);
        for part in ["**Bad.**", "**Good.**", "When to ignore", "Known false alarms"] {
            assert!(page.contains(part), "{}.md lacks {part}", rule.id);
        }
    }
}
