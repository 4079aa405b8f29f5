//! A server with a model of others, as the options and the settings name it.

use crate::failure::Failure;
use calque_service::{JsonServer, ServerSettings, cache_folder};
use std::time::Duration;

/// What names a server, and how it is asked.
pub(crate) struct ModelServer<'a> {
    /// The option that asks for it, without its dashes; also the table of `calque.toml` and the folder of answers.
    pub(crate) option: &'static str,
    /// The variable of the environment that holds the key.
    pub(crate) key: &'static str,
    /// Its address, from the options or else the settings.
    pub(crate) url: Option<&'a String>,
    /// Its model, likewise.
    pub(crate) model: Option<&'a String>,
    /// Seconds that one answer may take.
    pub(crate) timeout: u64,
    /// Questions at a time.
    pub(crate) parallel: usize,
    /// Whether it may be at a private address other than this machine.
    pub(crate) allow_private: bool,
}

impl ModelServer<'_> {
    /// The server and the name of its model; an error if one of the two is not named. Nothing is sent yet.
    pub(crate) fn open(&self) -> Result<(JsonServer, String), Failure> {
        let option = self.option;
        let missing = |what: &str, ending: &str| {
            let help = format!(
                "name it in [{option}] of calque.toml, or with --{option}-{ending}; docs/models.md has examples"
            );
            Failure::new(format!("--{option}: no {what} is named"), help)
        };
        let url = self.url.ok_or_else(|| missing("server", "url"))?;
        let model = self.model.ok_or_else(|| missing("model", "model"))?;
        let timeout = Duration::from_secs(self.timeout.max(1));
        let server = JsonServer::new(&ServerSettings {
            url: url.clone(),
            key: std::env::var(self.key).ok(),
            allow_private: self.allow_private,
            timeout,
            retries: 2,
            backoff: Duration::from_secs(1),
            max_wait: timeout,
            parallel: self.parallel,
            cache: Some(cache_folder(option)),
        })?;
        Ok((server, model.clone()))
    }
}
