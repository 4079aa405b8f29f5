//! The rules on whole documents: which pair they point at, how severe, what they suggest. Whether
//! they fire is in their cases.

use crate::views::Texts;
use calque_diff::{DocumentFinding, Place, RuleSettings, Severity, check_document, explain};
use calque_text::Lang;

fn check(pairs: &[(&str, &str)]) -> Vec<DocumentFinding> {
    let texts = Texts::new(pairs, Lang::EN, Lang::FR);
    texts.with_document(|document| check_document(document, &RuleSettings::default()))
}

#[test]
fn two_spellings_of_a_name_are_a_remark() {
    let found = check(&[
        ("The envoy left Kyiv on Monday.", "L’émissaire a quitté Kiev lundi."),
        ("Kyiv was calm, they said.", "Kiev était calme, ont-ils dit."),
        ("He will return to Kyiv.", "Il retournera à Kyiv."),
    ]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].place, found[0].finding.severity), (Place::Pair(2), Severity::Info));
    assert!(check(&[("He left Kyiv.", "Il a quitté Kiev."), ("Kyiv was calm.", "Kiev était calme.")]).is_empty());
}

#[test]
fn a_quotation_that_returns_with_its_reserve() {
    let found = check(&[
        ("Minister denies 'secret deal'", "Le ministre nie un « accord secret »"),
        ("She called it “an alleged secret deal” on Friday.", "Elle a parlé vendredi d’« un prétendu accord secret »."),
    ]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].place, found[0].finding.rule.as_str()), (Place::Pair(0), "requotation"));
    let same = check(&[
        ("Minister denies 'secret deal'", "Le ministre nie un « accord secret »"),
        ("She called it “a secret deal” on Friday.", "Elle a parlé vendredi d’« un accord secret »."),
    ]);
    assert!(same.is_empty(), "{same:?}");
}

#[test]
fn a_term_that_changes_once_is_a_remark() {
    let story = |third: &'static str| {
        check(&[
            ("The dam is old.", "Le barrage est vieux."),
            ("Engineers looked at the dam.", "Des ingénieurs ont examiné le barrage."),
            ("They think that the dam is safe.", "Ils pensent que le barrage est sûr."),
            ("Nobody lives near the dam.", third),
        ])
    };
    let found = story("Personne n’habite près de la digue.");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0].place, found[0].finding.rule.as_str(), found[0].finding.severity),
        (Place::Pair(3), "terms", Severity::Info)
    );
    assert_eq!(found[0].finding.suggestion.as_deref(), Some("barrage"));
    assert!(story("Personne n’habite près du barrage.").is_empty());
    assert!(story("Personne n’habite à côté.").is_empty());
}

#[test]
fn a_headline_that_says_more_than_its_text() {
    let story = |head: (&'static str, &'static str)| {
        let found = check(&[
            head,
            ("A bus left the road near Velm on Monday.", "Un autocar a quitté la route près de Velm lundi."),
            ("The accident left 14 people injured.", "L’accident a fait 14 personnes blessées."),
            ("The road is closed.", "La route est fermée."),
        ]);
        found.into_iter().filter(|f| f.finding.rule == "headline").collect::<Vec<_>>()
    };
    let found = story(("Bus accident: 14 people injured", "Accident d’autocar : 40 personnes blessées"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].finding.severity, Severity::Minor);
    let also = story(("Bus accident: 40 people injured", "Accident d’autocar : 40 personnes blessées"));
    assert_eq!(also.first().map(|f| f.finding.severity), Some(Severity::Info), "{also:?}");
    assert!(story(("Bus accident: 14 people injured", "Accident d’autocar : 14 personnes blessées")).is_empty());
}

#[test]
fn a_headline_that_says_the_contrary_of_its_text() {
    let story = |head: (&'static str, &'static str)| {
        let found = check(&[
            head,
            ("Councillors met on Monday.", "Les conseillers se sont réunis lundi."),
            (
                "The town hall will not sell the municipal swimming pool, a spokesman said.",
                "La mairie ne vendra pas la piscine municipale, a dit un porte-parole.",
            ),
            ("It opened in 1962.", "Elle a ouvert en 1962."),
        ]);
        found.into_iter().filter(|f| f.finding.rule == "headline").collect::<Vec<_>>()
    };
    let found = story(("Baths stay public", "La mairie vendra la piscine municipale"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].place, found[0].finding.severity), (Place::Pair(0), Severity::Major));
    assert!(story(("Baths stay public", "La mairie garde la piscine")).is_empty());
    let same = ("Town hall will not sell municipal swimming pool", "La mairie ne vendra pas la piscine municipale");
    assert!(story(same).is_empty());
}

#[test]
fn document_rules_have_pages() {
    for id in ["spellings", "requotation", "terms", "headline"] {
        assert!(explain(id).is_some_and(|page| page.starts_with(&format!("# {id}"))), "{id}");
    }
}
