//! A quotation that returns in other words: the headline's against the text's.
//!
//! A headline quotes « attaque aérienne »; the text has the whole, « potentielle
//! attaque aérienne importante ». The shorter one dropped what took it back.
//! Where the original does the same this is a remark on the article; where
//! only the translation does it, the translation changed the strength of
//! somebody's words.

use crate::drift::cues::table::{CueTable, Hit};
use crate::drift::draft::Draft;
use crate::drift::reading::PairReading;
use crate::drift::rule::{DocumentRule, Scope, rule};
use crate::drift::side::{PairView, SideReading};
use calque_bitext::{Category, Severity};
use calque_messages::message;
use calque_text::{Side, Span};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

static QUALIFIERS: LazyLock<CueTable> = LazyLock::new(|| {
    let lists = [list!("modifiers.tsv"), list!("hedges.tsv")];
    CueTable::parse(&lists.concat())
});

/// A quotation, with what is compared of it.
struct Quotation {
    /// Index of its pair.
    pair: usize,
    /// The stems of its words of three letters or more.
    stems: Vec<String>,
    /// For each stem its token.
    places: Vec<usize>,
    /// Words in it that qualify.
    qualifiers: Vec<Range<usize>>,
    /// Its tokens.
    tokens: Range<usize>,
    /// The span of each token.
    spans: Vec<Span>,
}

impl Quotation {
    /// The span of the tokens `range`.
    fn span(&self, range: &Range<usize>) -> Option<Span> {
        let of = |i: usize| self.spans.get(i.checked_sub(self.tokens.start)?).copied();
        Some(of(range.start)?.cover(&of(range.end.checked_sub(1)?)?))
    }
}

/// A shorter quotation and the place where its words return with more to them.
struct Return {
    short: (usize, Span),
    long: (usize, Span),
    qualifiers: Vec<Span>,
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
        let mut out = Vec::new();
        let source = returns(pairs, Side::Source);
        for found in returns(pairs, Side::Target) {
            let (p, q) = (found.short.0, found.long.0);
            let likewise = source.iter().find(|s| (s.short.0, s.long.0) == (p, q));
            out.push((p, finding(pairs, &found, likewise)));
        }
        out
    }
}

