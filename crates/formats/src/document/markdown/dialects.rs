//! What documentation tools add to Markdown, rewritten as plain CommonMark before it is parsed.
//!
//! - Containers whose body is indented: `!!! note "Title"`, `??? tip`, `=== "Tab"` (MkDocs, PyMdown).
//! - Containers between colons: `:::tip Title`, `::: warning`, `:::note[Title]` (VitePress, Docusaurus, Pandoc).
//! - Attributes `{#id}`, `{: .class}`, `{.class}` at the end of a line; icons such as `:material-check:`.
//! - Lines that include or import something: `--8<-- "x.md"`, `{% include x %}`, `{{< x >}}`, `[[toc]]`, and in MDX
//!   `import` and `export`.
//!
//! Titles become paragraphs of their own, bodies lose their indentation. Code between fences stays as it is.

use crate::document::builder::DocumentBuilder;
use calque_text::LeftOutReason;
use std::borrow::Cow;
use std::fmt::Write as _;

/// The text without what only such tools understand; lines that name other files are counted as left out.
pub(super) fn plain<'a>(source: &'a str, account: &mut DocumentBuilder) -> Cow<'a, str> {
    if !source.lines().any(is_special) {
        return Cow::Borrowed(source);
    }
    let mut out = String::with_capacity(source.len());
    let mut fence: Option<&str> = None;
    // How far the bodies of open containers are indented.
    let mut bodies: Vec<usize> = Vec::new();
    for line in source.lines() {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if !line.trim().is_empty() {
            bodies.retain(|&body| indent >= body);
        }
        let dedent = bodies.last().copied().unwrap_or(0);
        let text = line.get(dedent.min(indent)..).unwrap_or(line);
        let trimmed = text.trim();
        if let Some(mark) = fence {
            out.push_str(text);
            out.push('\n');
            if trimmed.starts_with(mark) && trimmed.trim_matches(['`', '~']).is_empty() {
                fence = None;
            }
            continue;
        }
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            fence = Some(if trimmed.starts_with('`') { "```" } else { "~~~" });
            out.push_str(text);
            out.push('\n');
            continue;
        }
        if let Some(title) = indented_container(trimmed) {
            bodies.push(indent + 4);
            paragraph(&mut out, title);
        } else if let Some(title) = colon_container(trimmed) {
            paragraph(&mut out, title);
        } else if is_inclusion(trimmed) {
            account.left_out(LeftOutReason::Included, trimmed);
        } else {
            out.push_str(&without_icons(without_attributes(text)));
            out.push('\n');
        }
    }
    Cow::Owned(out)
}

fn paragraph(out: &mut String, title: &str) {
    let _ = if title.is_empty() { writeln!(out) } else { writeln!(out, "\n{title}\n") };
}

/// Whether a line may need rewriting: a cheap test, so that other texts are not copied.
fn is_special(line: &str) -> bool {
    let text = line.trim();
    ["!!!", "???", "===", ":::", "--8<--", "{%", "{{<", "[[", "import ", "export "].iter().any(|s| text.starts_with(s))
        || text.ends_with('}')
        || text.contains(":material-")
        || text.contains(":octicons-")
        || text.contains(":fontawesome-")
        || text.contains(":simple-")
}

/// The title of a container whose body is indented; empty if it has none.
fn indented_container(line: &str) -> Option<&str> {
    let rest = ["!!!", "???+", "???", "===!", "===+", "==="].iter().find_map(|mark| line.strip_prefix(mark))?;
    if !rest.starts_with(' ') {
        return None;
    }
    match rest.split_once('"') {
        Some((_, title)) => title.rsplit_once('"').map(|(title, _)| title.trim()),
        // `!!! note`: the kind alone.
        None if !line.starts_with('=') && rest.split_whitespace().count() <= 3 => Some(""),
        None => None,
    }
}

/// The title of a container between colons, whose kind is the first word; empty if it has none or ends.
fn colon_container(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(":::")?.trim_start_matches(':').trim();
    if let Some((_, title)) = rest.split_once('[') {
        return Some(title.trim_end_matches(']'));
    }
    if rest.starts_with('{') {
        return Some("");
    }
    Some(rest.split_once(char::is_whitespace).map_or("", |(_, title)| title.trim()))
}

