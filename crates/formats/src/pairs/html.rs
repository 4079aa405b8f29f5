//! Pairs as an HTML page, source and target side by side; written only.
//!
//! Self-contained: no script, no external resources, all text escaped.

use crate::output::{OutputError, OutputFile};
use crate::pairs::losses::Losses;
use crate::pairs::options::WritePairs;
use crate::pairs::record::{PairRecord, keys};
use crate::pairs::sink::PairSink;
use calque_text::Lang;
use calque_text::escape::html as escape;
use std::fmt::Write as _;

/// The tokens of all pages of Calque, and what is this page's own.
const STYLE: &str = concat!(
    include_str!("../../../workbench/page/styles/tokens.css"),
    "\
body{background:var(--paper);color:var(--ink);font:.9375rem/1.5 var(--ui);max-width:80rem;margin:2rem auto;padding:0 1rem}\
table{border-collapse:collapse;width:100%;table-layout:fixed}\
col.n{width:6rem}\
th,td{text-align:left;vertical-align:top;padding:.4rem .7rem;white-space:pre-wrap;\
border-bottom:1px solid var(--line);overflow-wrap:anywhere}\
th{color:var(--soft);font-weight:500}\
td{font:1.06rem/var(--leading) var(--text)}\
td.n{font:var(--small)/1.6 var(--ui);color:var(--soft)}\
tr{break-inside:avoid}"
);

/// Writes a page.
pub(crate) struct HtmlSink {
    out: OutputFile,
    title: String,
    langs: (Option<Lang>, Option<Lang>),
    started: bool,
    row: String,
}

impl HtmlSink {
    pub(crate) fn new(out: OutputFile, title: String, options: &WritePairs) -> Self {
        Self { out, title, langs: (options.source_lang, options.target_lang), started: false, row: String::new() }
    }

    fn head(&mut self) {
        self.started = true;
        let name =
            |lang: Option<Lang>, else_: &str| lang.map_or_else(|| else_.to_owned(), |l| escape(l.name()).to_string());
        // Writing to a string cannot fail.
        let _ = write!(
            self.row,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
             <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<table>\n<colgroup><col class=\"n\"><col><col></colgroup>\n\
             <thead><tr><th scope=\"col\">Pair</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
            escape(&self.title),
            name(self.langs.0, "Source"),
            name(self.langs.1, "Target"),
        );
    }
}

impl PairSink for HtmlSink {
    fn write(&mut self, record: &PairRecord, losses: &mut Losses) -> Result<(), OutputError> {
        self.row.clear();
        if !self.started {
            self.langs = (record.source_lang.or(self.langs.0), record.target_lang.or(self.langs.1));
            self.head();
        }
        let lang = |lang: Option<Lang>| lang.map(|l| format!(" lang=\"{l}\"")).unwrap_or_default();
        let score = record.score().map(|s| format!("<br>{s:.2}")).unwrap_or_default();
        let _ = writeln!(
            self.row,
            "<tr><td class=\"n\">{}{score}</td><td{}>{}</td><td{}>{}</td></tr>",
            escape(&record.id_text()),
            lang(record.source_lang),
            escape(&record.source),
            lang(record.target_lang),
            escape(&record.target),
        );
        losses.add_dropped_fields(record, &[keys::SCORE]);
        self.out.put(self.row.as_bytes())
    }

    fn finish(mut self: Box<Self>, _: &mut Losses) -> Result<(), OutputError> {
        self.row.clear();
        if !self.started {
            self.head();
        }
        self.row.push_str("</tbody>\n</table>\n</body>\n</html>\n");
        self.out.put(self.row.as_bytes())?;
        self.out.finish()
    }
}
