//! The workbench in the browser: `calque serve`.
//!
//! A server on this machine alone, for the one person who has its token: the page (embedded in the
//! binary), and JSON about a project of `calque-project`. Nothing here decides what a finding is or
//! what a command does.
//!
//! - `security`: who is let in;
//! - `routes`: what can be asked for; `json`: how it is answered;
//! - `corpus`: what filters say of a corpus;
//! - `export`: what can be taken away;
//! - `open`, `opening`, `pairs`: from files, pasted text and URLs to documents;
//! - `memory`: what is shared with the command line;
//! - `checking`: checks that run beside the page;
//! - `app`: what all requests share;
//! - `server`: the port and the start.
//!
//! ```no_run
//! use calque_workbench::{WorkbenchOptions, serve};
//! serve(WorkbenchOptions::default(), |address| println!("{address}"))?;
//! # Ok::<(), calque_workbench::WorkbenchError>(())
//! ```

mod answer;
mod app;
mod body;
mod checking;
mod corpus;
mod export;
mod interface;
mod json;
mod markdown;
mod memory;
mod open;
mod opening;
mod page;
mod pairs;
mod random;
mod recent;
mod refusals;
mod routes;
mod said;
mod security;
mod server;
mod stamp;
mod state;
mod uploads;

pub use server::{WorkbenchError, WorkbenchOptions, serve};
