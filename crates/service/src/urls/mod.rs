//! URLs before anything is asked for: which are fetched, which addresses may be reached, and
//! what the file of a page is called.

mod address;
mod file_name;
pub(crate) mod web_url;

pub(crate) use address::{CheckedResolver, RefusedAddress, refused_literal, resolve};
pub use address::{PrivateAddresses, is_public};
pub(crate) use file_name::collision_key;
pub use file_name::file_name;
pub use web_url::{is_url, shown};
