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

mod account;
mod document;
pub mod escape;
pub mod facts;
mod fold;
pub mod hash;
mod lang;
mod langid;
mod languages;
mod normalize;
mod origin;
pub mod placeables;
mod remedy;
mod segment;
mod side;
mod span;
mod table;
mod token;

pub use account::{Account, LeftOutReason, LeftOutWords};
pub use document::{Block, BlockKind, Document, Sentence, TimeSpan};
pub use fold::{fold, strip_accents};
pub use lang::{Lang, ParseLangError};
pub use langid::{ThirdLanguage, foreign_confidence, identify, language, third_language};
pub use normalize::{
    is_apostrophe, is_close_quote, is_dash, is_invisible, is_no_break_space, is_open_quote, is_plain_quote, is_quote,
    is_space, normalize, plain_typography,
};
pub use origin::{Comment, FilePosition, FilePositions, LeftOut, MessageKey, Origin};
pub use remedy::Remedy;
pub use segment::{segment, segment_lines, split_sentences};
pub use side::Side;
pub use span::{CodePoints, Span};
pub use token::{Token, TokenKind, norm_into, tokenize, tokenize_into, words_of};
