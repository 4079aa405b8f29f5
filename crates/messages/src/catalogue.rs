//! The catalogues, one for each language, read once.

use crate::message::{Message, Value};
use crate::ui_lang::UiLang;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// Fluent's formatter cache that may be shared between threads.
type Memoizer = intl_memoizer::concurrent::IntlLangMemoizer;

type Bundle = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle("en", &ENGLISH_FILES, None));
static FRENCH: LazyLock<Bundle> = LazyLock::new(|| bundle("fr", &FRENCH_FILES, Some(french_number)));

const ENGLISH_FILES: [&str; 4] = [
    include_str!("../en/findings.ftl"),
    include_str!("../en/rules.ftl"),
    include_str!("../en/status.ftl"),
    include_str!("../en/workbench.ftl"),
];
const FRENCH_FILES: [&str; 4] = [
    include_str!("../fr/findings.ftl"),
    include_str!("../fr/rules.ftl"),
    include_str!("../fr/status.ftl"),
    include_str!("../fr/workbench.ftl"),
];

/// How a value is written, where not as Fluent does it.
type Formatter = fn(&FluentValue<'_>, &Memoizer) -> Option<String>;

/// The bundle of some files. What a file has wrong in it is left out; a test reads them all.
fn bundle(lang: &str, files: &[&'static str], formatter: Option<Formatter>) -> Bundle {
    let mut bundle = Bundle::new_concurrent(lang.parse::<LanguageIdentifier>().into_iter().collect());
    // Marks around values, for text that runs in two directions, are no part of the sentence.
    bundle.set_use_isolating(false);
    bundle.set_formatter(formatter);
    for file in files {
        let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(read, _)| read);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// Numbers with a decimal comma.
fn french_number(value: &FluentValue<'_>, _: &Memoizer) -> Option<String> {
    match value {
        FluentValue::Number(n) => Some(n.as_string().replace('.', ",")),
        _ => None,
    }
}

/// The text of a message; its id where the catalogue does not have it.
pub(crate) fn text(message: &Message, lang: UiLang) -> String {
    let bundle: &Bundle = match lang {
        UiLang::En => &ENGLISH,
        UiLang::Fr => &FRENCH,
    };
    let Some(pattern) = bundle.get_message(message.id()).and_then(|m| m.value()) else {
        debug_assert!(false, "no message {}", message.id());
        return message.id().to_owned();
    };
    let mut args = FluentArgs::with_capacity(message.values().len());
    for (name, value) in message.values() {
        let value: FluentValue<'_> = match value {
            Value::Text(text) => text.as_str().into(),
            Value::Number(n) => (*n).into(),
            Value::Message(inner) => text(inner, lang).into(),
            Value::Either(english, french) => if lang == UiLang::Fr { french } else { english }.as_str().into(),
        };
        args.set(*name, value);
    }
    let mut errors = Vec::new();
    let said = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
    debug_assert!(errors.is_empty(), "{}: {errors:?}", message.id());
    said
}

/// The text of the message `ID-NAME`, which has no values; nothing where the catalogue does not have it.
pub(crate) fn named(id: &str, name: &str, lang: UiLang) -> Option<String> {
    let bundle: &Bundle = match lang {
        UiLang::En => &ENGLISH,
        UiLang::Fr => &FRENCH,
    };
    let pattern = bundle.get_message(&format!("{id}-{name}"))?.value()?;
    Some(bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned())
}
