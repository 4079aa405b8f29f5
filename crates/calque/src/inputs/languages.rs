//! The language of each side, from three sources: the user, the declaration in the
//! document, and language identification; and errors where these contradict.
//!
//! Identification separates French from English reliably on a few lines, so a
//! contradiction between these two is an error. For other languages and for very
//! short texts it may be wrong, and a contradiction is only a warning. A list of names or
//! figures shows no language, and a text of which a part is left untranslated is in the
//! language of the rest.

use crate::error::Error;
use calque_formats::InputDocument;
use calque_text::{Document, Lang, identify, language};

/// Minimum confidence at which identification may overrule the user.
const MIN_CONFIDENCE: f32 = 0.5;
/// Maximum confidence of the other of French and English for it to be excluded.
const MAX_RIVAL_CONFIDENCE: f32 = 0.1;
/// Minimum number of letters for a certain identification.
const MIN_LETTERS: usize = 40;
/// Minimum share of words without a capital in prose; lists of names and places have hardly any.
const MIN_SMALL: f32 = 0.2;
/// Minimum confidence in the language of a text that is no prose.
const LISTS_CONFIDENCE: f32 = 0.95;
/// Words and blocks that are looked at.
const MAX_WORDS: usize = 2000;
const MAX_BLOCKS: usize = 400;
/// Minimum share of a text that shows that it is a translation into a language, the rest being untranslated.
const MIN_TRANSLATED: f32 = 0.05;

/// The identified language of a text.
#[derive(Clone, Copy, Debug)]
struct Identified {
    /// [`Lang::UND`] where the text is a list of names or figures, which shows no language.
    lang: Lang,
    /// Whether it may overrule the user: French or English, with high confidence.
    certain: bool,
}

