//! How a language writes numbers, dates and titles, where languages differ by rule and not by word.

use super::{COUNT, LANGUAGES, index};
use crate::Lang;
use crate::table::rows;
use std::sync::LazyLock;

/// The traits of one language, from `traits.tsv`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "independent traits, all combinations possible")]
pub(crate) struct Traits {
    /// Thousands are grouped by plain spaces: `10 000` is one number.
    pub(crate) space_groups: bool,
    /// The comma is the decimal mark: `1,234` is 1.234.
    pub(crate) decimal_comma: bool,
    /// Numbers from 70 to 99 are built on twenties: *quatre-vingt-dix-sept*.
    pub(crate) vigesimal: bool,
    /// Years are read in pairs of digits: *nineteen eighty-four*.
    pub(crate) year_pairs: bool,
    /// Weekdays and months have capitals, without which *may* and *sat* are words.
    pub(crate) capital_calendar: bool,
    /// The month may stand before its day: *October 5*.
    pub(crate) month_before_day: bool,
    /// A vowel is elided before another, with an apostrophe: *l’ami*.
    pub(crate) elision: bool,
    /// The numbers of decades follow a noun, which several share: *les années 80 et 90*.
    pub(crate) decade_noun_first: bool,
    /// Hours run to 24, so that *3 h* is in the morning.
    pub(crate) clock_24: bool,
    /// Degrees are Celsius unless another scale is named.
    pub(crate) celsius: bool,
    /// Headlines give every longer word a capital.
    pub(crate) title_case: bool,
    /// Tens and units are joined by *and*: *treinta y cinco*.
    pub(crate) tens_and_units: bool,
    /// A number below a million is one word: *zweihundertfünfunddreißig*.
    pub(crate) joined_numbers: bool,
    /// A full stop behind digits makes an ordinal: *3. März*.
    pub(crate) ordinal_stop: bool,
    /// Every noun has a capital, so that capitals show no names.
    pub(crate) noun_capitals: bool,
    /// Titles left in another language are read for their numbers: *The Famous Five*.
    pub(crate) foreign_number_names: bool,
}

impl Traits {
    /// The trait that `traits.tsv` calls `name`.
    pub(super) fn named(&mut self, name: &str) -> Option<&mut bool> {
        Some(match name {
            "space-groups" => &mut self.space_groups,
            "decimal-comma" => &mut self.decimal_comma,
            "vigesimal" => &mut self.vigesimal,
            "year-pairs" => &mut self.year_pairs,
            "capital-calendar" => &mut self.capital_calendar,
            "month-before-day" => &mut self.month_before_day,
            "elision" => &mut self.elision,
            "decade-noun-first" => &mut self.decade_noun_first,
            "clock-24" => &mut self.clock_24,
            "celsius" => &mut self.celsius,
            "title-case" => &mut self.title_case,
            "tens-and-units" => &mut self.tens_and_units,
            "joined-numbers" => &mut self.joined_numbers,
            "ordinal-stop" => &mut self.ordinal_stop,
            "noun-capitals" => &mut self.noun_capitals,
            "foreign-number-names" => &mut self.foreign_number_names,
            _ => return None,
        })
    }
}

pub(super) const FILE: &str = include_str!("traits.tsv");

static TRAITS: LazyLock<[Traits; COUNT + 1]> = LazyLock::new(|| {
    let mut all = [Traits::default(); COUNT + 1];
    for [code, name, _] in rows(FILE) {
        let language = LANGUAGES.iter().position(|l| l.code == code);
        if let Some(flag) = language.and_then(|l| all[l].named(name)) {
            *flag = true;
        }
    }
    all
});

/// The traits of `lang`.
pub(crate) fn traits(lang: Lang) -> Traits {
    TRAITS[index(lang)]
}
