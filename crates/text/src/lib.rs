//! Documents, sentences, tokens, and the facts that stand in text.
//!
//! Everything here is pure: strings in, spans out. A [`Span`] always points
//! into the text it was made from, so nothing is copied and nothing shifts.
//!
//! ```
//! use calque_text::{Lang, tokenize};
//! let text = "L’ambassade n’est pas fermée.";
//! let words: Vec<&str> = tokenize(text, Lang::FR).iter().map(|t| t.span.of(text)).collect();
//! assert_eq!(words, ["L’", "ambassade", "n’", "est", "pas", "fermée", "."]);
//! ```

mod document;
mod lang;
mod span;
mod token;

pub use document::{Block, BlockKind, Document, Sentence};
pub use lang::Lang;
pub use span::{CodePoints, Span};
pub use token::{Token, TokenKind, norm_into, tokenize, tokenize_into, words_of};
