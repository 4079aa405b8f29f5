//! Number words of French and English: what each adds, multiplies or ranks.
//!
//! *Milliard* is 10⁹ and *billion* 10⁹ in English but 10¹² in French.

use crate::Lang;

/// How a number word combines with its neighbours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Class {
    /// 0 to 19.
    Small,
    /// 20, 30 ... 90.
    Tens,
    /// *hundred*, *cent*.
    Hundred,
    /// *thousand*, *mille*, *million*, *milliard*: multiplies all before it.
    Scale,
    /// A noun that counts in groups: *dozen*, *dizaine*, *centaine*, *millier*.
    Group,
}

/// One number word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct NumberWord {
    pub(crate) class: Class,
    pub(crate) value: f64,
    /// *third*, *troisième*.
    pub(crate) ordinal: bool,
    /// *hundreds*, *milliers*: without a number before it only a magnitude.
    pub(crate) plural: bool,
}

const fn word(class: Class, value: f64) -> NumberWord {
    NumberWord { class, value, ordinal: false, plural: false }
}

const fn ordinal(class: Class, value: f64) -> NumberWord {
    NumberWord { class, value, ordinal: true, plural: false }
}

const fn plural(class: Class, value: f64) -> NumberWord {
    NumberWord { class, value, ordinal: false, plural: true }
}

/// What `norm` counts in `lang`, if it is a number word.
pub(crate) fn number_word(norm: &str, lang: Lang) -> Option<NumberWord> {
    match lang {
        Lang::FR => french(norm),
        Lang::EN => english(norm),
        _ => None,
    }
}

fn english(norm: &str) -> Option<NumberWord> {
    use Class::{Group, Hundred, Scale, Small, Tens};
    let small = match norm {
        "zero" => 0,
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        _ => -1,
    };
    if small >= 0 {
        return Some(word(Small, f64::from(small)));
    }
    Some(match norm {
        "twenty" => word(Tens, 20.0),
        "thirty" => word(Tens, 30.0),
        "forty" | "fourty" => word(Tens, 40.0),
        "fifty" => word(Tens, 50.0),
        "sixty" => word(Tens, 60.0),
        "seventy" => word(Tens, 70.0),
        "eighty" => word(Tens, 80.0),
        "ninety" => word(Tens, 90.0),
        "hundred" => word(Hundred, 100.0),
        "hundreds" => plural(Group, 100.0),
        "thousand" => word(Scale, 1e3),
        "thousands" => plural(Scale, 1e3),
        "million" => word(Scale, 1e6),
        "millions" => plural(Scale, 1e6),
        "billion" => word(Scale, 1e9),
        "billions" => plural(Scale, 1e9),
        "trillion" => word(Scale, 1e12),
        "trillions" => plural(Scale, 1e12),
        "tens" => plural(Group, 10.0),
        "dozen" => word(Group, 12.0),
        "dozens" => plural(Group, 12.0),
        "first" | "firsts" => ordinal(Small, 1.0),
        "second" => ordinal(Small, 2.0),
        "third" => ordinal(Small, 3.0),
        "fourth" => ordinal(Small, 4.0),
        "fifth" => ordinal(Small, 5.0),
        "sixth" => ordinal(Small, 6.0),
        "seventh" => ordinal(Small, 7.0),
        "eighth" => ordinal(Small, 8.0),
        "ninth" => ordinal(Small, 9.0),
        "tenth" => ordinal(Small, 10.0),
        "eleventh" => ordinal(Small, 11.0),
        "twelfth" => ordinal(Small, 12.0),
        "thirteenth" => ordinal(Small, 13.0),
        "fourteenth" => ordinal(Small, 14.0),
        "fifteenth" => ordinal(Small, 15.0),
        "sixteenth" => ordinal(Small, 16.0),
        "seventeenth" => ordinal(Small, 17.0),
        "eighteenth" => ordinal(Small, 18.0),
        "nineteenth" => ordinal(Small, 19.0),
        "twentieth" => ordinal(Tens, 20.0),
        "thirtieth" => ordinal(Tens, 30.0),
        "fortieth" => ordinal(Tens, 40.0),
        "fiftieth" => ordinal(Tens, 50.0),
        "sixtieth" => ordinal(Tens, 60.0),
        "seventieth" => ordinal(Tens, 70.0),
        "eightieth" => ordinal(Tens, 80.0),
        "ninetieth" => ordinal(Tens, 90.0),
        "hundredth" => ordinal(Hundred, 100.0),
        "thousandth" => ordinal(Scale, 1e3),
        "millionth" => ordinal(Scale, 1e6),
        _ => return None,
    })
}

