//! Facts against the cases in `cases/*.tsv`, which a linguist can extend: each
//! line is a text and what must be found in it. Lines with `#` are headings.

use calque_text::facts::{self, DateFact, FactChange, Facts, NumberFact, TimeFact};
use calque_text::{Lang, Span, tokenize};
use proptest::prelude::*;
use std::path::Path;

/// The lines of a case file, cut at tabs; the last field may be empty.
fn cases(name: &str, fields: usize) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(name);
    let text = std::fs::read_to_string(&path).expect("case files lie beside the crate");
    let rows: Vec<Vec<String>> = text
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
        .map(|l| {
            let mut row: Vec<String> = l.split('\t').map(str::to_owned).collect();
            row.resize(fields, String::new());
            row
        })
        .collect();
    assert!(rows.len() > 5, "{name} has hardly any cases");
    rows
}

fn read(text: &str, lang: &str) -> Facts {
    let lang: Lang = lang.parse().expect("a language code");
    facts::extract(text, lang, &tokenize(text, lang))
}

/// Compares every case and tells all that fail at once.
fn check(name: &str, fields: usize, found: impl Fn(&[String]) -> String) {
    let mut wrong = Vec::new();
    for row in cases(name, fields) {
        let (given, wanted) = row.split_at(fields - 1);
        let got = found(given);
        if got != wanted[0] {
            wrong.push(format!("{}\n   wanted {}\n   found  {got}", given.join(" | "), wanted[0]));
        }
    }
    assert!(wrong.is_empty(), "{name}: {} cases fail\n{}", wrong.len(), wrong.join("\n"));
}

fn value(v: f64) -> String {
    format!("{}", (v * 1e6).round() / 1e6)
}

fn number(n: &NumberFact) -> String {
    let kind = serde_json::to_value(n.kind).expect("kinds are plain");
    let mut parts = vec![value(n.value), kind.as_str().unwrap_or("").to_owned()];
    parts.extend(n.alternatives.iter().map(|v| format!("or {}", value(*v))));
    parts.extend(n.unit.map(|u| u.symbol.to_owned()));
    let flags = [(n.approximate, "about"), (n.weak, "weak")];
    parts.extend(flags.iter().filter(|f| f.0).map(|f| f.1.to_owned()));
    parts.join(" ")
}

