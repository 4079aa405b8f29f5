//! What each format makes of the sample report, as snapshots to read, and of
//! hostile text, as laws.

mod sample;

use calque_bitext::{Category, JudgeAnswer, JudgeVerdict, Severity};
use calque_report::{RenderOptions, Report, ReportFormat, render};
use sample::Builder;

fn show(format: ReportFormat, width: usize, color: bool, all: bool) -> String {
    let worst_first = matches!(format, ReportFormat::Terminal | ReportFormat::Markdown) && !all;
    render(&sample::report(), format, &RenderOptions { width, color, all, worst_first, ..RenderOptions::default() })
}

#[test]
fn terminal_wide() {
    insta::assert_snapshot!(show(ReportFormat::Terminal, 110, false, false));
}

#[test]
fn terminal_narrow() {
    insta::assert_snapshot!(show(ReportFormat::Terminal, 56, false, false));
}

#[test]
fn terminal_all() {
    insta::assert_snapshot!(show(ReportFormat::Terminal, 96, false, true));
}

#[test]
fn terminal_color() {
    insta::assert_snapshot!(show(ReportFormat::Terminal, 110, true, false).replace('\u{1b}', "␛"));
}

#[test]
fn json() {
    insta::assert_snapshot!(show(ReportFormat::Json, 0, false, false));
}

#[test]
fn jsonl() {
    insta::assert_snapshot!(show(ReportFormat::Jsonl, 0, false, false));
}

/// What a judge said of the first finding stands in the row of the table.
#[test]
fn csv_tells_the_answer_of_a_judge() {
    let mut report = sample::report();
    report.findings[0].finding.opinions.judge = Some(JudgeAnswer {
        by: "a model".to_owned(),
        verdict: JudgeVerdict::NoError,
        reason: "1,200, \"about\"".to_owned(),
    });
    let table = render(&report, ReportFormat::Csv, &RenderOptions::default());
    let mut rows = table.lines();
    assert!(rows.next().is_some_and(|head| head.ends_with(",judge,judge_reason")), "{table}");
    assert!(rows.next().is_some_and(|row| row.ends_with(",no-error,\"1,200, \"\"about\"\"\"")), "{table}");
    assert!(rows.next().is_some_and(|row| row.ends_with(",calque,,")), "{table}");
}

/// Rules that did not run are named to people and to machines, and not mentioned where all ran.
#[test]
fn rules_that_were_left_out_are_named() {
    let formats = [ReportFormat::Terminal, ReportFormat::Json, ReportFormat::Markdown, ReportFormat::Html];
    let mut report = sample::report();
    for format in formats {
        let plain = render(&report, format, &RenderOptions { width: 200, ..RenderOptions::default() });
        assert!(!plain.contains("left out, not known to read") && !plain.contains("rules_left_out"), "{format}");
    }
    report.rules_left_out = vec!["tense", "hedging"];
    for format in formats {
        let told = render(&report, format, &RenderOptions { width: 200, ..RenderOptions::default() });
        let said = "2 rules left out, not known to read English and French: tense, hedging";
        let listed = told.contains("\"rules_left_out\": [\n      \"tense\",\n      \"hedging\"");
        assert!(told.contains(said) || listed, "{format}: {told}");
    }
}

/// The names of all fields of `value`, at any depth.
fn fields(value: &serde_json::Value, out: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(map) => {
            for (name, inner) in map {
                out.push(name.clone());
                fields(inner, out);
            }
        }
        serde_json::Value::Array(list) => list.iter().for_each(|inner| fields(inner, out)),
        _ => {}
    }
}

#[test]
fn json_is_as_described() {
    let description = include_str!("../../../docs/report-json.md");
    let mut names = Vec::new();
    fields(&serde_json::from_str(&show(ReportFormat::Json, 0, false, false)).expect("JSON"), &mut names);
    for line in show(ReportFormat::Jsonl, 0, false, false).lines() {
        fields(&serde_json::from_str(line).expect("JSON"), &mut names);
    }
    assert!(names.len() > 100);
    for name in names {
        assert!(description.contains(&format!("`{name}`")), "docs/report-json.md does not describe `{name}`");
    }
}

