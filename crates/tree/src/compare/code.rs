//! Blocks of code of two pages: which have no counterpart, and which say something else.
//!
//! Code is compared line by line. What a translator may change is left aside: comments, the words of strings, and
//! lines that are prose (what a program prints).

use calque_report::ReportSide;
use calque_text::BlockKind;
use std::collections::HashMap;

/// The least share of common lines of two versions of one block.
const ALIKE: f32 = 0.4;
/// The most blocks of a side that are compared with all of the other; of more, those at the same place.
const MAX_BLOCKS: usize = 400;

/// A block of code.
pub(super) struct CodeBlock {
    /// Its index among the blocks of the document.
    pub(super) block: usize,
    /// Its lines, without what translators change.
    lines: Vec<String>,
}

/// What became of a block of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodeChange {
    /// No counterpart of this block of the original.
    Missing(usize),
    /// No counterpart of this block of the translation.
    New(usize),
    /// These blocks stand for each other, and differ.
    Differs(usize, usize),
}

/// The blocks of code of a side.
pub(super) fn code_blocks(side: &ReportSide) -> Vec<CodeBlock> {
    let blocks = side.document.blocks.iter().enumerate().filter(|(_, b)| b.kind == BlockKind::Code);
    let code = |(block, b): (usize, &calque_text::Block)| {
        let lines = b.span.of(&side.document.text).lines().map(bare).filter(|line| !line.is_empty()).collect();
        CodeBlock { block, lines }
    };
    blocks.map(code).collect()
}

/// Compares the blocks of both sides, in their order.
pub(super) fn code_changes(sources: &[CodeBlock], targets: &[CodeBlock]) -> Vec<CodeChange> {
    let pairs = paired(sources, targets);
    let mut changes = Vec::new();
    let (mut s, mut t) = (0, 0);
    for (i, j) in pairs.into_iter().chain([(sources.len(), targets.len())]) {
        // Between two pairs: blocks in the same place, then what is left.
        while s < i && t < j {
            if !same(&sources[s], &targets[t]) {
                changes.push(CodeChange::Differs(sources[s].block, targets[t].block));
            }
            (s, t) = (s + 1, t + 1);
        }
        changes.extend(sources[s..i].iter().map(|b| CodeChange::Missing(b.block)));
        changes.extend(targets[t..j].iter().map(|b| CodeChange::New(b.block)));
        if let (Some(source), Some(target)) = (sources.get(i), targets.get(j))
            && !same(source, target)
        {
            changes.push(CodeChange::Differs(source.block, target.block));
        }
        (s, t) = (i + 1, j + 1);
    }
    changes
}

