//! A judge that answers well, slowly, wrongly, in prose, with 429, and not at all: the check always ends, and with
//! Calque's own findings where there was no answer.

use crate::common::{Folder, Run, calque, finished, run};
use crate::models::{Asked, ModelServer, Reply, chat, ok};
use serde_json::Value;
use std::time::Duration;

const DAM: [&str; 2] = ["corpus/news/dam.en.txt", "corpus/news/dam.fr.txt"];

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// Checks the article with a judge, its answers kept in a folder of the test.
fn check(server: &str, cache: &Folder, more: &[&str]) -> Run {
    let args = ["check", DAM[0], DAM[1], "--judge", "--judge-url", server, "--judge-model", "m:1"];
    let format: &[&str] = if more.contains(&"--format") { &[] } else { &["--format", "json"] };
    with(cache, &[&args[..], format, more].concat())
}

fn with(cache: &Folder, args: &[&str]) -> Run {
    finished(
        calque(args)
            .env("XDG_CACHE_HOME", cache.path("cache"))
            .env_remove("CALQUE_JUDGE_KEY")
            .output()
            .expect("it runs"),
    )
}

fn findings(report: &Value) -> Vec<Value> {
    report["findings"].as_array().expect("findings").clone()
}

/// The findings of a check without a judge, and how many of them stand in a pair and are to check.
fn plain() -> (Vec<Value>, usize) {
    let report = json(&run(&["check", DAM[0], DAM[1], "--format", "json"]).out);
    let all = findings(&report);
    let paired = |f: &Value| {
        let bead = &report["beads"][f["bead"].as_u64().map_or(usize::MAX, |b| b as usize)];
        !bead["source"].is_null() && !bead["target"].is_null()
    };
    let unsure = all.iter().filter(|f| f["tier"] == "to-check" && paired(f)).count();
    (all, unsure)
}

/// What a question is about: the data that the judge was given.
fn data(asked: &Asked) -> Value {
    json(asked.body["messages"][1]["content"].as_str().expect("text"))
}

