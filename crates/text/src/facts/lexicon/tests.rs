use super::{COMMON_UNITS, LONGEST_PHRASE, NumberWord, Role, files, word};
use crate::facts::unit;
use crate::languages::LANGUAGES;
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
        assert!(word(entry).is_any(role));
        if UNITS.contains(&role) {
            assert!(unit::by_symbol(value).is_some(), "{entry}: {value} is not in units.tsv");
        }
    }
}

/// Units are known in texts of any language, so all lists must agree on them.
#[test]
fn a_unit_is_the_same_in_all_languages() {
    let mut units = BTreeMap::new();
    for [entry, role, symbol] in all_rows().filter(|r| matches!(r[1], "unit" | "loose-unit")) {
        let first = units.entry(entry).or_insert((role, symbol));
        assert_eq!(*first, (role, symbol), "{entry}");
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