fn french(norm: &str) -> Option<NumberWord> {
    use Class::{Group, Hundred, Scale, Small, Tens};
    if let Some(stem) = norm.strip_suffix("ièmes").or_else(|| norm.strip_suffix("ième")) {
        return french_stem(stem).map(|(class, value)| ordinal(class, value));
    }
    Some(match norm {
        "zéro" => word(Small, 0.0),
        "un" | "une" => word(Small, 1.0),
        "deux" => word(Small, 2.0),
        "trois" => word(Small, 3.0),
        "quatre" => word(Small, 4.0),
        "cinq" => word(Small, 5.0),
        "six" => word(Small, 6.0),
        "sept" => word(Small, 7.0),
        "huit" => word(Small, 8.0),
        "neuf" => word(Small, 9.0),
        "dix" => word(Small, 10.0),
        "onze" => word(Small, 11.0),
        "douze" => word(Small, 12.0),
        "treize" => word(Small, 13.0),
        "quatorze" => word(Small, 14.0),
        "quinze" => word(Small, 15.0),
        "seize" => word(Small, 16.0),
        "vingt" | "vingts" => word(Tens, 20.0),
        "trente" => word(Tens, 30.0),
        "quarante" => word(Tens, 40.0),
        "cinquante" => word(Tens, 50.0),
        "soixante" => word(Tens, 60.0),
        "septante" => word(Tens, 70.0),
        "huitante" | "octante" => word(Tens, 80.0),
        "nonante" => word(Tens, 90.0),
        "cent" | "cents" => word(Hundred, 100.0),
        "mille" | "mil" => word(Scale, 1e3),
        "million" => word(Scale, 1e6),
        "millions" => plural(Scale, 1e6),
        "milliard" => word(Scale, 1e9),
        "milliards" => plural(Scale, 1e9),
        "billion" => word(Scale, 1e12),
        "billions" => plural(Scale, 1e12),
        "trillion" => word(Scale, 1e18),
        "trillions" => plural(Scale, 1e18),
        "millier" => word(Group, 1e3),
        "milliers" => plural(Group, 1e3),
        "huitaine" => word(Group, 8.0),
        "dizaine" => word(Group, 10.0),
        "dizaines" => plural(Group, 10.0),
        "douzaine" => word(Group, 12.0),
        "douzaines" => plural(Group, 12.0),
        "quinzaine" => word(Group, 15.0),
        "vingtaine" => word(Group, 20.0),
        "trentaine" => word(Group, 30.0),
        "quarantaine" => word(Group, 40.0),
        "cinquantaine" => word(Group, 50.0),
        "soixantaine" => word(Group, 60.0),
        "centaine" => word(Group, 100.0),
        "centaines" => plural(Group, 100.0),
        "premier" | "première" | "premiers" | "premières" => ordinal(Small, 1.0),
        "second" | "seconde" | "seconds" => ordinal(Small, 2.0),
        _ => return None,
    })
}

fn french_stem(stem: &str) -> Option<(Class, f64)> {
    use Class::{Hundred, Scale, Small, Tens};
    Some(match stem {
        "un" => (Small, 1.0),
        "deux" => (Small, 2.0),
        "trois" => (Small, 3.0),
        "quatr" => (Small, 4.0),
        "cinqu" => (Small, 5.0),
        "six" => (Small, 6.0),
        "sept" => (Small, 7.0),
        "huit" => (Small, 8.0),
        "neuv" => (Small, 9.0),
        "dix" => (Small, 10.0),
        "onz" => (Small, 11.0),
        "douz" => (Small, 12.0),
        "treiz" => (Small, 13.0),
        "quatorz" => (Small, 14.0),
        "quinz" => (Small, 15.0),
        "seiz" => (Small, 16.0),
        "vingt" => (Tens, 20.0),
        "trent" => (Tens, 30.0),
        "quarant" => (Tens, 40.0),
        "cinquant" => (Tens, 50.0),
        "soixant" => (Tens, 60.0),
        "cent" => (Hundred, 100.0),
        "mill" => (Scale, 1e3),
        "million" => (Scale, 1e6),
        "milliard" => (Scale, 1e9),
        _ => return None,
    })
}

/// Words that hold a number without being one: *twice*, *both*, *trio*, *centenary*, *sexagénaire*.
/// Translations put a plain number in their place and back again.
pub(crate) fn implied(norm: &str, lang: Lang) -> Option<f64> {
    let value = match (lang, norm) {
        (Lang::EN, "once" | "single" | "sole" | "solo") | (Lang::FR, "seul" | "seule" | "unique" | "solo") => 1,
        (
            Lang::EN,
            "twice" | "both" | "pair" | "pairs" | "couple" | "double" | "doubles" | "doubled" | "doubling" | "duo"
            | "twin" | "twins" | "dual" | "two-fold" | "twofold" | "secondly" | "brace",
        )
        | (
            Lang::FR,
            "double" | "doubles" | "doublé" | "doublée" | "doubler" | "doublement" | "paire" | "couple" | "duo"
            | "doublés" | "jumeaux" | "jumelles" | "deuxièmement" | "secondement",
        ) => 2,
        (Lang::EN, "triple" | "tripled" | "trio" | "treble" | "thrice" | "threefold" | "triplets" | "hat-trick")
        | (Lang::FR, "triple" | "triples" | "triplé" | "tripler" | "trio" | "trimestre" | "trimestres" | "triplés") => {
            3
        }
        (Lang::EN, "quadruple" | "quartet" | "foursome" | "fourfold") | (Lang::FR, "quadruple" | "quatuor") => 4,
        (Lang::EN, "quintet" | "quintuple") | (Lang::FR, "quintette" | "quintuple") => 5,
        (Lang::FR, "semestre") => 6,
        (Lang::EN, "centenary" | "centennial" | "centenarian") | (Lang::FR, "centenaire" | "centenaires") => 100,
        (Lang::EN, "bicentenary" | "bicentennial") | (Lang::FR, "bicentenaire") => 200,
        (Lang::FR, "quadragénaire") => 40,
        (Lang::FR, "quinquagénaire") => 50,
        (Lang::EN, "sexagenarian") | (Lang::FR, "sexagénaire") => 60,
        (Lang::EN, "septuagenarian") | (Lang::FR, "septuagénaire") => 70,
        (Lang::EN, "octogenarian") | (Lang::FR, "octogénaire") => 80,
        (Lang::EN, "nonagenarian") | (Lang::FR, "nonagénaire") => 90,
        (Lang::EN, "nil" | "nought") | (Lang::FR, "nul") => 0,
        _ => return None,
    };
    Some(f64::from(value))
}
