//! Reads Markdown (CommonMark with tables, and what documentation tools add): headings, list items, quotations, cells, code and captions.
//!
//! The text of links stays, their addresses do not; an image alone in its paragraph gives its description
//! as a caption; of front matter titles and descriptions are read; inline markup is omitted.

mod dialects;
mod front_matter;

use super::builder::{DocumentBuilder, is_directive};
use super::html;
use calque_text::{BlockKind, LeftOutReason};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Reads a text; comments that are directives for Calque are kept.
pub(crate) fn document(source: &str) -> DocumentBuilder {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut out = DocumentBuilder::default();
    let source = dialects::plain(source, &mut out);
    let mut kinds = vec![BlockKind::Paragraph];
    let (mut metadata, mut markup) = (false, String::new());
    for event in Parser::new_ext(&source, options) {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => metadata = true,
            Event::End(TagEnd::MetadataBlock(_)) => {
                front_matter::read(&std::mem::take(&mut markup), &source, &mut out);
                metadata = false;
            }
            Event::Text(text) if metadata => markup.push_str(&text),
            _ if metadata => {}
            Event::Start(tag) => {
                if let Some(kind) = kind_of(&tag, *kinds.last().unwrap_or(&BlockKind::Paragraph)) {
                    kinds.push(kind);
                    out.start(kind);
                } else if matches!(tag, Tag::Image { .. }) && out.at_block_start() {
                    out.start(BlockKind::Caption);
                }
            }
            Event::End(TagEnd::HtmlBlock) => {
                html::fragment(&std::mem::take(&mut markup), &mut out);
                out.start(*kinds.last().unwrap_or(&BlockKind::Paragraph));
            }
            Event::End(end) if is_block_end(end) => {
                kinds.pop();
                out.start(*kinds.last().unwrap_or(&BlockKind::Paragraph));
            }
            Event::Text(text) if out.kind() == BlockKind::Code => out.verbatim(&text),
            Event::Text(text) | Event::Code(text) => out.text(&text),
            Event::SoftBreak => out.text(" "),
            Event::HardBreak => out.start(out.kind()),
            Event::Html(html) => markup.push_str(&html),
            Event::InlineHtml(html) if html.starts_with("<br") => out.start(out.kind()),
            Event::InlineHtml(html) => {
                if let Some(comment) = html.strip_prefix("<!--").and_then(|c| c.strip_suffix("-->")) {
                    out.comment(comment);
                    if !is_directive(comment) {
                        out.left_out(LeftOutReason::Comment, comment);
                    }
                }
            }
            _ => {}
        }
    }
    out
}

fn kind_of(tag: &Tag<'_>, outer: BlockKind) -> Option<BlockKind> {
    Some(match tag {
        Tag::Paragraph => outer,
        Tag::Heading { level, .. } => BlockKind::Heading(match level {
            HeadingLevel::H1 => 1,
            HeadingLevel::H2 => 2,
            HeadingLevel::H3 => 3,
            HeadingLevel::H4 => 4,
            HeadingLevel::H5 => 5,
            HeadingLevel::H6 => 6,
        }),
        Tag::BlockQuote(_) => BlockKind::Quote,
        Tag::CodeBlock(_) => BlockKind::Code,
        Tag::Item | Tag::FootnoteDefinition(_) | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
            BlockKind::ListItem
        }
        Tag::TableCell => BlockKind::Cell,
        _ => return None,
    })
}

fn is_block_end(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::TableCell
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn blocks(source: &str) -> Vec<String> {
        let doc = document(source).finish();
        doc.blocks.iter().map(|b| format!("{:?}: {}", b.kind, b.span.of(&doc.text))).collect()
    }

    #[test]
    fn blocks_keep_their_kind_and_order() {
        let source = "---\ntitle: non\n---\n# Un *titre*\n\nDu texte\nsuivi, avec un [lien](http://x) et `code`.\n\n\
                      ![Le port, hier.](port.jpg)\n\n- un\n- deux\n\n> Dit-il.\n\n```\nx = 1\n```\n\n| a | b |\n|---|---|\n| c | d |\n\n\
                      <p>Brut &amp; net</p>\n\nFin  \nligne";
        let doc = document(source).finish();
        let got: Vec<_> = doc.blocks.iter().map(|b| format!("{:?}: {}", b.kind, b.span.of(&doc.text))).collect();
        assert_eq!(
            got,
            [
                "Heading(1): non",
                "Heading(1): Un titre",
                "Paragraph: Du texte suivi, avec un lien et code.",
                "Caption: Le port, hier.",
                "ListItem: un",
                "ListItem: deux",
                "Quote: Dit-il.",
                "Code: x = 1",
                "Cell: a",
                "Cell: b",
                "Cell: c",
                "Cell: d",
                "Paragraph: Brut & net",
                "Paragraph: Fin",
                "Paragraph: ligne",
            ]
        );
    }
}
