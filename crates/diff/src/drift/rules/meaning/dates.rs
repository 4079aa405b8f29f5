//! Dates, weekdays, months, and times of day.
//!
//! A weekday may be left out; a different one in its place is an error. Dates, times and
//! moments (*next month*, *in spring*, *BC*) are read and compared by [`calque_text::facts`].

use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::facts::{FactChange, compare_dates, compare_moments, compare_times};
use calque_text::{Side, Span};

/// See the module.
pub(crate) struct Dates;

impl PairRule for Dates {
    rule! {
        id: "dates",
        category: DateTime,
        summary: "Dates, weekdays and times of day that differ",
        languages: Languages::WITH_LISTS,
        rank: 40,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let (a, b) = (&r.source.facts, &r.target.facts);
        for d in compare_dates(a, b) {
            let (was, is) = (d.source.map(|i| &a.dates[i]), d.target.map(|j| &b.dates[j]));
            let spans = (was.map(|f| (f.span, f.tokens.range())), is.map(|f| (f.span, f.tokens.range())));
            out.extend(finding(r, d.change, d.weak, spans, "date"));
        }
        for d in compare_times(a, b) {
            let (was, is) = (d.source.map(|i| &a.times[i]), d.target.map(|j| &b.times[j]));
            let spans = (was.map(|f| (f.span, f.tokens.range())), is.map(|f| (f.span, f.tokens.range())));
            out.extend(finding(r, d.change, d.weak, spans, "time"));
        }
        for d in compare_moments(a, b) {
            let (was, is) = (d.source.map(|i| &a.moments[i]), d.target.map(|j| &b.moments[j]));
            let spans = (was.map(|f| (f.span, f.tokens.range())), is.map(|f| (f.span, f.tokens.range())));
            out.extend(finding(r, d.change, d.weak, spans, "moment"));
        }
    }
}

type Place = (Span, std::ops::Range<usize>);

fn finding(
    r: &PairReading<'_>,
    change: FactChange,
    weak: bool,
    spans: (Option<Place>, Option<Place>),
    what: &str,
) -> Option<Draft> {
    let make = |severity, strength| Draft::new("dates", Category::DateTime, severity, strength);
    let unsure = if weak { 0.4 } else { 1.0 };
    match spans {
        (Some((a, here)), Some((b, there))) => {
            let nearness = r.nearness(Side::Source, here.start, there.start);
            let (was, is) = (a.of(r.source.view.text), b.of(r.target.view.text));
            let message = message!("date-changed", was = was, is = is, kind = what);
            let among_words = r.says_more_than(Side::Source, a) && r.says_more_than(Side::Target, b);
            if change == FactChange::Changed && !weak && among_words {
                // Two values of one kind in each other's place, which no reading makes agree.
                let strength = 0.6 + 0.35 * nearness;
                return Some(make(Severity::Critical, strength).certain().at(Some(a), Some(b)).says(message));
            }
            let strength = if change == FactChange::Changed { 0.9 } else { 0.6 } * unsure;
            Some(make(Severity::Critical, strength).at(Some(a), Some(b)).says(message))
        }
        (Some((a, tokens)), None) => {
            let words = a.of(r.source.view.text);
            let f = make(Severity::Minor, 0.35 * unsure).at(Some(a), r.counterpart_span(Side::Source, tokens));
            Some(f.says(message!("date-lost", kind = what, words = words)))
        }
        (None, Some((b, tokens))) => {
            let words = b.of(r.target.view.text);
            let f = make(Severity::Minor, 0.35 * unsure).at(r.counterpart_span(Side::Target, tokens), Some(b));
            Some(f.says(message!("date-added", kind = what, words = words)))
        }
        (None, None) => None,
    }
}
