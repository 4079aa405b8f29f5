//! A message before it is worded: which one, and the values in it.

use crate::catalogue;
use crate::ui_lang::UiLang;

/// A message of the catalogues with its values. Written with [`message!`](crate::message!).
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    id: &'static str,
    values: Vec<(&'static str, Value)>,
}

/// A value in a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words, as they are.
    Text(String),
    /// A number, written as the language does; it may choose between singular and plural.
    Number(f64),
    /// Another message.
    Message(Message),
    /// Words of a list that has them in each language: English, then French.
    Either(String, String),
}

impl Message {
    /// A message without values.
    pub const fn new(id: &'static str) -> Self {
        Self { id, values: Vec::new() }
    }

    /// The message with one value more.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// Its name in the catalogues.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Its values by name, in the order given.
    pub fn values(&self) -> &[(&'static str, Value)] {
        &self.values
    }

    /// Its text in a language.
    pub fn text(&self, lang: UiLang) -> String {
        catalogue::text(self, lang)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<char> for Value {
    fn from(c: char) -> Self {
        Self::Text(c.to_string())
    }
}

impl From<usize> for Value {
    fn from(n: usize) -> Self {
        Self::Number(n as f64)
    }
}

impl From<f64> for Value {
    fn from(n: f64) -> Self {
        Self::Number(n)
    }
}

impl From<Message> for Value {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

/// A [`Message`]: its name in the catalogues, then its values by name. The tests of `calque-messages` find
/// every call by the name of the macro and compare it with the catalogues, so that the name of a message is
/// always written out.
///
/// ```
/// use calque_messages::{UiLang, message};
/// let said = message!("number-lost", words = "12");
/// assert_eq!(said.text(UiLang::En), "The figure “12” is not in the translation.");
/// ```
#[macro_export]
macro_rules! message {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::Message::new($id)$(.with(stringify!($name), $value))*
    };
}
