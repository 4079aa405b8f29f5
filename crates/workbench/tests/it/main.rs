//! The server as a client meets it: a raw one, that can lie about everything.

mod client;
mod guard;
mod hostile;
mod jobs;
mod opening;
