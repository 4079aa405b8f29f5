//! Catalogues in JSON: objects in objects with texts at their leaves (i18next, vue-i18n, FormatJS, ARB of Flutter).

use super::messages::{Catalogue, fault, has_words, take_root_language};
use super::plurals;
use crate::InputProblem;
use calque_text::LeftOutReason;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// Whether a text is an object of JSON.
pub(crate) fn is_json(text: &str) -> bool {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let object = start.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with(['"', '}']));
    object && serde_json::from_str::<serde::de::IgnoredAny>(start).is_ok()
}

pub(super) fn read(source: &str, catalogue: &mut Catalogue) -> Result<(), InputProblem> {
    let source = source.trim_start_matches('\u{feff}');
    let place = Place { source, at: 0, line: 1 };
    let mut leaves = Leaves { path: String::new(), place, catalogue, problem: None };
    let mut json = serde_json::Deserializer::from_str(source);
    let read = Node(&mut leaves).deserialize(&mut json).and_then(|()| json.end());
    if let Some(problem) = leaves.problem.take() {
        return Err(problem);
    }
    // The library ends its messages with the place, which is told in front.
    read.map_err(|e| {
        let what = e.to_string();
        fault(e.line(), what.split(" at line ").next().unwrap_or(&what))
    })?;
    take_root_language(catalogue);
    plurals::part(&mut catalogue.messages);
    Ok(())
}

/// The leaves read so far, and the path to the value at hand. The library bounds the depth.
struct Leaves<'a> {
    path: String,
    place: Place<'a>,
    catalogue: &'a mut Catalogue,
    problem: Option<InputProblem>,
}

/// The line of the text read last, counted from the one before.
struct Place<'a> {
    source: &'a str,
    at: usize,
    line: usize,
}

impl Place<'_> {
    /// Goes on to a piece of the source, which the library hands out as it stands there if it has no escapes.
    fn reach(&mut self, piece: &str) {
        let at = (piece.as_ptr() as usize).wrapping_sub(self.source.as_ptr() as usize);
        if let Some(between) = self.source.get(self.at..at) {
            self.line += between.matches('\n').count();
            self.at = at;
        }
    }
}

impl Leaves<'_> {
    fn leaf(&mut self, text: &str) {
        let name = self.path.rsplit('.').next().unwrap_or("");
        if name == "@@locale" {
            self.catalogue.lang = text.parse().ok();
        } else if self.path.split('.').any(|part| part.starts_with('@')) {
            // What ARB says about a message.
            self.catalogue.left_out(LeftOutReason::Metadata, text);
        } else if has_words(text)
            && let Err(problem) = self.catalogue.add_selecting(&self.path, text, self.place.line)
        {
            self.problem.get_or_insert(problem);
        }
    }
}

/// The name of a value.
#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

/// Reads one value.
struct Node<'a, 'b>(&'a mut Leaves<'b>);

impl<'de> DeserializeSeed<'de> for Node<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Node<'_, '_> {
    /// Reads a value under this name.
    fn under(&mut self, name: &str) -> usize {
        let length = self.0.path.len();
        if length > 0 {
            self.0.path.push('.');
        }
        self.0.path.push_str(name);
        length
    }
}

impl<'de> Visitor<'de> for Node<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(Name(name)) = map.next_key::<Name<'de>>()? {
            if let Cow::Borrowed(name) = name {
                self.0.place.reach(name);
            }
            let length = self.under(&name);
            map.next_value_seed(Node(self.0))?;
            self.0.path.truncate(length);
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        for n in 0.. {
            let length = self.under(&n.to_string());
            let more = seq.next_element_seed(Node(self.0))?.is_some();
            self.0.path.truncate(length);
            if !more {
                break;
            }
        }
        Ok(())
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<(), E> {
        self.0.place.reach(text);
        self.0.leaf(text);
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.0.leaf(text);
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}
