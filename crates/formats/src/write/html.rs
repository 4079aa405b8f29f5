//! An alignment as one HTML page: source and target side by side, bead by bead.
//!
//! Self-contained: no script, no external resources, light and dark. Beads of low score, crossing beads
//! and unaligned segments are marked, by colour and in words.

use super::{BitextSide, BitextView, one_line};
use calque_bitext::Bead;
use calque_text::escape::html as escape;
use std::io::{self, Write};
use std::ops::Range;

/// The tokens of all pages of Calque, and what is this page's own.
const STYLE: &str = concat!(
    include_str!("../../../workbench/page/styles/tokens.css"),
    "\
body{background:var(--paper);color:var(--ink);font:.9375rem/1.5 var(--ui);max-width:80rem;margin:2rem auto;padding:0 1rem}\
table{border-collapse:collapse;width:100%;table-layout:fixed}\
col.n{width:4.5rem}\
th,td{text-align:left;vertical-align:top;padding:.4rem .7rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}\
th{color:var(--soft);font-weight:500}\
td{font:1.06rem/var(--leading) var(--text)}\
td.n{font:var(--small)/1.6 var(--ui);color:var(--soft);white-space:nowrap}\
tr.unsure td{background:var(--minor-wash)}\
tr.unaligned td{background:var(--hover)}\
tr.crossed td{background:var(--info-wash)}\
p{margin:0 0 .2rem}\
.none{color:var(--soft);font-style:italic}\
tr{break-inside:avoid}\
@media(max-width:44rem){body{margin:.75rem auto;padding:0}th,td{padding:.35rem .5rem}col.n{width:3.4rem}td{font-size:1rem}}"
);

/// Writes the page.
pub fn html(bitext: &BitextView<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (source, target) = (&bitext.source, &bitext.target);
    let title = format!("{} | {}", escape(source.name), escape(target.name));
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <table>\n<colgroup><col class=\"n\"><col><col></colgroup>\n<thead><tr><th scope=\"col\">Bead</th>\
         <th scope=\"col\">{} ({})</th><th scope=\"col\">{} ({})</th></tr></thead>\n<tbody>\n",
        escape(source.name),
        escape(source.lang.name()),
        escape(target.name),
        escape(target.lang.name()),
    )?;
    let crossed = bitext.alignment.crossed();
    for (i, (bead, crossed)) in bitext.alignment.beads.iter().zip(crossed).enumerate() {
        row(bitext, i, bead, crossed, out)?;
    }
    out.write_all(b"</tbody>\n</table>\n</body>\n</html>\n")
}

fn row(bitext: &BitextView<'_>, i: usize, bead: &Bead, crossed: bool, out: &mut dyn Write) -> io::Result<()> {
    let (class, note) = if bead.is_unaligned() {
        (" class=\"unaligned\"", "alone".to_owned())
    } else if bead.is_doubtful() {
        (" class=\"unsure\"", format!("{:.2} doubtful{}", bead.score, if crossed { ", crossed" } else { "" }))
    } else if crossed {
        (" class=\"crossed\"", format!("{:.2} crossed", bead.score))
    } else {
        ("", format!("{:.2}", bead.score))
    };
    writeln!(out, "<tr{class} id=\"b{n}\"><td class=\"n\">{n}<br>{note}</td>", n = i + 1)?;
    cell(&bitext.source, &bead.source, out)?;
    cell(&bitext.target, &bead.target, out)?;
    out.write_all(b"</tr>\n")
}

fn cell(side: &BitextSide<'_>, range: &Range<usize>, out: &mut dyn Write) -> io::Result<()> {
    if range.is_empty() {
        return writeln!(out, "<td><p class=\"none\">nothing</p></td>");
    }
    write!(out, "<td lang=\"{}\">", escape(side.lang.code()))?;
    for s in side.sentences.get(range.clone()).unwrap_or_default() {
        write!(out, "<p>{}</p>", escape(&one_line(s.span.of(side.text))))?;
    }
    writeln!(out, "</td>")
}
