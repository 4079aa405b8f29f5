//! The summary as one HTML page: no script, no font, no network.

use crate::corpus::gather::error_report::Entries;
use crate::corpus::gather::summary::{CorpusSummary, StepKind};
use crate::stats::grouped;
use calque_text::escape::html as esc;
use std::fmt::Write as _;

/// The tokens of all pages of Calque, and what is this page's own.
const STYLE: &str = concat!(include_str!("../../../../workbench/page/styles/tokens.css"), include_str!("page.css"));

impl CorpusSummary {
    /// As an HTML page.
    pub(crate) fn html(&self, entries: &Entries) -> String {
        let title = match self.langs {
            Some((source, target)) => format!("Corpus {} – {}", source.name(), target.name()),
            None => "Corpus".to_owned(),
        };
        let mut out = format!(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><title>{0}</title><style>{STYLE}</style></head>\n\
             <body><main><h1>{0}</h1><p>{1} pairs from {2} document pairs, by Calque {3}.</p>\n",
            esc(&title),
            grouped(self.counts.written),
            grouped(self.counts.documents - self.counts.failed),
            esc(&self.calque)
        );
        self.steps_table(&mut out);
        self.words_table(&mut out);
        entries_table(entries, &mut out);
        self.charts(&mut out);
        self.files_table(&mut out);
        out += "</main></body></html>\n";
        out
    }

    /// From documents to pairs, with bars as long as what they count.
    fn steps_table(&self, out: &mut String) {
        out.push_str("<h2>What happened</h2><table class=\"story\">\n");
        for step in self.steps() {
            let whole = match step.kind {
                StepKind::Documents => self.counts.documents,
                StepKind::Sentences => self.counts.source_sentences.max(self.counts.target_sentences),
                StepKind::Pairs | StepKind::Loss => self.counts.aligned,
            };
            let class = if step.kind == StepKind::Loss { "loss" } else { "" };
            row(out, &step.name, step.n, whole, class);
        }
        out.push_str("</table>\n");
    }

    /// The account of the words of the documents.
    fn words_table(&self, out: &mut String) {
        let counts = &self.counts;
        let all = counts.words + counts.words_left_out.values().sum::<u64>();
        if counts.words_left_out.is_empty() {
            return;
        }
        out.push_str("<h2>Words of the documents</h2><table class=\"story\">\n");
        row(out, "read", counts.words, all, "");
        for (why, n) in &counts.words_left_out {
            row(out, &format!("left out {why}"), *n, all, "loss");
        }
        out.push_str("</table><p>Those of each document, and the largest piece left out, are in ");
        out.push_str("<code>documents.jsonl</code>.</p>\n");
    }

    /// Scores and shapes of beads.
    fn charts(&self, out: &mut String) {
        out.push_str("<h2>Alignment scores of the pairs written</h2><table class=\"story\">\n");
        let most = self.scores.iter().copied().max().unwrap_or(0);
        for (i, &n) in self.scores.iter().enumerate().rev() {
            row(out, &format!("0.{i} to {}.{}", (i + 1) / 10, (i + 1) % 10), n, most, "");
        }
        out.push_str("</table>\n<h2>Beads, source to target segments</h2><table class=\"story\">\n");
        let mut beads: Vec<_> = self.counts.beads.iter().collect();
        beads.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let most = beads.first().map_or(0, |b| *b.1);
        beads.iter().for_each(|(shape, n)| row(out, shape, **n, most, ""));
        out.push_str("</table>\n");
    }

    /// The files and their hashes.
    fn files_table(&self, out: &mut String) {
        out.push_str("<h2>Files</h2><table><tr><th>file</th><th>pairs</th><th>SHA-256</th></tr>\n");
        for file in &self.files {
            let (name, pairs, hash) = (esc(&file.name), grouped(file.pairs), esc(&file.sha256));
            let _ =
                writeln!(out, "<tr><td>data/{name}</td><td class=\"n\">{pairs}</td><td><code>{hash}</code></td></tr>");
        }
        out.push_str("</table>\n");
    }
}

/// What was left out, why, and what to do: the first entries of each step, as far as they are kept.
fn entries_table(entries: &Entries, out: &mut String) {
    if entries.count() == 0 {
        return;
    }
    out.push_str("<h2>What was left out, and why</h2>\n");
    for (step, (count, kept)) in entries.by_step() {
        let more = if *count > kept.len() as u64 {
            format!("; the first {} here, all in <code>errors.jsonl</code>", kept.len())
        } else {
            String::new()
        };
        let _ = writeln!(
            out,
            "<details><summary>{}: {}{more}</summary><table><tr><th>file</th><th>why</th><th>what to do</th></tr>",
            step.as_str(),
            grouped(*count)
        );
        for entry in kept {
            let line = entry.line.map_or_else(String::new, |n| format!(":{n}"));
            let (file, why, remedy) = (esc(&entry.file), esc(&entry.why), esc(&entry.remedy));
            let _ = writeln!(out, "<tr><td>{file}{line}</td><td>{why}</td><td>{remedy}</td></tr>");
        }
        out.push_str("</table></details>\n");
    }
}

/// A name, a number, and a bar.
fn row(out: &mut String, name: &str, n: u64, of: u64, class: &str) {
    let percent = 100.0 * n as f64 / of.max(1) as f64;
    let _ = writeln!(
        out,
        "<tr class=\"{class}\"><th>{}</th><td class=\"n\">{}</td><td class=\"bar\"><i style=\"width:{:.1}%\"></i></td></tr>",
        esc(name),
        grouped(n),
        percent.min(100.0)
    );
}
