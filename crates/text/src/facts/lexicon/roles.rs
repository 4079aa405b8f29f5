//! What a word can be to the readers of facts: the roles that the lists give.
//!
//! A list is `words_XX.tsv` in the folder of its facts, with a word or phrase,
//! its role and perhaps a value in each row. Beside these roles
//! `numbers/words_XX.tsv` has those of number words ([`super::number`]).

use std::ops::BitOrAssign;

macro_rules! roles {
    ($($role:ident $name:literal $doc:literal;)+) => {
        /// What a word is to one reader of facts.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub(crate) enum Role { $(#[doc = $doc] $role),+ }

        impl Role {
            /// The role that the lists call `name`.
            pub(super) fn named(name: &str) -> Option<Self> {
                Some(match name { $($name => Self::$role,)+ _ => return None })
            }

            /// How many there are.
            pub(super) const COUNT: usize = [$(Self::$role),+].len();
        }
    };
}

roles! {
    // Numbers in words.
    HalfOf "half-of" "*half* before a large number: *half a million*, *demi-million*.";
    Halved "halved" "Follows [`Self::HalfOf`] without article or hyphen: *half dozen*.";
    Unhalved "unhalved" "Another word behind [`Self::HalfOf`] and a hyphen: a *demi-mille* is half a mile.";
    AndAHalf "and-a-half" "Adds a half: *two and a half*, *deux et demi*.";
    AndHalf "and-half" "The same, but not before *of*.";
    AndAfterHundred "and-after-hundred" "Joins hundreds and what is below them: *two hundred and five*.";
    AndAfterTens "and-after-tens" "Joins tens and 1 or 11: *vingt et un*.";
    DecimalMark "decimal-mark" "The decimal mark, spoken: *virgule*, *point*.";
    ArticleOne "article-one" "An article that counts one before *hundred*, *million*, *dozen*.";
    Of "of" "Between a group or a magnitude and what is counted: *of*, *de*.";
    OfContracted "of-contracted" "[`Self::Of`] with an article: *du*, *des*.";
    OfRound "of-round" "Between a share and *finale*: *quart de finale*.";
    NeverLast "never-last" "An ordinal that begins a number but never ends a longer one: *soixante-dix secondes*.";
    Implied "implied" "Holds a number without being one: *twice*, *trio*, *centenary*. Value: the number.";
    Multiple "multiple" "Multiplies what it is said of: *doubled*, *halved*. Value: by how much.";
    Counted "counted" "As [`Self::Implied`], but exact: *twice*. Value: the number.";
    Period "period" "How often something comes again: *weekly*. Value: after how many days.";
    EveryOther "every-other" "Behind it, that something comes every second time: *other*.";
    Every "every" "Before a unit of time, that something comes again each time: *per*, *tous les*.";
    OutOf "out-of" "Joins the parts and the whole of a proportion: *in*, *sur*.";
    OutOfAfterNoun "out-of-after-noun" "The same with what is counted before it: *un adulte sur cinq*.";
    Part "part" "A share: *half*, *un quart*. Value: the share.";
    PartBeforeOf "part-before-of" "A share before *of*: *a quarter of*. Value: the share.";
    Denominator "denominator" "Behind a number, the parts it counts: *tiers*. Value: parts in the whole.";
    DenominatorPlural "denominator-plural" "The same behind a number above one: *fifths*.";
    DenominatorBeforeOf "denominator-before-of" "The same before *of*: *one fifth of*.";
    NoNumber "no-number" "A phrase whose number word counts nothing: *no one*, *en quarantaine*.";
    UnitSecond "unit-second" "The same unless a hyphen or [`Self::Occasion`] follows: *a second*, but *a second time*.";
    Occasion "occasion" "*time*, as in *a second time*.";
    RankOrName "rank-or-name" "An ordinal that begins names: *Premier League*.";
    NewOrNine "new-or-nine" "*neuf*: nine before a plural, else perhaps *new*.";
    GroupOrFortnight "group-or-fortnight" "*quinzaine*: a span of time unless [`Self::CountedGroup`] says otherwise.";
    CountedGroup "counted-group" "A phrase in which such a word counts: *une quinzaine*.";
    ArticleOrOne "article-or-one" "*un*: an article, unless its neighbours make it a number.";
    OneIfBefore "one-if-before" "Follows *un* where it is a number: *un sur dix*.";
    OneIfAfter "one-if-after" "Precedes *un* where it is a number: *l’un*.";
    OneOfUnit "one-of-unit" "Before a unit, one of it: *a decade*, *par semaine*.";
    Several "several" "Before a plural unit, an unsaid number of it: *quelques semaines*.";
    OwnPlural "own-plural" "A unit whose plural looks like its singular: *mois*.";
    NotASpan "not-a-span" "Behind a unit of time, an age: *years old*.";
    OfUnits "of-units" "Between an implied number and a unit: *a couple of days*.";
    // Ranks, decades, centuries.
    DecadeName "decade-name" "A decade by name: *sixties*. Value: the years above the century.";
    DecadeSuffix "decade-suffix" "Behind digits, years of a decade: `1990er`.";
    Decades "decades" "Before the number of a decade: *années 90*.";
    AgeOwner "age-owner" "Shows that a decade is of someone’s age: *in his 40s*.";
    Century "century" "Behind an ordinal, a century: *17th century*.";
    RomanCentury "roman-century" "Behind a Roman numeral without ending, a century: `XVII siècle`.";
    Anniversary "anniversary" "Behind an ordinal, years: *17th birthday*.";
    PartOfYear "part-of-year" "Behind an ordinal, a quarter or half of the year: *first quarter*.";
    QuarterLetter "quarter-letter" "Before a digit, a quarter of the year: `Q1`.";
    HalfYearLetter "half-year-letter" "Before a digit, half of the year: `H1`.";
    NumberedThing "numbered-thing" "Before a Roman numeral, what it numbers: *chapter IV*.";
    RomanOrdinalSuffix "roman-ordinal-suffix" "Makes a Roman numeral an ordinal: `XVIIe`.";
    OrdinalSuffix "ordinal-suffix" "Makes digits an ordinal: `17th`, `17e`.";
    // Numbers in digits.
    ScaleSuffix "scale-suffix" "Letters behind digits that multiply them: `10k`. Value: by how much.";
    CapitalSuffix "capital-suffix" "The same as capitals: `10M`. Value: by how much.";
    MoneySuffix "money-suffix" "The same behind an amount of money: `$10m`. Value: by how much.";
    ScaleOrUnitSuffix "scale-or-unit-suffix" "The same, or a unit: `5m`. Value: by how much.";
    InchSuffix "inch-suffix" "Inches behind digits: `6in`.";
    Multiplier "multiplier" "A number word that multiplies digits: *5 million*. Value: by how much.";
    MultiplierSign "multiplier-sign" "The same as an abbreviation: `5 bn`. Value: by how much.";
    MultiplierBeforeCurrency "multiplier-before-currency" "The same before the sign of a currency: `12 M€`. Value: by how much.";
    NumberSign "number-sign" "Before digits that number something: *No. 1*.";
    VersionWord "version-word" "Before digits with full stops, that they number a version: *version 3.10*.";
    LocalScale "local-scale" "Beside a number, that it is on a scale of its country: *grade*, *taille*.";
    Minus "minus" "Before a number, that it is negative: *moins*.";
    NotBeforeMinus "not-before-minus" "Before such a word, that it means something else: *au moins*.";
    BelowZero "below-zero" "Behind a temperature, that it is negative: *below zero*.";
    Falling "falling" "Near a number, that something fell or was lost by it: *down 5 %*.";
    OpenPrefix "open-prefix" "Before a hyphen and digits, a word that keeps them a quantity: *mid-20*.";
    AboutBefore "about-before" "Before a number, that it is rounded: *about*, *près de*.";
    AboutAfter "about-after" "Behind a number, that it is rounded: *or so*.";
    BeforeUnit "before-unit" "Stands between a number and its unit: *ten more days*.";
    Inches "inches" "Inches behind feet: *six feet six inches*.";
    AgeBefore "age-before" "Before a number, that it is an age: *aged 14*, *âgé de 14*.";
    AgeAfter "age-after" "Behind the number of *Name, 41, who*.";
    AgeVerb "age-verb" "Before an age that [`Self::AgeClause`] follows: *was 13 when*.";
    AgeClause "age-clause" "Follows an age: *when*, *at the*.";
    AgeAdverb "age-adverb" "Stands before the age of *Name, now 41*.";
    ListJoint "list-joint" "Joins the members of a list: *33 and 39*.";
    RangeJoint "range-joint" "Joins the ends of a range: *10 to 20*.";
    // Dates.
    Weekday "weekday" "A weekday. Value: Monday is 1.";
    WeekdayAdverb "weekday-adverb" "The same as an adverb, without a capital: *montags*. Value: Monday is 1.";
    WeekdayShort "weekday-short" "The same, cut; a word unless a date follows: *sun*. Value: Monday is 1.";
    AfterWeekday "after-weekday" "Between a weekday and its date: *Monday night*, *lundi le*.";
    Night "night" "*night*, as in the name *Saturday Night Live*.";
    Definite "definite" "The definite article before a day: *the 5th*, *le 5*.";
    Month "month" "A month. Value: January is 1.";
    MonthOrWord "month-or-word" "A month that is a word too: *may*, *mars*. Value: January is 1.";
    MonthShort "month-short" "A month, cut: *Jan*. Value: January is 1.";
    MonthCut "month-cut" "A month, cut; only with a full stop and behind a day: *5 janv.* Value: January is 1.";
    BeforeMonth "before-month" "Before a month that is a word too: *in May*, *en mars*.";
    BeforeAnyMonth "before-any-month" "The same, whatever the capital: *d’*.";
    Middle "middle" "Before a hyphen and a month: *mid-May*.";
    DaySuffix "day-suffix" "Behind the digits of a day: `5th`, `1er`.";
    FirstDay "first-day" "The first of a month in words: *premier mai*.";
    DayJoint "day-joint" "Joins days of one month: *5 to 7 October*.";
    OfMonth "of-month" "Between day, month and year: *5 of May*.";
    NotADay "not-a-day" "Behind digits that are no day or year: *10 million*.";
    FixedDate "fixed-date" "A date by name. Value: month and day, `09-11`.";
    RelativeDay "relative-day" "A day counted from now: *yesterday*, *last night*. Value: days from now.";
    NoRelativeDay "no-relative-day" "A phrase that ends in such a word and names no day: *la mañana*.";
    RelativeBefore "relative-before" "Before a unit of time, a day or a month, which one: *next*. Value: units from now.";
    RelativeAfter "relative-after" "The same behind it: *prochain*. Value: units from now.";
    Season "season" "A season. Value: spring is 1.";
    SeasonOrWord "season-or-word" "A season that is a word too: *fall*, *été*. Value: spring is 1.";
    BeforeSeason "before-season" "Before such a word, that it is a season: *in*, *cet*.";
    Era "era" "Beside a year or century, its era, as it is written: `BC`. Value: -1 before Christ, 1 after.";
    EraName "era-name" "The same in words: *avant notre ère*. Value: as of [`Self::Era`].";
    BeforeChrist "before-christ" "Before the name of Christ: *avant*, *après*. Value: as of [`Self::Era`].";
    Christ "christ" "The name of Christ.";
    PartOfTime "part-of-time" "Part of a stretch of time: *early*, *milieu*, *fin*. Value: 1 early, 2 middle, 3 late.";
    BeforeTimeNoun "before-time-noun" "Between that and the time: *of the*, *des*.";
    // Times of day.
    ClockWord "clock-word" "An hour by name: *noon*. Value: the hour.";
    ClockNoun "clock-noun" "The same, but not behind an article or hyphen: *midi*. Value: the hour.";
    OClock "o-clock" "Behind an hour: *o’clock*.";
    Am "am" "Before noon, behind an hour: *a.m.*";
    Pm "pm" "After noon, behind an hour: *p.m.*";
    Morning "morning" "Before noon, in words: *in the morning*, *du matin*.";
    Afternoon "afternoon" "After noon, in words: *du soir*.";
    TimeZone "time-zone" "Behind four digits of a time: `1500 GMT`.";
    Zone "zone" "Behind a time, its zone, which has no summer time. Value: hours ahead of UTC.";
    ZoneWithSummer "zone-with-summer" "The same of a zone with summer time. Value: hours ahead of UTC in winter.";
    ZoneCity "zone-city" "A place whose time is meant: *Paris*. Value: as of [`Self::ZoneWithSummer`].";
    ZoneBefore "zone-before" "Before such a place: *heure de*.";
    ZoneAfter "zone-after" "Behind such a place: *time*.";
    MinutesPast "minutes-past" "Between minutes and the hour before them: *past*.";
    MinutesTo "minutes-to" "Between minutes and the hour after them: *to*.";
    ClockQuarter "clock-quarter" "Minutes by name: *quarter past*. Value: minutes.";
    MinutesBefore "minutes-before" "Behind an hour, minutes before it: *moins le quart*. Value: minutes.";
    MinusMinutes "minus-minutes" "Behind an hour and before minutes, that they are before it: *moins dix*.";
    HourSign "hour-sign" "Between hour and minutes: `11 h 30`.";
    Hours "hours" "Hours, which may be a stretch of time: *11 heures*.";
    MinuteSign "minute-sign" "Behind minutes: `11 h 30 min`.";
    PastHour "past-hour" "Behind an hour: *et quart*. Value: minutes.";
    BeforeTime "before-time" "Before an hour, that it is a time of day: *à*, *vers les*.";
    BeforeBareHour "before-bare-hour" "Before an hour that needs no word for hours: *a las tres y media*.";
    AfterTime "after-time" "Behind an hour, the same: *du matin*, *pile*.";
    BeforeDuration "before-duration" "Before an hour, that it is a stretch of time: *pendant*.";
    OfDuration "of-duration" "Behind hours, that they are a stretch: *3 heures de travail*.";
    // Units.
    Unit "unit" "A unit or currency. Value: its symbol.";
    LooseUnit "loose-unit" "The same, with other senses, so that it contradicts nothing: *pound*. Value: its symbol.";
    CasedUnit "cased-unit" "A unit behind digits, only as written: `Mo`, `F`. Value: its symbol.";
    SuffixUnit "suffix-unit" "A unit as a letter at the end of digits: `50p`. Value: its symbol.";
    CurrencyBefore "currency-before" "A currency before its amount: `$`, `EUR`. Value: its symbol.";
    DigitsOnly "digits-only" "A unit only behind digits, else a word: *second*, *mark*.";
    NoUnit "no-unit" "No unit in this language, though one in another: French *ton*.";
    Degree "degree" "A degree, in words.";
    DegreeSign "degree-sign" "A degree, as a sign.";
    Celsius "celsius" "Behind a degree: Celsius.";
    Fahrenheit "fahrenheit" "Behind a degree: Fahrenheit.";
    SquareBefore "square-before" "Makes the length behind it an area: *square*.";
    SquareAfter "square-after" "Makes the length before it an area: *carrés*.";
    CubicBefore "cubic-before" "Makes the length behind it a volume: *cubic*.";
    CubicAfter "cubic-after" "Makes the length before it a volume: *cubes*.";
    Per "per" "Between a length and a time, that they make a speed: *per*, *à l’*.";
    Light "light" "Makes years a distance: *année-lumière*.";
    // Names.
    Title "title" "A title before names: *Mr*, *président*.";
    NotRoman "not-roman" "No Roman numeral, though it looks like one: `Mr`.";
    Particle "particle" "Stands inside names: *of the*, *von*.";
    AfterFirstWord "after-first-word" "A particle that follows a name of one word or an organisation only: *Supreme Court of India*.";
    Organisation "organisation" "The head of an organisation’s name: *court*.";
    Saint "saint" "Before a full stop inside names: *St. Louis*.";
    Possessive "possessive" "Behind a name in a headline: *’s*.";
    NeverName "never-name" "Capitalised and no name: *I*.";
    CommonEnding "common-ending" "The ending of ordinary words.";
    FunctionWord "function-word" "Capitalised only by its place.";
    Opener "opener" "A common word that often begins sentences, and sometimes names.";
    // Quotations.
    Clipped "clipped" "Behind an apostrophe, a word without its first letters: *’em*.";
    ClippedBoth "clipped-both" "The same with an apostrophe on both sides: *’n’*.";
    // Set by the table.
    PhraseHead "phrase-head" "The first word of a phrase in the lists.";
    PhraseTail "phrase-tail" "The last word of one.";
}

/// A set of roles, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Roles([u64; Role::COUNT.div_ceil(64)]);

impl Roles {
    pub(crate) const NONE: Self = Self([0; Role::COUNT.div_ceil(64)]);

    pub(crate) const fn has(self, role: Role) -> bool {
        self.0[role as usize / 64] >> (role as usize % 64) & 1 != 0
    }
}

impl BitOrAssign<Role> for Roles {
    fn bitor_assign(&mut self, role: Role) {
        self.0[role as usize / 64] |= 1 << (role as usize % 64);
    }
}
