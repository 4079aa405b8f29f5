//! Every rule's cases: `NAME.cases.tsv` beside the rule.
//!
//! A line is: source language, target language, source, target, and the
//! category that the check must report, or `none` if the rule must keep quiet.
//! Several categories are separated by commas. Only the rule itself is run.

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

/// Below this confidence, far from what any profile shows, a rule may say more than a case expects.
const SAID: f32 = 0.1;

/// Settings under which one rule runs alone, and says all it has to say.
fn only(id: &str) -> RuleSettings {
    let glossary = Some(Arc::new(glossary()));
    let mut settings = RuleSettings { min_confidence: Some(0.0), glossary, ..RuleSettings::default() };
    for rule in all() {
        settings.rules.entry(rule.id().to_owned()).or_default().enabled = Some(rule.id() == id);
    }
    settings
}

/// The categories found at all, and those found with some confidence.
fn categories(line: &[&str], settings: &RuleSettings) -> (BTreeSet<String>, BTreeSet<String>) {
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
    let found = check_pair(&pair, settings).findings;
    let named =
        |least: f32| found.iter().filter(|f| f.confidence >= least).map(|f| f.category.as_str().to_owned()).collect();
    (named(0.0), named(SAID))
}

#[test]
fn every_case_of_every_rule() {
    let mut wrong = Vec::new();
    for rule in all() {
        let settings = only(rule.id());
        let mut count = 0;
        for (n, line) in rule.cases().lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            assert!(columns.len() == 5, "{}.cases.tsv:{}: five columns, not {}", rule.id(), n + 1, columns.len());
            let expected: BTreeSet<String> =
                columns[4].split(',').map(|c| c.trim().to_owned()).filter(|c| c != "none").collect();
            let (any, found) = categories(&columns, &settings);
            if !expected.is_subset(&any) || !found.is_subset(&expected) {
                wrong.push(format!(
                    "{}.cases.tsv:{}: expected {expected:?}, found {any:?}, with some confidence {found:?}\n    {}\n    {}",
                    rule.id(),
                    n + 1,
                    columns[2],
                    columns[3]
                ));
            }
            count += 1;
        }
        assert!(count >= 3, "{} has only {count} cases", rule.id());
    }
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