/// The findings are those of Calque alone, and a warning says how many questions had no use.
fn stands_alone(got: &Run, said: &str) {
    assert_eq!(got.status, Some(0), "{got:?}");
    let report = json(&got.out);
    let ids = |all: &[Value]| all.iter().map(|f| f["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(&findings(&report)), ids(&plain().0));
    assert!(got.err.contains(said), "not `{said}` in {}", got.err);
    assert!(
        report["meta"]["warnings"]
            .as_array()
            .expect("warnings")
            .iter()
            .any(|w| w.as_str().is_some_and(|w| w.contains(said)))
    );
}

#[test]
fn a_good_judge_confirms_denies_and_adds() {
    let cache = Folder::new("judge-good");
    let server = ModelServer::start(|_, asked| {
        let data = data(asked);
        match data["remark"]["kind"].as_str() {
            Some("hedge") => ok(r#"{"verdict":"no-error","reason":"a free rendering"}"#),
            Some(_) => ok(r#"{"verdict":"error","reason":"it is lost"}"#),
            None => ok(
                r#"{"verdict":"error","severity":"major","category":"mistranslation","source_words":"","target_words":"","reason":"another story"}"#,
            ),
        }
    });
    let (own, unsure) = plain();
    assert!(unsure > 0, "the article has something to check");
    let got = check(&server.url, &cache, &[]);
    assert_eq!(got.status, Some(0), "{got:?}");
    let report = json(&got.out);
    let judge = &report["meta"]["others"][0];
    assert_eq!(
        (&judge["role"], &judge["name"], &judge["place"]),
        (&"judge".into(), &"m:1".into(), &server.url.as_str().into())
    );
    let about_findings = server.asked().iter().filter(|a| data(a).get("remark").is_some()).count();
    assert_eq!(about_findings, unsure, "each finding to check, and no other");
    assert!(server.asked().iter().all(|a| a.path == "/v1/chat/completions" && a.key.is_none()));
    let denied = report["suppressed"].as_array().expect("set apart").len();
    let hedges =
        own.iter().filter(|f| f["tier"] == "to-check" && f["category"] == "hedge" && !f["bead"].is_null()).count();
    assert_eq!(denied, hedges);
    for set_apart in report["suppressed"].as_array().expect("set apart") {
        let by = &set_apart["suppression"];
        assert_eq!((&by["kind"], &by["reason"]), (&"judge".into(), &"a free rendering".into()));
        assert_eq!(by["place"], format!("the judge m:1 at {}", server.url));
    }
    let confirmed: Vec<Value> =
        findings(&report).into_iter().filter(|f| f["judge"]["verdict"] == "error" && f["found_by"].is_null()).collect();
    assert_eq!(confirmed.len(), unsure - denied);
    assert!(confirmed.iter().all(|f| f["tier"] == "to-check" && f["judge"]["by"] == "m:1"));
    // Asked again, it is not asked again.
    let before = server.asked().len();
    let again = json(&check(&server.url, &cache, &[]).out);
    assert_eq!(server.asked().len(), before);
    assert_eq!(again["meta"]["others"][0]["cached"], again["meta"]["others"][0]["asked"]);
    assert_eq!(findings(&again), findings(&report));
    // Formats for readers say who said it.
    for (format, said) in [
        ("terminal", "The judge m:1 agrees: it is lost"),
        ("html", "The judge m:1 agrees: it is lost"),
        ("markdown", "The judge m:1 agrees: it is lost"),
        ("sarif", "\"verdict\":\"error\""),
    ] {
        let got = check(&server.url, &cache, &["--format", format]).out;
        assert!(got.contains(said), "{format}: {got}");
        assert!(got.contains("m:1"), "{format}");
    }
}

#[test]
fn the_budget_is_kept_and_what_was_left_out_is_counted() {
    let cache = Folder::new("judge-budget");
    let server = ModelServer::start(|_, _| ok(r#"{"verdict":"unsure","reason":""}"#));
    let got = check(&server.url, &cache, &["--judge-budget", "1"]);
    assert_eq!(server.asked().len(), 1);
    assert!(got.err.contains("more for the judge were left out: the budget is 1"), "{}", got.err);
    let none = check(&server.url, &cache, &["--judge-budget", "0"]);
    assert_eq!((server.asked().len(), none.status), (1, Some(0)));
}

#[test]
fn prose_around_the_answer_is_no_obstacle_and_prose_alone_is_counted() {
    let cache = Folder::new("judge-prose");
    let server = ModelServer::start(|_, _| {
        ok("Sure! Here is my view:\n```json\n{\"verdict\": \"error\", \"reason\": \"lost\"}\n```\nHope it helps.")
    });
    let report = json(&check(&server.url, &cache, &[]).out);
    assert!(report["meta"]["others"][0]["confirmed"].as_u64() > Some(0));
    let cache = Folder::new("judge-prose-alone");
    let server = ModelServer::start(|_, _| ok("I think that the translation is fine."));
    stands_alone(
        &check(&server.url, &cache, &[]),
        "that cannot be understood; what Calque found there stands as it is",
    );
}

#[test]
fn wrong_answers_are_counted() {
    for (name, body) in [
        ("html", "<html>busy</html>".to_owned()),
        ("shape", "{\"choices\": []}".to_owned()),
        ("verdict", chat("{\"verdict\": \"maybe\"}")),
    ] {
        let cache = Folder::new(&format!("judge-wrong-{name}"));
        let server = ModelServer::start(move |_, _| Reply::Send("200 OK", Vec::new(), body.clone()));
        stands_alone(&check(&server.url, &cache, &["--judge-budget", "2"]), "what Calque found there stands as it is");
    }
    let cache = Folder::new("judge-wrong-model");
    let server = ModelServer::start(|_, _| {
        Reply::Send("404 Not Found", Vec::new(), r#"{"error":{"message":"model 'm:1' not found"}}"#.to_owned())
    });
    stands_alone(
        &check(&server.url, &cache, &["--judge-budget", "2"]),
        "(the server answers 404 Not Found: model 'm:1' not found)",
    );
}

#[test]
fn a_busy_judge_is_asked_again_when_it_says() {
    let cache = Folder::new("judge-busy");
    let server = ModelServer::start(|n, _| match n {
        0 => Reply::Send("429 Too Many Requests", vec!["Retry-After: 1".to_owned()], "{}".to_owned()),
        _ => ok(r#"{"verdict":"error","reason":"lost"}"#),
    });
    let report = json(&check(&server.url, &cache, &["--judge-budget", "1"]).out);
    assert_eq!((server.asked().len(), &report["meta"]["others"][0]["confirmed"]), (2, &1.into()));
    // One that asks for an hour is given up at once.
    let cache = Folder::new("judge-too-busy");
    let server = ModelServer::start(|_, _| {
        Reply::Send("429 Too Many Requests", vec!["Retry-After: 3600".to_owned()], "{}".to_owned())
    });
    let got = check(&server.url, &cache, &["--judge-budget", "1"]);
    assert_eq!(server.asked().len(), 1);
    stands_alone(&got, "did not answer 1 of 1 question (the server answers 429 and asks to wait 3600 s)");
}

#[test]
fn a_slow_judge_and_none_at_all() {
    let cache = Folder::new("judge-slow");
    let settings = cache.file("calque.toml", "[judge]\ntimeout = 1\nparallel = 1\n");
    let server = ModelServer::start(|_, _| Reply::Late(Duration::from_secs(20), chat("{\"verdict\":\"error\"}")));
    let got = check(&server.url, &cache, &["--settings", &settings, "--judge-budget", "1"]);
    stands_alone(&got, "did not answer 1 of 1 question (took longer than 1s)");
    let hang_up = ModelServer::start(|_, _| Reply::HangUp);
    stands_alone(&check(&hang_up.url, &cache, &["--judge-budget", "1"]), "did not answer 1 of 1 question");
    // A port where nobody listens: after three questions the rest is not asked.
    let port = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port").port();
    stands_alone(
        &check(&format!("http://127.0.0.1:{port}/v1"), &cache, &["--settings", &settings]),
        "(no connection: ",
    );
}

#[test]
fn nothing_is_sent_without_the_option_and_the_key_is_not_shown() {
    let cache = Folder::new("judge-config");
    let server = ModelServer::start(|_, _| {
        Reply::Send("401 Unauthorized", Vec::new(), r#"{"error":{"message":"the key sk-secret is wrong"}}"#.to_owned())
    });
    let settings = cache.file("calque.toml", format!("[judge]\nurl = \"{}\"\nmodel = \"m\"\n", server.url));
    let silent = with(&cache, &["check", DAM[0], DAM[1], "--settings", &settings]);
    assert_eq!((silent.status, server.asked().len()), (Some(0), 0));
    let mut asking =
        calque(&["check", DAM[0], DAM[1], "--settings", &settings, "--judge", "--judge-budget", "1", "--log", "trace"]);
    let got = finished(
        asking
            .env("XDG_CACHE_HOME", cache.path("cache"))
            .env("CALQUE_JUDGE_KEY", "sk-secret")
            .output()
            .expect("it runs"),
    );
    assert_eq!(server.asked()[0].key.as_deref(), Some("Bearer sk-secret"));
    assert!(got.err.contains("the key … is wrong"), "{}", got.err);
    assert!(!got.err.contains("sk-secret") && !got.out.contains("sk-secret"));
    for (more, said) in [
        (&["--judge"][..], "no server is named"),
        (&["--judge", "--judge-url", "http://127.0.0.1:1/v1"], "no model is named"),
        (&["--judge", "--judge-url", "127.0.0.1:1", "--judge-model", "m"], "127.0.0.1"),
        (&["--judge-budget", "3"], "--judge"),
    ] {
        let got = with(&cache, &[&["check", DAM[0], DAM[1]][..], more].concat());
        assert!(got.status == Some(2) && got.err.contains(said), "{more:?}: {got:?}");
    }
    let far = with(
        &cache,
        &[
            "check",
            DAM[0],
            DAM[1],
            "--judge",
            "--judge-url",
            "http://10.0.0.7/v1",
            "--judge-model",
            "m",
            "--judge-budget",
            "1",
        ],
    );
    assert!(far.err.contains("private address 10.0.0.7"), "{}", far.err);
}

#[test]
fn a_judge_is_held_to_the_measure_of_false_alarms() {
    let cache = Folder::new("judge-eval");
    // Two good translations that Calque flags, less than surely; the judge knows better.
    let clean = cache.file(
        "clean.jsonl",
        "{\"source\":\"He may have left.\",\"target\":\"Il est parti.\",\"src_lang\":\"en\",\"tgt_lang\":\"fr\"}\n\
         {\"source\":\"About 20 people came.\",\"target\":\"20 personnes sont venues.\",\"src_lang\":\"en\",\"tgt_lang\":\"fr\"}\n",
    );
    let server = ModelServer::start(|_, _| ok(r#"{"verdict":"no-error","reason":"free"}"#));
    let args = ["eval", "check", clean.as_str(), "--format", "json"];
    let before = json(&with(&cache, &args).out)["sets"][0]["flags_per_100"].as_f64().expect("a figure");
    let judged = ["--judge", "--judge-url", &server.url, "--judge-model", "m"];
    let got = with(&cache, &[&args[..], &judged].concat());
    let after = json(&got.out);
    let denied = after["others"][0]["denied"].as_u64().unwrap_or(0);
    let flags = after["sets"][0]["flags_per_100"].as_f64().expect("a figure");
    assert!((before - flags - 50.0 * denied as f64).abs() < 1e-6, "{before} {after:#}");
    assert_eq!(after["others"][0]["role"], "judge");
}
