//! The status of a tree for people and programs, one file a format; what they share is in [`words`].

mod html;
mod json;
mod junit;
mod markdown;
mod sarif;
mod terminal;
mod words;

use crate::page::TreeStatus;
use calque_messages::UiLang;
use std::fmt;
use std::str::FromStr;

/// A format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StatusFormat {
    /// Text for a terminal, with a bar for each language.
    #[default]
    Terminal,
    /// One JSON document with everything.
    Json,
    /// Markdown, for a comment or a dashboard.
    Markdown,
    /// One self-contained page.
    Html,
    /// JUnit XML, a test for each page.
    Junit,
    /// SARIF 2.1.0, for code hosts and editors.
    Sarif,
}

impl StatusFormat {
    /// All of them, in the order in which help texts list them.
    pub const ALL: [Self; 6] = [Self::Terminal, Self::Json, Self::Markdown, Self::Html, Self::Junit, Self::Sarif];

    /// Its name on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Json => "json",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Junit => "junit",
            Self::Sarif => "sarif",
        }
    }

    /// The usual ending of its files.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Terminal => "txt",
            Self::Json => "json",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Junit => "xml",
            Self::Sarif => "sarif",
        }
    }
}

impl fmt::Display for StatusFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for StatusFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|f| f.as_str() == text || f.extension() == text);
        found.ok_or_else(|| format!("choose one of {}", Self::ALL.map(Self::as_str).join(", ")))
    }
}

/// Renders a tree. `all` also lists the pages that are in step, and every part of a page; `width` and `color` are those
/// of a terminal. The text ends with a line end.
pub fn render(tree: &TreeStatus, format: StatusFormat, lang: UiLang, all: bool, width: usize, color: bool) -> String {
    match format {
        StatusFormat::Terminal => terminal::emit(tree, lang, all, width, color),
        StatusFormat::Json => json::emit(tree),
        StatusFormat::Markdown => markdown::emit(tree, lang, all),
        StatusFormat::Html => html::emit(tree, lang),
        StatusFormat::Junit => junit::emit(tree, lang),
        StatusFormat::Sarif => sarif::emit(tree, lang),
    }
}
