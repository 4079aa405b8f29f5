//! Inputs that are URLs: fetched, then read like files.

use crate::args::fetch::WebArgs;
use crate::failure::Failure;
use calque::{Fetched, Format, Input};
use calque_service::{fetch_all, is_url};
use std::path::Path;

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
pub(crate) fn fetched(page: calque_service::Fetched) -> Fetched {
    tracing::info!("{}: {} bytes{}", page.url, page.bytes, if page.cached { ", unchanged" } else { "" });
    let format = page.media_type.as_deref().and_then(Format::of_media_type);
    Fetched { url: page.url, path: page.path, format, charset: page.charset }
}
