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
h1{font:500 1.3rem/1.3 var(--ui);margin:0 0 .2rem;overflow-wrap:anywhere}\
h1+p{color:var(--soft);margin:0 0 1rem}\
table{border-collapse:collapse;width:100%;table-layout:fixed}\
thead{position:sticky;top:0;background:var(--paper)}\
col.n{width:4.5rem}\
th,td{text-align:left;vertical-align:top;padding:.4rem .7rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere}\
th{color:var(--soft);font-weight:500}\
td{font:1.06rem/var(--leading) var(--text)}\
td.n{font:var(--small)/1.6 var(--ui);color:var(--soft);white-space:nowrap}\
tr.unsure{background:var(--minor-wash)}\
tr.unaligned{background:var(--hover)}\
tr.crossed{background:var(--info-wash)}\
p{margin:0 0 .2rem}\
.none{color:var(--soft);font-style:italic}\
tr{break-inside:avoid}\
/* Where two columns would be too narrow to read, the translation stands below its original. */\
@media(max-width:44rem){body{margin:.75rem auto}thead{display:none}table,tbody,tr,td{display:block}\
tr{padding:.4rem 0 .6rem;border-bottom:1px solid var(--line)}td{border:0;padding:.1rem .5rem;font-size:1rem}\
td.n br{display:none}td+td+td{border-left:3px solid var(--line);margin:.2rem 0 0 .5rem}}"
);

/// Writes the page.
pub fn html(bitext: &BitextView<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (source, target) = (&bitext.source, &bitext.target);
    let crossed = bitext.alignment.crossed();
    let [source_name, target_name] = [source.name, target.name].map(|name| escape(base_name(name)).to_string());
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{source_name} | {target_name}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<h1>{source_name} and {target_name}</h1>\n<p>{}</p>\n\
         <table>\n<colgroup><col class=\"n\"><col><col></colgroup>\n<thead><tr><th scope=\"col\">Bead</th>\
         <th scope=\"col\">{} ({})</th><th scope=\"col\">{} ({})</th></tr></thead>\n<tbody>\n",
        counts(bitext, &crossed),
        escape(source.name),
        escape(source.lang.name()),
        escape(target.name),
        escape(target.lang.name()),
    )?;
    for (i, (bead, crossed)) in bitext.alignment.beads.iter().zip(crossed).enumerate() {
        row(bitext, i, bead, crossed, out)?;
    }
    out.write_all(b"</tbody>\n</table>\n</body>\n</html>\n")
}

/// What there is to look at, in words.
fn counts(bitext: &BitextView<'_>, crossed: &[bool]) -> String {
    let beads = &bitext.alignment.beads;
    let alone = beads.iter().filter(|b| b.is_unaligned()).count();
    let doubtful = beads.iter().filter(|b| !b.is_unaligned() && b.is_doubtful()).count();
    let crossed = crossed.iter().filter(|c| **c).count();
    let told = [(beads.len(), "beads"), (alone, "without a counterpart"), (doubtful, "doubtful"), (crossed, "crossed")];
    let told = told.into_iter().enumerate().filter(|(k, (count, _))| *k == 0 || *count > 0);
    told.map(|(_, (count, what))| format!("{count} {what}")).collect::<Vec<_>>().join(", ")
}

/// The last part of a path or address; all of it where that is empty.
fn base_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().filter(|last| !last.is_empty()).unwrap_or(name)
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
    writeln!(out, "<tr{class} id=\"b{n}\"><td class=\"n\"><b>{n}</b><br> {note}</td>", n = i + 1)?;
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
