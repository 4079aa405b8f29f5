//! Inputs that are URLs, a few or a list: fetched, then read like files.

use super::fetch;
use crate::args::fetch::{PaceArgs, WebArgs};
use crate::args::reading::ReadArgs;
use crate::failure::Failure;
use calque::{FetchedFile, Input, InputFormat};
use calque_service::{FetchError, fetch_all, is_url};
use std::path::Path;
use std::time::Duration;

/// What fetching the URLs of a list gave, in its order.
pub(crate) type Pages = Vec<Result<calque_service::Fetched, FetchError>>;

/// Fetches the URLs of a list, at the pace that was asked for. What was fetched before is not asked for
/// again, so that a run that goes on ends as it would have.
pub(crate) fn listed(urls: &[String], read: &ReadArgs, pace: &PaceArgs, max_bytes: u64) -> Result<Pages, Failure> {
    // Without a URL neither a cache nor a client is needed.
    if urls.is_empty() {
        return Ok(Vec::new());
    }
    let mut how = pace.apply(read.web.settings(max_bytes));
    how.max_age = Duration::MAX;
    let bar = fetch::bar(urls.len());
    let pages = fetch_all(urls, &how, &|_| bar.inc(1))?;
    bar.finish_and_clear();
    Ok(pages)
}

/// The names in a list of pages and files.
pub(crate) fn names(list: &Path) -> Result<Vec<String>, Failure> {
    let names = fetch::list(list)?;
    if names.is_empty() {
        let what = format!("{}: names no document", list.display());
        return Err(Failure::new(what, "write a URL or path a line, in both languages"));
    }
    Ok(names)
}

/// The inputs that arguments name; URLs among them are fetched.
pub(crate) fn inputs<const N: usize>(args: [&Path; N], web: &WebArgs, max_bytes: u64) -> Result<[Input; N], Failure> {
    let mut found = many(&args, web, max_bytes)?.into_iter();
    // There are as many as there are arguments.
    Ok(args.map(|arg| found.next().unwrap_or_else(|| Input::from_arg(arg))))
}

/// The same of any number of arguments.
pub(crate) fn many<P: AsRef<Path>>(args: &[P], web: &WebArgs, max_bytes: u64) -> Result<Vec<Input>, Failure> {
    let url = |arg: &P| arg.as_ref().to_str().filter(|a| is_url(a)).map(str::to_owned);
    let urls: Vec<String> = args.iter().filter_map(url).collect();
    // Without a URL neither a cache nor a client is needed.
    let pages = if urls.is_empty() { Vec::new() } else { fetch_all(&urls, &web.settings(max_bytes), &|_| ())? };
    let mut pages = pages.into_iter();
    let mut inputs = Vec::with_capacity(args.len());
    for arg in args {
        match url(arg).and_then(|_| pages.next()) {
            Some(page) => inputs.push(Input::Fetched(Box::new(fetched(page?)))),
            None => inputs.push(Input::from_arg(arg.as_ref())),
        }
    }
    Ok(inputs)
}

/// A fetched page as the readers know it.
pub(crate) fn fetched(page: calque_service::Fetched) -> FetchedFile {
    tracing::info!("{}: {} bytes{}", page.url, page.bytes, if page.cached { ", unchanged" } else { "" });
    let format = page.media_type.as_deref().and_then(InputFormat::of_media_type);
    FetchedFile { url: page.url, path: page.path, format, charset: page.charset }
}
