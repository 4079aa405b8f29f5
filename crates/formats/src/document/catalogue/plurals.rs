//! Forms of plurals that keys name by their ends: `file_one`, `file_other`; `file.one`, `file.other`; `file_plural`.

use super::messages::Message;
use calque_text::MessageKey;
use std::collections::HashSet;

/// The categories of CLDR.
pub(super) const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Parts the form from the key where another key names the form `other` of the same message.
pub(super) fn part(messages: &mut [Message]) {
    let names: HashSet<String> = messages.iter().map(|m| m.key.name.clone()).collect();
    for Message { key, .. } in messages.iter_mut().filter(|m| m.key.form.is_none()) {
        let has_plural = names.contains(&format!("{}_plural", key.name));
        let split = key.name.rfind(['.', '_']).map(|at| (&key.name[..at], &key.name[at..=at], &key.name[at + 1..]));
        let found = match split {
            Some((base, "_", "plural")) if names.contains(base) => Some((base.to_owned(), "other")),
            Some((base, mark, form)) if CATEGORIES.contains(&form) && names.contains(&format!("{base}{mark}other")) => {
                CATEGORIES.into_iter().find(|c| *c == form).map(|form| (base.to_owned(), form))
            }
            _ if has_plural => Some((key.name.clone(), "one")),
            _ => None,
        };
        if let Some((base, form)) = found {
            *key = MessageKey { name: base, form: Some(form.to_owned()) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_parted_where_there_is_another() {
        let names = ["a_one", "a_other", "step_one", "step_two", "b.one", "b.other", "c", "c_plural"];
        let mut messages: Vec<_> = names
            .map(|n| Message { key: MessageKey { name: n.into(), form: None }, text: String::new(), line: 1 })
            .into();
        part(&mut messages);
        let shown: Vec<_> = messages
            .iter()
            .map(|m| &m.key)
            .map(|k| format!("{}/{}", k.name, k.form.as_deref().unwrap_or("-")))
            .collect();
        assert_eq!(shown, ["a/one", "a/other", "step_one/-", "step_two/-", "b/one", "b/other", "c/one", "c/other"]);
    }
}
