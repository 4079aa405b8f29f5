//! The names of units and currencies in French and English, with their factors to SI units.

use crate::facts::unit::{Dimension, PERCENT, Unit, YEAR, loose, unit};

/// The unit that a word in lower case names, in either language.
pub(crate) fn named(norm: &str) -> Option<Unit> {
    use Dimension::{Area, Data, Duration, Energy, Frequency, Length, Mass, Points, Power, Ratio, Speed, Volume};
    Some(match norm {
        "km" | "kms" | "kilometre" | "kilometres" | "kilometer" | "kilometers" | "kilomètre" | "kilomètres" => {
            unit("km", Length, 1000.0)
        }
        "m" | "metre" | "metres" | "meter" | "meters" | "mètre" | "mètres" => unit("m", Length, 1.0),
        "cm" | "centimetre" | "centimetres" | "centimeter" | "centimeters" | "centimètre" | "centimètres" => {
            unit("cm", Length, 0.01)
        }
        "mm" | "millimetre" | "millimetres" | "millimeter" | "millimeters" | "millimètre" | "millimètres" => {
            unit("mm", Length, 0.001)
        }
        "nm" | "nanometre" | "nanometres" | "nanometer" | "nanometers" | "nanomètre" | "nanomètres" => {
            unit("nm", Length, 1e-9)
        }
        "mile" | "miles" | "mi" => unit("mi", Length, 1609.344),
        "yard" | "yards" | "yd" | "yds" => unit("yd", Length, 0.9144),
        "foot" | "feet" | "ft" | "pied" | "pieds" => unit("ft", Length, 0.3048),
        "inch" | "inches" | "pouce" | "pouces" => unit("in", Length, 0.0254),
        "lieue" | "lieues" | "league" | "leagues" => loose("league", Length, 4000.0),
        "acre" | "acres" => unit("acre", Area, 4046.856),
        "ha" | "hectare" | "hectares" => unit("ha", Area, 10_000.0),
        "litre" | "litres" | "liter" | "liters" | "l" => unit("l", Volume, 0.001),
        "cl" | "centilitre" | "centilitres" => unit("cl", Volume, 1e-5),
        "ml" | "millilitre" | "millilitres" | "milliliter" | "milliliters" => unit("ml", Volume, 1e-6),
        "gallon" | "gallons" => loose("gal", Volume, 0.003_785),
        "pint" | "pints" | "pinte" | "pintes" => loose("pt", Volume, 0.000_5),
        "barrel" | "barrels" | "baril" | "barils" => unit("bbl", Volume, 0.158_987),
        "kg" | "kgs" | "kilo" | "kilos" | "kilogram" | "kilograms" | "kilogramme" | "kilogrammes" => {
            unit("kg", Mass, 1.0)
        }
        "g" | "gram" | "grams" | "gramme" | "grammes" => unit("g", Mass, 0.001),
        "mg" | "milligram" | "milligrams" | "milligramme" | "milligrammes" => unit("mg", Mass, 1e-6),
        "tonne" | "tonnes" => unit("t", Mass, 1000.0),
        "ton" | "tons" => loose("ton", Mass, 1000.0),
        "lb" | "lbs" => unit("lb", Mass, 0.453_592),
        "pound" | "pounds" | "livre" | "livres" => loose("lb", Mass, 0.453_592),
        "ounce" | "ounces" | "oz" | "once" | "onces" => unit("oz", Mass, 0.028_35),
        "second" | "seconds" | "seconde" | "secondes" | "sec" | "secs" => unit("s", Duration, 1.0),
        "minute" | "minutes" | "min" | "mins" | "mn" => unit("min", Duration, 60.0),
        "hour" | "hours" | "heure" | "heures" | "h" | "hr" | "hrs" => unit("h", Duration, 3600.0),
        "day" | "days" | "jour" | "jours" | "journée" | "journées" => unit("day", Duration, 86_400.0),
        "night" | "nights" | "nuit" | "nuits" => unit("night", Duration, 86_400.0),
        "week" | "weeks" | "semaine" | "semaines" => unit("week", Duration, 604_800.0),
        "weekend" | "weekends" | "week-end" | "week-ends" => unit("weekend", Duration, 604_800.0),
        "fortnight" | "fortnights" => unit("fortnight", Duration, 1_209_600.0),
        "month" | "months" | "mois" => unit("month", Duration, 2_629_800.0),
        "quarter" | "quarters" | "trimestre" | "trimestres" => loose("quarter", Duration, 7_889_400.0),
        "semester" | "semesters" | "semestre" | "semestres" => loose("semester", Duration, 15_778_800.0),
        "year" | "years" | "yr" | "yrs" | "an" | "ans" | "année" | "années" => YEAR,
        "decade" | "decades" | "décennie" | "décennies" => unit("decade", Duration, 315_576_000.0),
        "century" | "centuries" | "siècle" | "siècles" => unit("century", Duration, 3_155_760_000.0),
        "millennium" | "millennia" | "millénaire" | "millénaires" => unit("millennium", Duration, 31_557_600_000.0),
        "mph" => unit("mph", Speed, 0.447_04),
        "kph" | "kmh" => unit("km/h", Speed, 1.0 / 3.6),
        "knot" | "knots" | "nœud" | "nœuds" | "noeud" | "noeuds" | "kt" | "kts" => unit("kn", Speed, 0.514_444),
        "watt" | "watts" | "w" => unit("W", Power, 1.0),
        "kw" | "kilowatt" | "kilowatts" => unit("kW", Power, 1e3),
        "mw" | "megawatt" | "megawatts" | "mégawatt" | "mégawatts" => unit("MW", Power, 1e6),
        "gw" | "gigawatt" | "gigawatts" => unit("GW", Power, 1e9),
        "kwh" => unit("kWh", Energy, 3.6e6),
        "mwh" => unit("MWh", Energy, 3.6e9),
        "gwh" => unit("GWh", Energy, 3.6e12),
        "twh" => unit("TWh", Energy, 3.6e15),
        "joule" | "joules" => unit("J", Energy, 1.0),
        "calorie" | "calories" | "kcal" | "kilocalorie" | "kilocalories" => loose("kcal", Energy, 4184.0),
        "hz" | "hertz" => unit("Hz", Frequency, 1.0),
        "khz" => unit("kHz", Frequency, 1e3),
        "mhz" => unit("MHz", Frequency, 1e6),
        "ghz" => unit("GHz", Frequency, 1e9),
        "kb" | "kilobyte" | "kilobytes" | "kilooctet" | "kilooctets" => unit("kB", Data, 1e3),
        "mb" | "megabyte" | "megabytes" | "mégaoctet" | "mégaoctets" => unit("MB", Data, 1e6),
        "gb" | "gigabyte" | "gigabytes" | "gigaoctet" | "gigaoctets" => unit("GB", Data, 1e9),
        "tb" | "terabyte" | "terabytes" | "téraoctet" | "téraoctets" => unit("TB", Data, 1e12),
        "%" | "percent" | "pct" => PERCENT,
        "‰" => unit("‰", Ratio, 0.001),
        "bp" | "bps" => unit("bp", Points, 0.01),
        _ => return currency(norm),
    })
}

