//! The files of the page: embedded in the binary, or read from a folder while it is worked on.

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::path::{Component, Path, PathBuf};

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// Where the files of the page come from.
#[derive(Clone, Debug, Default)]
pub(crate) struct PageFiles {
    folder: Option<PathBuf>,
}

impl PageFiles {
    /// From a folder, or embedded.
    pub(crate) fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// A file of the page as a response.
    pub(crate) fn file(&self, name: &str) -> Response {
        let bytes = match &self.folder {
            Some(folder) => from_folder(folder, name).map(Body::from),
            None => FILES.binary_search_by(|f| f.0.cmp(name)).ok().map(|i| Body::from(FILES[i].1)),
        };
        match bytes {
            Some(body) => ([(header::CONTENT_TYPE, media_type(name))], body).into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        }
    }
}

/// A file below a folder; nothing for a name that leads out of it.
fn from_folder(folder: &Path, name: &str) -> Option<Vec<u8>> {
    let plain = Path::new(name).components().all(|c| matches!(c, Component::Normal(_)));
    let root = folder.canonicalize().ok()?;
    let path = folder.join(name).canonicalize().ok()?;
    if plain && path.starts_with(root) { std::fs::read(path).ok() } else { None }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" | "LICENSE" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::{FILES, from_folder};
    use std::path::Path;

    #[test]
    fn the_page_is_embedded_in_order() {
        assert!(FILES.iter().any(|f| f.0 == "index.html" && !f.1.is_empty()));
        assert!(FILES.is_sorted_by_key(|f| f.0));
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let folder = Path::new("page");
        assert!(from_folder(folder, "index.html").is_some());
        for name in ["../Cargo.toml", "/etc/passwd", "a/../../Cargo.toml", "", "."] {
            assert!(from_folder(folder, name).is_none(), "{name}");
        }
    }
}
