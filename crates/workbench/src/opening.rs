//! Opens two texts in a thread of its own, which reads and aligns them, puts them into a project, and checks
//! them.

use crate::answer::ApiError;
use crate::app::App;
use crate::open::{self, OpenRequest};
use crate::state::{Opening, Step};
use calque_messages::UiLang;
use std::sync::Arc;

/// Begins to open what a request asks for, in place of an opening that is under way.
pub(crate) fn start(app: &Arc<App>, request: OpenRequest, lang: UiLang) -> Arc<Opening> {
    let opening = Arc::new(Opening::begin());
    if let Some(old) = app.opening().replace(opening.clone()) {
        old.stop();
    }
    let (app, told) = (app.clone(), opening.clone());
    std::thread::spawn(move || {
        let mut ending = Ending { opening: &told, step: None };
        ending.step = Some(match open::open(&app, &request, &told, lang) {
            Ok(document) => Step::Opened(document),
            Err(error) => Step::Failed(error),
        });
    });
    opening
}

/// Says how an opening ended, also where it ends in a panic.
struct Ending<'a> {
    opening: &'a Opening,
    step: Option<Step>,
}

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        if !self.opening.is_stopped() {
            let step = self.step.take().unwrap_or_else(|| Step::Failed(ApiError::internal("the thread has ended")));
            self.opening.set(step);
        }
    }
}
