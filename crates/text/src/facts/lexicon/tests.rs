use super::{COMMON_UNITS, LONGEST_PHRASE, NumberWord, Role, files, quotes, word};
use crate::facts::unit;
use crate::languages::{COUNT, LANGUAGES};
use crate::table::rows;
use std::collections::BTreeMap;

/// Roles of words that are looked up as they are written, so that capitals matter.
const AS_WRITTEN: [Role; 10] = [
    Role::CapitalSuffix,
    Role::MoneySuffix,
    Role::MultiplierBeforeCurrency,
    Role::TimeZone,
    Role::Era,
    Role::Zone,
    Role::ZoneWithSummer,
    Role::CasedUnit,
    Role::CurrencyBefore,
    Role::NotRoman,
];

/// Roles whose value is the symbol of a unit.
const UNITS: [Role; 5] = [Role::Unit, Role::LooseUnit, Role::CasedUnit, Role::SuffixUnit, Role::CurrencyBefore];

fn all_rows() -> impl Iterator<Item = [&'static str; 3]> {
    LANGUAGES.iter().flat_map(files).chain([COMMON_UNITS]).flat_map(rows)
}

#[test]
fn every_row_can_be_found() {
    for [entry, role, value] in all_rows() {
        if NumberWord::parse(role, value).is_some() {
            assert_eq!(entry.to_lowercase(), entry);
            continue;
        }
        let role = Role::named(role).unwrap_or_else(|| panic!("{entry}: {role} is no role (see roles.rs)"));
        assert!(AS_WRITTEN.contains(&role) || entry.to_lowercase() == entry, "{entry} is not in lower case");
        assert!(!entry.contains('’'), "{entry}: apostrophes are straight in lists");
        assert!(entry.split(' ').count() <= LONGEST_PHRASE, "{entry} is too long to be found");
        assert!((0..=COUNT).any(|text| word(entry).is_quoted(role, text)));
        if UNITS.contains(&role) {
            assert!(unit::by_symbol(value).is_some(), "{entry}: {value} is not in units.tsv");
        }
    }
}

/// Units are known in texts that quote another language, so the lists of both must agree on them.
#[test]
fn a_unit_is_the_same_where_languages_quote_each_other() {
    for text in 0..=COUNT {
        let mut units = BTreeMap::new();
        let lists = LANGUAGES.iter().enumerate().filter(|(list, _)| quotes(text, *list));
        let rows_of = lists.flat_map(|(list, l)| files(l).into_iter().flat_map(rows).map(move |row| (list, row)));
        let mut all: Vec<_> = rows_of.filter(|(_, row)| matches!(row[1], "unit" | "loose-unit")).collect();
        // A word that is no unit in the language of the text is not asked for.
        all.retain(|(list, row)| *list == text || !word(row[0]).is(Role::NoUnit, text));
        for (_, [entry, role, symbol]) in all {
            let first = units.entry(entry).or_insert((role, symbol));
            assert_eq!(*first, (role, symbol), "{entry}");
        }
    }
}

#[test]
fn values_are_numbers_fractions_or_dates() {
    for (language, lists) in LANGUAGES.iter().enumerate() {
        for [entry, name, value] in files(lists).into_iter().flat_map(rows).filter(|r| !r[2].is_empty()) {
            let Some(role) = Role::named(name).filter(|role| !UNITS.contains(role)) else { continue };
            assert_eq!(word(entry).text(role, language), Some(value));
            assert!(role == Role::FixedDate || word(entry).value(role, language).is_some(), "{entry}: {value}");
        }
    }
}
