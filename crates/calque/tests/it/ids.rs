//! Ids of findings: the same after an edit elsewhere, and each finding has its own.

use calque::{Input, Settings, check};
use std::fs;

const BEGIN: (&str, &str) = ("The bakery opens on Monday at noon.\n", "La boulangerie ouvre lundi à midi.\n");
const SLIP: (&str, &str) = ("The old mill has 12 windows.\n", "Le vieux moulin a 21 fenêtres.\n");
const END: (&str, &str) = ("Its owner sells flour and honey.\n", "Son propriétaire vend de la farine et du miel.\n");

/// The ids of the findings about figures, in the order of the text.
fn ids(parts: &[(&str, &str)]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: String| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("written");
        Input::from_arg(path)
    };
    let source = file("a.en.txt", parts.iter().map(|p| p.0).collect());
    let target = file("a.fr.txt", parts.iter().map(|p| p.1).collect());
    let report = check(&source, &target, &Settings::default()).expect("checked");
    report.findings.into_iter().map(|f| f.finding).filter(|f| f.rule == "numbers").map(|f| f.id).collect()
}

#[test]
fn a_segment_that_returns_has_findings_of_its_own() {
    let once = ids(&[BEGIN, SLIP, END]);
    let twice = ids(&[SLIP, BEGIN, END, SLIP]);
    assert_eq!(once.len(), 1);
    assert_eq!(twice, [once[0].clone(), format!("{}-2", once[0])]);
}

#[test]
fn an_edit_elsewhere_leaves_them_alone() {
    assert_eq!(ids(&[BEGIN, SLIP, END]), ids(&[SLIP, END]));
}
