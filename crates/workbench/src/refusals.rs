//! Why texts are refused, in words for somebody who sits before the page: in their language, and with remedies that the
//! page has. What happens rarely keeps the words of the command line.

use calque::Error;
use calque_formats::{InputError, InputProblem};
use calque_messages::{Message, message};
use calque_service::{FetchError, Problem};
use std::io::ErrorKind;

/// What is wrong, and what can be done about it.
type Words = Option<(Message, Message)>;

/// The words for an error of a check.
pub(crate) fn of_check(error: &Error) -> Words {
    Some(match error {
        Error::Input(e) => return of_input(e),
        Error::SameLanguage { source, target, lang } => {
            let what = message!("refused-same-language", source = source, target = target, lang = lang.to_string());
            (what, message!("refused-same-language-help"))
        }
        Error::Swapped { source, target, .. } => {
            (message!("refused-swapped", source = source, target = target), message!("refused-swapped-help"))
        }
        Error::WrongLanguage { name, given, found, .. } => {
            let (given, found) = (given.to_string(), found.to_string());
            let what = message!("refused-wrong-language", name = name, given = given, found = found);
            (what, message!("refused-wrong-language-help"))
        }
        Error::Unrelated { source, target } => {
            (message!("refused-unrelated", source = source, target = target), message!("refused-unrelated-help"))
        }
        Error::LongSegment { name, line, .. } => {
            (message!("refused-long-segment", name = name, line = *line), message!("refused-long-segment-help"))
        }
        Error::TooManySegments { name, segments, limit } => {
            let what = message!("refused-too-many", name = name, segments = *segments, limit = *limit);
            (what, message!("refused-too-many-help"))
        }
        _ => return None,
    })
}

/// The words for an input that cannot be used.
pub(crate) fn of_input(error: &InputError) -> Words {
    let name = error.line.map_or_else(|| error.name.clone(), |line| format!("{}:{line}", error.name));
    Some(match &error.problem {
        InputProblem::Missing => (message!("refused-missing", name = name), message!("refused-missing-help")),
        InputProblem::Directory => (message!("refused-directory", name = name), message!("refused-directory-help")),
        InputProblem::Empty => (message!("refused-empty", name = name), message!("refused-empty-help")),
        InputProblem::Binary(_) | InputProblem::Nul(_) | InputProblem::NoReader(_) => {
            (message!("refused-binary", name = name), message!("refused-binary-help"))
        }
        InputProblem::TooLarge(limit) => {
            let limit = usize::try_from(*limit >> 20).unwrap_or(usize::MAX);
            (message!("refused-too-large", name = name, limit = limit), message!("web-too-large-help"))
        }
        InputProblem::NoText(_) => (message!("refused-no-text", name = name), message!("refused-no-text-help")),
        InputProblem::Damaged(_) => (message!("refused-damaged", name = name), message!("refused-damaged-help")),
        InputProblem::Bomb => (message!("refused-bomb", name = name), message!("refused-bomb-help")),
        InputProblem::NoPairs(_) => (message!("refused-no-pairs", name = name), message!("refused-no-pairs-help")),
        InputProblem::Io(e) if e.kind() == ErrorKind::PermissionDenied => {
            (message!("refused-forbidden", name = name), message!("refused-forbidden-help"))
        }
        _ => return None,
    })
}

/// The words for a page that cannot be fetched.
pub(crate) fn of_fetch(error: &FetchError) -> Words {
    let url = error.at.as_ref().unwrap_or(&error.url);
    Some(match &error.problem {
        Problem::Scheme(_) | Problem::NotAUrl(_) => (message!("web-no-url", url = url), message!("web-no-url-help")),
        Problem::Private { .. } => (message!("refused-private", url = url), message!("refused-private-help")),
        Problem::Resolve(_) => (message!("refused-no-host", url = url), message!("refused-no-host-help")),
        Problem::Robots | Problem::RobotsUnreachable(_) => {
            (message!("refused-robots", url = url), message!("refused-page-help"))
        }
        Problem::Status(status) => {
            (message!("refused-status", url = url, status = status.to_string()), message!("refused-page-help"))
        }
        Problem::Timeout(_) | Problem::Connect(_) | Problem::Tls(_) => {
            (message!("refused-connect", url = url), message!("refused-connect-help"))
        }
        Problem::MediaType(_) => (message!("refused-media", url = url), message!("refused-page-help")),
        _ => return None,
    })
}
