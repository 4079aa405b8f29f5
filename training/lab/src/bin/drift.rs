//! The pair check by itself, for measuring: `check_pairs check --pairs FILE.jsonl --format jsonl`.
//!
//! Reads `{"id","source","target","source_lang","target_lang"}` lines and writes
//! `{"id","score","findings"}` lines, offsets in code points. `--all` drops no
//! finding for want of confidence; `--raw` writes the rules' own strengths.

use calque_aligner::{WordAligner, WordAlignment, WordSide};
use calque_diff::{PairView, RuleSettings, SideView, check_pair, score_signals};
use calque_model::Model;
use calque_text::{CodePoints, Lang, Span, tokenize};
use serde_json::{Value, json};
use std::error::Error;
use std::io::{BufWriter, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().collect();
    let after = |name: &str| args.iter().position(|a| a == name).and_then(|i| args.get(i + 1));
    let file = after("--pairs").ok_or("give --pairs FILE.jsonl")?;
    let mut settings = RuleSettings::default();
    if args.iter().any(|a| a == "--all") {
        settings.min_confidence = Some(0.0);
    }
    settings.raw = args.iter().any(|a| a == "--raw");
    // What the score is learnt from.
    let signals = args.iter().any(|a| a == "--signals");
    let mut aligner = WordAligner::new(Model::embedded());
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(file)?.lines() {
        let pair: Value = serde_json::from_str(line)?;
        let text = |k: &str| pair[k].as_str().unwrap_or_default();
        let lang = |k: &str| text(k).parse::<Lang>().unwrap_or(Lang::UND);
        let row = check(
            &mut aligner,
            &pair["id"],
            (text("source"), lang("source_lang")),
            (text("target"), lang("target_lang")),
            &settings,
            signals,
        );
        writeln!(out, "{row}")?;
    }
    Ok(())
}

fn check(
    aligner: &mut WordAligner<'_>,
    id: &Value,
    source: (&str, Lang),
    target: (&str, Lang),
    settings: &RuleSettings,
    signals: bool,
) -> Value {
    let (a, b) = (tokenize(source.0, source.1), tokenize(target.0, target.1));
    let model = Some(Model::embedded()).filter(|m| m.knows(source.1, target.1));
    let words = model.map_or_else(WordAlignment::default, |_| {
        let side = |text, lang, tokens| WordSide { text, lang, tokens };
        aligner.align(side(source.0, source.1, &a), side(target.0, target.1, &b))
    });
    let view = PairView {
        source: SideView { text: source.0, span: Span::new(0, source.0.len()), lang: source.1, tokens: &a },
        target: SideView { text: target.0, span: Span::new(0, target.0.len()), lang: target.1, tokens: &b },
        words: &words,
        model,
    };
    let report = check_pair(&view, settings);
    let (in_source, in_target) = (CodePoints::new(source.0), CodePoints::new(target.0));
    let place = |index: &CodePoints<'_>, span: Option<Span>| {
        span.map_or(Value::Null, |s| {
            let s = index.span(s);
            json!({"start": s.start, "end": s.end})
        })
    };
    let findings: Vec<Value> = report
        .findings
        .iter()
        .map(|f| {
            json!({
                "rule": f.rule, "category": f.category, "severity": f.severity, "confidence": f.confidence,
                "source": place(&in_source, f.source), "target": place(&in_target, f.target), "message": f.message, "evidence": f.evidence,
            })
        })
        .collect();
    let mut row = json!({"id": id, "score": report.score, "findings": findings});
    if signals {
        row["signals"] = json!(score_signals(&view, &report.findings));
    }
    row
}
