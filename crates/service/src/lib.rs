//! Polite fetching from the web.
//!
//! A [`Fetcher`] gets what a URL stands for and puts it into a [`Cache`], whose
//! files it then names. It asks robots.txt first, waits between two requests to
//! one host, tries again where that may help, and follows redirects by hand, so
//! that every hop is checked like the first. It refuses what a fetched page must
//! never lead to: private addresses, other schemes, bodies that do not end,
//! archives that unfold without end, kinds of files that Calque does not read.
//!
//! [`fetch_list`] fetches many, into a folder if wanted, and goes on where it was
//! interrupted. What fails is a [`FetchError`] that says why and what to do.
//!
//! ```no_run
//! use calque_service::{FetchSettings, fetch_all};
//! let urls = ["https://example.org/en/".to_owned(), "https://example.org/fr/".to_owned()];
//! for result in fetch_all(&urls, &FetchSettings::default(), &|_| ())? {
//!     match result {
//!         Ok(page) => println!("{}: {} bytes in {}", page.url, page.bytes, page.path.display()),
//!         Err(error) => println!("{error}: {}", calque_text::Remedy::help(&error)),
//!     }
//! }
//! # Ok::<(), calque_service::FetchError>(())
//! ```

mod address;
mod body;
mod cache;
mod error;
mod fetch;
mod file_name;
mod hop;
mod interrupt;
mod list;
mod pace;
mod rules;
mod schedule;
mod settings;
mod trim;
mod web_url;

pub use address::{Private, is_public};
pub use cache::Cache;
pub use error::{FetchError, Problem};
pub use fetch::{Fetched, Fetcher};
pub use file_name::file_name;
pub use interrupt::when_interrupted;
pub use list::{ListOutcome, Record, Status, fetch_list};
pub use schedule::{Done, fetch_all};
pub use settings::{ACCEPTED, FetchSettings, ProxyChoice, USER_AGENT};
pub use trim::{Trim, Trimmed};
pub use web_url::{is_url, shown};
