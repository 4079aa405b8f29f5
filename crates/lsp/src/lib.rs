//! `calque lsp`: a language server (LSP 3.17) that holds a translation against its original while
//! somebody writes it.
//!
//! [`start`] shakes hands with the editor and says which folder it has open; [`Session::run`] answers until
//! the editor leaves. The stages are files: `buffers` keeps the texts as they stand in the editor,
//! `counterpart` finds the original of a translation, `worker` checks on a thread of its own so that typing
//! never waits, `checked` is what is known of two texts, with places as the editor counts them (`place`);
//! `diagnostics`, `hover` and `actions` say it in the words of the protocol.
//!
//! Nothing is written but the list of dismissed findings, and that by whoever starts the server ([`Host`]).

mod actions;
mod buffers;
mod checked;
mod counterpart;
mod diagnostics;
mod host;
mod hover;
mod place;
mod server;
mod worker;

pub use counterpart::{Tree, original_of};
pub use host::{Host, HostError, Knowledge};
pub use server::{LspError, Session, start};
