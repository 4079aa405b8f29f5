//! Verbs of what one does to another, by their forms (`data/verbs.tsv`).

use super::table::brackets;
use calque_text::Lang;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a form of a verb may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "independent properties of one form")]
pub(crate) struct Form {
    /// A form that stands as the verb of its clause by itself.
    pub(crate) finite: bool,
    /// A past participle.
    pub(crate) participle: bool,
    /// A form of the past.
    pub(crate) past: bool,
    /// Whether something is given to somebody, rather than done to somebody.
    pub(crate) given: bool,
}

static FORMS: LazyLock<[HashMap<String, Form>; 2]> = LazyLock::new(|| {
    let mut forms: [HashMap<String, Form>; 2] = Default::default();
    for line in list!("verbs.tsv").lines().filter(|l| !l.starts_with('#')) {
        if let [lang, verb, past, participle, frame] = line.split('\t').collect::<Vec<_>>().as_slice() {
            let given = *frame == "given";
            match *lang {
                "en" => english(&mut forms[0], verb, (past, participle), given),
                _ => french(&mut forms[1], verb, (past, participle), given),
            }
        }
    }
    forms
});

/// What a word in normal form may be; `None` if it is no form of a verb of the list.
pub(crate) fn form(lang: Lang, norm: &str) -> Option<Form> {
    FORMS[usize::from(lang == Lang::FR)].get(norm).copied()
}

fn add(forms: &mut HashMap<String, Form>, word: &str, (finite, participle, past): (bool, bool, bool), given: bool) {
    let form = forms.entry(word.to_owned()).or_default();
    form.finite |= finite;
    form.participle |= participle;
    form.past |= past;
    form.given |= given;
}

fn english(forms: &mut HashMap<String, Form>, verb: &str, (past, participle): (&str, &str), given: bool) {
    let sibilant = ["s", "x", "z", "ch", "sh"].iter().any(|e| verb.ends_with(e));
    let y = verb.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    let regular = match (y, verb.strip_suffix('e')) {
        (Some(stem), _) => format!("{stem}ied"),
        (_, Some(stem)) => format!("{stem}ed"),
        _ => format!("{verb}ed"),
    };
    let third = match y {
        Some(stem) => format!("{stem}ies"),
        None if sibilant => format!("{verb}es"),
        None => format!("{verb}s"),
    };
    let or_regular = |x: &str| if x == "-" { regular.clone() } else { x.to_owned() };
    add(forms, verb, (true, false, false), given);
    add(forms, &third, (true, false, false), given);
    add(forms, &or_regular(past), (true, false, true), given);
    add(forms, &or_regular(participle), (false, true, false), given);
}

fn french(forms: &mut HashMap<String, Form>, verb: &str, (finite, participle): (&str, &str), given: bool) {
    const ENDINGS: [&str; 10] = ["e", "es", "ent", "ait", "aient", "a", "èrent", "era", "eront", "erait"];
    let stem = verb.trim_end_matches("er");
    let finite: Vec<String> = match finite {
        "-" => ENDINGS.iter().map(|e| format!("{stem}{e}")).collect(),
        listed => listed.split('|').map(str::to_owned).collect(),
    };
    for word in finite {
        add(forms, &word, (true, false, false), given);
    }
    let participle = if participle == "-" { format!("{stem}é") } else { participle.to_owned() };
    for word in brackets(&format!("{participle}(e)(s)")) {
        add(forms, &word, (false, true, false), given);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_made_and_listed() {
        for (lang, word, finite, participle) in [
            (Lang::EN, "accuses", true, false),
            (Lang::EN, "accused", true, true),
            (Lang::EN, "beaten", false, true),
            (Lang::EN, "married", true, true),
            (Lang::FR, "accusent", true, false),
            (Lang::FR, "battue", false, true),
            (Lang::FR, "poursuivait", true, false),
        ] {
            let f = form(lang, word).expect(word);
            assert_eq!((f.finite, f.participle), (finite, participle), "{word}");
        }
        assert_eq!(form(Lang::FR, "accuse").map(|f| f.given), Some(false));
        assert!(form(Lang::EN, "table").is_none());
    }

    #[test]
    fn every_line_of_the_list_is_read() {
        for line in list!("verbs.tsv").lines().filter(|l| !l.starts_with('#')) {
            assert_eq!(line.split('\t').count(), 5, "{line}");
        }
    }
}
