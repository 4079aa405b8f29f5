//! The judge of the settings: its server, its key, and how it is asked.

use super::{fetch, others};
use crate::args::others::JudgeArgs;
use crate::failure::Failure;
use calque::Settings;
use calque_others::{Judge, JudgeReply, NoReply};
use calque_service::{JsonServer, ServerSettings, cache_folder};
use serde_json::Value;
use std::time::Duration;

/// The variable of the environment that holds the key.
const KEY: &str = "CALQUE_JUDGE_KEY";

/// A judge that can be asked.
pub(crate) struct JudgeAtServer {
    server: JsonServer,
    place: String,
    model: String,
    budget: usize,
    admission: calque_others::Admission,
}

impl JudgeAtServer {
    /// The judge that the options and the settings name, if the options ask for one. Nothing is sent yet.
    pub(crate) fn open(args: &JudgeArgs, settings: &Settings) -> Result<Option<Self>, Failure> {
        if !args.judge {
            return Ok(None);
        }
        let table = &settings.judge;
        let missing = |what: &str, option: &str| {
            let help = format!("name it in [judge] of calque.toml, or with {option}; docs/models.md has examples");
            Failure::new(format!("--judge: no {what} is named"), help)
        };
        let url = args.judge_url.as_ref().or(table.url.as_ref()).ok_or_else(|| missing("server", "--judge-url"))?;
        let model =
            args.judge_model.as_ref().or(table.model.as_ref()).ok_or_else(|| missing("model", "--judge-model"))?;
        let server = JsonServer::new(&ServerSettings {
            url: url.clone(),
            key: std::env::var(KEY).ok(),
            allow_private: table.allow_private,
            timeout: Duration::from_secs(table.timeout.max(1)),
            retries: 2,
            backoff: Duration::from_secs(1),
            max_wait: Duration::from_secs(table.timeout.max(1)),
            parallel: table.parallel,
            cache: Some(cache_folder("judge")),
        })?;
        Ok(Some(Self {
            place: server.shown(),
            server,
            model: model.clone(),
            budget: args.judge_budget.unwrap_or(table.budget),
            admission: others::admission(settings),
        }))
    }

    /// Who it is.
    pub(crate) fn judge(&self) -> Judge<'_> {
        Judge { model: &self.model, place: &self.place, budget: self.budget, admission: self.admission }
    }

    /// Sends questions and waits for the answers.
    pub(crate) fn ask(&self, questions: &[Value]) -> Vec<Result<JudgeReply, NoReply>> {
        let bar = fetch::bar(questions.len());
        let answers = self.server.ask_all("chat/completions", questions, &|| bar.inc(1));
        bar.finish_and_clear();
        match answers {
            Ok(answers) => answers
                .into_iter()
                .map(|answer| match answer {
                    Ok(answer) => Ok(JudgeReply { body: answer.value, cached: answer.cached }),
                    Err(e) if e.not_asked() => Err(NoReply { why: String::new() }),
                    Err(e) => Err(NoReply { why: e.why() }),
                })
                .collect(),
            Err(e) => questions.iter().map(|_| Err(NoReply { why: e.why() })).collect(),
        }
    }
}
