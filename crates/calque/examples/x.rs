//! scratch
use calque::*;
use calque_formats::pairs::PairRecord;
use serde_json::{Map, Value, json};
fn cp(text: &str, byte: usize) -> usize {
    text[..byte].chars().count()
}
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let mut settings = Settings::default();
    if let Some(k) = a.iter().position(|x| x == "--min-confidence") {
        settings.check.min_confidence = a[k + 1].parse().ok();
    }
    if a[2] == "--pairs" {
        let text = std::fs::read_to_string(&a[3]).unwrap();
        use rayon::prelude::*;
        let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
        let out: Vec<String> = lines.par_iter().map(|l| {
            let v: Value = serde_json::from_str(l).unwrap();
            let s = |k: &str| v[k].as_str().unwrap_or_default().to_owned();
            let rec = PairRecord { line: 1, id: v["id"].clone(), source: s("source"), target: s("target"), source_lang: s("source_lang").parse().ok(), target_lang: s("target_lang").parse().ok(), extra: Map::new() };
            let c = check_record(&rec, &settings);
            let f: Vec<Value> = c.findings.iter().map(|f| { let sp = |o: Option<calque_text::Span>, t: &str| o.map(|s| json!({"start": cp(t, s.start), "end": cp(t, s.end)}));
                json!({"rule": f.rule, "category": f.category.as_str(), "severity": f.severity.as_str(), "confidence": f.confidence, "message": f.message, "source": sp(f.source, &rec.source), "target": sp(f.target, &rec.target)}) }).collect();
            json!({"id": v["id"], "score": c.score, "findings": f}).to_string()
        }).collect();
        println!("{}", out.join("\n"));
        return;
    }
    let report = check(&Input::from_arg(&a[2]), &Input::from_arg(&a[3]), &settings).unwrap();
    println!(
        "{}",
        calque_report::render(&report, calque_report::ReportFormat::Json, &calque_report::RenderOptions::default())
    );
}
