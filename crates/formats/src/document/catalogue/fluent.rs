//! Catalogues of Fluent: messages, terms, attributes, and the variants of what a message selects.

use super::messages::{Catalogue, fault};
use crate::InputProblem;
use calque_text::{LeftOutReason, MessageKey};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use std::collections::HashMap;
use std::fmt::Write as _;

/// Braces in braces, at most: the parser of the library goes down as deep as the text does.
const DEEPEST: usize = 32;
/// Messages that the variants of one message may make.
const MOST_VARIANTS: usize = 64;

pub(super) fn read(source: &str, catalogue: &mut Catalogue) -> Result<(), InputProblem> {
    check_depth(source)?;
    let resource = match fluent_syntax::parser::parse(source) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            let line = |at: usize| 1 + source.get(..at).unwrap_or(source).matches('\n').count();
            let first = errors.first().map(|e| format!(" (the first on line {}: {})", line(e.pos.start), e.kind));
            catalogue.warnings.push(format!(
                "{} messages cannot be read{} and are left out",
                errors.len(),
                first.unwrap_or_default()
            ));
            resource
        }
    };
    // The syntax tree has no places: a message begins where its name stands at the margin.
    let names = source.lines().enumerate().filter_map(|(n, line)| Some((line.split_once('=')?.0.trim_end(), n + 1)));
    let lines: HashMap<&str, usize> = names.filter(|(name, _)| !name.starts_with([' ', '.', '['])).collect();
    let line = |name: &str| lines.get(name).copied().unwrap_or(1);
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                let (name, line) = (message.id.name, line(message.id.name));
                if let Some(value) = &message.value {
                    variants(name, value, line, catalogue)?;
                }
                for attribute in &message.attributes {
                    variants(&format!("{name}.{}", attribute.id.name), &attribute.value, line, catalogue)?;
                }
            }
            Entry::Term(term) => {
                let name = format!("-{}", term.id.name);
                variants(&name, &term.value, line(&name), catalogue)?;
            }
            Entry::Comment(c) | Entry::GroupComment(c) | Entry::ResourceComment(c) => {
                catalogue.left_out(LeftOutReason::Comment, &c.content.join(" "));
            }
            Entry::Junk { content } => catalogue.left_out(LeftOutReason::Unknown, content),
        }
    }
    Ok(())
}

fn check_depth(source: &str) -> Result<(), InputProblem> {
    let mut depth = 0_usize;
    for (line, text) in source.lines().enumerate() {
        // A message begins at the margin; what the one before has left open counts no more.
        if text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-' || c == '#') {
            depth = 0;
        }
        for byte in text.bytes() {
            match byte {
                b'{' | b'(' => depth += 1,
                b'}' | b')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > DEEPEST {
                return Err(fault(line + 1, format!("braces are nested more than {DEEPEST} deep")));
            }
        }
    }
    Ok(())
}

/// Adds a message, once for each combination of what it selects.
fn variants(name: &str, pattern: &Pattern<&str>, line: usize, catalogue: &mut Catalogue) -> Result<(), InputProblem> {
    for (form, text) in texts(pattern) {
        let form = (!form.is_empty()).then_some(form);
        catalogue.add(MessageKey { name: name.to_owned(), form }, text, line)?;
    }
    Ok(())
}

/// The texts of a pattern, each with the names of the variants that it is made of.
fn texts(pattern: &Pattern<&str>) -> Vec<(String, String)> {
    let mut out = vec![(String::new(), String::new())];
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => out.iter_mut().for_each(|(_, text)| text.push_str(value)),
            PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                let shown = inline_text(inline);
                out.iter_mut().for_each(|(_, text)| text.push_str(&shown));
            }
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                let mut next = Vec::new();
                for (form, text) in &out {
                    for variant in variants.iter().take(MOST_VARIANTS.saturating_sub(next.len())) {
                        let (VariantKey::Identifier { name: key } | VariantKey::NumberLiteral { value: key }) =
                            variant.key;
                        for (inner, words) in texts(&variant.value) {
                            let parts = [form.as_str(), key, &inner];
                            let form = parts.iter().filter(|p| !p.is_empty()).copied().collect::<Vec<_>>().join("/");
                            next.push((form, format!("{text}{words}")));
                        }
                    }
                }
                next.truncate(MOST_VARIANTS);
                out = next;
            }
        }
    }
    out
}

/// A placeable as it is written: a variable of the message.
fn inline_text(inline: &InlineExpression<&str>) -> String {
    match inline {
        InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => (*value).to_owned(),
        InlineExpression::VariableReference { id } => format!("{{ ${} }}", id.name),
        InlineExpression::MessageReference { id, attribute } => {
            let mut out = format!("{{ {}", id.name);
            if let Some(attribute) = attribute {
                // Writing to a string cannot fail.
                let _ = write!(out, ".{}", attribute.name);
            }
            out + " }"
        }
        InlineExpression::TermReference { id, .. } => format!("{{ -{} }}", id.name),
        InlineExpression::FunctionReference { id, arguments } => {
            let arguments: Vec<String> = arguments.positional.iter().map(inline_text).collect();
            let bare: Vec<&str> = arguments.iter().map(|a| a.trim_matches(['{', '}', ' '])).collect();
            format!("{{ {}({}) }}", id.name, bare.join(", "))
        }
        InlineExpression::Placeable { expression } => match expression.as_ref() {
            Expression::Inline(inline) => inline_text(inline),
            Expression::Select { .. } => String::new(),
        },
    }
}
