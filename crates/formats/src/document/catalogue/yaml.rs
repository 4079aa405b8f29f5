//! Catalogues in YAML, as Rails has them: mappings in mappings, the language at the root.
//!
//! Aliases of a single text are resolved; those of a mapping are counted and not read again, so that no file grows by
//! them.

use super::messages::{Catalogue, fault, has_words, take_root_language};
use super::plurals;
use crate::InputProblem;
use calque_text::{LeftOutReason, MessageKey};
use saphyr_parser::{Event, Parser, ScalarStyle};
use std::collections::HashMap;

/// Mappings in mappings, at most.
const DEEPEST: usize = 128;

/// What stands open around the value at hand.
enum Open {
    /// A mapping; its key if that was read, and where the path ends without it.
    Mapping(Option<String>),
    /// A sequence, and the number of the next value.
    Sequence(usize),
}

pub(super) fn read(source: &str, catalogue: &mut Catalogue) -> Result<(), InputProblem> {
    let (mut open, mut anchors) = (Vec::<Open>::new(), HashMap::<usize, String>::new());
    for event in Parser::new_from_str(source) {
        let (event, span) = event.map_err(|e| fault(e.marker().line(), e.info()))?;
        let line = span.start.line();
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) if open.len() >= DEEPEST => {
                return Err(InputProblem::Damaged(format!("it is nested more than {DEEPEST} deep")));
            }
            Event::MappingStart(..) => open.push(Open::Mapping(None)),
            Event::SequenceStart(..) => open.push(Open::Sequence(0)),
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
                done(&mut open);
            }
            Event::Scalar(text, style, anchor, _) => {
                if anchor > 0 && text.len() < 4096 {
                    anchors.insert(anchor, text.to_string());
                }
                value(&text, style, line, &mut open, catalogue)?;
            }
            Event::Alias(anchor) => {
                if let Some(text) = anchors.get(&anchor).cloned() {
                    value(&text, ScalarStyle::DoubleQuoted, line, &mut open, catalogue)?;
                } else {
                    catalogue.left_out(LeftOutReason::Copy, &path(&open));
                    done(&mut open);
                }
            }
            _ => {}
        }
    }
    take_root_language(catalogue);
    plurals::part(&mut catalogue.messages);
    Ok(())
}

/// A scalar: a key, or a value.
fn value(
    text: &str,
    style: ScalarStyle,
    line: usize,
    open: &mut [Open],
    catalogue: &mut Catalogue,
) -> Result<(), InputProblem> {
    if let Some(Open::Mapping(key @ None)) = open.last_mut() {
        *key = Some(text.to_owned());
        return Ok(());
    }
    // `:year` is a name of Ruby, `true` and `~` are no words.
    let plain = style == ScalarStyle::Plain;
    let name = plain && (text.starts_with(':') || matches!(text, "true" | "false" | "null" | "~" | "yes" | "no"));
    if has_words(text) && !name && !open.is_empty() {
        catalogue.add(MessageKey { name: path(open), form: None }, text, line)?;
    }
    done(open);
    Ok(())
}

/// A value is complete: a mapping waits for its next key.
fn done(open: &mut [Open]) {
    match open.last_mut() {
        Some(Open::Mapping(key)) => *key = None,
        Some(Open::Sequence(n)) => *n += 1,
        None => {}
    }
}

fn path(open: &[Open]) -> String {
    let part = |open: &Open| match open {
        Open::Mapping(key) => key.clone().unwrap_or_default(),
        Open::Sequence(n) => n.to_string(),
    };
    open.iter().map(part).collect::<Vec<_>>().join(".")
}
