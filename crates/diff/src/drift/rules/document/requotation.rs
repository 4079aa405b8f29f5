//! A quotation that returns in other words: the headline's against the text's.
//!
//! A headline quotes « attaque aérienne »; the text has the whole, « potentielle
//! attaque aérienne importante ». The shorter one dropped what took it back.
//! Where the original does the same this is a remark on the article; where
//! only the translation does it, the translation changed the strength of
//! somebody's words.

use crate::drift::cues::table::CueTable;
use crate::drift::draft::Draft;
use crate::drift::reading::PairReading;
use crate::drift::rule::{DocumentRule, Scope, rule};
use crate::drift::side::{PairView, SideReading};
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::{Side, Span};
use std::ops::Range;
use std::sync::LazyLock;

static QUALIFIERS: LazyLock<CueTable> = LazyLock::new(|| {
    let lists = [list!("modifiers.tsv"), list!("hedges.tsv")];
    CueTable::parse(&lists.concat())
});

/// A shorter quotation and the place where its words return with more to them.
struct Return {
    short: (usize, Span),
    long: (usize, Span),
    qualifiers: Vec<String>,
}

/// See the module.
pub(crate) struct Requotation;

impl DocumentRule for Requotation {
    rule! {
        id: "requotation",
        category: Inconsistency,
        summary: "Words quoted in two strengths in the same text.",
        rank: 310,
        scope: Scope::Document,
    }

    fn check(&self, pairs: &[PairView<'_>]) -> Vec<(usize, Draft)> {
        let readings: Vec<PairReading<'_>> = pairs.iter().map(PairReading::new).collect();
        let mut out = Vec::new();
        let source = returns(&readings, Side::Source);
        for found in returns(&readings, Side::Target) {
            let (p, q) = (found.short.0, found.long.0);
            let likewise = source.iter().find(|s| (s.short.0, s.long.0) == (p, q));
            out.push((p, finding(&readings, &found, likewise)));
        }
        out
    }
}

fn finding(readings: &[PairReading<'_>], found: &Return, likewise: Option<&Return>) -> Draft {
    let (p, q) = (found.short.0, found.long.0);
    let short = found.short.1.of(readings[p].target.view.text);
    let long = found.long.1.of(readings[q].target.view.text);
    let severity = if likewise.is_some() { Severity::Info } else { Severity::Minor };
    let source = match likewise {
        Some(s) => Some(s.short.1),
        None => readings[p].counterpart_span(Side::Target, readings[p].target.tokens_of(found.short.1)),
    };
    let f = Draft::new("requotation", Category::Quotation, severity, 0.6)
        .at(source, Some(found.short.1))
        .says(message!("requoted", short = short, long = long, lost = found.qualifiers.join(", ")));
    match likewise {
        Some(s) => {
            let words = s.long.1.of(readings[s.long.0].source.view.text);
            f.because(message!("requoted-likewise", words = words))
        }
        None => f,
    }
}

/// Quotations of one side whose words return within another quotation, with qualifiers.
fn returns(readings: &[PairReading<'_>], side: Side) -> Vec<Return> {
    let mut out = Vec::new();
    for (p, a) in readings.iter().enumerate() {
        for short in quoted(a.side(side)) {
            let words = content(a.side(side), short.clone());
            if words.len() < 2 || words.len() > 8 {
                continue;
            }
            let found = readings.iter().enumerate().filter(|(q, _)| *q != p).find_map(|(q, b)| {
                let long = b.side(side);
                quoted(long)
                    .into_iter()
                    .find_map(|tokens| within(long, &tokens, &words))
                    .map(|(at, more)| (q, long, at, more))
            });
            if let Some((q, long, at, qualifiers)) = found
                && let (Some(here), Some(there)) = (a.side(side).span_of(short), long.span_of(at))
            {
                out.push(Return { short: (p, here), long: (q, there), qualifiers });
            }
        }
    }
    out
}

/// The tokens between the marks of each quotation.
fn quoted(side: &SideReading<'_>) -> Vec<Range<usize>> {
    side.facts.quotes.iter().map(|q| side.tokens_of(q.inner)).filter(|t| !t.is_empty()).collect()
}

/// The stems of the words of three letters or more.
fn content(side: &SideReading<'_>, tokens: Range<usize>) -> Vec<String> {
    tokens.filter(|&i| side.is_word(i) && side.norm(i).chars().count() > 2).map(|i| stem(side.norm(i))).collect()
}

/// A word without the endings of number and gender.
fn stem(word: &str) -> String {
    word.trim_end_matches(['s', 'x']).trim_end_matches('e').to_owned()
}

/// Where `words` return in the quotation `tokens`, with the qualifiers that they gained
/// within, just before or just after.
fn within(side: &SideReading<'_>, tokens: &Range<usize>, words: &[String]) -> Option<(Range<usize>, Vec<String>)> {
    let here: Vec<usize> = tokens.clone().filter(|&i| side.is_word(i) && side.norm(i).chars().count() > 2).collect();
    let stems: Vec<String> = here.iter().map(|&i| stem(side.norm(i))).collect();
    let at = stems.windows(words.len()).position(|w| w == words)?;
    let (first, last) = (here[at], here[at + words.len() - 1]);
    let around = first.saturating_sub(3).max(tokens.start)..(last + 4).min(tokens.end);
    let gained = QUALIFIERS.find(side).into_iter().filter(|h| {
        let nearby = around.start <= h.tokens.start && h.tokens.end <= around.end;
        let kind =
            matches!(h.cue.field(0), "potential" | "alleged" | "big" | "grave" | "small" | "epistemic" | "evidential");
        nearby && kind && !(first..=last).contains(&h.tokens.start)
    });
    let hits: Vec<Range<usize>> = gained.map(|h| h.tokens).collect();
    let (from, to) = hits.iter().fold((first, last + 1), |(a, b), h| (a.min(h.start), b.max(h.end)));
    let words = hits.into_iter().map(|h| side.words(h).to_owned()).collect::<Vec<_>>();
    (!words.is_empty()).then_some((from..to, words))
}
