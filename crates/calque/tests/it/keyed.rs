//! Catalogues of messages are paired by key.

use calque::{Settings, bitext_of_texts, check_documents, read_options};
use calque_formats::document_from_bytes;

const ENGLISH: &str = "{\n  \"save\": \"Save the file.\",\n  \"hello\": \"Hello, {{name}}! You have {{count}} new messages.\",\n  \"file_one\": \"{{count}} file was deleted.\",\n  \"file_other\": \"{{count}} files were deleted.\",\n  \
                       \"help\": \"Open the door. Then close it again.\",\n  \"late\": \"The last ferry leaves at nine in the evening.\"\n}";
const FRENCH: &str = "fr:\n  help: \"Ouvrez la porte. Refermez-la ensuite.\"\n  file:\n    one: \"%{count} fichier a été supprimé.\"\n    many: \"%{count} de fichiers ont été supprimés.\"\n    other: \"%{count} fichiers ont été supprimés.\"\n  \
                      hello: \"Bonjour, %{name} ! Vous avez %{count} nouveaux messages.\"\n  extra: \"Les chiens ne sont pas admis à bord du bateau.\"\n  save: Enregistrez le fichier.\n";

/// The texts of each bead.
fn beads(source: (&str, &str), target: (&str, &str)) -> (Vec<String>, Vec<String>) {
    let bitext = bitext_of_texts(source, target, &Settings::default()).expect("a bitext");
    let side = |side: &calque_report::ReportSide, segments: &std::ops::Range<usize>| {
        side.span(segments).map_or("-", |span| span.of(&side.document.text)).to_owned()
    };
    let show = |bead: &calque_aligner::Bead| {
        format!("{} | {}", side(&bitext.source, &bead.source), side(&bitext.target, &bead.target))
    };
    (bitext.alignment.beads.iter().map(show).collect(), bitext.warnings)
}

#[test]
fn messages_are_paired_by_key_whatever_their_order_and_format() {
    let (found, warnings) = beads(("en.json", ENGLISH), ("fr.yml", FRENCH));
    for pair in [
        "Save the file. | Enregistrez le fichier.",
        "Hello, {{name}}! | Bonjour, %{name} !",
        "{{count}} file was deleted. | %{count} fichier a été supprimé.",
        "{{count}} files were deleted. | %{count} fichiers ont été supprimés.",
        "Open the door. | Ouvrez la porte.",
        "The last ferry leaves at nine in the evening. | -",
        "- | Les chiens ne sont pas admis à bord du bateau.",
    ] {
        assert!(found.iter().any(|bead| bead == pair), "{pair}: {found:#?}");
    }
    assert!(!found.iter().any(|bead| bead.contains("de fichiers")), "a form that English does not have is no loss");
    assert!(warnings.iter().any(|w| w == "en.json: 1 keys have no message in fr.yml: late"), "{warnings:?}");
    assert!(warnings.iter().any(|w| w == "fr.yml: 1 keys have no message in en.json: extra"), "{warnings:?}");
}

#[test]
fn a_lost_message_is_a_finding_with_its_line() {
    let settings = Settings::default();
    let read =
        |name: &str, text: &str| document_from_bytes(name, text.as_bytes(), &read_options(&settings)).expect("read");
    let report = check_documents(read("en.json", ENGLISH), read("fr.yml", FRENCH), &settings).expect("a report");
    let told = |rule: &str, words: &str| {
        report.findings.iter().any(|f| {
            let spans = [(f.finding.source, &report.source), (f.finding.target, &report.target)];
            f.finding.rule == rule
                && spans.iter().any(|(s, side)| s.is_some_and(|s| s.of(&side.document.text).contains(words)))
        })
    };
    assert!(told("dropped", "last ferry") && told("invented", "chiens"), "{:#?}", report.findings);
    let at = report.target.document.text.find("Enregistrez").expect("there");
    let place = report.target.origin.positions.line_and_column(&report.target.document.text, at);
    assert_eq!(place, Some((9, 9)));
}

#[test]
fn keys_that_stand_twice_or_agree_in_nothing_do_no_harm() {
    let twice =
        "{\"a\": \"The dam held.\", \"b\": \"It rained.\", \"a\": \"The dam broke.\", \"c\": \"Nobody slept.\"}";
    let once = "{\"a\": \"Le barrage a tenu.\", \"b\": \"Il a plu.\", \"c\": \"Personne n’a dormi.\"}";
    for (source, target) in [(("en.json", twice), ("fr.json", once)), (("fr.json", once), ("en.json", twice))] {
        let (found, _) = beads(source, target);
        let paired = |a: &str, b: &str| found.iter().any(|bead| bead.contains(a) && bead.contains(b));
        assert!(paired("The dam held.", "Le barrage a tenu.") && paired("Nobody slept.", "Personne"), "{found:#?}");
    }
    let named = "{\"It rained.\": \"Il a plu.\", \"Nobody slept.\": \"Personne n’a dormi.\", \"The dam held.\": \"Le barrage a tenu.\"}";
    let (found, warnings) = beads(("en.json", "{\"x\": \"It rained.\", \"y\": \"Nobody slept.\"}"), ("fr.json", named));
    assert!(found.iter().any(|bead| bead == "It rained. | Il a plu."), "{found:#?}");
    assert!(!warnings.iter().any(|w| w.contains("keys")), "{warnings:?}");
}
