//! The server as a client meets it: a raw one, that can lie about everything.

mod client;
mod corpora;
mod guard;
mod hostile;
mod interface;
mod jobs;
mod opening;
