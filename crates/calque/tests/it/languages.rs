//! Spanish and German beside English, without a model: the rules that have lists find what was planted in
//! `corpus/languages/lighthouse.*`, find nothing else, and the report says which rules do not know the languages.

use calque::{Settings, bitext_of_texts, check_aligned};
use calque_diff::Severity;
use calque_report::Report;
use calque_text::{Lang, Side};

fn file(name: &str) -> String {
    let path = format!("{}/../../corpus/languages/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("a text of the corpus")
}

fn checked(lang: &str) -> Report {
    let name = format!("lighthouse.{lang}.txt");
    let settings = Settings {
        source_lang: Some(Lang::EN),
        target_lang: Some(lang.parse().expect("a language")),
        ..Settings::default()
    };
    let texts = (("lighthouse.en.txt", file("lighthouse.en.txt")), (name.as_str(), file(&name)));
    let bitext = bitext_of_texts((texts.0.0, &texts.0.1), (texts.1.0, &texts.1.1), &settings).expect("texts align");
    check_aligned(bitext, &settings).expect("a report")
}

/// Line, category and words of both sides of each error.
fn found(report: &Report) -> Vec<[String; 4]> {
    let words = |side: Side, f: &calque_diff::Finding| {
        let text = &report.side(side).document.text;
        f.span(side).map_or("", |s| s.of(text)).to_owned()
    };
    let line = |f: &calque_diff::Finding| {
        let at = f.span(Side::Source).map_or(0, |s| s.start);
        report.source.document.text[..at].matches('\n').count() + 1
    };
    let errors = report.findings.iter().map(|f| &f.finding).filter(|f| f.severity > Severity::Info);
    let mut all: Vec<[String; 4]> = errors
        .map(|f| [line(f).to_string(), f.category.to_string(), words(Side::Source, f), words(Side::Target, f)])
        .collect();
    all.sort_by_key(|row| row[0].parse::<usize>().unwrap_or(0));
    all
}

fn planted(lang: &str) -> Vec<[String; 4]> {
    let gold = file(&format!("lighthouse.{lang}.tsv"));
    let cell = |cell: &str| if cell == "-" { String::new() } else { cell.to_owned() };
    let row = |line: &str| {
        let cells: Vec<String> = line.split('\t').map(cell).collect();
        <[String; 4]>::try_from(cells).expect("four cells")
    };
    gold.lines().filter(|l| !l.starts_with('#')).map(row).collect()
}

#[test]
fn planted_errors_are_found_in_spanish_and_german() {
    for lang in ["es", "de"] {
        assert_eq!(found(&checked(lang)), planted(lang), "{lang}");
    }
}

#[test]
fn the_report_names_the_rules_that_do_not_know_the_languages() {
    let left_out = checked("de").rules_left_out;
    assert!(left_out.contains(&"tense") && left_out.contains(&"hedging"), "{left_out:?}");
    assert!(!left_out.contains(&"negation") && !left_out.contains(&"numbers"), "{left_out:?}");
}
