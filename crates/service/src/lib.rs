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
//! The folders are the stages, each of which uses only those above it:
//!
//! - `urls`: which URLs are fetched, which addresses may be reached, what a file is called;
//! - `cache`: what was fetched, on the disk;
//! - `request`: one request and its response;
//! - `fetch`: one URL, with robots.txt, redirects and the cache;
//! - `list`: many URLs side by side, into a folder, resumed;
//! - `ask`: a server that answers questions in JSON, such as a model of one's own.
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

mod ask;
mod cache;
mod error;
mod fetch;
mod hex;
mod list;
mod request;
mod settings;
mod urls;

pub use ask::{JsonServer, ServerAnswer, ServerError, ServerSettings};
pub use cache::{Cache, TrimLimit, TrimReport, cache_folder};
pub use error::{FetchError, Problem};
pub use fetch::{Fetched, Fetcher};
pub use list::{FetchRecord, FetchStatus, FinishedUrl, ListOutcome, fetch_all, fetch_list, when_interrupted};
pub use settings::{ACCEPTED, FetchSettings, ProxyChoice, USER_AGENT};
pub use urls::{PrivateAddresses, file_name, is_public, is_url, shown};
