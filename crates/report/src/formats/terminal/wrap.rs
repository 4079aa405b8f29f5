//! Wrapping of styled text by its width in columns.
//!
//! Lines break at plain spaces alone: a French no-break space (U+00A0, U+202F)
//! or thin space keeps « and » with their words. A word wider than the column
//! is cut between graphemes; scripts without spaces break between wide
//! characters.

use crate::shared::words::is_unsafe;
use anstyle::{AnsiColor, Color, Style};
use calque_bitext::Severity;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The style of a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Plain,
    Strong,
    Dim,
    /// The words of a finding.
    Of(Severity),
    /// The text about a finding: its colour without the underline.
    Tone(Severity),
}

impl Ink {
    fn style(self) -> Style {
        let color = |c: AnsiColor| Style::new().fg_color(Some(Color::Ansi(c)));
        match self {
            Self::Plain => Style::new(),
            Self::Strong => Style::new().bold(),
            Self::Dim => Style::new().dimmed(),
            Self::Of(Severity::Critical) | Self::Tone(Severity::Critical) => {
                color(AnsiColor::BrightWhite).bg_color(Some(Color::Ansi(AnsiColor::Red))).bold()
            }
            Self::Tone(Severity::Major) => color(AnsiColor::Red).bold(),
            Self::Tone(Severity::Minor) => color(AnsiColor::Yellow),
            Self::Tone(Severity::Info) => color(AnsiColor::Cyan),
            Self::Of(severity) => Self::Tone(severity).style().underline(),
        }
    }
}

/// Text in one style.
#[derive(Clone, Debug)]
pub(super) struct Run {
    text: String,
    ink: Ink,
}

impl Run {
    pub(super) fn new(text: impl Into<String>, ink: Ink) -> Self {
        Self { text: text.into(), ink }
    }

    pub(super) fn plain(text: impl Into<String>) -> Self {
        Self::new(text, Ink::Plain)
    }
}

/// One line of the screen.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    runs: Vec<Run>,
}

impl Line {
    pub(super) fn width(&self) -> usize {
        self.runs.iter().map(|r| width(&r.text)).sum()
    }

    pub(super) fn push(&mut self, text: &str, ink: Ink) {
        match self.runs.last_mut() {
            Some(last) if last.ink == ink => last.text.push_str(text),
            _ => self.runs.push(Run::new(text, ink)),
        }
    }

    /// Adds `line`, then spaces up to `columns`.
    pub(super) fn append(&mut self, line: Option<&Self>, columns: usize) {
        for run in line.iter().flat_map(|l| &l.runs) {
            self.push(&run.text, run.ink);
        }
        let missing = columns.saturating_sub(line.map_or(0, Self::width));
        self.push(&" ".repeat(missing), Ink::Plain);
    }

    /// Writes the line without spaces at its end.
    pub(super) fn write(&self, color: bool, out: &mut String) {
        let start = out.len();
        for run in self.runs.iter().filter(|r| !r.text.is_empty()) {
            let style = run.ink.style();
            if color && style != Style::new() {
                out.extend([style.render().to_string(), run.text.clone(), style.render_reset().to_string()]);
            } else {
                out.push_str(&run.text);
            }
        }
        let kept = out[start..].trim_end_matches(' ').len();
        out.truncate(start + kept);
        out.push('\n');
    }
}

/// The width of `text` in columns.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// Breaks `runs` into lines of at most `columns`.
pub(super) fn wrap(runs: &[Run], columns: usize) -> Vec<Line> {
    let columns = columns.max(4);
    let mut fill = Fill { columns, lines: vec![Line::default()], at: 0, space: None, word: Vec::new(), word_width: 0 };
    for run in runs {
        for grapheme in run.text.graphemes(true) {
            fill.grapheme(grapheme, run.ink);
        }
    }
    fill.end_word();
    fill.lines
}

/// The state of wrapping.
struct Fill {
    columns: usize,
    lines: Vec<Line>,
    /// Columns filled on the last line.
    at: usize,
    /// The style of the space before the next word.
    space: Option<Ink>,
    word: Vec<Run>,
    word_width: usize,
}

impl Fill {
    fn grapheme(&mut self, grapheme: &str, ink: Ink) {
        if matches!(grapheme, " " | "\t" | "\n" | "\r\n" | "\r") {
            self.end_word();
            self.space = self.space.or(Some(ink));
            return;
        }
        let shown = if grapheme.chars().any(is_unsafe) { "\u{fffd}" } else { grapheme };
        let w = width(shown);
        if self.word_width + w > self.columns || (w > 1 && !self.word.is_empty()) {
            self.end_word();
        }
        self.word.push(Run::new(shown, ink));
        self.word_width += w;
    }

    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let space = self.space.take().filter(|_| self.at > 0);
        if self.at + usize::from(space.is_some()) + self.word_width > self.columns {
            self.lines.push(Line::default());
            self.at = 0;
        } else if let (Some(ink), Some(line)) = (space, self.lines.last_mut()) {
            line.push(" ", ink);
            self.at += 1;
        }
        if let Some(line) = self.lines.last_mut() {
            for g in self.word.drain(..) {
                line.push(&g.text, g.ink);
            }
        }
        self.at += std::mem::take(&mut self.word_width);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, columns: usize) -> Vec<String> {
        let show = |l: &Line| {
            let mut s = String::new();
            l.write(false, &mut s);
            s.trim_end_matches('\n').to_owned()
        };
        wrap(&[Run::plain(text)], columns).iter().map(show).collect()
    }

    #[test]
    fn french_spaces_hold_together() {
        assert_eq!(
            lines("dit-il\u{202f}: «\u{a0}oui\u{a0}!\u{a0}»", 9),
            ["dit-il\u{202f}:", "«\u{a0}oui\u{a0}!\u{a0}»"]
        );
        assert_eq!(lines("un  deux\n trois", 8), ["un deux", "trois"]);
    }

    #[test]
    fn long_words_and_wide_characters_are_cut() {
        assert_eq!(lines("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(lines("橋梁通行止", 6), ["橋梁通", "行止"]);
        assert_eq!(lines("", 10), [""]);
    }

    #[test]
    fn no_text_reaches_the_cursor() {
        assert_eq!(lines("a\u{1b}[31mb\u{202e}c\u{0}", 20), ["a\u{fffd}[31mb\u{fffd}c\u{fffd}"]);
    }
}
