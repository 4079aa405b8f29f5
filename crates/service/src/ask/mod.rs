//! Servers that answer questions in JSON, such as a model of one's own.

mod server;

pub use server::{JsonServer, ServerAnswer, ServerError, ServerSettings};
