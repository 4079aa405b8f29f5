//! Which language each side is in: as said, as declared, as it looks; and the
//! refusals where these contradict each other.
//!
//! French and English are told apart without fail on a few lines, so a
//! contradiction between them stops the run. About other languages, and about
//! very short texts, Calque may be wrong and only warns.

use crate::Error;
use calque_formats::InputDocument;
use calque_text::{Lang, identify};

/// Confidence from which a guess may contradict what was said.
const SURE: f32 = 0.5;
/// Confidence up to which the other of French and English is ruled out.
const RULED_OUT: f32 = 0.1;
/// Letters below which no guess is sure.
const ENOUGH_LETTERS: usize = 40;

/// What a text looks like.
#[derive(Clone, Copy, Debug)]
struct Guess {
    lang: Lang,
    /// Whether it may contradict the user: French or English, and plainly so.
    sure: bool,
}

fn guess(text: &str) -> Guess {
    let likely = identify(text);
    let Some(&(lang, confidence)) = likely.first() else { return Guess { lang: Lang::UND, sure: false } };
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(ENOUGH_LETTERS).count();
    let known = lang == Lang::FR || lang == Lang::EN;
    let rival = likely.iter().find(|(l, _)| *l == other(lang)).map_or(0.0, |(_, c)| *c);
    Guess { lang, sure: known && confidence >= SURE && rival <= RULED_OUT && letters == ENOUGH_LETTERS }
}

/// The language of one text on its own: as given, else as it looks, else as declared.
pub(crate) fn of_one(reading: &mut InputDocument, given: Option<Lang>) {
    let seen = guess(&reading.document.text);
    let declared = reading.document.lang;
    reading.document.lang = given.unwrap_or(if seen.sure || declared == Lang::UND { seen.lang } else { declared });
    if let Some(given) = given
        && seen.sure
        && seen.lang != given
    {
        reading.warnings.push(format!("said to be in {}, but looks like {}", given.name(), seen.lang.name()));
    }
}

/// Settles the languages of both sides, or says why they cannot be source and target.
pub(crate) fn settle(
    source: &mut InputDocument,
    target: &mut InputDocument,
    given: (Option<Lang>, Option<Lang>),
) -> Result<(), Error> {
    let (s, t) = (guess(&source.document.text), guess(&target.document.text));
    contradictions(source, target, given, s, t)?;
    let mut langs = (choose(source, given.0, s), choose(target, given.1, t));
    if langs.0 == langs.1 && langs.0 != Lang::UND {
        // A side that is too short to tell yields to the side that is plain.
        match (given.0.is_some() || s.sure, given.1.is_some() || t.sure) {
            (true, false) if letters_are_few(target) => langs.1 = other(langs.0),
            (false, true) if letters_are_few(source) => langs.0 = other(langs.1),
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
    (source.document.lang, target.document.lang) = langs;
    Ok(())
}

fn contradictions(
    source: &InputDocument,
    target: &InputDocument,
    given: (Option<Lang>, Option<Lang>),
    s: Guess,
    t: Guess,
) -> Result<(), Error> {
    let against = |given: Option<Lang>, seen: Guess| {
        given.filter(|g| seen.sure && (*g == Lang::FR || *g == Lang::EN) && *g != seen.lang)
    };
    let names = || (source.name.clone(), target.name.clone());
    if s.sure && t.sure && s.lang == t.lang {
        let (source, target) = names();
        return Err(Error::SameLanguage { source, target, lang: s.lang });
    }
    let (wrong_source, wrong_target) = (against(given.0, s), against(given.1, t));
    // What was said fits, the other way round.
    let fits = |given: Option<Lang>, seen: Guess| seen.sure && given.is_none_or(|g| g == seen.lang);
    let any_wrong = wrong_source.is_some() || wrong_target.is_some();
    if any_wrong && fits(given.0, t) && fits(given.1, s) {
        let (source, target) = names();
        return Err(Error::Swapped { source, target, source_lang: s.lang, target_lang: t.lang });
    }
    for (reading, option, wrong, seen) in
        [(source, "--source-lang", wrong_source, s), (target, "--target-lang", wrong_target, t)]
    {
        if let Some(given) = wrong {
            return Err(Error::WrongLanguage { name: reading.name.clone(), option, given, found: seen.lang });
        }
    }
    Ok(())
}

fn choose(reading: &InputDocument, given: Option<Lang>, seen: Guess) -> Lang {
    let declared = reading.document.lang;
    given.unwrap_or(if declared != Lang::UND && !seen.sure { declared } else { seen.lang })
}

fn letters_are_few(reading: &InputDocument) -> bool {
    reading.document.text.chars().filter(|c| c.is_alphabetic()).take(ENOUGH_LETTERS).count() < ENOUGH_LETTERS
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
        settle(&mut a, &mut b, (given.0.parse().ok(), given.1.parse().ok())).map_err(|e| e.to_string())?;
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
