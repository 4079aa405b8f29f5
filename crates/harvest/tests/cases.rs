//! Every filter's cases: `NAME.cases.tsv` beside the filter.
//!
//! A line is: source language, target language, source, target, and `keep` or
//! `drop`. Only the filter itself is run, with the threshold of the preset
//! `normal`, or of `strict` where `normal` leaves it out.

#![allow(missing_docs)]

use calque_harvest::Pair;
use calque_harvest::filter::{ALL, DUPLICATE, FilterContext, Preset, Screen, WordList};
use calque_model::Model;
use calque_text::Lang;

fn only(id: &str) -> Screen {
    let profanity = Some(WordList::parse("# a list\nbad egg\n"));
    let context = FilterContext { profanity, ..FilterContext::default() };
    let mut screen = Screen::new(Preset::Normal, context, Some(Model::embedded()));
    for other in ALL.iter().map(|f| f.id()).chain([DUPLICATE]).filter(|o| *o != id) {
        screen.set(&format!("{other}=off")).expect("a filter");
    }
    if Preset::Normal.threshold(id).is_none() {
        let threshold = Preset::Strict.threshold(id).expect("strict runs all filters");
        screen.set(&format!("{id}={threshold}")).expect("a filter");
    }
    screen
}

#[test]
fn every_case_of_every_filter() {
    let mut wrong = Vec::new();
    for filter in ALL {
        let screen = only(filter.id());
        let lines = filter.cases().lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#'));
        for (n, line) in lines {
            let cells: Vec<&str> = line.split('\t').collect();
            let case = format!("{}.cases.tsv:{}", filter.id(), n + 1);
            assert!(cells.len() == 5 && ["keep", "drop"].contains(&cells[4]), "{case}: {line}");
            let lang = |k: usize| cells[k].parse::<Lang>().expect("a language code");
            let pair = Pair { source: cells[2], target: cells[3], langs: (lang(0), lang(1)) };
            let verdict = screen.check(pair);
            assert_eq!(screen.first_rejection(pair).keeps(), verdict.keeps(), "{case}: with and without scores");
            if verdict.keeps() != (cells[4] == "keep") {
                let scores: Vec<_> = verdict.named_scores().collect();
                wrong.push(format!("{case}: not {}: {scores:?}\n  {}\n  {}", cells[4], cells[2], cells[3]));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_filter_has_its_page() {
    for filter in ALL {
        let page = filter.page();
        assert!(page.starts_with(&format!("# {}\n", filter.id())), "{} begins otherwise", filter.id());
        assert!(page.contains("**When to relax it.**"), "{}.md does not say when to relax it", filter.id());
    }
}
