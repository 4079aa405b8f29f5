//! Assembles a [`Document`] from pieces of text, for the readers of markup.
//!
//! White space collapses to one space, as in a browser, but no-break spaces (French punctuation) stay.
//! Blocks are separated by an empty line.

use calque_text::{Account, Block, BlockKind, Comment, Document, Lang, LeftOutReason, Span};

/// Collects text into blocks.
#[derive(Debug, Default)]
pub(crate) struct DocumentBuilder {
    text: String,
    blocks: Vec<Block>,
    /// Where the current block begins, if it has text.
    open: Option<usize>,
    kind: BlockKind,
    /// White space was read; a space is written before the next word.
    space: bool,
    comments: Vec<Comment>,
    account: Account,
}

impl DocumentBuilder {
    /// Ends the current block and sets the kind of the next one.
    pub(crate) fn start(&mut self, kind: BlockKind) {
        if let Some(start) = self.open.take() {
            let end = start + self.text[start..].trim_end().len();
            if end == start {
                // Only no-break spaces, as editors put into empty paragraphs: not a block.
                self.text.truncate(self.blocks.last().map_or(0, |block| block.span.end));
            } else {
                self.text.truncate(end);
                self.blocks.push(Block::new(Span::new(start, end), self.kind));
            }
        }
        self.space = false;
        self.kind = kind;
    }

    /// The kind of the current block.
    pub(crate) fn kind(&self) -> BlockKind {
        self.kind
    }

    /// Adds running text, white space collapsed.
    pub(crate) fn text(&mut self, text: &str) {
        for (i, word) in text.split([' ', '\t', '\n', '\r', '\x0c']).enumerate() {
            self.space |= i > 0;
            if !word.is_empty() {
                if std::mem::take(&mut self.space) && self.open.is_some() {
                    self.text.push(' ');
                }
                self.begin();
                self.text.push_str(word);
            }
        }
    }

    /// Adds text unchanged, for code.
    pub(crate) fn verbatim(&mut self, text: &str) {
        if !text.trim().is_empty() || self.open.is_some() {
            self.begin();
            self.text.push_str(text);
        }
    }

    /// Keeps a comment that is a directive for Calque, with the index of the current or next block.
    pub(crate) fn comment(&mut self, text: &str) {
        if is_directive(text) {
            self.comments.push(Comment { block: self.blocks.len(), text: text.trim().to_owned() });
        }
    }

    /// The directives found so far.
    pub(crate) fn take_comments(&mut self) -> Vec<Comment> {
        std::mem::take(&mut self.comments)
    }

    /// Notes words of the file that are no part of the text.
    pub(crate) fn left_out(&mut self, why: LeftOutReason, words: &str) {
        self.account.add(why, words);
    }

    /// Adds what was left out elsewhere.
    pub(crate) fn extend_account(&mut self, account: Account) {
        self.account.extend(account);
    }

    /// What was left out so far.
    pub(crate) fn take_account(&mut self) -> Account {
        std::mem::take(&mut self.account)
    }

    fn begin(&mut self) {
        if self.open.is_none() {
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
            self.open = Some(self.text.len());
        }
    }

    /// The text of the current block, with the space that is due before the next word.
    pub(crate) fn open_text(&self) -> &str {
        if self.space { " " } else { self.open.map_or("", |start| &self.text[start..]) }
    }

    /// Whether the current block has no text yet.
    pub(crate) fn at_block_start(&self) -> bool {
        self.open.is_none()
    }

    /// Whether no block has text yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.blocks.is_empty() && self.open.is_none()
    }

    /// The document; its language is not known yet.
    pub(crate) fn finish(mut self) -> Document {
        self.start(BlockKind::Paragraph);
        Document { lang: Lang::UND, text: self.text, blocks: self.blocks }
    }
}

/// Whether a comment is a directive for Calque: it begins with `calque-`.
pub(crate) fn is_directive(comment: &str) -> bool {
    comment.trim_start().starts_with("calque-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_without_visible_text_are_omitted() {
        let mut out = DocumentBuilder::default();
        for text in ["\u{a0}", "One.", "\u{a0}\u{202f}", " ", "Two.\u{a0}", "\u{2003}"] {
            out.start(BlockKind::Paragraph);
            out.text(text);
        }
        let doc = out.finish();
        assert_eq!(doc.text, "One.\n\nTwo.");
        assert_eq!(doc.blocks.iter().map(|b| b.span.of(&doc.text)).collect::<Vec<_>>(), ["One.", "Two."]);
    }
}
