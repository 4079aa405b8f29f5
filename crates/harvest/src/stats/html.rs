//! Statistics as one HTML page that needs nothing else: charts are inline SVG.

use crate::stats::format::{bins, grouped, largest};
use crate::stats::gather::{CorpusStats, SideStats};
use calque_text::escape::html as escape;
use std::fmt::Write as _;

/// The tokens of all pages of Calque, and what is this page's own.
const STYLE: &str = concat!(
    include_str!("../../../workbench/page/styles/tokens.css"),
    "\
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:.9375rem/1.5 var(--ui)}\
main{max-width:1060px;margin:0 auto;padding:32px 24px}h1{font:600 1.5rem/1.25 var(--text);margin:0 0 4px}h2{font-size:15px;margin:0 0 10px}\
.sub{color:var(--soft);margin:0 0 24px}.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin-bottom:20px}\
.tile,section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:14px 16px}\
.tile b{display:block;font-size:22px;font-variant-numeric:tabular-nums}.tile span{color:var(--soft);font-size:13px}\
.grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(440px,1fr));gap:16px}\
svg{width:100%;height:auto;display:block}svg text{fill:var(--ink);font:12px var(--ui)}svg .n{fill:var(--soft)}svg rect{fill:var(--deed)}\
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}td,th{padding:3px 8px 3px 0;text-align:right;border-bottom:1px solid var(--line)}\
td:first-child,th:first-child{text-align:left}th{color:var(--soft);font-weight:500}.words{columns:3;margin:0;padding:0;list-style:none}.words span{color:var(--soft)}\
@media(max-width:520px){.grid{grid-template-columns:1fr}}"
);

/// The page, HTML.
pub fn html(stats: &CorpusStats, title: &str) -> String {
    let title = escape(title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}: corpus statistics</title><style>{STYLE}</style></head><body><main>\n<h1>{title}</h1>\n\
         <p class=\"sub\">What is in the corpus, by calque corpus stats</p>\n"
    );
    out.push_str(&tiles(stats));
    out.push_str("<div class=\"grid\">\n");
    chart(&mut out, "Words of the source", &bins(&stats.source.lengths, true));
    chart(&mut out, "Words of the target", &bins(&stats.target.lengths, true));
    chart(&mut out, "Words of the target per word of the source", &bins(&stats.ratios, false));
    if stats.scores.total() > 0 {
        let name = if stats.scored_here > 0 { "Scores, of the filter alignment" } else { "Scores" };
        chart(&mut out, name, &bins(&stats.scores, false));
    }
    for (name, counts) in
        [("Languages", &stats.languages), ("Beads", &stats.beads), ("Reasons of loss", &stats.reasons)]
    {
        if !counts.is_empty() {
            chart(&mut out, name, &largest(counts, 20));
        }
    }
    words(&mut out, "Commonest words of the source", &stats.source);
    words(&mut out, "Commonest words of the target", &stats.target);
    out.push_str("</div>\n</main></body></html>\n");
    out
}

fn tiles(stats: &CorpusStats) -> String {
    let mut out = String::from("<div class=\"tiles\">");
    let pairs = stats.pairs.max(1) as f64;
    let distinct = |s: &SideStats| {
        format!("{}{}", if s.vocabulary.is_estimated() { "~" } else { "" }, grouped(s.vocabulary.distinct()))
    };
    for (value, what) in [
        (grouped(stats.pairs), "pairs".to_owned()),
        (grouped(stats.empty), "with an empty side".to_owned()),
        (grouped(stats.bad_records), "unreadable records".to_owned()),
        (grouped(stats.source.words), format!("source words, {:.1} a pair", stats.source.words as f64 / pairs)),
        (grouped(stats.target.words), format!("target words, {:.1} a pair", stats.target.words as f64 / pairs)),
        (distinct(&stats.source), "different source words".to_owned()),
        (distinct(&stats.target), "different target words".to_owned()),
    ] {
        // Writing to a string cannot fail.
        let _ = write!(out, "<div class=\"tile\"><b>{value}</b><span>{what}</span></div>");
    }
    out.push_str("</div>\n");
    out
}

/// Horizontal bars, with name, count and share.
fn chart(out: &mut String, title: &str, rows: &[(String, u64)]) {
    const ROW: usize = 22;
    const LEFT: f64 = 110.0;
    const BAR: f64 = 260.0;
    let most = rows.iter().map(|r| r.1).max().unwrap_or(0).max(1) as f64;
    let all = rows.iter().map(|r| r.1).sum::<u64>().max(1) as f64;
    let _ = write!(
        out,
        "<section><h2>{}</h2><svg viewBox=\"0 0 500 {}\" role=\"img\" aria-label=\"{}\">",
        escape(title),
        rows.len() * ROW,
        escape(title)
    );
    for (i, (name, n)) in rows.iter().enumerate() {
        let y = i * ROW;
        let length = *n as f64 / most * BAR;
        let _ = write!(
            out,
            "<text x=\"{:.0}\" y=\"{}\" text-anchor=\"end\">{}</text><rect x=\"{LEFT:.0}\" y=\"{}\" width=\"{length:.1}\" height=\"14\" rx=\"2\"/>\
             <text class=\"n\" x=\"{:.1}\" y=\"{}\">{} · {:.1} %</text>",
            LEFT - 8.0,
            y + 15,
            escape(name),
            y + 4,
            LEFT + length + 6.0,
            y + 15,
            grouped(*n),
            100.0 * *n as f64 / all
        );
    }
    out.push_str("</svg></section>\n");
}

fn words(out: &mut String, title: &str, side: &SideStats) {
    let _ = write!(out, "<section><h2>{title}</h2><ol class=\"words\">");
    for (word, n) in side.vocabulary.common() {
        let _ = write!(out, "<li>{} <span>{}</span></li>", escape(word), grouped(*n));
    }
    out.push_str("</ol></section>\n");
}
