//! The language server as an editor meets it, as one program.

mod editor;
mod session;
