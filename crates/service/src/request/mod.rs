//! One request and its response: the HTTP client, the pace of each host, the body within its limits.

mod body;
mod client;
mod headers;
mod hop;
mod host_pace;
mod post;

pub(crate) use body::Limits;
pub(crate) use client::WebClient;
pub(crate) use hop::{HopRequest, HopResponse, ResponseBody};
