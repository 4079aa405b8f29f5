//! The pair check by itself, for learning and measuring.
//!
//! ```text
//! drift describe [--encoder]              rules, merging weights, names of signals, limits
//! drift check --pairs F [--all]           {"id","score","findings"} a pair; --all: whatever their confidence
//! drift rows --pairs F                    {"id","findings"} a pair: raw findings with named signals
//! drift score-signals --pairs F           {"id","signals"} a pair: what its score is computed from
//! drift relation-signals --pairs F        {"id","signals"} a pair: whether its sides translate each other
//! ```
//!
//! With `--encoder` words are linked as with `calque check --encoder on`. F holds a pair a line, `{"id","source","target","source_lang","target_lang"}`. Everything is
//! written as JSON, a pair a line; offsets are code points. `training/drift` and `training/losses` read it.

use calque_aligner::{WordAligner, WordAlignment, WordSide};
use calque_diff::training::{self, NamedValue};
use calque_diff::{Finding, PairView, Profile, RuleSettings, SideView, check_pair, descriptions};
use calque_encoder::Encoder;
use calque_model::Model;
use calque_text::{CodePoints, Lang, Span, tokenize};
use rayon::prelude::*;
use serde_json::{Map, Value, json};
use std::error::Error;
use std::io::{BufWriter, Write};

const USAGE: &str = "drift describe [--encoder] | drift (check [--all] | rows | score-signals | relation-signals) --pairs FILE.jsonl [--encoder]";

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let command = args.first().ok_or(USAGE)?;
    let encoder = args.iter().any(|a| a == "--encoder").then(Encoder::embedded);
    if command == "describe" {
        writeln!(out, "{:#}", describe(encoder.is_some()))?;
        return Ok(());
    }
    let file = args.iter().position(|a| a == "--pairs").and_then(|i| args.get(i + 1)).ok_or(USAGE)?;
    let all = RuleSettings { min_confidence: Some(0.0), ..RuleSettings::default() };
    let answer: &(dyn Fn(&PairView<'_>) -> Value + Sync) = match command.as_str() {
        "check" if args.iter().any(|a| a == "--all") => &|pair| check(pair, &all),
        "check" => &|pair| check(pair, &RuleSettings::default()),
        "rows" => &rows,
        "score-signals" => &|pair| {
            let findings = check_pair(pair, &all).findings;
            json!({ "signals": named(&training::score_signals(pair, &findings)) })
        },
        "relation-signals" => &|pair| json!({ "signals": named(&training::relation_signals(pair)) }),
        _ => return Err(USAGE.into()),
    };
    let pairs = std::fs::read_to_string(file)?.lines().map(serde_json::from_str).collect::<Result<Vec<Value>, _>>()?;
    let aligner = || WordAligner::new(Model::embedded()).reading(encoder);
    let row = |aligner: &mut WordAligner<'_>, pair: &Value| {
        let text = |k: &str| pair[k].as_str().unwrap_or_default();
        let lang = |k: &str| text(k).parse::<Lang>().unwrap_or(Lang::UND);
        let mut row = Map::from_iter([("id".to_owned(), pair["id"].clone())]);
        let source = (text("source"), lang("source_lang"));
        if let Value::Object(columns) = with_view(aligner, source, (text("target"), lang("target_lang")), answer) {
            row.extend(columns);
        }
        Value::Object(row)
    };
    // Lots, so that not all rows are held at once.
    for lot in pairs.chunks(2000) {
        for row in lot.par_iter().map_init(aligner, row).collect::<Vec<_>>() {
            writeln!(out, "{row}")?;
        }
    }
    Ok(())
}

/// What stands in the code and learning must know.
fn describe(with_encoder: bool) -> Value {
    let rules: Vec<Value> = descriptions()
        .iter()
        .map(|r| {
            json!({
                "id": r.id, "category": r.category, "scope": format!("{:?}", r.scope).to_lowercase(),
                "merging_weight": number(r.merging_weight), "signals": r.signals, "certain": r.certain,
            })
        })
        .collect();
    let context = if with_encoder { training::context_signals() } else { &[] };
    let shared = [training::shared_signals(), context].concat();
    json!({
        "shared_signals": shared,
        "score_signals": training::score_signal_names(),
        "joint_evidence": number(training::JOINT_EVIDENCE),
        "min_confidence": number(Profile::News.min_confidence()),
        "rules": rules,
    })
}

/// Tokenises and links a pair, and answers it.
fn with_view(
    aligner: &mut WordAligner<'_>,
    source: (&str, Lang),
    target: (&str, Lang),
    answer: &dyn Fn(&PairView<'_>) -> Value,
) -> Value {
    let (a, b) = (tokenize(source.0, source.1), tokenize(target.0, target.1));
    let model = Some(Model::embedded()).filter(|m| m.knows(source.1, target.1));
    let words = model.map_or_else(WordAlignment::default, |_| {
        let side = |text, lang, tokens| WordSide { text, lang, tokens };
        aligner.align(side(source.0, source.1, &a), side(target.0, target.1, &b))
    });
    answer(&PairView {
        source: SideView { text: source.0, span: Span::new(0, source.0.len()), lang: source.1, tokens: &a },
        target: SideView { text: target.0, span: Span::new(0, target.0.len()), lang: target.1, tokens: &b },
        words: &words,
        model,
    })
}

fn check(pair: &PairView<'_>, settings: &RuleSettings) -> Value {
    let report = check_pair(pair, settings);
    let findings: Vec<Value> = report.findings.iter().map(|f| finding(pair, f)).collect();
    json!({ "score": report.score, "findings": findings })
}

fn rows(pair: &PairView<'_>) -> Value {
    let rows = training::training_rows(pair, &RuleSettings::default());
    let findings = rows.iter().map(|row| {
        let mut value = finding(pair, &row.finding);
        value["signals"] = named(&row.signals);
        value["certain"] = json!(row.certain);
        value
    });
    json!({ "findings": findings.collect::<Vec<_>>() })
}

fn finding(pair: &PairView<'_>, f: &Finding) -> Value {
    let span = |text: &str, span: Option<Span>| {
        span.map_or(Value::Null, |s| {
            let s = CodePoints::new(text).span(s);
            json!({ "start": s.start, "end": s.end })
        })
    };
    json!({
        "rule": f.rule, "category": f.category, "severity": f.severity, "confidence": f.confidence,
        "source": span(pair.source.text, f.source), "target": span(pair.target.text, f.target),
        "message": f.message, "evidence": f.evidence,
    })
}

/// Signals by name.
fn named(signals: &[NamedValue]) -> Value {
    signals.iter().map(|&(name, x)| (name.to_owned(), number(x))).collect::<Map<_, _>>().into()
}

/// A number to four decimals: the trees' limits have no more.
fn number(x: f32) -> Value {
    json!((f64::from(x) * 1e4).round() / 1e4)
}