fn date(d: &DateFact) -> String {
    const DAYS: [&str; 8] = ["", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let two = |v: Option<u8>| v.map_or("--".to_owned(), |v| format!("{v:02}"));
    let year = d.year.map_or("----".to_owned(), |y| y.to_string());
    let weekday = d.weekday.map_or(String::new(), |w| format!(" {}", DAYS[w as usize % 8]));
    let swap = if d.swappable { " swappable" } else { "" };
    format!("{year}-{}-{}{weekday}{swap}", two(d.month), two(d.day))
}

fn time(t: &TimeFact) -> String {
    format!("{}:{:02}{}", t.hour, t.minute, if t.half_day_open { " open" } else { "" })
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}

#[test]
fn numbers() {
    check("numbers.tsv", 3, |row| join(read(&row[1], &row[0]).numbers.iter().map(number)));
}

#[test]
fn dates_and_times() {
    check("dates.tsv", 3, |row| {
        let found = read(&row[1], &row[0]);
        join(found.dates.iter().map(date).chain(found.times.iter().map(time)))
    });
}

#[test]
fn quotations() {
    check("quotes.tsv", 3, |row| {
        let text = &row[1];
        join(read(text, &row[0]).quotes.iter().map(|q| {
            let open = if q.closed { "" } else { " (unclosed)" };
            format!("{}{}{open}", "> ".repeat(q.depth.into()), q.inner.of(text))
        }))
    });
}

#[test]
fn names() {
    check("names.tsv", 3, |row| {
        let text = &row[1];
        join(read(text, &row[0]).names.iter().map(|n| n.span.of(text).to_owned()))
    });
}

/// English, another language, what differs.
#[test]
fn pairs() {
    for (file, lang) in [("pairs.tsv", "fr"), ("pairs_es.tsv", "es"), ("pairs_de.tsv", "de")] {
        check_pairs(file, lang);
    }
}

fn check_pairs(file: &str, lang: &str) {
    check(file, 3, |row| {
        let (s, t) = (read(&row[0], "en"), read(&row[1], lang));
        let mark = |change: FactChange, a: Option<String>, b: Option<String>, weak: bool| {
            let name = serde_json::to_value(change).expect("changes are plain");
            let (a, b) = (a.unwrap_or_default(), b.unwrap_or_default());
            format!("{}{} [{a}] [{b}]", if weak { "weakly " } else { "" }, name.as_str().unwrap_or(""))
        };
        let (en, other) = (&row[0], &row[1]);
        let of = |text: &str, span: Span| Some(span.of(text).to_owned());
        let numbers = facts::compare_numbers(&s, &t).into_iter().map(|d| {
            let a = d.source.and_then(|i| of(en, s.numbers[i].span));
            mark(d.change, a, d.target.and_then(|j| of(other, t.numbers[j].span)), d.weak)
        });
        let dates = facts::compare_dates(&s, &t).into_iter().map(|d| {
            let a = d.source.and_then(|i| of(en, s.dates[i].span));
            mark(d.change, a, d.target.and_then(|j| of(other, t.dates[j].span)), d.weak)
        });
        let times = facts::compare_times(&s, &t).into_iter().map(|d| {
            let a = d.source.and_then(|i| of(en, s.times[i].span));
            mark(d.change, a, d.target.and_then(|j| of(other, t.times[j].span)), d.weak)
        });
        let moments = facts::compare_moments(&s, &t).into_iter().map(|d| {
            let a = d.source.and_then(|i| of(en, s.moments[i].span));
            mark(d.change, a, d.target.and_then(|j| of(other, t.moments[j].span)), d.weak)
        });
        join(numbers.chain(dates).chain(times).chain(moments))
    });
}

/// Spans of a sentence inside a longer text point into the longer text.
#[test]
fn a_stretch_of_a_longer_text() {
    let text = "Before. On Monday 47 “men” of Paris left at 3 p.m. After.";
    let tokens = tokenize(text, Lang::EN);
    let end = text.find(" After").expect("it is there");
    let inner: Vec<_> = tokens.iter().copied().filter(|t| t.span.start >= 8 && t.span.end <= end).collect();
    let found = facts::extract(text, Lang::EN, &inner);
    assert_eq!(found.numbers.iter().map(|n| n.span.of(text)).collect::<Vec<_>>(), ["47"]);
    assert_eq!(found.dates[0].span.of(text), "Monday");
    assert_eq!(found.times[0].span.of(text), "3 p.m.");
    assert_eq!(found.quotes[0].inner.of(text), "men");
    assert_eq!(found.names[0].span.of(text), "Paris");
    assert_eq!(inner[found.numbers[0].tokens.range()][0].span.of(text), "47");
}

/// Long texts of the worst kind take time in proportion: squared time would be hours.
#[test]
fn long_hostile_text_stays_linear() {
    let start = std::time::Instant::now();
    let repeated =
        ["1 ", "« ", "' ", "deux cent ", "A ", "5-", "1/2/", "3, ", "of the X ", "mai 5 ", "10 h ", "“a ‘b ", "s' "];
    let list = |of: fn(u32) -> u32| (0..30_000).map(|n| of(n).to_string()).collect::<Vec<_>>().join("; ");
    let (rising, falling) = (list(|n| n), list(|n| n * 7 + 90_000));
    let mut pairs: Vec<(String, String)> = repeated.iter().map(|u| (u.repeat(30_000), u.repeat(29_000))).collect();
    pairs.push((rising, falling));
    for (one, other) in pairs {
        let (a, b) = (read(&one, "fr"), read(&other, "en"));
        facts::compare_numbers(&a, &b);
        facts::compare_dates(&a, &b);
        facts::compare_times(&a, &b);
    }
    assert!(start.elapsed().as_secs() < 120, "{:?}", start.elapsed());
}

fn spans_are_sound(text: &str, found: &Facts) -> bool {
    let inside = |s: Span| s.start <= s.end && text.get(s.range()).is_some();
    found.numbers.iter().all(|n| inside(n.span) && !n.span.is_empty() && n.value.is_finite())
        && found.dates.iter().all(|d| inside(d.span))
        && found.times.iter().all(|t| inside(t.span) && t.hour < 24 && t.minute < 60)
        && found.quotes.iter().all(|q| inside(q.span) && inside(q.inner))
        && found.names.iter().all(|n| inside(n.span) && !n.span.is_empty())
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,80}") {
        for lang in ["fr", "en", "de"] {
            prop_assert!(spans_are_sound(&text, &read(&text, lang)));
        }
    }

    /// Words that combine, in any order.
    #[test]
    fn any_mixture_of_number_words_is_read(
        words in prop::collection::vec(prop::sample::select(vec![
            "deux", "cent", "mille", "million", "millions", "quatre", "vingt", "dix", "et", "un", "demi", "-", "de",
            "two", "hundred", "thousand", "and", "a", "half", "third", "thirds", "dozen", "tens", "of", "billion",
            "5", "000", "1,234", "3/4", "'s", "%", "$", "h", "30", "mai", "May", "Monday", "2022", "/", ",", "e", "XVIIe",
            "siècle", "«", "»", "“", "”", "'", "\"", "Mr", ".", "Paris", "F", "19", "½", "feet", "years",
        ]), 0..24),
        glue in prop::sample::select(vec![" ", "", "-", "\u{202f}"]),
    ) {
        let text = words.join(glue);
        for lang in ["fr", "en"] {
            let found = read(&text, lang);
            prop_assert!(spans_are_sound(&text, &found), "{text}");
            // A text never differs from itself.
            prop_assert!(facts::compare_numbers(&found, &found).is_empty(), "{text}");
            prop_assert!(facts::compare_dates(&found, &found).is_empty(), "{text}");
            prop_assert!(facts::compare_times(&found, &found).is_empty(), "{text}");
        }
    }
}