#[test]
fn json_offsets_count_code_points() {
    let document: serde_json::Value = serde_json::from_str(&show(ReportFormat::Json, 0, false, false)).expect("JSON");
    let mut seen = 0;
    for record in ["beads", "findings"] {
        for (item, side) in
            document[record].as_array().expect("a list").iter().flat_map(|i| [(i, "source"), (i, "target")])
        {
            let Some(start) = item[side]["start"].as_u64() else { continue };
            let end = item[side]["end"].as_u64().expect("an end");
            let text = document[side]["text"].as_str().expect("a text");
            let words: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
            assert_eq!(item[side]["text"], words);
            seen += 1;
        }
    }
    assert_eq!(seen, 2 * 11 - 4 + 2 * 6 - 1);
}

#[test]
fn markdown() {
    insta::assert_snapshot!(show(ReportFormat::Markdown, 0, false, false));
}

/// The rules of a log are those that the report names: only their number is looked at.
#[test]
fn sarif() {
    let text = show(ReportFormat::Sarif, 0, false, false);
    let log: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["rules"].as_array().expect("rules").len(), 2);
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), sample::report().findings.len() + sample::report().suppressed.len());
    // If one result tells of suppressions, all must.
    assert!(results.iter().all(|r| r["suppressions"].is_array()));
    let mut some = results[2..].to_vec();
    for result in &mut some {
        // Where a rule stands in the list is no matter of this snapshot.
        result.as_object_mut().expect("an object").remove("ruleIndex");
    }
    insta::assert_snapshot!(serde_json::to_string_pretty(&some).expect("JSON"));
}

