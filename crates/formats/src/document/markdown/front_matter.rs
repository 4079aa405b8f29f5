//! The front matter of a page, in YAML or TOML: titles and descriptions are text, whatever mapping they stand in; the
//! rest is for programs.

use crate::document::builder::DocumentBuilder;
use calque_text::{BlockKind, LeftOutReason};
use saphyr_parser::{Event, Parser};

/// Keys whose value is read by people.
const TEXTS: [&str; 14] = [
    "title",
    "description",
    "summary",
    "subtitle",
    "tagline",
    "details",
    "text",
    "abstract",
    "excerpt",
    "lead",
    "caption",
    "quote",
    "linktitle",
    "heading",
];
/// Mappings in mappings, at most.
const DEEPEST: usize = 32;

/// Adds the texts of front matter; a title that the first heading of the page repeats is left to it.
pub(super) fn read(text: &str, page: &str, out: &mut DocumentBuilder) {
    let values = yaml(text).unwrap_or_else(|| lines(text));
    let heading = page.lines().find_map(|line| line.strip_prefix("# "));
    let repeated = |value: &str| heading.is_some_and(|heading| heading.trim() == value);
    let (titles, others): (Vec<_>, Vec<_>) = values.into_iter().partition(|v| v.key == "title" && v.depth == 1);
    for value in titles.into_iter().chain(others) {
        let of_page = value.depth == 1 && value.key == "title";
        if !TEXTS.contains(&value.key.to_lowercase().as_str()) || !value.text.contains(char::is_alphabetic) {
            out.left_out(LeftOutReason::Metadata, &value.text);
        } else if !(of_page && repeated(value.text.trim())) {
            out.start(if of_page { BlockKind::Heading(1) } else { BlockKind::Paragraph });
            out.text(&value.text);
            out.start(BlockKind::Paragraph);
        }
    }
}

/// A value, the key it stands under, and in how many mappings.
struct Value {
    key: String,
    depth: usize,
    text: String,
}

/// What stands open around a value.
enum Open {
    /// A mapping, with its key once that is read.
    Mapping(Option<String>),
    Sequence,
}

impl Open {
    fn key(&self) -> Option<&str> {
        match self {
            Self::Mapping(key) => key.as_deref(),
            Self::Sequence => None,
        }
    }
}

/// The values of YAML in their order; none if it is no YAML, or not a mapping.
fn yaml(text: &str) -> Option<Vec<Value>> {
    let (mut open, mut values) = (Vec::<Open>::new(), Vec::new());
    for event in Parser::new_from_str(text) {
        match event.ok()?.0 {
            Event::MappingStart(..) | Event::SequenceStart(..) if open.len() >= DEEPEST => return None,
            Event::MappingStart(..) => open.push(Open::Mapping(None)),
            Event::SequenceStart(..) => open.push(Open::Sequence),
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
                done(&mut open);
            }
            Event::Scalar(text, ..) => match open.last_mut() {
                None => return None,
                Some(Open::Mapping(key @ None)) => *key = Some(text.into_owned()),
                Some(_) => {
                    let key = open.iter().rev().find_map(Open::key).unwrap_or_default().to_owned();
                    let depth = open.iter().filter(|o| matches!(o, Open::Mapping(_))).count();
                    values.push(Value { key, depth, text: text.into_owned() });
                    done(&mut open);
                }
            },
            Event::Alias(_) => done(&mut open),
            _ => {}
        }
    }
    Some(values)
}

/// A value is complete: its mapping waits for the next key.
fn done(open: &mut [Open]) {
    if let Some(Open::Mapping(key)) = open.last_mut() {
        *key = None;
    }
}

/// The values that stand in a line of their own with their key: TOML, and YAML with faults.
fn lines(text: &str) -> Vec<Value> {
    let value = |line: &str| {
        let (key, value) = line.split_once([':', '='])?;
        let text = value.trim().trim_matches(['"', '\'']).trim().to_owned();
        let is_text = !text.is_empty() && !text.starts_with(['>', '|', '[', '{']);
        is_text.then(|| Value { key: key.trim_end().to_owned(), depth: 1, text })
    };
    text.lines().filter_map(value).collect()
}

#[cfg(test)]
mod tests {
    use crate::document::markdown::tests::blocks;
    use calque_text::LeftOutReason;

    #[test]
    fn front_matter_has_a_title_and_a_description() {
        let source = "---\ntitle: \"The bridge\"\nlayout: page\ndescription: How it was built.\n---\n\nIt holds.";
        assert_eq!(blocks(source), ["Heading(1): The bridge", "Paragraph: How it was built.", "Paragraph: It holds."]);
        assert_eq!(blocks("---\ntitle: The bridge\n---\n\n# The bridge\n"), ["Heading(1): The bridge"]);
        assert_eq!(blocks("+++\ntitle = \"The bridge\"\n+++\n\nIt holds.")[0], "Heading(1): The bridge");
    }

    #[test]
    fn folded_and_nested_values_are_read() {
        let source = "---\nlayout: home\ndescription: >\n  How it was\n  built.\nhero:\n  text: Bridges for all\n  actions:\n    - theme: brand\n      text: Get started\n\
                      features:\n  - title: Strong\n    details: It holds.\n---\n\nThe end.";
        let found = blocks(source);
        let words = ["How it was built.", "Bridges for all", "Get started", "Strong", "It holds.", "The end."];
        assert_eq!(found, words.map(|w| format!("Paragraph: {w}")));
        let mut out = crate::document::markdown::document(source);
        let account = out.take_account();
        assert_eq!(
            account.entries().iter().map(|e| (e.why, e.words)).collect::<Vec<_>>(),
            [(LeftOutReason::Metadata, 2)]
        );
    }
}
