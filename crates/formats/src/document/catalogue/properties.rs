//! Properties of Java: `key = value`, a backslash at the end of a line joins it to the next.

use super::escapes::unescaped;
use super::messages::Catalogue;
use crate::InputProblem;
use calque_text::LeftOutReason;

/// Letters that name a character after a backslash.
const NAMED: [(char, char); 4] = [('n', '\n'), ('t', '\t'), ('r', '\r'), ('f', '\u{c}')];

pub(super) fn read(source: &str, catalogue: &mut Catalogue) -> Result<(), InputProblem> {
    let mut lines = source.trim_start_matches('\u{feff}').lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let line = line.trim_start();
        if let Some(comment) = line.strip_prefix(['#', '!']) {
            catalogue.left_out(LeftOutReason::Comment, comment);
            continue;
        }
        let mut whole = line.to_owned();
        while whole.bytes().rev().take_while(|&b| b == b'\\').count() % 2 == 1 {
            whole.pop();
            let Some((_, next)) = lines.next() else { break };
            whole.push_str(next.trim_start());
        }
        if whole.trim().is_empty() {
            continue;
        }
        let end = key_end(&whole);
        let value = whole[end..].trim_start();
        let value = value.strip_prefix(['=', ':']).unwrap_or(value).trim_start();
        // In formats of messages an apostrophe is written twice.
        let value = unescaped(value, &NAMED, &['u']).replace("''", "'");
        catalogue.add_selecting(&unescaped(&whole[..end], &NAMED, &['u']), &value, number + 1)?;
    }
    Ok(())
}

/// Where the key ends: at white space, `=` or `:` without a backslash.
fn key_end(line: &str) -> usize {
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '=' | ':' | ' ' | '\t' => return at,
            _ => {}
        }
    }
    line.len()
}