/// The currency that a word or sign in lower case names.
pub(crate) fn currency(norm: &str) -> Option<Unit> {
    use Dimension::Currency;
    Some(match norm {
        "$" | "dollar" | "dollars" | "usd" | "us$" | "$us" | "buck" | "bucks" => unit("USD", Currency, 1.0),
        "€" | "euro" | "euros" | "eur" => unit("EUR", Currency, 1.0),
        "£" | "gbp" | "quid" => unit("GBP", Currency, 1.0),
        "¥" | "yen" | "yens" | "jpy" => unit("JPY", Currency, 1.0),
        "yuan" | "yuans" | "cny" | "rmb" | "renminbi" => unit("CNY", Currency, 1.0),
        "rouble" | "roubles" | "ruble" | "rubles" | "rub" | "₽" => unit("RUB", Currency, 1.0),
        "rupee" | "rupees" | "roupie" | "roupies" | "inr" | "₹" => unit("INR", Currency, 1.0),
        "rupiah" | "rupiahs" => unit("IDR", Currency, 1.0),
        "won" | "wons" | "₩" => unit("KRW", Currency, 1.0),
        "hryvnia" | "hryvnias" | "₴" => unit("UAH", Currency, 1.0),
        "franc" | "francs" | "chf" => unit("CHF", Currency, 1.0),
        "krona" | "kronor" | "krone" | "kroner" | "couronne" | "couronnes" | "crown" | "crowns" => {
            loose("SEK", Currency, 1.0)
        }
        "peso" | "pesos" => unit("MXN", Currency, 1.0),
        "rand" | "rands" => unit("ZAR", Currency, 1.0),
        "zloty" | "zlotys" => unit("PLN", Currency, 1.0),
        "dirham" | "dirhams" => unit("AED", Currency, 1.0),
        "dinar" | "dinars" => unit("DZD", Currency, 1.0),
        "mark" | "marks" | "deutschmark" => loose("DEM", Currency, 1.0),
        "cent" | "cents" | "centime" | "centimes" | "¢" => unit("cent", Currency, 0.01),
        "pence" | "penny" => unit("penny", Currency, 0.01),
        _ => return None,
    })
}
