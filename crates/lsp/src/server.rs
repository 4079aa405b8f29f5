//! The conversation with the editor: shaking hands, and answering until it leaves.

use crate::actions::{CHECK, COMMANDS, DISMISS, actions};
use crate::buffers::Buffers;
use crate::checked::{Checked, Job, index};
use crate::counterpart::original_of;
use crate::diagnostics::{diagnostics, location, not_checked};
use crate::host::{Host, Knowledge};
use crate::hover::hover;
use crate::place::Unit;
use crate::worker::{self, Answer, Task};
use calque_messages::{UiLang, message};
use calque_text::{Lang, Side};
use crossbeam_channel::{Receiver, Sender, select};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use lsp_types::notification::{
    DidChangeTextDocument, DidChangeWatchedFiles, DidCloseTextDocument, DidOpenTextDocument, DidSaveTextDocument,
    Notification as _, PublishDiagnostics, ShowMessage,
};
use lsp_types::request::{
    CodeActionRequest, ExecuteCommand, GotoDefinition, HoverRequest, RegisterCapability, Request as _,
};
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionParams, CodeActionProviderCapability,
    DidChangeWatchedFilesRegistrationOptions, ExecuteCommandOptions, ExecuteCommandParams, FileSystemWatcher,
    GlobPattern, GotoDefinitionParams, GotoDefinitionResponse, HoverParams, HoverProviderCapability, InitializeParams,
    MessageType, OneOf, PublishDiagnosticsParams, Registration, RegistrationParams, SaveOptions, ServerCapabilities,
    ShowMessageParams, TextDocumentPositionParams, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, Url,
};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The largest original that is read from disk, in bytes.
const MAX_ORIGINAL: u64 = 1 << 26;

/// The editor broke off, or speaks another protocol.
#[derive(Debug)]
pub struct LspError(String);

impl fmt::Display for LspError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for LspError {}

fn broken(error: impl fmt::Display) -> LspError {
    LspError(format!("the conversation with the editor broke off: {error}"))
}

/// A conversation that has begun.
pub struct Session {
    connection: Connection,
    unit: Unit,
    root: Option<PathBuf>,
    locale: Option<String>,
    watches: bool,
}

/// Shakes hands with the editor on `connection`.
pub fn start(connection: Connection) -> Result<Session, LspError> {
    let (id, params) = connection.initialize_start().map_err(broken)?;
    let params: InitializeParams = serde_json::from_value(params).map_err(broken)?;
    let capabilities = &params.capabilities;
    let unit = Unit::agreed(capabilities.general.as_ref().and_then(|g| g.position_encodings.as_deref()));
    let watched = capabilities.workspace.as_ref().and_then(|w| w.did_change_watched_files);
    let watches = watched.and_then(|w| w.dynamic_registration).unwrap_or(false);
    let folder = params.workspace_folders.as_ref().and_then(|f| f.first()).map(|f| f.uri.clone());
    #[allow(deprecated, reason = "older editors name their folder so")]
    let root = folder.or(params.root_uri).and_then(|url| url.to_file_path().ok());
    let answer = json!({
        "capabilities": offered(unit),
        "serverInfo": { "name": "calque", "version": env!("CARGO_PKG_VERSION") },
    });
    connection.initialize_finish(id, answer).map_err(broken)?;
    Ok(Session { connection, unit, root, locale: params.locale, watches })
}

fn offered(unit: Unit) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(unit.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::FULL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX]),
            ..CodeActionOptions::default()
        })),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: COMMANDS.map(str::to_owned).to_vec(),
            ..ExecuteCommandOptions::default()
        }),
        ..ServerCapabilities::default()
    }
}

impl Session {
    /// The folder that the editor has open.
    pub fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// Answers until the editor asks to stop.
    pub fn run(self, host: &dyn Host) -> Result<(), LspError> {
        let (ask, answers) = worker::start(self.root.clone(), self.unit);
        let mut server = Server {
            ask,
            host,
            buffers: Buffers::default(),
            checked: HashMap::new(),
            knowledge: Arc::default(),
            lang: UiLang::default(),
            session: &self,
        };
        server.read_settings();
        if self.watches {
            server.send(Message::Request(watch()))?;
        }
        server.answer(&self.connection.receiver, &answers)
    }
}

