//! The judge of the settings: its server, its key, and how it is asked.

use super::model_server::ModelServer;
use super::{fetch, others};
use crate::args::others::JudgeArgs;
use crate::failure::Failure;
use calque::Settings;
use calque_others::{Judge, JudgeReply, NoReply};
use calque_service::JsonServer;
use serde_json::Value;

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
        let (server, model) = ModelServer {
            option: "judge",
            key: "CALQUE_JUDGE_KEY",
            url: args.judge_url.as_ref().or(table.url.as_ref()),
            model: args.judge_model.as_ref().or(table.model.as_ref()),
            timeout: table.timeout,
            parallel: table.parallel,
            allow_private: table.allow_private,
        }
        .open()?;
        Ok(Some(Self {
            place: server.shown(),
            server,
            model,
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