#[test]
fn sarif_of_nothing_has_results_all_the_same() {
    let log = render(&empty(), ReportFormat::Sarif, &RenderOptions::default());
    let log: serde_json::Value = serde_json::from_str(&log).expect("JSON");
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn junit() {
    insta::assert_snapshot!(show(ReportFormat::Junit, 0, false, false));
}

#[test]
fn xliff() {
    insta::assert_snapshot!(show(ReportFormat::Xliff, 0, false, false));
}

#[test]
fn csv() {
    insta::assert_snapshot!(show(ReportFormat::Csv, 0, false, false));
}

/// The worst pair comes first, and no pair is lost.
#[test]
fn the_worst_comes_first() {
    let options = RenderOptions { worst_first: true, all: true, ..RenderOptions::default() };
    let text = render(&sample::report(), ReportFormat::Markdown, &options);
    let pairs: Vec<&str> = text.lines().filter_map(|l| l.strip_prefix("### Pair ")).collect();
    assert_eq!(pairs.len(), sample::report().alignment.beads.len());
    assert!(pairs[0].starts_with("7 · findings"), "{pairs:?}");
    assert!(pairs[1].starts_with("5 · findings"), "{pairs:?}");
}

#[test]
fn html_body() {
    let page = show(ReportFormat::Html, 0, false, false);
    let body = page.split("</style>").nth(1).and_then(|p| p.split("<script>").next()).expect("a body");
    insta::assert_snapshot!(body);
}

/// What people wrote stands beside its pair, as text.
#[test]
fn html_shows_comments() {
    let mut report = sample::report();
    report.comments.push(calque_report::BeadComment {
        bead: 1,
        text: "Ask <script>alert(1)</script> the desk".to_owned(),
        who: "Ana & Bo".to_owned(),
        when: "2026-11-29T08:15:00Z".to_owned(),
    });
    let page = render(&report, ReportFormat::Html, &RenderOptions::default());
    let row = page.split("id=\"b2\"").nth(1).and_then(|p| p.split("</section>").next()).expect("a row");
    assert!(row.contains("Ask &lt;script&gt;alert(1)&lt;/script&gt; the desk"), "{row}");
    assert!(row.contains("Ana &amp; Bo, 2026-11-29"), "{row}");
}

/// Lines of plain text never pass the width, whatever it is.
#[test]
fn terminal_keeps_to_its_width() {
    for width in 24..180 {
        for line in show(ReportFormat::Terminal, width, false, true).lines() {
            let columns = unicode_width::UnicodeWidthStr::width(line);
            assert!(columns <= width, "{columns} > {width}: {line}");
        }
    }
}

/// Penalty points are a rate only where there is enough text for one.
#[test]
fn penalty_points_of_a_short_text_are_no_rate() {
    let report = |words: usize| {
        let source = format!("Some 1,200 {}", "people ".repeat(words - 2));
        let what = ("numbers", Category::Number, Severity::Critical, 0.97);
        Builder::new("a.txt", "b.txt")
            .bead(&[source.trim()], &["Quelque 12 000 personnes."], 0.1)
            .finding(what, "1,200", "12 000", "The figures differ.")
            .build()
    };
    let short = render(&report(12), ReportFormat::Terminal, &RenderOptions::default());
    assert!(short.contains("25 penalty points in 12 words"), "{short}");
    assert_eq!(report(99).penalty_per_100_words(), None);
    assert_eq!(report(200).penalty_per_100_words(), Some(12.5));
    let long = render(&report(200), ReportFormat::Terminal, &RenderOptions::default());
    assert!(long.contains("12.5 penalty points per 100 words"), "{long}");
}

/// Both tiers are told everywhere, and SARIF calls an error only what is sure.
#[test]
fn tiers_are_told_in_every_format() {
    for format in ReportFormat::ALL {
        let text = show(format, 100, false, false);
        let told = text.contains("to correct") && text.contains("to check");
        assert!(told || (text.contains("to-correct") && text.contains("to-check")), "{format}");
    }
    let what = |confidence| ("numbers", Category::Number, Severity::Critical, confidence);
    let report = Builder::new("a.txt", "b.txt")
        .bead(&["From 3 to 4."], &["De 5 à 6."], 0.1)
        .finding(what(0.5), "4", "6", "It differs.")
        .finding(what(0.9), "3", "5", "It differs.")
        .build();
    let log = render(&report, ReportFormat::Sarif, &RenderOptions::default());
    let log: serde_json::Value = serde_json::from_str(&log).expect("JSON");
    let results = log["runs"][0]["results"].as_array().expect("results");
    let levels: Vec<_> = results.iter().map(|r| (&r["level"], &r["properties"]["tier"])).collect();
    assert_eq!(levels, [(&"error".into(), &"to-correct".into()), (&"warning".into(), &"to-check".into())]);
}

/// An editor can go to the place of a finding: where the words stand, and in the original what the translation lacks.
#[test]
fn terminal_and_markdown_say_where() {
    for format in [ReportFormat::Terminal, ReportFormat::Markdown] {
        let text = show(format, 140, false, false);
        assert!(text.contains("bridge.fr.txt:13:9"), "{text}");
    }
    let what = ("omission", Category::Omission, Severity::Major, 0.9);
    let report = Builder::new("a.txt", "b.txt")
        .bead(&["One."], &["Un."], 0.9)
        .bead(&["Two."], &[], 0.0)
        .finding(what, "Two.", "", "Nothing renders it.")
        .build();
    let text = render(&report, ReportFormat::Terminal, &RenderOptions::default());
    assert!(text.contains("a.txt:3:1 [omis-1]"), "{text}");
}

/// What a terminal leaves on the screen is what matters most.
#[test]
fn terminal_ends_with_the_summary() {
    let text = show(ReportFormat::Terminal, 100, false, false);
    let (_, end) = text.rsplit_once("── summary ").expect("a summary");
    assert!(end.contains("3 to correct: ✖ 1 critical (number\u{a0}¹)") && end.lines().count() < 12, "{end}");
}

fn empty() -> Report {
    Builder::new("a.txt", "b.txt").build()
}

fn clean() -> Report {
    Builder::new("a.txt", "b.txt").bead(&["Nobody was hurt."], &["Personne n’a été blessé."], 0.99).build()
}

#[test]
fn nothing_found_is_said() {
    let options = RenderOptions::default();
    for report in [empty(), clean()] {
        // No report says that all is well: each says what was not looked at.
        for format in [ReportFormat::Terminal, ReportFormat::Html, ReportFormat::Markdown] {
            let text = render(&report, format, &options);
            assert!(text.contains("Nothing flagged") && text.contains("Not looked at: style"), "{text}");
            assert!(!text.contains('✔'), "{text}");
        }
        assert!(render(&report, ReportFormat::Json, &options).contains("\"findings\": []"));
    }
    assert_eq!(render(&empty(), ReportFormat::Jsonl, &options), "");
    assert_eq!(render(&clean(), ReportFormat::Jsonl, &options).lines().count(), 1);
}

/// A text, a name, a message, a rule that want to be markup.
fn hostile() -> Report {
    let evil =
        "</mark><script>alert('x')</script> \"quoted\" & <img src=x onerror=alert(1)> | *a* \u{202e}txt\u{1b}[31m";
    Builder::new(evil, "\"><svg onload=alert(1)>")
        .warn(evil)
        .bead(&[evil, "שלום עולם, <u>under</u>"], &["مرحبا بالعالم | `code` </script><!--"], 0.5)
        .finding(("<i>rule\"", Category::Form, Severity::Minor, 0.5), "alert('x')", "`code`", evil)
        .suggest("<script src=//x.example/y.js></script>")
        .finding(("r", Category::Form, Severity::Critical, 0.5), "script>alert", "</script>", "' onclick='x")
        .build()
}

#[test]
fn html_escapes_everything() {
    let page = render(&hostile(), ReportFormat::Html, &RenderOptions::default());
    let body = page.split("</style>").nth(1).and_then(|p| p.split("<script>").next()).expect("a body");
    for bad in ["<script", "<img", "<svg", "<u>", "<i>rule", "<!--", "\u{1b}", "onerror=alert(1)>"] {
        assert!(!body.contains(bad), "{bad} stands in\n{body}");
    }
    assert_eq!(page.matches("<script>").count(), 1);
    assert_eq!(page.matches("</script>").count(), 1);
    // Every tag of the body is one that the page itself makes.
    for tag in body.split('<').skip(1) {
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
        let known = "head body a header h1 h2 bdi span p strong div button b output details summary ol li i section main \
                     br mark small em code dialog dl dt dd kbd footer";
        assert!(known.split_whitespace().any(|k| k == name), "<{name}");
    }
}

#[test]
fn html_policy_names_the_style_and_the_script() {
    let page = render(&clean(), ReportFormat::Html, &RenderOptions::default());
    let policy = page.split("Content-Security-Policy").nth(1).and_then(|p| p.split("\">").next()).expect("a policy");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(policy.matches("'sha256-").count(), 2);
    for outside in ["http://", "https://", "url(", "@import", " src=", " style=", " onclick"] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn terminal_lets_no_control_character_through() {
    for color in [false, true] {
        let text = render(&hostile(), ReportFormat::Terminal, &RenderOptions { color, ..RenderOptions::default() });
        let rest: String = if color { text.replace("\u{1b}[", "") } else { text };
        assert!(!rest.contains(|c: char| c != '\n' && c.is_control() || c == '\u{202e}'));
    }
}

/// XML that a parser takes, with every end where it belongs and no more elements than our own.
#[test]
fn xml_formats_let_no_markup_through() {
    for format in [ReportFormat::Junit, ReportFormat::Xliff] {
        let text = render(&hostile(), format, &RenderOptions::default());
        let mut open = Vec::new();
        let mut reader = quick_xml::Reader::from_str(&text);
        reader.config_mut().check_end_names = true;
        loop {
            match reader.read_event().expect("well-formed") {
                quick_xml::events::Event::Start(e) => open.push(e.name().as_ref().to_owned()),
                quick_xml::events::Event::End(_) => drop(open.pop()),
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
            let known = "testsuites testsuite testcase failure system-out xliff file unit its:locQualityIssues segment source \
                         target mrk notes note";
            assert!(open.last().is_none_or(|e| known.split_whitespace().any(|k| k == e)), "{open:?}");
        }
        assert!(!text.contains('\u{1b}') && !text.contains("<script"), "{format}");
    }
}

#[test]
fn csv_has_one_row_a_finding_whatever_the_text() {
    let text = render(&hostile(), ReportFormat::Csv, &RenderOptions::default());
    assert_eq!(text.matches("\r\n").count(), 3, "{text}");
}

#[test]
fn markdown_is_one_table_row_a_finding() {
    let text = render(&hostile(), ReportFormat::Markdown, &RenderOptions::default());
    let rows: Vec<&str> = text.lines().filter(|l| l.starts_with("| ") && !l.starts_with("| #")).collect();
    assert_eq!(rows.len(), 2, "{text}");
    for row in rows {
        assert_eq!(row.replace("\\|", "").matches('|').count(), 10, "{row}");
    }
    assert!(!text.contains("<script") && !text.contains("<img"));
}

#[test]
fn a_doubtful_pair_is_told_in_every_format() {
    let mut report = sample::report();
    let at = report.findings.iter().find_map(|f| f.bead).expect("a finding of a pair");
    report.alignment.beads[at].score = 0.41;
    for format in ReportFormat::ALL {
        let text = render(&report, format, &RenderOptions { all: true, ..RenderOptions::default() });
        assert!(text.contains("doubtful"), "{format}");
    }
}
