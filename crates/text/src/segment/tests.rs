//! The cases of `cases_XX.md`, and the laws that hold on any text.

use super::*;
use proptest::prelude::*;

/// Each list item of a case file holds the expected sentences, parted by ` | `;
/// joined by spaces they must be cut so again.
fn check(file: &str, lang: Lang) {
    let mut section = "";
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in file.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            section = title;
        } else if let Some(case) = line.strip_prefix("- ") {
            let expected: Vec<&str> = case.split(" | ").collect();
            let text = expected.join(" ");
            let got: Vec<&str> = split_sentences(&text, lang).iter().map(|s| s.of(&text)).collect();
            count += 1;
            if got != expected {
                wrong.push(format!("{section}:\n  expected {expected:#?}\n  got {got:#?}"));
            }
        }
    }
    assert!(count > 15, "only {count} cases read");
    assert!(wrong.is_empty(), "{} of {count} cases\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn french_cases() {
    check(include_str!("cases_fr.md"), Lang::FR);
}

#[test]
fn english_cases() {
    check(include_str!("cases_en.md"), Lang::EN);
}

#[test]
fn spanish_and_german_cases() {
    check(include_str!("cases_es.md"), "es".parse().expect("a language"));
    check(include_str!("cases_de.md"), "de".parse().expect("a language"));
}

fn cut(text: &str, lang: Lang) -> Vec<&str> {
    split_sentences(text, lang).iter().map(|s| s.of(text)).collect()
}

#[test]
fn lines_and_lists() {
    assert_eq!(
        cut("Une ligne qui\ncontinue ici. Fin.\n\nSuite", Lang::FR),
        ["Une ligne qui\ncontinue ici.", "Fin.", "Suite"]
    );
    assert_eq!(cut("To buy:\n- milk\n- two eggs\n1. bread", Lang::EN), ["To buy:", "- milk", "- two eggs", "1. bread"]);
    assert_eq!(cut("— Qui est là ?\n— Moi.", Lang::FR), ["— Qui est là ?", "— Moi."]);
    assert!(cut(" \n\n ", Lang::FR).is_empty());
}

#[test]
fn blocks_decide() {
    let text = "Qui a dit non ? Personne. A. B.\nOui. Non.\nlet x = 1. ;".to_owned();
    let ends: Vec<usize> = text.match_indices('\n').map(|(i, _)| i).collect();
    let block = |start, end, kind| Block::new(Span::new(start, end), kind);
    let doc = Document {
        lang: Lang::FR,
        blocks: vec![
            block(0, ends[0], BlockKind::Heading(1)),
            block(ends[0] + 1, ends[1], BlockKind::Paragraph),
            block(ends[1] + 1, text.len(), BlockKind::Code),
        ],
        text,
    };
    let got: Vec<(&str, u32)> = segment(&doc).iter().map(|s| (s.span.of(&doc.text), s.block)).collect();
    assert_eq!(got, [("Qui a dit non ? Personne. A. B.", 0), ("Oui.", 1), ("Non.", 1)]);
}

#[test]
fn one_segment_a_line() {
    let doc = Document::from_lines("  Un. Deux. \n\nTrois\n", Lang::FR);
    let got: Vec<&str> = segment_lines(&doc).iter().map(|s| s.span.of(&doc.text)).collect();
    assert_eq!(got, ["Un. Deux.", "Trois"]);
}

#[test]
fn other_languages() {
    let german: Lang = "de".parse().unwrap_or(Lang::UND);
    assert_eq!(cut("Er kam. Sie ging!", german), ["Er kam.", "Sie ging!"]);
}

/// Spans in order, apart, trimmed, and nothing but white space between them.
fn laws(text: &str, spans: &[Span]) -> Result<(), TestCaseError> {
    let mut at = 0;
    for span in spans {
        prop_assert!(at <= span.start && span.start < span.end && span.end <= text.len());
        prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
        prop_assert!(text[at..span.start].trim().is_empty(), "lost {:?}", &text[at..span.start]);
        prop_assert_eq!(span.of(text).trim(), span.of(text));
        at = span.end;
    }
    prop_assert!(text[at..].trim().is_empty(), "lost {:?}", &text[at..]);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn laws_hold_on_any_text(text in any::<String>()) {
        for lang in [Lang::FR, Lang::EN, Lang::UND] {
            laws(&text, &split_sentences(&text, lang))?;
        }
    }

    #[test]
    fn laws_hold_on_text_full_of_marks(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "Le chat", "M", "art", "p", "J.-P", "U.S", "The", "said", "I", "12", "a", "é", "B", "iPhone", "IV",
                ".", ".", ".", "?", "!", "…", "...", " ", " ", " ", "\u{a0}", "\u{202f}", "\n", "\n\n", "\"", "«", "»",
                "“", "”", "'", "’", "(", ")", "[12]", "[", "]", "—", "-", "•", ",", ":", ";", "。", "😀", "\u{301}",
            ]),
            0..40,
        )
    ) {
        let text = pieces.concat();
        for lang in [Lang::FR, Lang::EN, Lang::UND] {
            laws(&text, &split_sentences(&text, lang))?;
        }
    }
}

#[test]
fn hostile_input_takes_linear_time() {
    // Quadratic work on any of these would take minutes.
    let n = 1_000_000;
    for text in [
        ".".repeat(n),
        ". ".repeat(n / 2),
        "? \"".repeat(n / 3),
        "\"".repeat(n),
        "( [ « ".repeat(n / 6),
        "a".repeat(n),
        "M. ".repeat(n / 3),
        "…\u{a0}»".repeat(n / 7),
        "\n".repeat(n),
        " ".repeat(n) + "." + &" ".repeat(n),
        ".\n".repeat(n / 2),
        "[1] ".repeat(n / 4),
        "!\"".repeat(n / 2),
        ".)".repeat(n / 2),
        "É\u{301}".repeat(n / 4),
    ] {
        let start = text.chars().take(4).collect::<String>();
        for lang in [Lang::FR, Lang::EN] {
            let spans = split_sentences(&text, lang);
            assert!(laws(&text, &spans).is_ok(), "{start:?}");
        }
    }
}