fn finding(pairs: &[PairView<'_>], found: &Return, likewise: Option<&Return>) -> Draft {
    let (p, q) = (found.short.0, found.long.0);
    let short = found.short.1.of(pairs[p].target.text);
    let long = found.long.1.of(pairs[q].target.text);
    let lost = found.qualifiers.iter().map(|s| s.of(pairs[q].target.text)).collect::<Vec<_>>().join(", ");
    let severity = if likewise.is_some() { Severity::Info } else { Severity::Minor };
    let source = likewise.map(|s| s.short.1).or_else(|| {
        let reading = PairReading::new(&pairs[p]);
        reading.counterpart_span(Side::Target, reading.target.tokens_of(found.short.1))
    });
    let draft = Draft::new("requotation", Category::Quotation, severity, 0.6)
        .at(source, Some(found.short.1))
        .says(message!("requoted", short = short, long = long, lost = lost));
    match likewise {
        Some(s) => {
            let words = s.long.1.of(pairs[s.long.0].source.text);
            draft.because(message!("requoted-likewise", words = words))
        }
        None => draft,
    }
}

/// Quotations of one side whose words return within another quotation, with qualifiers. Only those
/// that share their first two words are compared, so that the cost grows with the text.
fn returns(pairs: &[PairView<'_>], side: Side) -> Vec<Return> {
    let quotations: Vec<Quotation> = pairs.iter().enumerate().flat_map(|(p, pair)| quotations(p, pair, side)).collect();
    let mut index: FxHashMap<(&str, &str), Vec<usize>> = FxHashMap::default();
    for (k, q) in quotations.iter().enumerate() {
        for two in q.stems.windows(2) {
            let places = index.entry((&two[0], &two[1])).or_default();
            if places.last() != Some(&k) {
                places.push(k);
            }
        }
    }
    let mut out = Vec::new();
    for short in quotations.iter().filter(|q| (2..=8).contains(&q.stems.len())) {
        let alike = &index[&(short.stems[0].as_str(), short.stems[1].as_str())];
        let others = alike.iter().map(|&k| &quotations[k]).filter(|q| q.pair != short.pair).take(MOST_ALIKE);
        let found = others.into_iter().find_map(|long| within(long, &short.stems).map(|(at, more)| (long, at, more)));
        if let Some((long, at, more)) = found
            && let (Some(here), Some(there)) = (short.span(&short.tokens), long.span(&at))
        {
            let qualifiers = more.iter().filter_map(|q| long.span(q)).collect();
            out.push(Return { short: (short.pair, here), long: (long.pair, there), qualifiers });
        }
    }
    out
}

/// Quotations with the same first two words that are looked at for each.
const MOST_ALIKE: usize = 64;

/// The quotations of one side of a pair.
fn quotations(index: usize, pair: &PairView<'_>, side: Side) -> Vec<Quotation> {
    let view = match side {
        Side::Source => &pair.source,
        Side::Target => &pair.target,
    };
    if !view.words().contains(['"', '“', '”', '«', '»', '„', '‘', '’', '\'']) {
        return Vec::new();
    }
    let here = SideReading::new(*view, &[], pair.model);
    let spans_of = |tokens: Range<usize>| here.view.tokens[tokens].iter().map(|t| t.span).collect::<Vec<_>>();
    let quoted: Vec<Range<usize>> =
        here.facts.quotes.iter().map(|q| here.tokens_of(q.inner)).filter(|t| !t.is_empty()).collect();
    let hits = if quoted.is_empty() { Vec::new() } else { QUALIFIERS.find(&here) };
    let make = |tokens: Range<usize>| {
        let long = |&i: &usize| here.is_word(i) && here.norm(i).chars().count() > 2;
        let places: Vec<usize> = tokens.clone().filter(long).collect();
        let inside = |h: &&Hit<'_>| tokens.start <= h.tokens.start && h.tokens.end <= tokens.end && qualifies(h);
        Quotation {
            pair: index,
            stems: places.iter().map(|&i| stem(here.norm(i))).collect(),
            places,
            qualifiers: hits.iter().filter(inside).map(|h| h.tokens.clone()).collect(),
            spans: spans_of(tokens.clone()),
            tokens,
        }
    };
    quoted.into_iter().map(make).collect()
}

/// Whether a word of the lists says how great or how sure something is.
fn qualifies(hit: &Hit<'_>) -> bool {
    matches!(hit.cue.field(0), "potential" | "alleged" | "big" | "grave" | "small" | "epistemic" | "evidential")
}

/// A word without the endings of number and gender.
fn stem(word: &str) -> String {
    word.trim_end_matches(['s', 'x']).trim_end_matches('e').to_owned()
}

/// Where `words` return in a quotation, with the qualifiers that they gained within, just before or
/// just after.
fn within(long: &Quotation, words: &[String]) -> Option<(Range<usize>, Vec<Range<usize>>)> {
    let at = long.stems.windows(words.len()).position(|w| w == words)?;
    let (first, last) = (long.places[at], long.places[at + words.len() - 1]);
    let around = first.saturating_sub(3).max(long.tokens.start)..(last + 4).min(long.tokens.end);
    let gained = long
        .qualifiers
        .iter()
        .filter(|h| around.start <= h.start && h.end <= around.end && !(first..=last).contains(&h.start));
    let gained: Vec<Range<usize>> = gained.cloned().collect();
    let (from, to) = gained.iter().fold((first, last + 1), |(a, b), h| (a.min(h.start), b.max(h.end)));
    (!gained.is_empty()).then_some((from..to, gained))
}