/// Whether a line includes another file, calls a function of the tool, or is code of MDX.
fn is_inclusion(line: &str) -> bool {
    let between = |open: &str, close: &str| {
        line.strip_prefix(open).and_then(|l| l.strip_suffix(close)).is_some_and(|inside| !inside.contains(close))
    };
    let module = |word: &str| {
        line.starts_with(word) && (line.ends_with(';') || line.contains(" from '") || line.contains(" from \""))
    };
    line.starts_with("--8<--")
        || between("{%", "%}")
        || between("{{<", ">}}")
        || between("{{%", "%}}")
        || matches!(line.to_ascii_lowercase().as_str(), "[[toc]]" | "[toc]" | "[[_toc_]]")
        || module("import ")
        || (module("export ") && (line.contains(" const ") || line.contains(" default ") || line.contains('{')))
}

/// A line without the attributes at its end.
fn without_attributes(line: &str) -> &str {
    let Some((text, attributes)) = line.rsplit_once('{') else { return line };
    let is_list = attributes.trim_end().strip_suffix('}').is_some_and(|inside| {
        inside.starts_with(['#', '.', ':'])
            && inside[1..].chars().all(|c| c.is_alphanumeric() || " -_.#:=\"'/".contains(c))
    });
    // `${name}` and `{{ name }}` are variables.
    if is_list && !text.ends_with(['$', '{', '%']) { text.trim_end() } else { line }
}

/// A line without the icons of icon fonts: `:material-check:`.
fn without_icons(line: &str) -> Cow<'_, str> {
    const FONTS: [&str; 4] = [":material-", ":octicons-", ":fontawesome-", ":simple-"];
    if !FONTS.iter().any(|font| line.contains(font)) {
        return Cow::Borrowed(line);
    }
    let (mut out, mut rest) = (String::with_capacity(line.len()), line);
    while let Some(at) = FONTS.iter().filter_map(|font| rest.find(font)).min() {
        out.push_str(&rest[..at]);
        let icon = &rest[at + 1..];
        let end = icon.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(icon.len());
        if icon[end..].starts_with(':') {
            rest = icon[end + 1..].trim_start_matches(' ');
        } else {
            out.push(':');
            rest = icon;
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use crate::document::markdown::document;

    fn blocks(source: &str) -> Vec<String> {
        let doc = document(source).finish();
        doc.blocks.iter().map(|b| format!("{:?}: {}", b.kind, b.span.of(&doc.text))).collect()
    }

    #[test]
    fn containers_are_text() {
        let source = "!!! note \"Good to know\"\n\n    The cache is kept.\n\n    - one\n\n    ```\n    x = 1\n    ```\n\n=== \"Linux\"\n\n    Open a terminal.\n\n\
                      ??? tip\n\n    Rest.\n\n:::tip Before you start\nInstall the tool first.\n:::\n\n:::note[Mind this]\n\nIt is late.\n\n:::\n\nThe end.";
        assert_eq!(
            blocks(source),
            [
                "Paragraph: Good to know",
                "Paragraph: The cache is kept.",
                "ListItem: one",
                "Code: x = 1",
                "Paragraph: Linux",
                "Paragraph: Open a terminal.",
                "Paragraph: Rest.",
                "Paragraph: Before you start",
                "Paragraph: Install the tool first.",
                "Paragraph: Mind this",
                "Paragraph: It is late.",
                "Paragraph: The end.",
            ]
        );
    }

    #[test]
    fn anchors_icons_and_inclusions_are_no_text() {
        let source = "import Tabs from '@theme/Tabs';\n\n# The bridge {#bridge}\n\n:material-check: It holds. Use `${name}` and {{ name }}\n{: .wide }\n\n--8<-- \"note.md\"\n\n[[toc]]\n\n\
                      ```js\nimport a from 'a';\n{% include x %}\n```\n\nimport duties fell; export {x}";
        assert_eq!(
            blocks(source),
            [
                "Heading(1): The bridge",
                "Paragraph: It holds. Use ${name} and {{ name }}",
                "Code: import a from 'a';\n{% include x %}",
                "Paragraph: import duties fell; export {x}",
            ]
        );
    }

    #[test]
    fn front_matter_has_a_title_and_a_description() {
        let source = "---\ntitle: \"The bridge\"\nlayout: page\ndescription: How it was built.\n---\n\nIt holds.";
        assert_eq!(blocks(source), ["Heading(1): The bridge", "Paragraph: How it was built.", "Paragraph: It holds."]);
        assert_eq!(blocks("---\ntitle: The bridge\n---\n\n# The bridge\n"), ["Heading(1): The bridge"]);
    }
}
