//! The server as a client meets it: a raw one, that can lie about everything.

mod client;
mod corpora;
mod exports;
mod gradual;
mod guard;
mod hostile;
mod interface;
mod jobs;
mod memory;
mod opening;