/// The pairs of blocks that are alike, in order: those of the greatest likeness in all.
fn paired(sources: &[CodeBlock], targets: &[CodeBlock]) -> Vec<(usize, usize)> {
    if sources.len().max(targets.len()) > MAX_BLOCKS {
        return (0..sources.len().min(targets.len())).map(|i| (i, i)).collect();
    }
    let (n, m) = (sources.len(), targets.len());
    let mut best = vec![vec![0.0_f32; m + 1]; n + 1];
    let mut alike = vec![vec![0.0_f32; m]; n];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            alike[i][j] = Some(likeness(&sources[i], &targets[j])).filter(|x| *x >= ALIKE).unwrap_or(0.0);
            let pair = if alike[i][j] > 0.0 { alike[i][j] + best[i + 1][j + 1] } else { 0.0 };
            best[i][j] = pair.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < n && j < m {
        if alike[i][j] > 0.0 && best[i][j] <= alike[i][j] + best[i + 1][j + 1] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[i + 1][j] >= best[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// The share of lines that two blocks have in common.
fn likeness(a: &CodeBlock, b: &CodeBlock) -> f32 {
    let all = a.lines.len() + b.lines.len();
    if all == 0 {
        return 1.0;
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for line in &a.lines {
        *counts.entry(line).or_default() += 1;
    }
    let mut common = 0;
    for line in &b.lines {
        if let Some(n) = counts.get_mut(line.as_str()).filter(|n| **n > 0) {
            *n -= 1;
            common += 1;
        }
    }
    // Blocks of one line that differ in a word of it are versions of each other.
    if common == 0 && a.lines.len() == 1 && b.lines.len() == 1 {
        return words_in_common(&a.lines[0], &b.lines[0]);
    }
    2.0 * common as f32 / all as f32
}

fn words_in_common(a: &str, b: &str) -> f32 {
    let (a, mut b): (Vec<&str>, Vec<&str>) = (a.split_whitespace().collect(), b.split_whitespace().collect());
    let all = a.len() + b.len();
    let mut common = 0;
    for word in a {
        if let Some(at) = b.iter().position(|other| *other == word) {
            b.swap_remove(at);
            common += 1;
        }
    }
    2.0 * common as f32 / all.max(1) as f32
}

/// Whether two blocks say the same, but for lines of prose.
fn same(a: &CodeBlock, b: &CodeBlock) -> bool {
    let code = |block: &CodeBlock| block.lines.iter().filter(|l| !is_prose(l)).cloned().collect::<Vec<_>>();
    let (mut a, mut b) = (code(a), code(b));
    a.sort();
    b.sort();
    a == b
}

/// Whether a line is words for people: no sign of a program and no figure in it.
fn is_prose(line: &str) -> bool {
    let signs = "=(){}[]<>;$\\/|_@#&*+%`~^0123456789";
    let is_option = line.split_whitespace().any(|w| w.starts_with('-') && w.len() > 1);
    line.contains(' ') && !line.contains(|c: char| signs.contains(c)) && !is_option
}

/// A line without comments and without the words of its strings.
fn bare(line: &str) -> String {
    let trimmed = line.trim();
    if ["#", "//", "--", ";", "%", "<!--", "/*", "* ", "*/", "REM "].iter().any(|mark| trimmed.starts_with(mark))
        && !trimmed.starts_with("#!")
        && !trimmed.starts_with("#include")
        && !trimmed.starts_with("--- ")
        && !is_option_line(trimmed)
    {
        return String::new();
    }
    let mut out = String::new();
    let mut quote: Option<char> = None;
    let mut before = ' ';
    let mut chars = trimmed.chars().peekable();
    while let Some(c) = chars.next() {
        match quote {
            Some(q) if c == q && before != '\\' => {
                quote = None;
                out.push(c);
            }
            // Of a string only what a program reads as a value stays: figures.
            Some(_) if c.is_ascii_digit() => out.push(c),
            Some(_) => {}
            // An apostrophe inside a word begins no string.
            None if (c == '"' || (c == '\'' && !before.is_alphanumeric())) && chars.clone().any(|d| d == c) => {
                quote = Some(c);
                out.push(c);
            }
            None if before.is_whitespace() && (c == '#' || (c == '/' && chars.peek() == Some(&'/'))) => break,
            None => out.push(c),
        }
        before = c;
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a line that begins with `--` is an option of a command, as in a list of options, and no comment of SQL.
fn is_option_line(line: &str) -> bool {
    line.strip_prefix("--").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(at: usize, text: &str) -> CodeBlock {
        CodeBlock { block: at, lines: text.lines().map(bare).filter(|l| !l.is_empty()).collect() }
    }

    #[test]
    fn what_translators_change_does_not_count() {
        for (a, b) in [
            ("x = 1  # the port", "x = 1  # le port"),
            ("# start it\nrun --fast", "# le lancer\nrun --fast"),
            ("print(\"Hello there\")", "print(\"Bonjour\")"),
            ("puts 'good day'", "puts 'bonne journée'"),
            ("Server started", "Serveur démarré"),
            ("let x = 1; // one", "let x = 1; // un"),
        ] {
            assert!(same(&block(0, a), &block(0, b)), "{a} | {b}");
            assert_eq!(code_changes(&[block(0, a), block(1, "y = 2")], &[block(0, b), block(1, "y = 2")]), [], "{a}");
        }
    }

    #[test]
    fn what_programs_do_counts() {
        for (a, b) in [
            ("listen 8080", "listen 9090"),
            ("port = \"8080\"", "port = \"9090\""),
            ("run --fast", "run --slow"),
            ("x = f(1)", "x = g(1)"),
            ("a\nb=1\nc=2", "a\nb=1"),
        ] {
            assert!(!same(&block(0, a), &block(0, b)), "{a} | {b}");
            assert_eq!(code_changes(&[block(3, a)], &[block(5, b)]), [CodeChange::Differs(3, 5)], "{a}");
        }
    }

    #[test]
    fn blocks_come_and_go() {
        let (a, b, c) = ("install a\nrun a=1", "x = [1, 2]\ny = 2", "curl -X POST http://localhost");
        let changes = code_changes(&[block(1, a), block(2, b), block(3, c)], &[block(1, a), block(4, c)]);
        assert_eq!(changes, [CodeChange::Missing(2)]);
        let changes = code_changes(&[block(1, a)], &[block(1, a), block(2, b)]);
        assert_eq!(changes, [CodeChange::New(2)]);
        assert_eq!(code_changes(&[], &[]), []);
        let many: Vec<CodeBlock> = (0..1000).map(|i| block(i, "x = 1")).collect();
        assert_eq!(code_changes(&many, &many), []);
    }
}