fn identify_language(text: &str) -> Identified {
    let likely = identify(text);
    let Some(&(lang, confidence)) = likely.first() else { return Identified { lang: Lang::UND, certain: false } };
    if !is_prose(text) && confidence < LISTS_CONFIDENCE {
        return Identified { lang: Lang::UND, certain: false };
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(MIN_LETTERS).count();
    let known = lang == Lang::FR || lang == Lang::EN;
    let rival = likely.iter().find(|(l, _)| *l == other(lang)).map_or(0.0, |(_, c)| *c);
    Identified {
        lang,
        certain: known && confidence >= MIN_CONFIDENCE && rival <= MAX_RIVAL_CONFIDENCE && letters == MIN_LETTERS,
    }
}

/// Whether a text has sentences, and not only names: words that do not begin with a capital.
fn is_prose(text: &str) -> bool {
    let (mut small, mut all) = (0, 0);
    for word in text.split_whitespace().take(MAX_WORDS) {
        if let Some(first) = word.chars().find(|c| c.is_alphanumeric()).filter(|c| c.is_alphabetic()) {
            all += 1;
            small += usize::from(!first.is_uppercase());
        }
    }
    small as f32 >= MIN_SMALL * all as f32 && small > 0
}

/// The shares of a document, by letters, in French and in English: of its blocks of which the language is plain.
struct BlockLanguages {
    french: f32,
    english: f32,
}

impl BlockLanguages {
    fn of(document: &Document) -> Self {
        let (mut french, mut english, mut all) = (0.0, 0.0, 0.0);
        // Blocks from all over a long text.
        let step = document.blocks.len().div_ceil(MAX_BLOCKS).max(1);
        for block in document.blocks.iter().step_by(step) {
            let text = block.span.of(&document.text);
            let letters = text.chars().filter(|c| c.is_alphabetic()).count() as f32;
            all += letters;
            match language(text).filter(|_| is_prose(text)) {
                Some(Lang::FR) => french += letters,
                Some(Lang::EN) => english += letters,
                _ => {}
            }
        }
        let share = |x: f32| if all > 0.0 { x / all } else { 0.0 };
        Self { french: share(french), english: share(english) }
    }

    /// The share in one of the two languages.
    fn share(&self, lang: Lang) -> f32 {
        if lang == Lang::FR { self.french } else { self.english }
    }
}

/// Sets the language of a single text: the given one, else the identified one if certain or if none is
/// declared, else the declared one.
pub(crate) fn resolve_one(reading: &mut InputDocument, given: Option<Lang>) {
    let identified = identify_language(&reading.document.text);
    let declared = reading.document.lang;
    reading.document.lang =
        given.unwrap_or(if identified.certain || declared == Lang::UND { identified.lang } else { declared });
    if let Some(given) = given
        && identified.certain
        && identified.lang != given
    {
        reading.warnings.push(format!("said to be in {}, but looks like {}", given.name(), identified.lang.name()));
    }
}

/// Sets the languages of both sides; an error if they cannot be source and target.
pub(crate) fn resolve_both(
    source: &mut InputDocument,
    target: &mut InputDocument,
    given: (Option<Lang>, Option<Lang>),
) -> Result<(), Error> {
    let (mut s, mut t) = (identify_language(&source.document.text), identify_language(&target.document.text));
    if let Some(part) = partly_translated(source, target, given, (s, t)) {
        (s, t) = part;
    }
    check_contradictions(source, target, given, s, t)?;
    let mut langs = (choose(source, given.0, s), choose(target, given.1, t));
    if langs.0 == langs.1 && langs.0 != Lang::UND {
        // A side too short for identification takes the other language than the certain side.
        match (given.0.is_some() || s.certain, given.1.is_some() || t.certain) {
            (true, false) if has_few_letters(target) => langs.1 = other(langs.0),
            (false, true) if has_few_letters(source) => langs.0 = other(langs.1),
            _ => {
                let (source, target) = (source.name.clone(), target.name.clone());
                return Err(Error::SameLanguage { source, target, lang: langs.0 });
            }
        }
    }
    if langs.0 == Lang::UND {
        langs.0 = other(if langs.1 == Lang::UND { Lang::FR } else { langs.1 });
        source.warnings.push(format!("the language is not plain; taken to be {}", langs.0.name()));
    }
    if langs.1 == Lang::UND {
        langs.1 = other(langs.0);
        target.warnings.push(format!("the language is not plain; taken to be {}", langs.1.name()));
    }
    if given == (None, None) {
        warn_of_order(source, target, langs);
    }
    (source.document.lang, target.document.lang) = langs;
    Ok(())
}

/// The languages of two texts that look alike because one of them is in part untranslated: that one is in the
/// language of the part which is translated. A warning says so. `None` for other texts.
fn partly_translated(
    source: &mut InputDocument,
    target: &mut InputDocument,
    given: (Option<Lang>, Option<Lang>),
    (s, t): (Identified, Identified),
) -> Option<(Identified, Identified)> {
    if s.lang != t.lang || ![Lang::FR, Lang::EN].contains(&s.lang) {
        return None;
    }
    let (own, translated) = (s.lang, other(s.lang));
    let (a, b) = (BlockLanguages::of(&source.document), BlockLanguages::of(&target.document));
    let (of_source, of_target) = (a.share(translated), b.share(translated));
    let is_target = of_target >= of_source;
    let (more, less) = if is_target { (of_target, of_source) } else { (of_source, of_target) };
    let against = if is_target { given.1 } else { given.0 }.is_some_and(|g| g != translated);
    if more < MIN_TRANSLATED || less >= more || against {
        return None;
    }
    let (side, untranslated) = if is_target { (&mut *target, b.share(own)) } else { (&mut *source, a.share(own)) };
    side.warnings.push(format!(
        "taken to be in {}, though {:.0} % of it is in {}",
        translated.name(),
        100.0 * untranslated,
        own.name()
    ));
    let (whole, part) = (Identified { lang: own, certain: s.certain }, Identified { lang: translated, certain: true });
    Some(if is_target { (whole, part) } else { (part, whole) })
}

/// What translations say of themselves.
const TRANSLATED: [&str; 8] = [
    "traduit de l’anglais",
    "traduit de l'anglais",
    "traduit par",
    "traduction de",
    "translated from",
    "translated by",
    "translation by",
    "traduction :",
];

/// Warns where the content shows that the first text is the translation: it says so, or holds passages in the
/// language of the second.
fn warn_of_order(source: &mut InputDocument, target: &InputDocument, (from, to): (Lang, Lang)) {
    let says = |reading: &InputDocument| {
        let text = reading.document.text.to_lowercase();
        TRANSLATED.iter().any(|phrase| text.contains(phrase))
    };
    let known = [from, to].iter().all(|l| [Lang::FR, Lang::EN].contains(l));
    let left = |reading: &InputDocument, lang: Lang| BlockLanguages::of(&reading.document).share(lang);
    let leftovers = known && left(source, to) >= MIN_TRANSLATED && left(target, from) == 0.0;
    if leftovers || (says(source) && !says(target)) {
        let why =
            if leftovers { format!("holds passages in {}", to.name()) } else { "says that it is translated".into() };
        source.warnings.push(format!("{why}: if {} is the original, give it first", target.name));
    }
}

fn check_contradictions(
    source: &InputDocument,
    target: &InputDocument,
    given: (Option<Lang>, Option<Lang>),
    s: Identified,
    t: Identified,
) -> Result<(), Error> {
    let against = |given: Option<Lang>, identified: Identified| {
        given.filter(|g| identified.certain && (*g == Lang::FR || *g == Lang::EN) && *g != identified.lang)
    };
    let names = || (source.name.clone(), target.name.clone());
    if s.certain && t.certain && s.lang == t.lang {
        let (source, target) = names();
        return Err(Error::SameLanguage { source, target, lang: s.lang });
    }
    let (wrong_source, wrong_target) = (against(given.0, s), against(given.1, t));
    // The given languages fit with the sides swapped.
    let fits =
        |given: Option<Lang>, identified: Identified| identified.certain && given.is_none_or(|g| g == identified.lang);
    let any_wrong = wrong_source.is_some() || wrong_target.is_some();
    if any_wrong && fits(given.0, t) && fits(given.1, s) {
        let (source, target) = names();
        return Err(Error::Swapped { source, target, source_lang: s.lang, target_lang: t.lang });
    }
    for (reading, option, wrong, identified) in
        [(source, "--source-lang", wrong_source, s), (target, "--target-lang", wrong_target, t)]
    {
        if let Some(given) = wrong {
            return Err(Error::WrongLanguage { name: reading.name.clone(), option, given, found: identified.lang });
        }
    }
    Ok(())
}

fn choose(reading: &InputDocument, given: Option<Lang>, identified: Identified) -> Lang {
    let declared = reading.document.lang;
    given.unwrap_or(if declared != Lang::UND && !identified.certain { declared } else { identified.lang })
}

fn has_few_letters(reading: &InputDocument) -> bool {
    reading.document.text.chars().filter(|c| c.is_alphabetic()).take(MIN_LETTERS).count() < MIN_LETTERS
}

/// The other language of the embedded model.
pub(crate) fn other(lang: Lang) -> Lang {
    if lang == Lang::FR { Lang::EN } else { Lang::FR }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calque_formats::{ReadOptions, document_from_bytes};

    const FR: &str = "Le ministre a déclaré mardi que les négociations reprendraient la semaine prochaine à Genève.";
    const EN: &str = "The minister said on Tuesday that the talks would begin again next week in Geneva.";

    fn settled(a: &str, b: &str, given: (&str, &str)) -> Result<(Lang, Lang), String> {
        let read =
            |name, text: &str| document_from_bytes(name, text.as_bytes(), &ReadOptions::default()).expect("text");
        let (mut a, mut b) = (read("a.txt", a), read("b.txt", b));
        resolve_both(&mut a, &mut b, (given.0.parse().ok(), given.1.parse().ok())).map_err(|e| e.to_string())?;
        Ok((a.document.lang, b.document.lang))
    }

    #[test]
    fn languages_are_found_or_given() {
        assert_eq!(settled(EN, FR, ("", "")), Ok((Lang::EN, Lang::FR)));
        assert_eq!(settled(FR, EN, ("", "")), Ok((Lang::FR, Lang::EN)));
        assert_eq!(settled(FR, EN, ("fr", "en")), Ok((Lang::FR, Lang::EN)));
        assert_eq!(settled(EN, "Oui", ("", "")), Ok((Lang::EN, Lang::FR)));
        assert_eq!(settled("12", "13", ("", "")), Ok((Lang::EN, Lang::FR)));
        let german = settled(FR, EN, ("fr", "de"));
        assert_eq!(german.map(|l| l.1.code().to_owned()), Ok("de".to_owned()));
    }

    #[test]
    fn an_untranslated_part_and_lists_are_no_contradiction() {
        let half = format!("{FR}\n\n{EN}\n\n{EN}");
        assert_eq!(settled(EN, &half, ("", "")), Ok((Lang::EN, Lang::FR)));
        assert_eq!(settled(&half, EN, ("", "")), Ok((Lang::FR, Lang::EN)));
        assert_eq!(settled(EN, &half, ("en", "fr")), Ok((Lang::EN, Lang::FR)));
        for list in ["Anna Lopez\nPaul Martin", "Lyon\nOslo\nPrague\nQuito", "Total\n12\n15"] {
            assert_eq!(settled(list, list, ("", "")), Ok((Lang::EN, Lang::FR)), "{list}");
        }
    }

    #[test]
    fn the_wrong_order_is_noticed_by_content() {
        let warnings = |a: &str, b: &str| {
            let read =
                |name, text: &str| document_from_bytes(name, text.as_bytes(), &ReadOptions::default()).expect("text");
            let (mut a, mut b) = (read("a.txt", a), read("b.txt", b));
            resolve_both(&mut a, &mut b, (None, None)).expect("settled");
            a.warnings.join("; ")
        };
        let noted = format!("{FR}\n\nTraduit de l’anglais.");
        assert!(warnings(&noted, EN).contains("if b.txt is the original, give it first"));
        assert_eq!(warnings(EN, &noted), "");
        assert_eq!(warnings(FR, EN), "");
    }

    #[test]
    fn contradictions_stop() {
        for (a, b, given, said) in [
            (FR, FR, ("", ""), "both sides are in French: a.txt and b.txt"),
            (EN, EN, ("en", "fr"), "both sides are in English"),
            (FR, EN, ("en", "fr"), "the sides are swapped: a.txt is in French"),
            (FR, EN, ("en", ""), "the sides are swapped"),
            (FR, "Oui", ("en", "fr"), "a.txt: --source-lang says English, but the text is in French"),
            (FR, EN, ("fr", "fr"), "b.txt: --target-lang says French, but the text is in English"),
        ] {
            let error = settled(a, b, given).expect_err(said);
            assert!(error.starts_with(said), "{error}");
        }
    }
}
