//! The texts side by side, a row for each bead, and the notes in the margin.

use super::Page;
use crate::card::{FindingCard, GAP, quoted};
use crate::shared::marks::Piece;
use crate::shared::places::place;
use crate::shared::summary::dismissed_in_words;
use crate::shared::words::sign;
use calque_bitext::Tier;
use calque_text::BlockKind;
use calque_text::Side;
use calque_text::escape::html as esc;
use std::fmt::{self, Write as _};

impl Page<'_> {
    /// The findings that belong to no bead, with links to where their words stand.
    pub(super) fn whole_text(&mut self) -> fmt::Result {
        if self.by.document.is_empty() {
            return Ok(());
        }
        writeln!(
            self.out,
            "<section class=\"whole\" aria-labelledby=\"whole\">\n<h2 id=\"whole\">About the whole text</h2>"
        )?;
        let findings = self.by.document.clone();
        self.notes(&findings)?;
        writeln!(self.out, "</section>")
    }

    pub(super) fn rows(&mut self) -> fmt::Result {
        writeln!(
            self.out,
            "<main id=\"pairs\" tabindex=\"-1\">\n<div class=\"titles\" aria-hidden=\"true\"><span></span>"
        )?;
        for which in Side::BOTH {
            writeln!(self.out, "<div>{}</div>", esc(self.report.side(which).document.lang.name()))?;
        }
        writeln!(self.out, "</div>")?;
        for bead in self.order.clone() {
            self.row(bead)?;
        }
        writeln!(self.out, "</main>")
    }

    fn row(&mut self, bead: usize) -> fmt::Result {
        let b = &self.report.alignment.beads[bead];
        let (class, label) = if b.is_unaligned() { ("row lone", "Unpaired") } else { ("row", "Pair") };
        let title = match (b.is_unaligned(), b.is_doubtful()) {
            (true, _) => String::new(),
            (_, true) => format!(" title=\"doubtful pairing, {:.2}\"", b.score),
            _ => format!(" title=\"pairing {:.2}\"", b.score),
        };
        let n = bead + 1;
        let doubtful = if b.is_doubtful() { "?" } else { "" };
        writeln!(self.out, "<section class=\"{class}\" id=\"b{n}\" aria-label=\"{label} {n}\">")?;
        writeln!(self.out, "<a class=\"at\" href=\"#b{n}\"{title} aria-label=\"{label} {n}\">{n}{doubtful}</a>")?;
        for which in Side::BOTH {
            self.cell(which, b.segments(which))?;
        }
        let findings = self.by.beads[bead].clone();
        if !findings.is_empty() {
            self.notes(&findings)?;
        }
        self.comments(bead)?;
        writeln!(self.out, "</section>")
    }

    /// What people wrote about a bead.
    fn comments(&mut self, bead: usize) -> fmt::Result {
        for comment in self.report.comments.iter().filter(|c| c.bead == bead) {
            let by = [comment.who.as_str(), comment.when.get(..10).unwrap_or(&comment.when)];
            let by = by.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(", ");
            writeln!(
                self.out,
                "<div class=\"comment\" role=\"note\"><p dir=\"auto\">{}</p><p class=\"by\">{}</p></div>",
                esc(&comment.text),
                esc(&by)
            )?;
        }
        Ok(())
    }

    /// One side of a bead.
    fn cell(&mut self, which: Side, segments: std::ops::Range<usize>) -> fmt::Result {
        let side = self.report.side(which);
        if segments.is_empty() {
            return writeln!(self.out, "<div class=\"cell none\">no counterpart</div>");
        }
        let block = |i: usize| side.sentences.get(i).map(|s| s.block as usize);
        let kind =
            block(segments.start).and_then(|b| side.document.blocks.get(b)).map_or(BlockKind::Paragraph, |b| b.kind);
        let lang = side.document.lang;
        write!(self.out, "<div class=\"cell {}\" lang=\"{lang}\" dir=\"auto\" data-lang=\"{lang}\">", kind.name())?;
        for i in segments.clone() {
            if i > segments.start {
                self.out.push_str(if block(i) == block(i - 1) { " " } else { "<br>" });
            }
            let pieces = self.marks.pieces(self.report, which, i);
            // Words that share a finding stay together; the references follow them.
            for words in pieces.chunk_by(|a, b| a.findings.iter().any(|f| b.findings.contains(f))) {
                self.words_and_references(words)?;
            }
        }
        writeln!(self.out, "</div>")
    }

    fn words_and_references(&mut self, pieces: &[Piece<'_>]) -> fmt::Result {
        for piece in pieces {
            let words = if piece.is_gap() { GAP } else { piece.text };
            let Some(severity) = piece.severity(self.report) else {
                write!(self.out, "{}", esc(words))?;
                continue;
            };
            let numbers = piece.findings.iter().map(|i| (i + 1).to_string()).collect::<Vec<_>>().join(" ");
            let gap = if piece.is_gap() { " class=\"gap\" title=\"words are missing here\"" } else { "" };
            write!(self.out, "<mark{gap} data-f=\"{numbers}\" data-severity=\"{severity}\">{}</mark>", esc(words))?;
        }
        let mut closed: Vec<usize> = pieces.iter().flat_map(Piece::numbers).collect();
        closed.sort_unstable();
        for n in closed {
            write!(self.out, "<a class=\"ref\" href=\"#n{n}\" data-f=\"{n}\" aria-label=\"finding {n}\">{n}</a>")?;
        }
        Ok(())
    }

    /// The notes of some findings.
    fn notes(&mut self, findings: &[usize]) -> fmt::Result {
        writeln!(self.out, "<ol class=\"notes\">")?;
        for &i in findings {
            let placed = &self.report.findings[i];
            let f = &placed.finding;
            let texts = Side::BOTH.map(|w| self.report.side(w).document.text.as_str());
            let card = FindingCard::new(f, (texts[0], texts[1]), self.lang);
            writeln!(
                self.out,
                "<li class=\"note\" id=\"n{n}\" data-f=\"{n}\" data-severity=\"{s}\" data-tier=\"{tier}\" tabindex=\"-1\">\n\
                 <p class=\"label\"><span class=\"sign\" aria-hidden=\"true\">{sign}</span> <span class=\"number\">{n}</span> \
                 <b class=\"rule\">{rule}</b> · {severity}{word}</p>",
                n = i + 1,
                s = f.severity,
                sign = sign(f.severity),
                tier = f.tier().map_or("remark", Tier::as_str),
                rule = esc(&card.rule),
                severity = esc(&card.severity),
                word = card.tier.as_ref().map_or_else(String::new, |t| format!(" · {}", esc(t))),
            )?;
            write!(self.out, "<p class=\"sentence\" dir=\"auto\">")?;
            for (words, is_quoted) in quoted(&card.sentence) {
                let words = esc(words);
                if is_quoted { write!(self.out, "<em>{words}</em>")? } else { write!(self.out, "{words}")? }
            }
            writeln!(self.out, "</p>")?;
            if let Some(says) = &card.says {
                writeln!(self.out, "<p class=\"says\" dir=\"auto\">{}</p>", esc(says))?;
            }
            writeln!(self.out, "<p class=\"sure\">{}, {} %</p>", esc(&card.sure), card.percent)?;
            if let Some(suggestion) = &card.suggestion {
                let lang = self.report.target.document.lang;
                let (perhaps, words) = (esc(&card.perhaps), esc(suggestion));
                writeln!(
                    self.out,
                    "<p class=\"suggestion\">{perhaps} <span lang=\"{lang}\" dir=\"auto\">{words}</span></p>"
                )?;
            }
            if !card.evidence.is_empty() {
                writeln!(self.out, "<p class=\"evidence\" dir=\"auto\">{}</p>", esc(&card.evidence.join(" · ")))?;
            }
            for said in &card.opinions {
                writeln!(self.out, "<p class=\"evidence\" dir=\"auto\">{}</p>", esc(said))?;
            }
            if self.report.findings[i].bead.is_none() {
                self.places(i)?;
            }
            writeln!(
                self.out,
                "<p class=\"id\" title=\"MQM {}; ITS {}\"><span class=\"place\">{}</span> · {} · <code>{}</code></p>",
                f.category.mqm(),
                f.category.its(),
                esc(&place(self.report, placed)),
                esc(&f.rule),
                esc(&f.id)
            )?;
            writeln!(self.out, "</li>")?;
        }
        writeln!(self.out, "</ol>")
    }

    /// The dismissed findings, folded.
    pub(super) fn dismissed(&mut self) -> fmt::Result {
        if self.report.suppressed.is_empty() {
            return Ok(());
        }
        let words = dismissed_in_words(self.report);
        writeln!(self.out, "<details class=\"dismissed\">\n<summary>{}</summary>\n<ol>", esc(&words))?;
        for s in &self.report.suppressed {
            let f = &s.placed.finding;
            let pair = s.placed.bead.map_or_else(String::new, |b| format!("<a href=\"#b{0}\">pair {0}</a>: ", b + 1));
            writeln!(
                self.out,
                "<li>{pair}{} · {}: {} <small>{}</small></li>",
                f.severity,
                f.category,
                esc(&f.message),
                esc(&s.by.in_words())
            )?;
        }
        writeln!(self.out, "</ol>\n</details>")
    }

    /// Links to the rows in which a finding about the whole text points at words.
    fn places(&mut self, finding: usize) -> fmt::Result {
        let beads = self.marks.beads(self.report, finding);
        if beads.is_empty() {
            return Ok(());
        }
        let links: Vec<String> = beads.iter().map(|b| format!("<a href=\"#b{0}\">{0}</a>", b + 1)).collect();
        writeln!(self.out, "<p class=\"suggestion\">See {}</p>", links.join(", "))
    }
}
