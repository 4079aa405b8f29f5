//! Tells a French conditional from an imperfect that looks like one.
//!
//! Both end in *-rait*: `serait` is a conditional, `souffrait` is not. What
//! decides is whether the letters before the ending are a future stem. For
//! verbs in *-er* they end in *er*, which no imperfect does (`entrait`,
//! `espérait` have no mute *e* there); other stems are few and follow their
//! verb's class, so lists of endings and of exceptions settle the rest (`data/grammar.tsv`).

use super::grammar::GRAMMAR;

/// The endings that the conditional and the imperfect share.
const ENDINGS: [&str; 5] = ["aient", "ions", "iez", "ais", "ait"];

/// The future stem of a conditional form, `None` for anything else.
pub(crate) fn stem(word: &str) -> Option<&str> {
    let stem = ENDINGS.iter().find_map(|e| word.strip_suffix(e))?;
    let regular = stem.ends_with("er")
        || (stem.ends_with("ttr") && stem != "attr")
        || stem.ends_with("aîtr")
        || stem.ends_with("oîtr")
        || ((stem.ends_with("ir") || stem.ends_with("dr")) && !GRAMMAR.imperfect_stems.contains(&stem));
    let long_enough = stem.chars().count() >= 2;
    (long_enough && stem != "er" && (regular || GRAMMAR.future_stems.contains(&stem))).then_some(stem)
}

/// Whether `word` (lower case) is a verb in the conditional.
pub(crate) fn is_conditional(word: &str) -> bool {
    stem(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditionals() {
        for w in [
            "serait",
            "seraient",
            "aurait",
            "auraient",
            "pourrait",
            "devrait",
            "ferait",
            "irait",
            "finirait",
            "prendrait",
            "voudrait",
            "mettrait",
            "connaîtrait",
            "autoriserait",
            "opérerait",
            "recevrait",
            "viendraient",
            "dirait",
            "permettrait",
            "conclurait",
            "tuerait",
            "croirait",
            "serions",
            "rencontrerait",
        ] {
            assert!(is_conditional(w), "{w}");
        }
    }

    #[test]
    fn imperfects_and_nouns() {
        for w in [
            "souffrait",
            "entrait",
            "souffraient",
            "retirait",
            "encadrait",
            "montrait",
            "ouvrait",
            "durait",
            "ignorait",
            "déclarait",
            "espérait",
            "préparait",
            "portrait",
            "extrait",
            "trait",
            "attrait",
            "adorait",
            "livrait",
            "offrait",
            "vrai",
            "frais",
            "était",
            "avait",
            "errait",
            "serrait",
            "mesurait",
            "s'effondrait",
            "restaurait",
            "anniversaires",
            "mais",
            "français",
        ] {
            let w = w.trim_start_matches("s'");
            assert!(!is_conditional(w), "{w}");
        }
    }
}