/// Asks the editor to say when files change that a check depends on.
fn watch() -> Request {
    let watchers = vec![FileSystemWatcher { glob_pattern: GlobPattern::String("**/*".to_owned()), kind: None }];
    let options = DidChangeWatchedFilesRegistrationOptions { watchers };
    let registration = Registration {
        id: "files".to_owned(),
        method: DidChangeWatchedFiles::METHOD.to_owned(),
        register_options: serde_json::to_value(options).ok(),
    };
    let params = RegistrationParams { registrations: vec![registration] };
    Request::new("watch".to_owned().into(), RegisterCapability::METHOD.to_owned(), params)
}

/// What the server knows while it runs.
struct Server<'a> {
    ask: Sender<Task>,
    host: &'a dyn Host,
    buffers: Buffers,
    /// The last outcome for each translation.
    checked: HashMap<Url, Checked>,
    knowledge: Arc<Knowledge>,
    lang: UiLang,
    session: &'a Session,
}

impl Server<'_> {
    fn answer(&mut self, messages: &Receiver<Message>, answers: &Receiver<Answer>) -> Result<(), LspError> {
        loop {
            select! {
                recv(messages) -> message => match message {
                    Ok(Message::Request(request)) => {
                        if self.session.connection.handle_shutdown(&request).map_err(broken)? {
                            return Ok(());
                        }
                        self.request(request)?;
                    }
                    Ok(Message::Notification(notification)) => self.notification(notification)?,
                    Ok(Message::Response(_)) => {}
                    Err(_) => return Err(broken("it ended without `shutdown`")),
                },
                recv(answers) -> answer => match answer {
                    Ok(answer) => self.outcome(answer)?,
                    Err(_) => return Err(broken("the thread that checks has stopped")),
                },
            }
        }
    }

    fn send(&self, message: Message) -> Result<(), LspError> {
        self.session.connection.sender.send(message).map_err(broken)
    }

    fn say(&self, kind: MessageType, words: String) -> Result<(), LspError> {
        let params = ShowMessageParams { typ: kind, message: words };
        self.send(Message::Notification(Notification::new(ShowMessage::METHOD.to_owned(), params)))
    }

    /// Reads settings and lists again. What is wrong in them is said, and the last good ones stay.
    fn read_settings(&mut self) {
        match self.host.knowledge(self.session.root(), self.session.locale.as_deref()) {
            Ok(knowledge) => {
                self.lang = knowledge.settings.ui_lang.unwrap_or_default();
                self.knowledge = Arc::new(knowledge);
            }
            Err(error) => {
                // Where the editor is gone already, the loop says so.
                let _ = self.say(MessageType::ERROR, error.0);
            }
        }
    }

    fn notification(&mut self, notification: Notification) -> Result<(), LspError> {
        let Notification { method, params } = notification;
        match method.as_str() {
            DidOpenTextDocument::METHOD => {
                let Some(opened) = read::<lsp_types::DidOpenTextDocumentParams>(params) else { return Ok(()) };
                let document = opened.text_document;
                self.edited(&document.uri, document.text, document.version)
            }
            DidChangeTextDocument::METHOD => {
                let Some(changed) = read::<lsp_types::DidChangeTextDocumentParams>(params) else { return Ok(()) };
                let Some(change) = changed.content_changes.into_iter().next_back() else { return Ok(()) };
                self.edited(&changed.text_document.uri, change.text, changed.text_document.version)
            }
            DidSaveTextDocument::METHOD => {
                let Some(saved) = read::<lsp_types::DidSaveTextDocumentParams>(params) else { return Ok(()) };
                self.check_about(&saved.text_document.uri)
            }
            DidCloseTextDocument::METHOD => {
                let Some(closed) = read::<lsp_types::DidCloseTextDocumentParams>(params) else { return Ok(()) };
                let url = closed.text_document.uri;
                self.buffers.close(&url);
                self.checked.remove(&url);
                self.publish(&url, None, Vec::new())?;
                self.check_about(&url)
            }
            DidChangeWatchedFiles::METHOD => {
                let Some(changed) = read::<lsp_types::DidChangeWatchedFilesParams>(params) else { return Ok(()) };
                let own = |url: &Url| url.path().rsplit('/').next().is_some_and(|n| n.starts_with("calque"));
                if changed.changes.iter().any(|c| own(&c.uri)) {
                    self.read_settings();
                    return self.check_all();
                }
                changed.changes.iter().try_for_each(|c| self.check_about(&c.uri))
            }
            _ => Ok(()),
        }
    }

    fn edited(&mut self, url: &Url, text: String, version: i32) -> Result<(), LspError> {
        self.buffers.set(url, text, version);
        self.check_about(url)
    }

    /// Checks the open text at `url`, and open translations of which it is the original.
    fn check_about(&mut self, url: &Url) -> Result<(), LspError> {
        self.check(url)?;
        let of_it = |c: &&Checked| c.job.source_url == *url;
        let urls: Vec<Url> = self.checked.values().filter(of_it).map(|c| c.job.url.clone()).collect();
        urls.iter().try_for_each(|url| self.check(url))
    }

    fn check_all(&mut self) -> Result<(), LspError> {
        self.buffers.urls().iter().try_for_each(|url| self.check(url))
    }

    /// Has a translation checked. What is open but no translation is left alone.
    fn check(&mut self, url: &Url) -> Result<(), LspError> {
        let Some(buffer) = self.buffers.get(url).cloned() else { return Ok(()) };
        let Ok(path) = url.to_file_path() else { return Ok(()) };
        let originals = self.knowledge.settings.source_lang.unwrap_or(Lang::EN);
        let Some(original) = original_of(&path, &buffer.text, &self.knowledge.trees, originals) else {
            self.checked.remove(url);
            return self.publish(url, Some(buffer.version), Vec::new());
        };
        let Ok(source_url) = Url::from_file_path(&original) else { return Ok(()) };
        let source = match self.buffers.get(&source_url) {
            Some(open) => Ok(open.text.clone()),
            None => text_of(&original, &self.knowledge.settings),
        };
        match source {
            Ok(source) => {
                let job = Job { url: url.clone(), target: buffer.text, version: buffer.version, source_url, source };
                self.ask.send(Task { job, knowledge: self.knowledge.clone() }).map_err(broken)
            }
            Err(problem) => {
                let name = original.display().to_string();
                let why = message!("editor-no-file", name = name, problem = problem).text(self.lang);
                self.publish(url, Some(buffer.version), vec![not_checked(&why)])
            }
        }
    }

    /// Tells the editor what came of a check, unless the text was closed meanwhile.
    fn outcome(&mut self, answer: Answer) -> Result<(), LspError> {
        match answer {
            Ok(checked) => {
                let url = checked.job.url.clone();
                if self.buffers.get(&url).is_none() {
                    return Ok(());
                }
                self.publish(&url, Some(checked.job.version), diagnostics(&checked, self.lang))?;
                self.checked.insert(url, *checked);
                Ok(())
            }
            Err(failed) => {
                if self.buffers.get(&failed.url).is_none() {
                    return Ok(());
                }
                self.checked.remove(&failed.url);
                self.publish(&failed.url, Some(failed.version), vec![not_checked(&failed.why)])
            }
        }
    }

    fn publish(
        &self,
        url: &Url,
        version: Option<i32>,
        diagnostics: Vec<lsp_types::Diagnostic>,
    ) -> Result<(), LspError> {
        let params = PublishDiagnosticsParams { uri: url.clone(), diagnostics, version };
        self.send(Message::Notification(Notification::new(PublishDiagnostics::METHOD.to_owned(), params)))
    }

    fn request(&mut self, request: Request) -> Result<(), LspError> {
        let Request { id, method, params } = request;
        let result: Result<Value, String> = match method.as_str() {
            HoverRequest::METHOD => asked(params, |p: HoverParams| self.hover(&p.text_document_position_params)),
            GotoDefinition::METHOD => {
                asked(params, |p: GotoDefinitionParams| self.counterpart(&p.text_document_position_params))
            }
            CodeActionRequest::METHOD => asked(params, |p: CodeActionParams| {
                let checked = self.current(&p.text_document.uri)?;
                Some(actions(checked, p.range, &p.context, self.lang))
            }),
            ExecuteCommand::METHOD => match serde_json::from_value::<ExecuteCommandParams>(params) {
                Ok(params) => self.command(&params)?.map(|()| Value::Null),
                Err(error) => Err(error.to_string()),
            },
            _ => {
                let unknown = Response::new_err(id, ErrorCode::MethodNotFound as i32, format!("no method {method}"));
                return self.send(Message::Response(unknown));
            }
        };
        self.send(Message::Response(match result {
            Ok(result) => Response::new_ok(id, result),
            Err(why) => Response::new_err(id, ErrorCode::InvalidParams as i32, why),
        }))
    }

    /// The outcome for a translation, if it is of the words that the editor shows.
    fn current(&self, url: &Url) -> Option<&Checked> {
        let checked = self.checked.get(url)?;
        (checked.job.version == self.buffers.get(url)?.version).then_some(checked)
    }

    /// The outcome that a text is a side of.
    fn side_of(&self, url: &Url) -> Option<(&Checked, Side)> {
        if let Some(checked) = self.current(url) {
            return Some((checked, Side::Target));
        }
        let mut of_it: Vec<&Checked> = self.checked.values().filter(|c| c.job.source_url == *url).collect();
        of_it.sort_by(|a, b| a.job.url.cmp(&b.job.url));
        Some((of_it.first()?, Side::Source))
    }

    fn hover(&self, at: &TextDocumentPositionParams) -> Option<lsp_types::Hover> {
        let (checked, side) = self.side_of(&at.text_document.uri)?;
        hover(checked, side, at.position, self.lang)
    }

    /// The sentence of the other text that belongs to the one at a position.
    fn counterpart(&self, at: &TextDocumentPositionParams) -> Option<GotoDefinitionResponse> {
        let (checked, side) = self.side_of(&at.text_document.uri)?;
        let bead = checked.bead_at(side, at.position)?;
        let url = match side {
            Side::Source => &checked.job.url,
            Side::Target => &checked.job.source_url,
        };
        Some(GotoDefinitionResponse::Scalar(location(url, checked.beads[bead][index(side.other())]?)))
    }

    fn command(&mut self, params: &ExecuteCommandParams) -> Result<Result<(), String>, LspError> {
        let text = |n: usize| params.arguments.get(n).and_then(Value::as_str);
        let Some(url) = text(0).and_then(|t| Url::parse(t).ok()) else {
            return Ok(Err("the first argument is the address of the translation".to_owned()));
        };
        match params.command.as_str() {
            CHECK => self.check(&url).map(Ok),
            DISMISS => {
                let (Some(id), Some(reason)) = (text(1), text(2)) else {
                    return Ok(Err("the arguments are the address, the id and the reason".to_owned()));
                };
                let known = self.checked.get(&url);
                let checked = known.filter(|c| c.report.findings.iter().any(|p| p.finding.id == id));
                let Some(checked) = checked else { return Ok(Err(message!("editor-gone").text(self.lang))) };
                if let Err(error) = self.host.dismiss(&checked.report, id, reason) {
                    self.say(MessageType::ERROR, error.0.clone())?;
                    return Ok(Err(error.0));
                }
                self.read_settings();
                self.check_all().map(Ok)
            }
            other => Ok(Err(format!("no command {other}"))),
        }
    }
}

/// The parameters of a notification. One that cannot be read is logged and left out: nobody waits for an answer.
fn read<T: serde::de::DeserializeOwned>(params: Value) -> Option<T> {
    serde_json::from_value(params).inspect_err(|e| tracing::warn!("a notification cannot be read: {e}")).ok()
}

/// Answers a request whose parameters can be read.
fn asked<P: serde::de::DeserializeOwned, R: serde::Serialize>(
    params: Value,
    answer: impl FnOnce(P) -> Option<R>,
) -> Result<Value, String> {
    let params = serde_json::from_value(params).map_err(|e| e.to_string())?;
    serde_json::to_value(answer(params)).map_err(|e| e.to_string())
}

/// The text of an original that is not open.
fn text_of(path: &Path, settings: &calque::Settings) -> Result<Arc<str>, String> {
    let limit = settings.read.max_size.min(MAX_ORIGINAL);
    let bytes = calque::Input::from_arg(path).bytes(limit).map_err(|e| e.to_string())?;
    String::from_utf8(bytes).map(Into::into).map_err(|_| "it is not UTF-8; save it as UTF-8 text".to_owned())
}
